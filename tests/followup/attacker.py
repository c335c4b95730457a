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


# Whole numbers modulo this prime: full rank there is full rank in fractions, so "nobody" is a proof.
PRIME = 2**61 - 1


def solves_for(rows: Iterable[Sequence[int]], people: Sequence[str], least: int) -> set[str] | None:
    """The same as ``works_out`` for whole numbers, fast enough for a year.

    Bring the rows to a form in which each has 1 in an answer of its own, where the others have 0. A sum
    about few people is made of rows whose own answers are theirs, and of no others.
    """
    table, own = _reduced(rows)
    if not table:
        return None
    mine: dict[str, list[int]] = {}
    for row, column in enumerate(own):
        mine.setdefault(people[column], []).append(row)
    # Answers of one person that count alike are as good as one.
    seen = {(people[at], *(row[at] for row in table)): at for at in range(len(people))}
    columns = sorted(at for key, at in seen.items() if any(key[1:]))
    everybody = sorted({people[at] for at in columns})
    for few in combinations(everybody, min(least - 1, len(everybody))):
        chosen = [row for who in few for row in mine.get(who, ())]
        others = [at for at in columns if people[at] not in few]
        left = [[table[row][at] for at in others] for row in chosen]
        if chosen and len(_reduced(left)[0]) < len(chosen):
            return set(few)
    return None


def _reduced(rows: Iterable[Sequence[int]]) -> tuple[list[list[int]], list[int]]:
    """Independent rows, each with 1 in a column of its own; and these columns."""
    found: list[list[int]] = []
    own: list[int] = []
    for given in dict.fromkeys(map(tuple, rows)):
        row = [number % PRIME for number in given]
        for known, column in zip(found, own, strict=True):
            if factor := row[column]:
                row = [(a - factor * b) % PRIME for a, b in zip(row, known, strict=True)]
        pivot = next((at for at, number in enumerate(row) if number), None)
        if pivot is None:
            continue
        inverse = pow(row[pivot], -1, PRIME)
        row = [number * inverse % PRIME for number in row]
        for at, known in enumerate(found):
            if factor := known[pivot]:
                found[at] = [(a - factor * b) % PRIME for a, b in zip(known, row, strict=True)]
        found.append(row)
        own.append(pivot)
    return found, own
