"""People who take part in several programs at once, and sessions of theirs that clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rmentor.followup.few import is_few
from rmentor.followup.portfolio import phase_of
from rmentor.model.program import Program
from rmentor.model.sessions import Session


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody who takes part in several programs that run at once.

    Attributes:
        email: As it is compared: lower case.
        places: Folder of each such program, and the participant's id there, sorted.
    """

    email: str
    places: tuple[tuple[str, str], ...]


def sharing_may_be_told(programs: Mapping[str, Program], shared: tuple[Shared, ...]) -> bool:
    """Whether it may be told how many people are shared: of enough, and in no program all but a few."""
    if any(is_few(programs[folder], len(shared)) for folder in _folders(shared)):
        return False
    return not any(
        is_few(
            program,
            sum(each.takes_part for each in program.participants)
            - sum(place == folder for person in shared for place, _ in person.places),
        )
        for folder, program in programs.items()
        if folder in _folders(shared)
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sessions of the same people, in two programs, at one time.

    Attributes:
        emails: Whose, sorted.
        sessions: Folder of each program and the session, the one that begins first in front.
        start: When both are on first, in UTC.
    """

    emails: tuple[str, ...]
    sessions: tuple[tuple[str, Session], tuple[str, Session]]
    start: datetime


def shared_people(programs: Mapping[str, Program], today: date | None) -> tuple[Shared, ...]:
    """Who takes part in several programs at once, by e-mail address; sorted by it.

    Programs are compared whose dates overlap and that are not over; one without dates runs whenever.

    Args:
        programs: By folder.
        today: The day.
    """
    open_ones = {
        folder: program
        for folder, program in programs.items()
        if phase_of(program, today) != "over"
    }
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for folder in sorted(open_ones):
        for person in open_ones[folder].participants:
            if person.email and person.takes_part:
                places[person.email.strip().casefold()].append((folder, person.id))
    found = []
    for email in sorted(places):
        mine = places[email]
        at_once = tuple(
            (folder, who)
            for folder, who in mine
            if any(
                folder != other and _overlap(open_ones[folder], open_ones[other])
                for other, _ in mine
            )
        )
        if at_once:
            found.append(Shared(email, at_once))
    return tuple(found)


def _overlap(one: Program, other: Program) -> bool:
    starts = [each.start for each in (one, other) if each.start is not None]
    ends = [each.end for each in (one, other) if each.end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def clashes(
    programs: Mapping[str, Program], shared: tuple[Shared, ...], today: date | None
) -> tuple[Clash, ...]:
    """Sessions of those people that are planned at one time in two programs, the first in front."""
    plans = {folder: _by_person(programs[folder], today) for folder in _folders(shared)}
    found: dict[_TwoSessions, set[str]] = defaultdict(set)
    starts: dict[_TwoSessions, datetime] = {}
    for person in shared:
        mine = sorted(
            (*_span(programs[folder], session), folder, session.key, session)
            for folder, who in person.places
            for session in plans[folder].get(who, ())
        )
        for both, start in _overlapping(mine):
            found[both].add(person.email)
            starts[both] = start
    made = [Clash(tuple(sorted(found[both])), both, starts[both]) for both in found]
    return tuple(sorted(made, key=lambda each: (each.start, each.emails)))


_TwoSessions = tuple[tuple[str, Session], tuple[str, Session]]
_Spanned = tuple[datetime, datetime, str, str, Session]


def _overlapping(mine: list[_Spanned]) -> Iterator[tuple[_TwoSessions, datetime]]:
    """Sessions of two programs that overlap, and when; ``mine`` sorted by their starts."""
    running: list[_Spanned] = []
    for each in mine:
        running = [other for other in running if other[1] > each[0]]
        for other in running:
            if other[2] != each[2]:
                yield ((other[2], other[4]), (each[2], each[4])), each[0]
        running.append(each)


def _folders(shared: tuple[Shared, ...]) -> frozenset[str]:
    return frozenset(folder for person in shared for folder, _ in person.places)


def _by_person(program: Program, today: date | None) -> Mapping[str, list[Session]]:
    """Sessions to come of each participant."""
    pairs = {pair.id: pair for pair in program.pairs}
    found: dict[str, list[Session]] = defaultdict(list)
    for session in program.plan.sessions:
        if session.state != "planned" or session.pair not in pairs:
            continue
        if today is None or session.start.date() >= today:
            for who in pairs[session.pair].people:
                found[who].append(session)
    return found


def _span(program: Program, session: Session) -> tuple[datetime, datetime]:
    """When a session begins and ends, in UTC."""
    start = session.start.replace(tzinfo=ZoneInfo(program.timezone)).astimezone(UTC)
    return start, start + timedelta(minutes=session.minutes)
