"""What becomes of every session, and what is due in the week from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings

from rmentor.followup.fates import FATES, fates
from rmentor.followup.week import week
from rmentor.model.events import PlannedEvent
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import Action, JournalEntry, Plan, Session
from rmentor.model.surveys import Survey
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_program
from tests.followup.health_oracle import pauses_on
from tests.followup.pairs_on_the_way import days, programs

MONDAY = date(2027, 3, 15)
PAIR = Pair("mia--eva", "mia", ("eva",))


@settings(max_examples=250)
@given(programs(), days(0, 160))
def test_every_session_has_one_fate_and_files_say_why(program: Program, today: date) -> None:
    """Held, called off, missing, without a date or to come: as the last word and the plan have it."""
    (pair,) = program.pairs
    found = fates(program, pair, today)
    lines = {line.session: line for line in program.plan.sessions}
    told = [entry for entry in program.journal[pair.id] if entry.date <= today]
    assert set(found) >= set(range(1, program.framework.sessions + 1))
    assert set(found.values()) <= set(FATES)
    for number, fate in found.items():
        words = sorted((e for e in told if e.session == number), key=lambda e: e.date)
        line = lines.get(number)
        assert (fate == "held") == any(entry.state == "held" for entry in words)
        if fate == "cancelled":
            assert (words and words[-1].state == "cancelled") or (
                line is not None and line.state == "cancelled"
            )
        if fate in ("planned", "missing"):
            assert line is not None
            assert line.state == "planned"
            assert (line.start.date() < today) == (fate == "missing")
            assert not pauses_on(pair, line.start.date())
            # Whatever was said of it was said of an earlier date.
            assert all(entry.date < line.start.date() for entry in words)


@settings(max_examples=250)
@given(programs(), days(0, 160))
def test_a_week_holds_what_is_to_come_and_what_is_missing(program: Program, today: date) -> None:
    """From today to the same day of next week, and everything that nobody has recorded."""
    (pair,) = program.pairs
    found, has = week(program, today), fates(program, pair, today)
    last = today + timedelta(days=7)
    coming = [line for line in program.plan.sessions if has[line.session] == "planned"]
    assert {each.session for each in found.sessions} == {
        line.session for line in coming if line.start.date() <= last
    }
    later = sorted(line.start for line in coming if line.start.date() > last)
    assert (found.later.start if found.later else None) == (later[0] if later else None)
    assert [each.session for each in found.missing] == [
        line.session
        for line in sorted(program.plan.sessions, key=lambda line: (line.start, line.session))
        if has[line.session] == "missing"
    ]
    actions = [
        (action.due, action.who)
        for entry in program.journal[pair.id]
        if entry.date <= today
        for action in entry.actions
        if not action.done and action.due is not None and today <= action.due <= last
    ]
    assert sorted((each.action.due, each.action.who) for _, each in found.actions) == sorted(
        actions
    )


def _at(day: int, hour: int = 12) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time(hour))


def test_a_week_has_eight_days_and_ends_with_the_same_weekday() -> None:
    """Who opens it every Monday sees each Monday's sessions twice, and misses none."""
    lines = tuple(Session(PAIR.id, n, _at(day), 60) for n, day in enumerate((-1, 0, 7, 8), 1))
    events = tuple(
        PlannedEvent("circle", n, _at(day), 60) for n, day in enumerate((-1, 0, 7, 8), 1)
    )
    off = PlannedEvent("kickoff", 1, _at(3), 60, state="cancelled")
    surveys = {
        f"s{day}": Survey(f"s{day}", Words("s", "s"), closes=MONDAY + timedelta(days=day))
        for day in (-1, 0, 7, 8)
    }
    program = a_program(
        a_mentor(), a_mentee(), pairs=(PAIR,), plan=Plan(lines, events=(*events, off)), surveys=surveys
    )  # fmt: skip
    found = week(program, MONDAY)
    assert [each.session for each in found.missing] == [1]
    assert [each.session for each in found.sessions] == [2, 3]
    assert [each.number for each in found.events] == [2, 3]
    assert [each.id for each in found.surveys] == ["s0", "s7"]
    assert found.later is not None
    assert found.later.session == 4


def test_pairs_that_are_over_have_nothing_due() -> None:
    """What they had planned and agreed on is history."""
    entry = JournalEntry(1, MONDAY, actions=(Action("eva", "Try", MONDAY + timedelta(days=2)),))
    line = Session(PAIR.id, 2, _at(2), 60)
    program = a_program(
        a_mentor(), a_mentee(), pairs=(PAIR,), plan=Plan((line,)), journal={PAIR.id: (entry,)}
    )
    assert week(program, MONDAY).actions
    over = week(replace(program, pairs=(replace(PAIR, status="ended"),)), MONDAY)
    assert (over.actions, over.sessions, over.later) == ((), (), None)
