"""Cells as people fill them in, and the values that participants.yaml gets."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder import scalars
from rmentor.intake.context import KEYS, TOPIC_KEYS, Context
from rmentor.intake.mapping import NAME_KEYS
from rmentor.intake.problems import SENTENCES
from rmentor.intake.values import LONGEST_CELL, read_cell, whole_number
from tests.intake.desk import topics


def _read(key: str, text: str, **context: object) -> object:
    found, faults = read_cell(key, text, Context(topics(), **context))  # type: ignore[arg-type]
    assert not faults, faults
    return found


def _faults(key: str, text: str, **context: object) -> list[str]:
    return [fault.code for fault in read_cell(key, text, Context(topics(), **context))[1]]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["yes", "Oui", "x", "X", "vrai", "TRUE", "1", "✓", "o", " oui "])
def test_a_yes_in_any_form_is_a_yes(text: str) -> None:
    """Ticks, letters and words of two languages."""
    assert _read("volunteer", text) is True


@pytest.mark.parametrize("text", ["no", "Non", "faux", "FALSE", "0", "n", "☐"])
def test_a_no_in_any_form_is_a_no(text: str) -> None:
    """A no is an answer, not an empty cell."""
    assert _read("volunteer", text) is False


@pytest.mark.parametrize("text", ["", "n/a", "N.A.", "-", "—", "néant", "aucun", "RAS", "none"])
@pytest.mark.parametrize(
    "key", ["volunteer", "seniority", "interests", "offers", "manager", "away"]
)
def test_a_cell_that_says_nothing_is_no_problem(key: str, text: str) -> None:
    """People write dashes where they have nothing to say."""
    assert _read(key, text) is None


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("role", "Mentoré·e", "mentee"),
        ("role", "mentoré(e)", "mentee"),
        ("role", "Mentor;Mentoré", "both"),
        ("role", "mentor et mentoré", "both"),
        ("role", "les deux", "both"),
        ("status", "Candidate", "applied"),
        ("seniority", "3,0", 3),
        ("seniority", "-1", -1),
        ("capacity", "2.0", 2),
        ("drive", "4/5", 4),
        ("drive", "4 sur 5", 4),
        ("languages", "Français, anglais", ["fr", "en"]),
        ("languages", "FR / EN", ["fr", "en"]),
        ("languages", "français et espagnol", ["fr", "es"]),
        ("country", "belgique", "BE"),
        ("country", "fr-57", "FR-57"),
        ("country", "UK", "GB"),
        ("timezone", "Europe/Paris", "Europe/Paris"),
        ("mode", "Hybride", "either"),
        ("mode", "à distance", "remote"),
        ("interests", "voile, vélo ; cuisine", ["voile, vélo", "cuisine"]),
        ("interests", "voile, vélo, voile", ["voile", "vélo"]),
        ("email", "Léa Martin <lea.m@example.org>", "lea.m@example.org"),
        ("email", "mailto:lea.m@example.org", "lea.m@example.org"),
        ("offers", "LinkedIn professionnel: 5; tiktok: 4", {"linkedin": 5, "tiktok": 4}),
        ("offers", "linkedin, TIKTOK ET VIDEO COURTE", {"linkedin": 4, "tiktok": 4}),
        ("offers", "Asana, Trello, linkedin (3)", {"project-tools": 4, "linkedin": 3}),
        ("offers", "linkedin: 4,0 ; tiktok 3/5", {"linkedin": 4, "tiktok": 3}),
        ("offers", "linkedin: 0", None),
        ("offers", "linkedin\nlinkedin: 5", {"linkedin": 5}),
        ("wants", "Budget and finance", {"budgeting": 2}),
        ("levels", "budgeting: 0", {"budgeting": 0}),
        ("offers.linkedin", "5", {"linkedin": 5}),
        ("offers.linkedin", "5 - référence", {"linkedin": 5}),
        ("offers.linkedin", "x", {"linkedin": 4}),
        ("offers.linkedin", "non", None),
        ("levels.budgeting", "débutant", {"budgeting": 1}),
        ("availability", "mar 12h-14h ; jeudi 17:00-19:00", ["tue 12:00-14:00", "thu 17:00-19:00"]),
        ("availability", "flexible", None),
        ("away", "2027-02-15/2027-02-26, 2027-04-02", ["2027-02-15/2027-02-26", "2027-04-02"]),
        ("away", "du 15/02/2027 au 26/02/2027", ["2027-02-15/2027-02-26"]),
    ],
)
def test_people_s_ways_of_writing_are_understood(key: str, text: str, value: object) -> None:
    """French and English, decimals with commas, brackets and slashes."""
    assert _read(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("role", "directeur", "unknown-value"),
        ("volunteer", "peut-être", "unknown-value"),
        ("seniority", "Cadre A", "unknown-grade"),
        ("seniority", "2,5", "unknown-grade"),
        ("seniority", "99999999", "wrong-number"),
        ("capacity", "0", "wrong-number"),
        ("capacity", "deux", "unknown-value"),
        ("drive", "7", "wrong-number"),
        ("email", "lea.m@", "wrong-email"),
        ("email", "a@b.org, c@d.org", "wrong-email"),
        ("email", "a@b..org", "wrong-email"),
        ("languages", "klingon", "unknown-value"),
        ("timezone", "Paris", "wrong-zone"),
        ("country", "Atlantis", "unknown-value"),
        ("offers", "Linkedin pro", "close-topic"),
        ("offers", "jonglage", "unknown-topic"),
        ("offers", "linkedin: 6", "level-range"),
        ("wants", "linkedin: 4", "level-range"),
        ("offers.linkedin", "www.linkedin.com/in/x", "level-range"),
        ("availability", "jeudi matin", "wrong-window"),
        ("availability", "mar 14h-12h", "wrong-window"),
        ("availability", "tue 25:00-26:00", "wrong-window"),
        ("away", "03/04/2027", "ambiguous-date"),
        ("away", "15/02/27", "wrong-date"),
        ("away", "31/02/2027", "wrong-date"),
        ("away", "0207-01-11", "wrong-date"),
        ("country", "ZZ", "unknown-value"),
        ("away", "2027-02-26/2027-02-15", "wrong-date"),
        ("manager", "Somebody Else", "outside-manager"),
        ("avoid", "Somebody Else", "unknown-person"),
        ("interests", "x" * (LONGEST_CELL + 1), "too-long"),
    ],
)
def test_what_is_not_certain_is_a_fault_never_a_guess(key: str, text: str, code: str) -> None:
    """Each has a code, and the code has a sentence."""
    assert _faults(key, text) == [code]
    assert code in SENTENCES


def test_one_bad_part_does_not_hide_the_good_ones() -> None:
    """Three topics, one of them misspelt: two come in, one is said."""
    found, faults = read_cell("offers", "linkedin: 5; jonglage; tiktok: 3", Context(topics()))
    assert found == {"linkedin": 5, "tiktok": 3}
    assert [fault.args["value"] for fault in faults] == ["jonglage"]


def test_the_mapping_gives_words_their_meaning() -> None:
    """Grades in order, professions that stand for topics, "yes" that means both."""
    values = {
        "seniority": {"cadre a": "5", "stagiaire": "1"},
        "offers": {"ddat": {"topic": "linkedin", "level": "5"}, "hr": ["tiktok", "budgeting"]},
        "role": {"yes": "both", "no": "mentor"},
        "availability": {"jeudi matin": "thu 09:00-12:00"},
    }
    assert _read("seniority", "Cadre A", values=values) == 5
    assert _read("offers", "DDaT; HR", values=values) == {
        "linkedin": 5,
        "tiktok": 4,
        "budgeting": 4,
    }
    assert _read("role", "Oui", values=values) == "both"
    assert _read("role", "0", values=values) == "mentor"
    assert _read("availability", "mar 12h-14h; jeudi matin", values=values) == [
        "tue 12:00-14:00",
        "thu 09:00-12:00",
    ]


def test_a_word_may_be_ignored_by_the_mapping() -> None:
    """``ignore`` says that a word means nothing here."""
    values = {"offers": {"autre": "ignore"}, "seniority": {"externe": "ignore"}}
    assert _read("offers", "linkedin, Autre", values=values) == {"linkedin": 4}
    assert _read("seniority", "Externe", values=values) is None


def test_a_meaning_that_is_no_topic_is_said_as_such() -> None:
    """The slip is in import.yaml, not in the sheet."""
    assert _faults("offers", "DDaT", values={"offers": {"ddat": "policy"}}) == ["meant-topic"]


def test_topics_without_a_figure_have_the_sheet_s_level() -> None:
    """``level`` and ``importance`` of the mapping's defaults."""
    assert _read("offers", "linkedin", level=3) == {"linkedin": 3}
    assert _read("wants", "linkedin", importance=3) == {"linkedin": 3}


@given(
    st.sampled_from([*KEYS, *NAME_KEYS, "offers.linkedin", "levels.tiktok"]), st.text(max_size=60)
)
def test_no_cell_breaks_the_reader(key: str, text: str) -> None:
    """Whatever stands in a cell gives a value of the right kind, a fault with a sentence, or neither."""
    found, faults = read_cell(key, text, Context(topics()))
    assert all(fault.code in SENTENCES for fault in faults)
    if key.partition(".")[0] in TOPIC_KEYS and found is not None:
        assert isinstance(found, dict)
        assert all(topic in topics().ids.values() for topic in found)
    if isinstance(found, str):
        assert found == found.strip()
        assert "\n" not in found


@given(st.text(string.printable, max_size=120))
def test_windows_and_dates_that_are_read_are_what_the_folder_reads(text: str) -> None:
    """What an import writes, participants.yaml accepts."""
    for key, reader in (("availability", scalars.windows), ("away", scalars.span)):
        found, _ = read_cell(key, text, Context(topics()))
        for item in found or ():  # type: ignore[attr-defined]
            assert reader(item)


@given(st.integers(-(10**8), 10**8), st.sampled_from(["{}", "{}.0", "{},00", " {} "]))
def test_whole_numbers_in_every_spelling(number: int, form: str) -> None:
    """Spreadsheets add decimals where nobody asked."""
    assert whole_number(form.format(number)) == number


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 40),
    st.sampled_from(["dd/mm/yyyy", "mm/dd/yyyy"]),
    st.sampled_from(["/", "."]),
)
def test_stated_orders_of_dates_hold(first: date, days: int, order: str, sign: str) -> None:
    """Day and month are where the mapping says, whatever the numbers would allow."""
    last = first + timedelta(days)
    form = order.replace("dd", "%d").replace("mm", "%m").replace("yyyy", "%Y").replace("/", sign)
    text = f"{first.strftime(form)} - {last.strftime(form)}"
    wanted = first.isoformat() if days == 0 else f"{first}/{last}"
    assert _read("away", text, date_order=order) == [wanted]


def test_days_of_follow_up_are_read_as_days_of_absence_are() -> None:
    """One day, in a form of which the month is certain; never a span."""
    for key in ("volunteered", "status_since", "back"):
        assert read_cell(key, "30/11/2026", Context(topics())) == ("2026-11-30", ())
        for text, code in (
            ("02/03/2027", "ambiguous-date"),
            ("2027-03-02/2027-03-04", "wrong-date"),
        ):
            found, faults = read_cell(key, text, Context(topics()))
            assert (found, [fault.code for fault in faults]) == (None, [code])
