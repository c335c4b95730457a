"""Scores that were worked out once and are looked at again and again, kept in little room.

Of a hundred million pairs one in ten may be feasible, and only the better half of those is ever
asked for: a look at prices wants pairs that are worth more than their mentee pays. So of each
mentee the best pairs are kept, four bytes each, all of them where there is room, and of each mentor
the best, too. Whatever is left away is below a bound that is kept as well. A look that asks for
less than that bound gets the mentee's scores worked out anew: nothing is ever missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.scores import INFEASIBLE, Scores

# A fiftieth of what 10,000 by 10,000 scores need as doubles: 300 of each mentee, if all do not fit.
KEPT_BYTES = 16 * 2**20
PIECE = 2**16  # pairs of a block whose places fit into two bytes
# Of so many blocks one is looked at to learn how many pairs are feasible; and each mentor's best
# pairs are about as many.
SAMPLE = 16

Piece = tuple[NDArray[np.uint16], Scores]  # places of pairs, and their scores


class _Kept(NamedTuple):
    """What is kept of a block.

    Attributes:
        pieces: Its pairs, or the whole block where that is smaller.
        bounds: By mentee: pairs that are left away score less; 0, none is.
    """

    pieces: list[Piece] | Scores
    bounds: Scores


class KeptScores:
    """Scores of ranges of mentees, as ``score`` gives them.

    Args:
        score: Scores of mentees from one to another with every mentor.
        shape: Mentees, mentors.
        height: Mentees of a block; a range of exactly one block is the quickest.
    """

    def __init__(
        self, score: Callable[[int, int], Scores], shape: tuple[int, int], height: int
    ) -> None:
        self._score = score
        self._shape = shape
        self._height = height
        self._room = KEPT_BYTES
        self._blocks: dict[int, _Kept] = {}
        # How many pairs of a mentee are kept, and the score from which a mentor keeps one.
        self._most = shape[1]
        self._by_mentor: Scores | None = None
        blocks = -(-shape[0] // height)
        if 2 * shape[0] * shape[1] > self._room and blocks >= 2 * SAMPLE:
            self._look_at_some(range(0, blocks, SAMPLE))

    def __call__(self, start: int, stop: int) -> Scores:
        """Scores of mentees ``start`` to ``stop``; not to be changed."""
        return self.above(start, stop, np.full(stop - start, INFEASIBLE))

    def above(self, start: int, stop: int, least: NDArray[np.int64]) -> Scores:
        """The same, but of each mentee pairs that score ``least`` or less may be missing."""
        first, last = start // self._height, -(-stop // self._height)
        parts = [self._part(block, start, stop, least) for block in range(first, last)]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _part(self, block: int, start: int, stop: int, least: NDArray[np.int64]) -> Scores:
        """What of a range lies in a block."""
        first, last = self._bounds(block)
        begin, end = max(start, first), min(stop, last)
        kept = self._blocks.get(block)
        if kept is None:
            scores = self._score(begin, end)
            if end - begin == last - first:
                self._keep(block, scores)
            return scores
        missing = kept.bounds[begin - first : end - first] > least[begin - start : end - start] + 1
        rows = np.flatnonzero(missing).tolist()
        if 4 * len(rows) > end - begin:
            return self._score(begin, end)
        scores = self._unpacked(kept.pieces, last - first)[begin - first : end - first]
        for row in rows:
            scores[row] = self._score(begin + row, begin + row + 1)[0]
        return scores

    def _bounds(self, block: int) -> tuple[int, int]:
        first = block * self._height
        return first, min(first + self._height, self._shape[0])

    def _look_at_some(self, blocks: range) -> None:
        """Find out whether there is room for all feasible pairs, and if not, which to keep."""
        height, width = self._shape
        by_mentor, feasible, seen = np.zeros(width, dtype=np.int16), 0, 0
        for block in blocks:
            scores = self._score(*self._bounds(block))
            np.maximum(by_mentor, scores.max(axis=0), out=by_mentor)
            feasible += int(np.count_nonzero(scores >= 0))
            seen += len(scores)
        if 4 * feasible * height > self._room * seen:
            self._most = max(1, 3 * self._room // (16 * height))
            self._by_mentor = by_mentor

    def _keep(self, block: int, scores: Scores) -> None:
        """Keep a block in the smaller of two forms, if there is room for it."""
        bounds = np.zeros(len(scores), dtype=np.int16)
        mask = scores >= 0
        if self._by_mentor is not None:
            bounds = _thresholds(scores, self._most)
            mask = (scores >= bounds[:, None]) | (scores >= self._by_mentor)
        flat = np.flatnonzero(mask)
        whole = 4 * len(flat) >= scores.nbytes
        size = scores.nbytes if whole else 4 * len(flat)
        if size > self._room:
            return
        self._room -= size
        if whole:
            self._blocks[block] = _Kept(scores, np.zeros_like(bounds))
        else:
            self._blocks[block] = _Kept(_packed(scores, flat), bounds)

    def _unpacked(self, pieces: list[Piece] | Scores, height: int) -> Scores:
        if not isinstance(pieces, list):
            return pieces
        scores = np.full((height, self._shape[1]), INFEASIBLE, dtype=np.int16)
        flat = scores.reshape(-1)
        for number, (places, some) in enumerate(pieces):
            flat[number * PIECE : (number + 1) * PIECE][places] = some
        return scores


def _thresholds(scores: Scores, most: int) -> Scores:
    """Score from which about ``most`` pairs of a mentee are left: judged by every eighth of them."""
    some = scores[:, ::8]
    place = max(0, some.shape[1] - 1 - most // 8)
    return np.maximum(np.partition(some, place, axis=1)[:, place], 0)


def _packed(scores: Scores, flat: NDArray[np.int64]) -> list[Piece]:
    """Pairs of a block, whose places in it are ``flat``."""
    bounds = np.searchsorted(flat, np.arange(0, scores.size + PIECE, PIECE))
    some, places = scores.reshape(-1)[flat], (flat % PIECE).astype(np.uint16)
    return [
        (places[begin:end], some[begin:end])
        for begin, end in zip(bounds.tolist(), bounds[1:].tolist(), strict=False)
    ]
