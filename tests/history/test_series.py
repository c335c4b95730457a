"""Figures over time: one point a state, and no answer can be worked out from two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.history.figures import MEASURES, Amount
from rmentor.history.kpis import kpi_measures
from rmentor.history.names import PREFIX
from rmentor.history.series import Point, Series, sampled, series
from rmentor.model.figures import Figure
from rmentor.model.objectives import KPI, Reading
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from tests.builders import a_mentee, a_mentor, a_program

DAY = date(2027, 1, 11)


def test_each_figure_is_a_series_over_all_states() -> None:
    """In the order of the states, also where a figure is not there yet."""
    pair = Pair("mia--eva", "mia", ("eva",), score=8000)
    alone = a_program(a_mentor(), a_mentee())
    paired = replace(alone, pairs=(pair,))
    held = replace(paired, journal={"mia--eva": (JournalEntry(1, DAY), JournalEntry(1, DAY))})
    states = [(DAY, alone), (DAY, paired), (DAY + timedelta(7), held)]
    found = {each.id: each for each in series(iter(states), MEASURES)}
    assert list(found) == list(MEASURES)
    assert [point.amount for point in found["lowest"].points] == [None, 8000, 8000]
    assert [point.amount for point in found["held"].points] == [0, 0, 1]
    assert [point.day for point in found["people"].points] == [day for day, _ in states]
    assert (found["lowest"].first, found["lowest"].last) == (8000, 8000)
    assert Series("x", (Point(DAY, None),)).last is None


def test_readings_are_as_they_were_known() -> None:
    """A KPI has no figure before it was read, and none where it was not there."""
    kpi = KPI("active", "Active", readings=(Reading(DAY, 20), Reading(DAY + timedelta(9), 35.5)))
    now = a_program(kpis=(kpi,))
    states = [
        (DAY, a_program()),
        (DAY, a_program(kpis=(replace(kpi, readings=()),))),
        (DAY, a_program(kpis=(replace(kpi, readings=kpi.readings[:1]),))),
        (DAY, now),
    ]
    (found,) = series(states, kpi_measures(now))
    assert found.id == f"{PREFIX}active"
    assert [point.amount for point in found.points] == [None, None, 20, Fraction("35.5")]


def _pulses(marks: Mapping[int, int]) -> tuple[Fraction, Fraction]:
    return Fraction(sum(marks.values())), Fraction(len(marks))


@given(
    st.lists(
        st.dictionaries(st.integers(0, 30), st.integers(1, 5), max_size=8), min_size=1, max_size=12
    ),
    st.integers(1, 5),
)
def test_two_figures_never_differ_by_few_answers(
    batches: list[dict[int, int]], smallest: int
) -> None:
    """Answers come in, and old ones are put right: whatever is shown moves by enough of them at once."""
    states: list[dict[int, int]] = []
    for batch in batches:
        states.append({**(states[-1] if states else {}), **batch})
    programs = [a_program(a_mentee(f"e{n}"), smallest_group=smallest) for n in range(len(states))]
    known = {id(program): marks for program, marks in zip(programs, states, strict=True)}

    def published(program: Program, _: date) -> dict[str, Figure]:
        total, number = _pulses(known[id(program)])
        if number < smallest:
            return {"pulse": Figure("pulse", is_hidden=True)}
        return {"pulse": Figure("pulse", total / number, total, number, int(number))}

    measures = kpi_measures(
        replace(programs[-1], kpis=(KPI("felt", computed="pulse"),)), figures=published
    )
    (found,) = series(((DAY, program) for program in programs), measures)
    shown = [
        _pulses(marks)
        for marks, point in zip(states, found.points, strict=True)
        if point.amount is not None
    ]
    assert all(number >= smallest for _, number in shown)
    for one, other in combinations(shown, 2):
        assert one == other or abs(other[1] - one[1]) >= smallest


def test_an_earlier_smaller_group_gives_nothing_away() -> None:
    """What may be told of how many people is what the program says now."""

    def published(program: Program, _: date) -> dict[str, Figure]:
        return {"pulse": Figure("pulse", Fraction(3), Fraction(6), Fraction(2), 2)}

    now = a_program(kpis=(KPI("felt", computed="pulse"),), smallest_group=3)
    earlier = replace(now, smallest_group=1)
    for current, expected in ((now, None), (earlier, 3)):
        (found,) = series([(DAY, earlier)], kpi_measures(current, figures=published))
        assert found.last == expected


def test_plain_facts_are_shown_as_they_are() -> None:
    """Sessions that were held are nobody's answer; each state's figures are worked out once."""
    asked = []

    def published(program: Program, day: date) -> dict[str, Figure]:
        asked.append(program)
        return {"sessions_held": Figure("sessions_held", Fraction(len(asked)))}

    kpis = (
        KPI("a", computed="sessions_held"),
        KPI("b", computed="sessions_held"),
        KPI("c", computed="wait"),
    )
    states = [(DAY, a_program(kpis=kpis)) for _ in range(3)]
    found = series(states, kpi_measures(states[0][1], figures=published))
    assert [[point.amount for point in each.points] for each in found] == [
        [1, 2, 3],
        [1, 2, 3],
        [None] * 3,
    ]
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("points", "most", "expected"),
    [
        ([], 5, ()),
        ([(0, 1), (0, 2), (0, 3)], 2, (2, 3)),
        ([(0, 1), (9, 5)], 4, (1, 1, 1, 5)),
        ([(0, 1), (1, 2)], 10, (1, 2)),
        ([(0, 1), (5, None), (10, 3)], 3, (1, None, 3)),
        ([(5, 1), (3, 2), (7, 3)], 3, (2, 2, 3)),
    ],
)
def test_a_picture_takes_equal_steps_of_time(
    points: list[tuple[int, Amount | None]], most: int, expected: tuple[Amount | None, ...]
) -> None:
    """Between two commits a figure stays; a clock that went backwards harms nobody."""
    dated = [Point(DAY + timedelta(days), amount) for days, amount in points]
    assert sampled(dated, most) == expected
