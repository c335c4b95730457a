"""The plan as JSON, with the keys of plan.yaml."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rmentor.model.sessions import Plan


def plan_json(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """Everything in a plan as plain values; times are local, in the program's zone."""
    return {
        "sessions": [
            {
                "pair": session.pair,
                "session": session.session,
                "module": session.module,
                "topic": session.topic,
                "format": session.format,
                "start": _written(session.start),
                "minutes": session.minutes,
                "place": session.place,
                "state": session.state,
                "sequence": session.sequence,
            }
            for session in plan.sessions
        ],
        "unplaced": [
            {
                "pair": unplaced.pair,
                "session": unplaced.session,
                "reason": unplaced.reason,
                "nearest": [_written(at) for at in unplaced.nearest],
            }
            for unplaced in plan.unplaced
        ],
        "events": [
            {
                "event": planned.event,
                "number": planned.number,
                "start": _written(planned.start),
                "minutes": planned.minutes,
                "place": planned.place,
                "state": planned.state,
                "sequence": planned.sequence,
            }
            for planned in plan.events
        ],
        "unplaced_events": [
            {
                "event": unplaced.event,
                "number": unplaced.number,
                "reason": unplaced.reason,
                "nearest": [_written(at) for at in unplaced.nearest],
            }
            for unplaced in plan.unplaced_events
        ],
    }


def _written(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")
