"""Reporting lines, against a walk of one step at a time; and topics in the order of who wants them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rmentor.model.program import Rules
from rmentor.model.teaching import ordered_topics
from rmentor.pairing.lines import chain_above, line_between
from tests.builders import a_mentee, a_mentor, a_person, a_program
from tests.pairing import oracle

PEOPLE = ("ada", "bea", "cleo", "dora", "eva")
MANAGERS = st.fixed_dictionaries({who: st.sampled_from((None, *PEOPLE, "zoe")) for who in PEOPLE})


@given(MANAGERS, st.integers(0, 6))
def test_a_line_goes_up_as_far_as_the_rule_says(
    managers: dict[str, str | None], levels: int
) -> None:
    """Also where it comes back to itself, or leads to somebody whom nobody knows."""
    people = [a_person(who, manager=boss) for who, boss in managers.items()]
    program = a_program(*people, rules=Rules(manager_levels=levels))
    for one in PEOPLE:
        chain = chain_above(one, managers, levels)
        assert list(chain) == oracle.above(program, one)
        assert chain_above(one, managers, 10**6)[:levels] == chain
        for other in PEOPLE:
            found = line_between(one, other, managers, levels)
            up, down = oracle.above(program, one), oracle.above(program, other)
            if other in up:
                assert found == (one, *up[: up.index(other) + 1])
            elif one in down:
                assert found == (other, *down[: down.index(one) + 1])
            else:
                assert found == ()


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 5)),
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3)),
)
def test_what_is_wanted_most_comes_first(offers: dict[str, int], wants: dict[str, int]) -> None:
    """Of two that are wanted alike, the smaller id."""
    mentor, mentee = a_mentor(offers=offers), a_mentee(wants=wants)
    found = ordered_topics(mentor, mentee, Rules())
    known = oracle.taught(a_program(mentor, mentee), mentor, mentee)
    by_importance = [[t for t in sorted(known) if wants[t] == level] for level in (3, 2, 1)]
    assert list(found) == [topic for topics in by_importance for topic in topics]
