"""Looks at all pairs: which are promising to begin with, and which are above their prices.

Bunches are looked at in several threads at once; what they find does not depend on how many, nor on
the order in which they end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.huge.bounds import ROUNDED, Bounds
from rmentor.pairing.huge.singles import Singles, among
from rmentor.pairing.prices import Prices
from rmentor.pairing.problem import Arcs, Numbers, Truth, no_arcs

Places = NDArray[np.int64]
Worth = NDArray[np.float32]

# Each mentee's best pairs and each mentor's to begin with, about so many of each.
PER_PERSON = 14
MOST_FIRST = 64
# Kept for a mentee of one look: the best half, and a sample of the others.
MOST_BETTER = 32
# Pairs that are worth nearly as much as their prices are likely to be asked for next.
MARGIN = 60
GOLDEN = 0.6180339887498949
NEVER = -(2**62)


@dataclass(frozen=True)
class Field:
    """All pairs that there may be.

    Attributes:
        bounds: What they score at most.
        singles: What they score.
        open: Mentors who have free seats.
        seeking: Mentees who may get a mentor.
        workers: Threads that look at once.
    """

    bounds: Bounds
    singles: Singles
    open: Truth
    seeking: Truth
    workers: int = 1

    def at_least(self, lowest: int) -> Field:
        """The same without pairs that score less."""
        return replace(self, singles=self.singles.at_least(lowest))

    def columns(self, rows: Places) -> Places:
        """Mentors with free seats whom one of these mentees at least may have."""
        columns = self.bounds.columns(rows)
        return columns[self.open[columns]]

    def bunches(self, part: int = 1) -> list[Places]:
        """Mentees who may get a mentor, or one in ``part`` of them, in bunches."""
        rows = self.bounds.order[self.seeking[self.bounds.order]]
        return self.bounds.bunches(rows[::part])


class Hits(NamedTuple):
    """Some pairs of a bunch: place of the mentee in it, mentor, worth."""

    places: Places
    columns: Places
    worth: Worth


@dataclass(frozen=True)
class Look:
    """What a look found.

    Attributes:
        arcs: Exact pairs, sorted.
        ceiling: By mentee: nothing that was seen and not kept is worth more, after the seat's price;
            ``NEVER`` where everything was kept.
    """

    arcs: Arcs
    ceiling: Numbers


def promising(field: Field, seats: Numbers) -> Look:
    """Each mentee's best pairs and each mentor's, about ``PER_PERSON`` of each."""
    least = np.float32(field.singles.least - ROUNDED)
    by_mentor = np.maximum(_good_for_mentors(field, seats), least)

    def first(rows: Places) -> tuple[Hits, Numbers]:
        columns = field.columns(rows)
        by_mentee = np.maximum(_good_for_mentees(field, rows, columns), least)[:, None]
        marked = (
            (some, worth, (worth >= by_mentee) | (worth >= by_mentor[some]))
            for some, worth in field.bounds.blocks(rows, columns)
        )
        return _gather(rows, marked, MOST_FIRST)

    return _look(field, field.bunches(), first)


def better(field: Field, prices: Prices, chosen: Arcs | None, most: int = MOST_BETTER) -> Look:
    """Pairs that are worth more than their prices, or nearly as much: the best few of each mentee.

    ``chosen``: pairs that do not count, because they are in the choice already.
    """
    seat = np.minimum(prices.seat, 2**21)
    least = _rounded_down(prices.fee - MARGIN + 1 - ROUNDED)

    def above(rows: Places) -> tuple[Hits, Numbers]:
        blocks = field.bounds.blocks(rows, field.columns(rows), seat)
        marked = ((some, worth, worth >= least[rows, None]) for some, worth in blocks)
        return _gather(rows, marked, most)

    return _look(field, field.bunches(), above, chosen)


def _look(
    field: Field,
    bunches: Iterable[Places],
    look: Callable[[Places], tuple[Hits, Numbers]],
    without: Arcs | None = None,
) -> Look:
    """Carry out a look, bunch by bunch, and tell what the pairs found are worth exactly."""
    width = len(field.open)
    struck = (
        np.zeros(0, dtype=np.int64) if without is None else without.rows * width + without.columns
    )

    def whole(rows: Places) -> tuple[Places, Arcs, Numbers]:
        hits, ceiling = look(rows)
        mentees = rows[hits.places]
        new = ~among(mentees * width + hits.columns, struck)
        return rows, field.singles.arcs(mentees[new], hits.columns[new]), ceiling

    ceilings = np.full(len(field.seeking), NEVER)
    found = [no_arcs()]
    for rows, arcs, ceiling in in_threads(whole, bunches, field.workers):
        ceilings[rows] = ceiling
        found.append(arcs)
    return Look(joined(found), ceilings)


def in_threads(work: Callable[[Any], Any], items: Iterable[Any], workers: int) -> Iterator[Any]:
    """Results in the order of the items; whoever stops asking stops the work."""
    if workers == 1:
        yield from map(work, items)
        return
    pool = ThreadPoolExecutor(workers)
    try:
        yield from pool.map(work, items)
    finally:
        pool.shutdown(cancel_futures=True)


def joined(parts: Iterable[Arcs]) -> Arcs:
    """Arcs of different mentees, or of one bunch, sorted."""
    listed = list(parts)
    rows, columns, points = (
        np.concatenate([getattr(each, name) for each in listed])
        for name in ("rows", "columns", "points")
    )
    order = np.lexsort((columns, rows))
    return Arcs(rows[order], columns[order], points[order])


def _good_for_mentors(field: Field, seats: Numbers) -> Worth:
    """By mentor, a score that about ``PER_PERSON`` mentees reach: the second best of a sample.

    The best alone would be reached by one or two too often.
    """
    mean = float(seats[field.open].mean()) if field.open.any() else 1.0
    part = max(1, round(PER_PERSON / 2 / max(1.0, mean)))

    def best(rows: Places) -> list[tuple[Places, Worth]]:
        blocks = field.bounds.blocks(rows, field.columns(rows))
        return [(some, worth.max(axis=0)) for some, worth in blocks]

    first, second = np.zeros((2, len(field.open)), dtype=np.float32)
    for found in in_threads(best, field.bunches(part), field.workers):
        for some, worth in found:
            second[some] = np.maximum(second[some], np.minimum(first[some], worth))
            first[some] = np.maximum(first[some], worth)
    return second


def _good_for_mentees(field: Field, rows: Places, columns: Places) -> Worth:
    """The same by mentee of a bunch. The sample is spread evenly over all mentors."""
    some = columns[(columns * GOLDEN) % 1.0 < 2.0 / PER_PERSON]
    first, second = np.zeros((2, len(rows)), dtype=np.float32)
    for _, worth in field.bounds.blocks(rows, some):
        halves = worth[:, ::2].max(axis=1), worth[:, 1::2].max(axis=1, initial=0)
        for half in halves:
            second = np.maximum(second, np.minimum(first, half))
            first = np.maximum(first, half)
    return second


def _rounded_down(numbers: NDArray[Any]) -> Worth:
    """The same in float32, not above."""
    narrow = numbers.astype(np.float32)
    return np.where(narrow > numbers, np.nextafter(narrow, np.float32(-np.inf)), narrow)


def _gather(
    rows: Places, blocks: Iterable[tuple[Places, Worth, Truth]], most: int
) -> tuple[Hits, Numbers]:
    """What the masks of all blocks show, at most so much of a mentee; and a ceiling of the rest."""
    ceiling = np.full(len(rows), NEVER)
    found = [Hits(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))]
    for columns, worth, mask in blocks:
        flat = np.flatnonzero(mask)
        if len(flat):
            places, picked = np.divmod(flat, len(columns))
            hits = Hits(places, columns[picked], worth[places, picked])
            found.append(_best(hits, rows, most, ceiling))
    whole = Hits(*(np.concatenate(part) for part in zip(*found, strict=True)))
    return _best(whole, rows, most, ceiling), ceiling


def _best(hits: Hits, rows: Places, most: int, ceiling: Numbers) -> Hits:
    """At most ``most`` pairs of a mentee: half of them the best, half spread over all the others.

    The best alone would be the same few mentors for everybody where some are liked by all. A spread
    sample bounds how many pairs are left above their prices (Clarkson, 1995). What is left out
    raises ``ceiling``.
    """
    counts = np.bincount(hits.places, minlength=len(rows))
    crowded = np.flatnonzero(counts > most)
    if not len(crowded):
        return hits
    # Equal pairs begin at another mentor for each mentee.
    turned = ((hits.columns + rows[hits.places]) * GOLDEN) % 1.0
    order = np.lexsort((turned, -hits.worth, hits.places))
    starts = np.cumsum(counts) - counts
    rank = np.arange(len(order)) - starts[hits.places[order]]
    best = most // 2
    kept = (rank < best) | (counts <= most)[hits.places[order]]
    rest = counts[crowded] - best
    turns = (rows[crowded, None] * GOLDEN + np.arange(most - best) / (most - best)) % 1.0
    spread = starts[crowded, None] + best + (turns * rest[:, None]).astype(np.int64)
    kept[spread.ravel()] = True
    first_left = hits.worth[order[starts[crowded] + best]]
    ceiling[crowded] = np.maximum(
        ceiling[crowded], np.floor(first_left.astype(np.float64) + ROUNDED)
    )
    mine = order[kept]
    return Hits(hits.places[mine], hits.columns[mine], hits.worth[mine])
