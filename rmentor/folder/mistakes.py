"""What pydantic found wrong with a value, as far as people can make use of it.

A file of a million lines that are no people has a million mistakes. Of so many, the first are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pydantic import ValidationError

from rmentor.folder.schema.files import SHAPES, in_parts

# Told of one file.
MOST_MISTAKES = 10_000


def mistakes(kind: str, value: Any, error: ValidationError) -> list[Any]:
    """Details of the mistakes in ``value``: all of them, or the first ``MOST_MISTAKES``.

    Args:
        kind: Of the file.
        value: What stands there.
        error: What giving it its shape raised.
    """
    key, *parts = in_parts(value)
    if len(parts) == 1:
        return error.errors(include_url=False)[:MOST_MISTAKES]
    return [*islice(_found(kind, key, parts), MOST_MISTAKES)]


def _found(kind: str, key: str, parts: list[tuple[int, Any]]) -> Iterator[Any]:
    """Mistakes of all parts; what is not in the list is wrong in each, and is told of the first."""
    for start, part in parts:
        try:
            SHAPES[kind].model_validate(part)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                place = _place(each["loc"], key)
                if place is None and not start:
                    yield each
                elif place is not None:
                    loc: list[Any] = list(each["loc"])
                    loc[place] += start
                    yield {**each, "loc": tuple(loc)}


def _place(loc: tuple[Any, ...], key: str) -> int | None:
    """Where in a path the number of the list's item stands; None outside of the list."""
    place = 0 if key == "root" else 1
    is_inside = len(loc) > place and isinstance(loc[place], int) and (not place or loc[0] == key)
    return place if is_inside else None
