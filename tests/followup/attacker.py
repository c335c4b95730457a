"""Somebody who has every published sum and looks for what a few people answered, by exact algebra."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

Row = tuple[Fraction, ...]


def rank(rows: Iterable[Sequence[Fraction]]) -> int:
    """Dimension of the space that the rows span, by Gauss's elimination in fractions."""
    left = [list(row) for row in dict.fromkeys(map(tuple, rows)) if any(row)]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        found += 1
        left.remove(pivot)
        for row in left:
            if row[column]:
                factor = row[column] / pivot[column]
                for at in range(column, len(row)):
                    row[at] -= factor * pivot[at]
        left = [row for row in left if any(row)]
    return found


def works_out(rows: Sequence[Row], people: Sequence[str], least: int) -> tuple[str, ...] | None:
    """Fewer than ``least`` people of whose answers alone some sum can be worked out, or None.

    Adding and subtracting sums, each any number of times, gives their row space, and nothing else. It
    holds a vector that is about these people alone if, and only if, the rows lose rank where their
    columns are left out.

    Args:
        rows: What each sum counts, by answer.
        people: Who gave each answer.
        least: People.
    """
    known = list(dict.fromkeys(rows))
    whole = rank(known)
    everybody = sorted(set(people))
    for few in combinations(everybody, min(least - 1, len(everybody))):
        others = [at for at, who in enumerate(people) if who not in few]
        if rank([[row[at] for at in others] for row in known]) < whole:
            return few
    return None
