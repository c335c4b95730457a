"""One KPI whole: what it tells, how it is computed, its parts and its readings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.cli.standing.kpi_words import state_in_words, trend_in_words

if TYPE_CHECKING:
    from rmentor.followup.kpi_standing import KpiStanding
    from rmentor.model.figures import Figure
    from rmentor.model.program import Program
    from rmentor.reporting.views.progress import KpiView


def show_whole(program: Program, standing: KpiStanding, now: date) -> None:
    """Show everything about a KPI."""
    from rmentor.cli.standing.lines import grid
    from rmentor.cli.terminal import show, show_styled, table
    from rmentor.language.dates import long_date
    from rmentor.reporting.views.progress import kpi_view

    view, code = kpi_view(standing, language(), program), language().code
    show_styled(view.title, "bold")
    show(standing.kpi.id)
    if view.definition:
        show("", view.definition)
    latest = view.latest or "–"
    if view.on:
        latest += f" ({view.on})"
    rows = [
        (say("At the start"), view.baseline or "–"),
        (say("Latest"), latest),
        (say("Target"), view.target or "–"),
        (say("Where it stands"), state_in_words(view)),
    ]
    if trend := trend_in_words(standing, view):
        since = say("in four weeks") if standing.figure else say("since the reading before")
        rows.append((say("Trend"), f"{trend} {since}"))
    rows += _computed_rows(standing, now)
    show("", grid(rows))
    _show_parts(view, standing)
    readings = [each for each in standing.kpi.readings if each.date <= now]
    if readings and not standing.kpi.computed:
        from rmentor.reporting.views.when import figure

        told = [
            (long_date(each.date, code), figure(each.value, standing.kpi.unit, language()))
            for each in sorted(readings, key=lambda each: each.date)
        ]
        show("", table((say("Reading"), say("Value")), told, right=(1,)))


def _computed_rows(standing: KpiStanding, now: date) -> list[tuple[str, str]]:
    from rmentor.language.dates import long_date
    from rmentor.reporting.views.kpi_words import counted, formula

    kpi, known = standing.kpi.computed, standing.figure
    if kpi is None or known is None:
        return []
    above, below = counted(kpi, language())
    rows = [
        (say("As of"), long_date(now, language().code)),
        (say("Formula"), formula(kpi, language())),
    ]
    if not known.is_hidden:
        if known.numerator is not None:
            rows.append((say("Numerator"), f"{_number(known, above=True)} ({above})"))
        if below is not None and known.denominator is not None:
            rows.append((say("Denominator"), f"{_number(known, above=False)} ({below})"))
        if known.people is not None:
            rows.append((say("Different people"), str(known.people)))
    return rows


def _number(figure: Figure, *, above: bool) -> str:
    from rmentor.language.dates import decimal

    exact = figure.numerator if above else figure.denominator
    return decimal(float(exact or 0), language().code, digits=2)


def _show_parts(view: KpiView, standing: KpiStanding) -> None:
    from rmentor.cli.terminal import show, table

    hidden = (
        sum(part.is_hidden for part in standing.figure.parts.values()) if standing.figure else 0
    )
    if view.parts:
        rows = [(part.title, part.value, part.of or "") for part in view.parts]
        show("", table((say("Part"), say("Value"), say("From")), rows, right=(1,)))
    if hidden:
        show(
            "",
            language().plural(
                "%(n)d part is hidden: too few people answered, or it would give another away.",
                "%(n)d parts are hidden: too few people answered, or they would give another away.",
                hidden,
            ),
        )
