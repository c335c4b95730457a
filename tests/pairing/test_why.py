"""Whoever stays without a partner is told why, in numbers that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings

from rmentor.model.pairing import Taken
from rmentor.model.program import Program, Rules
from rmentor.pairing.pair import pair, standing
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.strategies import programs


def reasons(program: Program, person: str) -> dict[str, int]:
    """Counts by rule of one person."""
    (one,) = [each for each in pair(program).unpaired if each.id == person]
    return {reason.rule: reason.count for reason in one.reasons}


@given(programs(max_people=8, with_pairs=True))
@settings(max_examples=50)
def test_reasons_are_the_first_rules_that_fail(program: Program) -> None:
    """Every candidate of the other role is counted once, by the rule that comes first."""
    for pairing in (pair(program), standing(program)):
        people = program.people()
        over = {(p.mentor, e) for p in program.pairs if not p.is_current for e in p.mentees}
        for one in pairing.unpaired:
            expected, alone = Counter[str](), Counter[str]()
            for other in program.participants:
                mentor, mentee = (
                    (people[one.id], other) if one.role == "mentor" else (other, people[one.id])
                )
                if other.id == one.id or not (mentor.teaches and mentee.learns):
                    continue
                rules = list(oracle.failing(program, mentor, mentee))
                if (mentor.id, mentee.id) in over:
                    rules.append("former")
                rule = rules[0] if rules else "fits"
                expected[rule] += 1
                alone[rule] += len(rules) <= 1
            found = Counter({reason.rule: reason.count for reason in one.reasons})
            only = Counter({reason.rule: reason.only for reason in one.reasons})
            for counts, wanted in ((found, expected), (only, alone)):
                fits = sum(counts.pop(rule, 0) for rule in ("taken", "free", "lowest"))
                assert fits == wanted.pop("fits", 0)
                assert counts == wanted


@given(programs(max_people=8, with_pairs=True))
@settings(max_examples=30)
def test_whoever_fits_and_is_taken_is_named_with_whom(program: Program) -> None:
    """As many as the reason says, the best score first, with the partners they have."""
    pairing = pair(program)
    people = program.people()
    together = {(found.pair.mentor, e) for found in pairing.pairs for e in found.pair.mentees}
    for one in pairing.unpaired:
        counted = sum(reason.count for reason in one.reasons if reason.rule == "taken")
        assert len(one.taken) == counted
        assert [(-t.score, t.id) for t in one.taken] == sorted((-t.score, t.id) for t in one.taken)
        for each in one.taken:
            mentor, mentee = (one.id, each.id) if one.role == "mentor" else (each.id, one.id)
            assert each.score == oracle.score(program, people[mentor], people[mentee])
            side = 0 if one.role == "mentee" else 1
            mine = [couple[1 - side] for couple in together if couple[side] == each.id]
            assert each.by == tuple(sorted(mine))


@given(programs(max_people=8, with_pairs=True))
@settings(max_examples=40)
def test_everybody_who_takes_part_is_paired_or_named(program: Program) -> None:
    """Nobody falls through: paired, unpaired with the role, or left out with the reason."""
    pairing = pair(program)
    named = {(one.id, one.role) for one in pairing.unpaired}
    assert [(one.id, one.role) for one in pairing.unpaired] == sorted(named)
    teaching = {found.pair.mentor for found in pairing.pairs}
    learning = {mentee for found in pairing.pairs for mentee in found.pair.mentees}
    for person in program.participants:
        assert (person.id in pairing.left_out) is not person.takes_part
        if person.takes_part:
            assert ((person.id, "mentee") in named) is (person.learns and person.id not in learning)
            assert ((person.id, "mentor") in named) is (
                person.teaches and person.id not in teaching
            )


def test_taken_candidates_are_counted_as_taken() -> None:
    """One mentor, two mentees who fit: the second learns that the mentor is taken, and by whom."""
    program = a_program(a_mentor(), a_mentee("bob"), a_mentee("dan"))
    assert reasons(program, "dan") == {"taken": 1}
    (alone,) = pair(program).unpaired
    assert alone.taken == (Taken("mia", pair(program).summary.total, ("bob",)),)


def test_people_who_have_not_said_yes_are_counted_as_such() -> None:
    """A lead sees at once that somebody need only be asked."""
    program = a_program(
        a_mentor("ann", volunteer=False),
        a_mentor("zoe", status="paused"),
        a_mentor("kim", offers={"seo": 5}),
        a_mentee("bob"),
    )
    assert reasons(program, "bob") == {"volunteer": 2, "topic": 1}


def test_nobody_on_the_other_side_gives_no_reason() -> None:
    """An empty list says so."""
    assert reasons(a_program(a_mentee("bob")), "bob") == {}


def test_a_mentor_without_seats_looks_for_nobody() -> None:
    """Capacity 0 is somebody who takes a rest from teaching."""
    program = a_program(a_mentor("ann", capacity=0), a_mentee("bob"))
    assert [one.id for one in pair(program).unpaired] == ["bob"]
    assert reasons(program, "bob") == {"taken": 1}


def test_a_second_pair_below_the_lowest_is_left_out_where_the_aim_is_fair() -> None:
    """A mentor who is not needed is told that the pair would be the lowest."""
    program = a_program(
        a_mentor("ann", prefer=("bob",)),
        a_mentor("zoe", offers={"linkedin": 3}),
        a_mentee("bob", prefer=("ann",)),
        aim="fair",
        rules=Rules(mentors_per_mentee=2),
    )
    assert reasons(program, "zoe") == {"lowest": 1}
    assert len(pair(replace(program, aim="total")).pairs) == 2


def test_topics_are_counted_among_those_who_take_part() -> None:
    """Wanted by mentees, offered at a level that may be taught, served by the pair's own topics."""
    program = a_program(
        a_mentor("ann", offers={"linkedin": 5, "seo": 2}),
        a_mentor("zoe", offers={"seo": 4}, volunteer=False),
        a_mentee("bob", wants={"linkedin": 3, "seo": 1}),
        a_mentee("dan", wants={"linkedin": 1}),
    )
    found = {t.id: (t.wanted, t.offered, t.served, t.short) for t in pair(program).topics}
    assert found == {"linkedin": (2, 1, 1, 1), "seo": (1, 0, 0, 1)}
