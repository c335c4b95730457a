"""The best groups: most mentees served, longest waiting, then the largest sum; proved, or bounded.

Small programs go to the solver as they are, reach first and then scores. In large ones:

1. Prices of scores and reach together (``prices.py``) say which arcs matter, and bound the sum.
2. A greedy choice is improved part by part (``search.py``).
3. That nobody more can be served is proved by counting, by prices, or by the solver.
4. The solver looks among the arcs that the gap between choice and bound still allows. Where that
   comes to its end, the choice is the best of all; where not, the bound says how far it may be.

All limits are of work, not of time, so that every machine finds the same.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from rmentor.pairing.groups.model import Answer, GroupModel
from rmentor.pairing.groups.prices import Prices, prices
from rmentor.pairing.groups.search import HARD, QUICK, USUAL, greedy, improved
from rmentor.pairing.groups.table import Choice, Table, combined, reach_only

# Arcs up to which a problem is small, and work for each question about it.
SMALL, SMALL_WORK = 1_500, 8.0
# Arcs up to which ties are decided mentee by mentee.
FEW = 400
REACH_WORK, SCORE_WORK = 10.0, 12.0
# Parts of the gap between choice and bound that are searched, one after another; 1 is all of it.
SHARES = (8, 3, 1)
# Share of the sum from which a gap is worth a harder look.
CLOSE = 0.001
# What serving a mentee, and a year of waiting, are worth beside scores to begin with.
BY_SERVED, BY_YEAR = 100_000, 4_000
WIDEST_TIES = 2**50


@dataclass(frozen=True, slots=True)
class Solved:
    """A choice, and whether and how nearly it is the best.

    Attributes:
        choice: Mentees of each team that leads a group.
        proven: Whether no choice is better.
        gap: Points that no choice's sum exceeds this one's by.
        lowest: Aim ``fair``: score below which nobody was placed.
    """

    choice: Choice
    proven: bool
    gap: int
    lowest: int = 0


def best_groups(table: Table, aim: str, lowest_kept: int | None = None) -> Solved:
    """Find the best choice by the aim.

    Args:
        table: The problem.
        aim: ``total`` or ``fair``.
        lowest_kept: Lowest score of the groups that stay; with aim ``fair``, mentees who are served
            already join further groups only down to that.
    """
    if not len(table.arc_row):
        return Solved({}, proven=True, gap=0)
    if aim != "fair":
        return _largest_sum(table)
    choice, proven = best_reach(table)
    reach = table.reach(choice)
    if not reach:
        if lowest_kept is None:
            return Solved({}, proven, 0)
        bounded, lowest = table.at_least(lowest_kept), lowest_kept
    else:
        bounded, lowest, sure = _raised(table, reach, choice)
        proven &= sure
    found = _largest_sum(bounded)
    return Solved(found.choice, proven and found.proven, found.gap, lowest)


def best_reach(table: Table, least: int | None = None) -> tuple[Choice, bool]:
    """A choice that serves as many and as long-waiting mentees as can be, and whether that is proven.

    ``least``: stop at a choice that reaches so much.
    """
    if not len(table.arc_row):
        return {}, True
    if len(table.arc_row) <= SMALL:
        answer = _reach_answer(table, None, SMALL_WORK, least)
        return answer.choice or {}, answer.proven
    goal = combined(table, BY_SERVED, BY_YEAR)
    choice = improved(table, goal, greedy(table, goal, prices(table, goal).nearly), QUICK)
    return _proved_reach(table, choice, least)


def _raised(table: Table, reach: int, choice: Choice) -> tuple[Table, int, bool]:
    """Leave away arcs below the highest lowest score at which as much is still reached.

    Found by halving; the last entry says whether every step was decided for certain.
    """
    scores = sorted(set(table.arc_score.tolist()))
    low, high, sure = bisect_left(scores, table.lowest(choice) or 0), len(scores) - 1, True
    while low < high:
        middle = (low + high + 1) // 2
        bounded = table.at_least(scores[middle])
        found, proven = best_reach(bounded, reach)
        if bounded.reach(found) >= reach:
            low = max(middle, bisect_left(scores, bounded.lowest(found) or 0))
        else:
            sure &= proven
            high = middle - 1
    return table.at_least(scores[low]), scores[low], sure


def _largest_sum(table: Table) -> Solved:
    if len(table.arc_row) <= SMALL:
        solved = _small(table)
        if solved is not None:
            return solved
    goal = combined(table, BY_SERVED, BY_YEAR)
    priced = prices(table, goal)
    choice = improved(table, goal, greedy(table, goal, priced.nearly), USUAL)
    choice, proven = _proved_reach(table, choice, None)
    if proven:
        return _closed(table, priced, choice, priced.bound - _points_of_reach(table, choice))
    choice = improved(table, goal, choice, HARD)
    # Somebody more might be served: only the largest sum of all choices bounds the sum then.
    most = prices(table, combined(table, 0, 0)).bound
    return Solved(choice, proven=False, gap=max(1, most - table.score(choice)))


def _points_of_reach(table: Table, choice: Choice) -> int:
    """What whom a choice serves is worth beside the scores."""
    rows, waited = table.pays_reach
    served = {row for members in choice.values() for row in members}
    return sum(
        BY_SERVED + BY_YEAR * years
        for row, years in zip(rows.tolist(), waited.tolist(), strict=True)
        if row in served
    )


def _closed(table: Table, priced: Prices, choice: Choice, bound: int) -> Solved:
    """Look among what the gap allows; ``bound`` is of sums of choices that reach as much."""
    score, reach = table.score(choice), table.reach(choice)
    best = bound
    for share in SHARES:
        if share == 1 and bound - score > score * CLOSE:
            more = improved(table, combined(table, BY_SERVED, BY_YEAR), choice, HARD)
            if table.reach(more) >= reach and table.score(more) > score:
                choice, score = more, table.score(more)
        looked_at = (bound - score) // share
        arcs, options = priced.within(looked_at)
        model = GroupModel(table, arcs, options)
        model.require(model.reach, reach)
        model.hint(choice)
        answer = model.solve(model.score, SCORE_WORK)
        if answer.choice is not None and answer.value > score:
            choice, score = answer.choice, answer.value
        if bound - score <= looked_at:
            # Every choice that is better than this one was among those.
            best = min(best, score if answer.proven else max(answer.bound, score))
        if best <= score:
            break
    return Solved(choice, best <= score, max(0, best - score))


def _small(table: Table) -> Solved | None:
    """Reach, then scores, then ties, each to the end; None where the work did not suffice."""
    reach = _reach_answer(table, None, SMALL_WORK, None)
    if reach.choice is None or not reach.proven:
        return None
    model = GroupModel(table)
    model.require(model.reach, reach.value)
    model.hint(reach.choice)
    answer = model.solve(model.score, SMALL_WORK)
    if answer.choice is None or not answer.proven:
        return None
    choice = answer.choice
    if len(table.arc_row) <= FEW:
        choice = _first_of_equals(table, choice, reach.value, answer.value)
    return Solved(choice, proven=True, gap=0)


def _first_of_equals(table: Table, choice: Choice, reach: int, score: int) -> Choice:
    """Of equally good choices the one in which the first mentee has the first team, then the next."""
    rows = sorted(set(table.arc_row.tolist()))
    size, last = 1, len(table.teams) + 1
    while last ** (size + 1) < WIDEST_TIES:
        size += 1
    model = GroupModel(table)
    model.require(model.reach, reach)
    model.require(model.score, score)
    for start in range(0, len(rows), size):
        order = model.places_by_id(rows[start : start + size])
        model.hint(choice)
        answer = model.solve(order, SMALL_WORK, largest=False)
        if answer.choice is None or not answer.proven:
            break
        choice = answer.choice
        model.require(-order, -answer.value)
    return choice


def _reach_answer(table: Table, hint: Choice | None, work: float, least: int | None) -> Answer:
    model = GroupModel(table)
    if hint is not None:
        model.hint(hint)
    if least is not None:
        model.require(model.reach, least)
        answer = model.solve(model.reach, work)
        return answer if answer.possible else Answer({}, 0, least - 1, proven=True)
    return model.solve(model.reach, work)


def _proved_reach(table: Table, choice: Choice, least: int | None) -> tuple[Choice, bool]:
    """The choice, or one that reaches more, and whether none reaches more still."""
    reach = table.reach(choice)
    if least is not None and reach >= least:
        return choice, True
    possible = set(table.arc_row.tolist())
    rows, waited = table.pays_reach
    most = sum(
        table.rank + years
        for row, years in zip(rows.tolist(), waited.tolist(), strict=True)
        if row in possible
    )
    if reach < most:
        most = min(most, prices(table, reach_only(table)).bound)
    if reach >= most or (least is not None and most < least):
        return choice, True
    answer = _reach_answer(table, choice, REACH_WORK, least)
    if answer.choice is not None and answer.value > reach:
        choice, reach = answer.choice, answer.value
    return choice, answer.proven or reach >= most
