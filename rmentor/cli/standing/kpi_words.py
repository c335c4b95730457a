"""Where a KPI stands, and which way it goes, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.followup.kpi_standing import KpiStanding
    from rmentor.reporting.views.progress import KpiView

_ARROWS = {"better": "↗", "worse": "↘", "same": "→"}


def state_in_words(view: KpiView) -> str:
    """Say where a KPI stands."""
    return {
        "met": say("target reached"),
        "closer": say("%(way)s of the way", way=view.way),
        "same": say("back where it started") if view.change else say("has not moved yet"),
        "away": say("moves away from the target"),
        "short": say("target not reached yet"),
        "read": say("no target"),
        "unread": say("not read yet"),
        "computed": say("computed once there is something to count"),
        "hidden": say("hidden: too few people"),
    }[view.state]


def trend_in_words(standing: KpiStanding, view: KpiView) -> str | None:
    """Say whether it is better than before, and by how much."""
    if standing.trend is None:
        return None
    return f"{_ARROWS[standing.trend]} {view.change or say('unchanged')}"
