"""Whom to remind of what, and what is noted once the reminders were sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from rmentor.followup.health import health
from rmentor.followup.reminders import Reminder, reminders
from rmentor.followup.steps import LONGEST_ID, steps_of, with_steps
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program
from rmentor.model.register import Register, Step
from rmentor.model.sessions import Action, JournalEntry, Plan, Session
from rmentor.model.surveys import Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_program

FIRST = date(2027, 1, 12)
PAIR = Pair("mia--eva", "mia", ("eva",), since=date(2027, 1, 11))
FEELING = SurveyItem("useful", Words("Utile", "Useful"))


def _session(number: int, day: date, state: str = "planned") -> Session:
    return Session(PAIR.id, number, datetime(day.year, day.month, day.day, 12), 60, state=state)  # noqa: DTZ001


def _program(*entries: JournalEntry, **fields: Any) -> Program:
    sessions = tuple(_session(n + 1, FIRST + timedelta(days=14 * n)) for n in range(4))
    known: dict[str, Any] = {
        "pairs": (PAIR,),
        "plan": Plan(sessions),
        "framework": Framework(sessions=4, every_days=14),
        "journal": {PAIR.id: entries} if entries else {},
        "start": date(2027, 1, 11),
        "end": date(2027, 7, 2),
    }
    people = fields.pop("people", (a_mentor(), a_mentee()))
    return a_program(*people, **{**known, **fields})


def _due(program: Program, today: date, *, again: bool = False) -> dict[str, Reminder]:
    found = reminders(program, health(program, today), today, again=again)
    return {each.person: each for each in found}


def test_both_are_asked_about_a_session_that_nobody_recorded() -> None:
    """From the day after it on, and until somebody says what became of it."""
    program = _program()
    assert _due(program, FIRST) == {}
    due = _due(program, FIRST + timedelta(days=1))
    assert sorted(due) == ["eva", "mia"]
    assert [each.session for each in due["eva"].pairs[0].sessions] == [1]
    for state in ("held", "cancelled", "moved"):
        told = _program(JournalEntry(1, FIRST, state))
        assert _due(told, FIRST + timedelta(days=1)) == {}


def test_only_who_agreed_to_it_is_reminded_of_an_overdue_action() -> None:
    """The partner is not told."""
    actions = (
        Action("eva", "Publier", FIRST + timedelta(days=5)),
        Action("eva", "Relire", FIRST + timedelta(days=5), done=True),
        Action("mia", "Un jour"),
    )
    program = _program(JournalEntry(1, FIRST, actions=actions))
    assert _due(program, FIRST + timedelta(days=5)) == {}
    due = _due(program, FIRST + timedelta(days=6))
    assert sorted(due) == ["eva"]
    (told,) = due["eva"].pairs
    assert [each.action.what for each in told.actions] == ["Publier"]
    assert (told.rule, told.since) == ("stuck-actions", FIRST + timedelta(days=5))


def test_a_manager_is_asked_about_whom_the_survey_is_about() -> None:
    """Where the manager takes part in the program."""
    survey = Survey(
        "final-manager", Words("Bilan", "Review"), ("manager",), None, (FEELING,), "last"
    )
    pair = replace(PAIR, status="completed", until=FIRST)
    people = (a_mentor(), a_mentee(manager="zoe"), a_mentee("zoe"))
    program = _program(
        JournalEntry(1, FIRST), pairs=(pair,), people=people, surveys={survey.id: survey}
    )
    due = _due(program, FIRST + timedelta(days=1))
    assert sorted(due) == ["zoe"]
    assert [answer.person for answer in due["zoe"].answers] == ["eva"]


@pytest.mark.parametrize("status", ["paused", "left"])
def test_nobody_writes_to_people_who_pause_or_have_left(status: str) -> None:
    """Nor about a pair that pauses."""
    people = (a_mentor(status=status), a_mentee())
    assert sorted(_due(_program(people=people), FIRST + timedelta(days=1))) == ["eva"]
    paused = _program(pairs=(replace(PAIR, status="paused", until=FIRST),))
    assert _due(paused, FIRST + timedelta(days=1)) == {}


def test_who_was_reminded_is_left_in_peace_for_one_rhythm() -> None:
    """Unless all are asked for."""
    day = FIRST + timedelta(days=1)
    step = Step("s", "reminder", day, pair=PAIR.id, who=("eva",))
    program = _program(register=Register(steps=(step,)))
    assert sorted(_due(program, day)) == ["mia"]
    assert sorted(_due(program, day, again=True)) == ["eva", "mia"]
    later = _due(program, day + timedelta(days=14))
    assert sorted(later) == ["eva", "mia"]
    everybody = Register(steps=(replace(step, who=()),))
    assert _due(_program(register=everybody), day) == {}


def test_a_quiet_pair_is_written_to_then_called_then_offered_an_end() -> None:
    """The call is no mail; the offer stands alone."""
    held = JournalEntry(1, FIRST, actions=(Action("eva", "Publier", FIRST),))
    silent = FIRST + timedelta(days=40)
    program = _program(held)
    first = _due(program, silent)["eva"].pairs[0]
    assert (first.step and first.step.step, first.rule) == ("reminder", "silent")
    assert first.sessions
    assert first.actions
    reminded = Step("a", "reminder", silent, pair=PAIR.id, rule="silent")
    called = Step("b", "call", silent + timedelta(days=14), pair=PAIR.id, rule="silent")
    program = _program(held, register=Register(steps=(reminded,)))
    for_call = _due(program, silent + timedelta(days=14))["eva"].pairs[0]
    assert for_call.step is None
    program = _program(held, register=Register(steps=(reminded, called)))
    offer = _due(program, silent + timedelta(days=28))["eva"].pairs[0]
    assert (offer.step and offer.step.step, offer.sessions, offer.actions) == ("release", (), ())
    again = _due(_program(held, register=Register(steps=(reminded,))), silent, again=True)
    assert again["eva"].pairs[0].step is not None


def test_what_was_sent_is_noted_once_for_each_pair() -> None:
    """With the rule that it answers; everybody of the pair need not be named."""
    day = FIRST + timedelta(days=40)
    program = _program(JournalEntry(1, FIRST))
    found = reminders(program, health(program, day), day)
    (step,) = steps_of(program, found, day)
    assert (step.step, step.pair, step.who, step.rule) == ("reminder", PAIR.id, (), "silent")
    (step,) = steps_of(program, found[:1], day)
    assert step.who == ("eva",)
    noted = with_steps(Register(), [step])
    assert [each.id for each in noted.steps] == [f"reminder-{day.isoformat()}-mia--eva"]
    assert with_steps(noted, [step]) == noted
    after = replace(program, register=with_steps(Register(), steps_of(program, found, day)))
    assert _due(after, day) == {}


def test_steps_of_long_names_keep_ids_of_their_own() -> None:
    """Two pairs that begin alike, and two steps of one day."""
    day, name = date(2027, 3, 1), "a" * 60
    steps = [
        Step("", "call", day, pair=f"{name}--{end}", who=who)
        for end in ("b", "c")
        for who in ((), ("b",))
    ]
    noted = with_steps(Register(), steps).steps
    assert len({step.id for step in noted}) == len(steps)
    assert all(len(step.id) <= LONGEST_ID for step in noted)
