"""No count of a few people is handed on, nor one that leaves a few when it is taken from all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.few import (
    calendar_may_be_told,
    in_pairs,
    is_few,
    may_be_told,
    pairs_may_be_told,
)
from rmentor.followup.measures.facts import Facts
from rmentor.followup.readership import COORDINATOR, PUBLIC, Readership
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Plan, Session
from tests.builders import a_mentee, a_mentor, a_program

TODAY = date(2027, 3, 1)
SMALLEST = 3
NUMBERS = st.integers(0, 2 * SMALLEST)


def of(statuses: dict[str, int], *, meeting: int = 0, smallest: int = SMALLEST) -> Program:
    """A program of so many pairs in each state, the first of which have a session in the plan."""
    pairs: list[Pair] = []
    for status, number in statuses.items():
        until = TODAY if status in {"completed", "ended"} else None
        pairs += [
            Pair(
                f"{status}-m{at}--{status}-e{at}",
                f"{status}-m{at}",
                (f"{status}-e{at}",),
                status=status,
                until=until,
            )
            for at in range(number)
        ]
    at = datetime(2027, 2, 1, 12)  # noqa: DTZ001 - plans are in the program's zone
    sessions = tuple(
        Session(pair.id, 1, at, 60, topic="linkedin", state="held") for pair in pairs[:meeting]
    )
    people = [a_mentor(pair.mentor) for pair in pairs] + [a_mentee(p.mentees[0]) for p in pairs]
    return a_program(
        *people,
        pairs=tuple(sorted(pairs, key=lambda pair: pair.id)),
        plan=Plan(tuple(sorted(sessions, key=lambda each: each.pair))),
        smallest_group=smallest,
    )


def a_few(*numbers: int, smallest: int = SMALLEST) -> bool:
    """Whether one of these numbers of people is one of a few, by counting up."""
    return any(number in range(1, smallest) for number in numbers)


def hidden(program: Program, kpi: str, readers: Readership = PUBLIC) -> bool:
    """Whether readers are not told a figure."""
    return readers.figures(program, TODAY)[kpi].is_hidden


@pytest.mark.parametrize(
    ("people", "few"), [(0, False), (1, True), (2, True), (3, False), (4, False)]
)
def test_few_are_some_but_not_enough(people: int, few: bool) -> None:
    """Of nobody, and of as many as the program says, it may be told."""
    assert is_few(of({}), people) is few
    assert not is_few(of({}, smallest=0), people)


@given(st.lists(NUMBERS, max_size=4))
def test_groups_are_told_apart_where_none_of_them_is_few(groups: list[int]) -> None:
    """Neither one of them, nor all together."""
    told = sum(groups) not in range(SMALLEST) and not a_few(*groups)
    assert may_be_told(of({}), *groups) is told


@settings(max_examples=60)
@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_outcomes_of_pairs_are_told_where_no_kind_of_them_is_few(
    completed: int, ended: int, active: int, paused: int
) -> None:
    """Completed, ended and going on: who knows two numbers and that of all knows the third."""
    program = of({"completed": completed, "ended": ended, "active": active, "paused": paused})
    total = completed + ended + active + paused
    told = total >= SMALLEST and not a_few(completed, ended, active + paused)
    assert pairs_may_be_told(program, TODAY) is told
    assert hidden(program, "no_fault_exits") is (total > 0 and not told)
    assert hidden(program, "pairs_completed") is (completed + ended > 0 and not told)
    assert not hidden(program, "no_fault_exits", COORDINATOR)


@pytest.mark.parametrize("again", [0, 1, 2, 3, 4, 5, 6])
def test_who_began_again_is_told_where_neither_side_is_few(again: int) -> None:
    """Of six mentees whose pair ended, some have another mentor now; all that ended are told."""
    program = of({"active": again, "completed": 6, "ended": 6})
    pairs = tuple(
        replace(pair, mentees=(f"ended-e{pair.mentor[-1]}",), since=TODAY)
        if pair.status == "active"
        else pair
        for pair in program.pairs
    )
    program = replace(program, pairs=pairs)
    exits = PUBLIC.figures(program, TODAY)["no_fault_exits"]
    assert exits.is_hidden is a_few(again)
    if not exits.is_hidden:
        rematched = exits.parts["rematched"]
        assert rematched.is_hidden is a_few(again, 6 - again)
        assert (rematched.numerator is None) is rematched.is_hidden


@settings(max_examples=50)
@given(NUMBERS, st.integers(0, 2 * SMALLEST))
def test_sessions_are_told_where_enough_people_meet(pairs: int, meeting: int) -> None:
    """Also where nobody does yet; one pair's calendar is two people's affair."""
    meeting = min(meeting, pairs)
    program = of({"active": pairs}, meeting=meeting)
    assert calendar_may_be_told(program) is not a_few(meeting)
    for kpi in ("sessions_held", "on_time", "attendance", "topics_taught"):
        assert hidden(program, kpi) is a_few(meeting), kpi
        assert not hidden(program, kpi, COORDINATOR)


def test_a_journal_alone_makes_a_pair_one_that_meets() -> None:
    """Sessions that nobody planned are known, too."""
    program = of({"active": 6}, meeting=3)
    assert calendar_may_be_told(program)
    bare = of({"active": 6})
    (first, *_) = bare.pairs
    journal = {first.id: (JournalEntry(1, date(2027, 2, 1), "held"),)}
    assert not calendar_may_be_told(replace(bare, journal=journal))


@given(NUMBERS, NUMBERS)
def test_who_is_served_is_told_where_neither_side_is_few(paired: int, waiting: int) -> None:
    """“22 of 24 have a mentor” says something of two people."""
    pairs = of({"active": paired})
    more = tuple(a_mentee(f"waiting-{at}") for at in range(waiting))
    program = _with(pairs, more)
    told = paired + waiting >= SMALLEST and not a_few(paired, waiting)
    assert hidden(program, "served") is (paired + waiting > 0 and not told)
    assert not hidden(program, "served", COORDINATOR)


@given(NUMBERS, NUMBERS)
def test_who_stays_is_told_where_neither_side_is_few(staying: int, gone: int) -> None:
    """The same of those who have left."""
    there = tuple(a_mentor(f"there-{at}") for at in range(staying))
    left = tuple(a_mentee(f"gone-{at}", status="left") for at in range(gone))
    program = _with(of({}), (*there, *left))
    told = staying + gone >= SMALLEST and not a_few(staying, gone)
    assert hidden(program, "retention") is (staying + gone > 0 and not told)


def _with(program: Program, more: tuple[Participant, ...]) -> Program:
    people = tuple(sorted((*program.participants, *more), key=lambda person: person.id))
    return replace(program, participants=people)


def test_people_of_several_pairs_count_once() -> None:
    """A group of three and a second pair of one of them are three people who learn."""
    group = Pair("mia--linkedin", "mia", ("ada", "bea", "cleo"), format="group")
    assert in_pairs((group, Pair("max--ada", "max", ("ada",)))) == 3


def test_the_public_hears_two_weeks_late_and_the_coordinator_at_once() -> None:
    """Never before the first day that there is; what has no day counts whole."""
    assert PUBLIC.hears_until(date(2027, 3, 1)) == date(2027, 2, 15)
    assert COORDINATOR.hears_until(date(2027, 3, 1)) == date(2027, 3, 1)
    assert PUBLIC.hears_until(date(1, 1, 10)) == date.min
    assert PUBLIC.hears_until(None) is None


def test_answers_of_the_last_day_that_is_heard_count() -> None:
    """And none of the day after; what has no day always does."""
    facts = Facts(of({}), TODAY, heard=date(2027, 2, 15))
    days = (None, date(2027, 2, 14), date(2027, 2, 15), date(2027, 2, 16), TODAY)
    assert [facts.is_in_time(day) for day in days] == [True, True, True, False, False]
    assert [facts.has_come(day) for day in (None, TODAY, date(2027, 3, 2))] == [True, True, False]
