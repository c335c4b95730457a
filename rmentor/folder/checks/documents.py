"""The values of all files before anybody knows that they are right, and careful ways to look at them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from rmentor.findings import Finding, Keys, Spot
from rmentor.folder.compose import Unread
from rmentor.folder.scalars import Fault
from rmentor.folder.schema.files import kind_of
from rmentor.model.topics import Topic

_T = TypeVar("_T")
_WHOLE = re.compile(r"[0-9]{1,6}")
_ID = re.compile(r"\bid[\"']?\s*:\s*[\"']?([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Documents:
    """All files of a program.

    Attributes:
        values: What each YAML file says, by path.
        lost: Text of the pieces that could not be read, by path.
        unread: Files of which nothing is known.
        catalogue: Built-in topics.
    """

    values: Mapping[str, Any]
    lost: Mapping[str, tuple[str, ...]]
    unread: frozenset[str]
    catalogue: Mapping[str, Topic]

    def of(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Path and value of each file of a kind."""
        for path, value in self.values.items():
            if kind_of(path) == kind:
                yield path, value

    def only(self, kind: str) -> tuple[str, Any]:
        """Path and value of the file of a kind that there is one of."""
        return next(self.of(kind), (f"{kind}.yaml", None))

    def ids_lost(self, kind: str) -> set[str]:
        """Ids that seem to stand in unreadable pieces of files of a kind."""
        pieces = (
            piece for path, lost in self.lost.items() if kind_of(path) == kind for piece in lost
        )
        return {found for piece in pieces for found in _ID.findall(piece)}

    def is_open(self, kind: str) -> bool:
        """Whether there are files of a kind of which nothing is known."""
        return any(kind_of(path) == kind for path in self.unread)


def entry(value: Any, *keys: str) -> Any:
    """Value at these keys, or None where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def maps(value: Any, key: str | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Maps in the list at ``key`` (or in the list itself), with their positions."""
    items = value if key is None else entry(value, key)
    if isinstance(items, list):
        for place, item in enumerate(items):
            if isinstance(item, dict):
                yield place, item


def texts(value: Any) -> Iterator[tuple[Keys, str]]:
    """Texts of a list, or the one that stands for a list, with the rest of their key path."""
    if isinstance(value, str) and not isinstance(value, Unread):
        yield (), value
    elif isinstance(value, list):
        for place, item in enumerate(value):
            if isinstance(item, str) and not isinstance(item, Unread):
                yield (place,), item


def whole(value: Any) -> int | None:
    """Whole number, or None where something else is written."""
    return int(value) if isinstance(value, str) and _WHOLE.fullmatch(value.strip()) else None


def meaning(read: Callable[[str], _T], value: Any) -> _T | None:
    """What a text means, or None where it does not mean anything."""
    try:
        return read(value) if isinstance(value, str) else None
    except Fault:
        return None


def error(code: str, file: str, keys: Keys = (), part: str = "value", **args: object) -> Finding:
    """Make an error."""
    return Finding(code, Spot(file, keys, part), args)


def warning(code: str, file: str, keys: Keys = (), part: str = "value", **args: object) -> Finding:
    """Make a warning."""
    return Finding(code, Spot(file, keys, part), args, "warning")
