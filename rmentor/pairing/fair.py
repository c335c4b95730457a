"""Aim ``fair``: the lowest score as high as it can be, before the sum counts."""

from __future__ import annotations

import numpy as np

from rmentor.pairing.problem import Problem
from rmentor.pairing.served import Served, best_served

# Above any score with any points for keeping a pair.
NEVER = 2**40


def raise_lowest(problem: Problem, served: Served) -> tuple[Problem, Served]:
    """Leave away all pairs below the highest lowest score that still serves as many.

    Found by halving: a bound is too high where fewer mentees can be served without the pairs below
    it, which ``best_served`` proves each time. Where nobody new can be served, no pair is made.
    """
    if not any(served.counts.values()):
        nothing = problem.at_least(NEVER)
        return nothing, best_served(nothing)
    low, high = 0, _highest(problem, served)
    best = problem, served
    while low < high:
        middle = (low + high + 1) // 2
        bounded = problem.at_least(middle)
        found = best_served(bounded)
        if served.is_reached_by(found):
            low, best = middle, (bounded, found)
        else:
            high = middle - 1
    return best


def _highest(problem: Problem, served: Served) -> int:
    """Bound from above: nobody who is served in every best way gets more than the best candidate."""
    best = np.full(problem.shape[0], -1, dtype=np.int64)
    for start, scores in problem.table.blocks():
        best[start : start + len(scores)] = scores.max(axis=1, initial=-1)
    np.maximum.at(best, problem.present.rows, problem.present.points)
    return served.lowest_at_most(best, problem.waited)
