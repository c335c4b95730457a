"""Counts of people that are too few to be handed on, and figures that would give such a count away.

A share tells of two groups: of those whom it counts, and of the rest. Where one of them is not empty
and smaller than ``smallest_group``, "22 of 24" says something of two people. How many sessions there
are, and what became of them, is said of the calendar of everybody who meets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from rmentor.followup.hiding import fewest
from rmentor.followup.kpis import ComputedKpi
from rmentor.followup.measures.facts import Facts, Measured
from rmentor.model.figures import Figure
from rmentor.model.pairs import Pair
from rmentor.model.program import Program

# Shares of people, or of pairs, of whom something is so or is not.
_OF_PEOPLE = ("served", "retention")
_OF_PAIRS = ("pairs_completed", "no_fault_exits")
_OF_A_CALENDAR = ("sessions_held", "on_time", "attendance", "topics_taught")


def is_few(program: Program, people: int) -> bool:
    """Whether that many people are too few to be told of, though not none."""
    return 0 < people < fewest(program)


def may_be_told(program: Program, *groups: int) -> bool:
    """Whether all of these groups of people, which together are everybody, may be told apart."""
    return sum(groups) >= fewest(program) and not any(is_few(program, each) for each in groups)


def in_pairs(pairs: Iterable[Pair]) -> int:
    """How many different people learn in these pairs: as many as there are pairs, in the common case."""
    return len({who for pair in pairs for who in pair.mentees})


def pairs_may_be_told(program: Program, today: date | None) -> bool:
    """Whether pairs that are completed, that ended, and that go on may be told apart.

    The three together: whoever knows the number of all and of two kinds knows that of the third.
    """
    facts = Facts(program, today)
    kinds: dict[str, list[Pair]] = {"completed": [], "ended": [], "current": []}
    for pair in facts.pairs:
        kinds.get(facts.status(pair), kinds["current"]).append(pair)
    return may_be_told(program, *map(in_pairs, kinds.values()))


def calendar_may_be_told(program: Program) -> bool:
    """Whether sessions may be counted: enough people meet in them, or nobody yet."""
    known = {session.pair for session in program.plan.sessions} | program.journal.keys()
    return not is_few(program, in_pairs(pair for pair in program.pairs if pair.id in known))


def without_few(
    program: Program,
    today: date | None,
    kpis: Iterable[ComputedKpi],
    figures: Mapping[str, Figure],
) -> Mapping[str, Figure]:
    """Hide figures of facts that speak of few people, or of all but a few.

    Those about answers stay: they are hidden by themselves where they have to be.

    Args:
        program: The program.
        today: The day.
        kpis: Whose figures they are.
        figures: By id of the KPI.
    """
    facts = Facts(program, today)
    hides_pairs = not pairs_may_be_told(program, today)
    tells_calendar = calendar_may_be_told(program)

    def handed_on(kpi: ComputedKpi) -> Figure:
        figure = figures[kpi.id]
        if kpi.about_answers or not figure.people:
            return figure
        if kpi.id in _OF_A_CALENDAR:
            return figure if tells_calendar else Figure(kpi.id, is_hidden=True)
        if kpi.id in _OF_PAIRS and hides_pairs:
            return Figure(kpi.id, is_hidden=True)
        is_share = kpi.id in (*_OF_PEOPLE, *_OF_PAIRS)
        groups = _groups(kpi.measure(facts)) if is_share else (figure.people,)
        if not may_be_told(program, *groups):
            return Figure(kpi.id, is_hidden=True)
        if kpi.part is None or may_be_told(program, *_groups(kpi.part(facts))):
            return figure
        hidden = {part: Figure(part, is_hidden=True) for part in figure.parts}
        return replace(figure, parts=hidden)

    return {kpi.id: handed_on(kpi) for kpi in kpis}


def _groups(measured: Measured) -> tuple[int, int]:
    """Of how many people or pairs it is so, and of how many it is not."""
    yes = sum(bool(each.amount) for each in measured.counts)
    return yes, len(measured.counts) - yes
