"""The plan as JSON: the keys of plan.yaml, plain values."""

from __future__ import annotations

import json
from datetime import datetime

from rmentor.model.events import PlannedEvent, UnplacedEvent
from rmentor.model.sessions import Plan, Session, Unplaced
from rmentor.planning.views import plan_json


def test_the_json_has_the_keys_of_plan_yaml() -> None:
    """Other programs read these."""
    start = datetime.fromisoformat("2027-01-12 12:00")
    plan = Plan(
        (Session("a--b", 1, start, 90, "discover", "linkedin", place="Room"),),
        (Unplaced("a--b", 2, "no common window", (start,)),),
        (PlannedEvent("circle", 1, start, 60, "Room"),),
        (UnplacedEvent("circle", 2, "nobody is invited yet", (start,)),),
    )
    assert json.loads(json.dumps(plan_json(plan))) == {
        "sessions": [
            {
                "pair": "a--b",
                "session": 1,
                "module": "discover",
                "topic": "linkedin",
                "format": "individual",
                "start": "2027-01-12 12:00",
                "minutes": 90,
                "place": "Room",
                "state": "planned",
                "sequence": 0,
            }
        ],
        "unplaced": [
            {
                "pair": "a--b",
                "session": 2,
                "reason": "no common window",
                "nearest": ["2027-01-12 12:00"],
            }
        ],
        "events": [
            {
                "event": "circle",
                "number": 1,
                "start": "2027-01-12 12:00",
                "minutes": 60,
                "place": "Room",
                "state": "planned",
                "sequence": 0,
            }
        ],
        "unplaced_events": [
            {
                "event": "circle",
                "number": 2,
                "reason": "nobody is invited yet",
                "nearest": ["2027-01-12 12:00"],
            }
        ],
    }
