"""What one more seat, or one more pair, is worth to a choice that is the best.

A choice of pairs is a flow, and whatever a small change makes better is one way through what the
flow leaves over (the residual network of Ford and Fulkerson): somebody without a mentor takes a seat,
whoever sat there moves on to another, and so on, to a seat that is new or free. As the choice
is the best, no such way leads round in a circle and gains, so the best ways are found as
Bellman and Ford find shortest ones:

1. Begin at the unserved mentees (or, backwards, at the free seats) with what they bring.
2. Go on from everybody whose worth has risen, over the pairs known so far, until nothing rises.
3. Look through all pairs, block by block, for one that would raise somebody. If there is none, the
   ways are the best of all. Otherwise learn these pairs and go on from 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rmentor.pairing.arcs import first_arcs
from rmentor.pairing.problem import (
    HIGHEST,
    Arcs,
    Numbers,
    Problem,
    ScoreTable,
    Truth,
    no_arcs,
    places_among,
)

NOWHERE = -(2**62)
# Nobody is worth less than this who can be reached at all.
REACHED = -(2**61)
NOBODY = -1
# Pairs of one mentee that are learnt at a time.
MOST_OF_ONE = 40
# A longer wait comes before any sum of scores along a way.
WAIT_BITS = 36


@dataclass(frozen=True)
class Step:
    """A mentee who leaves one mentor for another; either may be ``NOBODY``."""

    mentee: int
    leaves: int
    joins: int


@dataclass(frozen=True)
class Ways:
    """The best ways through a choice.

    Attributes:
        room: By mentor, points that it adds to take one mentee more, while nobody loses a last
            mentor; ``NOWHERE`` where there is no room.
        seat: By mentor, points that one more seat adds as somebody unserved comes in, those who have
            waited longest before all others; ``NOWHERE`` where it serves nobody more.
        moving: By mentee, the same without the score of the pair that the mentee takes up.
    """

    room: Numbers
    seat: Numbers
    moving: Numbers
    _to_room: _Wave | None = None
    _from_unserved: _Wave | None = None

    def steps_to_room(self, mentor: int) -> tuple[Step, ...]:
        """Who moves where so that ``mentor`` can take one mentee more."""
        steps = []
        wave = self._to_room
        while wave is not None and (mentee := int(wave.head_before[mentor])) != NOBODY:
            joins = int(wave.tail_before[mentee])
            steps.append(Step(mentee, mentor, joins))
            if joins == NOBODY:
                break
            mentor = joins
        return tuple(steps)

    def steps_from(self, mentee: int, mentor: int) -> tuple[Step, ...]:
        """Who moves where as ``mentee`` joins ``mentor``, up to somebody who had no mentor."""
        steps = []
        wave, joins = self._from_unserved, mentor
        while wave is not None and (leaves := int(wave.head_before[mentee])) != NOBODY:
            steps.append(Step(mentee, leaves, joins))
            mentee, joins = int(wave.tail_before[leaves]), leaves
        return (*steps, Step(mentee, NOBODY, joins)) if steps else ()

    def takes_seat(self, mentor: int) -> int:
        """Who takes one more seat of ``mentor``."""
        assert self._from_unserved is not None  # noqa: S101 - else no seat is worth anything
        return int(self._from_unserved.tail_before[mentor])


def ways_without_moves(free: Numbers, mentees: int, unserved: Numbers) -> Ways:
    """Ways on which nobody moves: a free seat, or one new for somebody unserved."""
    moving = np.full(mentees, NOWHERE)
    moving[unserved] = 0
    return Ways(np.where(free > 0, 0, NOWHERE), np.full(len(free), NOWHERE), moving)


def best_ways(problem: Problem, found: Arcs, unserved: Numbers) -> Ways:
    """The best ways through the best choice ``found``; ``unserved``: mentees without any mentor."""
    height, width = problem.shape
    free = problem.seats - np.bincount(found.columns, minlength=width)
    if not len(unserved):
        return ways_without_moves(free, height, unserved)
    known = first_arcs(problem.table, problem.seats)
    incoming = _incoming(problem, found, unserved, known)
    outgoing = _outgoing(problem, found, free, known)
    return Ways(
        np.where(outgoing.tail > REACHED, outgoing.tail, NOWHERE),
        incoming.points(incoming.head),
        incoming.points(incoming.tail),
        outgoing,
        incoming,
    )


class _Wave:
    """What it is worth to come to each tail and to each head of the arcs over which people may move.

    An arc leads from its tail to its head and brings its points; a chosen pair leads back from head
    to tail and costs its points.

    Attributes:
        tail: Worth of each tail, ``NOWHERE`` where it cannot be reached.
        head: Worth of each head.
        tail_before: Tail through which each head is reached, or ``NOBODY``.
        head_before: Head through which each tail is reached, or ``NOBODY``: the way begins there.
        ties: Bits of a worth below its points, which only tell those apart where a way may begin.
    """

    def __init__(
        self, tail: Numbers, head: Numbers, back: tuple[Numbers, Numbers, Numbers], ties: int = 0
    ) -> None:
        self.tail, self.head, self.ties = tail, head, ties
        self.tail_before = np.full(len(head), NOBODY)
        self.head_before = np.full(len(tail), NOBODY)
        self._tails, self._heads, points = back
        self._cost = points << ties

    def points(self, worth: Numbers) -> Numbers:
        """What of a worth is points; what is above says how long the one who comes in waited."""
        half = 1 << (WAIT_BITS - 1)
        shifted = (worth >> self.ties) + half
        return np.where(worth > REACHED, (shifted & ((1 << WAIT_BITS) - 1)) - half, NOWHERE)

    def spread(self, tails: Numbers, heads: Numbers, points: Numbers) -> None:
        """Raise everybody who can be raised over these arcs, sorted by tail, and the ways back."""
        starts = np.searchsorted(tails, np.arange(len(self.tail) + 1))
        gains = points << self.ties
        self._go_back(np.arange(len(self._tails)))
        asking = np.flatnonzero(self.tail > REACHED)
        while len(asking):
            lengths = starts[asking + 1] - starts[asking]
            before = np.cumsum(lengths) - lengths
            arcs = np.arange(lengths.sum()) + np.repeat(starts[asking] - before, lengths)
            offers = self.tail[tails[arcs]] + gains[arcs]
            risen = _raise(self.head, heads[arcs], offers, self.tail_before, tails[arcs])
            asking = self._go_back(np.flatnonzero(risen[self._heads]))

    def _go_back(self, chosen: Numbers) -> Numbers:
        """Raise the tails of these chosen pairs; answer which have risen."""
        heads, tails = self._heads[chosen], self._tails[chosen]
        reached = self.head[heads] > REACHED
        heads, tails, cost = heads[reached], tails[reached], self._cost[chosen][reached]
        return np.flatnonzero(
            _raise(self.tail, tails, self.head[heads] - cost, self.head_before, heads)
        )


def _raise(
    worth: Numbers, places: Numbers, offers: Numbers, before: Numbers, origins: Numbers
) -> Truth:
    """Raise ``worth`` to the best offers and note where they come from; tell which has risen.

    Only an offer that is better changes where somebody comes from, so that ways never run in a
    circle.
    """
    old = worth.copy()
    np.maximum.at(worth, places, offers)
    risen: Truth = worth > old
    best = np.flatnonzero(risen[places] & (offers == worth[places]))[::-1]
    before[places[best]] = origins[best]
    return risen


def _incoming(problem: Problem, found: Arcs, unserved: Numbers, known: Arcs) -> _Wave:
    """Ways of the unserved, who have waited longest first, then the smaller ids, to every seat."""
    height, width = problem.shape
    rank = np.unique(problem.waited[unserved], return_inverse=True)[1].reshape(-1)
    ties = min(len(unserved).bit_length(), 61 - WAIT_BITS - int(rank.max()).bit_length())
    first_come = np.arange(len(unserved))[::-1] >> max(0, len(unserved).bit_length() - ties)
    tail = np.full(height, NOWHERE)
    tail[unserved] = (rank.astype(np.int64) << WAIT_BITS + ties) + first_come
    back = found.rows, found.columns, found.points
    wave = _Wave(tail, np.full(width, NOWHERE), back, ties)
    arcs = known.where(~places_among(known, found, width))
    while True:
        wave.spread(arcs.rows, arcs.columns, arcs.points)
        least = np.where(wave.tail > REACHED, -(wave.tail >> ties), HIGHEST)
        more = _better(problem.table, least, np.maximum(wave.head, REACHED) >> ties)
        more = more.where(~places_among(more, found, width))
        if not len(more):
            return wave
        arcs = arcs.joined_with(more, width)


def _outgoing(problem: Problem, found: Arcs, free: Numbers, known: Arcs) -> _Wave:
    """Ways from every seat to a free one, or to a mentee who has another mentor; backwards."""
    height, width = problem.shape
    partners = np.bincount(found.rows, minlength=height)
    spares_one = (partners > 1) | ((partners > 0) & problem.served)
    head = np.where(spares_one, 0, NOWHERE)
    back = found.columns, found.rows, found.points
    wave = _Wave(np.where(free > 0, 0, NOWHERE), head, back)
    if not spares_one.any() and not (free > 0).any():
        return wave
    arcs = known.where(~places_among(known, found, width))
    while True:
        order = np.argsort(arcs.columns, kind="stable")
        wave.spread(arcs.columns[order], arcs.rows[order], arcs.points[order])
        least = np.where(partners > 0, np.maximum(wave.head, REACHED), HIGHEST)
        more = _better(problem.table, least, np.where(wave.tail > REACHED, -wave.tail, HIGHEST))
        more = more.where(~places_among(more, found, width))
        if not len(more):
            return wave
        arcs = arcs.joined_with(more, width)


def _better(table: ScoreTable, least: Numbers, prices: Numbers) -> Arcs:
    """Pairs that score above ``least`` of the mentee and the mentor's price together: a few of each.

    Mentees whose ``least`` is ``HIGHEST`` are not looked at.
    """
    found = [no_arcs()]
    for start, scores in table.blocks(np.minimum(least + prices.min(), HIGHEST)):
        rows = np.flatnonzero(least[start : start + len(scores)] < HIGHEST)
        if not len(rows):
            continue
        mine = scores[rows]
        profit = mine - prices
        mask = (profit > least[start + rows, None]) & (mine >= 0)
        for crowded in np.flatnonzero(np.count_nonzero(mask, axis=1) > MOST_OF_ONE).tolist():
            columns = np.flatnonzero(mask[crowded])
            order = np.argsort(-profit[crowded, columns], kind="stable")
            mask[crowded, columns[order[MOST_OF_ONE:]]] = False
        places, columns = np.nonzero(mask)
        found.append(Arcs(rows[places] + start, columns, mine[mask].astype(np.int64)))
    return Arcs(
        np.concatenate([arcs.rows for arcs in found]),
        np.concatenate([arcs.columns for arcs in found]),
        np.concatenate([arcs.points for arcs in found]),
    )
