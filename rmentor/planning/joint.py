"""Dates for pairs that share people, exactly: CP-SAT, one worker, one seed, no clock.

A variable says whether a session has a start. The rhythm is put as: of any two sessions whose numbers
differ by n, not the one on a day or later and the other less than n times ``shortest`` after that day;
likewise for ``longest``. Held by all that have a date, this is what ``rhythm`` says of neighbours.

Which starts must be looked at: in any plan each session can be shifted earlier, without leaving its
day, until it begins with its pair's free time, at midnight, or with the end of another session that
shares a person. So starts are those of free time plus sums of session lengths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rmentor.planning.clock import Clock
from rmentor.planning.load import Dates, Load, Task, busy_people, fits_fixed
from rmentor.planning.single import Starts, from_day, possible_starts, score
from rmentor.planning.slots import Slot, overlapping, slots, without

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar

# How much of the model goes into the linear relaxation, and for how long that is tried. Where weeks
# are full only much of it gives the bound; elsewhere little is quicker. The limits are work and not
# seconds, so that a slow machine finds what a fast one finds.
_ATTEMPTS = ((1, 4.0), (2, 8.0))


@dataclass(frozen=True, slots=True)
class Joint:
    """Dates of several pairs, by pair; ``is_proven`` says that none are better."""

    dates: dict[str, Dates]
    is_proven: bool


def joint_starts(tasks: Sequence[Task], load: Load, zone: Clock) -> dict[str, Starts]:
    """Starts to choose from, by pair and session number."""
    lengths = sorted({minutes for task in tasks for minutes in task.minutes.values()})
    single = {task.pair: possible_starts(task, load, zone) for task in tasks}
    frees = {task.pair: without(task.free, load.taken(task.people)) for task in tasks}
    spans = sorted({interval for free in frees.values() for interval in free})
    ends = sorted({end for _, end in spans})
    reached = {slot.at for starts in single.values() for each in starts.values() for slot in each}
    frontier, latest = reached, ends[-1] if ends else 0
    # A pair has one session a day, so a row of sessions back to back is as long as there are pairs.
    for _ in range(len(tasks) - 1):
        frontier = {at + length for at in frontier for length in lengths if at + length < latest}
        frontier -= reached
        reached |= frontier
    found = {}
    for task in tasks:
        by_minutes = {
            minutes: [
                slot
                for slot in slots(frees[task.pair], minutes, zone, [frozenset()] * 7, reached)
                if load.room(task.people, slot.week) > 0
            ]
            for minutes in set(task.minutes.values())
        }
        found[task.pair] = {
            number: from_day(by_minutes[minutes], task.not_before.get(number))
            for number, minutes in task.minutes.items()
        }
    return found


def size_of(starts: dict[str, Starts]) -> int:
    """How many choices there are: session and start."""
    return sum(len(each) for by_number in starts.values() for each in by_number.values())


def best_together(
    tasks: Sequence[Task], starts: dict[str, Starts], load: Load, hint: dict[str, Dates]
) -> Joint | None:
    """Dates with the most sessions placed and then the fewest moved; None if work ran out first."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    choices = _Choices(model, tasks, starts)
    for task in tasks:
        _keep_rhythm(model, task, choices)
    _keep_apart(model, tasks, choices)
    _keep_weeks(model, choices, load)
    dates_now = sum(len(task.standing) for task in tasks)
    gains = []
    for (pair, number, slot), chosen in choices.chosen.items():
        stays = choices.tasks[pair].standing.get(number) == slot
        gains.append((dates_now + 1 + stays) * chosen)
        model.add_hint(chosen, hint[pair].get(number) == slot)
    model.maximize(sum(gains))
    found = None
    for level, work in _ATTEMPTS:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.linearization_level = level
        solver.parameters.max_deterministic_time = work
        status = solver.solve(model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            dates = choices.dates(solver)
            if found is None or score(tasks, dates) > score(tasks, found.dates):
                found = Joint(dates, is_proven=False)
            if status == cp_model.OPTIMAL:
                return Joint(dates, is_proven=True)
    return found


class _Choices:
    """Variables: whether a session has a start."""

    def __init__(self, model: CpModel, tasks: Sequence[Task], starts: dict[str, Starts]) -> None:
        self.tasks = {task.pair: task for task in tasks}
        self.chosen: dict[tuple[str, int, Slot], IntVar] = {}
        self.of_session: dict[tuple[str, int], dict[Slot, IntVar]] = {}
        for task in tasks:
            for number in task.minutes:
                here = {
                    slot: model.new_bool_var("")
                    for slot in starts[task.pair][number]
                    if fits_fixed(task, number, slot)
                }
                self.of_session[task.pair, number] = here
                self.chosen.update({(task.pair, number, s): v for s, v in here.items()})
                model.add_at_most_one(here.values())

    def dates(self, solver: CpSolver) -> dict[str, Dates]:
        """Dates that a solver chose."""
        found: dict[str, Dates] = {pair: {} for pair in self.tasks}
        for (pair, number, slot), chosen in self.chosen.items():
            if solver.boolean_value(chosen):
                found[pair][number] = slot
        return found


def _keep_rhythm(model: CpModel, task: Task, choices: _Choices) -> None:
    """Days between any two sessions of a pair, unless a fixed one lies between them."""
    later = {
        number: _Later(model, choices.of_session[task.pair, number]) for number in task.minutes
    }
    rhythm = task.rhythm
    for before, after in combinations(sorted(task.minutes), 2):
        if any(before < number < after for number in task.fixed):
            continue
        steps = after - before
        one, other = later[before], later[after]
        for day in one.days:
            soonest, latest = day + steps * rhythm.shortest, day + steps * rhythm.longest
            # Not: this one on that day or later, and the other one too soon after that.
            model.add(one.from_day(day) + other.any - other.from_day(soonest) <= 1)
            # Not: this one by that day, and the other one too late.
            model.add(one.any - one.from_day(day + 1) + other.from_day(latest + 1) <= 1)


class _Later:
    """Whether a session lies on some day or later, by day."""

    def __init__(self, model: CpModel, starts: Mapping[Slot, IntVar]) -> None:
        by_day: dict[int, list[IntVar]] = {}
        for slot, chosen in starts.items():
            by_day.setdefault(slot.day, []).append(chosen)
        self.days = sorted(by_day)
        self._from: list[Any] = [0]
        for day in reversed(self.days):
            from_day = model.new_bool_var("")
            model.add(from_day == self._from[-1] + sum(by_day[day]))
            self._from.append(from_day)
        self._from.reverse()
        self.any = self._from[0]

    def from_day(self, day: int) -> Any:
        """Variable, or zero, that says that the session lies on ``day`` or later."""
        return self._from[bisect_left(self.days, day)]


def _keep_apart(model: CpModel, tasks: Sequence[Task], choices: _Choices) -> None:
    """Nobody is in two places at once: of sessions that cover one instant, a person has one."""
    spans: dict[str, list[tuple[int, int, IntVar]]] = defaultdict(list)
    busy = busy_people(tasks)
    for (pair, number, slot), chosen in choices.chosen.items():
        task = choices.tasks[pair]
        for person in task.people:
            if person in busy:
                spans[person].append((slot.at, slot.at + task.minutes[number], chosen))
    for theirs in spans.values():
        for at_once in overlapping(theirs):
            model.add_at_most_one(at_once)


def _keep_weeks(model: CpModel, choices: _Choices, load: Load) -> None:
    weeks: dict[tuple[str, int], list[IntVar]] = defaultdict(list)
    for (pair, _, slot), chosen in choices.chosen.items():
        for person in choices.tasks[pair].people:
            weeks[person, slot.week].append(chosen)
    for (person, week), theirs in weeks.items():
        room = load.room((person,), week)
        if len(theirs) > room:
            model.add(sum(theirs) <= room)
