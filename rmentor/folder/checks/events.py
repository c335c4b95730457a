"""Checks of events for many, in framework.yaml and in plan.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rmentor.findings import Finding, Keys, Spot
from rmentor.folder import scalars
from rmentor.folder.checks.documents import (
    Documents,
    entry,
    error,
    maps,
    meaning,
    texts,
    warning,
    whole,
)
from rmentor.folder.checks.references import known_ids
from rmentor.folder.checks.settings import agenda_minutes
from rmentor.folder.closest import Nearest
from rmentor.folder.problems import shown
from rmentor.model.events import AUDIENCES, EVERYBODY, MENTEES, MENTORS

# Other words for who is invited together.
_AUDIENCE_WORDS = {
    "tous": EVERYBODY, "toutes": EVERYBODY, "tout-le-monde": EVERYBODY, "everybody": EVERYBODY,
    "everyone": EVERYBODY, "mentor": MENTORS, "mentee": MENTEES, "mentores": MENTEES,
}  # fmt: skip


def invited(documents: Documents) -> Iterator[Finding]:
    """Events to which nobody, or somebody unknown, is invited."""
    path, value = documents.only("framework")
    is_open = documents.is_open("participants")
    known = known_ids(documents, "person") | set(AUDIENCES)
    nearest = Nearest(known, _AUDIENCE_WORDS)
    for place, event in maps(value, "events"):
        at: Keys = ("events", place, "for")
        if isinstance(event.get("for"), list) and not event["for"]:
            yield error("empty-value", path, at, "key", key="for")
        for more, name in texts(event.get("for")):
            if name.strip() not in known and not is_open:
                said = {"value": shown(name), "close": nearest.to(name)}
                yield Finding("unknown-invited", Spot(path, (*at, *more)), said)


def event_settings(documents: Documents) -> Iterator[Finding]:
    """Agendas that do not add up, and settings that say nothing."""
    path, value = documents.only("framework")
    sessions = whole(entry(value, "sessions"))
    for place, event in maps(value, "events"):
        at: Keys = ("events", place)
        minutes, planned = whole(event.get("minutes")), agenda_minutes(event.get("agenda"))
        if None not in (minutes, planned) and minutes != planned:
            keys = (*at, "agenda")
            yield error("event-agenda", path, keys, "key", planned=planned, minutes=minutes)
        times = whole(event.get("times"))
        if times is not None and times > 1 and event.get("every") is None:
            yield warning("times-without-every", path, (*at, "times"), times=times)
        before = whole(event.get("before"))
        if before and sessions and before > sessions:
            keys = (*at, "before")
            yield warning("before-no-session", path, keys, value=before, sessions=sessions)


def event_days(documents: Documents) -> Iterator[Finding]:
    """Days that somebody chose for an event and on which the program is not on."""
    path, value = documents.only("framework")
    _, program = documents.only("program")
    start, end = (meaning(scalars.day, entry(program, key)) for key in ("start", "end"))
    closed = [meaning(scalars.span, text) for _, text in texts(entry(program, "closed"))]
    for place, event in maps(value, "events"):
        on = meaning(scalars.day_or_moment, event.get("on"))
        if on is None:
            continue
        at: Keys = ("events", place, "on")
        if (start and on[0] < start) or (end and on[0] > end):
            yield warning("event-outside", path, at, value=on[0].isoformat())
        elif any(span and span.covers(on[0]) for span in closed):
            yield warning("event-closed", path, at, value=on[0].isoformat())


def planned_events(documents: Documents) -> Iterator[Finding]:
    """Events of plan.yaml that framework.yaml does not have, or that stand there twice."""
    path, value = documents.only("plan")
    known = known_ids(documents, "event")
    is_open = documents.is_open("framework")
    for key in ("events", "unplaced_events"):
        seen: set[tuple[Any, int | None]] = set()
        for place, planned in maps(value, key):
            event, number = planned.get("event"), whole(planned.get("number"))
            if not isinstance(event, str):
                continue
            if event not in known and not is_open:
                yield warning("unknown-event", path, (key, place, "event"), value=shown(event))
            if number is not None and (event, number) in seen:
                keys = (key, place, "number")
                yield error("event-twice", path, keys, event=shown(event), number=number)
            seen.add((event, number))
