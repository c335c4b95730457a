"""How the program's own KPIs stand on a day: read by people, or computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rmentor.followup.kpis import KPIS, computed
from rmentor.model.figures import Figure
from rmentor.model.objectives import KPI
from rmentor.model.program import Program

# How long ago a computed KPI is looked at for its trend.
TREND_SINCE = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class KpiStanding:
    """A KPI on a day.

    Attributes:
        kpi: As objectives.yaml has it, but that a computed one has its unit, and the direction that
            is better.
        value: Its latest reading, or its figure on that day; None where there is none, or it is hidden.
        on: Day of the reading.
        before: The reading before, or the figure four weeks ago where somebody looked it up.
        figure: Of a computed KPI.
    """

    kpi: KPI
    value: float | None = None
    on: date | None = None
    before: float | None = None
    figure: Figure | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether too few people answered for its figure to be shown."""
        return self.figure is not None and self.figure.is_hidden

    @property
    def way(self) -> float | None:
        """Share of the way from baseline to target; None where one of them is not known."""
        base, target = self.kpi.baseline, self.kpi.target
        if base is None or target is None or self.value is None or base == target:
            return None
        return (self.value - base) / (target - base)

    @property
    def is_met(self) -> bool:
        """Whether the target is reached, or more."""
        if self.value is None or self.kpi.target is None:
            return False
        if self.kpi.better == "down":
            return self.value <= self.kpi.target
        return self.value >= self.kpi.target

    @property
    def state(self) -> str:
        """In one word.

        ``hidden`` (too few answered), ``unread`` (nobody has read it), ``computed`` (nothing yet to
        compute it from), ``met``, ``closer``, ``same`` or ``away`` (to or from the target, seen from the
        baseline), ``short`` (of a target, without baseline) or ``read`` (without a target).
        """
        if self.is_hidden:
            return "hidden"
        if self.value is None:
            return "unread" if self.figure is None else "computed"
        if self.is_met:
            return "met"
        way = self.way
        if way is None:
            return "read" if self.kpi.target is None else "short"
        if way == 0:
            return "same"
        return "closer" if way > 0 else "away"

    @property
    def trend(self) -> str | None:
        """``better``, ``worse`` or ``same`` than before; None where there is no before."""
        if self.value is None or self.before is None:
            return None
        if self.value == self.before:
            return "same"
        return "better" if (self.value > self.before) == (self.kpi.better == "up") else "worse"


def kpi_standings(
    program: Program,
    today: date | None,
    figures: Mapping[str, Figure] | None = None,
    earlier: Mapping[str, Figure] | None = None,
) -> tuple[KpiStanding, ...]:
    """Say how each KPI of objectives.yaml stands, in its order.

    Args:
        program: The program.
        today: Later readings do not count; None: all do.
        figures: Of computed KPIs; by default as they stand for the coordinator.
        earlier: The same at an earlier time, for their trend: of those into which no answers go.
    """
    if figures is None:
        needed = any(kpi.computed for kpi in program.kpis)
        figures = computed(program, today) if needed else {}
    return tuple(
        computed_standing(kpi, figures, earlier or {})
        if kpi.computed
        else read_standing(kpi, today, program.start)
        for kpi in program.kpis
    )


def read_standing(kpi: KPI, today: date | None, start: date | None = None) -> KpiStanding:
    """Say how a KPI stands that people read themselves.

    What moved it before the program's ``start`` is no trend of the program's: there is then no before.
    """
    readings = sorted(
        (each for each in kpi.readings if today is None or each.date <= today),
        key=lambda each: each.date,
    )
    if not readings:
        return KpiStanding(kpi)
    *earlier, last = readings
    has_begun = start is None or last.date >= start
    before = earlier[-1].value if earlier and has_begun else None
    return KpiStanding(kpi, last.value, last.date, before)


def computed_standing(
    kpi: KPI, figures: Mapping[str, Figure], earlier: Mapping[str, Figure]
) -> KpiStanding:
    """Say how a computed KPI stands; a unit or ``better: down`` of its own hold."""
    name = kpi.computed or kpi.id
    formula = next(each for each in KPIS if each.id == name)
    own = replace(
        kpi,
        unit=kpi.unit or formula.unit,
        better="down" if "down" in (kpi.better, formula.better) else "up",
    )
    return KpiStanding(
        own,
        _value(figures.get(name)),
        before=_value(earlier.get(name)),
        figure=figures.get(name, Figure(name)),
    )


def _value(figure: Figure | None) -> float | None:
    return None if figure is None or figure.value is None else float(figure.value)
