"""The checker that judges plans finds each kind of fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Plan
from rmentor.model.windows import Span
from rmentor.planning.plan import plan
from tests.builders import a_mentee, a_mentor, a_program
from tests.planning.checker import violations

PARIS = "Europe/Paris"
PROGRAM = a_program(
    a_mentor(timezone=PARIS, country="FR"),
    a_mentee(timezone=PARIS),
    a_mentee("ida", timezone=PARIS),
    start=date(2027, 1, 11),
    end=date(2027, 7, 2),
    pairs=(Pair("mia--eva", "mia", ("eva",)), Pair("mia--ida", "mia", ("ida",))),
    framework=Framework(sessions=3),
)


def with_second(made: Plan, **shift: int) -> Plan:
    """Move the second session of the first pair."""
    moved = replace(made.sessions[1], start=made.sessions[1].start + timedelta(**shift))
    return replace(made, sessions=(made.sessions[0], moved, *made.sessions[2:]))


def test_a_good_plan_has_no_fault() -> None:
    """Otherwise nothing below would mean anything."""
    assert violations(PROGRAM, plan(PROGRAM)) == []


@pytest.mark.parametrize(
    ("shift", "fault"),
    [
        ({"hours": 12}, "outside windows"),
        ({"hours": -1}, "outside windows"),
        ({"days": 8}, "22 days after mia--eva/1"),
        ({"days": -14}, "0 days after mia--eva/1"),
        ({"days": 1}, "mia--eva/2 and mia--ida/2 at once"),
        ({"weeks": 30}, "outside the program"),
        ({"weeks": 9}, "public holiday: mia"),
    ],
)
def test_a_shifted_session_is_found(shift: dict[str, int], fault: str) -> None:
    """Each shift breaks one rule at least, and that one is named."""
    found = violations(PROGRAM, with_second(plan(PROGRAM), **shift))
    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"closed": (Span(date(2027, 1, 25), date(2027, 1, 25)),)}, "closed"),
        ({"max_per_week": 1}, "2 sessions"),
    ],
)
def test_a_stricter_program_is_noticed(changes: dict[str, object], fault: str) -> None:
    """The old plan does not fit the new rules."""
    stricter: Program = replace(PROGRAM, **changes)  # type: ignore[arg-type]
    assert any(fault in each for each in violations(stricter, plan(PROGRAM)))
