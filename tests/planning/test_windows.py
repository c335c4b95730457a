"""Weekly windows are sets of minutes: joined, common and moved between time zones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.windows import (
    WEEK_MINUTES,
    Span,
    Window,
    clock_text,
    common,
    joined,
    offset_minutes,
    shifted,
)

# Few different bounds, so that windows touch, overlap and hold one another; some at the week's ends.
BOUNDS = st.one_of(st.integers(0, 12), st.sampled_from([10_070, 10_075, 10_079, WEEK_MINUTES]))
WINDOWS = st.lists(
    st.tuples(BOUNDS, BOUNDS).filter(lambda two: two[0] < two[1]).map(lambda two: Window(*two)),
    max_size=6,
)
ZONES = ("UTC", "Europe/Paris", "Asia/Kathmandu", "America/New_York", "Pacific/Auckland")
DAYS = (date(2027, 1, 11), date(2027, 7, 5))


def minutes(windows: Iterable[Window]) -> set[int]:
    """Minutes of the week that lie in a window."""
    return {minute for window in windows for minute in range(window.start, window.end)}


def are_apart(windows: tuple[Window, ...]) -> bool:
    """Whether windows are in order with some time between any two."""
    return all(one.end < other.start for one, other in pairwise(windows))


@settings(max_examples=40)
@given(WINDOWS)
def test_joined_windows_are_the_same_minutes_in_as_few_stretches(windows: list[Window]) -> None:
    """Sorted, and none touches the next."""
    found = joined(windows)
    assert minutes(found) == minutes(windows)
    assert are_apart(found)


@settings(max_examples=40)
@given(WINDOWS, WINDOWS)
def test_common_windows_are_the_minutes_of_both(mine: list[Window], theirs: list[Window]) -> None:
    """Nothing more, and none is empty."""
    found = common(joined(mine), joined(theirs))
    assert minutes(found) == minutes(mine) & minutes(theirs)
    assert all(window.minutes > 0 for window in found)
    assert are_apart(found)


@settings(max_examples=40)
@given(WINDOWS, st.sampled_from(ZONES), st.sampled_from(ZONES), st.sampled_from(DAYS))
def test_windows_move_with_the_clocks_of_the_day(
    windows: list[Window], source: str, target: str, day: date
) -> None:
    """Each minute goes where the two clocks stand at noon; the week is a ring."""
    ahead = [
        datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for zone in (source, target)
    ]
    shift = (ahead[0] - ahead[1]) // timedelta(minutes=1)
    assert offset_minutes(target, day) - offset_minutes(source, day) == shift
    found = shifted(joined(windows), source, target, day)
    assert minutes(found) == {(minute + shift) % WEEK_MINUTES for minute in minutes(windows)}
    assert are_apart(found)
    assert all(0 <= window.start < window.end <= WEEK_MINUTES for window in found)


@pytest.mark.parametrize(
    ("minute", "text"),
    [(0, "00:00"), (59, "00:59"), (60, "01:00"), (725, "12:05"), (1440, "24:00")],
)
def test_minutes_are_written_as_clocks_show_them(minute: int, text: str) -> None:
    """With two digits each; the end of a day is 24:00."""
    assert clock_text(minute) == text


@pytest.mark.parametrize("start", [0, 1439, 1440, 10_079])
def test_a_window_starts_on_its_day(start: int) -> None:
    """Monday is 0, and lasts until before midnight."""
    day = date(2027, 1, 4) + timedelta(days=Window(start, start + 1).weekday)
    monday = datetime(2027, 1, 4)  # noqa: DTZ001 - minutes of the week have no zone
    assert (monday + timedelta(minutes=start)).date() == day


def test_a_span_holds_both_its_ends() -> None:
    """And nothing beyond them."""
    span = Span(date(2027, 1, 4), date(2027, 1, 6))
    days = [date(2027, 1, 3) + timedelta(days=number) for number in range(5)]
    assert [span.covers(day) for day in days] == [False, True, True, True, False]
