"""One fact of people after the other, at its edges: everybody who differs in it against everybody else.

Random programs seldom have two people who differ in just one thing. Here all of a program do, so that a rule
or criterion that looks at the wrong side, or a bound that is one off, shows in some pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.model.objectives import Objective
from rmentor.model.people import Participant
from rmentor.model.program import Framework, Program, Rules, Weights
from rmentor.model.windows import Window
from rmentor.pairing.case import Case, setting_of
from rmentor.pairing.columns import columns
from rmentor.pairing.criteria import mean_score, out_of_full
from rmentor.pairing.explain import explain
from rmentor.pairing.rules import first_failing
from rmentor.pairing.scores import Scorer
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle

_WINDOWS = (
    (),
    (Window(720, 780),),
    (Window(720, 779),),
    (Window(700, 760), Window(770, 840)),
    (Window(720, 960),),
    (Window(0, 60), Window(10_020, 10_080)),
)
_AIMS = ({}, {"linkedin": 3}, {"seo": 1}, {"linkedin": 2, "seo": 1}, {"crm": 3, "linkedin": 1})
# The field of a person that differs, and what it is.
FACTS: Mapping[str, Sequence[Any]] = {
    "seniority": (None, 1, 2, 3),
    "department": (None, "", "IT", " it", "Sales"),
    "site": (None, " ", "Lyon", "lyon ", "Lille"),
    "mode": ("either", "onsite", "remote"),
    "languages": ((), ("fr",), ("en",), ("en", "fr")),
    "interests": ((), ("chess",), (" Chess",), ("chess", "judo"), ("judo", "Judo", "go")),
    "availability": _WINDOWS,
    "drive": (None, 1, 2, 5),
    "offers": ({}, {"linkedin": 2}, {"linkedin": 3}, {"linkedin": 5, "seo": 4}, {"crm": 4}),
    "wants": _AIMS,
    "levels": ({}, {"linkedin": 1}, {"linkedin": 4}, {"linkedin": 5, "seo": 2}),
}
RULES = {
    "as they come": Rules(),
    "all apart": Rules(cross_department=True, min_gap=2, min_score=5000),
    "all together": Rules(seniority="any", min_level=1, min_gap=0),
    "gap": Rules(min_gap=3, min_level=5),
}


def everybody(fact: str, **fields: Any) -> Program:
    """A mentor and a mentee for each value of a fact, who are alike in all other things."""
    people: list[Participant] = []
    for number, value in enumerate(FACTS[fact]):
        people.append(replace(a_mentor(f"mentor-{number}"), **{fact: value}))
        people.append(replace(a_mentee(f"mentee-{number}"), **{fact: value}))
    aim = Objective("reach", "Reach", topics=("seo", "crm"))
    # Each mentor prefers one mentee, and the last mentee avoids the first mentor.
    people = [
        replace(each, prefer=("mentee-1",)) if each.id == "mentor-0" else each for each in people
    ]
    people[-1] = replace(people[-1], avoid=("mentor-0",), prefer=("mentor-1",))
    framework = Framework(minutes=60)
    return a_program(*people, objectives=(aim,), framework=framework, **fields)


def couples(program: Program) -> Iterator[tuple[Participant, Participant]]:
    """Everybody who teaches with everybody who learns."""
    for mentor in program.participants:
        for mentee in program.participants:
            if mentor.teaches and mentee.learns:
                yield mentor, mentee


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("fact", FACTS)
def test_both_forms_say_what_the_contract_says_of_people_who_differ_in_one_thing(
    fact: str, rules: str
) -> None:
    """Score, the rules that fail and the shares of criteria, in a block, one by one, and explained."""
    program = everybody(fact, rules=RULES[rules])
    people = columns(program)
    rows = {person.id: row for row, person in enumerate(people.mentees)}
    places = {person.id: column for column, person in enumerate(people.mentors)}
    block = Scorer(people)(0, len(people.mentees))
    for mentor, mentee in couples(program):
        failing = list(oracle.failing(program, mentor, mentee))
        score = oracle.score(program, mentor, mentee)
        row, column = rows[mentee.id], places[mentor.id]
        assert block[row, column] == (-1 if failing else score), (mentor.id, mentee.id)
        alone = Scorer(people).at(np.array([row]), np.array([column]))
        assert alone.tolist() == [-1 if failing else score]
        found = explain(program, mentor.id, mentee.id)
        assert [each.rule for each in found.rules if not each.holds] == failing
        assert {part.name: part.share for part in found.criteria} == oracle.criteria(
            program, mentor, mentee
        )
        case = Case(setting_of(program), mentor, mentee)
        assert first_failing(case) == next(iter(failing), None)
        assert first_failing(case, leave_out=frozenset(failing[:1])) == next(
            iter(failing[1:]), None
        )


@pytest.mark.parametrize("fact", ["offers", "wants", "interests"])
def test_what_rounding_could_turn_is_computed_again(
    fact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if sums erred by up to a fifth: what lies so near a half, and nothing else, is made exact."""
    monkeypatch.setattr("rmentor.pairing.scores.ERROR", 0.2)
    monkeypatch.setattr("rmentor.pairing.scores.LARGEST_UNIT", 1.0)
    program = everybody(fact, rules=Rules(seniority="any"), weights=Weights(needs=Fraction(7)))
    people = columns(program)
    block = Scorer(people)(0, len(people.mentees))
    for row, mentee in enumerate(people.mentees):
        for column, mentor in enumerate(people.mentors):
            fits = oracle.first_failing(program, mentor, mentee) is None
            assert block[row, column] == (oracle.score(program, mentor, mentee) if fits else -1)


def test_a_pair_may_score_as_little_as_the_rule_says_and_no_less() -> None:
    """At each score that some pair has, in a block, one by one, and explained."""
    everyone = everybody("drive")
    for least in sorted({oracle.score(everyone, *both) for both in couples(everyone)}):
        program = replace(everyone, rules=Rules(seniority="any", min_gap=0, min_score=least))
        people = columns(program)
        found = Scorer(people)
        block = found(0, len(people.mentees))
        rows, places = map(np.ravel, np.indices(block.shape))
        assert found.at(rows, places).tolist() == block.ravel().tolist()
        for row, column in zip(rows, places, strict=True):
            both = people.mentors[column], people.mentees[row]
            failing = list(oracle.failing(program, *both))
            assert bool(block[row, column] < 0) is bool(failing)
            told = explain(program, both[0].id, both[1].id)
            assert [each.rule for each in told.rules if not each.holds] == failing


@pytest.mark.parametrize("fact", ["interests", "availability", "offers", "wants", "department"])
def test_explanations_name_what_was_seen(fact: str) -> None:
    """Topics, interests, minutes and sides are those that the shares come from; nothing is None."""
    program = everybody(fact)
    for mentor, mentee in couples(program):
        seen = {part.name: part.found for part in explain(program, mentor.id, mentee.id).criteria}
        there, back = (
            oracle.taught(program, one, other)
            for one, other in ((mentor, mentee), (mentee, mentor))
        )
        aimed = [topic for topic in sorted(there) if topic in {"seo", "crm"}]
        shares = oracle.criteria(program, mentor, mentee)
        assert seen["needs"] == (there or None)
        assert seen["returns"] == (back or None)
        assert seen["goals"] == (tuple(aimed) or None)
        assert bool(seen["interests"]) is bool(shares["interests"])
        minutes = oracle.minutes_free(program, mentor) & oracle.minutes_free(program, mentee)
        assert seen["time"] == (None if shares["time"] is None else len(minutes))
        sides = (mentor.department or "", mentee.department or "")
        assert seen["mix"] == (None if shares["mix"] is None else sides)


@pytest.mark.parametrize("fact", ["mode", "site"])
def test_explanations_name_every_way_to_meet(fact: str) -> None:
    """From afar unless somebody wants to meet on site; there where no two sites are stated."""
    program = everybody(fact)
    program = replace(program, participants=(*program.participants, a_mentor("away", site="Nice")))
    for mentor, mentee in couples(program):
        modes = {mentor.mode, mentee.mode}
        ways = {"remote"} - ({"remote"} if "onsite" in modes else set())
        sites = [each.site for each in (mentor, mentee) if oracle.stated(each.site)]
        if "remote" not in modes and (len(sites) < 2 or oracle.same(*sites)):
            ways.add("onsite")
        (check,) = (r for r in explain(program, mentor.id, mentee.id).rules if r.rule == "place")
        assert set(check.found or ()) == ways  # type: ignore[call-overload]
        assert (check.found is None) is not bool(ways)


def test_the_score_of_a_group_is_the_mean_of_its_mentees_rounded_once() -> None:
    """Of any of them, and nothing of nobody."""
    program = everybody("drive")
    setting = setting_of(program)
    mentor, *mentees = (setting.people[name] for name in ("mentor-3", "mentee-1", "mentee-2", "mentee-3"))  # fmt: skip
    cases = [Case(setting, mentor, mentee) for mentee in mentees]
    points = [sum(part.points for part in explain(program, mentor.id, m.id).criteria) for m in mentees]  # fmt: skip
    for size in range(1, 4):
        assert mean_score(cases[:size]) == oracle.nearest(Fraction(sum(points[:size])) / size)
    assert mean_score([]) == 0


def test_topics_are_told_by_id_in_whatever_order_they_were_written() -> None:
    """The same people give the same bytes."""
    offers, wants = {"linkedin": 5, "seo": 4, "crm": 4}, {"crm": 2, "linkedin": 3, "seo": 1}

    def told(*, backwards: bool) -> list[object]:
        step = -1 if backwards else 1
        program = a_program(
            a_mentor(offers=dict(list(offers.items())[::step])),
            a_mentee(wants=dict(list(wants.items())[::step])),
            objectives=(Objective("reach", "Reach", topics=("seo", "crm")),),
        )
        found = explain(program, "mia", "eva")
        checks = [list(side) for each in found.rules if each.rule == "topic"
                  for side in (each.mentor, each.mentee, each.found)]  # fmt: skip
        return [*checks, *(list(part.found) for part in found.criteria if part.name in {"needs", "goals"})]  # fmt: skip

    assert told(backwards=False) == told(backwards=True)
    assert told(backwards=False)[0] == ["crm", "linkedin", "seo"]


@given(st.fractions(0, 1, max_denominator=60_000))
def test_a_share_is_told_out_of_ten_thousand(share: Fraction) -> None:
    """To the nearest, halves up."""
    assert out_of_full(share) == oracle.nearest(share * 10_000)
