"""What a command would change, as values: dry run, --check and the write read the same ones.

Addresses are key paths with ids, never list indexes: ``("participants", "pauline-r", "status")``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at ``keys``; a missing last key is added to its map.

    For a participant, ``file`` is the file that holds the person.
    """

    file: str
    keys: Keys
    value: object


@dataclass(frozen=True, slots=True)
class Add:
    """Add ``value`` to the list at ``keys`` (``()``: the document itself is the list).

    It goes before the item of that key, or to the end where ``before`` is None.
    """

    file: str
    keys: Keys
    value: object
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the key or list item at ``keys`` away."""

    file: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class Write:
    """Write a whole file, generated or new."""

    file: str
    text: str | bytes


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a generated file."""

    file: str


Change = Put | Add | Drop | Write | Remove


def item_key(item: object) -> str | None:
    """Name by which a list item is addressed, or None.

    ``id`` where it has one; ``PAIR/SESSION`` and ``EVENT/NUMBER`` in plan.yaml; the session's number in a journal;
    the date of a reading.
    """
    if not isinstance(item, Mapping):
        return None
    if item.get("id") is not None:
        return str(item["id"])
    if item.get("pair") is not None and item.get("session") is not None:
        return f"{item['pair']}/{item['session']}"
    if item.get("event") is not None and item.get("number") is not None:
        return f"{item['event']}/{item['number']}"
    for name in ("session", "date"):
        if item.get(name) is not None:
            return str(item[name])
    return None
