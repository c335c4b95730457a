"""The exact solver against solvers that share nothing with it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from rmentor.model.program import Program
from rmentor.pairing import arcs, kept, problem, solve
from rmentor.pairing.kept import KeptScores
from rmentor.pairing.pair import pair
from rmentor.pairing.problem import Arcs, Problem, ScoreTable, arcs_at, no_arcs
from rmentor.pairing.served import best_served
from rmentor.pairing.ties import first_choice
from tests.pairing import oracle
from tests.strategies import programs

Matrix = NDArray[np.int16]
FORBIDDEN = -1_000_000_000


def problem_of(matrix: Matrix, **fields: object) -> Problem:
    """Everybody is looking, each mentor has one seat, unless ``fields`` says otherwise."""
    height, width = matrix.shape
    known: dict[str, object] = {
        "table": ScoreTable(matrix.shape, lambda start, stop: matrix[start:stop]),
        "seats": np.ones(width, dtype=np.int64),
        "wanted": np.ones(height, dtype=np.int64),
        "served": np.zeros(height, dtype=bool),
        "waited": np.zeros(height, dtype=np.int64),
        "present": no_arcs(),
    }
    return Problem(**{**known, **fields})  # type: ignore[arg-type]


def best_of(problem: Problem) -> tuple[Arcs, int]:
    """Pairs of the best choice and its gap."""
    solution = solve.solve(problem, best_served(problem))
    return arcs_at(problem, first_choice(problem, solution)), solution.gap


def by_scipy(matrix: Matrix) -> tuple[int, int]:
    """Most pairs, and the largest sum among choices of so many."""
    gains = np.where(matrix < 0, FORBIDDEN, matrix.astype(np.int64))
    rows, columns = linear_sum_assignment(gains, maximize=True)
    chosen = matrix[rows, columns]
    return int((chosen >= 0).sum()), int(chosen[chosen >= 0].sum())


def few_arcs(patch: pytest.MonkeyPatch) -> None:
    """Begin with so few pairs that prices must ask for the rest."""
    patch.setattr(arcs, "FEW_PAIRS", 0)
    patch.setattr(arcs, "PER_PERSON", 2)
    patch.setattr(arcs, "MOST_PER_MENTEE", 4)


def little_room(patch: pytest.MonkeyPatch, room: int, rows: int = 1) -> None:
    """Keep next to no scores, of blocks of so many mentees, so that looks must work them out anew."""
    patch.setattr(kept, "KEPT_BYTES", room)
    patch.setattr(kept, "SAMPLE", 2)
    patch.setattr(problem, "block_height", lambda _shape: rows)


def noise(draw: np.random.Generator, height: int, width: int) -> Matrix:
    return draw.integers(-4000, 10_001, (height, width)).clip(-1).astype(np.int16)


def liked_by_all(draw: np.random.Generator, height: int, width: int) -> Matrix:
    mine, theirs = draw.integers(0, 4000, height), draw.integers(0, 4000, width)
    return (np.add.outer(mine, theirs) + draw.integers(0, 300, (height, width))).astype(np.int16)


def products(draw: np.random.Generator, height: int, width: int) -> Matrix:
    return np.multiply.outer(draw.integers(0, 100, height), draw.integers(0, 100, width)).astype(
        np.int16
    )


def few_values(draw: np.random.Generator, height: int, width: int) -> Matrix:
    return (draw.integers(-3, 4, (height, width)).clip(-1) * 2500).clip(-1).astype(np.int16)


def small_steps(draw: np.random.Generator, height: int, width: int) -> Matrix:
    return draw.integers(-4, 16, (height, width)).clip(-1).astype(np.int16)


def added_up(draw: np.random.Generator, height: int, width: int) -> Matrix:
    """Every choice that leaves out the same people is as good as every other."""
    mine, theirs = draw.integers(0, 30, height), draw.integers(0, 30, width)
    return np.add.outer(mine, theirs).astype(np.int16)


def sparse(draw: np.random.Generator, height: int, width: int) -> Matrix:
    scores = draw.integers(0, 10_001, (height, width))
    return np.where(draw.random((height, width)) < 3 / width, scores, -1).astype(np.int16)


@pytest.mark.parametrize("shape", [(60, 60), (90, 50), (40, 100)])
@pytest.mark.parametrize("make", [noise, liked_by_all, products, few_values, sparse])
def test_the_largest_sum_is_that_of_scipy(
    make: Callable[[np.random.Generator, int, int], Matrix],
    shape: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also when few pairs are looked at to begin with, so that prices must ask for the rest."""
    few_arcs(monkeypatch)
    for seed in range(3):
        matrix = make(np.random.default_rng(seed), *shape)
        found, gap = best_of(problem_of(matrix))
        assert (len(found), int(found.points.sum()), gap) == (*by_scipy(matrix), 0)
        assert (found.points >= 0).all()
        for places in (found.rows, found.columns):
            assert len(set(places.tolist())) == len(places)


def test_a_thousand_by_a_thousand_is_exact() -> None:
    """Large enough for samples, thresholds and several rounds as they ship."""
    matrix = noise(np.random.default_rng(5), 1000, 1000)
    found, gap = best_of(problem_of(matrix))
    assert (len(found), int(found.points.sum()), gap) == (*by_scipy(matrix), 0)


def test_everybody_alike_is_no_trouble() -> None:
    """A quarter of a million equal pairs: the first of all choices, at once."""
    matrix = np.full((500, 500), 5000, dtype=np.int16)
    found, gap = best_of(problem_of(matrix))
    assert (found.rows.tolist(), found.columns.tolist(), gap) == ([*range(500)], [*range(500)], 0)


@pytest.mark.parametrize("shape", [(7, 8), (8, 5)])
def test_of_many_best_choices_the_first_is_taken(shape: tuple[int, int]) -> None:
    """Mentee by mentee, scipy is asked which smallest mentor still allows the best sum."""
    for seed in range(25):
        matrix = few_values(np.random.default_rng(seed), *shape)
        best = by_scipy(matrix)
        left = matrix.copy()
        expected = []
        for row in range(len(matrix)):
            for column in [*np.flatnonzero(left[row] >= 0).tolist(), None]:
                tried = left.copy()
                tried[row] = -1
                if column is not None:
                    tried[:, column] = -1
                    tried[row, column] = left[row, column]
                if by_scipy(tried) == best:
                    left = tried
                    expected += [] if column is None else [(row, column)]
                    break
        found, _ = best_of(problem_of(matrix))
        assert list(zip(found.rows.tolist(), found.columns.tolist(), strict=True)) == expected


def test_waiting_counts_after_number_and_before_score() -> None:
    """Two who waited long go before three who score well, but never before serving more."""
    matrix = np.array([[9000, -1], [9000, 9000], [100, -1]], dtype=np.int16)
    found, _ = best_of(problem_of(matrix, waited=np.array([0, 0, 10**12])))
    assert list(zip(found.rows.tolist(), found.columns.tolist(), strict=True)) == [(1, 1), (2, 0)]


def by_highs(program: Program) -> tuple[int, int, int, int]:
    """Served, waited, lowest where the aim is fair, and sum: one integer program after another."""
    choices = oracle.choices_of(program)
    couples = sorted(choices.worth)
    mentees = sorted(choices.wanted)
    waited = {person.id: person.waited for person in program.participants}
    worth = np.array([choices.worth[couple] for couple in couples], dtype=float)
    size = len(couples) + len(mentees)
    if not couples:
        return 0, 0, 0, 0
    rows, most = [], []
    for number, mentee in enumerate(mentees):
        mine = np.array([couple[1] == mentee for couple in couples] + [False] * len(mentees), float)
        rows.append(mine)
        most.append(choices.wanted[mentee])
        got = -mine
        got[len(couples) + number] = 1
        rows.append(got)
        most.append(0)
    for mentor, seats in choices.seats.items():
        rows.append(np.array([c[0] == mentor for c in couples] + [False] * len(mentees), float))
        most.append(seats)

    def largest(gain: NDArray[np.float64], allowed: NDArray[np.bool_]) -> int:
        upper = np.concatenate([allowed, np.ones(len(mentees))]).astype(float)
        done = milp(
            -gain,
            integrality=np.ones(size),
            bounds=Bounds(np.zeros(size), upper),
            constraints=LinearConstraint(np.array(rows), -np.inf, np.array(most, float)),
        )
        return -round(done.fun)

    count = np.concatenate([np.zeros(len(couples)), np.ones(len(mentees))])
    years = np.concatenate([np.zeros(len(couples)), [waited[mentee] for mentee in mentees]])
    total = np.concatenate([worth, np.zeros(len(mentees))])
    reach = count * 1000 + years
    everything = np.ones(len(couples), dtype=bool)
    best = largest(reach, everything)
    allowed, lowest = everything, 0
    if program.aim == "fair":
        for lowest in sorted(set(choices.worth.values()), reverse=True):
            allowed = worth >= lowest
            if largest(reach, allowed) == best:
                break
    factor = 10_001 * len(couples)
    whole = largest(reach * factor + total, allowed)
    return best // 1000, best % 1000, lowest if best else 0, whole - best * factor


@given(programs(max_people=16), st.sampled_from([0, 20, 2**20]))
@settings(max_examples=120)
def test_both_aims_equal_integer_programming(program: Program, room: int) -> None:
    """As many served, as long waited, as high a lowest, as large a sum, however little is kept."""
    with pytest.MonkeyPatch.context() as patch:
        few_arcs(patch)
        little_room(patch, room)
        pairing = pair(program)
    people = program.people()
    served = {mentee for found in pairing.pairs for mentee in found.pair.mentees}
    lowest = pairing.summary.lowest or 0
    assert (
        len(served),
        sum(people[mentee].waited for mentee in served),
        lowest if program.aim == "fair" else 0,
        pairing.summary.total,
    ) == by_highs(program)


@given(programs(max_people=16), st.sampled_from([0, 20, 40]), st.integers(1, 3))
@settings(max_examples=60)
def test_what_is_kept_does_not_show(program: Program, room: int, rows: int) -> None:
    """Pairs, reasons and proof are the same whether all scores are kept, some or none."""
    with pytest.MonkeyPatch.context() as patch:
        few_arcs(patch)
        little_room(patch, room, rows)
        assert pair(program) == pair_with_room(program)


def pair_with_room(program: Program) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "KEPT_BYTES", 2**20)
        return pair(program)


@pytest.mark.parametrize(
    "make", [noise, liked_by_all, products, few_values, small_steps, added_up, sparse]
)
@pytest.mark.parametrize("room", [0, 3000, 9000])
def test_the_sum_is_the_largest_where_most_scores_are_left_away(
    make: Callable[[np.random.Generator, int, int], Matrix],
    room: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A few of each mentee's 80 scores are kept; the rest is worked out where prices ask for it."""
    few_arcs(monkeypatch)
    little_room(monkeypatch, room, 3)
    for seed in range(3):
        matrix = make(np.random.default_rng(seed), 100, 80)
        table = ScoreTable(
            matrix.shape,
            KeptScores(lambda start, stop, of=matrix: of[start:stop], matrix.shape, 3),
        )
        found, gap = best_of(problem_of(matrix, table=table))
        assert (len(found), int(found.points.sum()), gap) == (*by_scipy(matrix), 0)
        whole, _ = best_of(problem_of(matrix))
        assert found.rows.tolist() == whole.rows.tolist()
        assert found.columns.tolist() == whole.columns.tolist()


@given(st.integers(0, 2**32 - 1), st.integers(0, 4000), st.integers(1, 5))
@settings(max_examples=60)
def test_no_score_above_what_a_look_asks_for_is_missing(seed: int, room: int, rows: int) -> None:
    """What is handed out is exact; only what scores no more than was asked for may be missing."""
    draw = np.random.default_rng(seed)
    matrix = noise(draw, 23, 31) if seed % 2 else small_steps(draw, 23, 31)
    least = matrix[np.arange(23), draw.integers(0, 31, 23)] - draw.integers(0, 3, 23)
    with pytest.MonkeyPatch.context() as patch:
        little_room(patch, room)
        scores = KeptScores(lambda start, stop: matrix[start:stop].copy(), matrix.shape, rows)
        for start, stop in ((0, 23), (0, rows), (4, 9), (0, 23)):
            found = scores.above(start, stop, least[start:stop])
            asked = matrix[start:stop]
            assert ((found == asked) | (found == -1)).all()
            assert (found == asked)[asked > least[start:stop, None]].all()
            assert (scores(start, stop) == asked).all()


def test_bounds_of_blocks_do_not_show() -> None:
    """A table handed out row by row gives what one block gives."""
    matrix = noise(np.random.default_rng(2), 9, 9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rmentor.pairing.problem.BLOCK_PAIRS", 1)
        found, _ = best_of(problem_of(matrix))
    assert all(one < other for one, other in pairwise(found.rows.tolist()))
    assert int(found.points.sum()) == by_scipy(matrix)[1]
