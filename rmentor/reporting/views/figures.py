"""Figures of the whole: sessions, and answers where there are enough of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.followup.journal import as_told, due_sessions, is_told
from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal
from rmentor.model.figures import Figure
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Session, last_words


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """How many sessions there are.

    Attributes:
        dated: How many are planned or held.
        held: How many are held.
        cancelled: How many are called off.
        undated: How many found no date.
        wanted: How many there are to be: those with a date and those without.
        due: How many should have taken place by today, or have; None where nobody says which day it is.
        missing: How many of those due nobody has recorded.
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
    """Mean of answers from 1 to 5.

    Attributes:
        mean: The mean, in words.
        answers: How many answers it is the mean of.
    """

    mean: str
    answers: int


def session_states(program: Program, today: date | None) -> tuple[tuple[Session, str], ...]:
    """Say of each session of the plan whether it is ``held``, ``planned``, ``missing`` or ``cancelled``.

    What the journal says counts before the plan: a session that it calls off, or moves to no day yet,
    is ``cancelled``. ``missing`` is one that is over and of which nobody has said what became of it.
    """
    program = as_told(program, today)
    words = {pair: last_words(entries) for pair, entries in program.journal.items()}
    return tuple(
        (each, _state(each, words.get(each.pair, {}).get(each.session), today))
        for each in program.plan.sessions
    )


def _state(session: Session, word: JournalEntry | None, today: date | None) -> str:
    if session.state == "held" or (word is not None and word.state == "held"):
        return "held"
    if session.state == "cancelled" or is_told(session, word):
        return "cancelled"
    over = today is not None and session.start.date() < today
    return "missing" if over else "planned"


def session_figures(program: Program, pairs: Iterable[str], today: date | None) -> SessionFigures:
    """Count the sessions of the program; those without a date count for the ``pairs`` that go on."""
    going_on = frozenset(pairs)
    states = session_states(program, today)
    counted = Counter(state for _, state in states)
    dated = [each for each, state in states if state != "cancelled"]
    undated = sum(each.pair in going_on for each in program.plan.unplaced)
    due = None
    if today is not None:
        planned = {each.pair for each in program.plan.sessions}
        due = sum(len(due_sessions(program, pair, today)) for pair in sorted(planned))
    return SessionFigures(
        dated=len(dated),
        held=counted["held"],
        cancelled=counted["cancelled"],
        undated=undated,
        wanted=len(dated) + undated,
        due=due,
        missing=counted["missing"],
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
