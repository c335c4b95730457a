"""Dates: no constraint is broken, and no plan places more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from rmentor.errors import Unready
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Plan, Session, Unplaced
from rmentor.model.windows import Span, Window
from rmentor.planning.plan import plan
from tests.builders import a_mentee, a_mentor, a_program
from tests.planning.checker import fullest, places_more_than, violations
from tests.planning.couples import START, a_pair, at, changed, planned_program, starts
from tests.planning.strategies import programs


@settings(max_examples=200)
@given(programs())
def test_no_plan_breaks_a_constraint(program: Program) -> None:
    """Whatever the zones, holidays and shared people, every planned session is allowed."""
    made = plan(program)
    assert not violations(program, made)
    wanted = {(p.id, n) for p in program.pairs for n in range(1, program.framework.sessions + 1)}
    placed = [(s.pair, s.session) for s in made.sessions]
    left = [(u.pair, u.session) for u in made.unplaced]
    assert sorted(placed + left) == sorted(wanted)
    assert placed == sorted(placed)
    assert left == sorted(left)


@settings(max_examples=150)
@given(programs(small=True))
def test_no_other_plan_places_more_sessions(program: Program) -> None:
    """A solver that knows nothing of ours finds no fuller plan."""
    assert len(plan(program).sessions) == fullest(program)[0]


@settings(max_examples=60)
@given(programs(small=True).filter(lambda p: len(p.pairs) * p.framework.sessions <= 4))
def test_trying_everything_finds_no_fuller_plan(program: Program) -> None:
    """Trying every start of every session of a tiny program finds no fuller plan."""
    assert places_more_than(program, len(plan(program).sessions)) is None


def test_a_pair_keeps_its_weekday_and_time() -> None:
    """With nothing in the way, sessions are exactly one rhythm apart."""
    made = plan(planned_program(end=date(2027, 4, 2)))
    assert starts(made)[:3] == ["Tue 12/01 12:00", "Tue 26/01 12:00", "Tue 09/02 12:00"]
    assert len({(s.start.weekday(), s.start.time()) for s in made.sessions}) == 1
    assert not made.unplaced


def test_a_session_without_a_place_does_not_stop_the_later_ones() -> None:
    """Weeks of absence cost one session; the others follow two rhythms later."""
    away = (Span(date(2027, 2, 1), date(2027, 3, 3)),)
    made = plan(changed("eva", planned_program(end=date(2027, 4, 2)), away=away))
    assert starts(made) == [
        "Thu 14/01 17:00",
        "Thu 28/01 17:00",
        "Thu 04/03 17:00",
        "Thu 18/03 17:00",
        "Thu 01/04 17:00",
    ]
    assert made.unplaced == (
        Unplaced(
            "mia--eva",
            3,
            "no common window free between 2027-02-11 and 2027-02-18 (absences (Eva): 3)",
            (at("2027-01-21 17:00"), at("2027-01-26 12:00"), at("2027-03-09 12:00")),
        ),
    )


@pytest.mark.parametrize("key", ["start", "end"])
def test_a_program_without_dates_cannot_be_planned(key: str) -> None:
    """The error names the key that is missing."""
    with pytest.raises(Unready) as caught:
        plan(planned_program(**{key: None}))
    assert key in str(caught.value.args_by_name["what"])


def test_an_unknown_country_is_an_error_and_not_a_year_without_holidays() -> None:
    """Planning on somebody's holidays unnoticed would be worse."""
    with pytest.raises(Unready, match="“ZZ”"):
        plan(changed("eva", planned_program(), country="ZZ"))


def test_holidays_are_those_of_each_persons_region() -> None:
    """Good Friday is free in Moselle and a working day elsewhere in France."""
    friday = (Window(4 * 1440 + 540, 4 * 1440 + 660),)
    program = planned_program(
        start=date(2027, 3, 26), end=date(2027, 3, 26), framework=Framework(sessions=1)
    )
    program = changed("mia", program, availability=friday, country="FR")
    program = changed("eva", program, availability=friday, country="FR")
    assert starts(plan(program)) == ["Fri 26/03 09:00"]
    made = plan(changed("eva", program, country="FR-57"))
    assert made.unplaced[0].reason == (
        "no common window free between 2027-03-26 and 2027-03-26 (public holidays: 1)"
    )


def test_windows_follow_the_clocks_of_each_zone() -> None:
    """New York changes its clocks two weeks before Paris; the meeting moves in Paris, not there."""
    program = planned_program(
        start=date(2027, 3, 1),
        end=date(2027, 4, 9),
        framework=Framework(sessions=6, minutes=60, every_days=7, slack_days=0),
    )
    program = changed("mia", program, availability=())
    program = changed(
        "eva",
        program,
        timezone="America/New_York",
        availability=(Window(1440 + 600, 1440 + 660),),
    )
    made = plan(program)
    assert [f"{s.start:%d/%m %H:%M}" for s in made.sessions] == [
        "02/03 16:00",
        "09/03 16:00",
        "16/03 15:00",
        "23/03 15:00",
        "30/03 16:00",
        "06/04 16:00",
    ]


def test_people_without_windows_meet_in_the_programs_hours() -> None:
    """``hours`` count on the clock of each person."""
    program = changed("mia", planned_program(), availability=())
    program = changed("eva", program, availability=(), timezone="Europe/London")
    made = plan(replace(program, hours=(Window(480, 720),)))
    assert starts(made)[0] == "Mon 11/01 09:00"
    assert not made.unplaced


def test_nothing_is_planned_for_somebody_who_has_left() -> None:
    """The reason names who it is."""
    program = changed("mia", planned_program(), status="left")
    assert {u.reason for u in plan(program).unplaced} == {"Mia has left the program"}


def test_a_pairs_own_rhythm_is_kept() -> None:
    """``every: 3 weeks`` in pairs.yaml counts for that pair alone."""
    made = plan(planned_program(pairs=(a_pair(every_days=21),), end=date(2027, 12, 17)))
    gaps = {b.start - a.start for a, b in zip(made.sessions, made.sessions[1:], strict=False)}
    assert gaps == {timedelta(days=21)}


def test_a_night_session_does_not_reach_into_the_next() -> None:
    """Half past eleven for ninety minutes, then the next day's first free time."""
    late = (Window(1440 - 30, 1440 + 60), Window(1440 + 90, 1440 + 240))
    program = planned_program(
        end=date(2027, 1, 12), framework=Framework(sessions=2, every_days=1, slack_days=0)
    )
    for person in ("mia", "eva"):
        program = changed(person, program, availability=late)
    assert starts(plan(program)) == ["Mon 11/01 23:30", "Tue 12/01 01:30"]


def test_nobody_has_more_sessions_in_a_week_than_the_program_allows() -> None:
    """A mentor of four with one session a week serves them in turn."""
    mentees = [a_mentee(name, timezone="Europe/Paris") for name in ("ada", "bea", "cleo", "dora")]
    program = a_program(
        a_mentor(timezone="Europe/Paris"),
        *mentees,
        start=START,
        end=START + timedelta(days=11 * 7 - 1),
        max_per_week=1,
        pairs=tuple(a_pair("mia", mentee.id) for mentee in mentees),
        framework=Framework(sessions=3, every_days=28, slack_days=7),
    )
    made = plan(program)
    assert not violations(program, made)
    assert len(made.sessions) == 11
    assert len({s.start.isocalendar()[:2] for s in made.sessions}) == 11


def test_the_plan_of_a_program_without_pairs_is_empty() -> None:
    """There is nothing to plan, which is no error."""
    assert plan(planned_program(pairs=())) == Plan()


def test_a_new_session_says_all_that_plan_yaml_holds() -> None:
    """Pair, number, start, length and place."""
    program = planned_program(framework=Framework(place="Room A"))
    assert plan(program).sessions[0] == Session(
        pair="mia--eva",
        session=1,
        start=at("2027-01-12 12:00"),
        minutes=90,
        place="Room A",
    )
