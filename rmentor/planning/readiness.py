"""The readiness list: what a program needs before it starts, with the evidence and the next step.

Each point is a plain function of a ``Case``; the order of ``POINTS`` is the list's. What no file says
is ``unknown``, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rmentor.language.catalogue import Language
from rmentor.model.program import Program
from rmentor.planning import frame_points as frame
from rmentor.planning import people_points as people
from rmentor.planning.case import Answer, Case

POINTS: tuple[tuple[str, Callable[[Case], Answer]], ...] = (
    ("people", people.people),
    ("varied", people.varied),
    ("need", people.need),
    ("balance", people.balance),
    ("objectives", frame.objectives),
    ("framework", frame.framework),
    ("time", people.time),
    ("consent", people.consent),
    ("mentors", people.mentors),
    ("support", frame.support),
    ("evaluation", frame.evaluation),
    ("sponsor", frame.sponsor),
    ("coordinator", frame.coordinator),
    ("line", frame.line),
    ("stale", frame.stale),
    ("stakeholders", frame.stakeholders),
)
IDS = tuple(name for name, _ in POINTS)


@dataclass(frozen=True, slots=True)
class Readiness:
    """One point of the list.

    Attributes:
        id: One of ``IDS``.
        state: ``met``, ``unmet`` or ``unknown``.
        evidence: What the files say, with figures.
        next: What to do about it; empty where it is met.
    """

    id: str
    state: str
    evidence: str
    next: str


def readiness(
    program: Program,
    language: Language,
    only_in_line: Sequence[str],
    *,
    today: date | None = None,
) -> tuple[Readiness, ...]:
    """Say of each point whether it is met, by what evidence, and what to do next.

    Args:
        program: A checked program.
        language: Language of evidence and next steps.
        only_in_line: Mentees whose only otherwise feasible mentors are in their reporting line.
        today: The day it is, if somebody says so; without it nobody knows how old data is.
    """
    taking_part = tuple(person for person in program.participants if person.takes_part)
    case = Case(
        program,
        language,
        only_in_line,
        today,
        taking_part,
        tuple(person for person in taking_part if person.teaches),
        tuple(person for person in taking_part if person.learns),
    )
    found = []
    for name, point in POINTS:
        is_met, evidence, following = point(case)
        state = "unknown" if is_met is None else "met" if is_met else "unmet"
        found.append(Readiness(name, state, evidence, "" if is_met else following))
    return tuple(found)
