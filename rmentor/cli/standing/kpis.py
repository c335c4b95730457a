"""How the KPIs stand, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.cli.standing.lines import grid, show_heading

if TYPE_CHECKING:
    from rmentor.followup.kpi_standing import KpiStanding
    from rmentor.followup.overview import Overview

MOST_KPIS = 5


def show_kpis(found: Overview) -> None:
    """Show where each KPI stands on its way to the target."""
    from rmentor.cli.terminal import show

    if not found.kpis:
        return
    show_heading(say("KPIs"))
    show(grid([_row(each) for each in found.kpis[:MOST_KPIS]], right=(1,)))
    more = len(found.kpis) - MOST_KPIS
    if more > 0:
        show(say("… and %(n)d more; --json has them all.", n=more))


def _row(each: KpiStanding) -> tuple[str, str, str, str]:
    from rmentor.cli.standing.kpi_words import state_in_words
    from rmentor.reporting.views.progress import kpi_view

    view = kpi_view(each, language())
    aim = f"→ {view.target}" if view.target else ""
    return view.title, view.latest or "–", aim, state_in_words(view)
