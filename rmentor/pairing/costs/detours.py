"""What it costs the whole that two people are paired: the cheapest way for everybody to make room.

A mentee who gets one mentor more must leave another, who takes somebody else, who leaves a mentor,
and so on, until the mentor wanted has a seat free. Every best whole with that pair in it differs from
a best one without it by one such way, for the new pair and the way together are a cycle in the flow
of ``flow.py``, and there are no others that would gain (Klein, 1967). So its cost is the length of a
shortest path, less what the new pair is worth. How many mentees of each waiting time are served
stays as it is on all these ways; where there is none, fewer can be served.

Nodes are mentors, then the hub (free seats, and mentors beyond a mentee's first), then the groups of
mentees who compete for places. Mentees are passed on the way from one node to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rmentor.pairing.demand import NO_GROUP, Demand
from rmentor.pairing.prices import FAR, Prices
from rmentor.pairing.problem import Arcs, Numbers, Truth

# Up to so many mentors, all ways are found at once, in the cube of their number.
FEW_MENTORS = 1200


@dataclass(frozen=True)
class _Steps:
    """Steps between a mentee (or a junction) and a node, with what each costs."""

    start: Numbers
    node: Numbers
    cost: Numbers


class Detours:
    """Costs of pairs that are not in a best choice.

    Args:
        points: What each pair is worth, by mentee and mentor; negative where it may not be.
        chosen: A best choice.
        demand: Who is served in every best choice, and who competes.
        seats: Free seats of each mentor.
    """

    def __init__(self, points: Numbers, chosen: Arcs, demand: Demand, seats: Numbers) -> None:
        self._points, self._chosen, self._demand = points, chosen, demand
        self._hub = len(seats)
        self._nodes = len(seats) + 1 + len(demand.places)
        height = len(demand.certain)
        self._partners = np.bincount(chosen.rows, minlength=height)
        self._idle = np.bincount(chosen.columns, minlength=len(seats)) < seats
        self._exits, self._entries = self._leaving(), self._freed()
        self._first = np.searchsorted(self._exits.start, np.arange(height + 1))

    def cost(self, row: int, column: int, worth: int, prices: Prices | None) -> int | None:
        """Points that the whole loses if this pair, worth so many, is in it; None if fewer are served.

        ``prices``: those that prove the choice the best; needed where mentors are many.
        """
        exits = slice(self._first[row], self._first[row + 1])
        nodes, costs = self._exits.node[exits], self._exits.cost[exits]
        if not len(nodes):
            return None
        if prices is None:
            way = int((costs + self._lengths[nodes, column]).min())
        else:
            way = self._search(row, column, prices)
        return None if way >= FAR // 2 else way - worth

    def _leaving(self) -> _Steps:
        """Where a mentee who has one mentor too many may go from: a mentor, or a place to grow into."""
        chosen, demand, partners = self._chosen, self._demand, self._partners
        growing = ~demand.out & (demand.beyond_first(partners) < demand.spare)
        more = np.flatnonzero(growing)
        waiting = np.flatnonzero((demand.group != NO_GROUP) & (partners == 0))
        start = np.concatenate([chosen.rows, more, waiting])
        node = [
            chosen.columns,
            np.full_like(more, self._hub),
            demand.group[waiting] + self._hub + 1,
        ]
        cost = [chosen.points, np.zeros_like(more), np.zeros_like(waiting)]
        order = np.argsort(start, kind="stable")
        return _Steps(start[order], np.concatenate(node)[order], np.concatenate(cost)[order])

    def _freed(self) -> _Steps:
        """Which mentors have a seat where a mentee gives up a place, by junction."""
        chosen, demand, partners = self._chosen, self._demand, self._partners
        beyond = chosen.where((demand.beyond_first(partners) > 0)[chosen.rows])
        competing = (demand.group != NO_GROUP) & (partners == 1)
        giving = chosen.where(competing[chosen.rows])
        return _Steps(
            np.concatenate(
                [np.full_like(beyond.rows, self._hub), demand.group[giving.rows] + self._hub + 1]
            ),
            np.concatenate([beyond.columns, giving.columns]),
            np.concatenate([beyond.points, giving.points]),
        )

    @cached_property
    def _open(self) -> Truth:
        """Pairs that could be made on the way."""
        found: Truth = (self._points >= 0) & ~self._demand.out[:, None]
        found[self._chosen.rows, self._chosen.columns] = False
        return found

    @cached_property
    def _lengths(self) -> Numbers:
        """Length of the shortest way between any two nodes (Floyd, 1962); ``FAR`` for none."""
        size = self._nodes
        lengths = np.full((size, size), FAR, dtype=np.int64)
        taking = np.where(self._open, -self._points.astype(np.int64), FAR)
        for row, node, cost in zip(
            self._exits.start.tolist(), self._exits.node.tolist(), self._exits.cost, strict=True
        ):
            column = lengths[: self._hub, node]
            np.minimum(column, taking[row] + cost, out=column)
        np.minimum.at(lengths, (self._entries.start, self._entries.node), self._entries.cost)
        np.minimum(lengths[: self._hub, self._hub], 0, out=lengths[: self._hub, self._hub])
        idle = np.flatnonzero(self._idle)
        lengths[self._hub, idle] = np.minimum(lengths[self._hub, idle], 0)
        np.fill_diagonal(lengths, 0)
        through = np.empty_like(lengths)
        for node in range(size):
            np.add(lengths[:, node, None], lengths[None, node, :], out=through)
            np.minimum(lengths, through, out=lengths)
        return lengths

    def _search(self, row: int, column: int, prices: Prices) -> int:
        """Length of the shortest way from a mentee to a mentor (Dijkstra, 1959).

        With prices as potentials no step has a length below 0 (Johnson, 1977).
        """
        exits, hub = self._exits, self._hub
        height = np.concatenate([prices.seat, [0], prices.place])
        fees = np.where(self._demand.out, 0, prices.fee)
        leaving = exits.cost - fees[exits.start] - height[exits.node]
        freeing = self._entries.cost + height[self._entries.start] - height[self._entries.node]
        far = np.full(self._nodes, FAR, dtype=np.int64)
        mine = slice(self._first[row], self._first[row + 1])
        np.minimum.at(far, exits.node[mine], leaving[mine])
        waiting = far.copy()
        while True:
            node = int(waiting.argmin())
            so_far = int(waiting[node])
            if node == column or so_far >= FAR // 2:
                return so_far if so_far >= FAR // 2 else so_far + int(fees[row] + height[column])
            waiting[node] = FAR
            if node < hub:
                taken = height[node] + fees - self._points[:, node].astype(np.int64)
                taken = np.where(self._open[:, node], taken, FAR)
                reached, lengths = exits.node, so_far + taken[exits.start] + leaving
                reached = np.append(reached, hub)
                lengths = np.append(lengths, so_far + height[node])
            else:
                some = self._entries.start == node
                reached, lengths = self._entries.node[some], so_far + freeing[some]
                if node == hub:
                    idle = np.flatnonzero(self._idle)
                    reached = np.concatenate([reached, idle])
                    lengths = np.concatenate([lengths, so_far - height[idle]])
            before = far[reached]
            np.minimum.at(far, reached, lengths)
            nearer = reached[far[reached] < before]
            waiting[nearer] = far[nearer]
