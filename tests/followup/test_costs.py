"""Hours planned and spent, and their cost: equal to what plain loops over the contract's words give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.costs import Gathering, costs
from rmentor.model.pairs import Former, Pair
from rmentor.model.program import Framework, Program, Rates
from rmentor.model.register import Register, Training
from rmentor.model.sessions import JournalEntry, Plan, Session
from tests.builders import a_mentee, a_mentor, a_program

START = date(2027, 1, 11)
TODAY = date(2027, 3, 1)
PEOPLE = (
    a_mentor("max"), a_mentor("mia"), a_mentee("eva"), a_mentee("ida"), a_mentee("oda"),
)  # fmt: skip
DAYS = st.integers(-20, 80).map(lambda days: START + timedelta(days=days))
STATES = st.sampled_from(["planned", "held", "cancelled"])


@st.composite
def lives(draw: st.DrawFn) -> tuple[Program, tuple[Gathering, ...], date | None]:
    """A program with a plan, journals, trainings and events, as chance has it."""
    pairs = (
        Pair("max--eva", "max", ("eva",), since=START),
        Pair("mia--ida", "mia", ("ida", "oda"), since=START, co_mentor="max", format="group"),
    )
    sessions = tuple(
        Session(
            pair.id,
            number,
            datetime.combine(draw(DAYS), datetime.min.time()),
            draw(st.sampled_from([45, 90])),
            state=draw(STATES),
        )
        for pair in pairs
        for number in range(1, 4)
        if draw(st.booleans())
    )
    journal = {
        pair.id: tuple(
            JournalEntry(
                number,
                draw(DAYS),
                draw(st.sampled_from(["held", "cancelled", "moved"])),
                draw(st.sampled_from([None, 50, 85])),
            )
            for number in range(1, 5)
            if draw(st.booleans())
        )
        for pair in pairs
    }
    who = st.lists(st.sampled_from([p.id for p in PEOPLE]), unique=True).map(tuple)
    trainings = tuple(
        Training(f"t{n}", "T", draw(st.none() | DAYS), draw(st.integers(0, 200)), draw(who))
        for n in range(draw(st.integers(0, 2)))
    )
    events = tuple(
        Gathering(
            draw(DAYS),
            draw(st.integers(30, 120)),
            draw(st.booleans()),
            draw(st.sampled_from([("all",), ("mentors",), ("mentees",), ("mentors", "ida")])),
            draw(who),
            draw(STATES),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    rate = st.none() | st.fractions(0, 200, max_denominator=100)
    program = a_program(
        *PEOPLE,
        pairs=pairs,
        plan=Plan(sessions),
        journal=journal,
        register=Register(trainings=trainings),
        framework=Framework(minutes=60),
        rates=Rates(draw(rate), draw(rate), prepare=draw(st.integers(0, 60))),
    )
    return program, events, draw(st.none() | st.just(TODAY))


def _heads(people: Sequence[str], audience: Sequence[str] = ()) -> dict[str, int]:
    """Max and Mia teach, all others learn, but where an event is for one kind alone."""
    if list(audience) == ["mentors"]:
        return {"mentor": len(people), "mentee": 0}
    if list(audience) == ["mentees"]:
        return {"mentor": 0, "mentee": len(people)}
    mentors = len([p for p in people if p in ("max", "mia")])
    return {"mentor": mentors, "mentee": len(people) - mentors}


def _by_hand(program: Program, events: Sequence[Gathering], today: date | None) -> dict[Any, int]:
    """Minutes by (use, role, planned or spent), counted by hand."""
    sums = {
        (use, role, when): 0
        for use in ("sessions", "preparation", "events", "training")
        for role in ("mentor", "mentee")
        for when in ("planned", "spent")
    }
    prepare = program.rates.prepare

    def add(use: str, when: str, heads: dict[str, int], minutes: int) -> None:
        for role, count in heads.items():
            sums[use, role, when] += count * minutes

    for pair in program.pairs:
        heads = {"mentor": 1 + bool(pair.co_mentor), "mentee": len(pair.mentees)}
        lines = {s.session: s for s in program.plan.sessions if s.pair == pair.id}
        told = {e.session: e for e in program.journal[pair.id] if today is None or e.date <= today}
        for line in lines.values():
            if line.state != "cancelled":
                add("sessions", "planned", heads, line.minutes)
                sums["preparation", "mentor", "planned"] += heads["mentor"] * prepare
        for number in {*lines, *told}:
            minutes = lines[number].minutes if number in lines else 60
            if number in told:
                held = told[number].state == "held"
                minutes = told[number].minutes or minutes
            else:
                line = lines[number]
                held = line.state == "held" and (today is None or line.start.date() <= today)
            if held:
                add("sessions", "spent", heads, minutes)
                sums["preparation", "mentor", "spent"] += heads["mentor"] * prepare
    for event in (e for e in events if e.state != "cancelled"):
        heads = _heads(event.who, event.audience)
        use = "training" if event.is_training else "events"
        add(use, "planned", heads, event.minutes)
        told_by_register = event.is_training and any(
            t.on == event.day for t in program.register.trainings
        )
        over = event.state == "held" or (today is not None and event.day <= today)
        if over and not told_by_register:
            add(use, "spent", heads, event.minutes)
    planned_days = {e.day for e in events if e.is_training and e.state != "cancelled"}
    for training in program.register.trainings:
        if training.on not in planned_days:
            add("training", "planned", _heads(training.who), training.minutes)
        if training.on is None or today is None or training.on <= today:
            add("training", "spent", _heads(training.who), training.minutes)
    return sums


@given(lives())
@settings(max_examples=150)
def test_hours_and_costs_equal_a_count_by_hand(
    life: tuple[Program, tuple[Gathering, ...], date | None],
) -> None:
    """Every use and role, planned and spent; costs are exact, and none where a rate is missing."""
    program, events, today = life
    found = costs(program, events, today)
    sums = _by_hand(program, events, today)
    for each in found.hours:
        assert each.planned == sums[each.use, each.role, "planned"], each
        assert each.spent == sums[each.use, each.role, "spent"], each
    for role, rate in (("mentor", program.rates.mentor), ("mentee", program.rates.mentee)):
        planned, spent = (
            sum(m for (_, r, w), m in sums.items() if (r, w) == (role, when))
            for when in ("planned", "spent")
        )
        assert found.minutes(role) == (planned, spent)
        if rate is not None:
            assert found.cost(role) == (rate * Fraction(planned, 60), rate * Fraction(spent, 60))
        elif planned or spent:
            assert found.cost(role) is None
            assert found.cost() is None


def test_nobody_s_time_has_a_price_that_was_not_given() -> None:
    """Hours alone, where program.yaml says no rate."""
    pair = Pair("max--eva", "max", ("eva",))
    session = Session("max--eva", 1, datetime.fromisoformat("2027-01-12 12:00"), 90, state="held")
    program = a_program(*PEOPLE, pairs=(pair,), plan=Plan((session,)))
    found = costs(program, ())
    assert not found.has_rates
    assert found.cost() is None
    assert found.minutes() == (90 + 90 + 30, 90 + 90 + 30)
    half = replace(program, rates=Rates(mentor=Fraction(85, 2)))
    assert costs(half, ()).cost("mentor") == (Fraction(85), Fraction(85))
    assert costs(half, ()).cost() is None


@pytest.mark.parametrize(("until", "mentees"), [(date(2027, 1, 12), 3), (date(2027, 1, 11), 2)])
def test_who_left_a_group_was_there_until_then(until: date, mentees: int) -> None:
    """Their hours of sessions before count, those after do not."""
    pair = Pair("max--seo", "max", ("eva", "ida"), format="group", former=(Former("oda", until),))
    program = a_program(
        *PEOPLE, pairs=(pair,), journal={pair.id: (JournalEntry(1, date(2027, 1, 12)),)}
    )
    assert costs(program, ()).minutes("mentee", "sessions")[1] == mentees * 90
