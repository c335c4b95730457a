"""Objectives and KPIs: where a figure started, stands and is to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rmentor.language.catalogue import Language
from rmentor.model.objectives import KPI, Objective
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.when import day_in_words, figure, percent
from rmentor.reporting.views.words import computed_kpi


@dataclass(frozen=True, slots=True)
class KpiView:
    """A KPI.

    Attributes:
        baseline: With its unit, or None; ``latest`` and ``target`` likewise.
        on: Day of the latest reading in words, or None.
        state: ``met``, ``closer``, ``same``, ``away``, ``read`` (no baseline or target to compare
            with), ``unread``, or ``computed`` (rmentor computes it from the follow-up).
        way: Share of the way from baseline to target, such as "30 %", where it is ``closer``.
    """

    title: str
    baseline: str | None
    latest: str | None
    on: str | None
    target: str | None
    state: str
    way: str | None


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective. ``pairs``: current pairs that work on one of its topics, of ``all_pairs``."""

    title: str
    topics: tuple[str, ...]
    kpis: tuple[KpiView, ...]
    pairs: int
    all_pairs: int


def objective_views(
    program: Program, pairs: Iterable[Pair], today: date | None, language: Language
) -> tuple[ObjectiveView, ...]:
    """Say where each objective stands."""
    kpis = {kpi.id: kpi for kpi in program.kpis}
    current = [frozenset(pair.topics) for pair in pairs]
    return tuple(
        ObjectiveView(
            title=objective.title,
            topics=tuple(topic_title(program, topic) for topic in objective.topics),
            kpis=tuple(
                kpi_view(kpis[kpi], today, language) for kpi in objective.kpis if kpi in kpis
            ),
            pairs=sum(not topics.isdisjoint(objective.topics) for topics in current),
            all_pairs=len(current),
        )
        for objective in program.objectives
    )


def other_kpis(program: Program, today: date | None, language: Language) -> tuple[KpiView, ...]:
    """KPIs that no objective names."""
    named = _named(program.objectives)
    return tuple(kpi_view(kpi, today, language) for kpi in program.kpis if kpi.id not in named)


def _named(objectives: Iterable[Objective]) -> frozenset[str]:
    return frozenset(kpi for objective in objectives for kpi in objective.kpis)


def kpi_view(kpi: KPI, today: date | None, language: Language) -> KpiView:
    """Say where a KPI stands, on ``today`` or at its last reading."""
    readings = [each for each in kpi.readings if today is None or each.date <= today]
    last = max(readings, key=lambda each: each.date, default=None)
    title = kpi.title or (computed_kpi(kpi.computed, language) if kpi.computed else kpi.id)

    def said(value: float | None) -> str | None:
        return None if value is None else figure(value, kpi.unit, language)

    share = None if last is None else _way(kpi, last.value)
    state = _state(kpi, None if last is None else last.value, share)
    return KpiView(
        title=title,
        baseline=said(kpi.baseline),
        latest=said(last.value) if last else None,
        on=day_in_words(last.date, language) if last else None,
        target=said(kpi.target),
        state=state,
        way=percent(share, language) if share is not None and state == "closer" else None,
    )


def _way(kpi: KPI, value: float) -> float | None:
    """Share of the way from baseline to target; None where there is no way to go."""
    if kpi.baseline is None or kpi.target is None or kpi.baseline == kpi.target:
        return None
    return (value - kpi.baseline) / (kpi.target - kpi.baseline)


def _state(kpi: KPI, value: float | None, way: float | None) -> str:
    if value is None:
        return "computed" if kpi.computed else "unread"
    if kpi.target is not None:
        met = value <= kpi.target if kpi.better == "down" else value >= kpi.target
        if met:
            return "met"
    if way is None:
        return "read"
    if way == 0:
        return "same"
    return "closer" if way > 0 else "away"
