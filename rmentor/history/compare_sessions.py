"""Which sessions and events got a date, moved, were held or called off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from rmentor.folder.documents import entry_document, session_document
from rmentor.followup.journal import is_told
from rmentor.history.compare_pairs import names
from rmentor.history.differences import Difference, Field, differing, plain
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Session, last_words

# What two people felt, learnt and agreed on is theirs: named as noted, never told.
_PRIVATE = frozenset(("pulse", "levels", "actions", "returns"))
_NOT_TOLD = frozenset(("sequence", "state", "start", "first", "pair", "session"))


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a session stands: ``held``, ``cancelled``, ``moved`` (it waits for a date) or ``planned``."""

    state: str
    line: Session | None
    entry: JournalEntry | None

    @property
    def start(self) -> datetime | None:
        return self.line.start if self.line else None


def session_differences(before: Program, after: Program) -> Iterator[Difference]:
    """Every session that does not stand as it did, by pair, then number."""
    old, new = _standings(before), _standings(after)
    title = _titles(before, after)
    for key in sorted(old.keys() | new.keys()):
        kind, fields = _change(old.get(key), new.get(key))
        if kind:
            name = f"{key[0]}/{key[1]}"
            yield Difference("sessions", kind, name, title.get(key[0], key[0]), fields)


def event_differences(before: Program, after: Program) -> Iterator[Difference]:
    """Every time of an event that does not stand as it did, by event, then number."""
    old = {(event.event, event.number): event for event in before.plan.events}
    new = {(event.event, event.number): event for event in after.plan.events}
    titles = {e.id: e.title for program in (before, after) for e in program.framework.events}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        kind, fields = "", tuple[Field, ...]()
        if now is None:
            kind = "dropped"
        elif was is None or was.state != now.state:
            kind = "dated" if now.state == "planned" else now.state
            fields = (Field("start", None, plain(now.start)),)
        elif was.start != now.start:
            kind, fields = "moved", (Field("start", plain(was.start), plain(now.start)),)
        if kind:
            name = f"{key[0]}/{key[1]}"
            yield Difference("events", kind, name, titles.get(key[0], key[0]), fields)


def _titles(before: Program, after: Program) -> dict[str, str]:
    found = {pair.id: names(pair, before) for pair in before.pairs}
    return found | {pair.id: names(pair, after) for pair in after.pairs}


def _standings(program: Program) -> Mapping[tuple[str, int], _Standing]:
    """How each session stands that has a line in the plan or an entry in the journal."""
    lines = {(line.pair, line.session): line for line in program.plan.sessions}
    words = {
        (pair, number): entry
        for pair, entries in program.journal.items()
        for number, entry in last_words(entries).items()
    }
    return {
        key: _Standing(_state(lines.get(key), words.get(key)), lines.get(key), words.get(key))
        for key in lines.keys() | words.keys()
    }


def _state(line: Session | None, entry: JournalEntry | None) -> str:
    if entry is not None and (line is None or is_told(line, entry)):
        return "held" if line is not None and line.state == "held" else entry.state
    return line.state if line is not None else "planned"


def _change(was: _Standing | None, now: _Standing | None) -> tuple[str, tuple[Field, ...]]:
    """What became of a session, nothing where it stands as it did; and what there is to tell."""
    if now is None:
        return ("dropped", ()) if was is not None and was.state != "cancelled" else ("", ())
    before = was.state if was else None
    if now.state == "held" or before == "held":
        return _after_held(was, now)
    if now.state == "cancelled":
        return ("cancelled", _called_off(now)) if before != "cancelled" else ("", ())
    if now.state == "moved":
        return ("moved", _called_off(now)) if before != "moved" else ("", ())
    if was is None or before == "cancelled":
        return "dated", (Field("start", None, plain(now.start)),)
    if was.start != now.start:
        return "moved", (Field("start", plain(was.start), plain(now.start)),)
    fields = _lines_differ(was, now)
    return ("changed", fields) if fields else ("", ())


def _after_held(was: _Standing | None, now: _Standing) -> tuple[str, tuple[Field, ...]]:
    if now.state != "held":
        return "reopened", ()
    entry = entry_document(now.entry) if now.entry else {}
    if was is None or was.state != "held":
        told = {name: entry[name] for name in ("date", "minutes", "topics") if name in entry}
        if not told and now.start is not None:
            told = {"date": now.start.date()}
        return "held", tuple(Field(name, None, plain(value)) for name, value in told.items())
    old = entry_document(was.entry) if was.entry else {}
    fields = differing(old, entry, private=_PRIVATE)
    return ("noted", fields) if fields else ("", ())


def _called_off(now: _Standing) -> tuple[Field, ...]:
    reason = now.entry.reason if now.entry else None
    start = Field("start", plain(now.start), None)
    return (start,) if reason is None else (start, Field("reason", None, reason))


def _lines_differ(was: _Standing, now: _Standing) -> tuple[Field, ...]:
    if was.line is None or now.line is None or was.line == now.line:
        return ()
    fields = differing(session_document(was.line), session_document(now.line))
    return tuple(field for field in fields if field.name not in _NOT_TOLD)
