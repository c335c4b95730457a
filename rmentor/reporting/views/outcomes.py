"""Before and after: aims with their KPIs, the program in figures, skills by topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rmentor.followup.kpi_standing import KpiStanding, computed_standing, kpi_standings
from rmentor.followup.kpis import KPIS
from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.followup.skills import skills
from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal
from rmentor.model.figures import Figure
from rmentor.model.objectives import KPI
from rmentor.model.program import Program
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.progress import KpiView, kpi_view
from rmentor.reporting.views.when import day_in_words, figure


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A KPI at the end.

    Attributes:
        kpi: The KPI.
        first: Its first reading with its unit, where it has several, else None.
        first_on: Day of that reading in words, or None.
    """

    kpi: KpiView
    first: str | None
    first_on: str | None


@dataclass(frozen=True, slots=True)
class AimView:
    """An objective with its KPIs at the end.

    Attributes:
        title: Title of the objective.
        topics: Titles of topics that serve it.
        kpis: Its KPIs.
    """

    title: str
    topics: tuple[str, ...]
    kpis: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class SkillView:
    """Mean levels in a topic, of mentees who noted theirs.

    Attributes:
        title: Title of the topic.
        mentees: How many mentees it is the mean of.
        before: Mean level at the beginning.
        after: Mean level last noted.
        gain: What was gained, with a sign.
    """

    title: str
    mentees: int
    before: str
    after: str
    gain: str


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """What became of objectives and KPIs.

    Attributes:
        aims: Objectives with their KPIs.
        others: KPIs that no objective names.
    """

    aims: tuple[AimView, ...]
    others: tuple[OutcomeView, ...]


def outcomes_view(
    program: Program, figures: Mapping[str, Figure], today: date | None, language: Language
) -> OutcomesView:
    """Say what became of each objective and KPI; ``figures``: of the computed ones."""
    outcomes = {
        each.kpi.id: _outcome(each, today, language)
        for each in kpi_standings(program, today, figures)
    }
    named = {kpi for objective in program.objectives for kpi in objective.kpis}
    return OutcomesView(
        aims=tuple(
            AimView(
                title=objective.title,
                topics=tuple(topic_title(program, topic) for topic in objective.topics),
                kpis=tuple(outcomes[kpi] for kpi in objective.kpis if kpi in outcomes),
            )
            for objective in program.objectives
        ),
        others=tuple(each for kpi, each in outcomes.items() if kpi not in named),
    )


def _outcome(standing: KpiStanding, today: date | None, language: Language) -> OutcomeView:
    kpi, view = standing.kpi, kpi_view(standing, language)
    told = () if kpi.computed else kpi.readings
    readings = [each for each in told if today is None or each.date <= today]
    first = min(readings, key=lambda each: each.date) if len(readings) > 1 else None
    if first is None:
        return OutcomeView(view, None, None)
    value = figure(first.value, kpi.unit, language)
    return OutcomeView(view, value, day_in_words(first.date, language))


def figure_views(figures: Mapping[str, Figure], language: Language) -> tuple[KpiView, ...]:
    """List the computed figures that there is something to compute from, and that may be shown."""
    return tuple(
        kpi_view(computed_standing(KPI(kpi.id, computed=kpi.id), figures, {}), language)
        for kpi in KPIS
        if figures[kpi.id].value is not None
        and (figures[kpi.id].value or figures[kpi.id].denominator)
    )


def skill_views(
    program: Program,
    today: date | None,
    language: Language,
    readers: Readership = COORDINATOR,
) -> tuple[SkillView, ...]:
    """List skills before and after, of topics that enough mentees have noted, most gained first.

    All topics together come last.
    """
    found = sorted(
        skills(program, today, readers),
        key=lambda each: (each.topic is None, each.before - each.after, each.topic or ""),
    )

    def said(value: Fraction) -> str:
        return decimal(float(value), language.code)

    return tuple(
        SkillView(
            language.text("All topics") if each.topic is None else topic_title(program, each.topic),
            each.mentees,
            said(each.before),
            said(each.after),
            ("+" if each.after > each.before else "") + said(each.after - each.before),
        )
        for each in found
    )
