"""Dates for one pair, everybody else's sessions being where they are."""

from __future__ import annotations

from collections.abc import Sequence

from rmentor.planning.clock import Clock
from rmentor.planning.load import Dates, Load, Task
from rmentor.planning.rhythm import MOVED, POINT, Place, best_dates
from rmentor.planning.slots import Slot, slots, usual_minutes, without

_SAME_DAY = 8 * POINT  # another session of a person on that day
_SAME_WEEK = 2 * POINT  # or in that week
_UNSOCIAL = 30 * POINT  # a time that only people who said so would choose
_EARLY, _LATE = 7 * 60, 21 * 60
_MORNING = frozenset({9 * 60})

Starts = dict[int, list[Slot]]
"""Possible starts, by session number."""


def possible_starts(task: Task, load: Load, zone: Clock) -> Starts:
    """Starts that everybody's calendar leaves to each session of a pair, rhythm apart.

    Sessions of one length share one list, unless one must not begin before some day.
    """
    taken = load.taken(task.people)
    free = without(task.free, taken) if taken else task.free
    usual = [minutes | _MORNING for minutes in usual_minutes(task.free, zone)]
    also = [slot.at for slot in task.standing.values()]
    by_minutes: dict[int, list[Slot]] = {}
    found = {}
    for number, minutes in task.minutes.items():
        if minutes not in by_minutes:
            every = slots(free, minutes, zone, usual, also)
            by_minutes[minutes] = [s for s in every if load.room(task.people, s.week) > 0]
        found[number] = from_day(by_minutes[minutes], task.not_before.get(number))
    return found


def from_day(starts: list[Slot], day: int | None) -> list[Slot]:
    """Those of ``starts`` on ``day`` or later; all without a day."""
    return starts if day is None else [slot for slot in starts if slot.day >= day]


def best_of(task: Task, load: Load, zone: Clock) -> tuple[int, Dates]:
    """Best dates of a pair and their value; the sessions of others stay."""
    places = [
        Place(number, 0, (slot,), (0,), is_fixed=True, is_wanted=False)
        for number, slot in task.fixed.items()
    ]
    known: dict[int, list[int]] = {}
    for number, possible in possible_starts(task, load, zone).items():
        minutes, standing = task.minutes[number], task.standing.get(number)
        costs = known.get(id(possible))
        if costs is None:
            costs = known[id(possible)] = _costs(task, load, possible, minutes)
        if standing is not None:
            costs = [
                cost + (MOVED if slot != standing else 0)
                for slot, cost in zip(possible, costs, strict=True)
            ]
        places.append(Place(number, minutes, possible, costs, has_date=standing is not None))
    places.sort(key=lambda place: place.number)
    value, found = best_dates(
        places, task.rhythm, lambda week: load.room(task.people, week), task.origin
    )
    return value, {number: slot for number, slot in found.items() if number in task.minutes}


def _costs(task: Task, load: Load, possible: Sequence[Slot], minutes: int) -> list[int]:
    """What each start costs: other sessions of its people on that day or in that week, odd hours."""
    by_day: dict[int, int] = {}
    found = []
    for slot in possible:
        if slot.day not in by_day:
            same_day, same_week = load.crowding(task.people, slot.day)
            by_day[slot.day] = _SAME_DAY * same_day + _SAME_WEEK * same_week
        odd = slot.minute < _EARLY or slot.minute + minutes > _LATE
        found.append(by_day[slot.day] + _UNSOCIAL * odd)
    return found


def score(tasks: Sequence[Task], dates: dict[str, Dates]) -> tuple[int, int]:
    """How many sessions have a date, and minus how many left a date that could have stayed."""
    placed = sum(len(dates[task.pair]) for task in tasks)
    moved = sum(
        dates[task.pair].get(number) != slot
        for task in tasks
        for number, slot in task.standing.items()
    )
    return placed, -moved
