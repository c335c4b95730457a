"""What has become of each session of a pair by a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rmentor.followup.held import held_sessions_of
from rmentor.followup.journal import entries_until, is_told, planned_sessions
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Session, last_words

# ``planned``: to come, with a date. ``held``. ``cancelled``: called off, without another date to wait for.
# ``missing``: over, and nobody has said what became of it. ``undated``: without a date.
PLANNED, HELD, CANCELLED, MISSING, UNDATED = FATES = (
    "planned",
    "held",
    "cancelled",
    "missing",
    "undated",
)


def is_paused(pair: Pair, day: date) -> bool:
    """Whether a pair pauses on a day: in one of its earlier pauses, or in the one that goes on."""
    if any(span.covers(day) for span in pair.pauses):
        return True
    return pair.status == "paused" and (pair.until is None or pair.until <= day)


def fates(program: Program, pair: Pair, today: date) -> Mapping[int, str]:
    """Say of each session of a pair which of ``FATES`` it has, by number.

    Sessions are those that the framework has for the pair, and any other that plan.yaml or the
    journal knows.
    """
    lines = {line.session: line for line in planned_sessions(program, pair.id)}
    words = last_words(entries_until(program, pair.id, today))
    held = {each.session for each in held_sessions_of(program, pair, today)}
    waiting = {one.session for one in program.plan.unplaced if one.pair == pair.id}
    return {
        number: HELD
        if number in held
        else _unheld(pair, lines.get(number), words.get(number), today, number in waiting)
        for number in sorted({*program.framework.numbers_of(pair), *lines, *words})
    }


def _unheld(
    pair: Pair, line: Session | None, word: JournalEntry | None, today: date, is_waiting: bool
) -> str:
    """Fate of a session that was not held."""
    is_off = word is not None and word.state == "cancelled"
    if line is None:
        return CANCELLED if is_off else UNDATED
    if line.state == "cancelled":
        return UNDATED if is_waiting else CANCELLED
    if is_told(line, word):
        return CANCELLED if is_off else UNDATED
    day = line.start.date()
    if is_paused(pair, day):
        return UNDATED
    return MISSING if day < today else PLANNED
