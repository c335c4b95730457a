"""Very many people: the same answers as those of solvers that look at everything."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.cli.pairing.facts import reasons_in_words
from rmentor.folder.documents import documents
from rmentor.folder.load import load
from rmentor.model.pairing import Pairing, Reason
from rmentor.model.program import Program, Rules
from rmentor.pairing.huge import choose, looks
from rmentor.pairing.huge.effort import Effort, Phase
from rmentor.pairing.pair import pair
from rmentor.pairing.remedies import find
from rmentor.pairing.views import pairing_json
from tests.builders import a_mentee, a_mentor, a_program, sources_of
from tests.pairing import oracle
from tests.pairing.huge import as_if_huge, paired_as_if_huge
from tests.pairing.test_solve import by_highs
from tests.strategies import programs

TOPICS = ("agile", "linkedin", "seo", "tiktok")


def figures(program: Program, pairing: Pairing) -> tuple[int, int, int]:
    """Served, rounds waited by them together, and the lowest score where the aim is fair."""
    people = program.people()
    served = {mentee for found in pairing.pairs for mentee in found.pair.mentees}
    lowest = pairing.summary.lowest or 0
    waited = sum(people[mentee].waited for mentee in served)
    return len(served), waited, lowest if program.aim == "fair" else 0


def a_crowd(size: int, draw: int = 1) -> Program:
    """People who differ in all that counts, the same ones every time."""
    numbers = count(draw)

    def some(most: int) -> int:
        return next(numbers) * 2654435761 % 2**32 * most // 2**32

    def levels(least: int) -> dict[str, int]:
        return {topic: least + some(6 - least) for topic in TOPICS if some(2)} or {"seo": 5}

    people = []
    for number in range(size):
        about = {"site": f"s{some(3)}", "drive": 1 + some(5), "department": f"d{some(4)}"}
        people += [
            a_mentor(f"m{number:03d}", offers=levels(3), capacity=1 + some(2), **about),
            a_mentee(f"e{number:03d}", wants=dict.fromkeys(levels(3), 1 + some(3)), **about),
            a_mentee(f"f{number:03d}", wants={TOPICS[some(4)]: 2}, waited=some(3), **about),
        ]
    return a_program(*people)


@given(programs(max_people=16))
@settings(max_examples=40, deadline=None)
def test_going_on_to_the_end_equals_integer_programming(program: Program) -> None:
    """As many served, as long waited, as high a lowest, as large a sum; and it is proved."""
    found = paired_as_if_huge(program)
    assert (*figures(program, found), found.summary.total) == by_highs(program)
    assert (found.summary.proof, found.summary.gap) == ("optimal", 0)


@given(programs(max_people=14, with_pairs=True), st.sampled_from([0, 700]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_pairs_that_stand_count_as_they_do_for_few_people(
    program: Program, keep: int, anew: bool
) -> None:
    """Former partners, seats that are taken, points for keeping: all as in the exact solver."""
    exact = pair(program, anew=anew, keep=keep)
    found = paired_as_if_huge(program, anew=anew, keep=keep)
    assert figures(program, found) == figures(program, exact)
    bonus = {(each.mentor, m) for each in program.pairs for m in each.mentees} if keep else set()

    def worth(pairing: Pairing) -> int:
        return pairing.summary.total + sum(
            keep
            for each in pairing.pairs
            if not each.new and (each.pair.mentor, each.pair.mentees[0]) in bonus
        )

    assert worth(found) == worth(exact)


@given(programs(max_people=16, aim="total"), st.sampled_from([1.0, 10.0, 100.0]))
@settings(max_examples=40, deadline=None)
def test_the_bound_is_never_below_the_best(program: Program, gap: float) -> None:
    """Stopping early loses no more than it says, and never somebody who can be served."""
    served, waited, _, best = by_highs(program)
    found = paired_as_if_huge(program, gap)
    assert figures(program, found)[:2] == (served, waited)
    assert found.summary.total <= best <= found.summary.total + found.summary.gap
    assert found.summary.gap <= max(1, found.summary.total) * gap / 100
    assert (found.summary.proof == "optimal") == (not found.summary.gap)


def test_a_crowd_is_paired_exactly_and_from_a_bound() -> None:
    """Large enough for several rounds, samples and bunches: the sum is that of the exact solver."""
    program = a_crowd(60)
    exact = pair(program).summary
    found = paired_as_if_huge(program).summary
    assert (found.total, found.paired, found.proof) == (exact.total, exact.paired, "optimal")
    early = paired_as_if_huge(program, gap=100).summary
    assert early.total < exact.total <= early.total + early.gap
    assert (early.paired, early.proof) == (exact.paired, "bound")


def in_files(program: Program, *, turned: bool) -> Program:
    """The program after a way through its files, with people in the order of ids or the other."""
    files: dict[str, Any] = documents(program)
    if turned:
        files["participants.yaml"]["participants"].reverse()
    texts = {path: json.dumps(value, default=str) for path, value in files.items()}
    loaded = load(sources_of(texts)).program
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("aim", ["total", "fair"])
@pytest.mark.parametrize("gap", [0, 100])
def test_neither_order_nor_threads_show(gap: float, aim: str) -> None:
    """People in another order in the files, two threads for one: the same bytes."""
    program = replace(a_crowd(30), aim=aim)
    first = pairing_json(paired_as_if_huge(in_files(program, turned=False), gap))
    turned = in_files(program, turned=True)
    assert pairing_json(paired_as_if_huge(turned, gap, workers=2)) == first
    assert pairing_json(paired_as_if_huge(turned, gap, workers=3)) == first


def test_enough_stops_with_what_is_proved_by_then() -> None:
    """A limit is asked for after a round, never before there is a bound."""
    program, asked = a_crowd(60), []
    best = pair(program).summary.total

    def enough() -> bool:
        asked.append(True)
        return True

    with as_if_huge():
        found = pair(program, effort=Effort(gap=0, enough=enough)).summary
    assert asked == [True]
    assert found.gap > 0
    assert found.total <= best <= found.total + found.gap


def test_phases_are_told_as_they_begin() -> None:
    """Rounds are counted, and each says what the one before has proved."""
    told: list[Phase] = []
    with as_if_huge():
        pair(a_crowd(60), effort=Effort(gap=0, tell=told.append))
    names = [phase.name for phase in told]
    rounds = max(phase.round for phase in told)
    assert rounds > 1
    assert names == ["score", "serve", *["solve", "prove"] * rounds, "explain"]
    assert [phase.round for phase in told[2:-1:2]] == [*range(1, rounds + 1)]
    gaps = [phase.gap for phase in told[2:-1:2]]
    assert gaps[0] is None
    assert all(one is not None and one > 0 for one in gaps[1:])


def test_few_people_are_paired_exactly_whatever_gap_is_asked_for() -> None:
    """Up to 10,000 people nothing is left open: the gap that would do is no excuse."""
    program = a_crowd(20)
    assert pair(program, effort=Effort(gap=100)) == pair(program)


def test_everybody_alike_is_no_trouble() -> None:
    """Where all pairs are equal, everybody starts at another mentor, so everybody finds one."""
    people = [
        make(f"{name}{n:03d}")
        for n in range(70)
        for name, make in (("m", a_mentor), ("e", a_mentee))
    ]
    found = paired_as_if_huge(a_program(*people)).summary
    assert (found.paired, found.proof) == (70, "optimal")


def test_the_longest_waiting_are_served_where_seats_are_short() -> None:
    """Ten seats, forty who ask, some in vain: those who have waited longest, and no one is left out."""
    people = [a_mentor(f"m{n}") for n in range(10)]
    people += [a_mentee(f"e{n:02d}", waited=n % 7) for n in range(40)]
    people += [a_mentee(f"x{n}", wants={"seo": 1}, waited=9) for n in range(5)]
    program = a_program(*people)
    found = paired_as_if_huge(program)
    waited = sorted((n % 7 for n in range(40)), reverse=True)[:10]
    assert figures(program, found)[:2] == (10, sum(waited))
    assert not [each for each in found.pairs if each.pair.mentees[0].startswith("x")]


def test_a_chain_of_moves_makes_room_for_the_last() -> None:
    """Each mentee has two candidates but the last: everybody moves on by one seat, found by asking."""
    size = 30
    people = [a_mentor(f"m{n:02d}", offers={f"t{n}": 5, f"t{n + 1}": 5}) for n in range(size)]
    people += [
        a_mentee(f"e{n:02d}", wants={f"t{n}": 1}, prefer=(f"m{max(0, n - 1):02d}",))
        for n in range(size)
    ]
    found = paired_as_if_huge(a_program(*people)).summary
    assert (found.paired, found.proof) == (size, "optimal")


def test_a_lowest_score_holds_as_a_rule() -> None:
    """``min_score`` leaves somebody alone rather than in a bad pair, also among very many."""
    program = replace(a_crowd(25), rules=Rules(min_score=6500))
    exact, found = pair(program).summary, paired_as_if_huge(program).summary
    assert (found.paired, found.total) == (exact.paired, exact.total)
    assert found.lowest is not None
    assert found.lowest >= 6500
    assert found.paired < len(oracle.choices_of(program).wanted)


def test_reasons_are_told_of_some_where_too_many_are_unpaired(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who has waited longest is looked at, then the smaller ids; of the others the answer says so."""
    monkeypatch.setattr(find, "MOST_LOOKS", 4)
    monkeypatch.setattr(find, "SOME_PEOPLE", 2)
    people = [
        a_mentee("ann"),
        a_mentee("bob", waited=2),
        a_mentee("dan"),
        a_mentee("eve", waited=1),
    ]
    program = a_program(a_mentor(offers={"seo": 5}), a_mentor("max", offers={"seo": 5}), *people)
    reasons = {one.id: one.reasons for one in pair(program).unpaired if one.role == "mentee"}
    assert [*reasons] == ["ann", "bob", "dan", "eve"]
    assert reasons["ann"] == reasons["dan"] == (Reason("unseen", 2),)
    assert reasons["bob"] == reasons["eve"] == (Reason("topic", 2, 2),)
    asked = {one.id: one.reasons for one in pair(program, about="dan").unpaired}
    assert asked["dan"] == (Reason("topic", 2, 2),)
    assert reasons_in_words(reasons["ann"]) == "not looked at, for too many are unpaired (2)"


def test_few_who_are_left_are_paired_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Newcomers in a very large program are few: nothing is left open for them, whatever gap would do."""
    program = a_crowd(60)
    standing = [each.pair for each in pair(program).pairs]
    paired = replace(program, pairs=tuple(standing[:-12]))
    exact = pair(paired).summary
    left_open = paired_as_if_huge(paired, gap=100).summary
    monkeypatch.setattr(looks, "PER_PERSON", 2)
    monkeypatch.setattr(looks, "MOST_FIRST", 4)
    monkeypatch.setattr(choose, "EXACT_PAIRS", 120 * 60 - 1)
    found = pair(paired, effort=Effort(gap=100)).summary
    assert (found.total, found.proof) == (exact.total, "optimal")
    assert left_open.proof == "bound"
