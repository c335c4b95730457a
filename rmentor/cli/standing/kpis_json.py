"""KPIs as JSON, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from rmentor.followup.kpi_standing import KpiStanding
from rmentor.model.figures import Figure
from rmentor.model.program import Program

Json = dict[str, Any]


def kpis_json(
    program: Program,
    today: date,
    standings: Iterable[KpiStanding],
    figures: Mapping[str, Figure] | None,
) -> Json:
    """Every KPI of the program by id, and every computed figure; lists are sorted by id.

    Args:
        program: The program.
        today: The day.
        standings: KPIs to tell of.
        figures: All that can be computed, where they are wanted.
    """
    found = sorted(standings, key=lambda each: each.kpi.id)
    made: Json = {
        "today": today.isoformat(),
        "smallest_group": program.smallest_group,
        "kpis": [_kpi(each) for each in found],
    }
    if figures is not None:
        made["computed"] = [figure_json(figures[name]) for name in sorted(figures)]
    return made


def figure_json(figure: Figure) -> Json:
    """A figure with what it was computed from; all of it null where it is hidden."""
    return {
        "id": figure.id,
        "value": plain(figure.value),
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "people": figure.people,
        "hidden": figure.is_hidden,
        "parts": [figure_json(figure.parts[name]) for name in sorted(figure.parts)],
    }


def _kpi(each: KpiStanding) -> Json:
    kpi = each.kpi
    made: Json = {
        "id": kpi.id,
        "title": kpi.title,
        "computed": kpi.computed,
        "unit": kpi.unit,
        "better": kpi.better,
        "baseline": plain(kpi.baseline),
        "target": plain(kpi.target),
        "value": plain(each.value),
        "date": each.on.isoformat() if each.on else None,
        "before": plain(each.before),
        "trend": each.trend,
        "way": each.way,
        "state": each.state,
        "hidden": each.is_hidden,
        "readings": [
            {"date": one.date.isoformat(), "value": plain(one.value)} for one in kpi.readings
        ],
    }
    if each.figure is not None:
        whole = figure_json(each.figure)
        made |= {
            "value": whole["value"],
            **{name: whole[name] for name in ("numerator", "denominator", "people", "parts")},
        }
    return made


def plain(value: Fraction | float | None) -> float | None:
    """A number for JSON: whole where it is, else the nearest that there is."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
