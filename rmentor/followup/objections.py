"""What speaks against an entry that is about to be recorded, though its file could be read.

Each objection is a finding on the key that it is about, so that a line of options, a row of a sheet and
an edited file say it in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rmentor.findings import Finding, Keys, Spot
from rmentor.followup.journal import planned_sessions
from rmentor.followup.recording import OF_HELD, Telling
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry

# Where the new start of a moved session stands: no key of a journal, but something that people say.
TO = "to"


def objections(program: Program, telling: Telling, today: date, at: Spot) -> tuple[Finding, ...]:
    """Everything that speaks against an entry.

    Args:
        program: Before it is recorded.
        telling: The entry, and what goes with it.
        today: The day it is: what lies ahead cannot have been held.
        at: Address of the entry.
    """
    found = (
        *_about_session(program, telling),
        *_about_day(telling.pair, telling.entry, today),
        *_about_state(telling.entry),
        *_about_move(program, telling),
        *_about_actions(telling),
    )
    return tuple(
        Finding(code, Spot(at.file, (*at.keys, *keys)), args) for code, keys, args in found
    )


_Found = tuple[str, Keys, dict[str, object]]


def _about_session(program: Program, telling: Telling) -> Iterator[_Found]:
    number = telling.entry.session
    known = {line.session for line in planned_sessions(program, telling.pair.id)}
    known.update(program.framework.numbers_of(telling.pair))
    if number not in known:
        shown = ", ".join(map(str, sorted(known)))
        yield "no-session", ("session",), {"value": number, "known": shown}


def _about_day(pair: Pair, entry: JournalEntry, today: date) -> Iterator[_Found]:
    on, since, until = entry.date, pair.since, pair.until
    if entry.state == "held" and on > today:
        yield "date-ahead", ("date",), {"value": _iso(on), "today": _iso(today)}
    if since is not None and on < since:
        yield "before-pair", ("date",), {"value": _iso(on), "since": _iso(since)}
    is_over = pair.status in ("ended", "completed")
    if is_over and until is not None and on > until:
        yield "after-pair", ("date",), {"value": _iso(on), "until": _iso(until)}


def _about_state(entry: JournalEntry) -> Iterator[_Found]:
    if entry.state == "held":
        if entry.reason is not None:
            yield "reason-of-held", ("reason",), {}
        return
    empty = JournalEntry(entry.session, entry.date)
    for name in OF_HELD:
        if getattr(entry, name) != getattr(empty, name):
            yield "not-held", (name,), {"key": name}


def _about_move(program: Program, telling: Telling) -> Iterator[_Found]:
    to, entry = telling.to, telling.entry
    if to is None:
        return
    new, said = to.date(), {"value": f"{to:%Y-%m-%d %H:%M}"}
    if entry.state != "moved":
        yield "to-without-move", (TO,), {**said}
    elif new <= entry.date:
        yield "to-not-after", (TO,), {**said, "date": _iso(entry.date)}
    first, last = program.start, program.end
    if (first is not None and new < first) or (last is not None and new > last):
        yield "to-outside", (TO,), {**said}


def _about_actions(telling: Telling) -> Iterator[_Found]:
    """New actions that were to be done before they were agreed."""
    known = telling.old.actions if telling.old is not None else ()
    for place, action in enumerate(telling.entry.actions):
        if action.due is not None and action.due < telling.entry.date and action not in known:
            due, on = _iso(action.due), _iso(telling.entry.date)
            yield "due-before", ("actions", place, "due"), {"value": due, "date": on}


def _iso(day: date) -> str:
    return day.isoformat()
