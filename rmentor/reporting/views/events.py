"""Events for many and consultations, as reports and kits tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rmentor.language.catalogue import Language
from rmentor.language.dates import long_moment
from rmentor.model.events import EVERYBODY, MENTEES, MENTORS
from rmentor.model.program import Program
from rmentor.planning.attendance import Attendance, attendances
from rmentor.reporting.views.people import names
from rmentor.reporting.views.when import day_in_words, moment


@dataclass(frozen=True, slots=True)
class EventView:
    """An event in a list.

    Attributes:
        title: Its title.
        kind: ``kickoff``, ``training``, ``circle``, ``workshop`` or ``review``.
        when: Day and time in words.
        audience: Who is invited, in words.
        coming: How many of those invited can come.
        absent: How many of them cannot.
        place: Where it is.
        guests: Who comes from outside.
        state: ``planned``, ``held`` or ``cancelled``.
    """

    title: str
    kind: str
    when: str
    audience: str
    coming: int
    absent: int
    place: str
    guests: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class UndatedEventView:
    """An event without a date.

    Attributes:
        title: Its title.
        reason: Why it found none, in words.
        nearest: Starts that would work, in words.
    """

    title: str
    reason: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventsView:
    """Events for many.

    Attributes:
        dates: Those with a date, in order of time.
        undated: Those without one.
    """

    dates: tuple[EventView, ...]
    undated: tuple[UndatedEventView, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """An event as a kit announces it: nothing about who comes.

    Attributes:
        title: Its title.
        when: Day and time in words.
        place: Where it is, or None.
        guests: Who comes from outside.
    """

    title: str
    when: str
    place: str | None
    guests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """Somebody who is consulted.

    Attributes:
        name: Who it is.
        on: Day of it in words, or None where it is still to come.
        said: What was said, or None.
        taken_up: What became of that, or None.
    """

    name: str
    on: str | None
    said: str | None
    taken_up: str | None


def events_view(program: Program, language: Language) -> EventsView:
    """List all events of the plan."""
    known = program.framework.events_by_id()
    undated = tuple(
        UndatedEventView(
            known[each.event].title if each.event in known else each.event,
            each.reason,
            tuple(moment(at, language) for at in each.nearest),
        )
        for each in program.plan.unplaced_events
    )
    there = attendances(program, program.plan).values()
    return EventsView(tuple(_event(program, each, language) for each in there), undated)


def _event(program: Program, there: Attendance, language: Language) -> EventView:
    planned = there.planned
    event = program.framework.events_by_id().get(planned.event)
    return EventView(
        title=event.title if event is not None else planned.event,
        kind=event.kind if event is not None else "",
        when=moment(planned.start, language),
        audience=_audience(program, event.audience, language) if event is not None else "",
        coming=len(there.coming),
        absent=len(there.absent),
        place=planned.place or "",
        guests=event.guests if event is not None else (),
        state=planned.state,
    )


def next_event(program: Program, today: date | None, language: Language) -> EventView | None:
    """The first planned event on or after a day; None without a day, or where none is to come."""
    if today is None:
        return None
    for each in attendances(program, program.plan).values():
        if each.planned.state == "planned" and each.planned.start.date() >= today:
            return _event(program, each, language)
    return None


def meetings(program: Program, kind: str, language: Language) -> tuple[MeetingView, ...]:
    """All events of a kind that are not called off, in order of time."""
    events = {event.id: event for event in program.framework.events if event.kind == kind}
    planned = sorted(program.plan.events, key=lambda each: (each.start, each.key))
    return tuple(
        MeetingView(
            events[each.event].title,
            long_moment(each.start, language.code),
            each.place,
            events[each.event].guests,
        )
        for each in planned
        if each.state != "cancelled" and each.event in events
    )


def stakeholder_views(program: Program, language: Language) -> tuple[StakeholderView, ...]:
    """List who is consulted, as program.yaml has them."""
    return tuple(
        StakeholderView(
            each.name,
            day_in_words(each.on, language) if each.on is not None else None,
            each.said,
            each.taken_up,
        )
        for each in program.stakeholders
    )


def _audience(program: Program, audience: tuple[str, ...], language: Language) -> str:
    say = language.text
    together = {EVERYBODY: say("everybody"), MENTORS: say("mentors"), MENTEES: say("mentees")}
    groups = [together[name] for name in audience if name in together]
    people = [name for name in audience if name not in together]
    if people:
        groups.append(names(program.people(), people, language))
    return ", ".join(groups)
