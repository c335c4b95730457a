"""Dates for all pairs: alone where a pair shares nobody, together where it does.

1. Pairs that share people, directly or through others, are one *cluster*; clusters do not touch.
2. In a cluster, pairs get their best dates one after the other, least free time first, round by round
   with those first that went short. Each pair's best dates with the others away are a bound, and so
   is what the days and weeks of busy people hold (``capacity``); where the cluster reaches one of
   them, it is proven best.
3. Where not, pairs that went short are solved together with those around them (``together``).
4. Then each pair's rhythm is made as steady as the others allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rmentor.planning.clock import Clock
from rmentor.planning.cluster import Cluster, clusters
from rmentor.planning.load import Dates, Load, Task
from rmentor.planning.single import best_of

_ROUNDS = 4
_POLISHES = 2


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
    for cluster in clusters(tasks):
        if len(cluster) > 1:
            solved = _solved(Cluster(cluster, load, zone))
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


def _solved(cluster: Cluster) -> Scheduled:
    """Best dates of the pairs of a cluster, entered into its load."""
    cluster.enter_standing()
    order = sorted(cluster.tasks, key=lambda task: (_free_time(task), task.pair))
    cluster.improve(order)
    is_proven = cluster.is_complete() or _completed(cluster, order)
    for _ in range(_POLISHES):
        if not cluster.improve(cluster.tasks):
            break
    return Scheduled(cluster.dates, is_proven)


def _completed(cluster: Cluster, order: list[Task]) -> bool:
    """Place what the first round left over; answer whether the result is proven best."""
    best, reached = dict(cluster.dates), cluster.score()
    bounds = cluster.bounds()
    for _ in range(_ROUNDS):
        if bounds.are_reached_by(*cluster.score()):
            break
        names = {task.pair for task in cluster.short(bounds)}
        order = sorted(order, key=lambda task: task.pair not in names)
        cluster.set(order, {})
        cluster.improve(order)
        if cluster.score() > reached:
            best, reached = dict(cluster.dates), cluster.score()
    cluster.set(cluster.tasks, best)
    if bounds.are_reached_by(*reached):
        return True
    from rmentor.planning.together import best_around

    return best_around(cluster, bounds)


def _free_time(task: Task) -> int:
    return sum(end - start for start, end in task.free)
