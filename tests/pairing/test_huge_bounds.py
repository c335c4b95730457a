"""What pairs can score at most, and what single pairs score, held against the contract written down again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.program import Program
from rmentor.pairing import sums
from rmentor.pairing.columns import columns
from rmentor.pairing.huge import bounds, vectors
from rmentor.pairing.huge.bounds import ROUNDED, Bounds
from rmentor.pairing.huge.singles import Singles
from rmentor.pairing.huge.vectors import STEP, steps_up
from rmentor.pairing.scores import Scorer
from rmentor.pairing.sums import RowSums
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.pairing.huge import as_if_huge
from tests.strategies import programs


def bound_of_each(program: Program) -> dict[tuple[int, int], float]:
    """By mentee and mentor; pairs that no bunch looks at are not there."""
    found = Bounds(columns(program))
    seen = {}
    for rows in found.bunches():
        for some, worth in found.blocks(rows, found.columns(rows)):
            for place, row in enumerate(rows.tolist()):
                for number, column in enumerate(some.tolist()):
                    assert (row, column) not in seen
                    seen[row, column] = float(worth[place, number])
    return seen


@given(programs(max_people=9), st.sampled_from([512, 512, 2, 0]))
@settings(max_examples=70, deadline=None)
def test_no_feasible_pair_scores_more_than_its_bound(program: Program, most_keys: int) -> None:
    """Also where rare topics and words have no column of their own; else the bound is the score."""
    people = columns(program)
    with as_if_huge(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "MOST_KEYS", most_keys)
        patch.setattr(vectors, "MOST_DEPARTMENTS", most_keys)
        seen = bound_of_each(program)
    for row, mentee in enumerate(people.mentees):
        for column, mentor in enumerate(people.mentors):
            if oracle.first_failing(program, mentor, mentee) is not None:
                continue
            score = oracle.score(program, mentor, mentee)
            named = mentee.id in mentor.prefer or mentor.id in mentee.prefer
            if not named:
                assert score <= seen[row, column] + ROUNDED
            if most_keys > 2:
                assert seen[row, column] < score + 1


@given(programs(max_people=9, with_pairs=True), st.booleans(), st.sampled_from([0, 0, 6000]))
@settings(max_examples=50, deadline=None)
def test_single_pairs_score_what_the_contract_says(
    program: Program, kept: bool, lowest: int
) -> None:
    """With and without tables of what all rows share, for which there is no room among very many."""
    people = columns(program)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "KEPT_BYTES", 2**20 if kept else 0)
        singles = Singles(Scorer(people)).at_least(lowest)
        rows, cols = np.indices((len(people.mentees), len(people.mentors))).reshape(2, -1)
        points = singles.points(rows, cols).tolist()
    expected = []
    for mentee in people.mentees:
        for mentor in people.mentors:
            score = oracle.score(program, mentor, mentee)
            fits = oracle.first_failing(program, mentor, mentee) is None and score >= lowest
            expected.append(score if fits else -1)
    assert points == expected


def test_struck_pairs_do_not_count() -> None:
    """A pair that stands already, or is over, is no pair to choose."""
    people = columns(a_program(a_mentor("ann"), a_mentor("zoe"), a_mentee("bob")))
    singles = Singles(Scorer(people), struck=np.array([1]))
    found = singles.arcs(np.array([0, 0, 0]), np.array([1, 0, 0]))
    assert (found.rows.tolist(), found.columns.tolist()) == ([0], [0])


def test_points_are_rounded_up_to_what_float32_adds_exactly() -> None:
    """A bound made of such numbers is the same in any order of addition, on any machine."""
    points = steps_up(np.array([0.0, 1 / 3, 1.0, 4000 * 3 / 7, -1 / 3, 10_000.0]))
    assert ((points * STEP) == np.rint(points * STEP)).all()
    assert points.tolist() == [0.0, 86 / 256, 1.0, 438_858 / 256, -85 / 256, 10_000.0]


def test_bunches_hold_everybody_once_and_keep_weeks_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many with one week are a bunch or several; those with rare weeks share one."""
    monkeypatch.setattr(bounds, "ROWS", 10)
    monkeypatch.setattr(bounds, "LONG_RUN", 4)
    zones = ["Europe/Paris"] * 25 + ["Asia/Tokyo"] * 6 + [f"Etc/GMT+{n}" for n in range(8)]
    people = [a_mentee(f"e{n:02d}", timezone=zone) for n, zone in enumerate(zones)]
    found = Bounds(columns(a_program(*people, a_mentor())))
    bunches = found.bunches()
    assert sorted(np.concatenate(bunches).tolist()) == [*range(len(zones))]
    sizes = sorted(len(each) for each in bunches)
    assert sizes == [6, 8, 8, 8, 9]
    for each in bunches:
        kinds = {zones[row] for row in each.tolist()}
        assert len(kinds) == 1 or all(kind.startswith("Etc") for kind in kinds)
    assert np.concatenate(found.bunches(np.array([3, 1]), most=1)).tolist() == [1, 3]


def test_sums_of_single_pairs_need_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row by row of what is asked for, or from a table: the same sums."""
    draw = np.random.default_rng(3)
    keys = [sorted(set(draw.integers(0, 9, draw.integers(0, 5)).tolist())) for _ in range(40)]
    mentees, mentors = draw.integers(0, 40, 300), draw.integers(0, 30, 300)

    def sums_at() -> list[int]:
        made = RowSums(keys, lambda key: np.arange(30) * key % 7, 30, 100)
        return [int(each) for each in made.at(mentees, mentors)]

    expected = [sum(m * key % 7 for key in keys[e]) for e, m in zip(mentees, mentors, strict=True)]
    assert sums_at() == expected
    monkeypatch.setattr(sums, "KEPT_BYTES", 0)
    assert sums_at() == expected
    assert RowSums([[], []], lambda _: np.zeros(3), 3, 0).at(
        np.array([0, 1]), np.array([2, 0])
    ).tolist() == [0, 0]
