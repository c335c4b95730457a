"""Pausing, going on, ending and leaving: what each makes of people, pairs and sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.folder.documents import documents
from rmentor.folder.emit import dump_document
from rmentor.folder.load import load
from rmentor.followup.pair_changes import PairChange, Refusal
from rmentor.followup.states import (
    StateChange,
    end_pair,
    leave,
    pause_pair,
    pause_person,
    resume_pair,
    resume_person,
)
from rmentor.model.pairs import END_REASONS, Former, Pair
from rmentor.model.program import Framework, Program, Rules
from rmentor.model.rounds import next_round
from rmentor.model.sessions import JournalEntry, Plan, Session
from rmentor.model.windows import Span
from tests.builders import a_mentee, a_mentor, a_program, sources_of
from tests.strategies import START, programs

SINCE, TODAY = date(2027, 1, 11), date(2027, 3, 1)
COUPLE = Pair("mia--eva", "mia", ("eva",), ("linkedin",), since=SINCE)
GROUP = Pair(
    "mia--linkedin", "mia", ("ana", "bob", "eva"), ("linkedin",), since=SINCE, format="group"
)


def _held(session: int, day: date) -> JournalEntry:
    return JournalEntry(session, day)


def _planned(pair: str, session: int, day: date) -> Session:
    return Session(pair, session, datetime.combine(day, time(12)), 60)


def _program(*pairs: Pair, held: tuple[JournalEntry, ...] = (), **fields: Any) -> Program:
    people = {who for pair in pairs for who in pair.people}
    made = [
        a_mentor(who)
        if who == "mia" or any(who in pair.mentors for pair in pairs)
        else a_mentee(who)
        for who in sorted(people | {"mia", "eva"})
    ]
    known = {
        "start": SINCE,
        "end": date(2027, 7, 2),
        "framework": Framework(sessions=3),
        "pairs": tuple(sorted(pairs, key=lambda pair: pair.id)),
        "journal": {pairs[0].id: held} if held and pairs else {},
    }
    return a_program(*made, **{**known, **fields})


def _done(found: StateChange | Refusal) -> StateChange:
    assert isinstance(found, StateChange), found
    return found


def _only(found: StateChange | Refusal) -> PairChange:
    (change,) = _done(found).pairs
    return change


def _why(found: StateChange | Refusal) -> str:
    assert isinstance(found, Refusal), found
    return found.why


def test_a_pause_that_is_over_is_noted_and_nothing_else_is_left_of_it() -> None:
    """From its first day to the day before the pair goes on."""
    program = _program(COUPLE, held=(_held(1, date(2027, 1, 19)),))
    paused = _done(pause_pair(program, COUPLE.id, date(2027, 2, 1), back=TODAY)).program
    (pair,) = paused.pairs
    assert (pair.status, pair.until, pair.back) == ("paused", date(2027, 2, 1), TODAY)
    again = _done(resume_pair(paused, COUPLE.id, TODAY)).program
    pauses = (Span(date(2027, 2, 1), date(2027, 2, 28)),)
    assert again.pairs == (replace(COUPLE, pauses=pauses),)


def test_a_pause_of_no_day_leaves_nothing() -> None:
    """Paused and back on one day: as it was."""
    program = _program(COUPLE)
    paused = _done(pause_pair(program, COUPLE.id, TODAY)).program
    assert paused != program
    assert _done(resume_pair(paused, COUPLE.id, TODAY)).program == program


def test_a_pair_that_has_not_begun_may_pause() -> None:
    """It has no first day of the pause until it begins."""
    program = _program(replace(COUPLE, since=TODAY))
    paused = _done(pause_pair(program, COUPLE.id, SINCE)).program
    assert paused.pairs[0].until is None
    again = _done(resume_pair(paused, COUPLE.id, TODAY + timedelta(days=2))).program
    assert again.pairs[0].pauses == (Span(TODAY, TODAY + timedelta(days=1)),)
    ended = _only(end_pair(program, COUPLE.id, SINCE)).after
    assert (ended.status, ended.until) == ("ended", None)


def test_what_is_so_already_changes_nothing() -> None:
    """Resume an active pair, pause a paused one, end an ended one."""
    program = _program(COUPLE)
    assert _done(resume_pair(program, COUPLE.id, TODAY)).is_none
    assert _done(resume_person(program, "mia", TODAY)).is_none
    paused = _done(pause_pair(program, COUPLE.id, SINCE)).program
    assert _done(pause_pair(paused, COUPLE.id, TODAY)).is_none
    away = _done(pause_person(program, "mia", SINCE)).program
    assert _done(pause_person(away, "mia", TODAY)).is_none
    ended = _done(end_pair(program, COUPLE.id, TODAY)).program
    assert _done(end_pair(ended, COUPLE.id, TODAY)).is_none
    gone = _done(leave(program, "mia", TODAY)).program
    assert _done(leave(gone, "mia", TODAY)).is_none


@pytest.mark.parametrize("status", ["ended", "completed"])
def test_a_pair_that_is_over_can_neither_pause_nor_go_on(status: str) -> None:
    """It says so instead."""
    program = _program(replace(COUPLE, status=status, until=TODAY))
    assert _why(pause_pair(program, COUPLE.id, TODAY)) == "pair-over"
    assert _why(resume_pair(program, COUPLE.id, TODAY)) == "pair-over"


def test_nothing_is_dated_before_what_happened() -> None:
    """Not before a held session, within an earlier pause, or with a return before the pause."""
    held = _program(COUPLE, held=(_held(1, date(2027, 2, 9)),))
    early = date(2027, 2, 8)
    for found in (
        pause_pair(held, COUPLE.id, early),
        end_pair(held, COUPLE.id, early),
        leave(held, "mia", early),
        pause_person(held, "eva", early),
    ):
        assert found == Refusal("held-later", COUPLE.id, date(2027, 2, 9))
    paused = _program(replace(COUPLE, pauses=(Span(date(2027, 2, 1), date(2027, 2, 12)),)))
    assert _why(pause_pair(paused, COUPLE.id, early)) == "in-pause"
    assert _why(pause_pair(held, COUPLE.id, TODAY, back=TODAY)) == "back-before"
    assert _why(pause_person(held, "mia", TODAY, back=TODAY)) == "back-before"
    away = _done(pause_person(held, "mia", TODAY)).program
    assert _why(resume_person(away, "mia", early)) == "before-pause"


def test_before_the_match_only_the_person_changes() -> None:
    """Leaving, or pausing, without being in a pair."""
    program = _program()
    for found in (leave(program, "eva", TODAY), pause_person(program, "eva", TODAY)):
        ((before, after),) = _done(found).people
        assert (before.status, after.status_since, _done(found).pairs) == ("active", TODAY, ())


def test_before_the_first_session_the_pair_dissolves_and_the_partner_keeps_the_rank() -> None:
    """Who is left over has not found a partner: the next round counts one more."""
    planned = Plan((_planned(COUPLE.id, 1, TODAY + timedelta(days=3)),))
    program = _program(COUPLE, plan=planned)
    waiting = tuple(
        replace(person, waited=2) if person.id == "eva" else person
        for person in program.participants
    )
    program = replace(program, participants=waiting)
    found = _done(leave(program, "mia", TODAY))
    change = _only(found)
    assert (change.kind, change.after.status, change.after.reason) == ("dissolved", "ended", "left")
    assert change.free == ("eva",)
    assert [session.session for session in change.called_off] == [1]
    people = found.program.people()
    assert (people["mia"].status, people["mia"].status_since) == ("left", TODAY)
    assert people["eva"].waited == 2
    assert next_round(found.program).people()["eva"].waited == 3
    assert found.program.plan == program.plan


def test_after_the_start_the_pair_ends_and_what_was_held_stays() -> None:
    """Only sessions to come are called off, by the next plan."""
    days = (date(2027, 1, 19), date(2027, 2, 2), date(2027, 3, 2))
    plan = Plan(tuple(_planned(COUPLE.id, n, day) for n, day in enumerate(days, 1)))
    program = _program(COUPLE, plan=plan, held=(_held(1, days[0]), _held(2, days[1])))
    change = _only(leave(program, "eva", TODAY))
    assert (change.kind, change.after.reason, change.after.until) == ("ended", "left", TODAY)
    assert [session.session for session in change.called_off] == [3]
    assert change.free == ("mia",)


def test_a_locked_pair_ends_and_its_lock_goes() -> None:
    """A lock is no fetter."""
    after = _only(end_pair(_program(replace(COUPLE, locked=True)), COUPLE.id, TODAY)).after
    assert (after.status, after.locked, after.reason) == ("ended", False, "other")


def test_a_pair_with_all_sessions_held_is_completed() -> None:
    """Whatever reason is given; and early where somebody says so."""
    all_held = tuple(_held(n, SINCE + timedelta(days=7 * n)) for n in (1, 2, 3))
    program = _program(COUPLE, held=all_held)
    change = _only(end_pair(program, COUPLE.id, TODAY, reason="time"))
    told = (change.kind, change.after.status, change.after.reason)
    assert told == ("completed", "completed", None)
    assert _only(leave(program, "mia", TODAY)).after.status == "completed"
    early = _program(COUPLE, held=all_held[:1])
    assert _only(end_pair(early, COUPLE.id, TODAY)).after.status == "ended"
    assert _only(end_pair(early, COUPLE.id, TODAY, completed=True)).after.status == "completed"


def test_why_and_when_a_pair_ended_can_be_said_anew() -> None:
    """Only what is said; a completed pair needs no reason."""
    program = _done(end_pair(_program(COUPLE), COUPLE.id, TODAY)).program
    (over,) = program.pairs
    later = TODAY + timedelta(days=9)
    assert _only(end_pair(program, COUPLE.id, later, reason="fit")).after == replace(
        over, reason="fit"
    )
    moved = _only(end_pair(program, COUPLE.id, later, restate=True))
    assert moved.after == replace(over, until=later)
    done = _done(end_pair(program, COUPLE.id, later, completed=True)).program
    assert (done.pairs[0].status, done.pairs[0].reason) == ("completed", None)
    assert _why(end_pair(done, COUPLE.id, later, reason="fit")) == "is-completed"


def test_pairs_wait_for_somebody_who_comes_back_in_time() -> None:
    """With a return within the program; otherwise, or when asked, partners are free for others."""
    program = _program(COUPLE)
    back = date(2027, 4, 5)
    assert _only(pause_person(program, "mia", TODAY, back=back)).kind == "paused"
    assert _only(pause_person(program, "mia", TODAY)).kind == "dissolved"
    assert _only(pause_person(program, "mia", TODAY, back=date(2027, 9, 1))).kind == "dissolved"
    assert _only(pause_person(program, "mia", TODAY, waits=True)).kind == "paused"
    assert _only(pause_person(program, "mia", TODAY, back=back, waits=False)).kind == "dissolved"
    waiting = _done(pause_person(program, "mia", TODAY, back=back)).program
    later = _done(pause_person(waiting, "mia", TODAY, back=date(2027, 5, 3))).program
    assert {later.people()["mia"].back, later.pairs[0].back} == {date(2027, 5, 3)}


def test_who_is_back_takes_along_only_pairs_that_waited_and_can_go_on() -> None:
    """Not one that had paused before, nor one whose other people pause, too."""
    other = Pair("mia--ana", "mia", ("ana",), since=SINCE, status="paused", until=SINCE)
    third = Pair("mia--bob", "mia", ("bob",), since=SINCE)
    program = _program(COUPLE, other, third)
    back = date(2027, 4, 5)
    program = _done(pause_person(program, "mia", TODAY, back=back)).program
    program = _done(pause_person(program, "bob", TODAY, waits=True)).program
    assert _why(resume_pair(program, COUPLE.id, back)) == "person-paused"
    found = _done(resume_person(program, "mia", back))
    assert [change.after.id for change in found.pairs] == [COUPLE.id]
    assert found.stays == ("mia--ana", "mia--bob")
    assert found.program.people()["mia"].back is None


def test_a_group_goes_on_without_a_mentee() -> None:
    """One who leaves it, this round or the program is noted as having been in it."""
    program = _program(GROUP)
    for found in (
        leave(program, "bob", TODAY),
        pause_person(program, "bob", TODAY),
        pause_person(program, "bob", TODAY, waits=True),
        end_pair(program, GROUP.id, TODAY, who="bob"),
    ):
        after = _only(found).after
        assert (after.status, after.mentees) == ("active", ("ana", "eva"))
        assert after.former == (Former("bob", TODAY),)
    by_hand = replace(GROUP, mentees=("bob", "eva"), format="individual")
    after = _only(leave(_program(by_hand), "bob", TODAY)).after
    assert after.is_group, "one mentee alone may be left of a group"


def test_a_group_ends_with_its_only_mentor_or_its_last_mentee() -> None:
    """With a second mentor it goes on."""
    assert _only(leave(_program(GROUP), "mia", TODAY)).after.status == "ended"
    last = replace(GROUP, mentees=("eva",))
    assert _only(leave(_program(last), "eva", TODAY)).after.status == "ended"
    led_by_two = replace(GROUP, co_mentor="zoe")
    after = _only(leave(_program(led_by_two), "mia", TODAY)).after
    assert (after.mentor, after.co_mentor) == ("zoe", None)
    assert after.former == (Former("mia", TODAY, teaches=True),)


def test_a_group_takes_back_who_paused_but_not_who_left_it() -> None:
    """Room permitting."""
    program = _program(GROUP)
    paused = _done(pause_person(program, "bob", TODAY)).program
    later = TODAY + timedelta(days=14)
    again = _done(resume_person(paused, "bob", later)).program
    assert again.pairs == program.pairs
    full = replace(paused, rules=Rules(group_max=2))
    assert _done(resume_person(full, "bob", later)).pairs == ()
    left = _done(end_pair(program, GROUP.id, SINCE, who="bob")).program
    paused = _done(pause_person(left, "bob", TODAY)).program
    assert _done(resume_person(paused, "bob", later)).pairs == ()


def test_somebody_in_several_pairs_leaves_them_all() -> None:
    """As mentee of one and mentor of another."""
    second = Pair("eva--bob", "eva", ("bob",), since=SINCE)
    found = _done(leave(_program(COUPLE, second), "eva", TODAY))
    assert {change.after.status for change in found.pairs} == {"ended"}
    assert sorted(who for change in found.pairs for who in change.free) == ["bob", "mia"]


@st.composite
def _worlds(draw: st.DrawFn) -> Program:
    """Programs with pairs of all states, of which some have met, and a plan."""
    program = draw(programs(6, with_pairs=True, start=START, end=date(2027, 7, 2)))
    pairs, journal, sessions = [], {}, []
    for pair in program.pairs:
        held = draw(st.lists(st.integers(0, 60), unique=True, max_size=3).map(sorted))
        days = [START + timedelta(days=days) for days in held]
        if days:
            journal[pair.id] = tuple(_held(n, day) for n, day in enumerate(days, 1))
        sessions.append(_planned(pair.id, 5, TODAY + timedelta(days=draw(st.integers(-20, 40)))))
        until = max([START, *days]) if pair.status != "active" else None
        pairs.append(replace(pair, until=until))
    return replace(program, pairs=tuple(pairs), journal=journal, plan=Plan(tuple(sessions)))


def _errors(program: Program) -> list[str]:
    files = {path: dump_document(value) for path, value in documents(program).items()}
    return [
        f"{each.code} {each.spot}"
        for each in load(sources_of(files)).findings
        if each.severity == "error"
    ]


def _anything(draw: st.DataObject, program: Program) -> StateChange | Refusal:
    """Do something to somebody or to some pair, on some day."""
    on = START + timedelta(days=draw.draw(st.integers(-10, 90)))
    back = draw.draw(st.sampled_from([None, on + timedelta(days=20)]))
    act = draw.draw(st.sampled_from(["pause", "resume", "end", "complete", "for"]))
    who = draw.draw(st.sampled_from([person.id for person in program.participants]))
    if not program.pairs or draw.draw(st.booleans()):
        if act == "pause":
            return pause_person(program, who, on, back=back)
        return (resume_person if act == "resume" else leave)(program, who, on)
    pair = draw.draw(st.sampled_from([each.id for each in program.pairs]))
    if act == "pause":
        return pause_pair(program, pair, on, back=back)
    if act == "resume":
        return resume_pair(program, pair, on)
    reason = draw.draw(st.sampled_from([None, *END_REASONS])) if act == "end" else None
    return end_pair(
        program,
        pair,
        on,
        reason=reason,
        completed=act == "complete",
        who=who if act == "for" else None,
        restate=act == "end",
    )


@given(_worlds(), st.data())
@settings(max_examples=60)
def test_no_command_changes_what_was_held_or_makes_an_error(
    program: Program, data: st.DataObject
) -> None:
    """Whatever is done, in any order: journal and plan stay, and the folder passes its check."""
    before, after = _errors(program), program
    for _ in range(data.draw(st.integers(1, 4))):
        found = _anything(data, after)
        if isinstance(found, StateChange):
            after = found.program
    assert (after.journal, after.plan) == (program.journal, program.plan)
    assert _errors(after) == before
    for old, new in zip(program.participants, after.participants, strict=True):
        assert replace(new, status=old.status, status_since=old.status_since, back=old.back) == old


@given(_worlds(), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=60)
def test_pause_then_resume_leaves_a_pair_as_it_was_but_for_its_pauses(
    program: Program, first: int, length: int
) -> None:
    """The days between are exactly those that the pause is noted with."""
    on = START + timedelta(days=first)
    for pair in program.pairs:
        paused = pause_pair(program, pair.id, on)
        if pair.status != "active" or isinstance(paused, Refusal):
            continue
        again = resume_pair(paused.program, pair.id, on + timedelta(days=length))
        if isinstance(again, Refusal):
            assert again.why in ("person-paused", "person-left")
            continue
        after = next(each for each in again.program.pairs if each.id == pair.id)
        assert replace(after, pauses=()) == pair
        noted = {
            span.first + timedelta(days=n)
            for span in after.pauses
            for n in range((span.last - span.first).days + 1)
        }
        assert noted == {on + timedelta(days=n) for n in range(length)}
