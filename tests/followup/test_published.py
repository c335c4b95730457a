"""What is published of answers: as of which day, and what stands where nothing may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rmentor.followup.kpis import KPIS, computed, dated, published, published_wholes
from rmentor.model.figures import Figure
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer, Survey
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_program

FIRST = date(2027, 1, 4)
LATER = FIRST + timedelta(weeks=2)
END = FIRST + timedelta(weeks=4)
PULSE = next(kpi for kpi in KPIS if kpi.id == "pulse")


def heard(*sessions: tuple[date, Mapping[str, Mapping[str, int]]], least: int) -> Program:
    """A program that ends on ``END``, in which these pulses of pairs were noted on these days."""
    names = sorted({name for _, pulses in sessions for name in pulses})
    journal = {
        name: tuple(
            JournalEntry(number, day, "held", pulse=pulses[name])
            for number, (day, pulses) in enumerate(sessions, start=1)
            if name in pulses
        )
        for name in names
    }
    return a_program(
        *(a_mentor(f"{name}-mentor") for name in names),
        *(a_mentee(f"{name}-mentee") for name in names),
        pairs=tuple(Pair(name, f"{name}-mentor", (f"{name}-mentee",)) for name in names),
        journal=journal,
        end=END,
        smallest_group=least,
    )


def both(mark: int) -> Mapping[str, int]:
    """The pulse of both sides."""
    return {"mentor": mark, "mentee": mark}


def test_a_figure_of_now_waits_for_enough_answers_not_for_enough_newcomers() -> None:
    """Where people began is published with newcomers in mind; what they gained need not be."""
    names = ("a", "b", "c", "d", "e")
    noted = {"a": (1, 2), "b": (1, 3), "c": (2, 3), "d": (2, 5), "e": (None, 4)}
    journal = {
        name: tuple(
            JournalEntry(number, day, levels={f"{name}-mentee": {"linkedin": level}})
            for number, day, level in zip((1, 2), (FIRST, LATER), noted[name], strict=True)
            if level is not None
        )
        for name in names
    }
    program = a_program(
        *(a_mentor(f"{name}-mentor") for name in names),
        *(a_mentee(f"{name}-mentee") for name in names),
        pairs=tuple(
            Pair(name, f"{name}-mentor", (f"{name}-mentee",), topics=("linkedin",))
            for name in names
        ),
        journal=journal,
        end=END,
        smallest_group=2,
    )
    for day, known_on, people in ((FIRST, FIRST, 4), (LATER, LATER, 5), (END, LATER, 5)):
        found = published(program, day)["skill_gain"]
        assert found == computed(program, known_on)["skill_gain"]
        assert found.people == people


@pytest.mark.parametrize("people", [1, 2])
def test_answers_of_a_few_are_hidden_and_none_are_no_figure(people: int) -> None:
    """Also of every day before enough had answered; both ways to many days agree."""
    sides = dict(list(both(4).items())[:people])
    program = heard((LATER, {"a": sides}), least=3)
    hidden, nothing = Figure("pulse", is_hidden=True), Figure("pulse")
    days = [FIRST, LATER, LATER + timedelta(days=1)]
    assert published_wholes(program, PULSE, days) == (nothing, hidden, hidden)
    assert [published(program, day)["pulse"] for day in days] == [nothing, hidden, hidden]
    assert computed(program, LATER)["pulse"] == hidden


def test_sides_of_a_few_stand_as_hidden_beside_the_whole() -> None:
    """On the last day the whole is told; two mentors and two mentees are not."""
    program = heard((FIRST, {"a": both(4), "b": both(2)}), least=3)
    assert published(program, END - timedelta(days=1))["pulse"] == Figure("pulse", is_hidden=True)
    for found in (published(program, END)["pulse"], computed(program, END)["pulse"]):
        assert (found.value, found.people) == (3, 4)
        assert dict(found.parts) == {
            side: Figure(side, is_hidden=True) for side in ("mentor", "mentee")
        }


@pytest.mark.parametrize(
    ("day", "closes", "end", "counts"),
    [
        (FIRST, LATER, END, FIRST),
        (None, LATER, END, LATER),
        (None, None, END, END),
        (None, None, None, date.max),
    ],
)
def test_an_answer_without_a_day_counts_from_the_latest_that_it_can_have(
    day: date | None, closes: date | None, end: date | None, counts: date
) -> None:
    """The day on which its survey closes, or else the program's last, or never."""
    answer = Answer("mid", "eva", "mentee", day=day, scales={"useful": 4})
    program = a_program(
        a_mentee(),
        surveys={"mid": Survey("mid", Words("Mi-parcours", "Midway"), closes=closes)},
        answers={"mid": (answer,)},
        end=end,
    )
    assert dated(program).answers == {"mid": (replace(answer, day=counts),)}
