"""Calendars by RFC 5545: one for each person, each pair and the whole program.

- A session's UID is its pair, its number and the plan's own name, so that it stays the same for ever and
  is no other program's; SEQUENCE tells that it moved.
- DTSTAMP comes from the data: the program's first day, and a second later for each move.
- METHOD is PUBLISH: these are to subscribe to or to import, not invitations, so there is an organizer
  where the coordinator has an address, and no attendees (RFC 5546, section 3.2.1).
- The time zone is written once and for the program's dates only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from rmentor.language.catalogue import Language, speak
from rmentor.model.events import PlannedEvent
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session
from rmentor.planning.agenda import agenda_of
from rmentor.planning.attendance import comers
from rmentor.planning.clock import clock, local_time
from rmentor.reporting.escape import address, one_line
from rmentor.reporting.paths import calendar_paths
from rmentor.reporting.views.people import Members, members_of, names, topic_title

PRODID = "-//rmentor//rmentor//EN"
UID_SUFFIX = "@rmentor"
_END = b"END:VCALENDAR\r\n"


def uid(session: Session, calendar: str = "") -> str:
    """Name of a session in every calendar, for ever: it does not depend on when or on what.

    ``calendar``: the plan's.
    """
    return _unique(f"{session.pair}.{session.session}", calendar)


def _unique(name: str, calendar: str) -> str:
    return f"{name}.{calendar}{UID_SUFFIX}" if calendar else f"{name}{UID_SUFFIX}"


def calendars(program: Program, plan: Plan) -> dict[str, bytes]:
    """Contents of all calendars by path; none for people and pairs who have nothing in theirs.

    Events for many stand in the calendars of all who come, and in the program's.
    """
    if not plan.sessions and not plan.events:
        return {}
    program = replace(program, plan=plan)
    language = speak(program.language)
    people = program.people()
    by_pair: dict[str, list[bytes]] = {}
    by_person: dict[str, list[bytes]] = {}
    everything: list[tuple[tuple[datetime, str, int], bytes]] = []
    members = members_of(program, {session.pair for session in plan.sessions})
    ordered = sorted(plan.sessions, key=lambda each: (each.start, each.pair, each.session))
    for session in ordered:
        event = _event(program, people, members[session.pair], session, language)
        everything.append(((session.start, session.pair, session.session), event))
        by_pair.setdefault(session.pair, []).append(event)
        for person in members[session.pair].everybody:
            by_person.setdefault(person, []).append(event)
    for planned, who in comers(program, plan):
        event = _event_for_many(program, planned, language)
        everything.append(((planned.start, planned.event, planned.number), event))
        for person in who:
            by_person.setdefault(person, []).append(event)
    everything.sort(key=itemgetter(0))
    paths = calendar_paths(program, by_pair)
    zone = _timezone(program, plan)
    made = {paths.program: _calendar(program.name, zone, map(itemgetter(1), everything))}
    for pair, events in by_pair.items():
        name = names(people, members[pair].everybody, language) or pair
        made[paths.pairs[pair]] = _calendar(f"{program.name} – {name}", zone, events)
    for person, events in by_person.items():
        name = f"{program.name} – {people[person].name}"
        made[paths.people[person]] = _calendar(name, zone, events)
    return dict(sorted(made.items()))


def _calendar(name: str, zone: bytes, events: Iterable[bytes]) -> bytes:
    """Put written components into a calendar; each is written once for all calendars it is in."""
    from icalendar import Calendar

    calendar = Calendar()
    for key, said in (
        ("VERSION", "2.0"),
        ("PRODID", PRODID),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", one_line(name)),
        ("X-WR-CALNAME", one_line(name)),
    ):
        calendar.add(key, said)
    head = bytes(calendar.to_ical(sorted=False)).removesuffix(_END)
    return b"".join((head, zone, *events, _END))


def _timezone(program: Program, plan: Plan) -> bytes:
    """Zone of the program with its changes of clocks from the first to the last day.

    Each stretch of one offset begins at the local time that clocks showed before it (RFC 5545,
    section 3.6.5).
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    if _is_utc(program):
        return b""
    days = [session.start.date() for session in plan.sessions]
    days += [planned.start.date() for planned in plan.events]
    days += [day for day in (program.start, program.end) if day]
    stretches = clock(program.timezone, min(days), max(days)).stretches
    zone = Timezone()
    zone.add("TZID", program.timezone)
    before = stretches[0].offset
    for stretch in stretches:
        # Where clocks go back, a stretch is counted from when its times are no longer shown twice.
        onset = stretch.start - max(0, before - stretch.offset) + before
        inside = local_time(stretch.start + 1).replace(tzinfo=UTC)
        inside = inside.astimezone(ZoneInfo(program.timezone))
        part = TimezoneDaylight() if inside.dst() else TimezoneStandard()
        part.add("DTSTART", local_time(onset))
        part.add("TZOFFSETFROM", timedelta(minutes=before))
        part.add("TZOFFSETTO", timedelta(minutes=stretch.offset))
        part.add("TZNAME", inside.tzname() or program.timezone)
        zone.add_component(part)
        before = stretch.offset
    return bytes(zone.to_ical(sorted=False))


def _is_utc(program: Program) -> bool:
    return program.timezone in ("UTC", "Etc/UTC")


def _event(
    program: Program,
    people: Mapping[str, Participant],
    members: Members,
    session: Session,
    language: Language,
) -> bytes:
    who = names(people, members.everybody, language) or session.pair
    topic = topic_title(program, session.topic) if session.topic else None
    summary = f"{topic} – {who}" if topic else who
    description = _description(program, people, members, session, language)
    return _entry(
        program, uid(session, program.plan.calendar), session, summary, description, language
    )


def event_uid(planned: PlannedEvent, calendar: str = "") -> str:
    """Name of one time of an event for many in every calendar, for ever; no session has such a one."""
    return _unique(f"{planned.event}.{planned.number}.event", calendar)


def _event_for_many(program: Program, planned: PlannedEvent, language: Language) -> bytes:
    say = language.text
    event = program.framework.events_by_id().get(planned.event)
    lines = [one_line(program.name)]
    if event is not None:
        if event.guests:
            guests = say("Guests")
            lines.append(f"{guests} – {', '.join(map(one_line, event.guests))}")
        lines += [f"{item.minutes} min – {one_line(item.title)}" for item in event.agenda]
    if program.coordinator.name:
        helper = say("Coordinator")
        lines.append(f"{helper} – {one_line(program.coordinator.name)}")
    title = event.title if event is not None else planned.event
    name = event_uid(planned, program.plan.calendar)
    return _entry(program, name, planned, title, "\n".join(lines), language)


def _entry(
    program: Program,
    name: str,
    session: Session | PlannedEvent,
    summary: str,
    description: str,
    language: Language,
) -> bytes:
    """Component of a session or an event, whose UID is ``name``."""
    from icalendar import Event

    zone = UTC if _is_utc(program) else ZoneInfo(program.timezone)
    start = session.start.replace(tzinfo=zone)
    end = (start.astimezone(UTC) + timedelta(minutes=session.minutes)).astimezone(zone)
    is_off = session.state == "cancelled"
    event = Event()
    event.add("UID", name)
    event.add("DTSTAMP", _stamp(program, session))
    event.add("SEQUENCE", session.sequence)
    event.add("DTSTART", start)
    event.add("DTEND", end)
    event.add("SUMMARY", one_line(summary))
    event.add("DESCRIPTION", description)
    if session.place:
        event.add("LOCATION", one_line(session.place))
    event.add("CATEGORIES", [language.text("Reverse mentoring")])
    event.add("STATUS", "CANCELLED" if is_off else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if is_off else "OPAQUE")
    organizer = _organizer(program)
    if organizer is not None:
        event.add("ORGANIZER", organizer)
    return bytes(event.to_ical(sorted=False))


def _stamp(program: Program, session: Session | PlannedEvent) -> datetime:
    """Moment at which this state of the event counts as written: later for each move."""
    day: date = program.start or session.start.date()
    return datetime.combine(day, time(), UTC) + timedelta(seconds=session.sequence)


def _organizer(program: Program) -> object | None:
    from icalendar import vCalAddress, vText

    email = address(program.coordinator.email)
    if email is None:
        return None
    organizer = vCalAddress(f"mailto:{email}")
    name = one_line(program.coordinator.name or "").replace('"', "”")
    if name:
        organizer.params["CN"] = vText(name)
    return organizer


def _description(
    program: Program,
    people: Mapping[str, Participant],
    members: Members,
    session: Session,
    language: Language,
) -> str:
    """Say in a few lines who meets and what for; names are put beside words, never into them."""
    say = language.text
    teacher, learner, helper = say("Mentor"), say("Mentee"), say("Coordinator")
    lines = [say("Session %(n)d", n=session.session)]
    for role, ids in ((teacher, members.mentors), (learner, members.mentees)):
        if ids:
            lines.append(f"{role} – {one_line(names(people, ids, language))}")
    lines += [
        f"{item.minutes} min – {one_line(item.title)}" for item in agenda_of(program, session)
    ]
    if program.coordinator.name:
        lines.append(f"{helper} – {one_line(program.coordinator.name)}")
    return "\n".join(lines)
