"""KPIs over commits: what people read, and what rmentor computes, without giving an answer away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from rmentor.followup.kpis import KPIS, published
from rmentor.history.figures import Amount, Measure, latest_reading
from rmentor.history.names import PREFIX
from rmentor.model.figures import Figure
from rmentor.model.objectives import KPI
from rmentor.model.program import Program

Published = Callable[[Program, date], Mapping[str, Figure]]
# Figures that answers of people go into: also those in which sessions count.
_ANSWERED = frozenset(kpi.id for kpi in KPIS if kpi.about_answers) | {"two_way"}


def kpi_measures(program: Program, figures: Published | None = None) -> dict[str, Measure]:
    """How each KPI of a program is taken from what it was earlier, by ``PREFIX`` and its id.

    Args:
        program: As it is now; KPIs that it has dropped are not asked for.
        figures: Computes the KPIs of a program on a day, as they may be published; by rmentor's own
            formulas where not given.
    """
    asked = {kpi.computed for kpi in program.kpis}
    wanted = tuple(kpi for kpi in KPIS if kpi.id in asked)
    all_of = _Once(figures or (lambda then, day: published(then, day, wanted)))
    return {PREFIX + kpi.id: _measure(kpi, all_of, program.smallest_group) for kpi in program.kpis}


def _measure(kpi: KPI, all_of: _Once, smallest: int) -> Measure:
    if kpi.computed is None:
        return latest_reading(kpi.id)
    name = kpi.computed
    if name in _ANSWERED:
        return _Steady(name, all_of, smallest)
    return lambda program, day: all_of.figure(name, program, day).value


class _Once:
    """Works out the computed KPIs of a state once, however many of them are asked for."""

    def __init__(self, figures: Published) -> None:
        self._figures = figures
        self._state: tuple[Program, date] | None = None
        self._known: Mapping[str, Figure] = {}

    def figure(self, name: str, program: Program, day: date) -> Figure:
        if self._state is None or self._state[0] is not program or self._state[1] != day:
            self._state, self._known = (program, day), self._figures(program, day)
        return self._known.get(name, Figure(name))


class _Steady:
    """A figure about answers that moves only where it then counts enough more, or fewer, of them.

    From one commit to the next, somebody may hand in one answer for an earlier day, or put one right:
    two figures that differ by it would give it away. Such a state has no figure of its own.
    """

    def __init__(self, name: str, all_of: _Once, smallest: int) -> None:
        self._name, self._all, self._smallest = name, all_of, smallest
        self._shown: set[tuple[Fraction | None, Fraction]] = set()

    def __call__(self, program: Program, day: date) -> Amount | None:
        found = self._all.figure(self._name, program, day)
        if found.is_hidden or found.value is None or found.denominator is None:
            return None
        now = (found.numerator, found.denominator)
        least = max(self._smallest, program.smallest_group)
        if found.people is None or found.people < least:
            return None
        if now not in self._shown and any(abs(now[1] - n) < least for _, n in self._shown):
            return None
        self._shown.add(now)
        return found.value
