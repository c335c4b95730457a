"""Objectives and KPIs: where a figure started, stands and is to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.followup.kpi_standing import KpiStanding, kpi_standings
from rmentor.language.catalogue import Language
from rmentor.model.figures import Figure
from rmentor.model.objectives import Objective
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.reporting.views.kpi_words import definition, of_how_many, part_in_words
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.when import day_in_words, figure, percent
from rmentor.reporting.views.words import computed_kpi


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a computed KPI, such as a topic.

    Attributes:
        title: What it is.
        value: Its value with the unit.
        of: What it was computed from, or None.
    """

    title: str
    value: str
    of: str | None


@dataclass(frozen=True, slots=True)
class KpiView:
    """A KPI.

    Attributes:
        title: Its title.
        baseline: Where it began, with its unit, or None.
        latest: Its latest reading, with its unit, or None.
        on: Day of the latest reading in words, or None.
        of: What a computed figure was computed from, such as "12 of 15", or None.
        target: Where it is to go, with its unit, or None.
        state: ``met``, ``closer``, ``same``, ``away``, ``short`` (of a target, without baseline), ``read``
            (without a target), ``unread``, ``computed`` (nothing yet to compute it from) or ``hidden`` (too
            few answered).
        way: Share of the way from baseline to target, such as "30 %", where it is ``closer``.
        trend: ``better``, ``worse`` or ``same`` than before, or None.
        change: By how much, with a sign and its unit, where it is better or worse.
        definition: What a computed KPI tells, in a sentence, or None.
        parts: Of a computed KPI, those that may be shown, such as sides or topics.
    """

    title: str
    baseline: str | None
    latest: str | None
    on: str | None
    of: str | None
    target: str | None
    state: str
    way: str | None
    trend: str | None
    change: str | None
    definition: str | None
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective.

    Attributes:
        title: Its title.
        topics: Titles of topics that serve it.
        kpis: Its KPIs.
        pairs: How many current pairs work on one of its topics.
        all_pairs: How many current pairs there are.
    """

    title: str
    topics: tuple[str, ...]
    kpis: tuple[KpiView, ...]
    pairs: int
    all_pairs: int


def objective_views(
    program: Program,
    pairs: Iterable[Pair],
    today: date | None,
    language: Language,
    figures: Mapping[str, Figure] | None = None,
) -> tuple[ObjectiveView, ...]:
    """Say where each objective stands.

    Args:
        program: The program.
        pairs: Current ones.
        today: Later readings and entries do not count; None: all do.
        language: To say it in.
        figures: Of computed KPIs; by default as they stand for the coordinator.
    """
    standings = {each.kpi.id: each for each in kpi_standings(program, today, figures)}
    current = [frozenset(pair.topics) for pair in pairs]
    return tuple(
        ObjectiveView(
            title=objective.title,
            topics=tuple(topic_title(program, topic) for topic in objective.topics),
            kpis=tuple(
                kpi_view(standings[kpi], language, program)
                for kpi in objective.kpis
                if kpi in standings
            ),
            pairs=sum(not topics.isdisjoint(objective.topics) for topics in current),
            all_pairs=len(current),
        )
        for objective in program.objectives
    )


def other_kpis(
    program: Program,
    today: date | None,
    language: Language,
    figures: Mapping[str, Figure] | None = None,
) -> tuple[KpiView, ...]:
    """KPIs that no objective names; arguments as of ``objective_views``."""
    named = _named(program.objectives)
    standings = kpi_standings(program, today, figures)
    return tuple(
        kpi_view(each, language, program) for each in standings if each.kpi.id not in named
    )


def _named(objectives: Iterable[Objective]) -> frozenset[str]:
    return frozenset(kpi for objective in objectives for kpi in objective.kpis)


def kpi_title(standing: KpiStanding, language: Language) -> str:
    """Name of a KPI: its title, or that of its formula."""
    kpi = standing.kpi
    return kpi.title or (computed_kpi(kpi.computed, language) if kpi.computed else kpi.id)


def kpi_view(standing: KpiStanding, language: Language, program: Program | None = None) -> KpiView:
    """Say where a KPI stands; its parts, too, where the program is given that has their titles."""
    kpi, unit = standing.kpi, _unit(standing, language)

    def said(value: float | None) -> str | None:
        return None if value is None else figure(value, unit, language)

    way, computed_figure = standing.way, standing.figure
    return KpiView(
        title=kpi_title(standing, language),
        baseline=said(kpi.baseline),
        latest=said(standing.value),
        on=day_in_words(standing.on, language) if standing.on else None,
        of=of_how_many(kpi.computed, computed_figure, language)
        if kpi.computed and computed_figure
        else None,
        target=said(kpi.target),
        state=standing.state,
        way=percent(way, language) if way is not None and standing.state == "closer" else None,
        trend=standing.trend,
        change=_change(standing, language),
        definition=definition(kpi.computed, language) if kpi.computed else None,
        parts=_parts(program, standing, language) if program is not None else (),
    )


def _unit(standing: KpiStanding, language: Language) -> str | None:
    """Unit of a KPI; the one that rmentor's own table gives is in the reader's language."""
    kpi = standing.kpi
    return language.text("days") if kpi.computed and kpi.unit == "days" else kpi.unit


def _change(standing: KpiStanding, language: Language) -> str | None:
    if standing.value is None or standing.before is None or standing.value == standing.before:
        return None
    change = standing.value - standing.before
    unit = language.text("points") if standing.kpi.unit == "%" else _unit(standing, language)
    size = figure(abs(change), unit, language)
    return f"+{size}" if change > 0 else f"\N{MINUS SIGN}{size}"


def _parts(program: Program, standing: KpiStanding, language: Language) -> tuple[PartView, ...]:
    whole, kpi = standing.figure, standing.kpi
    if whole is None or kpi.computed is None:
        return ()
    found = [
        PartView(
            part_in_words(name, language) or topic_title(program, name),
            figure(float(part.value), _unit(standing, language), language),
            of_how_many(kpi.computed, part, language),
        )
        for name, part in whole.parts.items()
        if part.value is not None
    ]
    return tuple(sorted(found, key=lambda part: part.title))
