"""The arrays say exactly what the contract says, pair by pair."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.program import CRITERIA, RULES, Program
from rmentor.pairing import scores, sums
from rmentor.pairing.columns import columns
from rmentor.pairing.explain import explain
from rmentor.pairing.scores import Scorer, scorer
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.strategies import programs


def expected(program: Program) -> list[list[int]]:
    """Scores by mentee and mentor as the contract has them; -1 where a rule forbids the pair."""
    people = columns(program)
    return [
        [
            -1
            if oracle.first_failing(program, mentor, mentee)
            else oracle.score(program, mentor, mentee)
            for mentor in people.mentors
        ]
        for mentee in people.mentees
    ]


@given(programs(max_people=7))
@settings(max_examples=80)
def test_every_pair_scores_what_fractions_say(program: Program) -> None:
    """Rules and criteria on arrays, rounding included, equal slow exact arithmetic."""
    people = columns(program)
    assert scorer(program, people)(0, len(people.mentees)).tolist() == expected(program)


@given(programs(max_people=6))
@settings(max_examples=25)
def test_scores_stay_exact_where_doubles_are_not_trusted(program: Program) -> None:
    """Entries too near a turning point for their denominators are computed again.

    As if sums erred by up to a fifth: whatever is not computed again would often come out wrong.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scores, "LARGEST_UNIT", 1.0)
        patch.setattr(scores, "ERROR", 0.2)
        patch.setattr(scores, "KEPT_BYTES", 0)
        patch.setattr(sums, "KEPT_BYTES", 0)
        people = columns(program)
        assert scorer(program, people)(0, len(people.mentees)).tolist() == expected(program)


@given(programs(max_people=7), st.sampled_from([(0, 1), (10**6, 5)]))
@settings(max_examples=40)
def test_whole_blocks_and_single_entries_add_up_alike(
    program: Program, sizes: tuple[int, int]
) -> None:
    """Whichever way is quicker, and also pair by pair, the scores are the contract's."""
    people = columns(program)
    width = len(people.mentors)
    wanted = np.array(expected(program), dtype=np.int16).reshape(len(people.mentees), width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scores, "MANY", sizes[0])
        patch.setattr(scores, "PAIRS_AT_ONCE", sizes[1])
        found = Scorer(people)
        rows, cols = np.divmod(np.arange(wanted.size), max(1, width))
        assert found(0, len(people.mentees)).tolist() == wanted.tolist()
        assert found.at(rows, cols).tolist() == wanted.ravel().tolist()


def test_halves_round_up() -> None:
    """Drive alone gives steps of 1250; a seventh more weight lands between two integers."""
    mentor, mentee = a_mentor(drive=1), a_mentee(drive=2)
    weights = {name: Fraction(0) for name in CRITERIA} | {"drive": Fraction(1), "mix": Fraction(3)}
    program = a_program(mentor, mentee)
    program = _weighed(program, weights | {"drive": Fraction(1, 5000), "mix": Fraction(1)})
    exact = sum(part.points for part in explain(program, "mia", "eva").criteria)
    people = columns(program)
    assert scorer(program, people)(0, 1).tolist() == [[oracle.nearest(Fraction(exact))]]


def _weighed(program: Program, weights: dict[str, Fraction]) -> Program:
    from dataclasses import replace

    from rmentor.model.program import Weights

    return replace(program, weights=Weights(**weights))


def test_weights_of_many_digits_leave_the_mentor_the_mentor() -> None:
    """A sum of n + 1/2 is computed again with fractions then: here 312.5, as both shares are 1/32.

    The other way round the two teach each other nothing, and score something else.
    """
    weights = dict.fromkeys(CRITERIA, Fraction(0))
    weights |= {"needs": Fraction("33.3333333333"), "interests": Fraction("66.7")}
    topics = [f"topic-{n}" for n in range(32)]
    program = a_program(
        a_mentor(offers={"topic-0": 5}, interests=("topic-0", *map(str, range(31)))),
        a_mentee(wants=dict.fromkeys(topics, 1), interests=tuple(topics)),
    )
    program = _weighed(program, weights)
    assert expected(program) == [[313]]
    assert scorer(program, columns(program))(0, 1).tolist() == [[313]]


@pytest.mark.parametrize("share", range(33))
def test_exact_halves_are_rounded_up_on_arrays(share: int) -> None:
    """A score of exactly n + 1/2 becomes n + 1, whatever a double makes of it.

    With ``drive`` d of 8 against a weight of w elsewhere (unstated, half), the score is
    10000 * (d / 8 + w / 2) / (1 + w); these weights put many of them on halves.
    """
    weights = {name: Fraction(0) for name in CRITERIA}
    weights |= {"drive": Fraction(1), "mix": Fraction(share, 7)}
    program = a_program(
        *(a_mentor(f"m{n}", drive=n) for n in range(1, 6)),
        *(a_mentee(f"e{n}", drive=n) for n in range(1, 6)),
    )
    program = _weighed(program, weights)
    assert scorer(program, columns(program))(0, 5).tolist() == expected(program)


@given(programs(max_people=7))
@settings(max_examples=25)
def test_explanations_add_up_to_the_score(program: Program) -> None:
    """Every rule and criterion of ``explain`` is the contract's; points round to the score."""
    for mentor in program.participants:
        for mentee in program.participants:
            found = explain(program, mentor.id, mentee.id)
            assert tuple(check.rule for check in found.rules) == RULES
            assert tuple(part.name for part in found.criteria) == CRITERIA
            first = found.failed[0] if found.failed else None
            assert first == oracle.first_failing(program, mentor, mentee)
            assert {part.name: part.share for part in found.criteria} == oracle.criteria(
                program, mentor, mentee
            )
            points = sum((part.points for part in found.criteria), Fraction(0))
            assert oracle.nearest(points) == found.score == oracle.score(program, mentor, mentee)


@given(programs(max_people=7))
@settings(max_examples=25)
def test_criteria_of_chosen_pairs_equal_their_exact_shares(program: Program) -> None:
    """What JSON shows of a pair is its share of 10000, halves up, null where unstated."""
    people = columns(program)
    couples = [
        (row, column) for row in range(len(people.mentees)) for column in range(len(people.mentors))
    ]
    rows, cols = np.array(couples, dtype=np.int64).reshape(-1, 2).T
    for (row, column), values in zip(couples, Scorer(people).criteria(rows, cols), strict=True):
        shares = oracle.criteria(program, people.mentors[column], people.mentees[row])
        assert values == {
            name: None if share is None else oracle.nearest(share * 10_000)
            for name, share in shares.items()
        }
