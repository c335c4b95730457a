"""Starts of several pairs as arrays, what they take of people's time, and a pair's best chain of them.

A *chain* is one start for some sessions of a pair, in its rhythm. A *claim* is something that people
have little of: a person's week, which holds so many sessions, or an instant, at which a person is in
one session. The rhythm is put as in ``rhythm``: a session without a date is on some day all the same,
but for those before the first date and after the last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from rmentor.planning.load import Dates, Load, Task, busy_people, fits_fixed
from rmentor.planning.rhythm import Rhythm
from rmentor.planning.single import Starts
from rmentor.planning.slots import Slot, overlapping

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEVER = -(1 << 60)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One session: its number, and its starts as places in the table with their days."""

    number: int
    starts: NDArray[np.int64]
    days: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Course:
    """The sessions of one pair between two fixed ones, before the first or after the last.

    Attributes:
        rhythm: Of the pair.
        layers: Sessions, by number.
        size: Days from the first start to the last.
    """

    rhythm: Rhythm
    layers: tuple[_Layer, ...]
    size: int

    def best(self, gains: NDArray[np.int64]) -> tuple[int, list[int]]:
        """Best chain and its value when each start of the table gains so much; 0 for an empty one.

        Equal values go to the earlier days.
        """
        size = len(self.layers)
        real, which = zip(*(self._by_day(layer, gains) for layer in self.layers), strict=True)
        onward: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)] * size
        following = list(onward)
        onward[-1] = np.maximum(real[-1], 0)
        for i in range(size - 2, -1, -1):
            steps = self.layers[i + 1].number - self.layers[i].number
            low, high = steps * self.rhythm.shortest, steps * self.rhythm.longest
            then, following[i] = _best_ahead(onward[i + 1], low, high)
            onward[i] = np.maximum(real[i], 0) + then
        value, i, day = 0, size, -1
        for j in range(size):
            at = int(onward[j].argmax())
            if onward[j][at] > value:
                value, i, day = int(onward[j][at]), j, at
        chosen = []
        while i < size and day >= 0:
            if real[i][day] > 0:
                chosen.append(int(which[i][day]))
            day = int(following[i][day]) if i + 1 < size else -1
            i += 1
        return value, chosen

    def _by_day(
        self, layer: _Layer, gains: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Best gain of a session on each day, and the start that brings it."""
        real = np.full(self.size, _NEVER)
        which = np.full(self.size, -1)
        theirs = gains[layer.starts]
        # The last assignment to a day stays: that of the best start, the earliest of equal ones.
        order = np.lexsort((-layer.starts, theirs))
        real[layer.days[order]] = theirs[order]
        which[layer.days[order]] = layer.starts[order]
        return real, which


def _best_ahead(
    values: NDArray[np.int64], low: int, high: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Best of ``values`` from ``low`` to ``high`` days after each day, and its day; 0 and -1 for none."""
    size = len(values)
    padded = np.concatenate([values, np.zeros(high, dtype=np.int64)])
    ahead = np.lib.stride_tricks.sliding_window_view(padded[low:], high - low + 1)
    at = ahead.argmax(axis=1)
    best: NDArray[np.int64] = ahead[np.arange(size), at]
    return best, np.where(best > 0, at + low + np.arange(size), -1)


@dataclass(frozen=True)
class Table:
    """All starts that some pairs may choose from.

    Attributes:
        tasks: The pairs, by id.
        starts: Place in ``tasks``, session number and start of each.
        gains: What placing a session there is worth.
        courses: Of each pair.
        room: How many sessions each claim holds.
        claim_starts, claims: A start, and a claim that it is on; sorted by start.
    """

    tasks: tuple[Task, ...]
    starts: tuple[tuple[int, int, Slot], ...]
    gains: NDArray[np.int64]
    courses: tuple[tuple[Course, ...], ...]
    room: NDArray[np.int64]
    claim_starts: NDArray[np.int64]
    claims: NDArray[np.int64]

    def charged(self, prices: NDArray[np.int64]) -> NDArray[np.int64]:
        """What each start costs when each claim has a price."""
        weights = prices[self.claims].astype(np.float64)
        costs = np.bincount(self.claim_starts, weights=weights, minlength=len(self.starts))
        return costs.astype(np.int64)

    def taken(self, chosen: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Claims that starts are on, and how many of them are on each."""
        spans = [
            self.claims[slice(*np.searchsorted(self.claim_starts, (start, start + 1)))]
            for start in chosen
        ]
        return np.unique(np.concatenate(spans), return_counts=True)

    def dates(self, chosen: Mapping[int, Sequence[int]]) -> dict[str, Dates]:
        """Dates of all pairs, of which some have chosen starts."""
        found: dict[str, Dates] = {task.pair: {} for task in self.tasks}
        for starts in chosen.values():
            for start in starts:
                place, number, slot = self.starts[start]
                found[self.tasks[place].pair][number] = slot
        return found


def table(tasks: Sequence[Task], starts: Mapping[str, Starts], load: Load) -> Table:
    """Put the starts of some pairs into arrays.

    A session placed is worth one more than all that stand, and staying where it stands one more: so
    more sessions come first, then fewer moves, as in ``single.score``.
    """
    tasks = tuple(sorted(tasks, key=lambda task: task.pair))
    placed = 1 + sum(len(task.standing) for task in tasks)
    flat: list[tuple[int, int, Slot]] = []
    gains: list[int] = []
    courses = []
    for place, task in enumerate(tasks):
        layers: dict[int, tuple[int, list[int]]] = {}
        for number in sorted(task.minutes):
            slots = [slot for slot in starts[task.pair][number] if fits_fixed(task, number, slot)]
            layers[number] = (len(flat), [slot.day for slot in slots])
            flat += [(place, number, slot) for slot in slots]
            gains += [placed + (task.standing.get(number) == slot) for slot in slots]
        courses.append(tuple(_courses(task, layers)))
    room, members = _claims(tasks, flat, load)
    pairs = sorted((start, claim) for claim, theirs in enumerate(members) for start in theirs)
    both = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return Table(
        tasks=tasks,
        starts=tuple(flat),
        gains=np.array(gains, dtype=np.int64),
        courses=tuple(courses),
        room=np.array(room, dtype=np.int64),
        claim_starts=both[:, 0].copy(),
        claims=both[:, 1].copy(),
    )


def _courses(task: Task, layers: Mapping[int, tuple[int, list[int]]]) -> Iterator[Course]:
    borders = [0, *sorted(task.fixed), max((*layers, *task.fixed), default=0) + 1]
    for before, after in pairwise(borders):
        numbers = [n for n in layers if before < n < after and layers[n][1]]
        if not numbers:
            continue
        first = min(layers[n][1][0] for n in numbers)
        last = max(layers[n][1][-1] for n in numbers)
        yield Course(
            task.rhythm,
            tuple(
                _Layer(
                    n,
                    np.arange(layers[n][0], layers[n][0] + len(layers[n][1])),
                    np.array(layers[n][1], dtype=np.int64) - first,
                )
                for n in numbers
            ),
            last - first + 1,
        )


def _claims(
    tasks: Sequence[Task], flat: Sequence[tuple[int, int, Slot]], load: Load
) -> tuple[list[int], list[list[int]]]:
    """Room of each claim that could be overfilled, and the starts that are on it."""
    busy = busy_people(tasks)
    weeks: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    spans: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for start, (place, number, slot) in enumerate(flat):
        task = tasks[place]
        for person in task.people:
            weeks[person, slot.week].append(start)
            if person in busy:
                spans[person].append((slot.at, slot.at + task.minutes[number], start))
    room: list[int] = []
    members: list[list[int]] = []
    for (person, week), theirs in weeks.items():
        left = max(0, load.room((person,), week))
        if len({flat[start][:2] for start in theirs}) > left:
            room.append(left)
            members.append(theirs)
    known: set[tuple[int, ...]] = set()
    for of_person in spans.values():
        for at_once in overlapping(of_person):
            key = tuple(sorted(at_once))
            if key not in known and len({flat[start][:2] for start in key}) > 1:
                known.add(key)
                room.append(1)
                members.append(list(key))
    return room, members
