"""What locks cost, beside trying out all wholes without them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.program import RULES, Program
from rmentor.pairing.costs import locks as module
from rmentor.pairing.costs.locks import (
    LockPrice,
    lock_prices,
    lock_prices_json,
    locked_pairs,
    price_of_all_locks,
)
from rmentor.pairing.keep import stand_of
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.pairing.wholes import Couple, Whole, choices_of, crowds, loss, whole
from tests.strategies import programs

MOST_CHOICES = 12


def without(program: Program, locked: tuple[Pair, ...], *, anew: bool) -> Program:
    """The program with these pairs up for choice: active ones with ``--anew``, else none at all."""
    names = {pair.id for pair in locked}
    pairs = (
        [
            replace(pair, locked=False, status="active") if pair.id in names else pair
            for pair in program.pairs
        ]
        if anew
        else [pair for pair in program.pairs if pair.id not in names]
    )
    return replace(program, pairs=tuple(pairs))


def partnered(found: Whole) -> set[tuple[str, str]]:
    return {(mentor, "mentor") for mentor, _ in found.couples} | {
        (mentee, "mentee") for _, mentee in found.couples
    }


def check(
    price: LockPrice, program: Program, locked: tuple[Pair, ...], *, anew: bool, keep: int
) -> None:
    """Compare a price with two solutions by trying out all."""
    existing: set[Couple] = {(pair.mentor, pair.mentees[0]) for pair in locked}
    existing |= {
        (pair.mentor, pair.mentees[0])
        for pair in program.pairs
        if pair.status == "active" and not pair.locked
    }
    now, free = (
        whole(each, anew=anew, keep=keep, existing=existing)
        for each in (program, without(program, locked, anew=anew))
    )
    assert price.pairs == locked
    found = price.cost
    assert (found.served, found.waited, found.lowest, found.points, found.alone) == loss(
        program, free, now
    )
    assert set(price.alone) == partnered(free) - partnered(now)
    people = program.people()
    first = {oracle.first_failing(program, people[p.mentor], people[p.mentees[0]]) for p in locked}
    assert first - {None} <= set(price.breaks)
    assert bool(price.breaks) is bool(first - {None})
    assert list(price.breaks) == sorted(price.breaks, key=RULES.index)
    assert price.score == sum(
        oracle.score(program, people[p.mentor], people[p.mentees[0]]) for p in locked
    )


@given(
    st.one_of(crowds(), programs(max_people=6, with_pairs=True)),
    st.sampled_from([(False, 0), (True, 0), (True, 700)]),
)
@settings(max_examples=120)
def test_each_lock_costs_what_all_wholes_say(program: Program, run: tuple[bool, int]) -> None:
    """And all of them together, which is not their sum."""
    anew, keep = run
    stand = stand_of(program, anew=anew)
    locked = tuple(pair for pair in program.pairs if pair.is_current and pair.locked)
    assert locked_pairs(stand) == locked
    freed = without(program, locked, anew=False)
    assume(len(choices_of(freed, anew=anew).worth) <= MOST_CHOICES)
    found = lock_prices(program, stand, keep=keep)
    assert len(found) == len(locked)
    for price, pair in zip(found, locked, strict=True):
        check(price, program, (pair,), anew=anew, keep=keep)
    together = price_of_all_locks(program, stand, keep=keep)
    assert (together is None) is (not locked)
    if together is not None:
        check(together, program, locked, anew=anew, keep=keep)


def two_of_each(**lock: object) -> Program:
    """Ann suits Bob and Zoe suits Dan, but Ann is locked with Dan, and nobody else may teach Bob."""
    return a_program(
        a_mentor("ann"),
        a_mentor("zoe", avoid=("bob",)),
        a_mentee("bob"),
        a_mentee("dan"),
        pairs=(Pair("ann--dan", "ann", ("dan",), locked=True, **lock),),  # type: ignore[arg-type]
    )


def test_a_lock_says_whom_it_leaves_alone() -> None:
    """Bob learns with nobody and Zoe teaches nobody, because two others wanted to be together."""
    (price,) = lock_prices(two_of_each())
    assert (price.cost.served, price.cost.alone) == (1, ("bob",))
    assert price.alone == (("bob", "mentee"), ("zoe", "mentor"))
    assert price.breaks == ()


def test_a_lock_on_the_best_pair_costs_nothing() -> None:
    """What would be chosen anyway is free."""
    program = a_program(
        a_mentor("ann"), a_mentee("bob"), pairs=(Pair("x", "ann", ("bob",), locked=True),)
    )
    (price,) = lock_prices(program)
    assert price.cost.in_order == (0, 0, 0, 0)
    assert lock_prices_json((price,), price_of_all_locks(program)) == {
        "locks": [
            {
                "id": "x",
                "score": price.score,
                "breaks": [],
                "cost": {"served": 0, "waited": 0, "lowest": 0, "points": 0, "alone": []},
                "alone": [],
            }
        ],
        "together": {
            "ids": ["x"],
            "score": price.score,
            "breaks": [],
            "cost": {"served": 0, "waited": 0, "lowest": 0, "points": 0, "alone": []},
            "alone": [],
        },
    }


def test_a_lock_that_rules_forbid_may_serve_somebody() -> None:
    """Nobody else would teach Bob: the lock costs less than nothing, and says which rule it breaks."""
    program = a_program(
        a_mentor("ann", avoid=("bob",)),
        a_mentee("bob"),
        pairs=(Pair("x", "ann", ("bob",), locked=True),),
    )
    (price,) = lock_prices(program)
    assert price.breaks == ("avoid",)
    assert price.cost.first == ("served", -1)
    assert price.alone == ()


def test_groups_and_pairs_that_are_over_have_no_lock_to_price() -> None:
    """A group stands of itself; what is over locks nobody up."""
    over = two_of_each(status="ended")
    assert lock_prices(over) == ()
    group = Pair("ann--both", "ann", ("bob", "dan"), locked=True)
    assert lock_prices(replace(over, pairs=(group,))) == ()
    assert price_of_all_locks(over) is None
    assert lock_prices_json((), None) == {"locks": [], "together": None}


def test_very_many_locks_are_priced_from_the_lowest_score_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The limit is a number of pairs looked at, so it is the same on every machine."""
    program = a_program(
        a_mentor("ann", drive=1),
        a_mentor("zoe", drive=5),
        a_mentee("bob", drive=3),
        a_mentee("dan", drive=3),
        pairs=(
            Pair("ann--bob", "ann", ("bob",), locked=True),
            Pair("zoe--dan", "zoe", ("dan",), locked=True),
        ),
    )
    assert [each.pairs[0].id for each in lock_prices(program)] == ["ann--bob", "zoe--dan"]
    monkeypatch.setattr(module, "MOST_SOLVED", 0)
    assert [each.pairs[0].id for each in lock_prices(program)] == ["ann--bob"]
