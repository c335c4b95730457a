"""Pairs that share people: exact where that can be, steady where it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rmentor.model.program import Program
from rmentor.model.windows import Span
from rmentor.planning.capacity import capacity
from rmentor.planning.clock import clock
from rmentor.planning.load import Load, Task
from rmentor.planning.plan import plan
from rmentor.planning.rhythm import Rhythm
from rmentor.planning.schedule import schedule
from rmentor.planning.slots import Calendar
from tests.planning.checker import fullest, violations
from tests.planning.strategies import programs
from tests.planning.test_settled import LENGTH, MONDAY, RHYTHM, slot_of


def tasks_of(program: Program) -> tuple[list[Task], Calendar]:
    """Make the tasks of a program of which nothing is planned yet."""
    assert program.start is not None
    assert program.end is not None
    calendar = Calendar(program, program.start, program.end)
    framework, first = program.framework, program.start.toordinal()
    numbers = range(1, framework.sessions + 1)
    return [
        Task(
            pair=pair.id,
            people=pair.people,
            rhythm=Rhythm(framework.every_days, max(1, framework.every_days - 2), 40),
            minutes=dict.fromkeys(numbers, framework.minutes),
            fixed={},
            standing={},
            not_before={},
            free=tuple(calendar.common([calendar.people[p] for p in pair.people], first)),
            origin=first,
        )
        for pair in program.pairs
    ], calendar


@settings(max_examples=100)
@given(programs(small=True))
def test_capacity_is_never_below_what_can_be_placed(program: Program) -> None:
    """The bound that stands for a proof never claims too little."""
    tasks, calendar = tasks_of(program)
    alone = {task.pair: program.framework.sessions for task in tasks}
    bound = capacity(tasks, Load(program.max_per_week), calendar.clock, alone)
    made = schedule(tasks, Load(program.max_per_week), calendar.clock)
    assert made.is_proven
    assert sum(map(len, made.dates.values())) <= bound


@settings(max_examples=60)
@given(programs(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(program: Program, chance: st.random) -> None:  # type: ignore[name-defined]
    """The same pairs in another order get the same dates."""
    tasks, calendar = tasks_of(program)
    dates = schedule(tasks, Load(program.max_per_week), calendar.clock).dates
    chance.shuffle(tasks)
    assert schedule(tasks, Load(program.max_per_week), calendar.clock).dates == dates


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(programs())
def test_clusters_too_large_to_solve_exactly_are_planned_well_and_steadily(
    monkeypatch: pytest.MonkeyPatch, program: Program
) -> None:
    """Without the exact solver a plan still breaks nothing, and planning twice changes nothing."""
    monkeypatch.setattr("rmentor.planning.together.MOST_STARTS", 20)
    made = plan(program)
    assert not violations(program, made)
    assert plan(replace(program, plan=made)) == made
    busy = program.participants[0]
    away = replace(
        program,
        participants=(
            replace(busy, away=(Span(program.start, program.start),)),  # type: ignore[arg-type]
            *program.participants[1:],
        ),
    )
    again = plan(replace(away, plan=made))
    assert not violations(away, again)
    assert plan(replace(away, plan=again)) == again


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(programs(small=True))
def test_the_exact_solver_agrees_where_it_is_asked_for_everything(
    monkeypatch: pytest.MonkeyPatch, program: Program
) -> None:
    """Bounds that never say enough make every cluster go to the solver."""
    monkeypatch.setattr("rmentor.planning.cluster.capacity", lambda *_: 10**6)
    made = plan(program)
    assert not violations(program, made)
    assert len(made.sessions) == fullest(program)[0]


# Two pairs of ada, one of bea, and two of cleo; bea and gus have nobody else.
PAIRS = {
    "1": ("ada", "eva"),
    "2": ("ada", "fay"),
    "3": ("bea", "gus"),
    "4": ("cleo", "hal"),
    "5": ("cleo", "ida"),
}
UTC = clock("UTC", date.fromordinal(MONDAY), date.fromordinal(MONDAY + 30))


def mornings(hours_of_ada: int) -> list[Task]:
    """Two sessions of each pair, who have an hour for each on Mondays, all in the same morning."""
    lengths = {1: LENGTH, 2: LENGTH}
    found = []
    for pair, people in PAIRS.items():
        hours = hours_of_ada if "ada" in people else 2
        begins = [slot_of(day, 540).at for day in (0, 7)]
        free = tuple((begin, begin + hours * LENGTH) for begin in begins)
        found.append(Task(pair, people, RHYTHM, lengths, {}, {}, {}, free, MONDAY))
    return found


def test_pairs_that_share_nobody_are_planned_each_by_themselves() -> None:
    """All pairs get dates, and all these dates stand in their people's calendars afterwards."""
    load = Load(2)
    made = schedule(mornings(2), load, UTC)
    assert made.is_proven
    dated = {pair: sorted(dates) for pair, dates in made.dates.items()}
    assert dated == {pair: [1, 2] for pair in PAIRS}
    for person in {each for people in PAIRS.values() for each in people}:
        assert sorted(load.taken([person])) == sorted(
            (slot.at, slot.at + LENGTH)
            for pair, people in PAIRS.items()
            if person in people
            for slot in made.dates[pair].values()
        )


@pytest.mark.parametrize("is_best", [True, False])
def test_a_plan_is_proven_only_where_each_part_of_it_is(
    monkeypatch: pytest.MonkeyPatch, *, is_best: bool
) -> None:
    """Ada's pairs share one hour, and no bound says that it cannot hold two sessions."""
    monkeypatch.setattr("rmentor.planning.cluster.capacity", lambda *_: 10**6)
    monkeypatch.setattr("rmentor.planning.together.best_around", lambda *_: is_best)
    made = schedule(mornings(1), Load(2), UTC)
    assert made.is_proven is is_best
    assert [sum(len(made.dates[pair]) for pair in pairs) for pairs in ("12", "3", "45")] == [
        2,
        2,
        4,
    ]
