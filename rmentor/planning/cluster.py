"""Pairs that share people, the dates found for them so far, and what no dates can be better than."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from rmentor.planning.capacity import capacity, fewest_moves
from rmentor.planning.clock import Clock
from rmentor.planning.load import Dates, Load, Task
from rmentor.planning.single import best_of, score


def clusters(tasks: Iterable[Task]) -> list[list[Task]]:
    """Tasks by shared people, each cluster and all of them in order of pair id."""
    first: dict[str, int] = {}
    ordered = sorted(tasks, key=lambda task: task.pair)
    parent = list(range(len(ordered)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, task in enumerate(ordered):
        for person in task.people:
            parent[root(i)] = root(first.setdefault(person, i))
    found: dict[int, list[Task]] = {}
    for i, task in enumerate(ordered):
        found.setdefault(root(i), []).append(task)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no dates can be better than.

    Attributes:
        alone: Score of each pair when the others are away.
        most: Most sessions that all can place.
        moves: Fewest sessions that must leave their dates.
    """

    alone: Mapping[str, tuple[int, int]]
    most: int
    moves: int

    def are_reached_by(self, placed: int, kept: int) -> bool:
        """Whether a score is proven best; ``kept`` is minus the sessions moved."""
        alone_placed = sum(most for most, _ in self.alone.values())
        alone_kept = sum(fewest for _, fewest in self.alone.values())
        best_kept = min(alone_kept, -self.moves) if placed == alone_placed else -self.moves
        return placed >= min(self.most, alone_placed) and kept >= best_kept


@dataclass(slots=True)
class Cluster:
    """Pairs that share people, and their dates so far; ``load`` always holds these.

    Attributes:
        tasks: The pairs.
        load: Sessions of these pairs and of everybody else.
        zone: Clock of the program.
        dates: Dates so far.
    """

    tasks: Sequence[Task]
    load: Load
    zone: Clock
    dates: dict[str, Dates] = field(default_factory=dict)

    def enter_standing(self) -> None:
        """Begin with what stands, but for sessions that stand in each other's way."""
        for task in self.tasks:
            dates = self.dates[task.pair] = {}
            for number, slot in task.standing.items():
                if self.load.is_free(task.people, slot, task.minutes[number]):
                    dates[number] = slot
                    self.load.add(task.people, slot, task.minutes[number])

    def set(self, tasks: Iterable[Task], dates: Mapping[str, Dates]) -> None:
        """Give some pairs other dates; none to those that ``dates`` does not name."""
        tasks = list(tasks)
        for task in tasks:
            self.load.drop_all(task, self.dates[task.pair])
        for task in tasks:
            self.dates[task.pair] = dates.get(task.pair, {})
            self.load.add_all(task, self.dates[task.pair])

    @contextmanager
    def without(self, tasks: Iterable[Task]) -> Iterator[None]:
        """Let ``load`` be as if some pairs had no dates, for a while."""
        tasks = list(tasks)
        now = {task.pair: self.dates[task.pair] for task in tasks}
        self.set(tasks, {})
        yield
        self.set(tasks, now)

    def improve(self, order: Iterable[Task]) -> bool:
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

    def score(self, tasks: Sequence[Task] | None = None) -> tuple[int, int]:
        """Sessions placed, and minus those moved: of some pairs, or of all."""
        return score(self.tasks if tasks is None else tasks, self.dates)

    def is_complete(self) -> bool:
        """Whether every session has a date and none left one that could stay."""
        return self.score() == (sum(len(task.minutes) for task in self.tasks), 0)

    def bounds(self) -> Bounds:
        """Bounds that need no search."""
        with self.without(self.tasks):
            alone = {
                task.pair: score([task], {task.pair: best_of(task, self.load, self.zone)[1]})
                for task in self.tasks
            }
            placed = {pair: most for pair, (most, _) in alone.items()}
            most = capacity(self.tasks, self.load, self.zone, placed)
            moves = fewest_moves(self.tasks, self.load)
        return Bounds(alone, most, moves)

    def short(self, bounds: Bounds) -> list[Task]:
        """Pairs that do not have what they would have alone."""
        return [task for task in self.tasks if self.score([task]) < bounds.alone[task.pair]]

    def near(self, tasks: Iterable[Task], steps: int) -> list[Task]:
        """Pairs that share people with some, directly or through so many others less one."""
        inside = {task.pair: task for task in tasks}
        people = {person for task in inside.values() for person in task.people}
        for _ in range(steps):
            ring = [
                task
                for task in self.tasks
                if task.pair not in inside and not people.isdisjoint(task.people)
            ]
            if not ring:
                break
            inside.update((task.pair, task) for task in ring)
            people.update(person for task in ring for person in task.people)
        return sorted(inside.values(), key=lambda task: task.pair)
