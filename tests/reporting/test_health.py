"""Health in reports: all of it for the coordinator, nothing said in confidence for the two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rmentor.followup.health import health
from rmentor.language.catalogue import speak
from rmentor.model.health import HEALTH_RULES, Met
from rmentor.model.program import Program
from rmentor.model.register import Register, Step
from rmentor.model.sessions import JournalEntry
from rmentor.reporting.views.health import CONFIDENTIAL, advice_views, health_view
from rmentor.reporting.views.health_words import (
    advice_in_words,
    next_in_words,
    rule_in_words,
)
from tests.builders import a_mentee, a_mentor, a_program
from tests.reporting.programs import TODAY, a_rich_program
from tests.reporting.written import reports_of

PAIR = "pauline-r--catherine-a"
# Every rule in every state, with the facts that it tells.
MET = [
    Met("not-started", "watch", {"days": 12, "start": TODAY, "since": TODAY}),
    Met("silent", "watch", {"days": 27, "rhythm": 14, "session": 2, "since": TODAY}),
    Met("silent", "at-risk", {"days": 40, "rhythm": 14, "session": 2, "since": TODAY}),
    Met("cancelled", "watch", {"count": 2, "of": 3, "since": TODAY}),
    Met("cancelled", "at-risk", {"count": 3, "of": 3, "since": TODAY}),
    Met("low-pulse", "watch", {"session": 2, "falling": False, "since": TODAY}),
    Met("low-pulse", "at-risk", {"session": 2, "falling": False, "since": TODAY}),
    Met("low-pulse", "at-risk", {"session": 2, "falling": True, "since": TODAY}),
    Met("unbalanced", "watch", {"times": 1, "sessions": (2,), "since": TODAY}),
    Met("unbalanced", "at-risk", {"times": 2, "sessions": (1, 2), "since": TODAY}),
    Met("no-return", "watch", {"sessions": 3, "topics": (), "since": TODAY}),
    Met("no-return", "at-risk", {"sessions": 3, "topics": ("budgeting",), "since": TODAY}),
    Met("stuck-actions", "watch", {"overdue": 2, "due": 3, "times": 1, "who": ("eva",), "since": TODAY}),
    Met("stuck-actions", "at-risk", {"overdue": 2, "due": 2, "times": 2, "who": ("eva",), "since": TODAY}),
    Met("no-progress", "watch", {"held": 3, "total": 6, "since": TODAY}),
    Met("unanswered", "watch", {"survey": "pulse", "times": 2, "who": ("eva",), "since": TODAY}),
    Met("unanswered", "at-risk", {"survey": "midterm", "days": 15, "who": ("eva",), "since": TODAY}),
]  # fmt: skip


def _troubled(program: Program) -> Program:
    """One side's pulse is very low, far from the other's, and missing before."""
    entries = [replace(entry, pulse={"mentor": 5, "mentee": 1}) for entry in program.journal[PAIR]]
    return replace(program, journal={**program.journal, PAIR: tuple(entries)})


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_rule_has_words_and_a_next_step_in_both_languages(code: str) -> None:
    """Whatever is met is said, without a field left open."""
    assert {met.rule for met in MET} == set(HEALTH_RULES)
    program = a_program(a_mentor(), a_mentee(offers={"budgeting": 4}))
    people, language = program.people(), speak(code)
    said = []
    for met in MET:
        words = rule_in_words(people, met, language)
        said.append(words)
        following = next_in_words(program, people, met, language)
        assert words
        assert following
        assert "%(" not in words + following
        if met.rule not in CONFIDENTIAL:
            assert advice_in_words(program, met, language)
    assert len(set(said)) == len(said)


def test_the_coordinator_s_report_tells_all_and_the_pair_s_page_keeps_confidences() -> None:
    """In a pair of two, "one side's pulse is low" would tell each what the other answered."""
    program = _troubled(a_rich_program("en"))
    found = next(each for each in health(program, TODAY) if each.pair == PAIR)
    rules = {met.rule for met in found.met}
    assert {"low-pulse", "unbalanced"} <= rules
    made = reports_of(program, "program", "pair")
    assert "one side’s last pulse is very low" in made["reports/program.md"]
    page = made[f"reports/pairs/{PAIR}.md"]
    assert "pulse" not in page.partition("## What we agreed on")[0]
    assert len(advice_views(program, program.people(), found, speak("en"))) == len(
        rules - set(CONFIDENTIAL)
    )


def test_without_a_day_nothing_is_said_of_health() -> None:
    """Reports never look at the clock."""
    program = a_rich_program("en")
    assert health_view(program, program.people(), None, speak("en")) is None


def test_a_pair_is_told_worst_first_with_the_steps_already_taken() -> None:
    """The report and ``status`` say the same."""
    program = _troubled(a_rich_program("en"))
    view = health_view(program, program.people(), TODAY, speak("en"))
    assert view is not None
    assert view.pairs[0].is_at_risk
    assert view.well + len(view.pairs) == view.all
    assert view.at_risk == sum(each.is_at_risk for each in view.pairs)
    late = TODAY + timedelta(days=30)
    entries = {PAIR: (JournalEntry(1, TODAY, pulse={"mentor": 5, "mentee": 5}),)}
    reminded = Step("s1", "reminder", TODAY + timedelta(days=25), PAIR, rule="silent")
    quiet = replace(program, journal=entries, register=Register(steps=(reminded,)))
    silent = health_view(quiet, quiet.people(), late, speak("en"))
    assert silent is not None
    (following,) = {
        met.next
        for pair in silent.pairs
        for met in pair.rules
        if met.rule == "silent" and "pauline" in pair.page
    }
    assert following == "Reminded on 26 March; call from 9 April on."
