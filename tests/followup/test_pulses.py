"""Since when a pulse of the survey counts: one pair, one session, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rmentor.followup.measures.facts import Facts
from rmentor.followup.measures.pulses import pulse
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_program

FIRST = date(2027, 2, 1)
WORDS = Words("Pouls", "Pulse")
PAIR = Pair("mia--eva", "mia", ("eva",))
WHO = {"mentor": "mia", "mentee": "eva"}
CLOSES = 9

Told = tuple[str, int | None]
"""A side, and the day after ``FIRST`` on which it says something; None: nobody knows when."""


def on(day: int | None) -> date | None:
    """That day."""
    return None if day is None else FIRST + timedelta(day)


def asked(
    answers: Sequence[Told], journal: Sequence[Told] = (), pair: str | None = PAIR.id
) -> Program:
    """A program with these answers on session 1, and a journal that has these sides' pulses of it."""
    survey = Survey(
        "pulse",
        WORDS,
        ("mentor", "mentee"),
        items=(SurveyItem("useful", WORDS),),
        closes=on(CLOSES),
    )
    given = tuple(
        Answer("pulse", WHO[side], side, pair, 1, on(day), scales={"useful": 4})
        for side, day in answers
    )
    entries = tuple(JournalEntry(1, on(day) or FIRST, pulse={side: 3}) for side, day in journal)
    return a_program(
        a_mentor(), a_mentee(), pairs=(PAIR,), surveys={"pulse": survey},
        answers={"pulse": given}, journal={PAIR.id: entries} if entries else {},
    )  # fmt: skip


def heard(program: Program, today: int | None) -> tuple[list[tuple[str, int]], list[Told]]:
    """Pulses that count, and the voices that are in them."""
    found = pulse(Facts(program, on(today)))
    voices = [(each.part, each.day and (each.day - FIRST).days) for each in found.voices]
    return sorted((count.part, int(count.amount)) for count in found.counts), voices


BOTH = [("mentee", 4), ("mentor", 4)]


@pytest.mark.parametrize(
    ("answers", "today", "counts", "voices"),
    [
        ([("mentor", 1), ("mentee", 3)], 2, [], []),
        ([("mentor", 1), ("mentee", 3)], 3, BOTH, [("mentor", 3), ("mentee", 3)]),
        ([("mentor", 1), ("mentee", 3)], None, BOTH, [("mentor", 3), ("mentee", 3)]),
        ([("mentor", None), ("mentee", 3)], 3, BOTH, [("mentor", 3), ("mentee", 3)]),
        ([("mentor", None), ("mentee", None)], 0, BOTH, [("mentor", None), ("mentee", None)]),
        # The second answer counts from its own day; the first had made the pair complete.
        ([("mentor", 1), ("mentor", 5), ("mentee", 3)], 8, [*BOTH, ("mentor", 4)],
         [("mentor", 3), ("mentor", 5), ("mentee", 3)]),
        # One side alone waits until the survey has closed.
        ([("mentor", 1)], CLOSES, [], []),
        ([("mentor", 1)], CLOSES + 1, [("mentor", 4)], [("mentor", CLOSES + 1)]),
        ([("mentor", 1)], None, [], []),
        ([("mentor", 1), ("mentee", CLOSES + 3)], CLOSES + 3, BOTH,
         [("mentor", CLOSES + 1), ("mentee", CLOSES + 3)]),
    ],
)  # fmt: skip
def test_a_pulse_counts_when_both_sides_are_in_or_the_survey_has_closed(
    answers: list[Told], today: int | None, counts: list[tuple[str, int]], voices: list[Told]
) -> None:
    """With or without the pair in the answer."""
    for pair in (PAIR.id, None):
        assert heard(asked(answers, pair=pair), today) == (sorted(counts), voices)


def test_the_journal_of_a_session_speaks_for_its_side() -> None:
    """It makes a pair complete, and takes the place of what the same person said in the survey."""
    program = asked([("mentor", 1)], [("mentee", 3)])
    assert heard(program, 2) == ([], [])
    assert heard(program, 3) == ([("mentee", 3), ("mentor", 4)], [("mentee", 3), ("mentor", 3)])
    program = asked([("mentor", 1), ("mentee", 2)], [("mentor", 5)])
    assert heard(program, 4)[0] == BOTH
    # What had counted for three days is a voice all the same.
    assert heard(program, 5) == (
        [("mentee", 4), ("mentor", 3)], [("mentor", 5), ("mentor", 2), ("mentee", 2)],
    )  # fmt: skip
    program = asked([("mentor", 5), ("mentee", 6)], [("mentor", 1)])
    assert heard(program, 6) == (
        [("mentee", 4), ("mentor", 3)], [("mentor", 1), ("mentee", 6)],
    )  # fmt: skip


@pytest.mark.parametrize(("left", "since"), [(3, 3), (0, 1), (None, 1)])
def test_whoever_has_left_is_not_waited_for(left: int | None, since: int) -> None:
    """From the day on, where it is known."""
    program = asked([("mentor", 1)])
    gone = tuple(
        replace(each, status="left", status_since=on(left)) if each.id == "eva" else each
        for each in program.participants
    )
    program = replace(program, participants=gone)
    assert heard(program, since - 1) == ([], [])
    assert heard(program, since) == ([("mentor", 4)], [("mentor", since)])
