"""Exact scores of single pairs, many at once, whatever the number of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.block import Couples
from rmentor.pairing.huge.bounds import no_scores
from rmentor.pairing.problem import Arcs, Numbers, Truth
from rmentor.pairing.rules import RULES
from rmentor.pairing.scores import INFEASIBLE, Scorer

AT_ONCE = 2**18


@dataclass(frozen=True)
class Singles:
    """Scores of single pairs, ``INFEASIBLE`` where a rule forbids one.

    Attributes:
        struck: Pairs that do not count, as ``codes`` gives them.
        lowest: Scores below it count as infeasible.
    """

    scorer: Scorer
    struck: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    lowest: int = 0
    _known: dict[int, Numbers] = field(default_factory=dict, repr=False, compare=False)

    @property
    def least(self) -> int:
        """Lowest score that is feasible."""
        return max(self.lowest, self.scorer.people.rules.min_score)

    def at_least(self, lowest: int) -> Singles:
        """The same without what is below ``lowest``."""
        return replace(self, lowest=lowest)

    def arcs(self, rows: Numbers, columns: Numbers) -> Arcs:
        """Those of these pairs that are feasible, each once, sorted."""
        width = len(self.scorer.people.mentors)
        rows, columns = np.divmod(np.unique(rows * width + columns), max(1, width))
        points = self.points(rows, columns)
        return Arcs(rows, columns, points).where(points >= 0)

    def points(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Score of each of these pairs."""
        parts = [np.zeros(0, dtype=np.int64)]
        for start in range(0, len(rows), AT_ONCE):
            some = slice(start, start + AT_ONCE)
            parts.append(self._points(rows[some], columns[some]))
        return np.concatenate(parts)

    def named(self) -> Iterator[tuple[int, int]]:
        """Pairs of whom one prefers the other: mentee and mentor."""
        for mapping in self.scorer.people.preferring:
            for row, columns in mapping.items():
                yield from ((row, column) for column in columns)

    def _points(self, rows: Numbers, columns: Numbers) -> Numbers:
        people = self.scorer.people
        couples = _Couples(people, rows, no_scores, columns, self._known)
        holds = ~among(rows * len(people.mentors) + columns, self.struck)
        for rule in RULES:
            if rule.mask and rule.name != "score":
                holds &= np.ravel(rule.mask(couples))
        scores = self.scorer.singly(couples).astype(np.int64)
        holds &= scores >= self.least
        return np.where(holds, scores, INFEASIBLE)


@dataclass(frozen=True)
class _Couples(Couples):
    """Single pairs that find those who name each other by halving, not one by one.

    Attributes:
        known: Codes of the mappings asked for so far, by identity; people keep their mappings.
    """

    known: dict[int, Numbers]

    def _count(self, *named: Mapping[int, list[int]]) -> NDArray[Any]:
        width = len(self.people.mentors)
        counts = np.zeros(len(self.rows), dtype=np.uint8)
        for mapping in named:
            if id(mapping) not in self.known:
                pairs = ((row, column) for row, columns in mapping.items() for column in columns)
                self.known[id(mapping)] = codes(pairs, width)
            counts += among(self.rows * width + self.columns, self.known[id(mapping)])
        return counts


def codes(pairs: Iterable[tuple[int, int]], width: int) -> Numbers:
    """One number for each pair of mentee and mentor, sorted; ``width`` is the number of mentors."""
    return np.unique(np.array([row * width + column for row, column in pairs], dtype=np.int64))


def among(some: Numbers, all_of_them: Numbers) -> Truth:
    """Which numbers are among others, which are sorted."""
    if not len(all_of_them):
        return np.zeros(len(some), dtype=bool)
    places = np.minimum(np.searchsorted(all_of_them, some), len(all_of_them) - 1)
    found: Truth = all_of_them[places] == some
    return found
