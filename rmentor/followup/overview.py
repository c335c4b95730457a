"""How a whole program stands on a day: what a coordinator looks at every week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.followup.escalation import NextStep, next_step, unfit_pairs
from rmentor.followup.fates import FATES, fates, is_paused
from rmentor.followup.health import health
from rmentor.followup.kpi_standing import KpiStanding, kpi_standings
from rmentor.followup.surveys import awaited
from rmentor.followup.week import Week, week
from rmentor.model.health import PairHealth
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.rounds import waiting_beside
from rmentor.model.surveys import Awaited


@dataclass(frozen=True, slots=True)
class Overview:
    """How a program stands.

    Attributes:
        health: Of the pairs that go on, by id.
        steps: What follows for pairs that are not heard of, by id.
        sessions: How many sessions of each fate those pairs have, by id, then fate.
        awaited: Answers that are due and not in.
        waiting: Who looks for a partner and has none, the longest waiting first.
        unfit: Pairs of which somebody would rather have another, where that may be seen, by id.
        kpis: How those of objectives.yaml stand, in its order.
        paused: How many of the pairs pause.
    """

    today: date
    health: tuple[PairHealth, ...]
    steps: Mapping[str, NextStep]
    sessions: Mapping[str, Mapping[str, int]]
    week: Week
    awaited: tuple[Awaited, ...]
    waiting: tuple[Participant, ...]
    unfit: tuple[str, ...]
    kpis: tuple[KpiStanding, ...]
    paused: int

    @property
    def is_anything_open(self) -> bool:
        """Whether a coordinator has something to do beside pairs that meet a rule."""
        return bool(self.week.missing or self.awaited or self.unfit)


def overview(program: Program, today: date) -> Overview:
    """Look at a program on a day."""
    current = [pair for pair in program.pairs if pair.is_current]
    waited = awaited(program, today)
    found = health(program, today, waited)
    unfit = unfit_pairs(program, today)
    steps = {each.pair: next_step(program, each, today) for each in found if each.met}
    known = {pair.id: fates(program, pair, today) for pair in current}
    counts = {pair: Counter(each.values()) for pair, each in known.items()}
    return Overview(
        today=today,
        health=found,
        steps={pair: step for pair, step in steps.items() if step is not None},
        sessions={pair: {fate: each[fate] for fate in FATES} for pair, each in counts.items()},
        week=week(program, today, known),
        awaited=waited,
        waiting=waiting_beside(program, current),
        kpis=kpi_standings(program, today),
        paused=sum(is_paused(pair, today) for pair in current),
        unfit=tuple(pair.id for pair in current if pair.id in unfit),
    )
