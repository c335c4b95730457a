"""What people have in their calendars already: who is taken when, and how full their weeks are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rmentor.planning.rhythm import Rhythm
from rmentor.planning.slots import Interval, Slot, week_of

Dates = dict[int, Slot]
"""Starts of one pair's sessions, by number."""


@dataclass(frozen=True, slots=True)
class Task:
    """The sessions of one pair that want a date.

    Attributes:
        pair: Its id.
        people: Ids of all present.
        rhythm: Days from one session to the next.
        minutes: Lengths of the sessions that want a date, by number.
        fixed: Sessions that keep theirs, by number.
        standing: Where sessions that want a date stand now, as far as that may stay.
        not_before: First day, as an ordinal, of sessions that did not take place when planned.
        free: Common time of the people.
        origin: First day on which the pair can be planned.
    """

    pair: str
    people: tuple[str, ...]
    rhythm: Rhythm
    minutes: Mapping[int, int]
    fixed: Mapping[int, Slot]
    standing: Mapping[int, Slot]
    not_before: Mapping[int, int]
    free: tuple[Interval, ...]
    origin: int


@dataclass(slots=True)
class Load:
    """A tally of sessions by person. The only value of this room that changes.

    Attributes:
        limit: Most sessions of one person in one week.
    """

    limit: int
    _taken: defaultdict[str, list[Interval]] = field(default_factory=lambda: defaultdict(list))
    _weeks: Counter[tuple[str, int]] = field(default_factory=Counter)
    _days: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, people: Iterable[str], slot: Slot, minutes: int) -> None:
        """Enter a session into its people's calendars."""
        for person in people:
            self._taken[person].append((slot.at, slot.at + minutes))
            self._weeks[person, slot.week] += 1
            self._days[person, slot.day] += 1

    def drop(self, people: Iterable[str], slot: Slot, minutes: int) -> None:
        """Take a session out again."""
        for person in people:
            self._taken[person].remove((slot.at, slot.at + minutes))
            self._weeks[person, slot.week] -= 1
            self._days[person, slot.day] -= 1

    def add_all(self, task: Task, dates: Dates) -> None:
        """Enter all sessions of a pair."""
        for number, slot in dates.items():
            self.add(task.people, slot, task.minutes[number])

    def drop_all(self, task: Task, dates: Dates) -> None:
        """Take all sessions of a pair out again."""
        for number, slot in dates.items():
            self.drop(task.people, slot, task.minutes[number])

    def taken(self, people: Iterable[str]) -> list[Interval]:
        """Times at which any of these people is in a session."""
        return [interval for person in people for interval in self._taken.get(person, ())]

    def is_free(self, people: Iterable[str], slot: Slot, minutes: int) -> bool:
        """Whether a session more would neither overlap another nor overfill a week."""
        people = tuple(people)
        end = slot.at + minutes
        clash = any(start < end and slot.at < stop for start, stop in self.taken(people))
        return not clash and self.room(people, slot.week) > 0

    def room(self, people: Iterable[str], week: int) -> int:
        """How many sessions more the week of the busiest of these people can take."""
        return self.limit - max((self._weeks[person, week] for person in people), default=0)

    def crowding(self, people: Iterable[str], day: int) -> tuple[int, int]:
        """Sessions of these people on that day and in its week."""
        people = tuple(people)
        week = week_of(day)
        return (
            sum(self._days[person, day] for person in people),
            sum(self._weeks[person, week] for person in people),
        )


def fits_fixed(task: Task, number: int, slot: Slot) -> bool:
    """Whether the rhythm lets a session lie there beside the fixed ones next to it."""
    before = max((n for n in task.fixed if n < number), default=None)
    after = min((n for n in task.fixed if n > number), default=None)
    rhythm, fixed = task.rhythm, task.fixed
    return (before is None or rhythm.allows(slot.day - fixed[before].day, number - before)) and (
        after is None or rhythm.allows(fixed[after].day - slot.day, after - number)
    )


def busy_people(tasks: Sequence[Task]) -> set[str]:
    """People in several pairs, or with sessions on days so close that nights could overlap."""
    pairs = Counter(person for task in tasks for person in task.people)
    nightly = {p for task in tasks if task.rhythm.shortest == 1 for p in task.people}
    return {person for person, n in pairs.items() if n > 1} | nightly
