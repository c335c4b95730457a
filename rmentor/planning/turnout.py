"""How many of those invited can come, for every start that is worth a look.

Between two instants at which somebody's free time begins, the number of people who can come only
falls; so the beginnings of all free times, and a few starts that people would think of, are all starts
that any choice needs. One sweep over them counts everybody, however many there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.windows import DAY_MINUTES
from rmentor.planning.attendance import Busy, at_work
from rmentor.planning.clock import Clock, clock
from rmentor.planning.holidays import public_holidays
from rmentor.planning.slots import (
    WHOLE_WEEK,
    Calendar,
    Interval,
    Slot,
    overlaps,
    span_days,
    weekly,
    without,
)


class Turnout(NamedTuple):
    """A possible start.

    Attributes:
        able: How many can come or may be asked to.
        present: How many of them can come in a window of their own.
        in_the_way: Sessions of those invited that stand at that time.
    """

    slot: Slot
    able: int
    present: int
    in_the_way: int


@dataclass(frozen=True, slots=True)
class Ask:
    """What an event asks of its people.

    Attributes:
        people: Who is invited.
        minutes: Length.
        busy: When they are elsewhere.
        sessions: When sessions stand that could move, of anybody invited; sorted.
    """

    people: Sequence[Participant]
    minutes: int
    busy: Busy
    sessions: Sequence[Interval]


def open_days(program: Program, first: int, last: int) -> list[int]:
    """Ordinals of days on which an event may be held: in the program, not closed, no public holiday."""
    if program.start is None or program.end is None or last < first:
        return []
    begin, end = date.fromordinal(first), date.fromordinal(last)
    off = span_days(program.closed, begin, end)
    if program.country:
        off |= public_holidays(program.country, begin.year, end.year) or set()
    return [day for day in range(first, last + 1) if day not in off]


def turnouts(program: Program, ask: Ask, days: Iterable[int], also: int | None) -> list[Turnout]:
    """Starts on some days at which anybody can come, in order of time.

    Args:
        program: Whose clocks and hours count.
        ask: Who is invited, and for how long.
        days: Ordinals of the days, sorted; the event lies on them from beginning to end.
        also: A minute of the day that is wanted, looked at on each day.
    """
    wanted = list(days)
    if not wanted:
        return []
    first, last = date.fromordinal(wanted[0]), date.fromordinal(wanted[-1])
    calendar = Calendar(program, first, last)
    zone = clock(program.timezone, first, last)
    off = set(range(wanted[0] - 3, wanted[-1] + 4)) - set(wanted)
    room = weekly(WHOLE_WEEK, zone, off)
    able, present = _Tally(ask.minutes), _Tally(ask.minutes)
    known: dict[int, list[Interval]] = {}
    for person in ask.people:
        busy = ask.busy.get(person.id, ())
        for tally, who in ((able, at_work(program, person)), (present, person)):
            free = calendar.free(who)
            if id(free) not in known:
                known[id(free)] = overlaps(room, free)
            tally.add(without(known[id(free)], busy) if busy else known[id(free)])
    starts = able.starts() | present.starts() | set(_usual(room, zone, also, ask))
    slots = [Slot(at, *divmod(zone.wall(at), DAY_MINUTES)) for at in sorted(starts)]
    counts = able.counts(slots), present.counts(slots)
    begins = sorted(start for start, _ in ask.sessions)
    ends = sorted(end for _, end in ask.sessions)
    return [
        Turnout(
            slot,
            n,
            inside,
            bisect_left(begins, slot.at + ask.minutes) - bisect_right(ends, slot.at),
        )
        for slot, n, inside in zip(slots, *counts, strict=True)
        if n
    ]


def _usual(room: Iterable[Interval], zone: Clock, also: int | None, ask: Ask) -> Iterable[int]:
    """Starts that people would think of: the wanted minute, and just after or before a session."""
    after = [end for _, end in ask.sessions] + [start - ask.minutes for start, _ in ask.sessions]
    for start, end in room:
        last = end - ask.minutes
        if also is not None:
            shift = zone.wall(start) - start
            for day in range((start + shift) // DAY_MINUTES, (last + shift) // DAY_MINUTES + 1):
                at = day * DAY_MINUTES + also - shift
                if start <= at <= last:
                    yield at
        yield from (at for at in after if start <= at <= last)


@dataclass(slots=True)
class _Tally:
    """Counts people over time: each start is counted for everybody whose free time it fits into."""

    minutes: int
    _steps: Counter[int]
    _begins: set[int]

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        self._steps = Counter()
        self._begins = set()

    def add(self, free: Iterable[Interval]) -> None:
        """Enter somebody's free time, whose parts do not overlap."""
        for start, end in free:
            if end - start >= self.minutes:
                self._steps[start] += 1
                self._steps[end - self.minutes + 1] -= 1
                self._begins.add(start)

    def starts(self) -> set[int]:
        """Beginnings of all free times."""
        return self._begins

    def counts(self, slots: Sequence[Slot]) -> list[int]:
        """How many can come at each of these starts."""
        points = sorted(self._steps)
        sums = [0, *accumulate(self._steps[point] for point in points)]
        return [sums[bisect_right(points, slot.at)] for slot in slots]


def best(found: Iterable[Turnout], ideal_day: int, ideal_minute: int | None) -> Turnout | None:
    """The start at which most can come, then most in their own windows, then fewest sessions stand.

    Then the day nearest to the ideal one, the minute nearest to the ideal one, the earliest.
    """

    def rank(each: Turnout) -> tuple[int, int, int, int, int, int]:
        minute = each.slot.minute if ideal_minute is None else ideal_minute
        return (
            -each.able,
            -each.present,
            each.in_the_way,
            abs(each.slot.day - ideal_day),
            abs(each.slot.minute - minute),
            each.slot.at,
        )

    return min(found, key=rank, default=None)


def best_by_day(found: Iterable[Turnout], ideal_minute: int | None) -> list[Turnout]:
    """The best start of each day."""
    days: dict[int, list[Turnout]] = {}
    for each in found:
        days.setdefault(each.slot.day, []).append(each)
    chosen = (best(each, day, ideal_minute) for day, each in days.items())
    return [each for each in chosen if each is not None]


def is_enough(coming: int, people: Sequence[Participant]) -> bool:
    """Whether at least half of those invited can come."""
    return coming > 0 and 2 * coming >= len(people)
