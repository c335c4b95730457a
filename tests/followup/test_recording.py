"""What recording a session makes of journal and plan, and what planning then makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.findings import Spot
from rmentor.followup.journal import unrecorded_sessions
from rmentor.followup.objections import objections
from rmentor.followup.recording import (
    Telling,
    as_planned,
    line_of,
    meant_session,
    merged,
    recorded,
    recorded_before,
    ticked,
)
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Action, JournalEntry, Session
from rmentor.planning.plan import plan
from tests.planning.couples import a_pair, at, planned_program

PAIR = "mia--eva"
TODAY = date(2027, 2, 1)


def planned(**fields: object) -> Program:
    """One pair with six dates on Tuesdays at noon, the first on 12 January."""
    program = planned_program(**fields)
    return replace(program, plan=plan(program))


def line(program: Program, number: int) -> Session:
    """Line of a session that is surely there."""
    found = line_of(program, PAIR, number)
    assert found is not None
    return found


def tell(program: Program, entry: JournalEntry, **fields: object) -> Program:
    """Record an entry of the only pair."""
    return recorded(program, Telling(program.pairs[0], entry, **fields))  # type: ignore[arg-type]


PLANNED = planned()
TIME = at("2027-01-12 12:00").time()


@settings(max_examples=60)
@given(st.integers(1, 6), st.integers(-9, 9))
def test_a_held_session_lies_on_the_day_on_which_it_was_held(number: int, late: int) -> None:
    """At the same time of day; its first day is kept, and calendars hear of a move only."""
    program = PLANNED
    before = line(program, number)
    on = before.start.date() + timedelta(days=late)
    after = tell(program, JournalEntry(number, on))
    now = line(after, number)
    assert (now.state, now.start.date(), now.start.time()) == ("held", on, before.start.time())
    assert now.sequence == before.sequence + (late != 0)
    assert now.first == (before.start.date() if late else None)
    assert after.journal[PAIR] == (JournalEntry(number, on),)
    others = [each for each in after.plan.sessions if each.session != number]
    assert others == [each for each in program.plan.sessions if each.session != number]


def test_a_correction_brings_a_session_back_to_its_first_day() -> None:
    """Then there is nothing to remember; the entry is still one."""
    wrong = JournalEntry(1, date(2027, 1, 14))
    once = tell(PLANNED, wrong)
    right = replace(wrong, date=date(2027, 1, 12))
    again = tell(once, right, old=wrong)
    assert again.journal[PAIR] == (right,)
    assert line(again, 1) == replace(line(PLANNED, 1), state="held", sequence=2)


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_what_was_not_held_waits_for_a_date_and_gets_one(state: str) -> None:
    """It is called off for calendars, and planning makes it up after its day."""
    entry = JournalEntry(2, date(2027, 1, 26), state)
    after = tell(PLANNED, entry)
    assert line(after, 2) == replace(line(PLANNED, 2), state="cancelled", sequence=1)
    assert [(each.pair, each.session) for each in after.plan.unplaced] == [(PAIR, 2)]
    again = plan(after, since=date(2027, 1, 27))
    made_up = next(each for each in again.sessions if each.session == 2)
    assert (made_up.state, made_up.first) == ("planned", date(2027, 1, 26))
    assert made_up.start.date() > date(2027, 1, 26)
    assert not again.unplaced
    assert plan(replace(after, plan=again), since=date(2027, 1, 27)) == again


def test_what_is_cancelled_for_good_is_never_made_up() -> None:
    """Its number stays off, and the other dates stay."""
    after = tell(PLANNED, JournalEntry(2, date(2027, 1, 26), "cancelled"), for_good=True)
    assert not after.plan.unplaced
    assert plan(after) == after.plan


def test_a_time_that_two_people_agreed_on_stays() -> None:
    """Though it lies outside their weekly windows: planning works around it, once and for all."""
    to = at("2027-02-01 08:30")
    after = tell(PLANNED, JournalEntry(2, date(2027, 1, 26), "moved"), to=to)
    now = line(after, 2)
    assert (now.start, now.state, now.sequence) == (to, "planned", 1)
    assert (now.first, now.agreed) == (date(2027, 1, 26), True)
    again = plan(after, since=date(2027, 1, 27))
    assert next(each for each in again.sessions if each.session == 2) == now
    assert plan(replace(after, plan=again), since=date(2027, 1, 27)) == again
    assert all(7 <= gap <= 21 for gap in _gaps(again.sessions))


def test_a_pause_is_stronger_than_an_agreed_time() -> None:
    """Whoever pauses does not meet on it, either."""
    after = tell(PLANNED, JournalEntry(2, date(2027, 1, 26), "moved"), to=at("2027-02-01 08:30"))
    paused = plan(replace(after, pairs=(a_pair(status="paused"),)))
    assert {each.state for each in paused.sessions} == {"cancelled"}
    assert not any(each.agreed for each in paused.sessions)


def test_a_session_held_after_it_was_cancelled_is_on_again() -> None:
    """Both entries stay: it was cancelled, and then made up without any plan."""
    off = tell(PLANNED, JournalEntry(2, date(2027, 1, 26), "cancelled"))
    after = tell(off, JournalEntry(2, date(2027, 1, 28)))
    assert [each.state for each in after.journal[PAIR]] == ["cancelled", "held"]
    assert (line(after, 2).state, line(after, 2).sequence) == ("held", 2)
    assert not after.plan.unplaced
    same_day = tell(off, JournalEntry(2, date(2027, 1, 26)))
    assert (line(same_day, 2).state, line(same_day, 2).sequence) == ("held", 2)


def test_correcting_the_words_of_a_moved_session_leaves_the_date_it_has_since() -> None:
    """Only the reason was missing."""
    entry = JournalEntry(2, date(2027, 1, 26), "moved")
    once = tell(PLANNED, entry, to=at("2027-02-02 12:00"))
    again = tell(once, replace(entry, reason="work"), old=entry)
    assert again.plan == once.plan
    assert again.journal[PAIR] == (replace(entry, reason="work"),)


@settings(max_examples=60)
@given(st.data())
def test_after_any_recording_planning_is_settled(data: st.DataObject) -> None:
    """Whatever is told in whatever order, planning twice changes nothing, and no journal is lost."""
    program = PLANNED
    for told, number in enumerate(data.draw(st.permutations([1, 2, 3])), start=1):
        state = data.draw(st.sampled_from(["held", "cancelled", "moved"]))
        on = line(program, number).start.date() + timedelta(days=data.draw(st.integers(0, 4)))
        to = None
        if state == "moved" and data.draw(st.booleans()):
            to = datetime.combine(on + timedelta(days=data.draw(st.integers(1, 5))), TIME)
        program = tell(program, JournalEntry(number, on, state), to=to)
        assert sum(map(len, program.journal.values())) == told
    since = date(2027, 2, 20)
    once = plan(program, since=since)
    assert plan(replace(program, plan=once), since=since) == once
    for session in once.sessions:
        held = any(
            each.session == session.session and each.state == "held"
            for each in program.journal[PAIR]
        )
        assert (session.state == "held") == held


def test_the_earliest_due_session_is_meant() -> None:
    """Unless a day is named; of what is cancelled ahead, the next one."""
    pair = PLANNED.pairs[0]
    assert meant_session(PLANNED, pair, TODAY) == 1
    assert meant_session(PLANNED, pair, TODAY, on=date(2027, 1, 26)) == 2
    once = tell(PLANNED, JournalEntry(1, date(2027, 1, 12)))
    assert meant_session(once, pair, TODAY) == 2
    assert meant_session(PLANNED, pair, date(2027, 1, 11)) is None
    assert meant_session(PLANNED, pair, date(2027, 1, 11), state="moved") == 1
    bare = planned_program(framework=Framework(sessions=2))
    assert meant_session(bare, pair, TODAY) == 1
    last = replace(bare, journal={PAIR: (JournalEntry(2, TODAY),)})
    assert meant_session(last, pair, TODAY) is None


def test_an_entry_is_as_planned_where_nothing_else_is_said() -> None:
    """Day, length and topic; never a day that is still to come."""
    pair = PLANNED.pairs[0]
    topics = (line(PLANNED, 1).topic,) if line(PLANNED, 1).topic else ()
    entry = as_planned(PLANNED, pair, 1, "held", TODAY)
    assert entry == JournalEntry(1, date(2027, 1, 12), "held", 90, topics)
    assert as_planned(PLANNED, pair, 3, "held", TODAY).date == TODAY
    assert as_planned(PLANNED, pair, 3, "moved", TODAY) == JournalEntry(
        3, date(2027, 2, 9), "moved"
    )
    off = tell(PLANNED, JournalEntry(1, date(2027, 1, 12), "cancelled"))
    assert as_planned(off, pair, 1, "held", TODAY).date == TODAY


def test_correcting_keeps_what_is_not_named() -> None:
    """Pulses, levels and actions are added to; what only a held session has goes with it."""
    old = JournalEntry(
        1,
        date(2027, 1, 12),
        "held",
        85,
        ("linkedin",),
        {"mentor": 5},
        {"eva": {"seo": 1}},
        (Action("eva", "call", None), Action("mia", "write")),
    )
    said = JournalEntry(
        1,
        date(2027, 1, 12),
        pulse={"mentee": 4},
        levels={"eva": {"linkedin": 2}},
        actions=(Action("eva", "call", date(2027, 2, 1)), Action("eva", "read")),
    )
    new = merged(old, said, {"pulse", "levels", "actions"})
    assert new == replace(
        old,
        pulse={"mentor": 5, "mentee": 4},
        levels={"eva": {"linkedin": 2, "seo": 1}},
        actions=(
            Action("eva", "call", date(2027, 2, 1)),
            Action("mia", "write"),
            Action("eva", "read"),
        ),
    )
    off = merged(old, JournalEntry(1, old.date, "cancelled", reason="work"), {"state", "reason"})
    assert off == JournalEntry(1, old.date, "cancelled", reason="work")


def test_a_session_is_known_by_its_last_word() -> None:
    """Held once is held; a session that has another date since may be cancelled again."""
    held = JournalEntry(1, date(2027, 1, 12))
    program = tell(PLANNED, held)
    assert recorded_before(program, PAIR, 1, "cancelled", None) == held
    off = JournalEntry(2, date(2027, 1, 26), "cancelled")
    program = tell(program, off)
    assert recorded_before(program, PAIR, 2, "moved", None) == off
    assert recorded_before(program, PAIR, 2, "held", None) is None
    assert recorded_before(program, PAIR, 2, "held", off.date) == off
    assert recorded_before(program, PAIR, 2, "held", None, correcting=True) == off
    program = replace(program, plan=plan(program, since=date(2027, 1, 27)))
    assert recorded_before(program, PAIR, 2, "cancelled", None) is None
    assert [each.session for each in unrecorded_sessions(program, PAIR, date(2027, 3, 1))][:1] == [
        2
    ]


def test_actions_are_ticked_off_by_number() -> None:
    """Numbers run through all sessions; an entry without a tick stays the very same."""
    first = JournalEntry(1, date(2027, 1, 12), actions=(Action("eva", "a"), Action("mia", "b")))
    second = JournalEntry(2, date(2027, 1, 26), actions=(Action("eva", "c"),))
    program = replace(PLANNED, journal={PAIR: (first, second)})
    done = ticked(program, PAIR, (2, 3))
    assert [[a.done for a in each.actions] for each in done.journal[PAIR]] == [
        [False, True],
        [True],
    ]
    assert ticked(program, PAIR, ()) is program


def test_everything_that_speaks_against_an_entry_is_said_at_once() -> None:
    """Each on the key that it is about."""
    program = replace(PLANNED, pairs=(a_pair(since=date(2027, 1, 11)),))
    pair, spot = program.pairs[0], Spot("journal/x.yaml", (0,))

    def codes(entry: JournalEntry, **fields: object) -> list[tuple[str, object]]:
        telling = Telling(pair, entry, **fields)  # type: ignore[arg-type]
        found = objections(program, telling, TODAY, spot)
        return [(each.code, each.spot.keys[1]) for each in found]

    late = JournalEntry(
        9, date(2027, 2, 2), reason="work", actions=(Action("eva", "x", date(2027, 2, 1)),)
    )
    assert codes(late) == [
        ("no-session", "session"),
        ("date-ahead", "date"),
        ("reason-of-held", "reason"),
        ("due-before", "actions"),
    ]
    off = JournalEntry(1, date(2027, 1, 4), "cancelled", 90, ("seo",))
    assert codes(off, to=at("2027-01-05 12:00")) == [
        ("before-pair", "date"),
        ("not-held", "minutes"),
        ("not-held", "topics"),
        ("to-without-move", "to"),
        ("to-outside", "to"),
    ]
    moved = JournalEntry(1, date(2027, 1, 12), "moved")
    assert codes(moved, to=at("2027-01-12 18:00")) == [("to-not-after", "to")]
    assert codes(moved, to=at("2027-01-13 18:00")) == []
    over = replace(pair, status="ended", until=date(2027, 1, 20))
    assert [
        each.code
        for each in objections(
            program, Telling(over, JournalEntry(1, date(2027, 1, 21))), TODAY, spot
        )
    ] == ["after-pair"]
    assert not objections(
        program, Telling(pair, replace(moved, date=date(2027, 3, 1))), TODAY, spot
    )


def _gaps(sessions: tuple[Session, ...]) -> list[int]:
    days = [each.start.date() for each in sessions]
    return [(after - before).days for before, after in pairwise(days)]
