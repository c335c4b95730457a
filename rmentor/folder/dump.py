"""Results to the fewest changes of pairs.yaml, plan.yaml and journals; what is the same keeps its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rmentor.changes import Add, Change, Drop, Put, Write, item_key
from rmentor.folder.documents import (
    Document,
    entry_document,
    pair_document,
    session_document,
    unplaced_document,
)
from rmentor.folder.emit import dump_document
from rmentor.folder.events import planned_event_document, unplaced_event_document
from rmentor.language.catalogue import speak
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import Plan

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

PAIRS, PLAN = "pairs.yaml", "plan.yaml"
_Thing = TypeVar("_Thing")


def pairs_changes(program: Program, sources: Sources, after: Sequence[Pair]) -> list[Change]:
    """Changes that make pairs.yaml say ``after``.

    Pairs keep the order that the file has; new ones come behind, sorted by id. A file that is not
    there yet is made with a line about itself, in the program's language.
    """
    fresh = sorted(after, key=lambda pair: pair.id)
    if PAIRS not in sources.files:
        if not fresh:
            return []
        heading = speak(program.language).text(
            "The pairs: written by rmentor pair. You may edit them; a pair with locked: true always stays."
        )
        return [_new_file(PAIRS, heading, {"pairs": [pair_document(pair) for pair in fresh]})]
    return list(list_changes(PAIRS, "pairs", program.pairs, fresh, pair_document, by_key=False))


def plan_changes(program: Program, sources: Sources, plan: Plan) -> list[Change]:
    """Changes that make plan.yaml say ``plan``, sorted by pair, then session; events likewise.

    A file of a program without events has no word about them.
    """
    sessions = sorted(plan.sessions, key=lambda each: (each.pair, each.session))
    unplaced = sorted(plan.unplaced, key=lambda each: (each.pair, each.session))
    events = sorted(plan.events, key=lambda each: (each.event, each.number))
    waiting = sorted(plan.unplaced_events, key=lambda each: (each.event, each.number))
    if PLAN not in sources.files:
        if not (sessions or unplaced or events or waiting):
            return []
        heading = speak(program.language).text(
            "The schedule: written by rmentor plan, in the program's time zone."
        )
        document: dict[str, object] = {
            **({"calendar": plan.calendar} if plan.calendar else {}),
            "sessions": [session_document(each) for each in sessions],
            "unplaced": [unplaced_document(each) for each in unplaced],
        }
        if events or waiting:
            document["events"] = [planned_event_document(each) for each in events]
        if waiting:
            document["unplaced_events"] = [unplaced_event_document(each) for each in waiting]
        return [_new_file(PLAN, heading, document)]
    old = program.plan
    named = plan.calendar and plan.calendar != old.calendar
    return [
        *([Put(PLAN, ("calendar",), plan.calendar)] if named else []),
        *list_changes(PLAN, "sessions", old.sessions, sessions, session_document),
        *list_changes(PLAN, "unplaced", old.unplaced, unplaced, unplaced_document),
        *list_changes(PLAN, "events", old.events, events, planned_event_document),
        *list_changes(
            PLAN, "unplaced_events", old.unplaced_events, waiting, unplaced_event_document
        ),
    ]


def journal_path(pair: str) -> str:
    """File of a pair's journal."""
    return f"journal/{pair}.yaml"


def journal_changes(program: Program, sources: Sources, after: Program) -> list[Change]:
    """Changes that make the journals say what ``after`` has; entries by session, then day."""
    changes: list[Change] = []
    for pair, entries in sorted(after.journal.items()):
        old, path = program.journal.get(pair, ()), journal_path(pair)
        if entries == old:
            continue
        if path in sources.files:
            changes += list_changes(path, None, old, entries, entry_document)
            continue
        say = speak(program.language).text
        heading = say("What happened: written by rmentor log. You may edit it.")
        private = say("What two people say to each other is theirs: there is no field for it.")
        entries_text = dump_document([entry_document(each) for each in entries])
        changes.append(Write(path, f"# {heading}\n# {private}\n{entries_text}"))
    return changes


def _new_file(path: str, heading: str, document: Mapping[str, object]) -> Write:
    return Write(path, f"# {heading}\n{dump_document(document)}")


def list_changes(
    path: str,
    name: str | None,
    old: Sequence[_Thing],
    new: Sequence[_Thing],
    document: Callable[[_Thing], Document],
    *,
    by_key: bool = True,
) -> Iterator[Change]:
    """Fewest changes from one list to another.

    Args:
        path: File.
        name: Top-level key of the list; None where the document itself is the list.
        old: What the file says now.
        new: What it is to say, in its order.
        document: Gives the plain value of one thing.
        by_key: Put new items in their place in the order; otherwise behind all others.
    """
    place = () if name is None else (name,)
    before = {_key(each, document): each for each in old}
    after = {_key(each, document): each for each in new}
    for key in before:
        if key not in after:
            yield Drop(path, (*place, key))
    following: str | None = None
    added: list[Add] = []
    for key, each in reversed(after.items()):
        if key in before:
            following = key if by_key else None
        else:
            added.append(Add(path, place, document(each), following))
    for key, each in after.items():
        if key in before and before[key] != each:
            yield from _field_changes(path, (*place, key), document(before[key]), document(each))
    yield from reversed(added)


def _field_changes(
    path: str, place: tuple[str, ...], old: Document, new: Document
) -> Iterator[Change]:
    for field, value in new.items():
        if field not in old or old[field] != value:
            yield Put(path, (*place, field), value)
    for field in old:
        if field not in new:
            yield Drop(path, (*place, field))


def _key(each: object, document: Callable[[Any], Document]) -> str:
    return each.id if isinstance(each, Pair) else str(item_key(document(each)))
