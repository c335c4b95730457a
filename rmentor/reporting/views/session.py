"""The page that two people take along to a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.language.dates import clock, long_date, long_moment
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session, Unplaced
from rmentor.planning.agenda import agenda_of
from rmentor.reporting.paths import pair_report, relative, session_plan
from rmentor.reporting.views.aims import AimView, aim_view, level_before
from rmentor.reporting.views.open_actions import OpenActionView, open_action_views
from rmentor.reporting.views.people import names, topic_title
from rmentor.reporting.views.returns import ReturnView, gift_titles, return_views
from rmentor.reporting.views.when import elsewhere, end_of, hours, short_day


@dataclass(frozen=True, slots=True)
class StepView:
    """A part of the agenda.

    Attributes:
        at: When it begins, as clocks show it.
        minutes: Its length.
        title: What it is.
    """

    at: str
    minutes: int
    title: str


@dataclass(frozen=True, slots=True)
class OtherClockView:
    """Hours of the session where somebody lives in another time zone.

    Attributes:
        name: Name of the person.
        hours: From beginning to end on that person's clock.
        timezone: Time zone of the person.
    """

    name: str
    hours: str
    timezone: str


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """The session before or after.

    Attributes:
        number: Its number.
        when: Day and time in words.
        topic: Title of its topic, or None.
        page: Link to it from this one.
    """

    number: int
    when: str
    topic: str | None
    page: str


@dataclass(frozen=True, slots=True)
class UndatedView:
    """A session on the way to the next one that has no date.

    Attributes:
        number: Its number.
        reason: Why it found no date, in words.
        nearest: Moments that would work, in words.
    """

    number: int
    reason: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """What ``session.md`` may name.

    Attributes:
        program: Name of the program.
        pair: Id of the pair.
        mentor: Name of the mentor.
        co_mentor: Name of whoever leads a group along, or None.
        mentors: Names of both in one text.
        mentees: Names of all mentees in one text.
        is_group: Whether there are several mentees.
        number: Number of the session.
        total: How many sessions there are.
        module: Title of the module, or None.
        topic: Title, or None for a pair without topics.
        turn: Which session on the topic it is; 0 for a pair without topics.
        turns: How many sessions the topic has; 0 for a pair without topics.
        format: ``individual``, ``group``, ``workshop`` or ``project``.
        when: Day and time in words.
        day: Day in words.
        hours: From beginning to end.
        timezone: Time zone of the hours.
        minutes: Length of the session.
        place: Where it is, or None.
        state: ``planned`` or ``held``.
        is_first: Whether the charter is signed today.
        is_last: Whether it is time to look back.
        elsewhere: Hours of people who live in another time zone.
        aims: For each mentee.
        agenda: What happens when.
        exercises: To choose from.
        material: What to have at hand.
        before: Topics that come before this one and that a mentee has not met.
        returns: What mentees can teach back, by the mentor's wish to learn it.
        gifts: What mentees know and the mentor did not ask for, where ``returns`` is empty.
        actions: Agreed on in sessions before and still to be done.
        previous: The session before, or None.
        next: The session after, or None.
        undated: Sessions between this one and the next that have no date yet.
        page: Link to the pair's report.
    """

    program: str
    pair: str
    mentor: str
    co_mentor: str | None
    mentors: str
    mentees: str
    is_group: bool
    number: int
    total: int
    module: str | None
    topic: str | None
    turn: int
    turns: int
    format: str
    when: str
    day: str
    hours: str
    timezone: str
    minutes: int
    place: str | None
    state: str
    is_first: bool
    is_last: bool
    elsewhere: tuple[OtherClockView, ...]
    aims: tuple[AimView, ...]
    agenda: tuple[StepView, ...]
    exercises: tuple[str, ...]
    material: tuple[str, ...]
    before: tuple[str, ...]
    returns: tuple[ReturnView, ...]
    gifts: tuple[str, ...]
    actions: tuple[OpenActionView, ...]
    previous: NeighbourView | None
    next: NeighbourView | None
    undated: tuple[UndatedView, ...]
    page: str


def session_view(
    program: Program,
    people: Mapping[str, Participant],
    pair: Pair,
    session: Session,
    sessions: Sequence[Session],
    language: Language,
    undated: Sequence[Unplaced] = (),
) -> SessionView:
    """Look at one session among the pair's ``sessions``, those called off left out, by number.

    ``undated``: the pair's sessions that have no date.
    """
    mentees = [people[mentee] for mentee in pair.mentees]
    mentor = people[pair.mentor]
    own = session_plan(pair.id, session.session)
    end = end_of(session.start, session.minutes, program.timezone)
    at = sessions.index(session)
    after = sessions[at + 1] if at + 1 < len(sessions) else None
    turn, turns = _turns(session, sessions)
    module = program.framework.module_of(session.session)
    returns = return_views(program, pair, mentor, mentees, session)
    return SessionView(
        program=program.name,
        pair=pair.id,
        mentor=mentor.name,
        co_mentor=people[pair.co_mentor].name if pair.co_mentor else None,
        mentors=names(people, pair.mentors, language),
        mentees=names(people, pair.mentees, language),
        is_group=len(mentees) > 1,
        number=session.session,
        total=max(program.framework.sessions, session.session),
        module=module.title if module else None,
        topic=topic_title(program, session.topic) if session.topic else None,
        turn=turn,
        turns=turns,
        format=session.format,
        when=long_moment(session.start, language.code),
        day=long_date(session.start.date(), language.code, with_weekday=True),
        hours=hours(session.start, end, language),
        timezone=program.timezone,
        minutes=session.minutes,
        place=session.place,
        state=session.state,
        is_first=session.session == program.framework.numbers_with(session.session)[0],
        is_last=after is None and all(each.session < session.session for each in undated),
        elsewhere=_elsewhere(program, [people[who] for who in pair.people], session, language),
        aims=_aims(program, people, pair, session, sessions, language),
        agenda=_agenda(program, session, language),
        exercises=_exercises(program, session, sessions),
        material=_material(program, session),
        before=_before(program, pair, mentees, session),
        returns=returns,
        gifts=() if returns else gift_titles(program, mentor, mentees),
        actions=open_action_views(program, people, pair, session, language),
        previous=_neighbour(program, own, sessions[at - 1], language) if at else None,
        next=_neighbour(program, own, after, language) if after is not None else None,
        undated=_undated(session, after, undated, language),
        page=relative(pair_report(pair.id), own),
    )


def _aims(
    program: Program,
    people: Mapping[str, Participant],
    pair: Pair,
    session: Session,
    sessions: Sequence[Session],
    language: Language,
) -> tuple[AimView, ...]:
    mentor = people[pair.mentor]
    return tuple(
        aim_view(program, pair, session, sessions, mentor, people[mentee], language)
        for mentee in pair.mentees
        if session.topic
    )


def _turns(session: Session, sessions: Sequence[Session]) -> tuple[int, int]:
    """Which session on its topic it is, and of how many."""
    if session.topic is None:
        return 0, 0
    on_topic = [each.session for each in sessions if each.topic == session.topic]
    return on_topic.index(session.session) + 1, len(on_topic)


def _material(program: Program, session: Session) -> tuple[str, ...]:
    topic = program.topics.get(session.topic or "")
    return tuple(each.in_language(program.language) for each in (topic.material if topic else ()))


def _agenda(program: Program, session: Session, language: Language) -> tuple[StepView, ...]:
    steps, begin = [], 0
    for item in agenda_of(program, session):
        at = end_of(session.start, begin, program.timezone) if begin else session.start
        steps.append(StepView(clock(at, language.code), item.minutes, item.title))
        begin += item.minutes
    return tuple(steps)


def _exercises(program: Program, session: Session, sessions: Sequence[Session]) -> tuple[str, ...]:
    """Choose exercises: the first ones when a topic begins, the last one later."""
    topic = program.topics.get(session.topic or "")
    if topic is None or not topic.exercises:
        return ()
    begins = next(each for each in sessions if each.topic == session.topic) == session
    chosen = topic.exercises[:-1] or topic.exercises if begins else topic.exercises[-1:]
    return tuple(each.in_language(program.language) for each in chosen)


def _before(
    program: Program, pair: Pair, mentees: Sequence[Participant], session: Session
) -> tuple[str, ...]:
    topic = program.topics.get(session.topic or "")
    return tuple(
        topic_title(program, earlier)
        for earlier in (topic.after if topic else ())
        if any(
            level_before(program, pair, mentee, earlier, session.session)[0] == 0
            for mentee in mentees
        )
    )


def _elsewhere(
    program: Program, people: Sequence[Participant], session: Session, language: Language
) -> tuple[OtherClockView, ...]:
    found = []
    for person in people:
        begin = elsewhere(session.start, program.timezone, person.timezone)
        if begin != session.start:
            end = end_of(begin, session.minutes, person.timezone)
            said = hours(begin, end, language)
            if begin.date() != session.start.date():
                said = f"{short_day(begin.date(), language)}, {said}"
            found.append(OtherClockView(person.name, said, person.timezone))
    return tuple(found)


def _undated(
    session: Session, after: Session | None, undated: Sequence[Unplaced], language: Language
) -> tuple[UndatedView, ...]:
    return tuple(
        UndatedView(
            each.session,
            each.reason,
            tuple(long_moment(at, language.code) for at in each.nearest),
        )
        for each in sorted(undated, key=lambda each: each.session)
        if session.session < each.session and (after is None or each.session < after.session)
    )


def _neighbour(program: Program, own: str, session: Session, language: Language) -> NeighbourView:
    return NeighbourView(
        number=session.session,
        when=long_moment(session.start, language.code),
        topic=topic_title(program, session.topic) if session.topic else None,
        page=relative(session_plan(session.pair, session.session), own),
    )
