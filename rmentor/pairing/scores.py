"""Scores of all pairs, block by block, equal to the plain exact form.

A score is a sum of fractions, rounded with halves up. Here it is added up in double precision,
which errs by less than ``ERROR``. A sum farther than that from a point where rounding turns is
safe. Nearer to it, it can only be the point itself if all fractions have a common denominator
below ``1 / (2 * ERROR)``: then adding ``ERROR`` makes the rounding right. Where denominators are
larger than that, those few entries are computed again with the plain form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rmentor.model.program import Program
from rmentor.pairing.block import EVERYWHERE, Block, Couples
from rmentor.pairing.case import FULL, Case
from rmentor.pairing.columns import People
from rmentor.pairing.criteria import CRITERIA, HALF, Criterion, score_of
from rmentor.pairing.rules import RULES
from rmentor.pairing.sums import KEPT_BYTES

Scores = NDArray[np.int16]
Places = NDArray[np.int64]

INFEASIBLE = -1
LONG = 2**31
# Each of at most 9 terms carries 3 roundings and each addition one, of numbers up to 10000:
# below 12 * 2**-53 * 10000 = 1.4e-11.
ERROR = 4e-11
LARGEST_UNIT = 1 / (2 * ERROR)
PAIRS_AT_ONCE = 2**22
MANY = 4  # where one entry in so many is feasible, adding up the whole block is quicker


class Entries(NamedTuple):
    """Some entries of a block, one after another.

    Attributes:
        places: Row of each in the block.
        columns: Mentor of each.
        flat: Place of each in the block, row by row.
    """

    places: Places
    columns: Places
    flat: Places


def entries_of(mask: NDArray[np.bool_]) -> Entries:
    """Entries of a block where ``mask`` holds."""
    height, width = mask.shape
    flat = np.flatnonzero(mask)
    ends = np.searchsorted(flat, np.arange(height + 1) * width)
    places = np.repeat(np.arange(height), np.diff(ends))
    return Entries(places, flat - places * width, flat)


class SharedRows:
    """Rows that mentees with equal keys share, made once for one of them.

    Args:
        keys: Columns of numbers by mentee; rows are equal where all of them are.
        make: Rows of some mentees.
        row_bytes: Size of one.
        kept_bytes: Size of all up to which they are kept; else they are made when they are asked for.
    """

    def __init__(
        self,
        keys: Sequence[NDArray[Any]],
        make: Callable[[Places], NDArray[Any]],
        row_bytes: int,
        kept_bytes: int | None = None,
    ) -> None:
        listed = np.column_stack([key.astype(np.int64, copy=False) for key in keys])
        _, self._first, number = np.unique(listed, axis=0, return_index=True, return_inverse=True)
        self._number = number.reshape(-1)
        self._make = make
        room = KEPT_BYTES if kept_bytes is None else kept_bytes
        self._table = make(self._first) if len(self._first) * row_bytes <= room else None

    def of(self, mentees: Places) -> tuple[NDArray[Any], Places]:
        """A table of rows, and which of them is whose."""
        if self._table is not None:
            return self._table, self._number[mentees]
        used, places = np.unique(self._number[mentees], return_inverse=True)
        return self._make(self._first[used]), places


class _Term:
    """A criterion with what its counts are multiplied by, and the denominators that come of it."""

    def __init__(self, criterion: Criterion, points: Fraction, people: People) -> None:
        self.criterion = criterion
        self.points = points
        mine, theirs = criterion.units(people)
        self._by_mentee, self.mentee_units = _per_unit(points, mine)
        self._by_mentor, self.mentor_units = _per_unit(points, theirs)

    def factor(self, rows: Places, places: Places, columns: Places) -> NDArray[np.float64]:
        """Points for each count: those of the smaller unit, where there are two.

        ``places`` are those of ``rows``, over which ``columns`` are spread.
        """
        if self._by_mentor is None:
            assert self._by_mentee is not None  # noqa: S101 - a criterion has a unit on one side
            return self._by_mentee[rows][places]
        if self._by_mentee is None:
            return self._by_mentor[columns]
        return np.maximum(self._by_mentee[rows][places], self._by_mentor[columns])


def _per_unit(
    points: Fraction, units: NDArray[Any] | None
) -> tuple[NDArray[np.float64] | None, NDArray[Any] | None]:
    """Points divided by each unit, rounded once, and the exact denominators of that."""
    if units is None:
        return None, None
    different, places = np.unique(np.maximum(units, 1), return_inverse=True)
    exact = [points / unit for unit in different.tolist()]
    denominators = np.array([each.denominator for each in exact], dtype=object)
    return np.array([float(each) for each in exact])[places], denominators[places]


class Scorer:
    """Scores of all pairs of some people.

    Calling it with a range of mentees gives their scores, ``INFEASIBLE`` where a rule forbids the
    pair.
    """

    def __init__(self, people: People) -> None:
        self.people = people
        full_points = people.setting.full_points
        self._terms = [
            _Term(each, full_points[each.name], people)
            for each in CRITERIA
            if full_points[each.name]
        ]
        width = len(people.mentors)
        self._base = SharedRows(
            [people.constant(0), *(term.criterion.key(people) for term in self._terms)],
            self._light_points,
            8 * width,
        )
        self._allowed = SharedRows(
            [rule.key(people) for rule in RULES if rule.mask and rule.key], self._light_mask, width
        )
        self._mentee_units, self._mentor_units = self._units()
        largest = self._mentee_units.max(initial=1) * self._mentor_units.max(initial=1)
        self._always_safe = largest <= LARGEST_UNIT

    def __call__(self, start: int, stop: int) -> Scores:
        """Scores of mentees ``start`` to ``stop`` with every mentor."""
        return self.feasible_scores(self.block(np.arange(start, stop)))

    def block(self, rows: Places) -> Block:
        """Block of these mentees."""
        return Block(self.people, rows, self._all_scores)

    def feasible_scores(self, block: Block) -> Scores:
        """Scores of a block, ``INFEASIBLE`` where a rule forbids the pair."""
        table, numbers = self._allowed.of(block.rows)
        mask = self._allowed_by_all(block, table[numbers])
        entries = entries_of(mask)
        result = np.full(mask.shape, INFEASIBLE, dtype=np.int16)
        result.ravel()[entries.flat] = self._least(self._scores(block, entries))
        return result

    def at(self, rows: Places, columns: Places) -> Scores:
        """Scores of single pairs: mentee and mentor of each."""
        step = max(1, PAIRS_AT_ONCE // max(1, len(self.people.mentors)))
        parts = [np.zeros(0, dtype=np.int16)]
        for start in range(0, len(rows), step):
            some = slice(start, start + step)
            parts.append(self._scores_of_couples(rows[some], columns[some]))
        return np.concatenate(parts)

    def _scores_of_couples(self, rows: Places, columns: Places) -> Scores:
        couples = Couples(self.people, rows, self._all_scores, columns)
        table, numbers = self._allowed.of(rows)
        mask = self._allowed_by_all(couples, table[numbers, columns])
        places = np.arange(len(rows))
        entries = Entries(places, columns, places)
        scores = self._least(self._rounded(couples, entries, self._sums(couples, entries)))
        return np.where(mask, scores, np.int16(INFEASIBLE))

    def _allowed_by_all(self, block: Block, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Leave of ``mask``, where the light rules hold, where the others hold, too."""
        for rule in RULES:
            if rule.mask and not rule.key and rule.name != "score":
                allowed = rule.mask(block)
                if allowed is not EVERYWHERE:
                    mask &= allowed
        return mask

    def _least(self, scores: Scores) -> Scores:
        """Rule ``score``."""
        if self.people.rules.min_score:
            scores[scores < self.people.rules.min_score] = INFEASIBLE
        return scores

    def singly(self, couples: Couples) -> Scores:
        """Scores of single pairs, feasible or not, without the tables that rows share.

        Those grow with the number of mentors; for a million people there is no room for them.
        """
        places = np.arange(len(couples.rows))
        total = np.full(len(places), 0.5)
        for term in self._terms:
            counts = np.ravel(term.criterion.counts(couples))
            points = term.factor(couples.rows, places, couples.columns) * counts
            stated = np.ravel(term.criterion.stated(couples))
            total += np.where(stated, points, float(term.points / 2))
        return self._rounded(couples, Entries(places, couples.columns, places), total)

    def criteria(self, rows: Places, columns: Places) -> list[dict[str, int | None]]:
        """Every criterion of single pairs from 0 to 10000, None where unstated; exact."""
        couples = Couples(self.people, rows, self._all_scores, columns)
        values: list[list[int | None]] = []
        for criterion in CRITERIA:
            mine, theirs = criterion.units(self.people)
            units = np.minimum(
                np.full(len(rows), LONG) if mine is None else mine[rows],
                np.full(len(rows), LONG) if theirs is None else theirs[columns],
            )
            units = np.maximum(units, 1).astype(np.int64)
            counts = np.broadcast_to(criterion.counts(couples), len(rows)).astype(np.int64)
            points = (2 * FULL * counts + units) // (2 * units)
            stated = np.broadcast_to(criterion.stated(couples), len(rows))
            values.append(np.where(stated, points, np.array(None)).tolist())
        names = [criterion.name for criterion in CRITERIA]
        return [dict(zip(names, each, strict=True)) for each in zip(*values, strict=True)]

    def _all_scores(self, block: Block) -> Scores:
        shape = (len(block.rows), len(self.people.mentors))
        return self._scores(block, entries_of(np.ones(shape, dtype=bool))).reshape(shape)

    def _light_mask(self, rows: Places) -> NDArray[np.bool_]:
        block = self.block(rows)
        mask = np.ones((len(rows), len(self.people.mentors)), dtype=bool)
        for rule in RULES:
            if rule.mask and rule.key:
                mask &= rule.mask(block)
        return mask

    def _light_points(self, rows: Places) -> NDArray[np.float64]:
        """What needs no sums: light criteria, halves for the unstated, the half that rounds."""
        block = self.block(rows)
        places = np.arange(len(rows))[:, None]
        columns = np.arange(len(self.people.mentors))[None, :]
        total = np.full((len(rows), len(self.people.mentors)), 0.5)
        for term in self._terms:
            points: Any = 0.0
            if term.criterion.light:
                points = term.factor(rows, places, columns) * term.criterion.counts(block)
            total += np.where(term.criterion.stated(block), points, float(term.points / 2))
        return total

    def _scores(self, block: Block, entries: Entries) -> Scores:
        whole = len(block.rows) * len(self.people.mentors)
        add_up = self._whole_sums if MANY * len(entries.flat) > whole else self._sums
        return self._rounded(block, entries, add_up(block, entries))

    def _sums(self, block: Block, entries: Entries) -> NDArray[np.float64]:
        """Points of some entries of a block, or of single pairs."""
        table, numbers = self._base.of(block.rows)
        places, columns = entries.places, entries.columns
        total: NDArray[np.float64] = table[numbers[places], columns]
        for term in self._terms:
            if not term.criterion.light:
                counts = term.criterion.counts(block).ravel()[entries.flat]
                total += counts * term.factor(block.rows, places, columns)
        return total

    def _whole_sums(self, block: Block, entries: Entries) -> NDArray[np.float64]:
        """The same, by way of the whole block: quicker where many of its entries are wanted."""
        table, numbers = self._base.of(block.rows)
        total: NDArray[np.float64] = table[numbers]
        places = np.arange(len(block.rows))[:, None]
        columns = np.arange(len(self.people.mentors))[None, :]
        for term in self._terms:
            if not term.criterion.light:
                total += term.criterion.counts(block) * term.factor(block.rows, places, columns)
        return total.ravel()[entries.flat]

    def _rounded(self, block: Block, entries: Entries, total: NDArray[np.float64]) -> Scores:
        total += ERROR
        scores = total.astype(np.int16)
        if not self._always_safe:
            self._recompute_unsafe(block, entries, total, scores)
        return scores

    def _recompute_unsafe(
        self, block: Block, entries: Entries, total: NDArray[np.float64], scores: Scores
    ) -> None:
        """Compute exactly what lies too near a turning point for its denominators."""
        near = np.flatnonzero(np.abs(total - ERROR - np.rint(total)) <= 2 * ERROR)
        people = self.people
        for place in near.tolist():
            row = int(block.rows[entries.places[place]])
            column = int(entries.columns[place])
            if self._mentee_units[row] * self._mentor_units[column] > LARGEST_UNIT:
                case = Case(people.setting, people.mentors[column], people.mentees[row])
                scores[place] = score_of(case)

    def _units(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Denominators of a sum: the mentee's part, with all constants, and the mentor's part."""
        constant = lcm(2, *((term.points * HALF).denominator for term in self._terms))
        mine = np.full(len(self.people.mentees), constant, dtype=object)
        theirs = np.full(len(self.people.mentors), 1, dtype=object)
        for term in self._terms:
            if term.mentee_units is not None:
                mine = np.lcm(mine, term.mentee_units)
            if term.mentor_units is not None:
                theirs = np.lcm(theirs, term.mentor_units)
        return mine, theirs


def scorer(program: Program, people: People) -> Scorer:  # noqa: ARG001 - people know theirs
    """Scores of all pairs of ``people`` of a program, as a function of a range of mentees."""
    return Scorer(people)
