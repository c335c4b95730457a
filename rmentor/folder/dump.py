"""Results to the fewest changes of pairs.yaml and plan.yaml; what is the same keeps its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from rmentor.changes import Add, Change, Drop, Put, Write, item_key
from rmentor.folder.documents import (
    Document,
    pair_document,
    session_document,
    unplaced_document,
)
from rmentor.folder.emit import dump_document
from rmentor.folder.events import planned_event_document, unplaced_event_document
from rmentor.language.catalogue import speak
from rmentor.model.events import PlannedEvent, UnplacedEvent
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session, Unplaced

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

PAIRS, PLAN = "pairs.yaml", "plan.yaml"
_Thing = TypeVar("_Thing", Pair, Session, Unplaced, PlannedEvent, UnplacedEvent)


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
    return list(_list_changes(PAIRS, "pairs", program.pairs, fresh, pair_document, by_key=False))


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
            "sessions": [session_document(each) for each in sessions],
            "unplaced": [unplaced_document(each) for each in unplaced],
        }
        if events or waiting:
            document["events"] = [planned_event_document(each) for each in events]
        if waiting:
            document["unplaced_events"] = [unplaced_event_document(each) for each in waiting]
        return [_new_file(PLAN, heading, document)]
    old = program.plan
    return [
        *_list_changes(PLAN, "sessions", old.sessions, sessions, session_document),
        *_list_changes(PLAN, "unplaced", old.unplaced, unplaced, unplaced_document),
        *_list_changes(PLAN, "events", old.events, events, planned_event_document),
        *_list_changes(
            PLAN, "unplaced_events", old.unplaced_events, waiting, unplaced_event_document
        ),
    ]


def _new_file(path: str, heading: str, document: Mapping[str, object]) -> Write:
    return Write(path, f"# {heading}\n{dump_document(document)}")


def _list_changes(
    path: str,
    name: str,
    old: Sequence[_Thing],
    new: Sequence[_Thing],
    document: Callable[[_Thing], Document],
    *,
    by_key: bool = True,
) -> Iterator[Change]:
    """Fewest changes from one list to another.

    Args:
        path: File.
        name: Top-level key of the list.
        old: What the file says now.
        new: What it is to say, in its order.
        document: Gives the plain value of one thing.
        by_key: Put new items in their place in the order; otherwise behind all others.
    """
    before = {_key(each, document): each for each in old}
    after = {_key(each, document): each for each in new}
    for key in before:
        if key not in after:
            yield Drop(path, (name, key))
    following: str | None = None
    added: list[Add] = []
    for key, each in reversed(after.items()):
        if key in before:
            following = key if by_key else None
        else:
            added.append(Add(path, (name,), document(each), following))
    for key, each in after.items():
        if key in before and before[key] != each:
            yield from _field_changes(path, (name, key), document(before[key]), document(each))
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
