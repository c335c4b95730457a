"""Events for many in framework.yaml and plan.yaml: what is checked, and how they are written back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from rmentor.changes import Add, Put
from rmentor.findings import Finding
from rmentor.folder.dump import plan_changes
from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.model.events import PlannedEvent, UnplacedEvent
from rmentor.model.sessions import Plan, Session
from tests.builders import a_program, sources_of

AT = datetime(2027, 1, 25, 9, 0)  # noqa: DTZ001 - local, see PlannedEvent
CIRCLE = PlannedEvent("circle", 1, AT, 60, "Agora")
LOST = UnplacedEvent("review", 1, "nobody is invited yet", (AT,))
SESSION = Session("a--b", 1, AT, 90)
PROGRAM = "name: Test\nstart: 2027-01-11\nend: 2027-07-02\nclosed: [2027-05-03/2027-05-07]\n"
PEOPLE = "participants:\n  - {id: mia, name: Mia, role: mentor}\n"
FRAME = "sessions: 6\nminutes: 90\nevery: 2 weeks\nevents:\n"


def _findings(event: str, plan: str = "") -> list[Finding]:
    files = {
        "program.yaml": PROGRAM,
        "participants.yaml": PEOPLE,
        "framework.yaml": FRAME + f"  - {{id: e, title: E, kind: circle, minutes: 60, {event}}}\n",
        "plan.yaml": plan,
    }
    return list(load(sources_of(files)).findings)


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ("for: all", []),
        ("for: [mentors, mia]", []),
        ("for: mai", [("unknown-invited", "mia")]),
        ("for: [mia, mentores]", [("unknown-invited", "mentees")]),
        ("for: tous", [("unknown-invited", "all")]),
        ("for: []", [("empty-value", None)]),
        ("for: all, agenda: [{minutes: 60, title: A}]", []),
        ("for: all, agenda: [{minutes: 50, title: A}]", [("event-agenda", None)]),
        ("for: all, times: 3", [("times-without-every", None)]),
        ("for: all, times: 1", []),
        ("for: all, times: 3, every: 2 weeks", []),
        ("for: all, before: 6", []),
        ("for: all, before: 7", [("before-no-session", None)]),
        ("for: all, on: 2027-01-10", [("event-outside", None)]),
        ("for: all, on: 2027-07-02 18:00", []),
        ("for: all, on: 2027-05-04 10:00", [("event-closed", None)]),
    ],
)
def test_an_event_is_checked(event: str, found: list[tuple[str, str | None]]) -> None:
    """Who is invited exists, agendas add up, days lie in the program."""
    assert [(each.code, each.args.get("close")) for each in _findings(event)] == found


def test_days_that_somebody_chose_outside_are_kept_with_a_warning() -> None:
    """A launch in the week before the start is meant."""
    assert [each.severity for each in _findings("for: all, on: 2027-01-10")] == ["warning"]


def test_a_planned_event_belongs_to_the_framework() -> None:
    """One that is gone is a warning, since planning calls it off; one that stands twice an error."""
    line = "{event: %s, number: 1, start: 2027-01-25 09:00, minutes: 60}"
    gone = _findings("for: all", f"events: [{line % 'circle'}]\n")
    assert [(each.code, each.severity) for each in gone] == [("unknown-event", "warning")]
    twice = _findings("for: all", f"events: [{line % 'e'}, {line % 'e'}]\n")
    assert [each.code for each in twice] == ["event-twice"]
    lost = f"events: [{line % 'e'}]\nunplaced_events: [{{event: e, number: 1, reason: x}}]\n"
    assert _findings("for: all", lost) == []


def test_a_plan_without_events_has_no_word_about_them() -> None:
    """Files of programs without events stay as they were."""
    (made,) = plan_changes(a_program(), sources_of({}), Plan((SESSION,)))
    assert "event" not in made.text.replace("rmentor plan", "")  # type: ignore[union-attr,arg-type]


def _written(files: dict[str, str], before: Plan, after: Plan) -> str:
    sources = sources_of(files)
    changes = plan_changes(a_program(plan=before), sources, after)
    content = apply(sources, changes)["plan.yaml"]
    assert content is not None
    return content.decode()


def test_events_stand_behind_the_sessions() -> None:
    """In a new plan, and in one to which they are added; they read back as they were."""
    plan = Plan((SESSION,), (), (CIRCLE,), (LOST,))
    fresh = _written({}, Plan(), plan)
    assert fresh.endswith(
        "events:\n  - event: circle\n    number: 1\n    start: 2027-01-25 09:00\n    minutes: 60\n"
        "    place: Agora\n    state: planned\n    sequence: 0\n"
        "unplaced_events:\n  - {event: review, number: 1, reason: nobody is invited yet, nearest: [2027-01-25 09:00]}\n"
    )
    old = {"plan.yaml": _written({}, Plan(), Plan((SESSION,)))}
    grown = _written(old, Plan((SESSION,)), plan)
    assert grown.startswith(old["plan.yaml"])
    assert "events:\n  - event: circle\n" in grown
    assert "unplaced_events:\n  - {event: review, number: 1," in grown


def test_an_event_that_moves_changes_two_lines() -> None:
    """Its start and its sequence; what is the same is no change, a new time is one item more."""
    plan = Plan((SESSION,), (), (CIRCLE,))
    files = {"plan.yaml": _written({}, Plan(), plan).replace("Agora", "Agora  # booked")}
    program, sources = a_program(plan=plan), sources_of(files)
    assert plan_changes(program, sources, plan) == []
    moved = replace(CIRCLE, start=AT.replace(hour=10), sequence=1)
    second = replace(CIRCLE, number=2)
    changes = plan_changes(program, sources, replace(plan, events=(moved, second)))
    assert changes[:2] == [
        Put("plan.yaml", ("events", "circle/1", "start"), moved.start),
        Put("plan.yaml", ("events", "circle/1", "sequence"), 1),
    ]
    assert isinstance(changes[2], Add)
    text = apply(sources, changes)["plan.yaml"]
    assert text is not None
    assert b"Agora  # booked" in text
    assert text.count(b"event: circle") == 2
