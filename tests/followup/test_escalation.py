"""What to do next for a pair that is not heard of, and for whom other partners may suit better."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.followup.escalation import next_step, suggestions
from rmentor.model.health import Met, PairHealth
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program
from rmentor.model.register import Register, Step
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from rmentor.model.windows import Span
from tests.builders import a_mentee, a_mentor, a_program

PAIR = Pair("mia--eva", "mia", ("eva",), since=date(2027, 1, 11))
TODAY = date(2027, 4, 5)
HELD = date(2027, 1, 19)
RHYTHM = 14


def _program(*steps: tuple[str, date], rule: str | None = "silent", pair: Pair = PAIR) -> Program:
    taken = tuple(
        Step(f"s{n}", step, on, pair=pair.id, rule=rule) for n, (step, on) in enumerate(steps)
    )
    return a_program(
        a_mentor(),
        a_mentee(),
        pairs=(pair,),
        framework=Framework(every_days=RHYTHM),
        journal={pair.id: (JournalEntry(1, HELD),)},
        register=Register(steps=taken),
    )


def _health(rule: str = "silent", state: str = "at-risk") -> PairHealth:
    return PairHealth(PAIR.id, state, (Met(rule, state, {"since": HELD}),))


def _next(program: Program, today: date = TODAY, rule: str = "silent") -> tuple[str, date | None]:
    step = next_step(program, _health(rule), today)
    assert step is not None
    assert step.since == HELD
    return step.step, step.due


def test_steps_follow_one_another_a_rhythm_apart() -> None:
    """A reminder at once; then a call; then a release; then that again."""
    first, second, third = (date(2027, 2, 15), date(2027, 3, 2), date(2027, 3, 20))
    apart = timedelta(days=RHYTHM)
    assert _next(_program()) == ("reminder", None)
    assert _next(_program(("reminder", first))) == ("call", first + apart)
    called = (("reminder", first), ("call", second))
    assert _next(_program(*called)) == ("release", second + apart)
    assert _next(_program(*called, ("release", third))) == ("release", third + apart)


def test_another_reminder_does_not_put_the_call_off() -> None:
    """The first one counts."""
    first = date(2027, 2, 15)
    program = _program(("reminder", first), ("reminder", first + timedelta(days=10)))
    assert _next(program) == ("call", first + timedelta(days=RHYTHM))


@pytest.mark.parametrize("day", [HELD, HELD - timedelta(days=1)])
def test_a_held_session_begins_anew(day: date) -> None:
    """Steps taken before it, or on its day, no longer count."""
    assert _next(_program(("reminder", day), ("call", day))) == ("reminder", None)


def test_a_pause_begins_anew_too() -> None:
    """Nobody is called for not having met in it."""
    pair = replace(PAIR, pauses=(Span(date(2027, 2, 20), date(2027, 3, 10)),))
    assert _next(_program(("reminder", date(2027, 2, 15)), pair=pair)) == ("reminder", None)
    taken = _program(("reminder", date(2027, 3, 15)), pair=pair)
    assert _next(taken)[0] == "call"


def test_steps_of_other_days_rules_and_pairs_do_not_count() -> None:
    """Neither what is noted for tomorrow, nor a reminder about actions."""
    assert _next(_program(("reminder", TODAY + timedelta(days=1))))[0] == "reminder"
    about_actions = _program(("reminder", date(2027, 3, 1)), rule="stuck-actions")
    assert _next(about_actions)[0] == "reminder"
    by_hand = _program(("reminder", date(2027, 3, 1)), rule=None)
    assert _next(by_hand)[0] == "call"


def test_a_pair_has_its_own_rhythm() -> None:
    """Every three weeks: the call waits three weeks, too."""
    program = _program(("reminder", date(2027, 3, 1)), pair=replace(PAIR, every_days=21))
    assert _next(program) == ("call", date(2027, 3, 22))


def test_nobody_is_called_for_a_missing_answer() -> None:
    """There are reminders, a rhythm apart, and they are no step of silence."""
    assert _next(_program(), rule="unanswered") == ("reminder", None)
    last = date(2027, 3, 29)
    reminded = _program(("reminder", last), rule="unanswered")
    assert _next(reminded, rule="unanswered") == ("reminder", last + timedelta(days=RHYTHM))
    assert _next(reminded)[0] == "reminder"


@pytest.mark.parametrize("rule", ["cancelled", "low-pulse", "unbalanced", "no-return"])
def test_other_rules_have_no_such_steps(rule: str) -> None:
    """What they ask for is a talk, not a reminder."""
    assert next_step(_program(), _health(rule), TODAY) is None


_DAYS = st.integers(0, 100).map(lambda days: date(2027, 1, 11) + timedelta(days=days))


@given(st.lists(st.tuples(st.sampled_from(["reminder", "call", "release"]), _DAYS), max_size=5))
def test_the_next_step_is_what_the_contract_says(taken: list[tuple[str, date]]) -> None:
    """Computed again in plain words: the step after the furthest, one rhythm after its first day."""
    counted = [(step, on) for step, on in taken if HELD < on <= TODAY]
    names = {step for step, _ in counted}
    if "release" in names:
        last = max(on for step, on in counted if step == "release")
        expected = ("release", last + timedelta(days=RHYTHM))
    elif "call" in names:
        first = min(on for step, on in counted if step == "call")
        expected = ("release", first + timedelta(days=RHYTHM))
    elif "reminder" in names:
        first = min(on for step, on in counted if step == "reminder")
        expected = ("call", first + timedelta(days=RHYTHM))
    else:
        assert _next(_program(*taken)) == ("reminder", None)
        return
    assert _next(_program(*taken)) == expected


FIT = Survey(
    "fit",
    Words("Convient", "Suits"),
    ("mentor", "mentee"),
    items=(SurveyItem("fit", Words("?", "?"), "choice", ("good", "deciding", "not-good")),),
    ask="first",
)


def _fits(mentor: str | None, mentee: str | None, *, later: str | None = None) -> Program:
    said = [("eva", "mentee", mentee), ("mia", "mentor", mentor)]
    answers = [
        Answer("fit", who, role, PAIR.id, 1, date(2027, 1, 20), words={"fit": fit})
        for who, role, fit in said
        if fit is not None
    ]
    if later is not None:
        words = {"fit": later}
        answers.append(Answer("fit", "mia", "mentor", PAIR.id, 2, date(2027, 2, 3), words=words))
    return replace(_program(), surveys={"fit": FIT}, answers={"fit": tuple(answers)})


def _suggested(program: Program, *met: Met) -> list[tuple[str, ...]]:
    health = PairHealth(PAIR.id, "at-risk" if met else "good", met)
    return [each.reasons for each in suggestions(program, [health], TODAY)]


def test_one_of_them_would_rather_have_another_partner() -> None:
    """Said by either, once both have answered: before, nobody may know."""
    assert _suggested(_fits("not-good", "good")) == [("fit",)]
    assert _suggested(_fits("good", "not-good")) == [("fit",)]
    assert _suggested(_fits("good", "deciding")) == []
    assert _suggested(_fits("not-good", None)) == []


def test_the_last_answer_counts() -> None:
    """Who has decided otherwise since is taken at that word."""
    assert _suggested(_fits("not-good", "good", later="good")) == []
    assert _suggested(_fits("deciding", "good", later="not-good")) == [("fit",)]


def test_a_low_pulse_suggests_another_pair_only_at_risk() -> None:
    """Watched, it is for a talk first."""
    assert _suggested(_program(), Met("low-pulse", "at-risk")) == [("low-pulse",)]
    assert _suggested(_program(), Met("low-pulse", "watch")) == []


def test_silence_suggests_another_pair_once_a_call_has_not_helped() -> None:
    """A rhythm after the call, not on its day."""
    silent = Met("silent", "at-risk", {"since": HELD})
    assert _suggested(_program(), silent) == []
    assert _suggested(_program(("call", TODAY)), silent) == []
    called = _program(("call", TODAY - timedelta(days=RHYTHM)))
    assert _suggested(called, silent) == [("silent",)]
    assert _suggested(called, replace(silent, state="watch")) == []
    offered = _program(("call", date(2027, 3, 1)), ("release", TODAY))
    (found,) = suggestions(offered, [_health()], TODAY)
    assert found.command == "rmentor pair --rematch mia--eva"
