"""``portfolio --json``: keys that others may rely on; docs/reports.md describes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rmentor.cli.standing.as_json import kpi_json
from rmentor.followup.portfolio import Standing, Totals, totals
from rmentor.followup.told_health import ToldHealth

if TYPE_CHECKING:
    from rmentor.cli.standing.several import Portfolio

Json = dict[str, Any]


def portfolio_json(found: Portfolio) -> Json:
    """Document of all programs, every list sorted by folder, people by address; sums of those not over."""
    sums = totals(found.standings.values())
    return {
        "today": _iso(found.today),
        "programs": [
            _program(folder, each, found.reports[folder])
            for folder, each in sorted(found.standings.items())
        ],
        "broken": [
            {"folder": folder, "errors": count} for folder, count in sorted(found.errors.items())
        ],
        "totals": {
            "programs": sums.programs,
            "people": sums.people,
            "mentees": sums.mentees,
            "paired": sums.paired,
            "sessions": {"held": sums.held, "due": sums.due},
            "health": _health(sums),
            "kpis": {"met": sums.met, "all": sums.aims},
        },
        "shared": [
            {
                "email": person.email,
                "places": [{"folder": folder, "id": who} for folder, who in person.places],
            }
            for person in found.shared
        ],
        "clashes": [
            {
                "emails": list(clash.emails),
                "start": clash.start.isoformat(),
                "sessions": [
                    {"folder": folder, "pair": session.pair, "session": session.session,
                     "start": _iso(session.start)}
                    for folder, session in clash.sessions
                ],
            }
            for clash in found.clashes
        ],
    }  # fmt: skip


def _program(folder: str, each: Standing, reports: frozenset[str]) -> Json:
    return {
        "folder": folder,
        "name": each.name,
        "start": _iso(each.start),
        "end": _iso(each.end),
        "phase": each.phase,
        "people": each.people,
        "mentees": each.mentees,
        "paired": each.paired,
        "pairs": each.pairs,
        "sessions": {"planned": each.planned, "held": each.held, "due": each.due},
        "health": _health(each.health) if each.health is not None else None,
        "kpis": {
            "met": each.met,
            "all": each.aims,
            "each": [kpi_json(kpi) for kpi in sorted(each.kpis, key=lambda kpi: kpi.kpi.id)],
        },
        "next": _iso(each.next),
        "reports": sorted(reports),
    }


def _health(told: Totals | ToldHealth) -> Json:
    return {"good": told.well, "watch": told.watch, "at-risk": told.at_risk}


def _iso(at: date | datetime | None) -> str | None:
    if isinstance(at, datetime):
        return at.isoformat(sep=" ", timespec="minutes")
    return at.isoformat() if at is not None else None
