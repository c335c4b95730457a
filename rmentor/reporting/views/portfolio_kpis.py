"""KPIs of several programs: beside each other where they are the same, else one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rmentor.followup.kpi_standing import KpiStanding
from rmentor.followup.portfolio import Standing
from rmentor.language.catalogue import Language
from rmentor.reporting.views.progress import KpiView, kpi_title, kpi_view

# What makes two KPIs one: id, formula, unit, and which direction is better.
_Kind = tuple[str, str | None, str | None, str]


@dataclass(frozen=True, slots=True)
class ComparedView:
    """A KPI that several programs have.

    Attributes:
        title: What the first of them calls it.
        definition: What a computed KPI tells, in a sentence, or None.
        rows: How it stands in each; their titles are the programs' names.
    """

    title: str
    definition: str | None
    rows: tuple[KpiView, ...]


@dataclass(frozen=True, slots=True)
class OwnKpiView:
    """A KPI that only one program has.

    Attributes:
        program: Its name.
        kpi: How it stands.
    """

    program: str
    kpi: KpiView


def names_of(standings: Mapping[str, Standing]) -> Mapping[str, str]:
    """Name of each program, with its folder where several have that name."""
    often = Counter(each.name.casefold() for each in standings.values())
    return {
        folder: f"{each.name} ({folder})" if often[each.name.casefold()] > 1 else each.name
        for folder, each in standings.items()
    }


def compared(
    standings: Mapping[str, Standing], names: Mapping[str, str], language: Language
) -> tuple[ComparedView, ...]:
    """KPIs that several programs have under one id, counted in one unit and aimed in one direction."""
    return tuple(
        ComparedView(
            kpi_title(next(iter(known.values())), language),
            kpi_view(next(iter(known.values())), language).definition,
            tuple(
                replace(kpi_view(each, language), title=names[folder])
                for folder, each in known.items()
            ),
        )
        for known in _by_kind(standings).values()
        if len(known) > 1
    )


def own_kpis(
    standings: Mapping[str, Standing], names: Mapping[str, str], language: Language
) -> tuple[OwnKpiView, ...]:
    """KPIs that one program has, in the order of programs."""
    lone = {
        (folder, kind)
        for kind, known in _by_kind(standings).items()
        if len(known) == 1
        for folder in known
    }
    return tuple(
        OwnKpiView(names[folder], kpi_view(each, language))
        for folder, each in _all(standings)
        if (folder, _kind(each)) in lone
    )


def _by_kind(standings: Mapping[str, Standing]) -> Mapping[_Kind, Mapping[str, KpiStanding]]:
    """How each KPI stands, by folder."""
    found: dict[_Kind, dict[str, KpiStanding]] = {}
    for folder, each in _all(standings):
        found.setdefault(_kind(each), {})[folder] = each
    return found


def _all(standings: Mapping[str, Standing]) -> Iterator[tuple[str, KpiStanding]]:
    for folder, standing in standings.items():
        yield from ((folder, each) for each in standing.kpis)


def _kind(each: KpiStanding) -> _Kind:
    return each.kpi.id, each.kpi.computed, each.kpi.unit, each.kpi.better
