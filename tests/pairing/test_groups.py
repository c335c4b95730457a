"""Groups: what opens holds, nothing is better, and what stands is respected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program, Rules
from rmentor.pairing.pair import pair
from tests.builders import a_program
from tests.pairing import group_oracle
from tests.pairing.group_oracle import Groups, grouping_of
from tests.strategies import programs

TOO_MANY = 4000


@st.composite
def group_programs(draw: st.DrawFn, max_people: int = 7, **fields: Any) -> Program:
    """Small programs whose framework says groups."""
    program = draw(programs(max_people=max_people))
    least = draw(st.integers(1, 3))
    rules = replace(
        program.rules,
        group_min=least,
        group_max=least + draw(st.integers(0, 2)),
        group_mentors=draw(st.sampled_from([1, 1, 1, 2])),
        mentors_per_mentee=draw(st.sampled_from([1, 1, 1, 2])),
        seniority="any",
        min_level=min(program.rules.min_level, 3),
    )
    framework = replace(program.framework, format="group")
    return replace(program, **{"rules": rules, "framework": framework, **fields})


def groups_of(pairing: Pairing) -> list[Pair]:
    """Current groups."""
    return [each.pair for each in pairing.pairs if each.pair.is_group]


def a_group_program(*people: Any, least: int = 2, most: int = 3, **fields: Any) -> Program:
    """A program of groups."""
    known: dict[str, Any] = {
        "rules": Rules(group_min=least, group_max=most),
        "framework": Framework(format="group", minutes=60),
    }
    return a_program(*people, **{**known, **fields})


@given(group_programs())
@settings(max_examples=150)
def test_no_set_of_groups_is_better(program: Program) -> None:
    """Served, waited, lowest and total equal those of every set of groups tried in turn."""
    everything = Groups(program)
    assume(sum(map(len, everything.by_team().values())) <= 60)
    found: list[group_oracle.Grouping] = []
    for each in everything.all():
        found.append(each)
        assume(len(found) <= TOO_MANY)
    pairing = pair(program)
    mine = grouping_of(groups_of(pairing))
    best = max(map(everything.worth, found))
    assert everything.worth(mine) == best
    assert mine in {tuple(sorted(each)) for each in found}
    assert (pairing.summary.proof, pairing.summary.gap) == ("optimal", 0)
    if program.rules.mentors_per_mentee == 1:
        equals = [each for each in found if everything.worth(each) == best]
        assert everything.order(mine) == min(map(everything.order, equals))


@given(group_programs(max_people=10))
@settings(max_examples=60)
def test_every_group_holds_and_says_so(program: Program) -> None:
    """Rules, size, topic and window hold for all in it; scores, topics and figures are theirs."""
    everything, people = Groups(program), program.people()
    pairing = pair(program)
    leaders: list[str] = []
    for scored in pairing.pairs:
        group = scored.pair
        mentors, members = tuple(sorted(group.mentors)), group.mentees
        assert everything.is_allowed(mentors, members)
        assert program.rules.group_min <= len(members)
        assert list(members) == sorted(set(members))
        taught = group_oracle.shared_topics(
            program, [people[m] for m in mentors], [people[e] for e in members]
        )
        assert set(group.topics) == taught
        assert scored.members == tuple(everything.score(mentors, e) for e in members)
        assert group.id.startswith(mentors[0][:20])
        leaders += mentors
    assert len(leaders) == len(set(leaders))
    scores = everything.scores(grouping_of(groups_of(pairing)))
    assert pairing.summary.total == sum(scores)
    assert pairing.summary.lowest == min(scores, default=None)
    served = {e for each in groups_of(pairing) for e in each.mentees}
    assert pairing.summary.paired == len(served)
    left = {u.id for u in pairing.unpaired if u.role == "mentee"}
    assert left == {p.id for p in program.participants if p.takes_part and p.learns} - served


@given(group_programs(max_people=9), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_people_changes_nothing(program: Program, random: Any) -> None:
    """Shuffled people give the same groups to the last byte."""
    people = list(program.participants)
    random.shuffle(people)
    assert pair(replace(program, participants=tuple(people))) == pair(program)


@given(group_programs(max_people=9))
@settings(max_examples=30)
def test_a_second_run_changes_nothing(program: Program) -> None:
    """``pair`` on its own result keeps it."""
    first = pair(program)
    again = pair(replace(program, pairs=first.after))
    assert again.after == first.after
    assert (again.summary.total, again.summary.paired) == (
        first.summary.total,
        first.summary.paired,
    )
