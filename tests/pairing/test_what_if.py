"""What if: both sides are what brute force finds, and the figures compare like with like."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program, Rules
from rmentor.pairing.pair import pair
from rmentor.pairing.questions.suppositions import (
    Not,
    Setting,
    Supposition,
    With,
    Without,
    contradictions,
    in_the_way,
    suppose,
)
from rmentor.pairing.questions.what_if import comparison_json, what_if
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.strategies import programs

ANN_BOB = Pair("ann--bob", "ann", ("bob",), topics=("linkedin",))
ZOE_DAN = Pair("zoe--dan", "zoe", ("dan",), topics=("linkedin",))
NEEDS_ONLY = tuple(
    Setting("weight", name, Fraction(0), f"weight {name}=0")
    for name in ("returns", "goals", "interests", "time", "mix", "drive", "prefer")
)


def four_people(*pairs: Pair, **fields: object) -> Program:
    """Two mentors and two mentees who all fit; ann would rather have dan, zoe would rather have bob."""
    return a_program(
        a_mentor("ann", prefer=("dan",)),
        a_mentor("zoe", prefer=("bob",)),
        a_mentee("bob"),
        a_mentee("dan"),
        pairs=pairs,
        **fields,
    )


def couples_of(pairing: Pairing) -> set[oracle.Couple]:
    """(mentor, mentee) of all current pairs."""
    return {(each.pair.mentor, mentee) for each in pairing.pairs for mentee in each.pair.mentees}


def without_pairs(program: Program, person: str, other: str | None = None) -> Program:
    """The program in which the current pairs of a person, or of two with each other, never were."""
    kept = tuple(
        each
        for each in program.pairs
        if not each.is_current
        or person not in each.people
        or (other is not None and other not in each.people)
    )
    return replace(program, pairs=kept)


def changed(program: Program, person: str, **fields: object) -> Program:
    """The program in which something else is true of a person."""
    people = tuple(
        replace(each, **fields) if each.id == person else each  # type: ignore[arg-type]
        for each in program.participants
    )
    return replace(program, participants=people)


def best(program: Program, *, anew: bool) -> set[oracle.Couple]:
    """Current pairs that brute force ends with."""
    open_ = {
        (each.mentor, each.mentees[0])
        for each in program.pairs
        if anew and each.status == "active" and not each.locked
    }
    stay = {(p.mentor, e) for p in program.pairs if p.is_current for e in p.mentees} - open_
    return stay | set(oracle.choices_of(program, anew=anew).best())


def by_hand(program: Program, said: Supposition) -> Program:
    """The supposed program, made a second time."""
    if isinstance(said, Without):
        return without_pairs(changed(program, said.person, volunteer=False), said.person)
    if isinstance(said, Not):
        apart = without_pairs(program, said.mentor, said.mentee)
        mine = program.people()[said.mentor].avoid
        return changed(apart, said.mentor, avoid=(*mine, said.mentee))
    assert isinstance(said, Setting)
    if said.kind == "weight":
        return replace(program, weights=replace(program.weights, **{said.name: said.value}))  # type: ignore[arg-type]
    if said.kind == "rule":
        return replace(program, rules=replace(program.rules, **{said.name: said.value}))  # type: ignore[arg-type]
    return replace(program, aim=str(said.value))


@st.composite
def suppositions(draw: st.DrawFn, program: Program) -> Supposition:
    """One thing to suppose of a program, but for a forced pair."""
    ids = [person.id for person in program.participants]
    settings_ = [
        Setting("weight", "needs", Fraction(1), "weight needs=1"),
        Setting("weight", "drive", Fraction(90), "weight drive=90"),
        Setting("rule", "min_level", 1, "rule min_level=1"),
        Setting("rule", "seniority", "any", "rule seniority=any"),
        Setting("rule", "mentors_per_mentee", 2, "rule mentors_per_mentee=2"),
        Setting("aim", "aim", "fair", "aim fair"),
    ]
    options: list[st.SearchStrategy[Supposition]] = [
        st.sampled_from(ids).map(Without),
        st.sampled_from(settings_),
    ]
    if len(ids) > 1:
        two = st.permutations(ids).map(lambda order: Not(order[0], order[1]))
        options.append(two)
        couples = [(each.mentor, each.mentees[0]) for each in program.pairs]
        if couples:
            options.append(st.sampled_from(couples).map(lambda couple: Not(*couple)))
    return draw(st.one_of(options))


@given(programs(max_people=6, with_pairs=True), st.booleans(), st.data())
@settings(max_examples=40)
def test_both_sides_are_what_brute_force_finds(
    program: Program, anew: bool, data: st.DataObject
) -> None:
    """Today is ``pair`` by the same options; the other side is ``pair`` of the supposed program."""
    said = data.draw(suppositions(program))
    supposed = by_hand(program, said)
    assume(supposed.weights.total)
    assume(len(oracle.choices_of(program, anew=anew).worth) <= 10)
    assume(len(oracle.choices_of(supposed, anew=anew).worth) <= 10)
    found = what_if(program, [said], anew=anew)
    assert couples_of(found.now) == best(program, anew=anew)
    assert couples_of(found.then) == best(supposed, anew=anew)
    assert found.now == pair(program, anew=anew)
    people = program.people()
    for sums, pairing in ((found.now_by, found.now), (found.then_by, found.then)):
        for rated, settings_of in zip(sums, (program, supposed), strict=True):
            scores = [
                oracle.score(settings_of, people[m], people[e]) for m, e in couples_of(pairing)
            ]
            assert (rated.total, rated.lowest) == (sum(scores), min(scores, default=None))
    assert found.then_by[1].total == found.then.summary.total
    json.dumps(comparison_json(found))


@given(programs(max_people=6, with_pairs=True), st.booleans(), st.data())
@settings(max_examples=25)
def test_a_forced_pair_is_there_whatever_it_breaks(
    program: Program, anew: bool, data: st.DataObject
) -> None:
    """It is locked and active; its broken rules are told; the others are the best around it."""
    ids = [person.id for person in program.participants]
    assume(len(ids) > 1)
    mentor, mentee = data.draw(st.permutations(ids))[:2]
    found = what_if(program, [With(mentor, mentee)], anew=anew)
    (forced,) = [each for each in found.then.pairs if (each.pair.mentor, each.pair.mentees[0]) == (mentor, mentee)]  # fmt: skip
    assert (forced.pair.locked, forced.pair.status) == (True, "active")
    people = program.people()
    (told,) = found.forced
    first = oracle.first_failing(program, people[mentor], people[mentee])
    assert (told.explanation.failed or (None,))[0] == first
    # Taken as given, the others are what pair makes of them.
    supposed = suppose(program, [With(mentor, mentee)], anew=anew)
    assume(len(oracle.choices_of(supposed, anew=anew).worth) <= 10)
    assert couples_of(found.then) == best(supposed, anew=anew)
    # Whoever was in the way and might go has made room.
    capacity, most = people[mentor].capacity, program.rules.mentors_per_mentee
    teaching = [each.pair for each in found.then.pairs if each.pair.mentor == mentor]
    learning = [each.pair for each in found.then.pairs if mentee in each.pair.mentees]
    assert ("mentor" in told.full) == (len(teaching) > capacity)
    assert ("mentee" in told.full) == (len(learning) > most)
    if len(teaching) > max(capacity, 1):
        assert all(each.locked or each.status == "paused" for each in teaching)


def test_a_forced_pair_opens_the_pairs_in_its_way() -> None:
    """Who loses the seat may be paired elsewhere, at once."""
    program = four_people(ANN_BOB, ZOE_DAN)
    found = what_if(program, [With("ann", "dan")])
    assert couples_of(found.now) == {("ann", "bob"), ("zoe", "dan")}
    assert couples_of(found.then) == {("ann", "dan"), ("zoe", "bob")}
    assert [move.mark for move in found.moves.changes] == ["~", "~"]
    assert found.forced[0].full == ()
    locked = replace(ANN_BOB, locked=True)
    crowded = what_if(replace(program, pairs=(locked, ZOE_DAN)), [With("ann", "dan")])
    assert couples_of(crowded.then) == {("ann", "bob"), ("ann", "dan")}
    assert crowded.forced[0].full == ("mentor",)


def test_pairs_that_stay_hold_a_new_weight_back() -> None:
    """Without --anew only a note says that more would change; with it, it does."""
    program = four_people(ANN_BOB, ZOE_DAN)
    held = what_if(program, [Setting("weight", "prefer", Fraction(90), "weight prefer=90")])
    assert (held.moves.changes, held.kept) == ((), 2)
    free = what_if(replace(program, weights=replace(program.weights, prefer=Fraction(0))), [
        Setting("weight", "prefer", Fraction(90), "weight prefer=90")
    ], anew=True)  # fmt: skip
    assert free.kept == 0
    assert couples_of(free.then) == {("ann", "dan"), ("zoe", "bob")}


def test_totals_by_other_weights_stand_beside_todays() -> None:
    """The pairing chosen today is never beaten by today's weights, nor the other by the supposed."""
    program = a_program(
        a_mentor("ann", offers={"linkedin": 3}, prefer=("bob",)), a_mentor("zoe"),
        a_mentee("bob", levels={"linkedin": 2}), a_mentee("dan"),
    )  # fmt: skip
    found = what_if(program, NEEDS_ONLY)
    assert found.rescaled
    assert found.now_by[0].total >= found.then_by[0].total
    assert found.then_by[1].total >= found.now_by[1].total
    shown = comparison_json(found)
    assert shown["then"]["total"] == shown["then"]["by_then"]["total"]
    assert shown["now"]["total"] == shown["now"]["by_now"]["total"]
    assert not what_if(program, [Without("ann")]).rescaled


def test_somebody_who_is_supposed_away_leaves_a_group_that_goes_on() -> None:
    """A group without one of its mentees is still a group; without its mentor it is none."""
    group = Pair("ann--all", "ann", ("bob", "dan"), topics=("linkedin",))
    program = four_people(group)
    found = what_if(program, [Without("bob")])
    assert couples_of(found.then) == {("ann", "dan")}
    assert [(m.mark, m.mentee) for m in found.moves.changes] == [("-", "bob")]
    gone = what_if(program, [Without("ann")])
    assert couples_of(gone.then) == {("zoe", "bob")}
    apart = what_if(program, [Not("ann", "dan")])
    assert couples_of(apart.then) == {("ann", "bob"), ("zoe", "dan")}


def test_nothing_supposed_changes_nothing() -> None:
    """The comparison of a program with itself."""
    found = what_if(four_people(ANN_BOB), [])
    assert found.now == found.then
    assert (found.moves.changes, found.rescaled) == ((), False)


def test_the_order_of_suppositions_changes_nothing() -> None:
    """A rule that is supposed holds for a pair that is, whichever was said first."""
    said = [With("ann", "bob"), Without("zoe"), Setting("rule", "min_level", 4, "rule min_level=4")]
    program = four_people()
    assert suppose(program, said) == suppose(program, said[::-1])


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (Without("ann"), With("ann", "bob"), True),
        (With("ann", "bob"), Without("bob"), True),
        (With("ann", "bob"), Not("bob", "ann"), True),
        (With("ann", "bob"), Not("ann", "dan"), False),
        (Setting("aim", "aim", "fair", "aim fair"), Setting("aim", "aim", "total", "aim total"), True),
        (Setting("aim", "aim", "fair", "aim fair"), Setting("aim", "aim", "fair", "aim fair"), False),
        (Setting("weight", "time", 1, "weight time=1"), Setting("rule", "time", 2, "rule time=2"), False),
        (Without("ann"), Without("bob"), False),
    ],
)  # fmt: skip
def test_what_cannot_both_be_is_told(first: Supposition, second: Supposition, clash: bool) -> None:
    """Whoever is away is in no pair; a setting has one value."""
    assert contradictions([first, second]) == (((first, second),) if clash else ())


@pytest.mark.parametrize(
    ("mentor", "mentee", "capacity", "most", "names"),
    [
        ("ann", "dan", 1, 1, ["ann--bob", "zoe--dan"]),
        ("ann", "dan", 2, 1, ["zoe--dan"]),
        ("ann", "dan", 1, 2, ["ann--bob"]),
        ("ann", "dan", 2, 2, []),
    ],
)
def test_pairs_in_the_way_take_the_last_seat(
    mentor: str, mentee: str, capacity: int, most: int, names: list[str]
) -> None:
    """A free seat on both sides needs nobody to go."""
    people: list[Participant] = [a_mentor("ann", capacity=capacity), a_mentor("zoe")]
    program = a_program(
        *people, a_mentee("bob"), a_mentee("dan"),
        pairs=(ANN_BOB, ZOE_DAN), rules=Rules(mentors_per_mentee=most),
    )  # fmt: skip
    assert [each.id for each in in_the_way(program, mentor, mentee)] == names
