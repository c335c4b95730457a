"""The choice of new pairs: from people and pairs that stay to a problem, and back from its solution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from rmentor.model.program import Program
from rmentor.pairing.case import FULL, cases_of
from rmentor.pairing.columns import People
from rmentor.pairing.criteria import score_of
from rmentor.pairing.fair import raise_lowest
from rmentor.pairing.huge.choose import best_pairs as huge_pairs
from rmentor.pairing.huge.choose import is_huge, pairs_one_by_one
from rmentor.pairing.huge.effort import USUAL, Effort, Phase
from rmentor.pairing.keep import Stand, couples
from rmentor.pairing.problem import (
    Arcs,
    Problem,
    ScoreTable,
    arcs_at,
    no_arcs,
    places_among,
    score_table,
)
from rmentor.pairing.scores import Scorer
from rmentor.pairing.served import Served, best_served
from rmentor.pairing.solve import solve
from rmentor.pairing.ties import first_choice


@dataclass(frozen=True)
class Choice:
    """Pairs that the solver chose, and how far they are from the best that can be.

    Attributes:
        scores: Score of each, by (mentor, mentee).
        gap: Points that no choice can have more: 0, this one is proved the best.
        lowest: Aim ``fair``: score below which no pair was made; else 0.
        settled: The problem of which these arcs are the best choice, where one says it all.
    """

    scores: Mapping[tuple[str, str], int]
    gap: int
    lowest: int = 0
    settled: tuple[Problem, Arcs] | None = None


def choose(
    program: Program, scorer: Scorer, stand: Stand, keep: int = 0, effort: Effort = USUAL
) -> Choice:
    """Choose the best pairs for all seats that are free.

    ``keep``: points that an open pair is worth on top of its score. ``effort``: how far to go where
    there are very many people.
    """
    people = scorer.people
    if not people.mentees or not people.mentors:
        return Choice({}, 0)
    effort.tell(Phase("score"))
    problem = problem_of(program, scorer, stand, keep)
    lowest_kept = _lowest_kept(scorer, stand) if program.aim == "fair" else None
    huge = is_huge(problem.shape)
    if huge:
        found, gap, lowest = huge_pairs(scorer, problem, program.aim, lowest_kept, effort)
    else:
        found, gap, lowest = best_pairs(problem, program.aim, lowest_kept)
    kept_points = np.where(places_among(found, problem.present, problem.shape[1]), keep, 0)
    scores = {
        (people.mentors[column].id, people.mentees[row].id): score
        for row, column, score in zip(
            found.rows.tolist(),
            found.columns.tolist(),
            (found.points - kept_points).tolist(),
            strict=True,
        )
    }
    settled = None if gap or huge else _settled(problem, found, program)
    return Choice(scores, gap, lowest, settled)


def _settled(problem: Problem, found: Arcs, program: Program) -> tuple[Problem, Arcs] | None:
    """The problem whose largest sum is that of ``found``.

    There is none where points for keeping pairs count, or where second mentors were chosen after
    the lowest score had been raised.
    """
    if program.aim != "fair":
        return None if len(problem.present) else (problem, found)
    if len(problem.present) or program.rules.mentors_per_mentee > 1:
        return None
    # The lowest score could not be raised higher, so some pair has just that.
    return problem.at_least(int(found.points.min(initial=FULL))), found


def best_pairs(problem: Problem, aim: str, lowest_kept: int | None = None) -> tuple[Arcs, int, int]:
    """The best pairs by the aim, their gap, and the score below which nothing was chosen.

    ``lowest_kept``: lowest score of the pairs that stay, which counts for aim ``fair`` only.
    """
    if aim == "fair":
        return _fairly(problem, lowest_kept)
    found, gap = _solved(problem, best_served(problem))
    return found, gap, 0


def _solved(problem: Problem, served: Served) -> tuple[Arcs, int]:
    """The best pairs that come first, and points that any choice could have more: 0, proved."""
    solution = solve(problem, served)
    found = arcs_at(problem, first_choice(problem, solution))
    return found, solution.gap + int(solution.chosen.points.sum() - found.points.sum())


def _fairly(problem: Problem, lowest_kept: int | None) -> tuple[Arcs, int, int]:
    """The same for aim ``fair``, and the score below which nothing was chosen.

    The lowest new pair is as high as it can be while as many mentees are served. What is left may
    give mentees more mentors than one, but by no pair below the lowest that stands.
    """
    bounded, served = raise_lowest(problem, best_served(problem))
    found, gap = _solved(bounded, served)
    lowest = bounded.table.lowest
    if lowest_kept is not None and (lowest_kept < lowest or not len(found)):
        lowest = lowest_kept
        rest = problem.after(found).at_least(lowest)
        more, gap_of_more = _solved(rest, best_served(rest))
        found, gap = found.joined_with(more, problem.shape[1]), gap + gap_of_more
    return found, gap, lowest


def _lowest_kept(scorer: Scorer, stand: Stand) -> int | None:
    setting = scorer.people.setting
    return min(
        (score_of(case) for each in stand.kept for case in cases_of(setting, each)), default=None
    )


def problem_of(program: Program, scorer: Scorer, stand: Stand, keep: int = 0) -> Problem:
    """Who may still be paired with whom: the free seats, all pairs that rules allow, their worth."""
    people = scorer.people
    mentees, mentors = people.mentees, people.mentors
    having, held = stand.mentors_of_mentees(), stand.mentees_of_mentors()
    most = program.rules.mentors_per_mentee
    shape = len(mentees), len(mentors)
    table = pairs_one_by_one(scorer, shape) if is_huge(shape) else score_table(scorer, shape)
    table = table.without(_places(people, stand.not_again()))
    present = no_arcs()
    if keep:
        open_ = _places(people, couples(stand.open))
        present = _with_points(table, open_, keep)
        table = table.without(open_)
    return Problem(
        table,
        np.array([max(0, p.capacity - held[p.id]) for p in mentors], dtype=np.int64),
        np.array([max(0, most - having[p.id]) for p in mentees], dtype=np.int64),
        np.array([having[p.id] > 0 for p in mentees], dtype=bool),
        np.array([p.waited for p in mentees], dtype=np.int64),
        present,
    )


def _places(people: People, named: Iterable[tuple[str, str]]) -> dict[int, list[int]]:
    """Mentors by mentee, as columns by row, of (mentor, mentee) who both take part."""
    return people.pairs_between(((mentee, mentor) for mentor, mentee in named), ())


def _with_points(table: ScoreTable, places: Mapping[int, list[int]], keep: int) -> Arcs:
    """Feasible ones of these pairs, worth ``keep`` points more than their scores."""
    listed = [(row, column) for row in sorted(places) for column in places[row]]
    if not listed:
        return no_arcs()
    rows, columns = np.array(listed, dtype=np.int64).T
    scores = table.at(rows, columns)
    return Arcs(rows, columns, scores + keep).where(scores >= 0)
