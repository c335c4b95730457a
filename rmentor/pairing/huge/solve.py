"""The largest sum, or how far it can be: flows on few pairs, prices, and looks at all pairs.

As in ``pairing/solve.py``, but no look waits until nothing is left that is worth more than its
prices: raising each mentee's fee to the most that any seat leaves to them makes the prices prove a
bound at once. The rounds go on until the bound is near enough (Lagrange multipliers; Held and Karp,
1971).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rmentor.pairing.demand import Demand, demand_of
from rmentor.pairing.flow import best_flow
from rmentor.pairing.huge.effort import Effort, Phase
from rmentor.pairing.huge.looks import MOST_BETTER, Field, Look, better
from rmentor.pairing.prices import Prices, settle, worth_at_most
from rmentor.pairing.problem import Arcs, Problem
from rmentor.pairing.served import Served


@dataclass(frozen=True)
class Solution:
    """A choice of pairs and what no choice can exceed.

    Attributes:
        chosen: Its pairs.
        gap: Points between its worth and the bound: 0, it is the best.
    """

    chosen: Arcs
    gap: int


def solve(field: Field, problem: Problem, served: Served, arcs: Arcs, effort: Effort) -> Solution:
    """Find a choice with nearly the largest sum among those that serve as ``served`` says.

    Args:
        field: All pairs that there may be.
        problem: Seats, demand, and pairs that exist; these are among ``arcs``.
        served: How many are served, and one way to do it, which is among ``arcs``.
        arcs: Pairs to begin with. What the field's bounds do not see must be among them.
        effort: When to stop.
    """
    demand = demand_of(problem, served)
    arcs = arcs.where(~demand.out[arcs.rows])
    field = replace(field, seeking=field.seeking & ~demand.out)
    bound: int | None = None
    most, rounds, gap = MOST_BETTER, 0, None
    while True:
        rounds += 1
        effort.tell(Phase("solve", rounds, gap))
        used = best_flow(arcs, demand, problem.seats)
        prices = settle(arcs, used, demand, problem.seats)
        if prices is None:
            raise AssertionError("the flow was not the best among its arcs")
        chosen = arcs.where(used)
        total = int(chosen.points.sum())
        effort.tell(Phase("prove", rounds, gap))
        look = better(field, prices, chosen if demand.spare.any() else None, most)
        proved = _bound(problem, demand, chosen, prices, look)
        bound = proved if bound is None else min(bound, proved)
        gap = 100 * (bound - total) / max(1, total)
        if gap <= effort.gap or bound == total or effort.enough():
            return Solution(chosen, bound - total)
        before = len(arcs)
        arcs = arcs.joined_with(look.arcs, problem.shape[1])
        if len(arcs) == before:
            # All pairs that were kept are known; what was left out only seems to be worth more.
            most *= 4


def _bound(problem: Problem, demand: Demand, chosen: Arcs, prices: Prices, look: Look) -> int:
    """What no choice can exceed: the value of prices that no pair but the chosen ones is above."""
    found = look.arcs
    fee = np.maximum(prices.fee, look.ceiling)
    np.maximum.at(fee, found.rows, found.points - prices.seat[found.columns])
    priced = chosen.joined_with(problem.present, problem.shape[1])
    return worth_at_most(priced, demand, problem.seats, replace(prices, fee=fee))
