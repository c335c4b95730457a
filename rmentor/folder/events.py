"""Events for many: from the documents to the model and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rmentor.folder.emit import Flow, stated
from rmentor.folder.schema.framework import EventDoc
from rmentor.folder.schema.plan import PlannedEventDoc, UnplacedEventDoc
from rmentor.folder.times import duration_text
from rmentor.model.agenda import AgendaItem
from rmentor.model.events import Event, PlannedEvent, UnplacedEvent
from rmentor.model.windows import clock_text


def build_event(doc: EventDoc) -> Event:
    """Make an event of framework.yaml; the order of guests is meant and kept."""
    day, minute = doc.on or (None, None)
    return Event(
        id=doc.id,
        title=doc.title,
        kind=doc.kind,
        audience=tuple(sorted(set(doc.audience))),
        minutes=doc.minutes,
        every_days=doc.every,
        times=doc.times,
        day=day,
        minute=minute,
        before=doc.before,
        place=doc.place,
        guests=doc.guests,
        agenda=tuple(AgendaItem(item.minutes, item.title) for item in doc.agenda),
    )


def build_planned_events(docs: Iterable[PlannedEventDoc]) -> tuple[PlannedEvent, ...]:
    """Make the events of plan.yaml, sorted by event, then number."""
    found = [
        PlannedEvent(
            event=each.event,
            number=each.number,
            start=each.start,
            minutes=each.minutes,
            place=each.place,
            state=each.state,
            sequence=each.sequence,
        )
        for each in docs
    ]
    return tuple(sorted(found, key=lambda each: (each.event, each.number)))


def build_unplaced_events(docs: Iterable[UnplacedEventDoc]) -> tuple[UnplacedEvent, ...]:
    """Make the events without a date of plan.yaml, sorted by event, then number."""
    found = [
        UnplacedEvent(each.event, each.number, each.reason, tuple(sorted(each.nearest)))
        for each in docs
    ]
    return tuple(sorted(found, key=lambda each: (each.event, each.number)))


def event_document(event: Event) -> dict[str, Any]:
    """Item of ``events`` in framework.yaml."""
    audience = list(event.audience)
    on: object = event.day
    if event.day is not None and event.minute is not None:
        on = f"{event.day.isoformat()} {clock_text(event.minute)}"
    return {
        "id": event.id,
        "title": event.title,
        "kind": event.kind,
        "for": audience[0] if len(audience) == 1 else audience,
        "minutes": event.minutes,
        **stated(
            every=None if event.every_days is None else duration_text(event.every_days),
            times=event.times,
            on=on,
            before=event.before,
            place=event.place,
            guests=list(event.guests),
            agenda=[Flow(minutes=each.minutes, title=each.title) for each in event.agenda],
        ),
    }


def planned_event_document(planned: PlannedEvent) -> dict[str, Any]:
    """Item of ``events`` in plan.yaml."""
    return {
        "event": planned.event,
        "number": planned.number,
        "start": planned.start,
        "minutes": planned.minutes,
        **stated(place=planned.place),
        "state": planned.state,
        "sequence": planned.sequence,
    }


def unplaced_event_document(unplaced: UnplacedEvent) -> dict[str, Any]:
    """Item of ``unplaced_events`` in plan.yaml: in brackets, like a session's."""
    found = Flow(event=unplaced.event, number=unplaced.number, reason=unplaced.reason)
    if unplaced.nearest:
        found["nearest"] = list(unplaced.nearest)
    return found
