"""Sums that are shown give nothing away: held against every difference that there is, by rational algebra."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from rmentor.pairing.audit import hiding
from rmentor.pairing.audit.hiding import Sums, safe_sums, weak_spot
from tests.pairing.differences import Rows, gives_away


@st.composite
def sums(draw: st.DrawFn) -> Sums:
    """A few sums over a few unknowns, some of which are about several people."""
    width, height = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 1), min_size=width, max_size=width).filter(any)
    rows = draw(st.lists(row, min_size=height, max_size=height))
    weights = draw(st.lists(st.sampled_from([1, 1, 2, 3]), min_size=width, max_size=width))
    return Sums(
        np.array(rows, dtype=np.int64),
        np.array(weights, dtype=np.int64),
        draw(st.integers(1, 5)),
        draw(st.integers(0, 1)),
    )


def rows_of(given_sums: Sums, shown: Sequence[int]) -> Rows:
    """The sums that a reader sees."""
    found: Rows = given_sums.rows[[*range(given_sums.fixed), *shown]].tolist()
    return found


@given(sums())
@example(Sums(np.array([[1, 1, 1, 1], [1, 1, 1, 0]]), np.array([1, 1, 1, 1]), 2))
def test_a_weak_spot_is_found_where_there_is_one_and_nowhere_else(found: Sums) -> None:
    """The search agrees with trying every few people."""
    shown = range(found.fixed, len(found.rows))
    spot = weak_spot(found, shown)
    unsafe = gives_away(rows_of(found, shown), found.weights.tolist(), found.least)
    assert (spot is not None) == unsafe
    if spot is not None:
        # The sums that are named are enough to work it out.
        named: Rows = found.rows[sorted(spot)].tolist()
        assert gives_away(named, found.weights.tolist(), found.least)


@given(sums())
def test_what_is_shown_is_safe_and_as_much_as_can_be(found: Sums) -> None:
    """No hidden sum could be shown besides."""
    weights = found.weights.tolist()
    shown = safe_sums(found)
    if not gives_away(rows_of(found, []), weights, found.least):
        assert not gives_away(rows_of(found, sorted(shown)), weights, found.least)
    for other in set(range(found.fixed, len(found.rows))) - shown:
        assert gives_away(rows_of(found, [*sorted(shown), other]), weights, found.least)


@given(sums())
def test_a_search_that_is_given_up_shows_rather_less(found: Sums) -> None:
    """Without patience, only what is proved at once is shown; never anything unsafe."""
    weights = found.weights.tolist()
    most, hiding.MOST_STEPS = hiding.MOST_STEPS, 0
    try:
        shown = safe_sums(found)
    finally:
        hiding.MOST_STEPS = most
    if not gives_away(rows_of(found, []), weights, found.least):
        assert not gives_away(rows_of(found, sorted(shown)), weights, found.least)


def test_the_smallest_hidden_group_takes_the_next_one_along() -> None:
    """20, 12, 8 and 2 people: the total less the others would be the 2."""
    sizes = (20, 12, 8, 2)
    rows = np.array([[1, 1, 1, 1], *np.eye(4, dtype=np.int64).tolist()], dtype=np.int64)
    assert safe_sums(Sums(rows, np.array(sizes), 5, fixed=1)) == {1, 2}


def test_two_tables_do_not_betray_what_each_one_hides() -> None:
    """Of 30 people at a site, 28 are the whole of a department: its figure would give the other 2."""
    people = np.array([28, 2, 20, 10])
    everybody, site, legal, sales = [1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0], [0, 1, 1, 0]
    rows = np.array([everybody, site, legal, sales], dtype=np.int64)
    assert safe_sums(Sums(rows, people, 5, fixed=1)) == {1, 3}
