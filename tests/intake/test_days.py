"""Weekly windows and dates, in words and figures."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder.times import window_texts
from rmentor.intake.days import date_order, read_windows
from rmentor.model.windows import DAY_MINUTES, Window, joined

_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH = ("Mon", "Tuesday", "wed.", "Thursdays", "FRI", "Sat", "sunday")


@st.composite
def _windows(draw: st.DrawFn) -> tuple[int, int, int]:
    start = draw(st.integers(0, DAY_MINUTES - 1))
    return draw(st.integers(0, 6)), start, draw(st.integers(start + 1, DAY_MINUTES))


def _clock(minute: int, sign: str) -> str:
    return f"{minute // 60}{sign}{minute % 60:02d}"


@given(st.lists(_windows(), min_size=1, max_size=4), st.booleans(), st.sampled_from("h:"))
def test_windows_in_either_language_are_the_windows_meant(
    meant: list[tuple[int, int, int]], french: bool, sign: str
) -> None:
    """Days in words, times with h or colons, parted by semicolons."""
    names = _FRENCH if french else _ENGLISH
    to = " à " if french else " - "
    text = " ; ".join(
        f"{names[day]} {_clock(start, sign)}{to}{_clock(end, sign)}" for day, start, end in meant
    )
    wanted = joined(
        Window(day * DAY_MINUTES + start, day * DAY_MINUTES + end) for day, start, end in meant
    )
    assert read_windows(text) == (wanted, ())


@given(st.lists(_windows(), max_size=5))
def test_what_is_written_is_read_again(meant: list[tuple[int, int, int]]) -> None:
    """The form of participants.yaml is one of those that an import reads."""
    windows = joined(Window(d * DAY_MINUTES + s, d * DAY_MINUTES + e) for d, s, e in meant)
    assert joined(read_windows(", ".join(window_texts(windows, ranges=False)))[0]) == windows


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("lun-ven 12h-14h", [f"{day} 12:00-14:00" for day in ("mon", "tue", "wed", "thu", "fri")]),
        ("mardi et jeudi de midi à 14h", ["tue 12:00-14:00", "thu 12:00-14:00"]),
        ("Tue 12-2pm", ["tue 12:00-14:00"]),
        ("Mon 9am to noon, 2pm-4pm", ["mon 09:00-12:00", "mon 14:00-16:00"]),
        ("ven: 22h-minuit", ["fri 22:00-24:00"]),
        ("lundi 9h-10h\nmardi 9h-10h", ["mon 09:00-10:00", "tue 09:00-10:00"]),
    ],
)
def test_people_s_shorthands_are_understood(text: str, windows: list[str]) -> None:
    """Ranges of days, two ranges on a day, noon and midnight."""
    found, faults = read_windows(text)
    assert (window_texts(found, ranges=False), faults) == (windows, ())


def test_a_column_proves_the_order_of_its_dates_or_does_not() -> None:
    """A number above twelve tells; contradictions and small numbers do not."""
    assert date_order(["03/04/2027", "15/02/2027"]) == "dd/mm/yyyy"
    assert date_order(["03/04/2027", "02/15/2027"]) == "mm/dd/yyyy"
    assert date_order(["15/02/2027", "02/15/2027"]) is None
    assert date_order(["03/04/2027", "2027-12-31"]) is None


def test_a_hostile_cell_takes_no_time() -> None:
    """Two thousand signs of almost-windows."""
    begin = time.process_time()
    for text in ("lun," * 500, "lun 9h-" * 280, "9h-9h" * 400, "lun 9h-10h et " * 140, "1" * 2000):
        read_windows(text)
    assert time.process_time() - begin < 2
