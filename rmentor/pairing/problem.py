"""What is to be solved: scores, free seats, who waits; and the pairs that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.scores import INFEASIBLE, Scores

Numbers = NDArray[np.int64]
Truth = NDArray[np.bool_]

# Scores are kept up to 10,000 people who are mentor and mentee; above, each look computes them anew.
KEPT_PAIRS = 10_000 * 10_000 + 1
BLOCK_PAIRS = 2**18


@dataclass(frozen=True)
class ScoreTable:
    """Scores of all pairs, handed out in blocks of mentees.

    Attributes:
        shape: Mentees, mentors.
        lowest: Scores below it count as infeasible.
    """

    shape: tuple[int, int]
    _rows: Callable[[int, int], Scores]
    lowest: int = 0

    def blocks(self) -> Iterator[tuple[int, Scores]]:
        """First mentee and scores of each block; not to be changed."""
        height = max(1, BLOCK_PAIRS // max(1, self.shape[1]))
        for start in range(0, self.shape[0], height):
            scores = self._rows(start, min(start + height, self.shape[0]))
            if self.lowest:
                scores = np.where(scores >= self.lowest, scores, np.int16(INFEASIBLE))
            yield start, scores

    def at(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Scores of some pairs, sorted by mentee."""
        found = [np.zeros(0, dtype=np.int64)]
        for start, scores in self.blocks():
            first, last = np.searchsorted(rows, (start, start + len(scores)))
            found.append(scores[rows[first:last] - start, columns[first:last]].astype(np.int64))
        return np.concatenate(found)

    def without(self, struck: Mapping[int, list[int]]) -> ScoreTable:
        """The same table without some pairs: mentors by mentee."""

        def rows(start: int, stop: int) -> Scores:
            scores = self._rows(start, stop)
            mine = [row for row in range(start, stop) if row in struck]
            if mine:
                scores = scores.copy()
                for row in mine:
                    scores[row - start, struck[row]] = INFEASIBLE
            return scores

        return replace(self, _rows=rows) if struck else self

    def at_least(self, lowest: int) -> ScoreTable:
        """The same table without what is below ``lowest``."""
        return replace(self, lowest=lowest)


def score_table(score: Callable[[int, int], Scores], shape: tuple[int, int]) -> ScoreTable:
    """Table of what ``score`` gives for a range of mentees, kept unless it is very large."""
    table = ScoreTable(shape, score)
    if shape[0] * shape[1] > KEPT_PAIRS:
        return table
    kept = np.empty(shape, dtype=np.int16)
    for start, scores in table.blocks():
        kept[start : start + len(scores)] = scores
    return ScoreTable(shape, lambda start, stop: kept[start:stop])


@dataclass(frozen=True)
class Arcs:
    """Possible pairs, one after another, sorted by mentee, then mentor.

    Attributes:
        rows: Mentee of each.
        columns: Mentor of each.
        points: What each is worth.
    """

    rows: Numbers
    columns: Numbers
    points: Numbers

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)

    def where(self, mask: NDArray[Any]) -> Arcs:
        """Some of them: a mask or places."""
        return Arcs(self.rows[mask], self.columns[mask], self.points[mask])

    def by_mentee(self) -> dict[int, list[int]]:
        """Mentors of each mentee."""
        found: dict[int, list[int]] = {}
        for row, column in zip(self.rows.tolist(), self.columns.tolist(), strict=True):
            found.setdefault(row, []).append(column)
        return found

    def joined_with(self, others: Arcs, width: int) -> Arcs:
        """All of both, each once, those of ``self`` first; ``width`` is the number of mentors."""
        rows = np.concatenate([self.rows, others.rows])
        columns = np.concatenate([self.columns, others.columns])
        points = np.concatenate([self.points, others.points])
        _, first = np.unique(rows * width + columns, return_index=True)
        return Arcs(rows[first], columns[first], points[first])


def places_among(arcs: Arcs, some: Arcs, width: int) -> Truth:
    """Which of ``arcs`` are among ``some``."""
    return np.isin(arcs.rows * width + arcs.columns, some.rows * width + some.columns)


def no_arcs() -> Arcs:
    """No pair at all."""
    nothing = np.zeros(0, dtype=np.int64)
    return Arcs(nothing, nothing, nothing)


@dataclass(frozen=True)
class Problem:
    """Who may still be paired with whom, and what it is worth.

    Attributes:
        table: Scores; struck out where a pair stands already or is not to come back.
        seats: Free seats of each mentor.
        wanted: Mentors that each mentee may still get.
        served: Mentees who have a mentor already.
        waited: Earlier rounds without a partner, by mentee.
        present: Pairs that exist now and are up for choice, worth their score and what keeping them
            adds; struck out of ``table``.
    """

    table: ScoreTable
    seats: Numbers
    wanted: Numbers
    served: Truth
    waited: Numbers
    present: Arcs

    @property
    def shape(self) -> tuple[int, int]:
        """Mentees, mentors."""
        return self.table.shape

    def after(self, chosen: Arcs) -> Problem:
        """What is left to choose once these pairs are made."""
        height, width = self.shape
        partners = np.bincount(chosen.rows, minlength=height)
        return replace(
            self,
            table=self.table.without(chosen.by_mentee()),
            seats=self.seats - np.bincount(chosen.columns, minlength=width),
            wanted=self.wanted - partners,
            served=self.served | (partners > 0),
            present=self.present.where(~places_among(self.present, chosen, width)),
        )

    def at_least(self, lowest: int) -> Problem:
        """The same problem without pairs worth less than ``lowest``."""
        present = self.present.where(self.present.points >= lowest)
        return replace(self, table=self.table.at_least(lowest), present=present)


def arcs_at(problem: Problem, places: Sequence[tuple[int, int]]) -> Arcs:
    """Arcs of these (mentee, mentor), sorted, with what each is worth."""
    listed = np.array(places, dtype=np.int64).reshape(len(places), 2)
    rows, columns = listed[:, 0].copy(), listed[:, 1].copy()
    bare = Arcs(rows, columns, problem.table.at(rows, columns))
    width = problem.shape[1]
    present = problem.present.where(places_among(problem.present, bare, width))
    return present.joined_with(bare, width)
