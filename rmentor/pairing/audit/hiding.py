"""Which sums may be shown so that nothing about a few people can be worked out from them.

A sum is a row of 0 and 1 over unknowns: who counts in it. Adding and subtracting sums that are shown,
each any number of times, gives every vector of their row space, and nothing else. So sums are safe if
no vector of it but 0 is about fewer than ``least`` people. This covers the hidden group of a table
(the total less the others), a department that lies within a site but for two people, languages that
overlap, and any longer chain of differences.

1. Find unknowns that determine all the rest, a basis, with as many as can be that count for
   ``least`` or more (people who are in the same groups are one unknown).
2. A vector about few people is not 0 on one of the others. For each of them: let it be one of the few,
   exchange it for an unknown that is not, and look on from there, with one fewer to go.
3. Where none can be exchanged, a vector about few is found: the smallest group in it is hidden.

Sums are exact: they are computed modulo a prime, which could err only if it divided a determinant.
Source of the view of tables as linear systems: Willenborg and de Waal, Elements of Statistical
Disclosure Control (2001), chapter 4; a smallest vector is a circuit of the dual matroid.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
PRIME = 2**31 - 1
# Beyond this many steps a set of sums counts as unsafe: rather one group too many is hidden.
MOST_STEPS = 4_000


@dataclass(frozen=True)
class Sums:
    """Sums that a reader may see.

    Attributes:
        rows: 0 or 1 for each sum and unknown.
        weights: People, in any unit, that each unknown is about; above 0.
        least: In that unit: nothing about fewer may be worked out.
        fixed: How many of the first sums are shown in any case.
    """

    rows: Numbers
    weights: Numbers
    least: int
    fixed: int = 0

    def about(self, row: int) -> int:
        """How many people a sum is about."""
        return int(self.weights[self.rows[row] > 0].sum())


def safe_sums(sums: Sums) -> frozenset[int]:
    """Sums that may be shown together: the large ones first, and none of the others could be added."""
    candidates = range(sums.fixed, len(sums.rows))
    by_size = sorted(candidates, key=lambda row: (-sums.about(row), row))
    shown = [row for row in by_size if sums.about(row) >= sums.least]
    hidden = []
    search = True
    while shown and (involved := weak_spot(sums, shown, search=search)) is not None:
        search = search and bool(involved)
        last = max((row for row in involved if row in shown), key=shown.index, default=shown[-1])
        shown.remove(last)
        hidden.append(last)
    for row in sorted(hidden, key=by_size.index):
        if weak_spot(sums, [*shown, row], search=search) is None:
            shown.append(row)
    return frozenset(shown)


def weak_spot(sums: Sums, shown: Sequence[int], *, search: bool = True) -> Collection[int] | None:
    """Sums by which something about fewer than ``least`` people can be worked out.

    None where there is nothing of the kind, proved. Nothing named where that cannot be said, for the
    search would be too long, or without ``search``.
    """
    chosen = [*range(sums.fixed), *shown]
    rows, places = np.unique(sums.rows[chosen], axis=1, return_inverse=True)
    weights = np.zeros(rows.shape[1], dtype=np.int64)
    np.add.at(weights, places.reshape(-1), sums.weights)
    in_some = rows.any(axis=0)
    rows, weights = rows[:, in_some], weights[in_some]
    if _has_disjoint_bases(rows, weights, sums.least):
        return None
    if not search:
        return ()
    table, basis = _reduced(rows, np.argsort(-weights, kind="stable"))
    try:
        found = _Search(weights).below(
            table, basis, np.zeros(len(weights), dtype=bool), sums.least - 1
        )
    except _TooLong:
        return ()
    return None if found is None else [chosen[row] for row in np.flatnonzero(found)]


def _reduced(rows: Numbers, order: Numbers) -> tuple[Numbers, list[int]]:
    """Rows with 1 in one unknown each, where the others have 0: those that come first in ``order``.

    Behind the unknowns stands how each row is made of the given ones.
    """
    table = np.hstack([rows % PRIME, np.eye(len(rows), dtype=np.int64)])
    basis: list[int] = []
    for column in order.tolist():
        if len(basis) == len(table):
            break
        rest = np.flatnonzero(table[len(basis) :, column])
        if not len(rest):
            continue
        row, other = len(basis), len(basis) + int(rest[0])
        table[[row, other]] = table[[other, row]]
        _exchange(table, row, column)
        basis.append(column)
    return table[: len(basis)], basis


def _exchange(table: Numbers, row: int, column: int) -> None:
    """Make ``column`` the unknown in which ``row`` has 1 and the others have 0."""
    table[row] = table[row] * pow(int(table[row, column]), -1, PRIME) % PRIME
    factors = table[:, column].copy()
    factors[row] = 0
    used = np.flatnonzero(factors)
    table[used] = (table[used] - factors[used, None] * table[row] % PRIME) % PRIME


def _has_disjoint_bases(rows: Numbers, weights: Numbers, least: int) -> bool:
    """Whether every vector is about ``least`` people: there are as many bases with none in common.

    A vector that is not 0 is not 0 somewhere in each of them. Unknowns about several people may stand
    in as many bases. This only proves; that there are none proves nothing.
    """
    left = np.minimum(weights, least)
    rank = None
    for _ in range(least):
        order = np.argsort(-left, kind="stable")
        _, basis = _reduced(rows, order[left[order] > 0])
        rank = rank if rank is not None else len(basis)
        if len(basis) < rank:
            return False
        used = np.array(basis, dtype=np.int64)
        if (weights[used] >= least).all():
            return True
        left[used[weights[used] < least]] -= 1
    return True


class _TooLong(Exception):
    """The search takes more than ``MOST_STEPS``."""


class _Search:
    """Search for a vector about few people."""

    def __init__(self, weights: Numbers) -> None:
        self.weights = weights
        self.steps = 0

    def below(
        self, table: Numbers, basis: list[int], nought: NDArray[np.bool_], most: int
    ) -> Numbers | None:
        """How a vector that is about at most ``most`` more people is made of the sums, or None.

        Args:
            table: From ``_reduced``; it is changed. Unknowns that may be other than 0 are in no basis.
            basis: Unknown of each row.
            nought: Unknowns in which the vector is to be 0.
            most: People.
        """
        width = len(self.weights)
        about = (table[:, :width] != 0) @ self.weights
        if (about <= most).any():
            return table[int(np.argmax(about <= most)), width:]
        # The rows are the vectors that are not 0 in one of the basis: the others are about two at least.
        nought = nought | (self.weights > most - int(self.weights.min(initial=most)))
        for row, column in enumerate(basis):
            if not nought[column]:
                _take_in(table, basis, row, np.flatnonzero(table[row, :width] * nought))
        for row in range(len(basis)):
            column = basis[row]
            if nought[column]:
                continue
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise _TooLong
            inner, inner_basis = table.copy(), list(basis)
            others = np.flatnonzero(inner[row, :width])
            _take_in(inner, inner_basis, row, others[others != column])
            # From here on it may be anything: no row is told apart by it.
            inner[:, column] = 0
            found = self.below(inner, inner_basis, nought, most - int(self.weights[column]))
            if found is not None:
                return found
            nought = nought.copy()
            nought[column] = True
        return None


def _take_in(table: Numbers, basis: list[int], row: int, columns: Numbers) -> None:
    """Let the first of ``columns`` stand for ``row``, if there is one."""
    if len(columns):
        basis[row] = int(columns[0])
        _exchange(table, row, basis[row])
