"""Programs side by side: what is told of each, and sums that give no small one away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.portfolio import Standing, in_order, standing, totals
from rmentor.followup.readership import PUBLIC
from rmentor.followup.told_health import ToldHealth
from tests.followup.several import TODAY, Group

DAY = date.fromisoformat(TODAY)
EMPTY = Standing(
    "", None, None, "running", 0, 0, 0, 0, 0, 0, 0, ToldHealth(0, 0, 0, 0, 0), (), None
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2027, 1, 10), "coming"),
        (date(2027, 1, 11), "running"),
        (date(2027, 7, 2), "running"),
        (date(2027, 7, 3), "over"),
        (None, "running"),
    ],
)
def test_a_program_is_in_a_phase(day: date | None, phase: str) -> None:
    """From its first to its last day, both included, it runs."""
    assert standing(Group(well=1).program(), day).phase == phase


def test_a_program_without_dates_is_open() -> None:
    """It may begin any day."""
    program = replace(Group(well=1).program(), start=None)
    assert standing(program, DAY).phase == "open"


def test_the_coordinator_sees_every_figure() -> None:
    """One pair at risk, two people alone: whoever keeps the files is told."""
    found = standing(Group(well=3, watch=2, risk=1, alone=2, idle=1).program(), DAY)
    assert (found.people, found.mentees, found.paired, found.pairs) == (15, 8, 6, 6)
    assert found.health == ToldHealth(6, 3, 3, 2, 1)
    # Three of the four sessions are due, and the first five pairs have held two of theirs.
    assert (found.planned, found.due, found.held) == (24, 18, 10)
    assert str(found.next) == "2027-03-15 12:00:00"
    assert not found.hidden


@settings(max_examples=40)
@given(
    pairs=st.integers(0, 8),
    alone=st.integers(0, 7),
    idle=st.integers(0, 7),
    least=st.integers(1, 5),
)
def test_what_is_told_in_public_leaves_no_few_people_by_subtraction(
    pairs: int, alone: int, idle: int, least: int
) -> None:
    """All, who learns, who has a mentor: any of them, and any two's difference, is of nobody or of enough."""
    group = Group(risk=pairs, alone=alone, idle=idle, smallest=least)
    found = standing(group.program(), None, PUBLIC)
    figures = {"people": found.people, "mentees": found.mentees, "paired": found.paired}
    told = sorted(figures[each] for each in figures if found.shows(each))
    for place, figure in enumerate(told):
        for other in (0, *told[:place]):
            assert figure - other == 0 or figure - other >= least, told
    if min(pairs, alone, idle) >= least:
        assert not found.hidden


def test_kpis_of_answers_stand_as_they_may_be_published() -> None:
    """Two pairs' levels are hidden from whoever looks at many programs, of many pairs they are told."""
    kpis = "  - {id: gain, computed: skill_gain, target: 1}\n"
    few = standing(Group(well=2, kpis=kpis).program(), DAY)
    many = standing(Group(well=12, kpis=kpis).program(), DAY)
    assert [(each.state, each.value) for each in few.kpis] == [("hidden", None)]
    assert [(each.state, each.value) for each in many.kpis] == [("met", 2.0)]
    assert [(few.met, few.aims), (many.met, many.aims)] == [(0, 1), (1, 1)]


_COUNTS = st.integers(0, 40)
_HEALTH = st.one_of(
    st.none(),
    st.builds(lambda w, r, s: ToldHealth(w + r + s, w, r + s, r, s), _COUNTS, _COUNTS, _COUNTS),
    st.builds(lambda w, r: ToldHealth(w + r, w, r), _COUNTS, _COUNTS),
    st.builds(lambda n: ToldHealth(n, few="help"), _COUNTS),
    st.just(ToldHealth()),
)
_HIDDEN = st.frozensets(st.sampled_from(("people", "mentees", "paired", "sessions")))
_STANDINGS = st.lists(
    st.builds(
        replace,
        st.just(EMPTY),
        phase=st.sampled_from(("open", "coming", "running", "over")),
        people=_COUNTS,
        mentees=_COUNTS,
        paired=_COUNTS,
        held=_COUNTS,
        due=st.one_of(st.none(), _COUNTS),
        health=_HEALTH,
        hidden=_HIDDEN,
    ),
    max_size=8,
)


@given(found=_STANDINGS)
def test_sums_are_of_told_figures_of_programs_that_are_not_over(found: list[Standing]) -> None:
    """So whoever subtracts all that is told of the others from a sum is left with nothing."""
    sums = totals(found)
    now = [each for each in found if each.phase != "over"]
    people = sum(each.people for each in now if "people" not in each.hidden)
    paired, mentees = (
        sum(getattr(each, name) for each in now if not each.hidden & {"paired", "mentees"})
        for name in ("paired", "mentees")
    )
    held = sum(each.held for each in now if "sessions" not in each.hidden)
    due = sum(each.due or 0 for each in now if "sessions" not in each.hidden)
    two = [each.health for each in now if each.health and each.health.help is not None]
    well, aside = sum(each.well or 0 for each in two), sum(each.help or 0 for each in two)
    assert (sums.programs, sums.people, sums.paired, sums.mentees) == (len(now), people, paired, mentees)  # fmt: skip
    assert (sums.held, sums.due, sums.well, sums.help) == (held, due, well, aside)
    assert sums.pairs == well + aside
    if all(each.watch is not None for each in two):
        assert (sums.watch, sums.at_risk) == (
            sum(each.watch or 0 for each in two),
            sum(each.at_risk or 0 for each in two),
        )
    else:
        assert sums.watch is sums.at_risk is None


def test_what_runs_stands_in_front_and_what_is_over_last() -> None:
    """A repository collects programs year by year."""
    phases = {"a": "over", "b": "open", "c": "running", "d": "coming", "e": "running"}
    order = in_order({folder: replace(EMPTY, phase=phase) for folder, phase in phases.items()})
    assert list(order) == ["c", "e", "d", "b", "a"]
