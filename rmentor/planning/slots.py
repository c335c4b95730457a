"""Where a session of a pair can lie: times when everybody present is free.

All times are instants (minutes in UTC, see ``clock``), so that people in different zones meet and
clock changes come out right: a weekly window is in its person's own zone, with the offset in force
on that very day. Times that clocks show twice or never are left out, and no interval spans a change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.windows import DAY_MINUTES, Span, Window
from rmentor.planning.clock import Clock, clock, wall_minute
from rmentor.planning.holidays import public_holidays

Interval = tuple[int, int]
"""Instants from the first to before the second."""

_What = TypeVar("_What")


class Slot(NamedTuple):
    """A possible start.

    Attributes:
        at: Instant.
        day: Ordinal of the day in the program's zone.
        minute: Minute of that day.
    """

    at: int
    day: int
    minute: int

    @property
    def wall(self) -> int:
        """Wall minute in the program's zone."""
        return self.day * DAY_MINUTES + self.minute

    @property
    def week(self) -> int:
        """Number of the ISO week, counted from year 1."""
        return week_of(self.day)


def week_of(day: int) -> int:
    """Number of the ISO week of a day's ordinal, counted from year 1."""
    return (day - 1) // 7


def overlaps(mine: Sequence[Interval], theirs: Sequence[Interval]) -> list[Interval]:
    """Time that lies in both of two sorted sequences; a border in either stays a border."""
    found = []
    i = j = 0
    while i < len(mine) and j < len(theirs):
        start = max(mine[i][0], theirs[j][0])
        end = min(mine[i][1], theirs[j][1])
        if start < end:
            found.append((start, end))
        if mine[i][1] < theirs[j][1]:
            i += 1
        else:
            j += 1
    return found


def covers(free: Iterable[Interval], then: Interval) -> bool:
    """Whether one of ``free`` holds all of ``then``."""
    return any(start <= then[0] and then[1] <= end for start, end in free)


def meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals share an instant."""
    return one[0] < other[1] and other[0] < one[1]


def without(mine: Sequence[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """Time of a sorted sequence that lies in none of ``taken``."""
    left = list(mine)
    for start, end in sorted(taken):
        cut = []
        for begin, stop in left:
            if end <= begin or stop <= start:
                cut.append((begin, stop))
                continue
            if begin < start:
                cut.append((begin, start))
            if end < stop:
                cut.append((end, stop))
        left = cut
    return left


def overlapping(spans: Iterable[tuple[int, int, _What]]) -> Iterator[list[_What]]:
    """Largest sets of spans (begin, end, what) that all cover one instant."""
    running: list[tuple[int, _What]] = []
    grown = False
    for at, end, what in sorted(spans, key=lambda span: span[:2]):
        left = [(stop, other) for stop, other in running if stop > at]
        if grown and len(left) < len(running):
            yield [other for _, other in running]
        running, grown = [*left, (end, what)], True
    yield [other for _, other in running]


def _by_weekday(windows: Sequence[Window]) -> tuple[tuple[Interval, ...], ...]:
    """Windows as minutes of the day, Monday first, cut at midnight."""
    days: list[list[Interval]] = [[] for _ in range(7)]
    for window in windows:
        for day in range(window.start // DAY_MINUTES, (window.end - 1) // DAY_MINUTES + 1):
            midnight = day * DAY_MINUTES
            start = max(window.start - midnight, 0)
            days[day].append((start, min(window.end - midnight, DAY_MINUTES)))
    return tuple(tuple(each) for each in days)


def weekly(windows: Sequence[Window], zone: Clock, off: Collection[int]) -> tuple[Interval, ...]:
    """Instants of weekly windows of a zone, but for the local days whose ordinals are in ``off``."""
    days = _by_weekday(windows)
    found: list[Interval] = []
    for stretch in zone.stretches:
        first, last = stretch.start + stretch.offset, stretch.end + stretch.offset
        begun = len(found)
        for day in range(first // DAY_MINUTES, (last - 1) // DAY_MINUTES + 1):
            if day in off:
                continue
            for opening, closing in days[(day - 1) % 7]:
                start = max(day * DAY_MINUTES + opening, first) - stretch.offset
                end = min(day * DAY_MINUTES + closing, last) - stretch.offset
                if start >= end:
                    continue
                if len(found) > begun and found[-1][1] == start:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
    return tuple(found)


WHOLE_WEEK = (Window(0, 7 * DAY_MINUTES),)


def span_days(spans: Iterable[Span], first: date, last: date) -> set[int]:
    """Ordinals of the days in ``spans`` from ``first`` to ``last``."""
    return {
        day
        for span in spans
        for day in range(max(span.first, first).toordinal(), min(span.last, last).toordinal() + 1)
    }


@dataclass(frozen=True)
class Calendar:
    """Free time of a program's people from ``first`` to ``last``, both included.

    Attributes:
        program: The program.
        first: First day, in the program's zone.
        last: Last day.
        clock: Clock of the program's zone.
    """

    program: Program
    first: date
    last: date
    _known: dict[object, tuple[Interval, ...]] = field(default_factory=dict, repr=False)
    _people: dict[str, Participant] = field(default_factory=dict, repr=False)

    @property
    def clock(self) -> Clock:
        """Clock of the program's zone."""
        return clock(self.program.timezone, self.first, self.last)

    @property
    def people(self) -> dict[str, Participant]:
        """Participants by id."""
        if not self._people:
            self._people.update(self.program.people())
        return self._people

    def slot(self, local: datetime) -> Slot | None:
        """Start at a local time of the program; None where clocks never show it, or do so twice."""
        wall = wall_minute(local)
        instant = self.clock.instant(wall)
        return None if instant is None else Slot(instant, *divmod(wall, DAY_MINUTES))

    def knows_holidays_of(self, person: Participant) -> bool:
        """Whether the person's country is one whose public holidays are known."""
        return self._public_holidays(person) is not None

    def _public_holidays(self, person: Participant) -> frozenset[int] | None:
        if not person.country:
            return frozenset()
        return public_holidays(person.country, self.first.year - 1, self.last.year + 1)

    def windows_of(self, person: Participant) -> tuple[Window, ...]:
        """Weekly windows: the person's own, else the program's ``hours``."""
        return person.availability or self.program.hours

    def holidays_of(self, person: Participant) -> frozenset[int]:
        """Ordinals of public holidays where the person lives."""
        return self._public_holidays(person) or frozenset()

    def away_days(self, person: Participant) -> set[int]:
        """Ordinals of the days that the person is away; a day more at each end for other zones."""
        first = date.fromordinal(max(self.first.toordinal() - 2, 1))
        last = date.fromordinal(min(self.last.toordinal() + 2, date.max.toordinal()))
        return span_days(person.away, first, last)

    def windows(self, person: Participant) -> tuple[Interval, ...]:
        """Weekly windows of a person, whatever day it is."""
        return self._weekly(person, holidays=False, away=False)

    def working(self, person: Participant) -> tuple[Interval, ...]:
        """Weekly windows of a person, but for public holidays."""
        return self._weekly(person, holidays=True, away=False)

    def free(self, person: Participant) -> tuple[Interval, ...]:
        """Weekly windows of a person, but for public holidays and absences."""
        return self._weekly(person, holidays=True, away=True)

    def _weekly(self, person: Participant, *, holidays: bool, away: bool) -> tuple[Interval, ...]:
        # People with the same week, such as all who gave no windows, are reckoned once.
        key = (
            person.timezone,
            self.windows_of(person),
            person.country if holidays else None,
            person.away if away else (),
        )
        if key not in self._known:
            zone = clock(person.timezone, self.first, self.last)
            off = (self.holidays_of(person) if holidays else frozenset()) | (
                self.away_days(person) if away else set()
            )
            self._known[key] = weekly(key[1], zone, off)
        return self._known[key]

    def days(self, *, closed: bool = False) -> tuple[Interval, ...]:
        """Time of the program from ``first`` to ``last``; ``closed`` spans only if asked for."""
        key = ("days", closed)
        if key not in self._known:
            outside = {
                *range(self.first.toordinal() - 3, self.first.toordinal()),
                *range(self.last.toordinal() + 1, self.last.toordinal() + 4),
            }
            if not closed:
                outside |= span_days(self.program.closed, self.first, self.last)
            self._known[key] = weekly(WHOLE_WEEK, self.clock, outside)
        return self._known[key]

    def common(self, people: Iterable[Participant], first: int) -> list[Interval]:
        """Time in which all of these people can meet, from the day of ordinal ``first``."""
        found: Sequence[Interval] = self.days()
        for person in people:
            found = overlaps(found, self.free(person))
        return self.from_day(found, first)

    def from_day(self, intervals: Iterable[Interval], first: int) -> list[Interval]:
        """What of ``intervals`` lies on the day of ordinal ``first``, or later."""
        if first <= self.first.toordinal():
            return list(intervals)
        found = []
        for start, end in intervals:
            midnight = first * DAY_MINUTES - (self.clock.wall(start) - start)
            if end > midnight:
                found.append((max(start, midnight), end))
        return found


def present(people: Mapping[str, Participant], pair: Pair) -> tuple[Participant, ...]:
    """People of a pair, mentor first."""
    return tuple(people[person] for person in pair.people if person in people)


def usual_minutes(intervals: Iterable[Interval], zone: Clock) -> tuple[frozenset[int], ...]:
    """Minutes of the day at which intervals begin, by weekday, Monday first.

    A pair that can meet at 12:00 in most weeks is offered 12:00 in the others, too, when a clock
    change elsewhere lets their time begin earlier.
    """
    found: list[set[int]] = [set() for _ in range(7)]
    for start, _ in intervals:
        day, minute = divmod(zone.wall(start), DAY_MINUTES)
        found[(day - 1) % 7].add(minute)
    return tuple(frozenset(each) for each in found)


def slots(
    intervals: Iterable[Interval],
    minutes: int,
    zone: Clock,
    usual: Sequence[frozenset[int]],
    also: Iterable[int] = (),
) -> list[Slot]:
    """Starts worth a look for a session of ``minutes`` wholly inside one of ``intervals``.

    The earliest of each interval and day, the usual minutes, and the instants ``also``. A session of
    any feasible plan can be shifted to an earliest start without leaving its day, so no plan with
    more sessions is missed. Sorted, without doubles.
    """
    extra = sorted(also)
    found: set[Slot] = set()
    for start, end in intervals:
        last = end - minutes
        if last < start:
            continue
        shift = zone.wall(start) - start
        found.update(_of_interval(start, last, shift, usual))
        for instant in extra:
            if start <= instant <= last:
                found.add(Slot(instant, *divmod(instant + shift, DAY_MINUTES)))
    return sorted(found)


def _of_interval(
    start: int, last: int, shift: int, usual: Sequence[frozenset[int]]
) -> Iterator[Slot]:
    first_day, minute = divmod(start + shift, DAY_MINUTES)
    yield Slot(start, first_day, minute)
    for day in range(first_day, (last + shift) // DAY_MINUTES + 1):
        midnight = day * DAY_MINUTES - shift
        if midnight >= start:
            yield Slot(midnight, day, 0)
        for each in usual[(day - 1) % 7]:
            if start < midnight + each <= last:
                yield Slot(midnight + each, day, each)
