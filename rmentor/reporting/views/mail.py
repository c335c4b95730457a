"""What the invitation of one participant tells: with whom, when, where, and what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date
from rmentor.model.events import PlannedEvent
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session
from rmentor.planning.attendance import comers
from rmentor.reporting.escape import address
from rmentor.reporting.views.figures import by_pair
from rmentor.reporting.views.people import Members, members_of, names, topic_title
from rmentor.reporting.views.when import elsewhere, end_of, hours


@dataclass(frozen=True, slots=True)
class DateView:
    """A session, on the reader's own clock.

    Attributes:
        number: Number of the session.
        day: Day in words.
        hours: From beginning to end.
        topic: Title of its topic, or None.
        place: None where all sessions of the pair have the same, or none.
        is_changed: Whether it was at another time once.
    """

    number: int
    day: str
    hours: str
    topic: str | None
    place: str | None
    is_changed: bool


@dataclass(frozen=True, slots=True)
class PartnerView:
    """The reader's sessions in one pair or group.

    Attributes:
        names: Of the mentees where the reader ``teaches``, else of the mentors.
        teaches: Whether the reader is the mentor.
        others: Of those who teach together with the reader, or learn in the same group; may be empty.
        mentors: How many there are.
        place: Of all sessions, or None where they differ or have none.
        total: How many sessions the framework has.
        sessions: Sessions to come, by date.
        cancelled: Sessions called off.
        undated: Numbers of those that have no date yet.
    """

    names: str
    teaches: bool
    others: str
    mentors: int
    place: str | None
    total: int
    sessions: tuple[DateView, ...]
    cancelled: tuple[DateView, ...]
    undated: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EventDateView:
    """An event for many, on the reader's own clock.

    Attributes:
        title: Its title.
        day: Day in words.
        hours: From beginning to end.
        place: Where it is, or None.
        is_changed: Whether it was at another time once.
        is_cancelled: Whether it is called off.
    """

    title: str
    day: str
    hours: str
    place: str | None
    is_changed: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What ``invitation.txt`` may name.

    Attributes:
        program: Name of the program.
        name: Name of the reader.
        timezone: Time zone of all hours.
        is_elsewhere: Whether that is not the program's time zone.
        partners: By their first session.
        sessions: How many there are to come, with all partners.
        events: Events for many to which the reader comes, by date.
        is_changed: Whether a session or an event has moved or is called off.
        calendar: Name of the attached file.
        coordinator: Name of whom to ask, or None.
        coordinator_email: Address of whom to ask, or None.
    """

    program: str
    name: str
    timezone: str
    is_elsewhere: bool
    partners: tuple[PartnerView, ...]
    sessions: int
    events: tuple[EventDateView, ...]
    is_changed: bool
    calendar: str
    coordinator: str | None
    coordinator_email: str | None


@dataclass(frozen=True, slots=True)
class _Pair:
    """One pair as it concerns its people."""

    id: str
    members: Members
    planned: tuple[Session, ...]
    cancelled: tuple[Session, ...]
    undated: tuple[int, ...]

    @property
    def order(self) -> tuple[bool, str, str]:
        """Pairs that meet first come first, those that do not meet any more last."""
        dated = self.planned or self.cancelled
        first = min((session.start.isoformat() for session in dated), default="")
        return not self.planned, first, self.id


def invitations(
    program: Program,
    plan: Plan,
    calendars: Mapping[str, str],
    since: date | None,
    language: Language,
) -> dict[str, InvitationView]:
    """What there is to tell to each participant who has an address and something to come to, by id.

    Args:
        program: People, pairs and framework.
        plan: The sessions.
        calendars: Path of each person's calendar.
        since: The day it is: sessions before it are not to come. None: all that are planned are.
        language: To write in.
    """
    people = program.people()
    pairs: dict[str, list[_Pair]] = {}
    for pair in sorted(_pairs(program, plan, since), key=lambda each: each.order):
        for member in pair.members.everybody:
            pairs.setdefault(member, []).append(pair)
    events = _events(program, plan, since)
    found = {}
    for person in program.participants:
        mine, theirs = pairs.get(person.id, ()), events.get(person.id, ())
        to_come = [pair for pair in mine if pair.planned]
        to_come_to = [each for each in theirs if each.state == "planned"]
        if not (to_come or to_come_to) or address(person.email) is None:
            continue
        found[person.id] = InvitationView(
            program=program.name,
            name=person.name,
            timezone=person.timezone,
            is_elsewhere=person.timezone != program.timezone,
            partners=tuple(_partner(program, people, person, pair, language) for pair in mine),
            sessions=sum(len(pair.planned) for pair in mine),
            events=tuple(_event(program, person, each, language) for each in theirs),
            is_changed=any(each.sequence or each.state == "cancelled" for each in theirs)
            or any(
                pair.cancelled or any(session.sequence for session in pair.planned) for pair in mine
            ),
            calendar=calendars[person.id].rpartition("/")[2],
            coordinator=program.coordinator.name,
            coordinator_email=address(program.coordinator.email),
        )
    return found


def _events(program: Program, plan: Plan, since: date | None) -> dict[str, list[PlannedEvent]]:
    """Events that are not over, by date, of each person who comes, or would have come."""
    found: dict[str, list[PlannedEvent]] = {}
    for planned, who in comers(program, plan):
        if planned.state != "held" and (since is None or planned.start.date() >= since):
            for person in who:
                found.setdefault(person, []).append(planned)
    return found


def _event(
    program: Program, person: Participant, planned: PlannedEvent, language: Language
) -> EventDateView:
    titles = {event.id: event.title for event in program.framework.events}
    day, when = _when(program, person, planned, language)
    return EventDateView(
        title=titles.get(planned.event, planned.event),
        day=day,
        hours=when,
        place=planned.place,
        is_changed=planned.sequence > 0,
        is_cancelled=planned.state == "cancelled",
    )


def _when(
    program: Program, person: Participant, at: Session | PlannedEvent, language: Language
) -> tuple[str, str]:
    """Day and hours on a person's own clock."""
    begin = elsewhere(at.start, program.timezone, person.timezone)
    end = end_of(begin, at.minutes, person.timezone)
    day = long_date(begin.date(), language.code, with_weekday=True)
    return day, hours(begin, end, language)


def _pairs(program: Program, plan: Plan, since: date | None) -> list[_Pair]:
    """Pairs with something to tell."""
    sessions = by_pair(
        session
        for session in plan.sessions
        if session.state != "held" and (since is None or session.start.date() >= since)
    )
    undated: dict[str, list[int]] = {}
    for each in plan.unplaced:
        undated.setdefault(each.pair, []).append(each.session)
    pairs = sorted({*sessions, *undated})
    members = members_of(program, pairs)
    return [
        _Pair(
            id=pair,
            members=members[pair],
            planned=_of_state("planned", sessions.get(pair, ())),
            cancelled=_of_state("cancelled", sessions.get(pair, ())),
            undated=tuple(sorted(undated.get(pair, ()))),
        )
        for pair in pairs
    ]


def _of_state(state: str, sessions: Iterable[Session]) -> tuple[Session, ...]:
    of_state = (session for session in sessions if session.state == state)
    return tuple(sorted(of_state, key=lambda session: (session.start, session.session)))


def _partner(
    program: Program,
    people: Mapping[str, Participant],
    person: Participant,
    pair: _Pair,
    language: Language,
) -> PartnerView:
    mentors, mentees = pair.members.mentors, pair.members.mentees
    teaches = person.id in mentors
    own, partners = (mentors, mentees) if teaches else (mentees, mentors)
    places = {session.place for session in pair.planned}
    return PartnerView(
        names=names(people, partners, language),
        teaches=teaches,
        others=names(people, [each for each in own if each != person.id], language),
        mentors=len(mentors),
        place=places.pop() if len(places) == 1 else None,
        total=max(program.framework.sessions, *(s.session for s in pair.planned), 0),
        sessions=tuple(
            _date(program, person, session, language, with_place=len(places) > 1)
            for session in pair.planned
        ),
        cancelled=tuple(
            _date(program, person, session, language, with_place=False)
            for session in pair.cancelled
        ),
        undated=pair.undated,
    )


def _date(
    program: Program,
    person: Participant,
    session: Session,
    language: Language,
    *,
    with_place: bool,
) -> DateView:
    day, when = _when(program, person, session, language)
    return DateView(
        number=session.session,
        day=day,
        hours=when,
        topic=topic_title(program, session.topic) if session.topic else None,
        place=session.place if with_place else None,
        is_changed=session.sequence > 0,
    )
