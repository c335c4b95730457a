"""Edits inside brackets: ``{linkedin: 5}`` and ``[fr, en]``, on one line or over several."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rmentor.folder.extents import is_first_on_line, line_start, next_line, rest_of_line
from rmentor.folder.patch import Patch

_NEXT_COMMA = re.compile(r"(?:\s|(?<=\s)#[^\n]*)*,")
_NOTHING = re.compile(r"\s*(?:#.*)?")

# Start and end of an item or entry.
Cell = tuple[int, int]
FRONT = -1


def edit_cells(
    patch: Patch, cells: Sequence[Cell], kept: set[int], added: Mapping[int, Sequence[str]]
) -> None:
    """Take out the cells that are not ``kept`` and put texts in behind others.

    Args:
        patch: Where the splices go.
        cells: Of the map or list as it is; at least one.
        kept: Positions of those that stay.
        added: Texts to put in, by the position of the kept cell that they follow, or ``FRONT``.
    """
    for position, texts in added.items():
        if position != FRONT:
            _put_in(patch, cells[position], texts)
        elif 0 in kept:
            patch.replace(cells[0][0], cells[0][0], "".join(f"{each}, " for each in texts))
        else:
            patch.replace(*cells[0], ", ".join(texts))
            kept = kept | {0}
    first = 0
    while first < len(cells):
        if first in kept:
            first += 1
            continue
        last = first
        while last + 1 < len(cells) and last + 1 not in kept:
            last += 1
        _take_out(patch, cells, first, last)
        first = last + 1


def _put_in(patch: Patch, cell: Cell, texts: Sequence[str]) -> None:
    """Put texts in behind a cell, on lines of their own if the cell has its own."""
    text = patch.text
    start, end = cell
    comma = _comma(text, end)
    behind = rest_of_line(text, end if comma is None else comma + 1)
    if not (is_first_on_line(text, start) and _NOTHING.fullmatch(behind)):
        patch.replace(end, end, "".join(f", {each}" for each in texts))
        return
    indent = text[line_start(text, start) : start]
    if comma is None:
        patch.replace(end, end, ",")
        lines = [f"{indent}{each}," for each in texts]
        lines[-1] = lines[-1].removesuffix(",")
    else:
        lines = [f"{indent}{each}," for each in texts]
    patch.insert_lines(next_line(text, end if comma is None else comma), lines)


def _take_out(patch: Patch, cells: Sequence[Cell], first: int, last: int) -> None:
    """Take a run of cells out, with their commas."""
    text = patch.text
    if last + 1 < len(cells):
        start, end = cells[first][0], cells[last + 1][0]
    elif first:
        start, end = cells[first - 1][1], cells[last][1]
    else:
        start, end = cells[first][0], cells[last][1]
    if "\n" not in text[start:end] and not (first == 0 and last + 1 == len(cells)):
        patch.cut(start, end)
        return
    for start, end in cells[first : last + 1]:
        comma = _comma(text, end)
        stop = end if comma is None else comma + 1
        behind = rest_of_line(text, stop)
        if is_first_on_line(text, start) and _NOTHING.fullmatch(behind):
            patch.cut(line_start(text, start), next_line(text, stop))
        else:
            patch.cut(start, stop + len(behind) - len(behind.lstrip(" ")))


def _comma(text: str, end: int) -> int | None:
    """Index of the comma behind a cell, if there is one."""
    found = _NEXT_COMMA.match(text, end)
    return found.end() - 1 if found else None
