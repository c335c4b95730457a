"""Time zones, windows and holidays as minutes, against the standard library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.model.windows import DAY_MINUTES, Window, joined
from rmentor.planning.clock import clock, local_time, wall_minute
from rmentor.planning.holidays import public_holidays
from rmentor.planning.slots import overlaps, weekly, without
from tests.planning.checker import is_real
from tests.planning.strategies import ZONES, windows

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
MOMENTS = st.datetimes(datetime.fromisoformat("2027-01-01"), datetime.fromisoformat("2027-12-31"))
STRANGE = (*ZONES, "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")


@given(st.sampled_from(STRANGE), MOMENTS)
def test_a_local_time_has_an_instant_if_clocks_show_it_once(zone: str, local: datetime) -> None:
    """Times that clocks skip or show twice have none; all others have the library's."""
    local = local.replace(second=0, microsecond=0)
    found = clock(zone, FIRST, LAST).instant(wall_minute(local))
    assert (found is not None) == is_real(ZoneInfo(zone), local)
    if found is not None:
        aware = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert found == wall_minute(aware)
        assert local_time(clock(zone, FIRST, LAST).wall(found)) == local


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Paris", "2027-03-28 01:00"),
        ("Europe/Paris", "2027-10-31 01:00"),
        ("Asia/Beirut", "2027-03-27 22:00"),
    ],
)
def test_minutes_around_a_clock_change_are_right(zone: str, change: str) -> None:
    """Every minute of the three hours on each side."""
    middle = datetime.fromisoformat(change).replace(tzinfo=UTC)
    for minute in range(-180, 180):
        local = (middle + timedelta(minutes=minute)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        found = clock(zone, FIRST, LAST).instant(wall_minute(local))
        real = is_real(ZoneInfo(zone), local)
        assert found == (wall_minute(middle) + minute if real else None)


@given(st.sampled_from(STRANGE), windows(48), st.sets(st.integers(0, 30)), st.data())
def test_weekly_windows_hold_just_the_minutes_that_they_name(
    zone: str, mine: tuple[Window, ...], off: set[int], data: st.DataObject
) -> None:
    """An instant lies in them if its wall time does, on a day that is not off, and is shown once."""
    days = {date(2027, 3, 10).toordinal() + day for day in off}
    found = weekly(mine, clock(zone, date(2027, 3, 8), date(2027, 4, 20)), days)
    assert list(found) == sorted(found)
    at = datetime(2027, 3, 8, tzinfo=UTC) + timedelta(minutes=data.draw(st.integers(0, 43 * 1440)))
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    week_minute = local.weekday() * DAY_MINUTES + local.hour * 60 + local.minute
    expected = (
        any(window.start <= week_minute < window.end for window in mine)
        and local.toordinal() not in days
        and is_real(ZoneInfo(zone), local)
    )
    assert any(start <= wall_minute(at) < end for start, end in found) == expected


INTERVALS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6).map(
    lambda pairs: [(w.start, w.end) for w in joined(Window(min(p), max(p) + 1) for p in pairs)]
)


@given(INTERVALS, INTERVALS)
def test_intervals_are_sets_of_minutes(
    mine: list[tuple[int, int]], theirs: list[tuple[int, int]]
) -> None:
    """Common time is the intersection, time left is the difference."""
    one = {minute for start, end in mine for minute in range(start, end)}
    other = {minute for start, end in theirs for minute in range(start, end)}
    assert {m for a, b in overlaps(mine, theirs) for m in range(a, b)} == one & other
    assert {m for a, b in without(mine, theirs) for m in range(a, b)} == one - other


@pytest.mark.parametrize(
    ("country", "day", "is_free"),
    [
        ("FR", date(2027, 7, 14), True),
        ("FR", date(2027, 3, 26), False),
        ("FR-57", date(2027, 3, 26), True),
        ("FR-67", date(2027, 12, 26), True),
        ("FR-59", date(2027, 12, 26), False),
        ("fr-57", date(2027, 3, 26), True),
        ("DE-BY", date(2027, 1, 6), True),
        ("GB-SCT", date(2027, 11, 30), True),
        ("FR-MQ", date(2027, 5, 22), True),
    ],
)
def test_public_holidays_are_those_of_the_region(country: str, day: date, is_free: bool) -> None:
    """A department without holidays of its own has its country's; Alsace has its own two."""
    found = public_holidays(country, 2027, 2027)
    assert found is not None
    assert (day.toordinal() in found) == is_free


def test_public_holidays_are_those_of_the_years_that_are_asked_for() -> None:
    """Every year from the first to the last, and no other."""
    found = public_holidays("FR", 2027, 2029)
    assert found is not None
    assert {date.fromordinal(day).year for day in found} == {2027, 2028, 2029}


def test_an_unknown_country_has_no_list() -> None:
    """Which is not the same as an empty one."""
    assert public_holidays("ZZ", 2027, 2027) is None
