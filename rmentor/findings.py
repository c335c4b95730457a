"""Findings: what is wrong in people's files, as values with an address.

A finding holds a file and a key path; lines are looked up in the bytes only when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """An address in a file.

    Attributes:
        file: Relative path with forward slashes.
        keys: Key path; list items by position (int).
        part: ``key`` or ``value``: which of the two the finding stands on.
        mark: Line and column, from 1, where the loader already knows them (syntax errors).
    """

    file: str
    keys: Keys = ()
    part: str = "value"
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth a look.

    Attributes:
        code: Stable and speaking, a key of ``CODES`` in ``folder/sentences.py``.
        spot: Where.
        args: What the sentences of that code name.
        severity: ``error`` or ``warning``.
    """

    code: str
    spot: Spot
    args: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place: line and columns from 1; ``end`` is the column after the last.

    ``excerpt`` is the text of the line, without its newline.
    """

    finding: Finding
    line: int
    column: int
    end: int
    excerpt: str
