"""Ways through a choice are worth what solving again with scipy says, for every seat and every pair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from rmentor.pairing import arcs
from rmentor.pairing.problem import Problem, ScoreTable, no_arcs
from rmentor.pairing.remedies import residual
from rmentor.pairing.remedies.residual import NOWHERE, Ways, best_ways
from tests.pairing.test_solve import best_of

Matrix = NDArray[np.int16]
FORBIDDEN = -1_000_000_000
FIRST_WAIT = 10**6


def problem_of(matrix: Matrix, seats: NDArray[np.int64], waited: NDArray[np.int64]) -> Problem:
    """Nobody is paired yet, and each mentee may get one mentor."""
    height = len(matrix)
    return Problem(
        ScoreTable(matrix.shape, lambda start, stop: matrix[start:stop]),
        seats,
        np.ones(height, dtype=np.int64),
        np.zeros(height, dtype=bool),
        waited,
        no_arcs(),
    )


def worth(matrix: Matrix, seats: NDArray[np.int64], waited: NDArray[np.int64]) -> tuple[int, ...]:
    """Mentees served, their waiting, the sum: seats as columns, solved by scipy."""
    gains = np.where(matrix < 0, FORBIDDEN, matrix + (waited[:, None] + 1_000) * FIRST_WAIT)
    columns = np.repeat(np.arange(len(seats)), seats)
    rows, chosen = linear_sum_assignment(gains[:, columns], maximize=True)
    scores = matrix[rows, columns[chosen]]
    served = scores >= 0
    return int(served.sum()), int(waited[rows[served]].sum()), int(scores[served].sum())


def unserved(problem: Problem) -> tuple[Ways, NDArray[np.int64]]:
    """Ways through the best choice, and who is left out of it."""
    found, _ = best_of(problem)
    left = np.setdiff1d(np.arange(problem.shape[0]), found.rows)
    return best_ways(problem, found, left), left


def tight(draw: np.random.Generator) -> tuple[Matrix, NDArray[np.int64], NDArray[np.int64]]:
    """Fewer seats than mentees, so that every seat is worth something."""
    height, width = 14, 9
    scores = draw.integers(-6000, 10_001, (height, width)).clip(-1).astype(np.int16)
    return scores, draw.integers(1, 3, width), draw.integers(0, 3, height)


def apart(draw: np.random.Generator) -> tuple[Matrix, NDArray[np.int64], NDArray[np.int64]]:
    """Seats to spare, but few pairs that are possible."""
    height, width = 12, 14
    scores = draw.integers(0, 10_001, (height, width))
    scores = np.where(draw.random((height, width)) < 1.6 / width, scores, -1).astype(np.int16)
    return scores, np.ones(width, dtype=np.int64), draw.integers(0, 2, height)


def alike(draw: np.random.Generator) -> tuple[Matrix, NDArray[np.int64], NDArray[np.int64]]:
    """Few different scores: ways in circles that cost nothing lie everywhere."""
    scores = (draw.integers(-2, 3, (10, 10)).clip(-1) * 2500).clip(-1).astype(np.int16)
    scores[:, 5:] = -1
    return scores, np.ones(10, dtype=np.int64), np.zeros(10, dtype=np.int64)


WORLDS = pytest.mark.parametrize("world", [tight, apart, alike])
World = Callable[[np.random.Generator], tuple[Matrix, NDArray[np.int64], NDArray[np.int64]]]


def few_pairs(patch: pytest.MonkeyPatch) -> None:
    """Know next to nothing to begin with, so that all pairs must be looked through."""
    patch.setattr(arcs, "FEW_PAIRS", 0)
    patch.setattr(arcs, "PER_PERSON", 2)
    patch.setattr(residual, "MOST_OF_ONE", 2)


@WORLDS
def test_one_more_seat(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each mentor: nothing where it serves nobody more, else just the points it adds."""
    few_pairs(monkeypatch)
    for seed in range(12):
        matrix, seats, waited = world(np.random.default_rng(seed))
        ways, _ = unserved(problem_of(matrix, seats, waited))
        before = worth(matrix, seats, waited)
        for mentor in range(len(seats)):
            more = seats.copy()
            more[mentor] += 1
            now = worth(matrix, more, waited)
            points = now[2] - before[2] if now[0] > before[0] else NOWHERE
            assert ways.seat[mentor] == points


@WORLDS
def test_one_more_pair_of_somebody_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every mentor: room where it serves one more, and what others lose by making it."""
    few_pairs(monkeypatch)
    for seed in range(6):
        matrix, seats, waited = world(np.random.default_rng(seed))
        ways, left = unserved(problem_of(matrix, seats, waited))
        before = worth(matrix, seats, waited)
        for row in left.tolist():
            for mentor in np.flatnonzero(matrix[row] < 0).tolist():
                allowed = matrix.copy()
                allowed[row, mentor] = 4000
                now = worth(allowed, seats, waited)
                points = now[2] - before[2] - 4000 if now[0] > before[0] else NOWHERE
                assert ways.room[mentor] == points


@WORLDS
def test_a_new_mentor_for_one_mentee(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes the new mentor makes room for somebody left out, who has waited longest."""
    few_pairs(monkeypatch)
    for seed in range(6):
        matrix, seats, waited = world(np.random.default_rng(seed))
        ways, _ = unserved(problem_of(matrix, seats, waited))
        before = worth(matrix, seats, waited)
        for row in range(len(matrix)):
            new = np.full((len(matrix), 1), -1, dtype=np.int16)
            new[row] = 4000
            now = worth(np.hstack([matrix, new]), np.append(seats, 1), waited)
            points = now[2] - before[2] - 4000 if now[0] > before[0] else NOWHERE
            assert ways.moving[row] == points


@WORLDS
def test_steps_lead_where_they_say(world: World) -> None:
    """Each step leaves a pair that is there and joins one that is possible, up to somebody left out."""
    for seed in range(12):
        matrix, seats, waited = world(np.random.default_rng(seed))
        problem = problem_of(matrix, seats, waited)
        found, _ = best_of(problem)
        ways, left = unserved(problem)
        chosen = set(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
        for mentor in np.flatnonzero(ways.seat > NOWHERE).tolist():
            mentee = ways.takes_seat(mentor)
            steps = ways.steps_from(mentee, mentor)
            points = int(matrix[mentee, mentor]) if not steps else 0
            for step in steps:
                points += int(matrix[step.mentee, step.joins])
                if step.leaves >= 0:
                    assert (step.mentee, step.leaves) in chosen
                    points -= int(matrix[step.mentee, step.leaves])
            assert (steps[-1].mentee if steps else mentee) in left
            assert points == ways.seat[mentor]


def test_where_nobody_is_left_out_nothing_is_looked_for() -> None:
    """Room is where a seat is free."""
    matrix = np.full((2, 3), 5000, dtype=np.int16)
    ones = np.ones(3, dtype=np.int64)
    ways, _ = unserved(problem_of(matrix, ones, np.zeros(2, dtype=np.int64)))
    assert ways.room.tolist() == [NOWHERE, NOWHERE, 0]
    assert (ways.seat == NOWHERE).all()
    assert (ways.moving == NOWHERE).all()
