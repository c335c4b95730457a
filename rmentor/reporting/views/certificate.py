"""A certificate for everybody who held a session: topics and hours, taught and learnt; no grade of any kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.followup.held import Held, held_sessions
from rmentor.language.catalogue import Language
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.reporting.views.costs import hours_in_words
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.when import day_in_words, period, period_of


@dataclass(frozen=True, slots=True)
class PartView:
    """What somebody did as mentor, or as mentee.

    Attributes:
        topics: Titles, those of most sessions first.
        returns: Titles of topics learnt (by a mentor) or given (by a mentee) in return.
        sessions: How many sessions there were.
        hours: Length of them together, in words.
        days: First and last day, in words.
    """

    topics: tuple[str, ...]
    returns: tuple[str, ...]
    sessions: int
    hours: str
    days: str


@dataclass(frozen=True, slots=True)
class TrainedView:
    """A training that somebody had.

    Attributes:
        title: Its title.
        hours: Its length in words, or None where that is not known.
    """

    title: str
    hours: str | None


@dataclass(frozen=True, slots=True)
class CertificateView:
    """What ``certificate.md`` may name.

    Attributes:
        name: Name of the participant.
        organisation: Company of somebody from outside, or None.
        program: Name of the program.
        period: First to last day in words, or None.
        today: Day of the certificate in words, or None where nobody says which day it is.
        taught: What the person did as a mentor, or None.
        learnt: What the person did as a mentee, or None.
        trainings: Trainings that the person had.
        coordinator: Name of who coordinates, or None.
        sponsor: Name of the sponsor, or None.
    """

    name: str
    organisation: str | None
    program: str
    period: str | None
    today: str | None
    taught: PartView | None
    learnt: PartView | None
    trainings: tuple[TrainedView, ...]
    coordinator: str | None
    sponsor: str | None


def certificate_views(
    program: Program, today: date | None, language: Language
) -> Mapping[str, CertificateView]:
    """A certificate for everybody who held a session until ``today``, by id."""
    people = program.people()
    taught: dict[str, list[Held]] = {}
    learnt: dict[str, list[Held]] = {}
    for each in held_sessions(program, today):
        for who in each.mentors:
            taught.setdefault(who, []).append(each)
        for who in each.mentees:
            learnt.setdefault(who, []).append(each)
    return {
        who: CertificateView(
            name=people[who].name,
            organisation=people[who].organisation,
            program=program.name,
            period=period_of(program, language),
            today=day_in_words(today, language) if today else None,
            taught=_part(program, taught.get(who, ()), language),
            learnt=_part(program, learnt.get(who, ()), language, people[who]),
            trainings=_trainings(program, who, today, language),
            coordinator=program.coordinator.name,
            sponsor=program.sponsor.name,
        )
        for who in sorted(taught.keys() | learnt.keys())
        if who in people
    }


def _part(
    program: Program, held: Iterable[Held], language: Language, mentee: Participant | None = None
) -> PartView | None:
    """What somebody did in these sessions; with ``mentee``, as a mentee.

    In a group, what came back is a mentee's who offers that topic.
    """
    sessions = tuple(held)
    if not sessions:
        return None
    returned = Counter(
        topic
        for each in sessions
        for topic in each.returns
        if mentee is None or len(each.mentees) == 1 or topic in mentee.offers
    )
    days = [each.day for each in sessions]
    return PartView(
        topics=_titles(program, Counter(topic for each in sessions for topic in each.topics)),
        returns=_titles(program, returned),
        sessions=len(sessions),
        hours=hours_in_words(sum(each.minutes for each in sessions), language),
        days=period(min(days), max(days), language)
        if len(set(days)) > 1
        else language.text("on %(day)s", day=day_in_words(days[0], language)),
    )


def _titles(program: Program, topics: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(topics, key=lambda topic: (-topics[topic], topic))
    return tuple(topic_title(program, topic) for topic in ordered)


def _trainings(
    program: Program, who: str, today: date | None, language: Language
) -> tuple[TrainedView, ...]:
    had = [
        each
        for each in program.register.trainings
        if who in each.who and (today is None or each.on is None or each.on <= today)
    ]
    return tuple(
        TrainedView(each.title, hours_in_words(each.minutes, language) if each.minutes else None)
        for each in sorted(had, key=lambda one: (str(one.on or ""), one.id))
    )
