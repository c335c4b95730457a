"""What a pair that was not chosen would cost the whole: from detours where they say it, else anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from rmentor.pairing.bitsets import members_of
from rmentor.pairing.costs.cost import Cost, cost_between, whole_of
from rmentor.pairing.costs.detours import FEW_MENTORS, Detours
from rmentor.pairing.costs.forcing import Forced, Ground
from rmentor.pairing.demand import demand_of
from rmentor.pairing.fair import raise_lowest
from rmentor.pairing.prices import Prices
from rmentor.pairing.problem import Arcs, Problem
from rmentor.pairing.scores import INFEASIBLE
from rmentor.pairing.served import Served, best_served, candidate_rows
from rmentor.pairing.solve import solve

# Pairs that are looked at in all solutions together that a price needs anew: 800 of them among 250
# mentors and 250 mentees. A limit in pairs is the same on every machine.
MOST_ANEW = 50_000_000


@dataclass
class Pricer:
    """Prices of pairs beside one whole that was proved the best.

    Attributes:
        ground: What was found, and what it could be chosen from.
        left: Pairs that may still be looked at in solutions anew.
    """

    ground: Ground
    left: int = field(default=MOST_ANEW)

    def cost(self, forced: Forced) -> Cost | None:
        """What the whole loses with that pair in it; exact.

        None where it cannot be, since somebody's places are all taken for good, or where so much
        has been solved anew already that this one is left out.
        """
        if forced.full:
            return None
        ground = self.ground
        points = None if forced.opens else self._by_detour(forced)
        if points is not None:
            lowest = ground.whole.lowest or 0
            falls = max(0, lowest - forced.points) if ground.program.aim == "fair" else 0
            return Cost(lowest=falls, points=points)
        if self.left <= 0:
            return None
        self.left -= ground.size_beside(forced)
        other = whole_of(ground.solve(forced), ground.waiting)
        return cost_between(ground.whole, other, ground.program.aim)

    def _by_detour(self, forced: Forced) -> int | None:
        """The cost in points where as many are served, and the lowest of the others stays the same."""
        people = self.ground.scorer.people
        row = people.row_of.get(forced.mentee)
        column = people.column_of.get(forced.mentor)
        if row is None or column is None or self._detours is None:
            return None
        points = self._detours.cost(row, column, forced.points, self._prices)
        if points is None or self._lowest_rises(row, column):
            return None
        return points

    @cached_property
    def _bounded(self) -> tuple[Problem, Served]:
        """The problem in which the choice has the largest sum, and who is served in it."""
        problem = self.ground.problem
        served = best_served(problem)
        return raise_lowest(problem, served) if self._is_fair else (problem, served)

    @property
    def _is_fair(self) -> bool:
        return self.ground.program.aim == "fair"

    @cached_property
    def _detours(self) -> Detours | None:
        """None where nothing was chosen, or by two sums one after the other (``choose.py``)."""
        ground = self.ground
        several = ground.program.rules.mentors_per_mentee > 1
        if not len(ground.chosen) or (self._is_fair and several):
            return None
        problem, served = self._bounded
        worth = ground.worth
        if self._is_fair:
            worth = np.where(worth >= problem.table.lowest, worth, INFEASIBLE)
        return Detours(worth, ground.chosen, demand_of(problem, served), problem.seats)

    @cached_property
    def _prices(self) -> Prices | None:
        problem, served = self._bounded
        return solve(problem, served).prices if problem.shape[1] > FEW_MENTORS else None

    @cached_property
    def _in_the_way(self) -> frozenset[int]:
        """Mentees without whom more of the others could be served by pairs above the lowest.

        Those whom an exchange leads to from somebody who is not served then. All others are served in
        every best way, so that leaving one of them out takes one away and helps nobody.
        """
        problem, _ = self._bounded
        above = problem.at_least(problem.table.lowest + 1)
        found, rows = best_served(above), candidate_rows(above)
        holders: dict[int, list[int]] = {}
        for row, column in enumerate(found.mentors.tolist()):
            holders.setdefault(column, []).append(row)
        asked = np.flatnonzero((found.mentors < 0) & (above.wanted > 0)).tolist()
        reached, seen = set(asked), 0
        while asked:
            new = rows[asked.pop()] & ~seen
            seen |= new
            more = {row for column in members_of(new) for row in holders.get(column, ())} - reached
            reached |= more
            asked += more
        return frozenset(reached)

    def _lowest_rises(self, row: int, column: int) -> bool:
        """Aim ``fair``: whether the others could all be above the lowest, this pair aside."""
        if not self._is_fair or row not in self._in_the_way:
            return False
        problem, served = self._bounded
        one = np.array([1])
        this = Arcs(one * row, one * column, one * 0)
        above = best_served(self.ground.problem.at_least(problem.table.lowest + 1).after(this))
        needed = dict(served.counts)
        if not problem.served[row]:
            needed[int(problem.waited[row])] -= 1
        return all(above.counts.get(years, 0) >= count for years, count in needed.items())
