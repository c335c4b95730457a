"""Sessions that were held: who was there, how long, what was taught and what came back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from rmentor.followup.held import held_sessions
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Plan, Session
from tests.builders import a_mentee, a_mentor, a_program

DAY = date(2027, 1, 12)


def _program(*entries: JournalEntry, plan: Plan = Plan(), **fields: object) -> Program:  # noqa: B008
    mia = a_mentor("mia", wants={"budgeting": 2})
    eva = a_mentee("eva", offers={"budgeting": 5})
    pair = Pair("mia--eva", "mia", ("eva",), ("linkedin",), since=date(2027, 1, 4))
    known = {"pairs": (pair,), "journal": {pair.id: entries}, "plan": plan, **fields}
    return a_program(mia, eva, **known)


def _line(number: int, **fields: object) -> Session:
    known: dict[str, object] = {"topic": "linkedin", **fields}
    return Session("mia--eva", number, datetime.fromisoformat("2027-01-12 12:00"), 60, **known)  # type: ignore[arg-type]


def test_the_journal_comes_before_the_plan() -> None:
    """Its minutes, its topics, its word on whether there was a session at all."""
    plan = Plan((_line(1, state="held"), _line(2, state="held"), _line(3)))
    program = _program(
        JournalEntry(1, DAY, minutes=85, topics=("seo",)),
        JournalEntry(2, DAY, "cancelled"),
        JournalEntry(3, DAY),
        plan=plan,
    )
    found = held_sessions(program)
    assert [(e.session, e.minutes, e.topics) for e in found] == [
        (1, 85, ("seo",)), (3, 60, ("linkedin",)),
    ]  # fmt: skip


def test_what_the_plan_alone_says_was_held_counts() -> None:
    """People who keep no journal have held sessions, too; not before their day."""
    program = _program(plan=Plan((_line(1, state="held"), _line(2))))
    assert [e.session for e in held_sessions(program)] == [1]
    assert held_sessions(program, date(2027, 1, 11)) == ()


def test_what_came_back_was_not_taught() -> None:
    """Topics that a mentee can teach the mentor are returns, said so or not."""
    program = _program(
        JournalEntry(1, DAY, topics=("linkedin", "budgeting")),
        JournalEntry(2, DAY, topics=("linkedin",), returns=("career",)),
    )
    first, second = held_sessions(program)
    assert (first.topics, first.returns) == (("linkedin",), ("budgeting",))
    assert (second.topics, second.returns) == (("linkedin",), ("career",))


def test_a_pair_of_an_earlier_edition_held_nothing_in_this_one() -> None:
    """It stands in pairs.yaml so that people meet somebody new."""
    program = _program(JournalEntry(1, DAY), start=date(2027, 9, 1))
    assert len(held_sessions(program)) == 1
    old = Pair("mia--eva", "mia", ("eva",), status="completed", until=date(2027, 7, 2))
    assert held_sessions(replace(program, pairs=(old,))) == ()
