"""Whom people would rather have: the best other partner of each, and all pairs that block.

Both sides of a pair value it the same, by its score. So two people block a pairing where each has a
free place, or scores higher with the other than in the lowest of the own pairs that may change
(Gale and Shapley, 1962).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.costs.forcing import Ground, may_give_way
from rmentor.pairing.keep import couples
from rmentor.pairing.problem import Numbers, Truth, block_height
from rmentor.pairing.questions.moves import MENTEE, MENTOR
from rmentor.pairing.scores import INFEASIBLE

Found = NDArray[np.signedinteger[Any]]

# Bars: what a score must be above for somebody to wish for it.
ANYBODY, NOBODY = INFEASIBLE, 2**15 - 1


@dataclass(frozen=True, slots=True)
class Wish:
    """A mentor and a mentee, by their ids, who are no pair, with their score and what each gains."""

    mentor: str
    mentee: str
    score: int
    mentor_gain: int
    mentee_gain: int


@dataclass(frozen=True)
class BestOthers:
    """Best-scoring other partner of everybody who could be had, by id."""

    of_mentor: dict[str, str]
    of_mentee: dict[str, str]


def best_others(ground: Ground) -> BestOthers:
    """Find the best partner of everybody among those whom they have not; smaller ids of equal ones."""
    people = ground.scorer.people
    mentors = _to_be_had(ground, (person.id for person in people.mentors), MENTOR)
    mentees = _to_be_had(ground, (person.id for person in people.mentees), MENTEE)
    best = np.full(len(mentors), INFEASIBLE)
    rows = np.zeros(len(mentors), dtype=np.int64)
    of_mentee = {}
    for start, scores in _others(ground):
        stop = start + len(scores)
        mine = np.where(mentors, scores, INFEASIBLE)
        for row, column in enumerate(mine.argmax(axis=1).tolist()):
            if mine[row, column] >= 0:
                of_mentee[people.mentees[start + row].id] = people.mentors[column].id
        theirs = np.where(mentees[start:stop, None], scores, INFEASIBLE)
        highest = theirs.max(axis=0)
        rows = np.where(highest > best, start + theirs.argmax(axis=0), rows)
        best = np.maximum(highest, best)
    of_mentor = {
        people.mentors[column].id: people.mentees[rows[column]].id
        for column in np.flatnonzero(best >= 0).tolist()
    }
    return BestOthers(of_mentor, of_mentee)


def blocking_wishes(ground: Ground, most: int) -> tuple[tuple[Wish, ...], int]:
    """The blocking pairs with the largest gain of both together, then by ids; and how many there are."""
    people = ground.scorer.people
    mentor_bars = _bars(ground, [person.id for person in people.mentors], MENTOR)
    mentee_bars = _bars(ground, [person.id for person in people.mentees], MENTEE)
    count, best = 0, np.zeros((0, 5), dtype=np.int64)
    for start, scores in _others(ground):
        mine = mentee_bars[start : start + len(scores), None]
        rows, columns = np.nonzero((scores > mentor_bars) & (scores > mine))
        count += len(rows)
        found = scores[rows, columns].astype(np.int64)
        gains = [found - np.maximum(bar, 0) for bar in (mentor_bars[columns], mine[rows, 0])]
        best = np.concatenate([best, np.column_stack([columns, rows + start, found, *gains])])
        order = np.lexsort((best[:, 1], best[:, 0], -best[:, 3] - best[:, 4]))
        best = best[order[:most]]
    listed = tuple(
        Wish(people.mentors[column].id, people.mentees[row].id, score, mentor_gain, mentee_gain)
        for column, row, score, mentor_gain, mentee_gain in best.tolist()
    )
    return listed, count


def _others(ground: Ground) -> Iterator[tuple[int, Found]]:
    """Scores of all pairs that could be made and are not, block by block, with the first mentee."""
    people = ground.scorer.people
    if not people.mentees or not people.mentors:
        return
    problem = ground.problem
    present, height = problem.present, block_height(problem.shape)
    taken = people.pairs_between(
        ((mentee, mentor) for mentor, mentee in couples(each.pair for each in ground.current)), ()
    )
    for start in range(0, problem.shape[0], height):
        scores: Found = ground.worth[start : start + height].copy(order="C")
        first, last = np.searchsorted(present.rows, (start, start + height))
        some = slice(first, last)
        scores[present.rows[some] - start, present.columns[some]] -= ground.keep
        for row in range(start, start + len(scores)):
            scores[row - start, taken.get(row, [])] = INFEASIBLE
        yield start, scores


def _to_be_had(ground: Ground, people: Iterable[str], role: str) -> Truth:
    """Who has a place that is free, or held by a pair that may give way."""
    gives = {
        person
        for each in ground.stand.kept
        if may_give_way(each)
        for person in ((each.mentor,) if role == MENTOR else each.mentees)
    }
    return np.array([each in gives or ground.places(each, role) > 0 for each in people], dtype=bool)


def _bars(ground: Ground, people: list[str], role: str) -> Numbers:
    """What a score must be above for each of these people to wish for it."""
    held: Counter[str] = Counter()
    lowest: dict[str, int] = {}
    for each in ground.current:
        mine = (each.pair.mentor,) if role == MENTOR else each.pair.mentees
        for person in mine:
            held[person] += len(each.pair.mentees) if role == MENTOR else 1
            if may_give_way(each.pair):
                lowest[person] = min(each.score, lowest.get(person, NOBODY))
    return np.array(
        [
            ANYBODY if held[person] < ground.most(person, role) else lowest.get(person, NOBODY)
            for person in people
        ],
        dtype=np.int64,
    )
