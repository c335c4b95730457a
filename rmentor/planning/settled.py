"""Which pairs' present dates all hold, so that planning again leaves them alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rmentor.planning.load import Load, Task


def unsettled(tasks: Sequence[Task], load: Load) -> list[Task]:
    """Tasks with a session that has no date or may not keep it; ``load`` holds all fixed sessions.

    Everybody else stays where they are, so that one person's new absence moves only sessions of
    that person's own pairs.
    """
    clashing = _clashing(tasks, load)
    return [
        task
        for task in tasks
        if task.pair in clashing
        or any(number not in task.standing for number in task.minutes)
        or not _keeps_rhythm(task)
    ]


def _keeps_rhythm(task: Task) -> bool:
    places = sorted({**task.fixed, **task.standing}.items())
    for (before, slot), (after, later) in pairwise(places):
        if before in task.fixed and after in task.fixed:
            continue
        if not task.rhythm.allows(later.day - slot.day, after - before):
            return False
        if before in task.minutes and slot.at + task.minutes[before] > later.at:
            return False
    return True


def _clashing(tasks: Sequence[Task], load: Load) -> set[str]:
    """Pairs with a session that overlaps another of the same person or is one too many in a week."""
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    weeks: Counter[tuple[str, int]] = Counter()
    for task in tasks:
        for number, slot in task.standing.items():
            for person in task.people:
                spans[person].append((slot.at, slot.at + task.minutes[number], task.pair))
                weeks[person, slot.week] += 1
    found: set[str] = set()
    for person, theirs in spans.items():
        fixed = [(start, end, "") for start, end in load.taken((person,))]
        running: list[tuple[int, int, str]] = []
        for span in sorted(theirs + fixed):
            running = [*(other for other in running if other[1] > span[0]), span]
            if len(running) > 1:
                found.update(pair for _, _, pair in running)
    crowded = {key for key, n in weeks.items() if n > load.room(key[:1], key[1])}
    for task in tasks:
        for slot in task.standing.values():
            if any((person, slot.week) in crowded for person in task.people):
                found.add(task.pair)
    return found
