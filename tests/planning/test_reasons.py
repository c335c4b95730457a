"""Why a session has no date, in words, and which starts are nearest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings

from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Plan, Session, Unplaced
from rmentor.model.windows import Span, Window
from rmentor.planning.plan import plan
from tests.builders import a_mentee, a_mentor, a_program
from tests.planning.checker import violations
from tests.planning.strategies import programs

NOON = (Window(1440 + 720, 1440 + 840),)


def program_of(**fields: object) -> Program:
    """Make a program of one pair who can meet on Tuesdays at noon, for two sessions."""
    known: dict[str, object] = {
        "start": date(2027, 1, 11),
        "end": date(2027, 2, 12),
        "pairs": (Pair("mia--eva", "mia", ("eva",)),),
        "framework": Framework(sessions=2),
    }
    people = (
        a_mentor(timezone="Europe/Paris", availability=NOON, country="FR"),
        a_mentee("eva", name="Eva B.", timezone="Europe/Paris", availability=NOON),
    )
    return a_program(*people, **{**known, **fields})


def with_eva(program: Program, **fields: object) -> Program:
    """Change the mentee."""
    eva, mia = program.participants
    return replace(program, participants=(replace(eva, **fields), mia))  # type: ignore[arg-type]


def reasons(program: Program) -> list[str]:
    """Say why sessions of the plan have no date."""
    return [each.reason for each in plan(program).unplaced]


def test_people_who_never_can_at_once_have_no_window() -> None:
    """And there is no date to propose."""
    program = with_eva(program_of(), availability=(Window(0, 600),))
    assert plan(program).unplaced[0].reason == "no weekly window in common"
    assert plan(program).unplaced[0].nearest == ()


def test_windows_shorter_than_the_session_are_named() -> None:
    """With how long the longest is."""
    program = with_eva(program_of(), availability=(Window(1440 + 780, 1440 + 900),))
    assert reasons(program)[0] == "no common window of 90 minutes; the longest has 60"


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"closed": (Span(date(2027, 1, 1), date(2027, 2, 12)),)}, "closed weeks: 5"),
        ({"max_per_week": 0}, "weekly limit: 5"),
        ({"start": date(2026, 12, 29), "end": date(2027, 1, 2)}, None),
    ],
)
def test_the_cause_is_counted(fields: dict[str, object], cause: str | None) -> None:
    """Each common window counts once, for the first thing that takes it."""
    found = plan(program_of(**fields)).unplaced
    if cause is None:
        assert [each.session for each in found] == [2]
        return
    assert found[0].reason == f"no common window free between 2027-01-11 and 2027-02-12 ({cause})"


def test_absences_name_who_is_away() -> None:
    """The coordinator knows whom to ask."""
    program = with_eva(program_of(), away=(Span(date(2027, 1, 1), date(2027, 12, 31)),))
    assert reasons(program)[0].endswith("(absences (Eva B.): 5)")


def test_several_causes_are_all_named() -> None:
    """New Year's Day is a Friday in 2027."""
    friday = (Window(4 * 1440 + 720, 4 * 1440 + 840),)
    program = with_eva(
        program_of(
            start=date(2026, 12, 28), end=date(2027, 1, 15), framework=Framework(sessions=1)
        ),
        availability=friday,
        away=(Span(date(2027, 1, 8), date(2027, 1, 8)),),
    )
    mia = replace(program.participants[1], availability=friday)
    program = replace(
        program,
        participants=(program.participants[0], mia),
        closed=(Span(date(2027, 1, 11), date(2027, 1, 15)),),
    )
    reason = (
        "no common window free between 2026-12-28 and 2027-01-15 "
        "(public holidays: 1, absences (Eva B.): 1, closed weeks: 1)"
    )
    days = ("2027-01-22", "2027-01-29", "2027-02-05")
    nearest = tuple(datetime.fromisoformat(f"{day} 12:00") for day in days)
    assert plan(program).unplaced == (Unplaced("mia--eva", 1, reason, nearest),)


def test_other_sessions_of_a_mentor_are_a_cause() -> None:
    """One hour a week has room for one of two mentees."""
    program = program_of(framework=Framework(sessions=1), end=date(2027, 1, 15))
    ida = replace(program.participants[0], id="ida", name="Ida")
    program = replace(
        program,
        participants=(*program.participants, ida),
        pairs=(*program.pairs, Pair("mia--ida", "mia", ("ida",))),
    )
    assert reasons(program) == [
        "no common window free between 2027-01-11 and 2027-01-15 (other sessions: 1)"
    ]


def test_a_session_due_after_the_end_says_so_and_looks_beyond() -> None:
    """There is no day left before the end, but there would be some after it."""
    program = program_of(end=date(2027, 1, 15))
    made = plan(program).unplaced[0]
    assert made.reason == "the program ends on 2027-01-15, before this session is due"
    assert [f"{at:%d/%m}" for at in made.nearest] == ["19/01", "26/01", "02/02"]


def test_a_french_program_says_it_in_french() -> None:
    """With French dates and French spacing."""
    away = (Span(date(2027, 1, 1), date(2027, 12, 31)),)
    program = with_eva(program_of(language="fr", start=date(2027, 2, 1)), away=away)
    assert reasons(program)[0] == (
        "aucun créneau commun libre entre le 1er février 2027 et le 12 février 2027"
        " (absences (Eva B.)\u00a0: 2)"
    )


@settings(max_examples=40)
@given(programs())
def test_nearest_starts_break_nothing_but_the_rhythm(program: Program) -> None:
    """Whoever takes one of them breaks no window, holiday, absence or week."""
    made = plan(program)
    for unplaced in made.unplaced:
        assert unplaced.reason
        assert len(unplaced.nearest) <= 3
        assert list(unplaced.nearest) == sorted(unplaced.nearest)
        for start in unplaced.nearest:
            module = program.framework.module_of(unplaced.session)
            minutes = (module.minutes if module else None) or program.framework.minutes
            extra = Session(unplaced.pair, unplaced.session, start, minutes)
            found = violations(program, Plan((*made.sessions, extra)))
            rest = [each for each in found if "days after" not in each]
            assert not [each for each in rest if not each.endswith("outside the program")]
            if any(each.endswith("outside the program") for each in rest):
                assert program.end is not None
                assert start.date() > program.end
