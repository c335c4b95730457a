"""The price of a choice, beside trying out all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.pairing.costs import detours, forcing, pricing
from rmentor.pairing.costs.alternatives import (
    alternatives,
    alternatives_json,
    price_json,
    price_of_pair,
)
from rmentor.pairing.costs.cost import Cost
from rmentor.pairing.costs.forcing import ground_of
from rmentor.pairing.demand import demand_of
from rmentor.pairing.keep import stand_of
from rmentor.pairing.pair import pair
from rmentor.pairing.problem import Arcs, Problem, ScoreTable, no_arcs
from rmentor.pairing.served import best_served
from rmentor.pairing.solve import solve
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.pairing.wholes import Couple, choices_of, crowds, forced, loss, whole
from tests.strategies import programs

ANY_PROGRAM = st.one_of(crowds(), programs(max_people=6, with_pairs=True))
MOST_CHOICES = 12
FORBIDDEN = -1_000_000_000


def figures(cost: Cost | None) -> tuple[object, ...] | None:
    """A cost in the order of ``wholes.loss``."""
    if cost is None:
        return None
    return cost.served, cost.waited, cost.lowest, cost.points, cost.alone


def open_couples(program: Program) -> set[Couple]:
    """Couples that ``--anew`` puts up for choice."""
    return {
        (each.mentor, each.mentees[0])
        for each in program.pairs
        if each.status == "active" and not each.locked
    }


def fitting(program: Program, pairing: Pairing) -> dict[Couple, int]:
    """Scores of all couples who could be paired and are not."""
    taken = {(each.pair.mentor, each.pair.mentees[0]) for each in pairing.pairs}
    taken |= {
        (each.mentor, each.mentees[0])
        for each in program.pairs
        if each.status in ("ended", "completed")
    }
    return {
        (mentor.id, mentee.id): oracle.score(program, mentor, mentee)
        for mentor in program.participants
        for mentee in program.participants
        if (mentor.id, mentee.id) not in taken
        and oracle.first_failing(program, mentor, mentee) is None
    }


def price(
    program: Program, couple: Couple, *, anew: bool, keep: int, instead: str | None = None
) -> tuple[object, ...] | None:
    """What forcing a couple costs, from two solutions by trying out all; None if it cannot be."""
    existing = open_couples(program) if anew else set()
    changed = forced(program, couple, anew=anew, instead=instead)
    if changed is None:
        return None
    best, other = (
        whole(each, anew=anew, keep=keep, existing=existing) for each in (program, changed)
    )
    return loss(program, best, other)


def few_enough(program: Program, *, anew: bool) -> bool:
    """Whether all choices can be tried out in no time."""
    opened = tuple(pair for pair in program.pairs if pair.status != "active" or pair.locked)
    return len(choices_of(replace(program, pairs=opened), anew=anew).worth) <= MOST_CHOICES


def settings_of_runs() -> Iterator[tuple[bool, int]]:
    yield from [(False, 0), (True, 0), (True, 700)]


@given(ANY_PROGRAM, st.sampled_from([*settings_of_runs()]))
@settings(max_examples=100)
def test_each_alternative_is_the_best_other_and_costs_what_all_wholes_say(
    program: Program, run: tuple[bool, int]
) -> None:
    """For both of a pair: who scores best, of equals the smaller id, and what that takes away."""
    anew, keep = run
    assume(few_enough(program, anew=anew))
    pairing = pair(program, anew=anew, keep=keep)
    found = alternatives(program, pairing, stand_of(program, anew=anew), keep=keep)
    others = fitting(program, pairing)
    existing = open_couples(program) if anew else set()
    best = whole(program, anew=anew, keep=keep, existing=existing)
    assert best.couples == {(e.pair.mentor, e.pair.mentees[0]) for e in pairing.pairs}
    for each in found.pairs:
        for role, side in ((0, each.for_mentor), (1, each.for_mentee)):
            possible = {
                couple: score
                for couple, score in others.items()
                if couple[role] == each.pair.people[role]
                and price(program, couple, anew=anew, keep=keep, instead=each.pair.id) is not None
            }
            if not possible:
                assert side is None
                continue
            couple = min(possible, key=lambda each: (-possible[each], each))
            assert side is not None
            assert side.partner == couple[1 - role]
            assert (side.score, side.gain) == (possible[couple], possible[couple] - each.score)
            assert figures(side.cost) == price(
                program, couple, anew=anew, keep=keep, instead=each.pair.id
            )


@given(crowds(), st.sampled_from([*settings_of_runs()]))
@settings(max_examples=60)
def test_ways_found_one_by_one_cost_the_same(program: Program, run: tuple[bool, int]) -> None:
    """Programs with very many mentors take another road to the same prices."""
    anew, keep = run
    pairing, stand = pair(program, anew=anew, keep=keep), stand_of(program, anew=anew)
    at_once = alternatives(program, pairing, stand, keep=keep)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "FEW_MENTORS", 0)
        patch.setattr(detours, "FEW_MENTORS", 0)
        assert alternatives(program, pairing, stand, keep=keep) == at_once


@given(crowds(), st.sampled_from([*settings_of_runs()]))
@settings(max_examples=60)
def test_prices_never_depend_on_how_they_are_found(program: Program, run: tuple[bool, int]) -> None:
    """Detours give what solving anew gives; what was chosen freely can only lose by a change."""
    anew, keep = run
    pairing, stand = pair(program, anew=anew, keep=keep), stand_of(program, anew=anew)
    found = alternatives(program, pairing, stand, keep=keep)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing.Pricer, "_detours", None)
        assert alternatives(program, pairing, stand, keep=keep) == found
    if program.aim == "total":
        for each in found.pairs:
            for side in (each.for_mentor, each.for_mentee):
                if side is not None and side.cost is not None and not side.opens:
                    assert side.cost.first[1] >= 0


@given(ANY_PROGRAM, st.data())
@settings(max_examples=100)
def test_the_price_of_any_pair_is_what_all_wholes_say(
    program: Program, data: st.DataObject
) -> None:
    """Also of pairs that break rules: it is the lead who forces them."""
    ids = [person.id for person in program.participants]
    assume(len(ids) > 1 and few_enough(program, anew=True))
    mentor, mentee = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=2, max_size=2))
    current = {(e.mentor, e.mentees[0]): e.id for e in program.pairs if e.is_current}
    people = program.people()
    best = whole(program)
    found = price_of_pair(program, mentor, mentee)
    assert found.current is ((mentor, mentee) in best.couples)
    assert found.breaks[:1] == tuple(
        filter(None, [oracle.first_failing(program, people[mentor], people[mentee])])
    )
    assert found.score == oracle.score(program, people[mentor], people[mentee])
    if found.current:
        assert figures(found.cost) == (0, 0, 0, 0, ())
        return
    assert (mentor, mentee) not in current
    expected = price(program, (mentor, mentee), anew=False, keep=0)
    assert figures(found.cost) == expected
    assert bool(found.full) is (expected is None)
    if expected is not None:
        changed = forced(program, (mentor, mentee))
        assert changed is not None
        assert found.moves is not None
        other = whole(changed)
        lost = {(p.mentor, m.mentee) for m in found.moves.changes for p in m.lost}
        gained = {(p.mentor, m.mentee) for m in found.moves.changes for p in m.gained}
        assert lost == best.couples - other.couples
        assert gained == other.couples - best.couples


@given(ANY_PROGRAM, st.sampled_from([*settings_of_runs()]))
@settings(max_examples=100)
def test_blocking_pairs_are_those_of_a_plain_double_loop(
    program: Program, run: tuple[bool, int]
) -> None:
    """Every two of whom both have a place free, or would gain, but for agreements; all are counted."""
    anew, keep = run
    pairing = pair(program, anew=anew, keep=keep)
    capacity = {person.id: person.capacity for person in program.participants}

    def bar(person: str, role: int, most: int) -> int | None:
        """Score that another must beat; -1 anybody is welcome, None nobody can be."""
        mine = [each for each in pairing.pairs if each.pair.people[role] == person]
        if len(mine) < most:
            return -1
        return min(
            (e.score for e in mine if e.pair.status == "active" and not e.pair.locked),
            default=None,
        )

    expected = {}
    for (mentor, mentee), score in fitting(program, pairing).items():
        bars = (
            bar(mentor, 0, capacity[mentor]),
            bar(mentee, 1, program.rules.mentors_per_mentee),
        )
        if all(each is not None and score > each for each in bars):
            expected[mentor, mentee] = (score, *(score - max(each or 0, 0) for each in bars))
    found = alternatives(program, pairing, stand_of(program, anew=anew), keep=keep)
    assert {
        (each.mentor, each.mentee): (each.score, each.mentor_gain, each.mentee_gain)
        for each in found.blocking
    } == expected
    assert found.blocking_count == len(expected)
    gains = [(-e.mentor_gain - e.mentee_gain, e.mentor, e.mentee) for e in found.blocking]
    assert gains == sorted(gains)
    if few_enough(program, anew=anew):
        for each in found.blocking:
            couple = (each.mentor, each.mentee)
            assert figures(each.cost) == price(program, couple, anew=anew, keep=keep)


def matrices() -> Iterator[tuple[str, np.random.Generator, tuple[int, int]]]:
    """Kinds of scores: all different, many alike, many pairs forbidden."""
    for seed, kind in enumerate(("different", "alike", "sparse")):
        for shape in ((30, 30), (36, 24), (24, 36)):
            yield kind, np.random.default_rng(seed), shape


@pytest.mark.parametrize(("kind", "draw", "shape"), [*matrices()])
def test_detours_cost_what_assigning_anew_costs(
    kind: str, draw: np.random.Generator, shape: tuple[int, int]
) -> None:
    """Larger ones, against scipy: all pairs where as many are served, by both searches."""
    matrix = draw.integers(0, 10_001, shape) if kind != "alike" else draw.integers(0, 4, shape) * 9
    if kind == "sparse":
        matrix[draw.random(shape) > 0.12] = -1
    gains = np.where(matrix < 0, FORBIDDEN, matrix)

    def assigned(gains: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        rows, columns = linear_sum_assignment(gains, maximize=True)
        some = gains[rows, columns] > FORBIDDEN // 2
        return rows[some], columns[some]

    rows, columns = assigned(gains)
    scores = matrix.astype(np.int16)
    problem = Problem(
        ScoreTable(shape, lambda start, stop: scores[start:stop]),
        np.ones(shape[1], dtype=np.int64),
        np.ones(shape[0], dtype=np.int64),
        np.zeros(shape[0], dtype=bool),
        np.zeros(shape[0], dtype=np.int64),
        no_arcs(),
    )
    served = best_served(problem)
    chosen = Arcs(rows, columns, matrix[rows, columns])
    ways = detours.Detours(matrix, chosen, demand_of(problem, served), problem.seats)
    prices = solve(problem, served).prices
    others = np.argwhere(matrix >= 0)
    for row, column in draw.permutation(others)[:80].tolist():
        if column in columns[rows == row]:
            continue
        left = gains.copy()
        left[row] = left[:, column] = FORBIDDEN
        left[row, column] = matrix[row, column]
        again = assigned(left)
        fewer = len(again[0]) < len(rows)
        expected = None if fewer else int(chosen.points.sum() - matrix[again].sum())
        worth = int(matrix[row, column])
        assert ways.cost(row, column, worth, None) == expected
        assert ways.cost(row, column, worth, prices) == expected


def test_with_the_lowest_forced_the_others_may_all_rise() -> None:
    """Aim fair: what is forced aside, the lowest of the others comes first, and that costs a point."""
    program = a_program(
        a_mentee("e0", drive=5),
        a_mentee("e1", drive=4, prefer=("m1", "m2")),
        a_mentee("e2", drive=5, prefer=("m2",)),
        a_mentor("m0", drive=2),
        a_mentor("m1", drive=4, offers={"linkedin": 3}),
        a_mentor("m2", drive=3),
        aim="fair",
    )
    found = alternatives(program, pair(program)).pairs[0]
    assert (found.pair.id, found.for_mentor and found.for_mentor.partner) == ("m0--e0", "e2")
    assert found.for_mentor is not None
    assert figures(found.for_mentor.cost) == price(program, ("m0", "e2"), anew=False, keep=0)
    assert figures(found.for_mentor.cost) == (0, 0, 250, 250, ())


def four_people(**fields: object) -> Program:
    """Ann would rather have Bob and Bob Ann, but Zoe can only teach Bob."""
    return a_program(
        a_mentor("ann", drive=5),
        a_mentor("zoe", drive=1, avoid=("dan",)),
        a_mentee("bob", drive=5),
        a_mentee("dan", drive=1),
        **fields,
    )


def test_the_price_names_who_would_be_alone() -> None:
    """Ann and Bob block, and forcing them leaves Dan without a mentor."""
    program = four_people()
    found = alternatives(program, pair(program))
    (blocking,) = found.blocking
    assert (blocking.mentor, blocking.mentee, found.blocking_count) == ("ann", "bob", 1)
    assert blocking.cost is not None
    assert (blocking.cost.first, blocking.cost.alone) == (("served", 1), ("dan",))
    dan, bob = found.pairs
    assert dan.for_mentee is None
    assert bob.for_mentee is not None
    assert bob.for_mentee.partner == "ann"
    assert bob.for_mentee.gain == blocking.mentee_gain
    assert bob.for_mentor is None  # nobody else could be taught by Zoe


@pytest.mark.parametrize("change", [{"locked": True}, {"status": "paused"}])
def test_agreements_block_nothing_and_never_give_way(change: dict[str, object]) -> None:
    """Who is locked with somebody has agreed, whatever the scores say."""
    kept = Pair("zoe--bob", "zoe", ("bob",), **change)  # type: ignore[arg-type]
    program = four_people(pairs=(kept,))
    found = alternatives(program, pair(program))
    assert (found.blocking, found.blocking_count) == ((), 0)
    price = price_of_pair(program, "ann", "bob")
    assert (price.full, price.cost, price.moves) == (("bob",), None, None)


def test_active_pairs_that_stay_may_give_way() -> None:
    """Both would agree, so the pair is listed, and says which pairs are up for choice again."""
    kept = (Pair("ann--dan", "ann", ("dan",)), Pair("zoe--bob", "zoe", ("bob",)))
    program = four_people(pairs=kept)
    (blocking,) = alternatives(program, pair(program)).blocking
    assert blocking.opens == ("ann--dan", "zoe--bob")
    price = price_of_pair(program, "ann", "bob")
    assert price.opens == blocking.opens
    assert price.cost == blocking.cost
    assert price.moves is not None
    assert price.moves.alone == (("dan", "mentee"), ("zoe", "mentor"))


def test_a_group_is_no_pair_of_two() -> None:
    """It stands as it is: no alternatives are asked for, and its people block nothing."""
    group = Pair("ann--both", "ann", ("bob", "dan"))
    program = four_people(pairs=(group,))
    found = alternatives(program, pair(program))
    assert (found.pairs, found.blocking) == ((), ())


def test_nobody_is_priced_beside_a_whole_that_is_not_proved() -> None:
    """With a gap, a cost could be anything; the wishes are listed all the same."""
    program = four_people()
    pairing = pair(program)
    guessed = replace(pairing, summary=replace(pairing.summary, proof="bound", gap=7))
    found = alternatives(program, guessed)
    assert [each.cost for each in found.blocking] == [None]
    assert found.unpriced == 3


def test_what_would_take_too_long_is_left_out() -> None:
    """The limit is in pairs looked at, so it falls on the same people everywhere."""
    program = four_people()
    ground = ground_of(program, pair(program), stand_of(program))
    pricer = pricing.Pricer(ground, left=1)
    asked = ground.force("ann", "bob")
    assert pricer.cost(asked) is not None
    assert pricer.cost(asked) is None


def test_more_people_than_can_be_exact_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pairs are kept for prices; above 10,000 people there is no room for them."""
    program = four_people()
    pairing = pair(program)
    monkeypatch.setattr(forcing, "MOST_PAIRS", 3)
    with pytest.raises(ValueError, match="too many"):
        alternatives(program, pairing)
    with pytest.raises(ValueError, match="too many"):
        price_of_pair(program, "ann", "bob", pairing)


def test_json_holds_all_of_it() -> None:
    """The same figures for other programs."""
    program = four_people()
    found = alternatives(program, pair(program))
    price = price_of_pair(program, "ann", "bob")
    cost = {"served": 1, "waited": 0, "lowest": 0, "points": price.cost and price.cost.points}
    cost["alone"] = ["dan"]  # type: ignore[assignment]
    written = alternatives_json(found)
    assert [each["id"] for each in written["pairs"]] == ["ann--dan", "zoe--bob"]
    assert written["pairs"][1]["mentee"]["cost"] == cost
    assert written["blocking"][0]["cost"] == cost
    assert (written["blocking_count"], written["unpriced"]) == (1, 0)
    assert price_json(price)["cost"] == cost
    assert price_json(price)["moves"]["alone"] == [
        {"id": "dan", "role": "mentee"},
        {"id": "zoe", "role": "mentor"},
    ]
    already = price_json(price_of_pair(program, "zoe", "bob"))
    assert (already["current"], already["cost"]["points"]) == (True, 0)
    assert price_json(price_of_pair(program, "ann", "ann"))["cost"] is None
