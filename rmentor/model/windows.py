"""Weekly windows as minutes of the week, and spans of days.

A week has 10,080 minutes; minute 0 is Monday 00:00. Windows are half open: 12:00-14:00 has 120 minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES
# Days as files write them (contract, section 2).
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A weekly stretch of time.

    Attributes:
        start: First minute of the week, 0 to 10079.
        end: Minute after the last, above ``start``, at most 10080.
    """

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end - self.start

    @property
    def weekday(self) -> int:
        """Day on which the window starts, 0 for Monday."""
        return self.start // DAY_MINUTES


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the span."""
        return self.first <= day <= self.last


def clock_text(minute: int) -> str:
    """Minute of a day, 0 to 1440, as files write it: "12:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Sort windows and make one of those that touch or overlap (contract, rule ``time``)."""
    result: list[Window] = []
    for window in sorted(windows):
        if result and window.start <= result[-1].end:
            result[-1] = Window(result[-1].start, max(result[-1].end, window.end))
        else:
            result.append(window)
    return tuple(result)


def common(mine: Sequence[Window], theirs: Sequence[Window]) -> tuple[Window, ...]:
    """Windows that lie in both of two joined sequences."""
    found = []
    i = j = 0
    while i < len(mine) and j < len(theirs):
        start, end = max(mine[i].start, theirs[j].start), min(mine[i].end, theirs[j].end)
        if start < end:
            found.append(Window(start, end))
        if mine[i].end < theirs[j].end:
            i += 1
        else:
            j += 1
    return tuple(found)


@lru_cache(maxsize=4096)
def offset_minutes(timezone: str, day: date) -> int:
    """Minutes that ``timezone`` is ahead of UTC at noon of ``day``."""
    offset = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(timezone)).utcoffset()
    return int((offset or timedelta()).total_seconds()) // 60


def shifted(windows: Sequence[Window], source: str, target: str, day: date) -> tuple[Window, ...]:
    """Move weekly windows from one time zone into another, with the offsets in force on ``day``.

    A window that leaves the week at one end comes back at the other.
    """
    if source == target:
        return tuple(windows)
    shift = offset_minutes(target, day) - offset_minutes(source, day)
    moved: list[Window] = []
    for window in windows:
        start = (window.start + shift) % WEEK_MINUTES
        end = start + window.minutes
        if end <= WEEK_MINUTES:
            moved.append(Window(start, end))
        else:
            moved += [Window(start, WEEK_MINUTES), Window(0, end - WEEK_MINUTES)]
    return joined(moved)
