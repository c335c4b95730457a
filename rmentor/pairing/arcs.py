"""Which pairs the solver looks at: the most promising ones, and those that prices ask for.

Every pair is looked at in each scan, but only a few dozen for each person are worth an arc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.prices import Prices
from rmentor.pairing.problem import Arcs, Numbers, ScoreTable, Truth, no_arcs

Worth = NDArray[Any]

# Up to this many possible pairs all of them are looked at from the start; where there are very many
# pairs, the possible ones are not even counted.
FEW_PAIRS = 60_000
MANY_PAIRS = 4_000_000
PER_PERSON = 6
MOST_PER_MENTEE = 40
GOLDEN = 0.6180339887498949


def first_arcs(table: ScoreTable, seats: Numbers) -> Arcs:
    """Each mentee's best pairs and each mentor's: all if few, else about ``PER_PERSON`` of them."""
    height, width = table.shape
    if height * width <= MANY_PAIRS and _possible(table) <= FEW_PAIRS:
        return _gather(table.blocks(), lambda _rows, scores: (scores >= 0, scores), width)
    by_mentor = _thresholds(table, seats)

    def promising(_rows: slice, scores: Worth) -> tuple[Truth, Worth]:
        by_mentee = scores[:, ::PER_PERSON].max(axis=1, keepdims=True)
        return (scores >= np.maximum(by_mentee, 0)) | (scores >= by_mentor), scores

    return _gather(table.best_blocks(), promising, MOST_PER_MENTEE)


def _possible(table: ScoreTable) -> int:
    return sum(int(np.count_nonzero(scores >= 0)) for _, scores in table.blocks())


def _thresholds(table: ScoreTable, seats: Numbers) -> Worth:
    """Score from which a pair is among the best of its mentor.

    The best of every n-th pair is, more or less, the n-th best of all.
    """
    part = max(1, round(PER_PERSON / max(1.0, float(seats.mean()))))
    by_mentor = np.zeros(table.shape[1], dtype=np.int16)
    for some in table.samples(part):
        np.maximum(by_mentor, some.max(axis=0, initial=0), out=by_mentor)
    return by_mentor


def any_above(table: ScoreTable, prices: Prices) -> bool:
    """Whether any pair at all is worth more than its prices."""
    fee, seat = narrow_prices(prices)
    for start, scores in table.blocks(prices.least()):
        profit = scores.astype(seat.dtype, copy=False) - seat
        above = profit > fee[start : start + len(scores), None]
        if above.any() and (above & (scores >= 0)).any():
            return True
    return False


def arcs_above(table: ScoreTable, prices: Prices, margin: int, *, at_hand: bool = False) -> Arcs:
    """Pairs worth nearly as much as their prices, or more: the best few for each mentee.

    Args:
        table: Scores.
        prices: What pairs are held against.
        margin: How much less than their prices they may be worth.
        at_hand: Look only among the pairs that are at hand without working out scores.
    """
    prices = prices.less(margin)
    fee, seat = narrow_prices(prices)

    def tempting(rows: slice, scores: Worth) -> tuple[Truth, Worth]:
        profit = scores.astype(seat.dtype, copy=False) - seat
        return (profit > fee[rows, None]) & (scores >= 0), profit

    blocks = table.best_blocks() if at_hand else table.blocks(prices.least())
    return _gather(blocks, tempting, MOST_PER_MENTEE)


def narrow_prices(prices: Prices) -> tuple[Worth, Worth]:
    """Fees and seats in the narrowest type in which a score less a seat's price cannot overflow.

    A fee beyond that type is above or below every such difference, and stays so.
    """
    largest = int(np.abs(prices.seat).max(initial=0))
    narrow = np.int16 if largest < 22_000 else np.int32 if largest < 2**31 - 22_000 else np.int64
    bounds = np.iinfo(narrow)
    return np.clip(prices.fee, bounds.min, bounds.max).astype(narrow), prices.seat.astype(narrow)


def _gather(
    blocks: Iterable[tuple[int, Worth]],
    choose: Callable[[slice, Worth], tuple[Truth, Worth]],
    most: int,
) -> Arcs:
    """Chosen pairs of all blocks, for each mentee at most the ``most`` best."""
    found = [no_arcs()]
    for start, scores in blocks:
        width = scores.shape[1]
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
