"""Programs of one pair whose dates are easy to foresee."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import Plan
from rmentor.model.windows import Window
from tests.builders import a_mentee, a_mentor, a_program

START = date(2027, 1, 11)  # a Monday
TUESDAY_NOON = Window(1440 + 720, 1440 + 840)
THURSDAY_EVENING = Window(3 * 1440 + 1020, 3 * 1440 + 1140)


def at(written: str) -> datetime:
    """Read a local time as plan.yaml writes it."""
    return datetime.fromisoformat(written)


def a_pair(mentor: str = "mia", mentee: str = "eva", **fields: object) -> Pair:
    """Make a pair of two people."""
    return Pair(f"{mentor}--{mentee}", mentor, (mentee,), **fields)  # type: ignore[arg-type]


def planned_program(**fields: object) -> Program:
    """Make a program of one pair who can meet on Tuesdays at noon and on Thursday evenings."""
    windows = (TUESDAY_NOON, THURSDAY_EVENING)
    known: dict[str, object] = {
        "start": START,
        "end": date(2027, 7, 2),
        "pairs": (a_pair(),),
    }
    people = (
        a_mentor(timezone="Europe/Paris", availability=windows),
        a_mentee(timezone="Europe/Paris", availability=windows),
    )
    return a_program(*people, **{**known, **fields})


def starts(made: Plan) -> list[str]:
    """Starts of all sessions that are not cancelled, as people read them."""
    return [f"{s.start:%a %d/%m %H:%M}" for s in made.sessions if s.state != "cancelled"]


def changed(person: str, program: Program, **fields: object) -> Program:
    """Make the same program with one person changed."""
    people = tuple(
        replace(p, **fields) if p.id == person else p  # type: ignore[arg-type]
        for p in program.participants
    )
    return replace(program, participants=people)
