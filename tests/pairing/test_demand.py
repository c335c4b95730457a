"""Seats beyond the first are told from first ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.program import Rules
from rmentor.pairing.demand import NO_GROUP, Demand
from rmentor.pairing.pair import pair
from tests.builders import a_mentee, a_mentor, a_program


@given(st.lists(st.tuples(st.sampled_from(["certain", "competes", "served"]), st.integers(0, 3))))
def test_only_the_first_new_mentor_of_those_without_one_is_no_extra(
    mentees: list[tuple[str, int]],
) -> None:
    """Whoever has a mentor already gets every new one on top; whoever gets nobody gets nothing."""
    kinds = [kind for kind, _ in mentees]
    numbers = np.array([number for _, number in mentees], dtype=np.int64)
    size = len(mentees)
    demand = Demand(
        certain=np.array([kind == "certain" for kind in kinds], dtype=bool),
        group=np.array([0 if kind == "competes" else NO_GROUP for kind in kinds], dtype=np.int64),
        places=np.array([1], dtype=np.int64),
        spare=np.zeros(size, dtype=np.int64),
        out=np.zeros(size, dtype=bool),
    )
    expected = [number if kind == "served" else max(number - 1, 0) for kind, number in mentees]
    assert demand.beyond_first(numbers).tolist() == expected


@pytest.mark.parametrize(("each", "pairs"), [(1, 2), (2, 4), (3, 6)])
def test_everybody_gets_as_many_mentors_as_there_are_seats_for(each: int, pairs: int) -> None:
    """Three mentors with room for all: two mentees get one, two, or all three of them."""
    mentors = [a_mentor(f"mentor-{at}", capacity=2) for at in range(3)]
    program = a_program(
        *mentors, a_mentee("ada"), a_mentee("bea"), rules=Rules(mentors_per_mentee=each)
    )
    made = pair(program).pairs
    assert len(made) == pairs
    assert all(
        sum(found.pair.mentees == (who,) for found in made) == each for who in ("ada", "bea")
    )


def test_whoever_has_a_mentor_may_get_another() -> None:
    """Seats beyond the first are there for those, too, whose first mentor is not new."""
    known = Pair("mentor-0--ada", "mentor-0", ("ada",), status="active")
    program = a_program(
        a_mentor("mentor-0"),
        a_mentor("mentor-1"),
        a_mentee("ada"),
        pairs=(known,),
        rules=Rules(mentors_per_mentee=2),
    )
    made = [found.pair.mentor for found in pair(program).pairs if found.new]
    assert made == ["mentor-1"]
