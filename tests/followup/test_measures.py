"""Bounds in the definitions of KPIs that random programs seldom come near."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rmentor.followup.kpis import computed
from rmentor.model.pairs import Pair
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_program

ENDED = date(2027, 2, 1)


@pytest.mark.parametrize(("mark", "counts"), [(1, False), (3, False), (4, True), (5, True)])
def test_a_mentor_who_got_something_back_says_at_least_four_of_five(
    mark: int, counts: bool
) -> None:
    """In the final survey (domain, section 7); it then counts for every session of the pair."""
    words = Words("Something back", "Something back")
    survey = Survey(
        "final-mentor", words, ("mentor",), items=(SurveyItem("something-back", words),), ask="last"
    )
    pair = Pair("mia--eva", "mia", ("eva",))
    answer = Answer("final-mentor", "mia", "mentor", pair.id, scales={"something-back": mark})
    program = a_program(
        a_mentor(), a_mentee(), pairs=(pair,), smallest_group=1, surveys={survey.id: survey},
        answers={survey.id: (answer,)},
        journal={pair.id: (JournalEntry(1, ENDED), JournalEntry(2, ENDED + timedelta(14)))},
    )  # fmt: skip
    assert computed(program, None)["two_way"].value == (100 if counts else 0)


@pytest.mark.parametrize(
    ("days", "soon"), [(-1, False), (0, True), (1, True), (20, True), (21, True), (22, False)]
)
def test_a_new_partner_within_three_weeks_is_soon(days: int, soon: bool) -> None:
    """From the day on which the pair ended to three weeks later, that day included."""
    over = Pair("mia--eva", "mia", ("eva",), status="ended", since=date(2027, 1, 4), until=ENDED)
    new = Pair("max--eva", "max", ("eva",), since=ENDED + timedelta(days=days))
    program = a_program(a_mentor(), a_mentor("max"), a_mentee(), pairs=(new, over))
    found = computed(program, None)["no_fault_exits"].parts["rematched"]
    assert found.value == (100 if soon else 0)
