"""The audit: its figures are right, give nobody away, and say what each weight and field did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Framework, Program, Rules, Weights
from rmentor.pairing.audit.audit import audit, audit_json
from rmentor.pairing.audit.fields import PROTECTED, fields_not_read, fields_read
from rmentor.pairing.audit.weights import Asked
from rmentor.pairing.pair import pair, standing
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.pairing.differences import Rows, gives_away
from tests.strategies import programs

# How anybody would tell who is in which group.
STATED: dict[str, Callable[[Participant], tuple[object, ...]]] = {
    "department": lambda person: ((person.department or "").strip().casefold() or None,),
    "site": lambda person: ((person.site or "").strip().casefold() or None,),
    "languages": lambda person: person.languages or (None,),
    "seniority": lambda person: (person.seniority,),
    "role": lambda person: (person.role,),
    "organisation": lambda person: (person.organisation,),
}


@st.composite
def grouped_programs(draw: st.DrawFn) -> Program:
    """Up to a dozen people in few groups, some of them in pairs already."""
    ids = [f"p{number:02d}" for number in range(draw(st.integers(3, 12)))]
    people = [
        Participant(
            who,
            who,
            draw(st.sampled_from(["mentor", "mentor", "mentee", "mentee", "both"])),
            volunteer=draw(st.sampled_from([True, True, True, True, False])),
            department=draw(st.sampled_from(["IT", "it ", "Sales", None])),
            site=draw(st.sampled_from(["Lille", "Lyon"])),
            languages=draw(st.sampled_from([(), ("en",), ("en", "fr"), ("fr",)])),
            seniority=draw(st.sampled_from([None, 1, 2])),
            drive=draw(st.sampled_from([1, 3, 5])),
        )
        for who in ids
    ]
    teach = [each.id for each in people if each.teaches and each.volunteer]
    learn = [each.id for each in people if each.learns and each.volunteer]
    couples = [(m, e) for m in teach for e in learn if m != e]
    chosen = draw(st.lists(st.sampled_from(couples), unique=True, max_size=8)) if couples else []
    return a_program(
        *people,
        pairs=tuple(Pair(f"{m}--{e}", m, (e,)) for m, e in sorted(chosen)),
        smallest_group=draw(st.integers(1, 4)),
    )


def members(program: Program, dimension: str, label: object) -> set[str]:
    """Who take part and state that of themselves."""
    key = label.strip().casefold() if isinstance(label, str) else label
    return {
        each.id
        for each in program.participants
        if each.takes_part and key in STATED[dimension](each)
    }


def told(program: Program, found: dict[str, Any]) -> list[tuple[set[str], dict[str, Any]]]:
    """Every group of which something is told, with whom it consists of."""
    everybody = {each.id for each in program.participants if each.takes_part}
    groups = [(everybody, found["everybody"])] if found["everybody"] else []
    for table in found["tables"]:
        mine = [(members(program, table["dimension"], g["group"]), g) for g in table["groups"]]
        if table["others"]:
            groups.append(
                (everybody - {who for listed, _ in mine for who in listed}, table["others"])
            )
        groups += mine
    return groups


@given(grouped_programs())
def test_what_is_told_of_a_group_is_so(program: Program) -> None:
    """People, served, share, distance from the rest and mean score, counted by hand."""
    pairing = standing(program)
    found = audit_json(audit(program, pairing))
    partners = {who for each in program.pairs for who in each.people}
    everybody = {each.id for each in program.participants if each.takes_part}
    for group, figures in told(program, found):
        served = group & partners
        assert (figures["people"], figures["served"]) == (len(group), len(served))
        share = Fraction(len(served), len(group))
        assert figures["share"] == floor(share * 10_000 + Fraction(1, 2))
        if found["everybody"]:
            usual = Fraction(len(everybody & partners), len(everybody))
            assert abs(figures["ahead"] - (len(served) - len(group) * usual)) <= Fraction(51, 1000)
        scores = [each.score for each in pairing.pairs if served & set(each.pair.people)]
        if figures["mean"] is not None:
            assert len(served) >= program.smallest_group <= len(scores)
            mean = Fraction(sum(scores), len(scores))
            assert figures["mean"] == floor(mean + Fraction(1, 2))


@given(grouped_programs())
def test_nobody_learns_of_a_few_by_subtracting(program: Program) -> None:
    """Whatever differences of all that is told somebody takes, also with the count of mentees served.

    Unknown are whether each person has a partner, and of those in both roles, whether they have a
    mentor.
    """
    found = audit_json(audit(program, standing(program)))
    people = [each for each in program.participants if each.takes_part]
    both = [each.id for each in people if each.role == "both"]
    groups = [listed for listed, _ in told(program, found)]
    rows: Rows = [[int(each.id in group) for each in people] + [0] * len(both) for group in groups]
    learn = [each for each in people if each.learns]
    if len(learn) >= program.smallest_group:
        rows.append([int(each.role == "mentee") for each in people] + [1] * len(both))
    unknowns = [
        [place, len(people) + both.index(each.id)] if each.id in both else [place]
        for place, each in enumerate(people)
    ]
    assert not gives_away(rows, [1] * len(people), program.smallest_group, unknowns)


@given(grouped_programs())
def test_no_mean_gives_the_scores_of_a_few_pairs(program: Program) -> None:
    """The means that are told, with the total of all pairs, which stands beside them."""
    found = audit_json(audit(program, standing(program)))
    groups = [listed for listed, figures in told(program, found) if figures["mean"] is not None]
    if groups:
        rows = [[int(bool(group & set(each.people))) for each in program.pairs] for group in groups]
        rows.append([1] * len(program.pairs))
        assert not gives_away(rows, [1] * len(program.pairs), program.smallest_group)


def test_nothing_is_told_of_a_handful_of_people() -> None:
    """Four people, and no figure about fewer than five: only the names of what they state."""
    program = a_program(
        a_mentor("ann", department="IT"), a_mentor("bob", department="HR"), a_mentee("cid"), a_mentee("dan")
    )  # fmt: skip
    found = audit_json(audit(program, pair(program)))
    assert found["everybody"] is None
    departments = found["tables"][0]
    assert (departments["groups"], departments["others"]) == ([], None)
    assert departments["hidden"] == ["HR", "IT", None]


def test_spellings_of_one_department_are_one_group() -> None:
    """The most frequent spelling names it; nothing stated is a group of its own, told last."""
    spelt = ["IT", "it", "IT ", "IT", "Sales", "Sales", None, " "]
    people = [a_mentor(f"m{n}", department=each) for n, each in enumerate(spelt)]
    program = a_program(*people, smallest_group=2)
    table = audit_json(audit(program, pair(program)))["tables"][0]
    assert [(each["group"], each["people"]) for each in table["groups"]] == [
        ("IT", 4), ("Sales", 2), (None, 2),
    ]  # fmt: skip


def test_many_groups_are_told_as_far_as_the_fortieth() -> None:
    """The rest is told together."""
    people = [a_mentor(f"m{n:03d}", department=f"d{n // 5:02d}") for n in range(250)]
    table = audit_json(audit(a_program(*people), standing(a_program(*people))))["tables"][0]
    assert (len(table["groups"]), table["others"]["people"], len(table["hidden"])) == (40, 50, 10)


@given(programs(max_people=6, with_pairs=True), st.booleans(), st.sampled_from([0, 500]))
@settings(max_examples=60)
def test_each_weight_is_held_against_the_best_choice_without_it(
    program: Program, anew: bool, keep: int
) -> None:
    """Solved again by trying every choice, scored by the contract's text."""
    weights = program.weights
    weighing = [name for name in CRITERIA if weights.of(name)]
    assume(len(weighing) > 1)
    found = audit(program, pair(program, anew=anew, keep=keep), Asked(anew=anew, keep=keep)).weights
    assert found is not None
    people = program.people()
    own = oracle.choices_of(program, anew=anew, keep=keep).best()
    assert [each.criterion for each in found.each] == sorted(
        weighing, key=lambda name: (-weights.of(name), CRITERIA.index(name))
    )
    assert found.chosen == len(own)
    for each in found.each:
        without = replace(weights, **{each.criterion: Fraction(0)})  # type: ignore[arg-type]
        other = oracle.choices_of(replace(program, weights=without), anew=anew, keep=keep).best()
        mentors = [
            {e: {m for m, f in chosen if f == e} for _, e in chosen} for chosen in (own, other)
        ]
        learners = mentors[0].keys() | mentors[1].keys()
        assert each.moved == sum(mentors[0].get(who) != mentors[1].get(who) for who in learners)
        assert each.served == len(mentors[1]) - len(mentors[0])
        scores = [
            sum(oracle.score(program, people[m], people[e]) for m, e in chosen)
            for chosen in (own, other)
        ]
        assert each.cost == scores[0] - scores[1]
        for chosen, share in ((own, each.share), (other, each.share_without)):
            values = [
                oracle.criteria(program, people[m], people[e])[each.criterion] for m, e in chosen
            ]
            halves = [Fraction(1, 2) if value is None else value for value in values]
            assert share == (sum(halves) / len(halves) if halves else None)


def test_a_weight_that_decides_says_what_it_costs() -> None:
    """Without drive, ties go to the smaller ids: ann would teach bob, and the total falls."""
    program = a_program(
        a_mentor("ann", drive=1), a_mentor("zoe", drive=5), a_mentee("bob", drive=5), weights=Weights(*[Fraction(0)] * 6, Fraction(1), Fraction(1)),
    )  # fmt: skip
    found = audit(program, pair(program), Asked()).weights
    assert found is not None
    drive, prefer = found.each
    assert (drive.criterion, drive.moved, drive.served, drive.cost) == ("drive", 1, 0, 2500)
    assert (drive.share, drive.share_without) == (1, Fraction(1, 2))
    assert (prefer.moved, prefer.cost) == (0, 0)


def test_a_single_weight_can_be_switched_off_too() -> None:
    """Then nothing tells pairs apart but their ids."""
    weights = Weights(*[Fraction(0)] * 6, Fraction(1), Fraction(0))
    people = (a_mentor("ann", drive=1), a_mentor("zoe", drive=5), a_mentee("bob", drive=5))
    program = a_program(*people, weights=weights)
    found = audit(program, pair(program), Asked()).weights
    assert found is not None
    assert [(each.criterion, each.moved, each.cost) for each in found.each] == [("drive", 1, 5000)]


def test_pairs_that_stood_are_told_apart_from_those_chosen() -> None:
    """No weight moves a pair that is kept."""
    people = (a_mentor("ann"), a_mentor("zoe"), a_mentee("bob"), a_mentee("dan"))
    program = a_program(*people, pairs=(Pair("ann--bob", "ann", ("bob",)),))
    kept = audit(program, pair(program), Asked()).weights
    anew = audit(program, pair(program, anew=True), Asked(anew=True)).weights
    assert kept is not None
    assert anew is not None
    assert (kept.chosen, kept.kept) == (1, 1)
    assert (anew.chosen, anew.kept) == (2, 0)
    assert audit(program, standing(program)).weights is None
    in_groups = replace(program, framework=Framework(format="group"))
    assert audit(in_groups, standing(in_groups), Asked()).weights is None


class Watched(Participant):
    """Somebody who notes what is read of people."""

    seen: set[str] = set()  # noqa: RUF012 - one note for all

    def __getattribute__(self, name: str) -> Any:
        """Note the field and answer it."""
        if not name.startswith("_"):
            Watched.seen.add(name)
        return super().__getattribute__(name)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"rules": Rules(seniority="any", manager_levels=0)},
        {"rules": Rules(cross_department=True)},
        {"weights": replace(Weights(), drive=Fraction(0), prefer=Fraction(0))},
        {"weights": replace(Weights(), mix=Fraction(0), interests=Fraction(0))},
    ],
)
def test_the_fields_that_are_named_are_those_that_decide(changes: dict[str, Any]) -> None:
    """A field that is said not to be read can be anything; all others are looked at when pairing."""
    people = [
        a_mentor("ann", department="IT", drive=2, wants={"seo": 1}, prefer=("bob",), manager="eva"),
        a_mentor("zoe", interests=("chess",), languages=("fr",), site="Lille"),
        a_mentee("bob", department="HR", drive=3, offers={"seo": 4}, interests=("chess",)),
        a_mentee("eva", avoid=("zoe",), levels={"linkedin": 1}),
    ]
    program = a_program(*people, **changes)
    listed = {use.field for use in fields_read(program)}
    others = fields_not_read(program)
    assert listed.isdisjoint(others)
    assert listed | set(others) == {field.name for field in fields(Participant)}
    values = {"name": "Q", "email": "q@example.org", "organisation": "Q", "country": "DE", "away": (),
              "drive": 1, "prefer": ("eva",), "department": "Q", "interests": ("Q",), "seniority": 9,
              "manager": "ann", "volunteered": date(2026, 11, 30), "status_since": date(2026, 12, 1),
              "back": date(2027, 5, 3)}  # fmt: skip
    for field in others:
        altered = tuple(replace(p, **{field: values[field]}) for p in program.participants)
        again = pair(replace(program, participants=altered))
        assert [e.pair.people for e in again.pairs] == [e.pair.people for e in pair(program).pairs]
        assert [e.score for e in again.pairs] == [e.score for e in pair(program).pairs]
    watched = [
        Watched(**{f.name: getattr(person, f.name) for f in fields(Participant)})
        for person in people
    ]
    Watched.seen.clear()
    pair(replace(program, participants=tuple(watched)))
    assert listed <= Watched.seen


def test_no_field_is_there_for_what_is_protected() -> None:
    """Nor one that a rule or criterion could read under another name."""
    names = {field.name for field in fields(Participant)}
    assert names.isdisjoint(PROTECTED)
    assert {"age", "sex", "origin", "health"} <= set(PROTECTED)


def test_how_many_state_a_field_is_told_unless_they_are_few() -> None:
    """Three of six gave windows of drive; one avoids somebody, and that stays untold."""
    people = [a_mentor(f"m{n}", drive=3 if n < 3 else None) for n in range(5)]
    program = a_program(*people, a_mentee("eva", avoid=("m0",)), smallest_group=3)
    filled = {use.field: use.filled for use in fields_read(program)}
    assert filled["drive"] == Fraction(1, 2)
    assert filled["avoid"] is None
    assert filled["role"] is None
