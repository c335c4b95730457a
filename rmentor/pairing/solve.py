"""The exact solver: a flow on few pairs, prices for all of them, and back until none would help.

1. Find how many mentees of each waiting time can be served (``served.py``).
2. Take the most promising pairs and solve the flow on them (``flow.py``).
3. Work out prices (``prices.py``) and look for a pair that is worth more than its prices: first among
   those at hand (``kept.py``), then among all, block by block. If there is none, the choice is the
   best of all, and the prices prove it.
4. Otherwise add those pairs. If prices can be found at which the old choice stays the best, go on
   looking with these; else solve again (column generation; Dantzig and Wolfe, 1960).
"""

from __future__ import annotations

from dataclasses import dataclass

from rmentor.pairing.arcs import any_above, arcs_above, first_arcs
from rmentor.pairing.demand import Demand, demand_of
from rmentor.pairing.flow import best_flow
from rmentor.pairing.prices import Prices, settle, worth_at_most
from rmentor.pairing.problem import Arcs, Problem, arcs_at, places_among
from rmentor.pairing.served import Served

# With more better pairs than this, or prices that still rise after so many rounds, it is quicker
# to make the choice anew than to look for prices at which it stays the best.
FEW_BETTER = 100
# Pairs that are worth nearly as much as their prices are likely to be asked for next.
MARGIN = 100
PATIENCE = 60


@dataclass(frozen=True)
class Solution:
    """A best choice of pairs with its proof.

    Attributes:
        chosen: Its pairs.
        demand: Who is served in every best choice, and who competes.
        prices: Prices at which no other pair is worth it.
        gap: Points between its worth and what no choice can exceed: 0, it is the best.
    """

    chosen: Arcs
    demand: Demand
    prices: Prices
    gap: int


def solve(problem: Problem, served: Served) -> Solution:
    """Find the choice with the largest sum among those that serve as ``served`` says."""
    demand = demand_of(problem, served)
    width = problem.shape[1]
    arcs = _promising(problem, served, demand)
    while True:
        used = best_flow(arcs, demand, problem.seats)
        prices = settle(arcs, used, demand, problem.seats)
        if prices is None:
            raise AssertionError("the flow was not the best among its arcs")
        chosen = arcs.where(used)
        # Only a pair of a mentee with several mentors may be worth more than its prices.
        several = bool(demand.spare.any())
        others = problem.table.without(chosen.by_mentee()) if several else problem.table
        while prices is not None:
            near = arcs_above(others, prices, MARGIN, at_hand=True)
            better = prices.below(near)
            if not better:
                if not any_above(others, prices):
                    priced = chosen.joined_with(problem.present, width)
                    bound = worth_at_most(priced, demand, problem.seats, prices)
                    return Solution(chosen, demand, prices, bound - int(chosen.points.sum()))
                near = arcs_above(others, prices, MARGIN)
                better = prices.below(near)
            arcs = arcs.joined_with(near, width)
            if better > FEW_BETTER:
                break
            used = places_among(arcs, chosen, width)
            prices = settle(arcs, used, demand, problem.seats, prices, PATIENCE)


def _promising(problem: Problem, served: Served, demand: Demand) -> Arcs:
    """Pairs to begin with: those that exist, one way to serve as many as possible, and good ones."""
    width = problem.shape[1]
    one_way = [(row, mentor) for row, mentor in enumerate(served.mentors.tolist()) if mentor >= 0]
    arcs = problem.present.joined_with(arcs_at(problem, one_way), width)
    arcs = arcs.joined_with(first_arcs(problem.table, problem.seats), width)
    return arcs.where(~demand.out[arcs.rows])
