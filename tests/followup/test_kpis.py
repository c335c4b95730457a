"""Computed KPIs, held against their definitions in plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.folder.schema.objectives import KPIDoc
from rmentor.followup.kpis import KPIS, computed
from rmentor.model.figures import SHARES
from rmentor.model.program import Program
from tests.followup.kpi_oracle import ORACLES, Item, World, rematched, value
from tests.followup.strategies import days, followed, maybe

ABOUT_ANSWERS = {"skill_gain", "pulse", "recommend", "mentor_confidence"}
SIDES = {"skill_gain", "pulse", "recommend"}


def people(items: Sequence[Item]) -> set[str]:
    """Everybody whom the items are of."""
    return {who for _, them, _ in items for who in them}


@settings(max_examples=80)
@given(followed(), maybe(days()))
def test_every_kpi_is_what_its_definition_says(program: Program, today: date | None) -> None:
    """Value, numerator, denominator and people, of the whole and of each part; or all of it hidden."""
    figures = computed(program, today)
    assert list(figures) == [kpi.id for kpi in KPIS]
    least = max(program.smallest_group, 1)
    for kpi, figure in figures.items():
        items = ORACLES[kpi](World(program, today))
        if kpi in ABOUT_ANSWERS and items and len(people(items)) < least:
            assert figure.is_hidden
            assert (figure.value, figure.numerator, figure.denominator) == (None, None, None)
            assert (figure.people, dict(figure.parts)) == (None, {})
            continue
        assert not figure.is_hidden
        assert figure.value == value(kpi, items)
        assert figure.people == len(people(items))
        if kpi != "wait":
            assert figure.numerator == sum(amount for amount, _, _ in items)
        assert figure.denominator == (None if kpi == "topics_taught" else len(items))
        if kpi in SIDES:
            assert set(figure.parts) == {part for _, _, part in items}
        for part, found in figure.parts.items():
            if kpi in SIDES and not found.is_hidden:
                mine = [item for item in items if item[2] == part]
                assert found.value == value(kpi, mine)
                assert found.people == len(people(mine)) >= least
    again = figures["no_fault_exits"].parts.get("rematched")
    ended = rematched(World(program, today))
    assert (again.value if again else None) == value("no_fault_exits", ended)


@settings(max_examples=25)
@given(followed(), st.randoms())
def test_the_order_in_the_files_changes_nothing(program: Program, random: st.Random) -> None:  # type: ignore[name-defined]
    """Journals and answers may be written in any order."""
    journal = {
        pair: tuple(random.sample(entries, len(entries)))
        for pair, entries in program.journal.items()
    }
    answers = {
        name: tuple(random.sample(given, len(given))) for name, given in program.answers.items()
    }
    # One of two entries of the same day and session is the later one by its place alone.
    told = {(pair, e.date, e.session) for pair, entries in journal.items() for e in entries}
    if len(told) == sum(map(len, journal.values())):
        shuffled = replace(program, journal=journal, answers=answers)
        assert computed(shuffled, None) == computed(program, None)


def test_the_table_and_the_schema_know_the_same_kpis() -> None:
    """Whatever objectives.yaml may name is computed, and nothing else."""
    allowed = KPIDoc.model_json_schema()["properties"]["computed"]["anyOf"][0]["enum"]
    assert [kpi.id for kpi in KPIS] == allowed
    assert {kpi.id for kpi in KPIS if kpi.unit == "%"} == SHARES


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_an_empty_program_has_no_figures(kpi: object) -> None:
    """Nothing to count is no mistake, and no zero either."""
    figure = computed(Program("Empty"), None)[kpi.id]  # type: ignore[attr-defined]
    assert figure.value == (Fraction(0) if figure.id == "topics_taught" else None)
    assert not figure.is_hidden
