"""When the pairs of a program meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rmentor.language.catalogue import Language
from rmentor.model.pairing import Pairing
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.reporting.paths import REPORTS, pair_report, relative, session_plan
from rmentor.reporting.views.figures import by_pair
from rmentor.reporting.views.people import names, topic_title
from rmentor.reporting.views.when import moment, short_day

OWN = REPORTS["program"]
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class DateView:
    """A session in the schedule.

    Attributes:
        number: Its number.
        when: Day and time in words.
        state: How it stands, in words.
        page: Link to its plan, None for one that is called off.
    """

    number: int
    when: str
    state: str
    page: str | None


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """A pair's sessions.

    Attributes:
        pair: Names of its people.
        page: Link to its report.
        dates: Its sessions by number.
    """

    pair: str
    page: str
    dates: tuple[DateView, ...]


@dataclass(frozen=True, slots=True)
class ComingView:
    """A session in the days to come.

    Attributes:
        when: Day and time in words.
        pair: Names of its people.
        topic: Title of its topic, or None.
        place: Where it is, or None.
        page: Link to its plan.
    """

    when: str
    pair: str
    topic: str | None
    place: str | None
    page: str


def schedule_views(
    program: Program,
    people: Mapping[str, Participant],
    pairing: Pairing,
    language: Language,
) -> tuple[ScheduleView, ...]:
    """List the dates of every pair that goes on."""
    sessions = by_pair(program.plan.sessions)
    return tuple(
        ScheduleView(
            pair=names(people, each.pair.people, language),
            page=relative(pair_report(each.pair.id), OWN),
            dates=tuple(_date(session, language) for session in sessions[each.pair.id]),
        )
        for each in pairing.pairs
        if each.pair.id in sessions
    )


def _date(session: Session, language: Language) -> DateView:
    page = relative(session_plan(session.pair, session.session), OWN)
    return DateView(
        session.session,
        short_day(session.start.date(), language),
        session.state,
        None if session.state == "cancelled" else page,
    )


def coming_views(
    program: Program,
    people: Mapping[str, Participant],
    pairing: Pairing,
    today: date | None,
    language: Language,
) -> tuple[ComingView, ...]:
    """List the sessions of the next two weeks; none where nobody says which day it is."""
    if today is None:
        return ()
    pairs = {each.pair.id: each.pair for each in pairing.pairs}
    last = today + timedelta(days=DAYS_AHEAD)
    sessions = [
        session
        for session in program.plan.sessions
        if session.state == "planned"
        and session.pair in pairs
        and today <= session.start.date() <= last
    ]
    sessions.sort(key=lambda session: (session.start, session.pair))
    return tuple(
        ComingView(
            when=moment(session.start, language),
            pair=names(people, pairs[session.pair].people, language),
            topic=topic_title(program, session.topic) if session.topic else None,
            place=session.place,
            page=relative(session_plan(session.pair, session.session), OWN),
        )
        for session in sessions
    )
