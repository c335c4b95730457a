"""From what is said of a session to what is recorded, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from rmentor.findings import Finding, Keys, Spot
from rmentor.folder import scalars
from rmentor.folder.closest import folded
from rmentor.folder.documents import Document
from rmentor.folder.dump import journal_path
from rmentor.folder.entries import read_entries
from rmentor.followup.journal import agreed_actions, planned_sessions
from rmentor.followup.objections import TO, objections
from rmentor.followup.recording import (
    Telling,
    as_planned,
    day_not_held,
    line_of,
    meant_session,
    merged,
    recorded_before,
    sets_date,
)
from rmentor.intake.log_words import numbers_in
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, last_words

_STATES = ("held", "cancelled", "moved")
_EVERY = frozenset(("all", "tout", "tous", "toutes"))
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of one session.

    Attributes:
        pair: Whose it is.
        values: What was said, by key of a journal's entry, as a file would have it.
        to: New start of a session that was moved, as written; or None.
        for_good: Whether a cancelled session is not to be made up.
        correcting: Whether it corrects what is recorded.
        findings: What could not even be read.
    """

    pair: Pair
    values: Document
    to: str | None = None
    for_good: bool = False
    correcting: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What comes of it.

    Attributes:
        telling: What would be recorded; None where something is wrong.
        findings: Everything that is wrong.
        is_known: Whether the journal says so already.
        is_in_the_way: Whether it says something else, which nobody asked to correct.
    """

    telling: Telling | None = None
    findings: tuple[Finding, ...] = ()
    is_known: bool = False
    is_in_the_way: bool = False


def address_of(pair: Pair, place: int = 0) -> Spot:
    """Where findings stand on an entry, the first of several or another, that is in no file yet."""
    return Spot(journal_path(pair.id), (place,))


def hear(program: Program, said: Said, today: date) -> Heard:
    """Find out which session is meant, fill in what was not said, and look for what is wrong."""
    state, on = _state(said), _day(said.values.get("date"))
    number = _number(program, said, state or "held", on, today)
    if number is None:
        return Heard(findings=(*said.findings, _nothing_due(program, said.pair)))
    pair = said.pair
    to, faults = _new_start(program, said, number)
    before = recorded_before(program, pair.id, number, state, on, correcting=said.correcting)
    before = before or _moved_there(program, pair, number, to)
    base = before or as_planned(program, pair, number, state or "held", today)
    values: Document = {"state": state or base.state, **said.values, "session": str(number)}
    if "session" in said.values:
        values["session"] = said.values["session"]
    entry, wrong, findings = _read(program, pair, {"date": base.date.isoformat(), **values})
    findings = (*said.findings, *findings, *faults)
    if entry is None:
        return Heard(findings=findings)
    stated = {key for key in values if key not in ("session", *wrong)}
    new = merged(base, entry, stated)
    if before is None and "date" not in said.values:
        new = day_not_held(new, to, today)
    telling = Telling(pair, new, before, to, said.for_good)
    findings += tuple(
        each
        for each in objections(program, telling, today, address_of(pair))
        if each.spot.keys[1] not in wrong
    )
    if findings:
        return Heard(findings=findings)
    is_same = new == before and not sets_date(program, telling, correcting=said.correcting)
    is_other = before is not None and new != before and not said.correcting
    return Heard(telling, is_known=is_same, is_in_the_way=is_other)


def _state(said: Said) -> str | None:
    state = said.values.get("state")
    if state is None:
        return "moved" if said.to is not None else None
    return str(state) if state in _STATES else None


def _day(text: object) -> date | None:
    try:
        return scalars.day(text) if isinstance(text, str) else None
    except scalars.Fault:
        return None


def _number(program: Program, said: Said, state: str, on: date | None, today: date) -> int | None:
    """Number of the session; 0 where what was said is none, which the check of the entry names."""
    stated = said.values.get("session")
    if stated is None:
        return meant_session(program, said.pair, today, state=state, on=on)
    return int(str(stated)) if str(stated).isdecimal() else 0


def _nothing_due(program: Program, pair: Pair) -> Finding:
    known = {line.session for line in planned_sessions(program, pair.id)}
    known |= set(program.framework.numbers_of(pair))
    spot = address_of(pair)
    args = {"known": ", ".join(map(str, sorted(known)))}
    return Finding("no-due-session", Spot(spot.file, (*spot.keys, "session")), args)


def _read(
    program: Program, pair: Pair, values: Document
) -> tuple[JournalEntry | None, frozenset[str], tuple[Finding, ...]]:
    """The entry as far as it can be read, the keys that cannot, and what is wrong."""
    found, findings = read_entries(program, {pair.id: [values]})
    if pair.id in found:
        return found[pair.id][0], frozenset(), findings
    wrong = frozenset(str(each.spot.keys[1]) for each in findings if len(each.spot.keys) > 1)
    # The rest is looked at all the same, so that all mistakes are told at once.
    rest = {"session": "1", "date": "2000-01-01"}
    rest |= {key: value for key, value in values.items() if key not in wrong}
    found, _ = read_entries(program, {pair.id: [rest]})
    entry = found[pair.id][0] if pair.id in found else None
    return entry, wrong, findings


def _new_start(
    program: Program, said: Said, number: int
) -> tuple[datetime | None, tuple[Finding, ...]]:
    """When a moved session takes place instead; a day alone keeps the time."""
    if said.to is None:
        return None, ()
    text = said.to.strip()
    try:
        if ":" in text:
            return scalars.moment(text), ()
        line = line_of(program, said.pair.id, number)
        at = line.start.time() if line is not None else _MORNING
        return datetime.combine(scalars.day(text), at), ()
    except scalars.Fault as fault:
        args = {"key": TO, "value": text, **fault.fields}
        return None, (Finding(fault.code, _at(said.pair, TO), args),)


def _moved_there(
    program: Program, pair: Pair, number: int, to: datetime | None
) -> JournalEntry | None:
    """Entry by which a session has moved to that very start: saying it again is no second move."""
    line = line_of(program, pair.id, number)
    if line is None or line.start != to:
        return None
    last = last_words(program.journal.get(pair.id, ())).get(number)
    return last if last is not None and last.state == "moved" else None


def _at(pair: Pair, *keys: str) -> Spot:
    spot = address_of(pair)
    more: Keys = (*spot.keys, *keys)
    return Spot(spot.file, more)


def done_actions(
    program: Program, pair: Pair, texts: Sequence[str]
) -> tuple[tuple[int, ...], tuple[Finding, ...]]:
    """Numbers of the actions that are done, of what people say: numbers, parts of texts, "all".

    An action that is done already may be named again.
    """
    every = agreed_actions(program, pair.id)
    waiting = [each for each in every if not each.action.done]
    shown = "; ".join(f"{each.number}. {each.action.what}" for each in waiting) or "–"
    numbers, words = numbers_in(texts)
    known = {each.number for each in every}
    findings = [
        Finding("no-action", _at(pair, "done"), {"value": number, "known": shown})
        for number in numbers
        if number not in known
    ]
    found = set(numbers)
    for text in words:
        wanted = folded(text)
        if wanted in _EVERY:
            found |= {each.number for each in waiting}
            continue
        fits = [each for each in every if wanted in folded(each.action.what)]
        still_open = [each for each in fits if not each.action.done]
        whole = [each for each in fits if folded(each.action.what) == wanted]
        if len(whole) == 1 or len(still_open) == 1:
            found.add((whole if len(whole) == 1 else still_open)[0].number)
        elif not fits or still_open:
            code = "several-actions" if still_open else "no-action"
            findings.append(Finding(code, _at(pair, "done"), {"value": text, "known": shown}))
    return tuple(sorted(found)), tuple(findings)
