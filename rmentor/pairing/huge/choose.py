"""The door: very many people to their best pairs, and how far these can be from the best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rmentor.pairing.huge.bounds import Bounds
from rmentor.pairing.huge.effort import Effort, Phase
from rmentor.pairing.huge.looks import Field, Look, promising
from rmentor.pairing.huge.served import best_served
from rmentor.pairing.huge.singles import Singles, codes
from rmentor.pairing.huge.solve import Solution, solve
from rmentor.pairing.problem import Arcs, Numbers, Problem, ScoreTable, no_arcs, single_pairs
from rmentor.pairing.scores import Scorer
from rmentor.pairing.served import Served

# Up to 10,000 mentors and 10,000 mentees all pairs are looked at exactly (``choose.py``).
EXACT_PAIRS = 10_000 * 10_000
# Above any score with any points for keeping a pair.
NEVER = 2**40


def is_huge(shape: tuple[int, int]) -> bool:
    """Whether there are too many pairs to look at all of their scores."""
    return shape[0] * shape[1] > EXACT_PAIRS


def pairs_one_by_one(scorer: Scorer, shape: tuple[int, int]) -> ScoreTable:
    """Table of scores for so many people: it tells the score of a pair, and holds none."""
    return single_pairs(scorer, Singles(scorer).points, shape)


def best_pairs(
    scorer: Scorer, problem: Problem, aim: str, lowest_kept: int | None, effort: Effort
) -> tuple[Arcs, int, int]:
    """Pairs by the aim, their gap, and the score below which nothing was chosen.

    As many mentees are served as possible, long-waiting ones first, and for aim ``fair`` the lowest
    score is as high as possible: both exactly. ``gap``: points that any such choice can have more.
    """
    return _Search(scorer, effort).pairs(problem, aim, lowest_kept)


class _Search:
    def __init__(self, scorer: Scorer, effort: Effort) -> None:
        self._scorer, self._effort = scorer, effort
        self._bounds = Bounds(scorer.people)

    def pairs(self, problem: Problem, aim: str, lowest_kept: int | None) -> tuple[Arcs, int, int]:
        if aim != "fair":
            found = self._solved(problem)
            return found.chosen, found.gap, 0
        found, lowest = self._fairly(problem)
        chosen, gap = found.chosen, found.gap
        if lowest_kept is not None and (lowest_kept < lowest or not len(chosen)):
            lowest = lowest_kept
            more = self._solved(problem.after(chosen).at_least(lowest))
            chosen, gap = chosen.joined_with(more.chosen, problem.shape[1]), gap + more.gap
        return chosen, gap, lowest

    def _solved(self, problem: Problem) -> Solution:
        field, start, listed = self._begun(problem)
        self._effort.tell(Phase("serve"))
        served, arcs = best_served(field, problem, start.arcs, listed)
        return solve(field, problem, served, arcs, self._effort_for(problem))

    def _effort_for(self, problem: Problem) -> Effort:
        """The effort asked for; to the end where few people are still to be paired."""
        left = int(np.count_nonzero(problem.wanted)), int(np.count_nonzero(problem.seats))
        return self._effort if is_huge(left) else replace(self._effort, gap=0)

    def _begun(self, problem: Problem) -> tuple[Field, Look, Arcs]:
        """The field of a problem, promising pairs, and those of them that its bounds do not see."""
        width = problem.shape[1]
        struck = ((row, column) for row, some in problem.table.struck.items() for column in some)
        singles = Singles(self._scorer, codes(struck, width), problem.table.lowest)
        field = Field(
            self._bounds, singles, problem.seats > 0, problem.wanted > 0, self._effort.workers
        )
        listed = problem.present.joined_with(_named(singles), width)
        seen = (problem.seats[listed.columns] > 0) & (problem.wanted[listed.rows] > 0)
        listed = listed.where(seen)
        look = promising(field, problem.seats)
        return field, replace(look, arcs=listed.joined_with(look.arcs, width)), listed

    def _fairly(self, problem: Problem) -> tuple[Solution, int]:
        """The lowest score as high as it can be while as many are served, found by halving."""
        field, start, listed = self._begun(problem)
        self._effort.tell(Phase("serve"))
        served, arcs = best_served(field, problem, start.arcs, listed)
        if not any(served.counts.values()):
            return Solution(no_arcs(), 0), NEVER
        low, high = 0, _highest(problem, replace(start, arcs=arcs), served)
        best = served
        while low < high:
            middle = (low + high + 1) // 2
            bounded, above = problem.at_least(middle), field.at_least(middle)
            some, few = (each.where(each.points >= middle) for each in (arcs, listed))
            found, some = best_served(above, bounded, some, few)
            arcs = arcs.joined_with(some, problem.shape[1])
            if served.is_reached_by(found):
                low, best = middle, found
            else:
                high = middle - 1
        arcs = arcs.where(arcs.points >= low)
        effort = self._effort_for(problem)
        return solve(field.at_least(low), problem.at_least(low), best, arcs, effort), low


def _named(singles: Singles) -> Arcs:
    """Pairs of whom one prefers the other, which bounds leave out."""
    pairs = np.array(list(singles.named()), dtype=np.int64).reshape(-1, 2)
    return singles.arcs(pairs[:, 0], pairs[:, 1])


def _highest(problem: Problem, look: Look, served: Served) -> int:
    """Bound from above: nobody who is served in every best way gets more than from the best."""
    best: Numbers = look.ceiling.copy()
    np.maximum.at(best, look.arcs.rows, look.arcs.points)
    return served.lowest_at_most(best, problem.waited)
