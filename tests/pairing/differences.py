"""What can be worked out from sums by adding and subtracting them: rational algebra, and every few people."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

Rows = list[list[int]]


def rank(rows: Sequence[Sequence[int]]) -> int:
    """Rank over the fractions."""
    table = [[Fraction(each) for each in row] for row in rows]
    done = 0
    for column in range(len(table[0]) if table else 0):
        found = next((row for row in range(done, len(table)) if table[row][column]), None)
        if found is None:
            continue
        table[done], table[found] = table[found], table[done]
        for row in range(done + 1, len(table)):
            factor = table[row][column] / table[done][column]
            table[row] = [a - factor * b for a, b in zip(table[row], table[done], strict=True)]
        done += 1
    return done


def gives_away(
    rows: Rows, weights: Sequence[int], least: int, unknowns: Sequence[Sequence[int]] = ()
) -> bool:
    """Whether some combination of the sums is about fewer than ``least`` people.

    It is if, and only if, the sums tell less of the others once these few are left out.

    Args:
        rows: What counts how often in each sum.
        weights: People that each unknown is about, or each group of ``unknowns``.
        least: Fewer are a few.
        unknowns: Columns that are about the same people; by default each column by itself.
    """
    if not rows:
        return False
    whole, width = rank(rows), range(len(rows[0]))
    together = unknowns or [[column] for column in width]
    for size in range(1, len(weights) + 1):
        for few in combinations(range(len(weights)), size):
            if sum(weights[each] for each in few) < least:
                out = {column for each in few for column in together[each]}
                rest = [[row[column] for column in width if column not in out] for row in rows]
                if rank(rest) < whole:
                    return True
    return False
