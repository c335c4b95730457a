"""Which pairs the solver looks at: the most promising ones, and those that prices ask for.

Every pair is looked at in each scan, but only a few dozen for each person are worth an arc.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.problem import Arcs, Numbers, ScoreTable, Truth, no_arcs

Worth = NDArray[Any]

# Below this many possible pairs all of them are looked at from the start.
FEW_PAIRS = 60_000
PER_PERSON = 6
MOST_PER_MENTEE = 40
GOLDEN = 0.6180339887498949


def first_arcs(table: ScoreTable, seats: Numbers) -> Arcs:
    """Each mentee's best pairs and each mentor's: all if few, else about ``PER_PERSON`` of them."""
    possible = sum(int(np.count_nonzero(scores >= 0)) for _, scores in table.blocks())
    if possible <= FEW_PAIRS:
        return _gather(table, lambda _rows, scores: (scores >= 0, scores), table.shape[1])
    by_mentee, by_mentor = _thresholds(table, seats)

    def promising(rows: slice, scores: Worth) -> tuple[Truth, Worth]:
        return (scores >= by_mentee[rows, None]) | (scores >= by_mentor[None, :]), scores

    return _gather(table, promising, MOST_PER_MENTEE)


def _thresholds(table: ScoreTable, seats: Numbers) -> tuple[Worth, Worth]:
    """Score from which a pair is among the best of its mentee, and of its mentor.

    The best of every n-th pair is, more or less, the n-th best of all.
    """
    height, width = table.shape
    down = max(1, round(PER_PERSON / max(1.0, float(seats.mean()))))
    by_mentee = np.zeros(height, dtype=np.int16)
    by_mentor = np.zeros(width, dtype=np.int16)
    for start, scores in table.blocks():
        by_mentee[start : start + len(scores)] = scores[:, ::PER_PERSON].max(axis=1)
        some = scores[-start % down :: down]
        np.maximum(by_mentor, some.max(axis=0, initial=0), out=by_mentor)
    return np.maximum(by_mentee, np.int16(0)), by_mentor


def any_above(table: ScoreTable, by_mentee: Numbers, by_mentor: Numbers) -> bool:
    """Whether the score of any pair at all is above its two prices together."""
    least, prices = narrow_prices(by_mentee, by_mentor)
    for start, scores in table.blocks():
        profit = scores.astype(prices.dtype, copy=False) - prices
        above = profit > least[start : start + len(scores), None]
        if above.any() and (above & (scores >= 0)).any():
            return True
    return False


def arcs_above(table: ScoreTable, by_mentee: Numbers, by_mentor: Numbers) -> Arcs:
    """Pairs whose score is above the two prices together: the best few for each mentee."""
    least, prices = narrow_prices(by_mentee, by_mentor)

    def tempting(rows: slice, scores: Worth) -> tuple[Truth, Worth]:
        profit = scores.astype(prices.dtype, copy=False) - prices
        return (profit > least[rows, None]) & (scores >= 0), profit

    return _gather(table, tempting, MOST_PER_MENTEE)


def narrow_prices(by_mentee: Numbers, by_mentor: Numbers) -> tuple[Worth, Worth]:
    """Prices in the narrowest type in which a score less a mentor's price cannot overflow.

    A mentee's price beyond that type is above or below every such difference, and stays so.
    """
    largest = int(np.abs(by_mentor).max(initial=0))
    narrow = np.int16 if largest < 22_000 else np.int32 if largest < 2**31 - 22_000 else np.int64
    bounds = np.iinfo(narrow)
    return np.clip(by_mentee, bounds.min, bounds.max).astype(narrow), by_mentor.astype(narrow)


def _gather(
    table: ScoreTable, choose: Callable[[slice, Worth], tuple[Truth, Worth]], most: int
) -> Arcs:
    """Chosen pairs of all blocks, for each mentee at most the ``most`` best."""
    width = table.shape[1]
    found = [no_arcs()]
    for start, scores in table.blocks():
        mask, worth = choose(slice(start, start + len(scores)), scores)
        if not mask.any():
            continue
        flat = np.flatnonzero(mask)
        crowded = np.flatnonzero(np.bincount(flat // width) > most)
        if len(crowded):
            for place in crowded.tolist():
                mask[place] = _best_of(mask[place], worth[place], start + place, most)
            flat = np.flatnonzero(mask)
        points = scores.ravel()[flat].astype(np.int64)
        found.append(Arcs(flat // width + start, flat % width, points))
    return Arcs(
        np.concatenate([arcs.rows for arcs in found]),
        np.concatenate([arcs.columns for arcs in found]),
        np.concatenate([arcs.points for arcs in found]),
    )


def _best_of(mask: Truth, worth: Worth, row: int, most: int) -> Truth:
    """Keep ``most`` of a row: half of them the best, half spread over all that are left.

    The best alone would be the same few mentors for everybody where some are liked by all. A spread
    sample bounds how many pairs are left above their prices, whatever the scores are like
    (Clarkson, 1995).
    """
    columns = np.flatnonzero(mask)
    best = most // 2
    order = worth[columns].astype(np.int64) * len(mask) - (columns - row) % len(mask)
    parted = np.argpartition(order, len(order) - best)
    others = np.sort(columns[parted[:-best]])
    # Multiples of the golden ratio lie evenly on a ring, for rows and for places within a row.
    turns = (row * GOLDEN + np.arange(most - best) / (most - best)) % 1.0
    kept = np.zeros_like(mask)
    kept[columns[parted[-best:]]] = True
    kept[others[(turns * len(others)).astype(np.int64)]] = True
    return kept
