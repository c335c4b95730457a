"""What texts mean in their fields, and what is said where they mean nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder import scalars
from rmentor.folder.scalars import Fault
from rmentor.model.windows import DAY_MINUTES, WEEKDAYS, Span, Window


def _fault(read: Callable[[str], object], text: str) -> tuple[str, object]:
    with pytest.raises(Fault) as caught:
        read(text)
    return caught.value.code, caught.value.fields.get("close")


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_as_iso_writes_it(day: date) -> None:
    """2027-01-11 is one day for everybody."""
    assert scalars.day(day.isoformat()) == day
    assert scalars.span(day.isoformat()) == Span(day, day)


@pytest.mark.parametrize(
    ("text", "code", "close"),
    [
        ("11/01/2027", "date-form", None),
        ("31/12/2027", "date-form", "2027-12-31"),
        ("12/31/2027", "date-form", "2027-12-31"),
        ("2027-1-5", "date-form", "2027-01-05"),
        ("2027/01/05", "date-form", "2027-01-05"),
        ("05.05.2027", "date-form", "2027-05-05"),
        ("20270111", "date-form", None),
        ("2027-02-29", "no-such-day", None),
        ("0207-01-11", "date-year", None),
        ("2027-01-11 ", "date-form", None),
        ("२०२७-०१-११", "date-form", None),
    ],
)
def test_days_in_other_forms_are_refused_and_guessed_only_where_certain(
    text: str, code: str, close: str | None
) -> None:
    """The eleventh of January is not taken for the first of November."""
    assert _fault(scalars.day, text) == (code, close)


def test_spans_have_an_order() -> None:
    """Both days belong to the span."""
    assert scalars.span("2027-02-15 / 2027-02-26") == Span(date(2027, 2, 15), date(2027, 2, 26))
    assert _fault(scalars.span, "2027-02-26/2027-02-15") == ("span-order", None)
    assert _fault(scalars.span, "15/02/2027")[0] == "date-form"


@pytest.mark.parametrize("text", ["2027-01-12 12:00", "2027-01-12T12:00", "2027-01-12 12:00:00"])
def test_moments_are_days_with_a_time(text: str) -> None:
    """As plan.yaml writes them, and as other tools do."""
    assert scalars.moment(text) == datetime.fromisoformat("2027-01-12 12:00")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2027-01-12", "moment-form"),
        ("2027-01-12 24:00", "clock"),
        ("2027-02-30 12:00", "no-such-day"),
    ],
)
def test_other_moments_are_refused(text: str, code: str) -> None:
    """A session begins on a day that exists, before midnight."""
    assert _fault(scalars.moment, text)[0] == code


@given(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440))
def test_every_window_is_read(day: int, start: int, length: int) -> None:
    """Minutes of the week; 24:00 is the end of a day."""
    end = min(start + length, DAY_MINUTES)
    text = f"{WEEKDAYS[day]} {start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"
    expected = Window(day * DAY_MINUTES + start, day * DAY_MINUTES + end)
    assert scalars.windows(text) == (expected,)
    assert scalars.windows(text.upper().replace("-", " – ")) == (expected,)


def test_a_window_may_span_days_of_the_week() -> None:
    """mon-fri is five windows; sat-mon goes over Sunday."""
    assert [window.weekday for window in scalars.windows("mon-fri 09:00-18:00")] == [0, 1, 2, 3, 4]
    assert sorted(w.weekday for w in scalars.windows("sat-mon 9:00-10:00")) == [0, 5, 6]


@pytest.mark.parametrize(
    ("text", "code", "close"),
    [
        ("tue 14:00-12:00", "window-order", None),
        ("tue 12:00-12:00", "window-order", None),
        ("tue 22:00-00:00", "window-midnight", None),
        ("tue 12:00-24:30", "clock", None),
        ("tue 12:60-13:00", "clock", None),
        ("mardi 12:00-14:00", "unknown-day", "tue"),
        ("tuesday 12:00-14:00", "unknown-day", "tue"),
        ("teu 12:00-14:00", "unknown-day", "tue"),
        ("xyz 12:00-14:00", "unknown-day", None),
        ("tue 12h-14h", "window-form", None),
        ("tue", "window-form", None),
        ("tue 12:00-14:00, thu 12:00-14:00", "window-form", None),
    ],
)
def test_other_windows_are_refused(text: str, code: str, close: str | None) -> None:
    """With the day that was meant, where there is one."""
    assert _fault(scalars.windows, text) == (code, close)


@pytest.mark.parametrize(("text", "days"), [("2 weeks", 14), ("1 week", 7), ("10 days", 10), ("1day", 1), ("0 days", 0), ("3 WEEKS", 21)])  # fmt: skip
def test_durations_are_days_or_weeks(text: str, days: int) -> None:
    """Both are whole."""
    assert scalars.days(text) == days


@pytest.mark.parametrize(
    ("text", "code", "close"),
    [
        ("2 semaines", "unknown-unit", "weeks"),
        ("2 weaks", "unknown-unit", "weeks"),
        ("3 jours", "unknown-unit", "days"),
        ("1 month", "unknown-unit", None),
        ("1.5 weeks", "duration-form", None),
        ("weekly", "duration-form", None),
        ("-1 week", "duration-form", None),
        ("9999 weeks", "duration-range", None),
    ],
)
def test_other_durations_are_refused(text: str, code: str, close: str | None) -> None:
    """With the unit that was meant."""
    assert _fault(scalars.days, text) == (code, close)


def test_a_rhythm_is_at_least_a_day() -> None:
    """Sessions every 0 weeks would have no gap."""
    assert _fault(scalars.rhythm, "0 weeks") == ("duration-zero", None)


@pytest.mark.parametrize("text", ["true", "Yes", "ON", "oui", "vrai"])
@pytest.mark.parametrize(("no", "is_yes"), [("", True), ("false no Off non faux", False)])
def test_yes_and_no_are_read_in_both_languages(text: str, no: str, is_yes: bool) -> None:
    """Whatever YAML calls them."""
    assert scalars.yes(text) is True
    assert not any(scalars.yes(word) for word in no.split())
    assert _fault(scalars.yes, "maybe") == ("yes-no", None)


@given(st.decimals(0, 10**6, places=6))
def test_weights_are_exact(figure: object) -> None:
    """A tenth is a tenth."""
    assert scalars.weight(str(f"{figure:f}")) == Fraction(str(figure))


@pytest.mark.parametrize(
    ("text", "close"), [("1,5", "1.5"), ("35 %", "35"), ("1e999", None), ("nan", None), ("١", None), ("1/3", None)]
)  # fmt: skip
def test_other_figures_are_refused(text: str, close: str | None) -> None:
    """With the figure that was meant, where it is certain."""
    assert _fault(scalars.decimal, text) == ("number", close)


@pytest.mark.parametrize(("text", "tag"), [("fr", "fr"), ("EN", "en"), ("pt-BR", "pt-br"), ("pt_br", "pt-br"), ("gsw", "gsw")])  # fmt: skip
def test_languages_are_tags(text: str, tag: str) -> None:
    """In lower case, so that two people meet in one."""
    assert scalars.language(text) == tag


@pytest.mark.parametrize(("text", "close"), [("french", "fr"), ("Français", "fr"), ("fra", "fr"), ("anglai", "en"), ("xx", None), ("fr, en", None), ("1", None)])  # fmt: skip
def test_other_words_for_languages_are_refused(text: str, close: str | None) -> None:
    """With the tag that was meant."""
    assert _fault(scalars.language, text) == ("unknown-language", close)


@pytest.mark.parametrize(("text", "code"), [("FR", "FR"), ("no", "NO"), ("fr-57", "FR-57")])
def test_countries_are_two_letters_and_perhaps_a_part(text: str, code: str) -> None:
    """NO is Norway."""
    assert scalars.country(text) == code


@pytest.mark.parametrize(("text", "close"), [("France", "FR"), ("UK", "GB"), ("Belgiqe", "BE"), ("ZZ", None), ("FR-", None), ("1", None)])  # fmt: skip
def test_other_words_for_countries_are_refused(text: str, close: str | None) -> None:
    """With the code that was meant."""
    assert _fault(scalars.country, text) == ("unknown-country", close)


def test_time_zones_are_those_of_the_world() -> None:
    """A name that looks like a path is not opened."""
    assert scalars.timezone("Europe/Paris") == "Europe/Paris"
    assert _fault(scalars.timezone, "Paris") == ("unknown-timezone", "Europe/Paris")
    assert _fault(scalars.timezone, "Europe/Pari") == ("unknown-timezone", "Europe/Paris")
    assert _fault(scalars.timezone, "../../etc/passwd")[0] == "unknown-timezone"
    assert _fault(scalars.timezone, "Europe")[0] == "unknown-timezone"
