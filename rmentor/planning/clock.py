"""Time zones as stretches of constant offset, so that planning is done with whole minutes.

An *instant* is a count of minutes in UTC, and a *wall* minute the same count as a local clock shows
it: ``wall = instant + offset``. Both count from the proleptic 1 January of year 0, so that
``wall // 1440`` is the ordinal of the local day (``date.toordinal``).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rmentor.model.windows import DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time during which a zone's clocks do not change.

    Attributes:
        start: First instant whose wall time is shown only once.
        end: Instant after the last such one.
        offset: Minutes that the zone is ahead of UTC.
    """

    start: int
    end: int
    offset: int


def wall_minute(local: datetime) -> int:
    """Wall minute of a local date and time; seconds are left out."""
    return local.toordinal() * DAY_MINUTES + local.hour * 60 + local.minute


def local_time(wall: int) -> datetime:
    """Local date and time, without zone, of a wall minute."""
    day, minute = divmod(wall, DAY_MINUTES)
    return datetime.fromordinal(day) + timedelta(minutes=minute)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clocks of one zone over some months; what lies outside is unknown to it."""

    timezone: str
    stretches: tuple[Stretch, ...]

    def wall(self, instant: int) -> int:
        """Wall minute of an instant."""
        at = bisect_right(self.stretches, instant, key=lambda stretch: stretch.start) - 1
        return instant + self.stretches[max(at, 0)].offset

    def instant(self, wall: int) -> int | None:
        """Instant at which clocks show ``wall``; None where they never do, or do so twice."""
        for stretch in self.stretches:
            if stretch.start <= wall - stretch.offset < stretch.end:
                return wall - stretch.offset
        return None

    def likely_instant(self, wall: int) -> int:
        """Instant of ``wall``, the earlier one where clocks show it twice: for what is over."""
        found = self.instant(wall)
        if found is not None:
            return found
        aware = local_time(wall).replace(tzinfo=ZoneInfo(self.timezone)).astimezone(UTC)
        return wall_minute(aware)


@lru_cache(maxsize=512)
def clock(timezone: str, first: date, last: date) -> Clock:
    """Clock of ``timezone`` that knows every day from ``first`` to ``last``, and two on each side."""
    zone = ZoneInfo(timezone)
    start = (first.toordinal() - 2) * DAY_MINUTES
    end = (last.toordinal() + 3) * DAY_MINUTES
    stretches: list[Stretch] = []
    begin, offset = start, _offset(zone, start)
    for midnight in range(start + DAY_MINUTES, end + 1, DAY_MINUTES):
        later = _offset(zone, midnight)
        if later == offset:
            continue
        change = _change(zone, midnight - DAY_MINUTES, midnight)
        repeated = max(0, offset - later)
        stretches.append(Stretch(begin, change - repeated, offset))
        begin, offset = change + repeated, later
    return Clock(timezone, (*stretches, Stretch(begin, end, offset)))


def _offset(zone: ZoneInfo, instant: int) -> int:
    shift = local_time(instant).replace(tzinfo=UTC).astimezone(zone).utcoffset() or timedelta()
    return int(shift.total_seconds()) // 60


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """First instant after ``before`` with the offset of ``after``, by halving."""
    new = _offset(zone, after)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if _offset(zone, middle) == new else (middle, after)
    return after
