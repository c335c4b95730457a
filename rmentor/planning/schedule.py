"""Dates for all pairs: alone where a pair shares nobody, together where it does.

1. Pairs that share people, directly or through others, are one *cluster*; clusters do not touch.
2. In a cluster, pairs get their best dates one after the other, least free time first, round by round
   with those first that went short. Each pair's best dates with the others away are a bound, and so
   is what the days and weeks of busy people hold (``capacity``); where the cluster reaches one of
   them, it is proven best.
3. Where not, the cluster is solved as a whole (``joint``); one too large for that, around each pair
   that went short.
4. Then each pair's rhythm is made as steady as the others allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rmentor.planning.capacity import capacity, fewest_moves
from rmentor.planning.clock import Clock
from rmentor.planning.joint import best_together, joint_starts, size_of
from rmentor.planning.load import Dates, Load, Task
from rmentor.planning.single import best_of, score

_ROUNDS = 4
_POLISHES = 2
MOST_CHOICES = 40_000


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Dates by pair; ``is_proven`` says that no more sessions can be placed, nor fewer moved."""

    dates: dict[str, Dates]
    is_proven: bool


def schedule(tasks: Sequence[Task], load: Load, zone: Clock) -> Scheduled:
    """Give the sessions of all tasks the best dates; ``load`` holds everybody else's and grows."""
    dates: dict[str, Dates] = {}
    is_proven = True
    alone: dict[object, Dates] = {}
    for cluster in _clusters(tasks):
        if len(cluster) > 1:
            solved = _Cluster(cluster, load, zone).solved()
            dates.update(solved.dates)
            is_proven &= solved.is_proven
            continue
        task = cluster[0]
        key = _same_answer(task, load)
        if key is None or key not in alone:
            found = best_of(task, load, zone)[1]
            if key is not None:
                alone[key] = found
        else:
            found = alone[key]
        dates[task.pair] = found
        load.add_all(task, found)
    return Scheduled(dates, is_proven)


def _same_answer(task: Task, load: Load) -> object:
    """A key that two pairs share only if they get the same dates, or None."""
    if task.fixed or task.standing or task.not_before or load.taken(task.people):
        return None
    return task.rhythm, tuple(task.minutes.items()), task.free, task.origin


def _clusters(tasks: Sequence[Task]) -> list[list[Task]]:
    """Tasks by shared people, each cluster and all of them in order of pair id."""
    first: dict[str, int] = {}
    parent = list(range(len(tasks)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    ordered = sorted(tasks, key=lambda task: task.pair)
    for i, task in enumerate(ordered):
        for person in task.people:
            parent[root(i)] = root(first.setdefault(person, i))
    found: dict[int, list[Task]] = {}
    for i, task in enumerate(ordered):
        found.setdefault(root(i), []).append(task)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What no dates can be better than.

    Attributes:
        alone: Score of each pair when the others are away.
        most: Most sessions that all can place.
        moves: Fewest sessions that must leave their dates.
    """

    alone: dict[str, tuple[int, int]]
    most: int
    moves: int

    def are_reached_by(self, placed: int, kept: int) -> bool:
        """Whether a score is proven best; ``kept`` is minus the sessions moved."""
        alone_placed = sum(most for most, _ in self.alone.values())
        alone_kept = sum(fewest for _, fewest in self.alone.values())
        best_kept = min(alone_kept, -self.moves) if placed == alone_placed else -self.moves
        return placed >= min(self.most, alone_placed) and kept >= best_kept


@dataclass(slots=True)
class _Cluster:
    """Pairs that share people, and the dates found so far; ``load`` always holds these."""

    tasks: Sequence[Task]
    load: Load
    zone: Clock
    dates: dict[str, Dates] = field(default_factory=dict)

    def solved(self) -> Scheduled:
        """Best dates of all pairs, entered into ``load``."""
        for task in self.tasks:
            self._enter_standing(task)
        order = sorted(self.tasks, key=lambda task: (_free_time(task), task.pair))
        self._improve(order)
        is_proven = self._is_complete() or self._completed(order)
        for _ in range(_POLISHES):
            if not self._improve(self.tasks):
                break
        return Scheduled(self.dates, is_proven)

    def _is_complete(self) -> bool:
        """Whether every session has a date and none left one that could stay."""
        wanted = sum(len(task.minutes) for task in self.tasks)
        return score(self.tasks, self.dates) == (wanted, 0)

    def _completed(self, order: list[Task]) -> bool:
        """Place what the first round left over; answer whether the result is proven best."""
        best = dict(self.dates)
        bounds = self._bounds()
        for _ in range(_ROUNDS):
            if self._reaches(bounds):
                break
            names = {task.pair for task in self._short(bounds)}
            order = sorted(order, key=lambda task: task.pair not in names)
            self._set(order, {})
            self._improve(order)
            if score(self.tasks, self.dates) > score(self.tasks, best):
                best = dict(self.dates)
        self._set(self.tasks, best)
        return self._reaches(bounds) or self._solve_together(bounds)

    def _bounds(self) -> _Bounds:
        now = dict(self.dates)
        self._set(self.tasks, {})
        alone = {
            task.pair: score([task], {task.pair: best_of(task, self.load, self.zone)[1]})
            for task in self.tasks
        }
        most = capacity(
            self.tasks, self.load, self.zone, {pair: placed for pair, (placed, _) in alone.items()}
        )
        moves = fewest_moves(self.tasks, self.load)
        self._set(self.tasks, now)
        return _Bounds(alone, most, moves)

    def _enter_standing(self, task: Task) -> None:
        """Begin with what stands, but for sessions that stand in each other's way."""
        dates = self.dates[task.pair] = {}
        for number, slot in task.standing.items():
            if self.load.is_free(task.people, slot, task.minutes[number]):
                dates[number] = slot
                self.load.add(task.people, slot, task.minutes[number])

    def _set(self, tasks: Iterable[Task], dates: dict[str, Dates]) -> None:
        for task in tasks:
            self.load.drop_all(task, self.dates[task.pair])
            self.dates[task.pair] = dates.get(task.pair, {})
            self.load.add_all(task, self.dates[task.pair])

    def _improve(self, order: Iterable[Task]) -> bool:
        """Give each pair its best dates beside the others; answer whether anything changed."""
        changed = False
        for task in order:
            now = self.dates[task.pair]
            self.load.drop_all(task, now)
            found = best_of(task, self.load, self.zone)[1]
            self.load.add_all(task, found)
            self.dates[task.pair] = found
            changed |= found != now
        return changed

    def _short(self, bounds: _Bounds) -> list[Task]:
        """Pairs that do not have what they would have alone."""
        return [task for task in self.tasks if score([task], self.dates) < bounds.alone[task.pair]]

    def _reaches(self, bounds: _Bounds) -> bool:
        """Whether no dates can be better."""
        return bounds.are_reached_by(*score(self.tasks, self.dates))

    def _solve_together(self, bounds: _Bounds) -> bool:
        """Solve all at once, or around each pair that went short; answer whether that is proof."""
        if self._solve(self.tasks):
            return True
        improved = True
        while improved:
            before = score(self.tasks, self.dates)
            for task in self._short(bounds):
                near = self._near(task)
                if len(near) < len(self.tasks):
                    self._solve(near)
            improved = score(self.tasks, self.dates) > before
        return False

    def _near(self, task: Task) -> list[Task]:
        """A pair and those that share people with it, as many as can be solved together."""
        people = set(task.people)
        near = [task]
        near += [t for t in self.tasks if t is not task and not people.isdisjoint(t.people)]
        size = sum(map(_choices, near))
        while len(near) > 1 and size > MOST_CHOICES // 2:
            size -= _choices(near.pop())
        return near

    def _solve(self, tasks: Sequence[Task]) -> bool:
        """Solve some pairs together beside the others; answer whether the result is proven best."""
        now = {task.pair: self.dates[task.pair] for task in tasks}
        self._set(tasks, {})
        starts = joint_starts(tasks, self.load, self.zone)
        found = None
        if size_of(starts) <= MOST_CHOICES:
            found = best_together(tasks, starts, self.load, now)
        better = found is not None and score(tasks, found.dates) > score(tasks, now)
        self._set(tasks, found.dates if found is not None and better else now)
        return found is not None and found.is_proven


def _choices(task: Task) -> int:
    """About how many choices a pair brings to ``joint``."""
    longest = max(task.minutes.values(), default=1)
    each = sum(1 + (end - start - longest) // longest for start, end in task.free)
    return max(0, each) * len(task.minutes)


def _free_time(task: Task) -> int:
    return sum(end - start for start, end in task.free)
