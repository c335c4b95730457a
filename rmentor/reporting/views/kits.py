"""What the kits name: announcement, briefing, kick-off, notebooks, charter, circle, guides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from rmentor.language.catalogue import Language
from rmentor.model.agenda import AgendaItem
from rmentor.model.program import REFERENCE_DAY, Program
from rmentor.model.sessions import Session
from rmentor.planning.agenda import agenda_of
from rmentor.reporting.views.events import MeetingView, meetings
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.when import day_in_words, length, period_of, rhythm

MOST_TOPICS = 10


@dataclass(frozen=True, slots=True)
class StageView:
    """A module of the framework.

    Attributes:
        title: Its title.
        sessions: How many sessions it has.
    """

    title: str
    sessions: int


@dataclass(frozen=True, slots=True)
class KitView:
    """What every kit may name: the program's own names, dates and objectives, nothing about anyone.

    Attributes:
        name: Name of the program.
        start: First day in words, or None.
        period: First to last day in words, or None.
        coordinator: Name of who coordinates, or None.
        coordinator_email: Address of who coordinates, or None.
        sponsor: Name of the sponsor, or None.
        objectives: Titles of the objectives.
        taught: Topics that mentors offer, those that most people want first.
        wanted: Topics that most mentees want.
        returned: Topics that mentors themselves would like to learn.
        sessions: How many sessions a pair has.
        minutes: Length of a session of the framework.
        hours: Length of all sessions of a pair together, in words.
        rhythm: How often a pair meets, in words.
        place: Where it meets, or None.
        modules: Modules of the framework.
        first_agenda: Agenda of the first session.
        agenda: Agenda of an ordinary session.
        kickoff: When and where it begins for everybody, or None.
        trainings: Trainings of mentors and mentees.
        circles: Meetings of the mentors' circle.
        workshops: Workshops for many.
        reviews: Reviews of the program.
        has_groups: Whether some sessions are held in a group.
        mentors: How many mentors take part.
        mentees: How many mentees take part.
        organisations: Other companies that take part, as people's files name them.
    """

    name: str
    start: str | None
    period: str | None
    coordinator: str | None
    coordinator_email: str | None
    sponsor: str | None
    objectives: tuple[str, ...]
    taught: tuple[str, ...]
    wanted: tuple[str, ...]
    returned: tuple[str, ...]
    sessions: int
    minutes: int
    hours: str
    rhythm: str
    place: str | None
    modules: tuple[StageView, ...]
    first_agenda: tuple[AgendaItem, ...]
    agenda: tuple[AgendaItem, ...]
    kickoff: MeetingView | None
    trainings: tuple[MeetingView, ...]
    circles: tuple[MeetingView, ...]
    workshops: tuple[MeetingView, ...]
    reviews: tuple[MeetingView, ...]
    has_groups: bool
    mentors: int
    mentees: int
    organisations: tuple[str, ...]


def kit_view(program: Program, language: Language) -> KitView:
    """Gather what the kits name."""
    framework = program.framework
    taking_part = [person for person in program.participants if person.takes_part]
    mentors = [person for person in taking_part if person.teaches]
    mentees = [person for person in taking_part if person.learns]
    asked = Counter(topic for person in mentees for topic in person.wants)
    offered = {
        topic
        for person in mentors
        for topic, level in person.offers.items()
        if level >= program.rules.min_level
    }
    numbers = range(1, framework.sessions + 1)
    return KitView(
        name=program.name,
        start=day_in_words(program.start, language) if program.start else None,
        period=period_of(program, language),
        coordinator=program.coordinator.name,
        coordinator_email=program.coordinator.email,
        sponsor=program.sponsor.name,
        objectives=tuple(objective.title for objective in program.objectives),
        taught=_titles(program, offered, asked),
        wanted=_titles(program, asked, asked),
        returned=_titles(
            program,
            {topic for person in mentors for topic in person.wants},
            Counter(topic for person in mentors for topic in person.wants),
        ),
        sessions=framework.sessions,
        minutes=framework.minutes,
        hours=length(sum(framework.minutes_of(number) for number in numbers), language),
        rhythm=rhythm(framework.every_days, language),
        place=framework.place,
        modules=tuple(StageView(each.title, each.sessions) for each in framework.modules),
        first_agenda=_agenda(program, 1),
        agenda=_agenda(program, _ordinary(program)),
        kickoff=next(iter(meetings(program, "kickoff", language)), None),
        trainings=meetings(program, "training", language),
        circles=meetings(program, "circle", language),
        workshops=meetings(program, "workshop", language),
        reviews=meetings(program, "review", language),
        has_groups=any(framework.format_of(number) == "group" for number in numbers),
        mentors=len(mentors),
        mentees=len(mentees),
        organisations=tuple(sorted({p.organisation for p in taking_part if p.organisation})),
    )


def _titles(program: Program, topics: Iterable[str], wish: Counter[str]) -> tuple[str, ...]:
    """Titles of the topics that most people wish for."""
    first = sorted(topics, key=lambda topic: (-wish[topic], topic))[:MOST_TOPICS]
    return tuple(topic_title(program, topic) for topic in first)


def _ordinary(program: Program) -> int:
    """A session that is neither the first nor the last, where there is one."""
    return min(2, program.framework.sessions)


def _agenda(program: Program, number: int) -> tuple[AgendaItem, ...]:
    framework = program.framework
    someday = datetime.combine(program.start or REFERENCE_DAY, time())
    session = Session(
        pair="",
        session=number,
        start=someday,
        minutes=framework.minutes_of(number),
        format=framework.format_of(number),
    )
    return agenda_of(program, session)
