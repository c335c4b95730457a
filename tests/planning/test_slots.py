"""Where sessions may begin, against every minute of some days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.windows import DAY_MINUTES, WEEK_MINUTES, Window, joined
from rmentor.planning.clock import clock
from rmentor.planning.slots import slots, weekly

START = date(2027, 1, 4)
FIRST = START.toordinal()
TOKYO = clock("Asia/Tokyo", START, START + timedelta(9))
STRETCHES = st.lists(
    st.tuples(st.integers(0, 3 * DAY_MINUTES), st.integers(30, 1000)), min_size=1, max_size=2
)


@settings(max_examples=40)
@given(
    STRETCHES,
    st.integers(30, 90),
    st.lists(st.sets(st.integers(0, DAY_MINUTES - 1), max_size=2), min_size=7, max_size=7),
    st.sets(st.integers(0, 3 * DAY_MINUTES), max_size=3),
)
def test_starts_are_the_earliest_the_usual_and_those_asked_for(
    stretches: list[tuple[int, int]], minutes: int, usual: list[set[int]], also: set[int]
) -> None:
    """Of every minute at which a session would lie in free time; the earliest also of each day."""
    begin = FIRST * DAY_MINUTES - 9 * 60
    free = [(begin + at, begin + at + length) for at, length in stretches]
    asked = {begin + at for at in also}
    expected = set()
    for start, end in free:
        for instant in range(start, end - minutes + 1):
            day, minute = divmod(instant + 9 * 60, DAY_MINUTES)
            is_usual = minute in usual[date.fromordinal(day).weekday()]
            if instant == start or minute == 0 or is_usual or instant in asked:
                expected.add((instant, day, minute))
    found = slots(free, minutes, TOKYO, [frozenset(each) for each in usual], asked)
    assert found == sorted(expected)


WINDOWS = st.lists(
    st.tuples(st.integers(0, WEEK_MINUTES - 1), st.sampled_from([1, 60, 1439, 1440, 1441, 3000])),
    max_size=3,
)


@settings(max_examples=25)
@given(WINDOWS, st.sets(st.integers(0, 9), max_size=3))
def test_weekly_windows_are_open_every_week_but_on_days_off(
    drawn: list[tuple[int, int]], off: set[int]
) -> None:
    """Minute by minute, in as few stretches as that takes, also over midnight."""
    windows = joined(Window(at, min(at + length, WEEK_MINUTES)) for at, length in drawn)
    (stretch,) = TOKYO.stretches
    expected = set()
    for wall in range(stretch.start + 9 * 60, stretch.end + 9 * 60):
        day, minute = divmod(wall, DAY_MINUTES)
        of_week = date.fromordinal(day).weekday() * DAY_MINUTES + minute
        is_open = any(window.start <= of_week < window.end for window in windows)
        if is_open and day - FIRST not in off:
            expected.add(wall - 9 * 60)
    found = weekly(windows, TOKYO, {FIRST + day for day in off})
    assert {instant for start, end in found for instant in range(start, end)} == expected
    assert all(one[1] < other[0] for one, other in pairwise(found))
