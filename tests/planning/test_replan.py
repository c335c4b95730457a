"""Planning again: what is over stays, and nothing moves without need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.program import Framework, Program
from rmentor.model.sessions import JournalEntry
from rmentor.model.windows import Span
from rmentor.planning.plan import plan
from tests.builders import a_mentee, a_mentor, a_program
from tests.planning.checker import fullest, violations
from tests.planning.couples import START, a_pair, at, changed, planned_program, starts
from tests.planning.strategies import programs


@settings(max_examples=80)
@given(programs())
def test_planning_twice_changes_nothing(program: Program) -> None:
    """Whoever plans again gets the same plan, to the last byte."""
    made = plan(program)
    assert plan(replace(program, plan=made)) == made


@settings(max_examples=80)
@given(programs(), st.data())
def test_an_absence_changes_only_that_persons_pairs(program: Program, data: st.DataObject) -> None:
    """Somebody's new absence moves no session of anybody else, and moved sessions say so."""
    made = plan(program)
    person = data.draw(st.sampled_from(program.participants))
    assert program.start is not None
    first = program.start + timedelta(days=data.draw(st.integers(0, 60)))
    away = (*person.away, Span(first, first + timedelta(days=data.draw(st.integers(0, 20)))))
    after = replace(changed(person.id, program, away=away), plan=made)
    again = plan(after)
    assert not violations(after, again)
    theirs = {pair.id for pair in program.pairs if person.id in pair.people}
    now = {s.key: s for s in again.sessions}
    for session in made.sessions:
        if session.pair not in theirs:
            assert now[session.key] == session
        moved = now[session.key].start != session.start or now[session.key].state == "cancelled"
        assert now[session.key].sequence == session.sequence + moved
    assert plan(replace(after, plan=again)) == again


@settings(max_examples=60)
@given(programs(small=True), st.data())
def test_no_more_sessions_move_than_must(program: Program, data: st.DataObject) -> None:
    """After a new absence, no plan as full leaves more sessions of the pair where they are."""
    program = replace(program, pairs=program.pairs[:1])
    made = plan(program)
    assert program.start is not None
    first = program.start + timedelta(days=data.draw(st.integers(0, 12)))
    person = program.pairs[0].mentor
    after = changed(person, program, away=(Span(first, first + timedelta(days=1)),))
    again = plan(replace(after, plan=made))
    stand = {(s.session, s.start) for s in made.sessions}
    live = [s for s in again.sessions if s.state == "planned"]
    kept = sum((s.session, s.start) in stand for s in live)
    assert (len(live), kept) == fullest(after, made.sessions)


@settings(max_examples=80)
@given(programs(), st.data())
def test_what_is_over_never_moves(program: Program, data: st.DataObject) -> None:
    """Held sessions keep their lines, unrecorded ones of the past too, nothing is planned back."""
    made = plan(program)
    assert program.start is not None
    since = program.start + timedelta(days=data.draw(st.integers(0, 100)))
    over = [s for s in made.sessions if s.start.date() < since]
    held = {s.key for s in over if data.draw(st.booleans())}
    journal = {
        pair.id: tuple(
            JournalEntry(s.session, s.start.date())
            for s in over
            if s.pair == pair.id and s.key in held
        )
        for pair in program.pairs
    }
    person = data.draw(st.sampled_from(program.participants))
    away = (*person.away, Span(since - timedelta(days=9), since + timedelta(days=9)))
    later = replace(changed(person.id, program, away=away), plan=made, journal=journal)
    again = plan(later, since=since)
    now = {s.key: s for s in again.sessions}
    for session in over:
        state = "held" if session.key in held else "planned"
        assert now.pop(session.key) == replace(session, state=state)
    assert all(s.start.date() >= since for s in now.values() if s.state == "planned")
    assert plan(replace(later, plan=again), since=since) == again


def test_a_hand_edited_start_is_kept_where_it_is_allowed() -> None:
    """Twenty past twelve is no usual time, but it is inside the window."""
    program = planned_program()
    made = plan(program)
    second = replace(made.sessions[1], start=at("2027-01-26 12:20"))
    edited = replace(made, sessions=(made.sessions[0], second, *made.sessions[2:]))
    assert plan(replace(program, plan=edited)) == edited


def test_a_hand_edited_start_that_is_not_allowed_is_moved_alone() -> None:
    """Only the session that stands outside all windows moves."""
    program = planned_program()
    made = plan(program)
    second = replace(made.sessions[1], start=at("2027-01-27 12:00"))
    edited = replace(made, sessions=(made.sessions[0], second, *made.sessions[2:]))
    again = plan(replace(program, plan=edited))
    first = date(2027, 1, 27)
    assert again.sessions[1] == replace(made.sessions[1], sequence=1, first=first)
    assert again.sessions[0] == made.sessions[0]
    assert again.sessions[2:] == made.sessions[2:]


def test_two_sessions_edited_onto_one_time_are_parted_by_moving_one() -> None:
    """A mentor cannot be with two mentees at once; one session gives way."""
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
    again = plan(replace(program, plan=edited))
    assert not violations(program, again)
    moved = [s for s, e in zip(again.sessions, edited.sessions, strict=True) if s != e]
    assert len(moved) == 1
    assert moved[0].sequence == 1


def test_a_session_that_loses_its_date_is_cancelled_and_may_come_back() -> None:
    """Calendars hear that it is off, and later that it is on again."""
    program = planned_program(framework=Framework(sessions=1), end=date(2027, 1, 15))
    made = plan(program)
    away = changed("eva", program, away=(Span(date(2027, 1, 11), date(2027, 1, 15)),))
    lost = plan(replace(away, plan=made))
    assert lost.sessions == (replace(made.sessions[0], state="cancelled", sequence=1),)
    assert [(u.pair, u.session) for u in lost.unplaced] == [("mia--eva", 1)]
    assert plan(replace(away, plan=lost)) == lost
    back = plan(replace(program, plan=lost))
    assert back == replace(made, sessions=(replace(made.sessions[0], sequence=2),))


def test_a_program_keeps_its_name_in_calendars_and_shares_it_with_no_other() -> None:
    """Next year's edition with the same people is another one; a plan made without a name stays so."""
    program = planned_program()
    made = plan(program)
    assert made.calendar
    renamed = replace(program, name="Renamed", plan=made, pairs=(a_pair(status="ended"),))
    assert plan(renamed).calendar == made.calendar
    assert program.start is not None
    assert program.end is not None
    year = timedelta(days=364)
    again = replace(program, start=program.start + year, end=program.end + year)
    assert plan(again).calendar not in ("", made.calendar)
    nameless = replace(program, plan=replace(made, calendar=""))
    assert plan(nameless).calendar == ""


def test_a_session_that_people_cancelled_stays_cancelled() -> None:
    """Its number is not planned again, and the sessions around it keep their dates."""
    program = planned_program()
    made = plan(program)
    third = replace(made.sessions[2], state="cancelled", sequence=1)
    edited = replace(made, sessions=(*made.sessions[:2], third, *made.sessions[3:]))
    assert plan(replace(program, plan=edited)) == edited


@pytest.mark.parametrize("status", ["ended", "completed"])
def test_sessions_of_a_pair_that_is_over_are_cancelled(status: str) -> None:
    """What was held stays; calendars hear of the rest."""
    program = planned_program()
    made = plan(program)
    held = replace(made.sessions[0], state="held")
    over = replace(
        program,
        pairs=(a_pair(status=status),),
        plan=replace(made, sessions=(held, *made.sessions[1:])),
    )
    again = plan(over)
    assert again.sessions[0] == held
    assert again.sessions[1:] == tuple(
        replace(s, state="cancelled", sequence=1) for s in made.sessions[1:]
    )
    assert not again.unplaced
    assert plan(replace(over, plan=again)) == again


def test_a_paused_pair_waits_and_goes_on_later() -> None:
    """A pause cancels what was planned; when it is over the sessions are planned anew."""
    program = planned_program()
    made = plan(program)
    paused = plan(replace(program, pairs=(a_pair(status="paused"),), plan=made))
    assert {s.state for s in paused.sessions} == {"cancelled"}
    assert {u.reason for u in paused.unplaced} == {"the pair is paused"}
    again = plan(replace(program, plan=paused))
    assert again == replace(made, sessions=tuple(replace(s, sequence=2) for s in made.sessions))


def test_the_rhythm_goes_on_from_the_day_a_session_was_really_held() -> None:
    """The first session took place a week late; its line stays, the second counts from then."""
    program = planned_program()
    made = plan(program)
    entry = JournalEntry(1, date(2027, 1, 21))
    again = plan(replace(program, plan=made, journal={"mia--eva": (entry,)}))
    assert again.sessions[0] == replace(made.sessions[0], state="held")
    assert 7 <= (again.sessions[1].start.date() - date(2027, 1, 21)).days <= 21


def test_a_session_that_was_moved_gets_a_later_day() -> None:
    """The journal says that it did not take place on its day."""
    program = planned_program()
    made = plan(program)
    entry = JournalEntry(2, date(2027, 1, 26), state="moved")
    later = replace(program, plan=made, journal={"mia--eva": (entry,)})
    again = plan(later, since=date(2027, 1, 27))
    assert again.sessions[1] == replace(
        made.sessions[1], start=at("2027-01-28 17:00"), sequence=1, first=date(2027, 1, 26)
    )
    assert plan(replace(later, plan=again), since=date(2027, 1, 27)) == again


def test_a_session_keeps_the_day_it_was_first_planned_for_until_it_is_back_there() -> None:
    """However often it moves; once on its first day again, there is nothing to remember."""
    program = planned_program(framework=Framework(sessions=1), end=date(2027, 2, 26))
    first = plan(program)
    seen = [first.sessions[0].start.date()]
    plans = [first]
    for week in (0, 1):
        away = Span(date(2027, 1, 11), date(2027, 1, 17) + timedelta(days=7 * week))
        plans.append(plan(replace(changed("eva", program, away=(away,)), plan=plans[-1])))
        seen.append(plans[-1].sessions[0].start.date())
    assert seen == sorted(set(seen))
    assert [made.sessions[0].first for made in plans] == [None, seen[0], seen[0]]
    back = replace(plans[-1].sessions[0], start=first.sessions[0].start, first=None)
    again = plan(replace(program, plan=replace(plans[-1], sessions=(back,))))
    assert again.sessions[0].first is None


def test_a_session_that_the_journal_calls_cancelled_is_cancelled() -> None:
    """And nothing else moves."""
    program = planned_program()
    made = plan(program)
    entry = JournalEntry(2, date(2027, 1, 26), state="cancelled")
    again = plan(replace(program, plan=made, journal={"mia--eva": (entry,)}))
    assert again.sessions[1] == replace(made.sessions[1], state="cancelled", sequence=1)
    assert again.sessions[2:] == made.sessions[2:]


def test_a_held_session_that_was_never_planned_gets_its_line() -> None:
    """Two people met before anybody planned; the plan knows it and goes on from there."""
    program = planned_program()
    entry = JournalEntry(1, date(2027, 1, 14), minutes=60, topics=("linkedin",))
    made = plan(replace(program, journal={"mia--eva": (entry,)}))
    first = made.sessions[0]
    assert (first.state, first.start.date(), first.minutes) == ("held", date(2027, 1, 14), 60)
    assert starts(made)[1] == "Thu 28/01 17:00"


def test_fewer_sessions_in_the_framework_cancel_the_last_ones() -> None:
    """The plan follows framework.yaml."""
    program = planned_program()
    made = plan(program)
    again = plan(replace(program, framework=Framework(sessions=4), plan=made))
    assert [s.state for s in again.sessions] == ["planned"] * 4 + ["cancelled"] * 2
    assert again.sessions[:4] == made.sessions[:4]


def test_a_new_place_reaches_all_sessions_but_the_one_with_its_own() -> None:
    """A room that somebody booked for one session survives."""
    program = planned_program(framework=Framework(place="Room A"))
    made = plan(program)
    own = replace(made.sessions[3], place="Studio")
    edited = replace(made, sessions=(*made.sessions[:3], own, *made.sessions[4:]))
    again = plan(replace(program, framework=Framework(place="Room B"), plan=edited))
    assert [s.place for s in again.sessions] == [
        *["Room B"] * 3,
        "Studio",
        *["Room B"] * 2,
    ]
    assert {s.sequence for s in again.sessions} == {0}


def test_a_longer_session_stays_if_it_fits_and_calendars_hear_of_it() -> None:
    """A new length changes the end, so the sequence grows."""
    program = planned_program()
    made = plan(program)
    again = plan(replace(program, framework=Framework(minutes=120), plan=made))
    assert again.sessions == tuple(replace(s, minutes=120, sequence=1) for s in made.sessions)


def test_sessions_of_a_pair_unknown_to_pairs_yaml_are_cancelled() -> None:
    """A pair that was taken out of pairs.yaml leaves calendars that must hear of it."""
    program = planned_program()
    made = plan(program)
    gone = plan(replace(program, pairs=(), plan=made))
    assert {s.state for s in gone.sessions} == {"cancelled"}


def test_a_pair_that_chooses_another_rhythm_meets_by_it() -> None:
    """Three weeks instead of two, although the slack would let the old dates stand."""
    program = planned_program(end=date(2027, 12, 17))
    made = plan(program)
    slower = replace(program, pairs=(a_pair(every_days=21),), plan=made)
    again = plan(slower)
    days = [session.start.date() for session in again.sessions]
    assert [(after - before).days for before, after in pairwise(days)] == [21] * 5
    assert not violations(slower, again)
    assert plan(replace(slower, plan=again)) == again
    quicker = replace(slower, pairs=(a_pair(every_days=7),), plan=again)
    days = [session.start.date() for session in plan(quicker).sessions]
    assert [(after - before).days for before, after in pairwise(days)] == [7] * 5


def test_a_rhythm_that_costs_dates_moves_nothing() -> None:
    """There is no room for four weeks: the dates that there are stay, twice over."""
    program = planned_program(end=date(2027, 3, 26))
    made = plan(program)
    slower = replace(program, pairs=(a_pair(every_days=21),), plan=made)
    again = plan(slower)
    assert len(again.unplaced) <= len(made.unplaced) or again == made
    assert plan(replace(slower, plan=again)) == again


@settings(max_examples=80)
@given(programs(), st.data())
def test_after_a_new_rhythm_planning_twice_changes_nothing(
    program: Program, data: st.DataObject
) -> None:
    """Whatever rhythm pairs choose, the plan is settled, full and without fault."""
    made = plan(program)
    pairs = tuple(
        replace(pair, every_days=data.draw(st.sampled_from((None, 7, 14, 21, 28))))
        for pair in program.pairs
    )
    after = replace(program, pairs=pairs, plan=made)
    again = plan(after)
    assert not violations(after, again)
    assert plan(replace(after, plan=again)) == again
