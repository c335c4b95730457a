"""Pictures of characters: bars, columns of text, and lines that fit a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from rmentor.reporting.pictures.widths import columns, filled, padded

FULL, PART, MISSED, NONE = "█", "░", "!", "×"
_BETWEEN = 2
_FEWEST = 8


def bar(parts: Iterable[tuple[float | Fraction, str]], most: float | Fraction, width: int) -> str:
    """Signs of some parts, one after the other, as long as they are; ``most`` takes all the width.

    Whatever is more than nothing takes a sign at least.
    """
    made = ""
    for amount, sign in parts:
        if amount > 0 and most:
            made += sign * max(1, round(amount * width / most))
    return made[:width]


def table(
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    right: Iterable[int] = (),
    heads: Sequence[str] | None = None,
    shrink: Sequence[int] = (0,),
) -> list[str]:
    """Rows with aligned columns, each on one line.

    Args:
        rows: Cells, as many in each.
        width: Columns of the terminal.
        right: Columns that hold figures.
        heads: Above them.
        shrink: Columns that are shortened where not all fit, one after the other.
    """
    everything = [*([heads] if heads else []), *rows]
    if not everything:
        return []
    widths = [max(columns(cell) for cell in cells) for cells in zip(*everything, strict=True)]
    for column in shrink:
        over = sum(widths) + _BETWEEN * (len(widths) - 1) - width
        widths[column] -= max(0, min(over, widths[column] - _FEWEST))
    while sum(widths) + _BETWEEN * (len(widths) - 1) > width and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    figures = frozenset(right)
    return [
        (" " * _BETWEEN)
        .join(
            padded(cell, wide, right=column in figures)
            for column, (cell, wide) in enumerate(zip(cells, widths, strict=True))
        )
        .rstrip()
        for cells in everything
    ]


def key(signs: Iterable[tuple[str, str]], width: int) -> list[str]:
    """What signs mean: "█ held · ░ planned", in lines of at most so many columns."""
    each = [f"{sign}\u00a0{words}" for sign, words in signs]
    return [line.replace("\u00a0", " ") for line in filled("  ".join(each), width)]


def position(amount: float | Fraction, most: float | Fraction, width: int) -> int:
    """Column, from 0, at which an amount stands on a scale of so many columns from 0 to ``most``."""
    if not most:
        return 0
    return min(width - 1, max(0, round(amount * (width - 1) / most)))


def scale(marks: Iterable[tuple[int, str]], width: int, between: tuple[int, int] | None) -> str:
    """A scale with marks on it; a line joins two places where there are such, later marks stand on top."""
    signs = ["·"] * width
    if between is not None:
        for place in range(min(between), max(between) + 1):
            signs[place] = "─"
    for place, sign in marks:
        signs[min(width - 1, max(0, place))] = sign
    return "".join(signs)
