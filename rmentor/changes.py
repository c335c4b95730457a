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

    ``id`` where it has one; ``PAIR/SESSION`` and ``EVENT/NUMBER`` in plan.yaml; in a journal the session's
    number where it was held, which happens once, else ``SESSION/DATE/STATE``; the date of a reading.
    """
    if not isinstance(item, Mapping):
        return None
    if item.get("id") is not None:
        return str(item["id"])
    if item.get("pair") is not None and item.get("session") is not None:
        return f"{item['pair']}/{item['session']}"
    if item.get("event") is not None and item.get("number") is not None:
        return f"{item['event']}/{item['number']}"
    if item.get("session") is not None:
        state = item.get("state") or "held"
        number = session_of(item)
        return number if state == "held" else f"{number}/{item.get('date')}/{state}"
    return str(item["date"]) if item.get("date") is not None else None


def session_of(item: object) -> str | None:
    """Number of the session that an entry of a journal is about, or None for anything else."""
    if not isinstance(item, Mapping) or item.get("session") is None or item.get("pair") is not None:
        return None
    number = str(item["session"]).strip()
    return str(int(number)) if number.isdecimal() else number
