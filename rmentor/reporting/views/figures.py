"""Figures of the whole: sessions, and answers where there are enough of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal
from rmentor.model.figures import Figure
from rmentor.model.program import Program
from rmentor.model.sessions import Session


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """How many sessions there are.

    Attributes:
        dated: Planned or held.
        wanted: Those, and those without a date.
        due: Dated before today, or None where nobody says which day it is.
        missing: Due, and nobody has recorded what became of them.
    """

    dated: int
    held: int
    cancelled: int
    undated: int
    wanted: int
    due: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class AnswersView:
    """Mean of answers from 1 to 5, such as "4,2". ``answers``: how many it is the mean of."""

    mean: str
    answers: int


def is_held(program: Program, session: Session) -> bool:
    """Whether a session took place, as the plan or the journal says."""
    return session.state == "held" or any(
        entry.session == session.session and entry.state == "held"
        for entry in program.journal.get(session.pair, ())
    )


def is_missing(program: Program, session: Session, today: date | None) -> bool:
    """Whether a session is over and nobody has recorded what became of it."""
    over = today is not None and session.start.date() < today
    return over and session.state == "planned" and not is_held(program, session)


def session_figures(program: Program, pairs: Iterable[str], today: date | None) -> SessionFigures:
    """Count the sessions of the program; those without a date count for the ``pairs`` that go on."""
    going_on = frozenset(pairs)
    sessions = program.plan.sessions
    dated = [each for each in sessions if each.state != "cancelled"]
    undated = sum(each.pair in going_on for each in program.plan.unplaced)
    due = None if today is None else sum(each.start.date() < today for each in dated)
    return SessionFigures(
        dated=len(dated),
        held=sum(is_held(program, each) for each in dated),
        cancelled=len(sessions) - len(dated),
        undated=undated,
        wanted=len(dated) + undated,
        due=due,
        missing=sum(is_missing(program, each, today) for each in sessions),
    )


def pulse(figure: Figure, language: Language) -> AnswersView | None:
    """Mean pulse, as the KPI of that name has it; None where there is none, or it is hidden."""
    if figure.value is None or figure.denominator is None:
        return None
    return AnswersView(decimal(float(figure.value), language.code), int(figure.denominator))


def by_pair(sessions: Iterable[Session]) -> Mapping[str, tuple[Session, ...]]:
    """Sessions of each pair, by number."""
    found: dict[str, list[Session]] = {}
    for session in sessions:
        found.setdefault(session.pair, []).append(session)
    return {
        pair: tuple(sorted(each, key=lambda session: session.session))
        for pair, each in found.items()
    }
