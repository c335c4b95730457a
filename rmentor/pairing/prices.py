"""Prices that prove a choice of pairs the best: what a seat, a mentee and a place are worth.

They are the dual of the flow in ``flow.py``. A mentor's seat has the price ``seat`` (never below
0, and 0 where a seat stays free), a mentee pays ``fee``, a group's place pays ``place``. If no
pair outside the choice is worth more than seat and fee together, no other choice is worth more
than this one: both sums are equal, and ``worth_at_most`` says so in integers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rmentor.pairing.demand import NO_GROUP, Demand
from rmentor.pairing.problem import Arcs, Numbers, Truth

FAR = 2**60


@dataclass(frozen=True)
class Prices:
    """What seats, mentees and places are worth, in points.

    Attributes:
        seat: By mentor.
        fee: By mentee; ``FAR`` for one who is out.
        place: By group: what getting a first mentor is worth there.
    """

    seat: Numbers
    fee: Numbers
    place: Numbers

    def less(self, margin: int) -> Prices:
        """The same, with fees that are lower by so much."""
        return replace(self, fee=self.fee - margin)

    def least(self) -> Numbers:
        """By mentee: fee and cheapest seat; no pair that scores as much or less is above its prices."""
        least: Numbers = self.fee + self.seat.min(initial=FAR)
        return least

    def below(self, arcs: Arcs) -> int:
        """How many pairs are worth more than their prices."""
        return int(np.count_nonzero(arcs.points > self.fee[arcs.rows] + self.seat[arcs.columns]))


class _Book:
    """A choice of pairs in the shape in which prices are worked out."""

    def __init__(self, arcs: Arcs, used: Truth, demand: Demand, seats: Numbers) -> None:
        mentees = len(demand.certain)
        self.arcs = arcs
        self.points = np.where(used, -FAR, arcs.points)
        self.starts = np.searchsorted(arcs.rows, np.arange(mentees + 1))
        chosen = arcs.where(used)
        self.partners = np.bincount(chosen.rows, minlength=mentees)
        self.idle = np.bincount(chosen.columns, minlength=len(seats)) < seats
        slot = np.arange(len(chosen)) - np.searchsorted(chosen.rows, chosen.rows)
        shape = (mentees, max(1, int(self.partners.max(initial=0))))
        self.mentors = np.zeros(shape, dtype=np.int64)
        self.worth = np.full(shape, FAR)
        self.mentors[chosen.rows, slot] = chosen.columns
        self.worth[chosen.rows, slot] = chosen.points
        self.taken = self.worth < FAR
        beyond = demand.beyond_first(self.partners)
        self.ceiling = np.where(beyond < demand.spare, 0, FAR)
        self.optional = beyond > 0
        grouped = demand.group != NO_GROUP
        self.holding = np.flatnonzero(grouped & (self.partners > 0))
        self.without = np.flatnonzero(grouped & (self.partners == 0))
        self.group = demand.group

    def arcs_of(self, mentees: Numbers) -> Numbers:
        """Arcs of these mentees, one mentee after another."""
        starts, counts = self.starts[mentees], self.starts[mentees + 1] - self.starts[mentees]
        before = np.cumsum(counts) - counts
        places: Numbers = np.arange(counts.sum()) + np.repeat(starts - before, counts)
        return places


def settle(
    arcs: Arcs,
    used: Truth,
    demand: Demand,
    seats: Numbers,
    start: Prices | None = None,
    patience: int | None = None,
) -> Prices | None:
    """Lowest seat prices at which the choice ``used`` is best among ``arcs``.

    Prices rise from 0, or from those of ``start`` if they belong to the same choice among fewer
    arcs, until nobody would rather have another mentor (Bellman and Ford's shortest paths, from
    the people whose prices have just changed).

    Returns:
        None where the choice is not the best: prices would rise for ever. That is noticed where
        a seat that stays free gets a price, where a mentor beyond a mentee's first costs more
        than the pair is worth, or after ``patience`` rounds.
    """
    book = _Book(arcs, used, demand, seats)
    seat = np.zeros(len(seats), dtype=np.int64) if start is None else start.seat.copy()
    place = np.full(len(demand.places), -FAR) if start is None else start.place.copy()
    fee = np.where(demand.out, FAR, book.ceiling)
    fee[book.without] = np.minimum(fee[book.without], -place[book.group[book.without]])
    asking = np.arange(len(fee))
    everybody = len(fee) + len(seat) + 2
    for _ in range(everybody if patience is None else patience):
        paid = np.where(book.taken[asking], book.worth[asking] - seat[book.mentors[asking]], FAR)
        fee[asking] = np.minimum(fee[asking], paid.min(axis=1))
        if len(place):
            asking = np.union1d(asking, _raise_places(book, place, fee))
        rising = book.arcs_of(asking)
        offers = book.points[rising] - fee[arcs.rows[rising]]
        before = seat.copy()
        np.maximum.at(seat, arcs.columns[rising], offers)
        risen = seat > before
        if (risen & book.idle).any() or (fee[book.optional] < 0).any():
            return None
        if not risen.any():
            return Prices(seat, fee, place)
        asking = np.flatnonzero((risen[book.mentors] & book.taken).any(axis=1))
    return None


def _raise_places(book: _Book, place: Numbers, fee: Numbers) -> Numbers:
    """Raise what places are worth to their dearest holder; answer who without one pays less for it."""
    before = place.copy()
    np.maximum.at(place, book.group[book.holding], -fee[book.holding])
    raised = book.without[(place > before)[book.group[book.without]]]
    fee[raised] = np.minimum(fee[raised], -place[book.group[raised]])
    return raised


def worth_at_most(some: Arcs, demand: Demand, seats: Numbers, prices: Prices) -> int:
    """What no choice of pairs can exceed, if no pair but ``some`` is worth more than its prices.

    Exact, in Python's integers: the value of the dual.
    """
    gain = np.maximum(some.points - prices.seat[some.columns] - prices.fee[some.rows], 0)
    fee, spare = prices.fee.tolist(), demand.spare.tolist()
    total: int = sum(gain.tolist())
    total += sum(a * b for a, b in zip(prices.seat.tolist(), seats.tolist(), strict=True))
    total += sum(fee[row] for row in np.flatnonzero(demand.certain).tolist())
    total += sum(spare[row] * max(0, fee[row]) for row in np.flatnonzero(demand.spare > 0).tolist())
    for group, (places, price) in enumerate(
        zip(demand.places.tolist(), prices.place.tolist(), strict=True)
    ):
        rows = np.flatnonzero(demand.group == group).tolist()
        total += sum(max(0, fee[row] + price) for row in rows) - places * price
    return total
