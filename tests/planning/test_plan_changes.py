"""Planning again says which sessions it moved, and the reason is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.events import Event
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import JournalEntry, Plan
from rmentor.model.windows import Span
from rmentor.planning.plan import plan
from rmentor.planning.plan_changes import PlanChange, changes_of_plan, plan_changes_json
from tests.builders import a_mentee, a_mentor, a_program
from tests.planning.couples import (
    START,
    THURSDAY_EVENING,
    a_pair,
    at,
    changed,
    planned_program,
)
from tests.planning.strategies import programs


def again(program: Program, made: Plan) -> tuple[PlanChange, ...]:
    """What planning a changed program anew changes."""
    after = replace(program, plan=made)
    return changes_of_plan(after, made, plan(after))


@settings(max_examples=80)
@given(programs(), st.data())
def test_changes_are_what_differs_and_each_has_a_reason(
    program: Program, data: st.DataObject
) -> None:
    """Of two plans, exactly the sessions that moved, fell or came are told; absences by name."""
    made = plan(program)
    assert again(program, made) == ()
    person = data.draw(st.sampled_from(program.participants))
    assert program.start is not None
    first = program.start + timedelta(days=data.draw(st.integers(0, 60)))
    off = Span(first, first + timedelta(days=data.draw(st.integers(0, 20))))
    after = replace(changed(person.id, program, away=(*person.away, off)), plan=made)
    now = plan(after)
    told = {change.after.key: change for change in changes_of_plan(after, made, now)}
    stood = {session.key: session for session in made.sessions}
    for session in now.sessions:
        old = stood.get(session.key)
        same = old is not None and (old.start, old.state) == (session.start, session.state)
        assert (session.key in told) == (not same)
        if old is None or same:
            continue
        change = told[session.key]
        assert change.kind == ("cancelled" if session.state == "cancelled" else "moved")
        assert change.why
        zones = {each.timezone for each in program.participants} | {program.timezone}
        if off.covers(old.start.date()) and len(zones) == 1 and session.state != "cancelled":
            assert person.name in change.why or "away" in change.why


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda p: changed("eva", p, away=(Span(date(2027, 1, 26), date(2027, 1, 26)),)), "Eva"),
        (lambda p: changed("mia", p, availability=(THURSDAY_EVENING,)), "is not free then"),
        (lambda p: replace(p, closed=(Span(date(2027, 1, 25), date(2027, 1, 29)),)), "closed week"),
        (lambda p: replace(p, end=date(2027, 3, 5)), "outside the program's dates"),
        (lambda p: replace(p, pairs=(a_pair(status="ended"),)), "has ended"),
        (lambda p: replace(p, pairs=(a_pair(status="paused"),)), "is paused"),
        (lambda p: replace(p, pairs=()), "no longer in pairs.yaml"),
        (lambda p: replace(p, framework=Framework(sessions=2)), "no such session"),
        (lambda p: replace(p, pairs=(a_pair(since=date(2027, 2, 1)),)), "begins on"),
        (
            lambda p: replace(
                p, journal={"mia--eva": (JournalEntry(2, date(2027, 1, 26), "moved"),)}
            ),
            "journal",
        ),
        (lambda p: replace(p, pairs=(a_pair(every_days=28),)), "rhythm"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_each_cause_is_named(edit: object, why: str) -> None:
    """What somebody edited is what they read."""
    assert callable(edit)
    program = planned_program()
    made = plan(program)
    found = again(edit(program), made)
    assert found
    reasons = [change.why for change in found]
    assert any(why in reason for reason in reasons), reasons
    assert [each["why"] for each in plan_changes_json(found)] == reasons


def test_a_public_holiday_names_who_has_it() -> None:
    """Somebody moves to a country where that Tuesday is a holiday."""
    program = planned_program(timezone="Europe/Paris", start=date(2027, 4, 12))
    made = plan(program)
    holiday = next(s for s in made.sessions if s.start.date() == date(2027, 4, 27))
    found = again(changed("eva", program, country="NL"), made)  # King's Day
    told = {change.after.session: change.why for change in found}
    assert "public holiday for Eva" in told[holiday.session]


def test_other_sessions_and_events_are_causes_as_well() -> None:
    """Two sessions edited onto one time, and a kick-off where a session stood."""
    people = [
        a_mentor("mia", timezone="Europe/Paris"),
        a_mentee("eva", timezone="Europe/Paris"),
        a_mentee("ida", timezone="Europe/Paris"),
    ]
    pairs = (a_pair("mia", "eva"), a_pair("mia", "ida"))
    program = a_program(*people, start=START, end=date(2027, 7, 2), pairs=pairs)
    made = plan(program)
    clash = replace(made.sessions[7], start=made.sessions[1].start)
    edited = replace(made, sessions=(*made.sessions[:7], clash, *made.sessions[8:]))
    assert "another session then" in again(program, edited)[0].why
    one = planned_program()
    made = plan(one)
    begins = made.sessions[0].start
    event = Event("kickoff", "Kick-off", "kickoff", ("all",), 60, day=begins.date(),
                  minute=begins.hour * 60 + begins.minute, before=0)  # fmt: skip
    framework = replace(one.framework, events=(event,))
    found = again(replace(one, framework=framework), made)
    assert "event for many" in found[0].why


def test_a_session_that_comes_back_is_told_as_such() -> None:
    """Called off for want of a date, and on again when there is one."""
    program = planned_program(framework=Framework(sessions=1), end=date(2027, 1, 15))
    made = plan(program)
    off = changed("eva", program, away=(Span(START, date(2027, 1, 15)),))
    gone = plan(replace(off, plan=made))
    assert changes_of_plan(off, made, gone)[0].kind == "cancelled"
    back = plan(replace(program, plan=gone))
    found = changes_of_plan(program, gone, back)
    assert [change.kind for change in found] == ["back"]
    assert found[0].after.start == at("2027-01-12 12:00")
