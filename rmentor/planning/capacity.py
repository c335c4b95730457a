"""Bounds that need no search: most sessions that busy people's weeks hold, fewest that must move.

Where a plan reaches them, none is better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rmentor.model.windows import DAY_MINUTES
from rmentor.planning.clock import Clock
from rmentor.planning.load import Load, Task
from rmentor.planning.slots import Interval, week_of, without


def capacity(tasks: Sequence[Task], load: Load, zone: Clock, alone: Mapping[str, int]) -> int:
    """Most sessions that all tasks together can place.

    Tasks are parted by mentor, and again by mentee; a part holds at most what its pairs would place
    each ``alone``, and what its person's weeks hold.

    Args:
        tasks: Pairs that share people.
        load: Sessions of everybody else.
        zone: Clock of the program.
        alone: Most sessions of each pair when the others are away, by pair.
    """
    return min(_parted(tasks, load, zone, alone, seat) for seat in (0, 1))


def fewest_moves(tasks: Sequence[Task], load: Load) -> int:
    """Fewest standing sessions that must leave, since somebody cannot be in all of them.

    For each person, sessions that overlap are counted in separate twos, and sessions too many in a
    week one by one; the person with most of either is the bound.
    """
    spans: dict[str, list[Interval]] = {}
    weeks: Counter[tuple[str, int]] = Counter()
    for task in tasks:
        for number, slot in task.standing.items():
            for person in task.people:
                spans.setdefault(person, []).append((slot.at, slot.at + task.minutes[number]))
                weeks[person, slot.week] += 1
    most = 0
    for person, theirs in spans.items():
        clashes, last = 0, None
        for start, end in sorted(theirs):
            if last is not None and start < last:
                clashes, last = clashes + 1, None
            else:
                last = end
        too_many = sum(
            max(0, n - max(0, load.room((person,), week)))
            for (who, week), n in weeks.items()
            if who == person
        )
        most = max(most, clashes, too_many)
    return most


def _parted(
    tasks: Sequence[Task], load: Load, zone: Clock, alone: Mapping[str, int], seat: int
) -> int:
    parts: dict[str, list[Task]] = {}
    for task in tasks:
        parts.setdefault(task.people[min(seat, len(task.people) - 1)], []).append(task)
    return sum(
        min(sum(alone[task.pair] for task in part), _of_person(person, part, load, zone))
        for person, part in parts.items()
    )


def _of_person(person: str, tasks: Sequence[Task], load: Load, zone: Clock) -> int:
    """Sum over weeks of what the days of each can hold, at most the room that is left in it."""
    shortest = min(minutes for task in tasks for minutes in task.minutes.values())
    pairs_by_day: dict[int, set[str]] = {}
    frees: list[Interval] = []
    for task in tasks:
        for start, end in without(task.free, load.taken(task.people)):
            if end - start < shortest:
                continue
            frees.append((start, end))
            shift = zone.wall(start) - start
            for day in range(*_days(start, end, shift)):
                pairs_by_day.setdefault(day, set()).add(task.pair)
    fit: dict[int, int] = {}
    for start, end in _union(frees):
        shift = zone.wall(start) - start
        for day in range(*_days(start, end, shift)):
            midnight = day * DAY_MINUTES - shift
            # The last one of a day begins before midnight; of it, no more than that need fit.
            first, last = max(start, midnight), min(end, midnight + DAY_MINUTES + shortest)
            fit[day] = fit.get(day, 0) + (last - first) // shortest
    weeks: dict[int, int] = {}
    for day, n in fit.items():
        week = week_of(day)
        weeks[week] = weeks.get(week, 0) + min(n, len(pairs_by_day[day]))
    return sum(min(n, max(0, load.room((person,), week))) for week, n in weeks.items())


def _days(start: int, end: int, shift: int) -> tuple[int, int]:
    return (start + shift) // DAY_MINUTES, (end - 1 + shift) // DAY_MINUTES + 1


def _union(intervals: list[Interval]) -> list[Interval]:
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
