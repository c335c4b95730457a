"""What changed between two states of a program, in its own words, as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rmentor.history.figures import Amount

# In the order in which they are shown.
PARTS = (
    "people",
    "pairs",
    "sessions",
    "events",
    "kpis",
    "objectives",
    "topics",
    "surveys",
    "register",
    "framework",
    "settings",
)


@dataclass(frozen=True, slots=True)
class Field:
    """Something of an item that changed.

    Attributes:
        name: Key in its file; inside another key with a dot between them.
        before: Plain value as the file says it; None where it said nothing.
        after: The same afterwards.
        is_private: Whether the values are nobody else's business; then both are None.
    """

    name: str
    before: Any = None
    after: Any = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed.

    Attributes:
        part: Of ``PARTS``.
        kind: What became of it, such as ``joined``, ``made``, ``held``, ``changed``.
        id: Of the person, pair, session (``PAIR/NUMBER``), KPI ...; of settings, their file.
        title: What people call it: names of people, titles.
        fields: What of it changed, in the order of its file.
    """

    part: str
    kind: str
    id: str
    title: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a program.

    Attributes:
        differences: By part, then by id.
        before: Figures of the earlier state, by name.
        after: Figures of the later one.
    """

    differences: tuple[Difference, ...]
    before: Mapping[str, Amount | None]
    after: Mapping[str, Amount | None]


def differing(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    private: Collection[str] = (),
    usual: Mapping[str, Any] | None = None,
) -> tuple[Field, ...]:
    """Fields in which two plain values of an item differ.

    Args:
        before: Item as its file had it.
        after: Item as its file has it.
        private: Names of fields whose values are not told.
        usual: What a field means where the file does not say it.
    """
    known = usual or {}
    found = []
    for name in dict.fromkeys((*after, *before)):
        old, new = (side.get(name, known.get(name)) for side in (before, after))
        if old == new:
            continue
        if name in private:
            found.append(Field(name, is_private=True))
        else:
            found.append(Field(name, plain(old), plain(new)))
    return tuple(found)


def plain(value: Any) -> Any:
    """Value as JSON can say it."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value
