"""How pairs do, told to others: as much as there is that speaks of no few people, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.followup.told_health import ToldHealth, told_in_public, told_to_coordinator
from rmentor.model.pairs import Pair
from tests.builders import a_mentee, a_mentor, a_program

STATES = ("well", "watch", "at-risk")


@st.composite
def _pairs(draw: st.DrawFn) -> list[tuple[str, tuple[int, ...]]]:
    """State and mentees of pairs and groups; somebody may learn in two of them."""
    size = st.sampled_from((1, 1, 1, 1, 3, 6))
    found = []
    count = 0
    for state in draw(st.lists(st.sampled_from(STATES), max_size=18)):
        first = draw(st.integers(max(0, count - 2), count))
        mentees = tuple(range(first, first + draw(size)))
        count = max(count, mentees[-1] + 1)
        found.append((state, mentees))
    return found


def _told(pairs: list[tuple[str, tuple[int, ...]]], smallest: int) -> ToldHealth:
    people = {f"e{n}" for _, mentees in pairs for n in mentees}
    program = a_program(
        a_mentor("mia"),
        *(a_mentee(each) for each in people),
        smallest_group=smallest,
        pairs=tuple(
            Pair(f"p{n}", "mia", tuple(f"e{each}" for each in mentees))
            for n, (_, mentees) in enumerate(pairs)
        ),
    )
    states = {
        state: [f"p{n}" for n, (each, _) in enumerate(pairs) if each == state] for state in STATES
    }
    return told_in_public(program, states)


@given(pairs=_pairs(), smallest=st.integers(0, 6))
def test_nothing_that_is_told_or_follows_from_it_speaks_of_few(
    pairs: list[tuple[str, tuple[int, ...]]], smallest: int
) -> None:
    """Whoever subtracts learns of no group of one to ``smallest_group`` - 1 people, and reads no lie."""

    def of(*states: str) -> tuple[int, int]:
        mine = [mentees for state, mentees in pairs if state in states]
        return len(mine), len({each for mentees in mine for each in mentees})

    least = max(smallest, 1)
    told = _told(pairs, smallest)
    known: list[tuple[str, ...]] = []
    if told.pairs is not None:
        known.append(STATES)
        assert told.pairs == of(*STATES)[0]
    if told.help is not None:
        known += [("well",), ("watch", "at-risk")]
        assert (told.well, told.help) == (of("well")[0], of("watch", "at-risk")[0])
    if told.watch is not None:
        known += [("watch",), ("at-risk",)]
        assert (told.watch, told.at_risk) == (of("watch")[0], of("at-risk")[0])
    for group in known:
        assert of(*group)[1] == 0 or of(*group)[1] >= least, group
    if told.few:
        few, many = (("well",), ("watch", "at-risk"))[:: 1 if told.few == "well" else -1]
        assert 0 < of(*few)[0] < told.fewest == least
        assert of(*many)[0] >= least
        assert told.well is told.help is told.watch is told.at_risk is None


@pytest.mark.parametrize(
    ("well", "watch", "risk", "told"),
    [
        (12, 5, 6, ToldHealth(23, 12, 11, 5, 6)),
        (12, 3, 2, ToldHealth(17, 12, 5, fewest=5)),
        (12, 0, 0, ToldHealth(12, 12, 0, 0, 0)),
        (12, 1, 2, ToldHealth(15, few="help", fewest=5)),
        (1, 0, 14, ToldHealth(15, few="well", fewest=5)),
        (4, 2, 2, ToldHealth(fewest=5)),
        (4, 0, 0, ToldHealth(fewest=5)),
        (0, 0, 0, ToldHealth(0, 0, 0, 0, 0)),
    ],
)
def test_as_much_is_told_as_may_be(well: int, watch: int, risk: int, told: ToldHealth) -> None:
    """Three states, else two, else which of the two are few, else nothing."""
    states = ["well"] * well + ["watch"] * watch + ["at-risk"] * risk
    assert _told([(state, (n,)) for n, state in enumerate(states)], 5) == told


def test_the_coordinator_is_told_all_of_it() -> None:
    """Who keeps the files reads everything in them."""
    found = told_to_coordinator({"well": ["a"], "watch": [], "at-risk": ["b", "c"]})
    assert found == ToldHealth(3, 1, 2, 0, 2)
