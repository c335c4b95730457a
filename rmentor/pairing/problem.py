"""What is to be solved: scores, free seats, who waits; and the pairs that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.kept import KeptScores
from rmentor.pairing.scores import INFEASIBLE, Scorer, Scores

Numbers = NDArray[np.int64]
Truth = NDArray[np.bool_]

# Larger blocks leave the processor's cache, smaller ones leave Python too much to do.
BLOCK_PAIRS = 2**17
MANY_BLOCKS = 16
HIGHEST = 2**62  # above all scores and prices


@dataclass(frozen=True)
class ScoreTable:
    """Scores of all pairs, handed out in blocks of mentees.

    Attributes:
        shape: Mentees, mentors.
        lowest: Scores below it count as infeasible.
    """

    shape: tuple[int, int]
    _rows: Callable[[int, int], Scores] | KeptScores
    lowest: int = 0
    _struck: Mapping[int, Sequence[int]] = field(default_factory=dict)
    _pairs: Callable[[Numbers, Numbers], NDArray[Any]] | None = None

    @property
    def struck(self) -> Mapping[int, Sequence[int]]:
        """Pairs that were taken out: mentors by mentee."""
        return self._struck

    def blocks(self, above: Numbers | None = None) -> Iterator[tuple[int, Scores]]:
        """First mentee and scores of each block; not to be changed.

        ``above``: by mentee, pairs that score as much or less may be missing, which is quicker.
        """
        height = block_height(self.shape)
        for start in range(0, self.shape[0], height):
            yield start, self._from(start, min(start + height, self.shape[0]), above)

    def best_blocks(self) -> Iterator[tuple[int, Scores]]:
        """The same with the best pairs of everybody only, as many as are at hand."""
        return self.blocks(np.full(self.shape[0], HIGHEST))

    def samples(self, part: int) -> Iterator[Scores]:
        """Best pairs of about one in ``part`` mentees: of whole blocks where there are many."""
        height = block_height(self.shape)
        starts = range(0, self.shape[0], height)
        if len(starts) < MANY_BLOCKS * part:
            yield from (scores[-start % part :: part] for start, scores in self.best_blocks())
            return
        above = np.full(self.shape[0], HIGHEST)
        for start in starts[::part]:
            yield self._from(start, min(start + height, self.shape[0]), above)

    def _from(self, start: int, stop: int, above: Numbers | None = None) -> Scores:
        if isinstance(self._rows, KeptScores) and (self.lowest or above is not None):
            least = np.full(stop - start, self.lowest - 1)
            if above is not None:
                least = np.maximum(least, above[start:stop])
            scores = self._rows.above(start, stop, least)
        else:
            scores = self._rows(start, stop)
        struck = [row for row in range(start, stop) if row in self._struck]
        if struck:
            scores = scores.copy()
            for row in struck:
                scores[row - start, self._struck[row]] = INFEASIBLE
        if self.lowest:
            scores = np.where(scores >= self.lowest, scores, np.int16(INFEASIBLE))
        return scores

    def at(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Scores of some pairs, sorted by mentee."""
        if self._pairs is not None:
            found = self._pairs(rows, columns).astype(np.int64)
            gone = np.array(
                [
                    column in self._struck.get(row, ())
                    for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
                ],
                dtype=bool,
            )
            return np.where(gone | (found < self.lowest), INFEASIBLE, found)
        parts = [np.zeros(0, dtype=np.int64)]
        for start, scores in self.blocks():
            first, last = np.searchsorted(rows, (start, start + len(scores)))
            parts.append(scores[rows[first:last] - start, columns[first:last]].astype(np.int64))
        return np.concatenate(parts)

    def without(self, struck: Mapping[int, Sequence[int]]) -> ScoreTable:
        """The same table without some pairs: mentors by mentee."""
        all_of_them = {
            row: sorted({*self._struck.get(row, ()), *struck.get(row, ())})
            for row in (*self._struck, *struck)
        }
        return replace(self, _struck=all_of_them)

    def at_least(self, lowest: int) -> ScoreTable:
        """The same table without what is below ``lowest``."""
        return replace(self, lowest=lowest)


def block_height(shape: tuple[int, int]) -> int:
    """Mentees of a block of a table with that many mentees and mentors."""
    return max(1, BLOCK_PAIRS // max(1, shape[1]))


def score_table(scorer: Scorer, shape: tuple[int, int]) -> ScoreTable:
    """Table of what ``scorer`` gives, worked out once as far as there is room for it."""
    kept = KeptScores(scorer, shape, block_height(shape))
    return ScoreTable(shape, kept, _pairs=scorer.at)


def single_pairs(
    scores: Callable[[int, int], Scores],
    pairs: Callable[[Numbers, Numbers], Numbers],
    shape: tuple[int, int],
) -> ScoreTable:
    """Table that keeps nothing, for so many people that only single pairs are ever asked for."""
    return ScoreTable(shape, scores, _pairs=pairs)


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
