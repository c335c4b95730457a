"""What pairs can score at most, for bunches of mentees: nearly always what they score.

Mentees with the same week and the same languages, places and grades may be paired with much the
same mentors. They are looked at together, and only with those mentors: a product of matrices
(``vectors.py``), plus a row of points for the common time, less what forbids a pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.block import Block
from rmentor.pairing.columns import People
from rmentor.pairing.huge.vectors import Matrix, steps_up, vectors
from rmentor.pairing.rules import RULES, Rule
from rmentor.pairing.scores import SharedRows

Places = NDArray[np.int64]

ROWS, COLUMNS = 256, 2048
# Common minutes of all weeks are kept up to this size: 500 weeks with half a million mentors.
KEPT_BYTES = 256 * 2**20
AT_ONCE = 16
# A run of equal weeks that is at least so long is a bunch of its own.
LONG_RUN = 64
# Below any score by more than any price.
FORBIDDEN = np.float32(-(2**22))
# What a pair can score at most is rounded by at most half a point, and up by less than a quarter.
ROUNDED = 0.75


class Bounds:
    """Upper bounds of the scores of all pairs of some people, handed out in blocks.

    They leave out what concerns single pairs: the rules ``self``, ``line``, ``avoid`` and
    ``score``, and who names whom in ``prefer``.
    """

    def __init__(self, people: People) -> None:
        self.people = people
        self._vectors = vectors(people)
        width = len(people.mentors)
        self._allowed = [
            SharedRows([rule.key(people)], _mask_of(people, rule), width)
            for rule in RULES
            if rule.mask and rule.key
        ]
        enough = 2 * people.program.framework.minutes
        self._enough, self._unstated, self._never = enough, enough + 1, enough + 2
        self._minutes_type = np.min_scalar_type(self._never)
        self._points = self._points_by_minutes()
        self._week = _weeks(people)
        self._minutes = SharedRows(
            [self._week], self._minutes_of, self._minutes_type.itemsize * width, KEPT_BYTES
        )
        keys = [rule.key(people) for rule in RULES if rule.key]
        alike = np.column_stack([*keys, self._week])
        self.order: Places = np.lexsort(alike.T)

    def bunches(self, mentees: Places | None = None, most: int | None = None) -> list[Places]:
        """Mentees, all or some, in bunches that are alike; at most so many in one."""
        most = most or ROWS
        chosen = self.order
        if mentees is not None:
            mask = np.zeros(len(self.order), dtype=bool)
            mask[mentees] = True
            chosen = chosen[mask[chosen]]
        changes = np.flatnonzero(np.diff(self._week[chosen])) + 1
        cuts = [0]
        for start, stop in pairwise([0, *changes.tolist(), len(chosen)]):
            if stop - start >= LONG_RUN:
                cuts += [*([start] if start > cuts[-1] else []), *_even_cuts(start, stop, most)]
            elif stop - cuts[-1] > most and start > cuts[-1]:
                cuts.append(start)
        if len(chosen) > cuts[-1]:
            cuts.append(len(chosen))
        return [chosen[start:stop] for start, stop in pairwise(cuts)]

    def columns(self, rows: Places) -> Places:
        """Mentors whom one of these mentees at least may have, as far as is known here."""
        minutes, used, _ = _rows_used(self._minutes, rows)
        may = (minutes[used] != self._never).any(axis=0)
        for allowed in self._allowed:
            table, used, _ = _rows_used(allowed, rows)
            may &= table[used].any(axis=0)
        return np.flatnonzero(may)

    def blocks(
        self, rows: Places, columns: Places, seat: NDArray[Any] | None = None
    ) -> Iterator[tuple[Places, Matrix]]:
        """Some mentors and, for each mentee and each of these, at most how much the pair scores.

        Add ``ROUNDED`` and round down. The next block takes the place of the one before.

        ``seat``: price of each mentor's seat, taken off.
        """
        left, forbidden = self._mine(rows, columns)
        minutes, weeks, week_of = _rows_used(self._minutes, rows)
        width = self._vectors.mentors.shape[1]
        right = np.empty((COLUMNS, left.shape[1]), dtype=np.float32)
        room = np.empty((len(rows), COLUMNS), dtype=np.float32)
        for start in range(0, len(columns), COLUMNS):
            some = columns[start : start + COLUMNS]
            theirs, worth = right[: len(some)], room[:, : len(some)]
            theirs[:, :width] = self._vectors.mentors[some]
            theirs[:, width:] = forbidden[:, start : start + COLUMNS].T
            np.matmul(left, theirs.T, out=worth)
            points = self._points[minutes[np.ix_(weeks, some)]]
            if seat is not None:
                points -= seat[some].astype(np.float32)
            worth += points if len(points) == 1 else points[week_of]
            yield some, worth

    def _mine(self, rows: Places, columns: Places) -> tuple[Matrix, Matrix]:
        """Vectors of these mentees, also of what forbids pairs; and that for these mentors."""
        parts, forbidden = [self._vectors.mentees[rows]], [np.zeros((0, len(columns)), np.float32)]
        for allowed in self._allowed:
            table, kinds, kind_of = _rows_used(allowed, rows)
            mask = np.stack([np.take(table[kind], columns) for kind in kinds.tolist()])
            if not mask.all():
                parts.append(np.eye(len(kinds), dtype=np.float32)[kind_of])
                forbidden.append(np.where(mask, np.float32(0), FORBIDDEN))
        return np.hstack(parts), np.concatenate(forbidden)

    def _minutes_of(self, rows: Places) -> NDArray[Any]:
        """Common minutes, as far as they count, of these mentees with everybody."""
        minutes = np.empty((len(rows), len(self.people.mentors)), dtype=self._minutes_type)
        for start in range(0, len(rows), AT_ONCE):
            block = _block(self.people, rows[start : start + AT_ONCE])
            some = minutes[start : start + AT_ONCE]
            some[:] = block.useful_minutes
            some[~np.broadcast_to(block.both_gave_windows, some.shape)] = self._unstated
            some[~np.broadcast_to(block.can_meet, some.shape)] = self._never
        return minutes

    def _points_by_minutes(self) -> Matrix:
        full = float(self.people.setting.full_points["time"])
        points = steps_up(full * np.arange(self._never + 1) / self._enough)
        points[self._unstated], points[self._never] = steps_up(full / 2), FORBIDDEN
        return points


def _even_cuts(start: int, stop: int, most: int) -> list[int]:
    parts = -(-(stop - start) // most)
    return [start + (stop - start) * part // parts for part in range(1, parts + 1)]


def _rows_used(shared: SharedRows, rows: Places) -> tuple[NDArray[Any], Places, Places]:
    """A table, the rows of it that these mentees use, and which of those is whose."""
    table, numbers = shared.of(rows)
    used, which = np.unique(numbers, return_inverse=True)
    return table, used, which.reshape(-1)


def _weeks(people: People) -> Places:
    """Number of each mentee's week; weeks that begin alike have neighbouring numbers."""
    stated = [
        (person.timezone, tuple((each.start, each.end) for each in person.availability))
        for person in people.mentees
    ]
    numbers = {week: number for number, week in enumerate(sorted(set(stated)))}
    return np.array([numbers[week] for week in stated], dtype=np.int64)


def _mask_of(people: People, rule: Rule) -> Any:
    def rows_of(rows: Places) -> NDArray[np.bool_]:
        assert rule.mask is not None  # noqa: S101 - only such rules are asked
        mask = rule.mask(_block(people, rows))
        return np.ascontiguousarray(np.broadcast_to(mask, (len(rows), len(people.mentors))))

    return rows_of


def _block(people: People, rows: Places) -> Block:
    return Block(people, rows, no_scores)


def no_scores(block: Block) -> NDArray[np.int16]:
    """Stand in for the scores of a block where no rule asks for them."""
    raise AssertionError(f"nobody asks for scores of {len(block.rows)} whole rows here")
