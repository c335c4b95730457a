"""What is due in the week that begins on a day, and what is over and not recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rmentor.followup.fates import MISSING, PLANNED, fates
from rmentor.followup.journal import Agreed, open_actions, planned_sessions
from rmentor.model.events import PlannedEvent
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.model.surveys import Survey

# Days after today that ``week`` looks ahead.
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """What is due from a day to the same day of the next week; each kind by its day, then its pair.

    Attributes:
        sessions: That are planned.
        actions: Open and due, with their pair.
        events: For many, that are not called off.
        surveys: That close.
        missing: Sessions of earlier days of which nobody has said what became of them.
        later: The first planned session after that week, or None.
    """

    sessions: tuple[Session, ...]
    actions: tuple[tuple[str, Agreed], ...]
    events: tuple[PlannedEvent, ...]
    surveys: tuple[Survey, ...]
    missing: tuple[Session, ...]
    later: Session | None


def week(
    program: Program, today: date, known: Mapping[str, Mapping[int, str]] | None = None
) -> Week:
    """Say what is due from ``today`` on, of pairs that go on.

    ``known``: fates of their sessions on that day by pair, where somebody has looked already.
    """
    last = today + WEEK
    actions: list[tuple[str, Agreed]] = []
    missing: list[Session] = []
    coming: list[Session] = []
    for pair in program.pairs:
        if not pair.is_current:
            continue
        has = known[pair.id] if known is not None else fates(program, pair, today)
        for session in planned_sessions(program, pair.id):
            if has[session.session] == MISSING:
                missing.append(session)
            elif has[session.session] == PLANNED:
                coming.append(session)
        actions += [
            (pair.id, each)
            for each in open_actions(program, pair.id, today)
            if each.action.due is not None and today <= each.action.due <= last
        ]
    coming.sort(key=_when)
    events = (
        event
        for event in program.plan.events
        if event.state == "planned" and today <= event.start.date() <= last
    )
    surveys = (
        (survey.closes, survey.id, survey)
        for survey in program.surveys.values()
        if survey.closes is not None and today <= survey.closes <= last
    )
    return Week(
        sessions=tuple(each for each in coming if each.start.date() <= last),
        actions=tuple(sorted(actions, key=lambda each: (each[1].action.due or last, each[0]))),
        events=tuple(sorted(events, key=lambda event: (event.start, event.event, event.number))),
        surveys=tuple(survey for _, _, survey in sorted(surveys, key=lambda each: each[:2])),
        missing=tuple(sorted(missing, key=_when)),
        later=next((each for each in coming if each.start.date() > last), None),
    )


def _when(session: Session) -> tuple[object, ...]:
    return (session.start, session.pair, session.session)
