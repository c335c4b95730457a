"""A pair's page: who they are, what they work on, why they were paired, when they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal, long_moment
from rmentor.model.health import PairHealth
from rmentor.model.pairing import ScoredPair
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Framework, Program, Weights
from rmentor.model.sessions import Session, Unplaced
from rmentor.reporting.paths import pair_report, relative, session_plan
from rmentor.reporting.views.aims import goal, level_before
from rmentor.reporting.views.health import AdviceView, advice_views
from rmentor.reporting.views.people import PersonView, names, person_view, topic_title
from rmentor.reporting.views.pictures import PicturesView
from rmentor.reporting.views.when import day_in_words, number, percent, rhythm
from rmentor.reporting.views.words import (
    criterion_in_words,
    importance_in_words,
    pair_status,
    session_state,
)

FULL_SCORE = 10000


@dataclass(frozen=True, slots=True)
class TopicStepView:
    """A mentee's way in a topic: levels 0 to 5.

    Attributes:
        title: Title of the topic.
        mentee: Name of the mentee.
        importance: How important it is to the mentee, in words, or empty.
        start: At the beginning.
        now: Last noted, or None where nobody has noted one since.
        end: Aimed at, or None for a topic that has no session.
        mentor: The mentor's.
        sessions: How many sessions it is planned to take.
    """

    title: str
    mentee: str
    importance: str
    start: int
    now: int | None
    end: int | None
    mentor: int
    sessions: int


@dataclass(frozen=True, slots=True)
class CriterionView:
    """What a criterion brings to the score.

    Attributes:
        name: Its name, as in ``explain``.
        words: What it looks at, in words.
        share: Such as "80 %", or None where the data is not stated (half is counted).
        weight: As in program.yaml.
        points: Of 10000; all of a pair's add up to its score.
        most: Points that it could have brought.
    """

    name: str
    words: str
    share: str | None
    weight: str
    points: str
    most: str


@dataclass(frozen=True, slots=True)
class SessionLineView:
    """A session in a list.

    Attributes:
        number: Its number.
        when: Day and time in words.
        topic: Title of its topic, or None.
        state: How it stands, in words.
        page: Link to its plan, None for one that is called off.
    """

    number: int
    when: str
    topic: str | None
    state: str
    page: str | None


@dataclass(frozen=True, slots=True)
class UndatedView:
    """A session without a date.

    Attributes:
        pair: Names of its people.
        number: Its number.
        reason: Why it found no date, in words.
        nearest: Starts that would work, in words.
    """

    pair: str
    number: int
    reason: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """What ``pair.md`` may name.

    Attributes:
        program: Name of the program.
        id: Id of the pair.
        mentor: Name of the mentor.
        co_mentor: Name of whoever leads a group along, or None.
        mentees: Names of the mentees in one text.
        teachers: The mentors, one by one.
        learners: The mentees, one by one.
        is_group: Whether there are several mentees.
        status: How the pair stands, in words.
        is_paused: Whether it waits.
        since: Day since which it is a pair, in words, or None.
        rhythm: How often it meets, in words.
        minutes: Length of a session.
        place: Where it meets, or None.
        topics: What it works on, with levels.
        score: Of 10000 in words, or None.
        criteria: What each criterion brings to the score.
        held: How many sessions were held.
        total: How many sessions the framework has.
        sessions: Its sessions by number.
        undated: Its sessions without a date.
        advice: What may help now; nothing that one of them has told in confidence.
        calendar: Link, or None where nothing is planned.
        coordinator: Name of who coordinates, or None.
        coordinator_email: Address of who coordinates, or None.
        pictures: Its pictures: that of its score alone.
    """

    program: str
    id: str
    mentor: str
    co_mentor: str | None
    mentees: str
    teachers: tuple[PersonView, ...]
    learners: tuple[PersonView, ...]
    is_group: bool
    status: str
    is_paused: bool
    since: str | None
    rhythm: str
    minutes: int
    place: str | None
    topics: tuple[TopicStepView, ...]
    score: str
    criteria: tuple[CriterionView, ...]
    held: int
    total: int
    sessions: tuple[SessionLineView, ...]
    undated: tuple[UndatedView, ...]
    advice: tuple[AdviceView, ...]
    calendar: str | None
    coordinator: str | None
    coordinator_email: str | None
    pictures: PicturesView = PicturesView()  # noqa: RUF009 - frozen, so one is as good as another


def pair_view(
    program: Program,
    people: Mapping[str, Participant],
    scored: ScoredPair,
    sessions: Sequence[Session],
    unplaced: Sequence[Unplaced],
    calendar: str | None,
    language: Language,
    health: PairHealth | None = None,
) -> PairView:
    """Look at one current pair, its sessions and those of them that found no date.

    ``calendar`` is the path of its calendar, or None; ``health`` how it stands, where a day is known.
    """
    pair = scored.pair
    own = pair_report(pair.id)
    return PairView(
        program=program.name,
        id=pair.id,
        mentor=people[pair.mentor].name,
        co_mentor=people[pair.co_mentor].name if pair.co_mentor else None,
        mentees=names(people, pair.mentees, language),
        teachers=tuple(person_view(people[mentor], language) for mentor in pair.mentors),
        learners=tuple(person_view(people[mentee], language) for mentee in pair.mentees),
        is_group=pair.is_group,
        status=pair_status(pair.status, language),
        is_paused=pair.status == "paused",
        since=day_in_words(pair.since, language) if pair.since else None,
        rhythm=rhythm(_days_between(program.framework, pair), language),
        minutes=program.framework.minutes_of(program.framework.numbers_of(pair)[0]),
        place=program.framework.place,
        topics=_topics(program, people, pair, sessions, language),
        score=number(scored.score, language),
        criteria=criterion_views(program.weights, scored, language),
        held=sum(session.state == "held" for session in sessions),
        total=len(program.framework.numbers_of(pair)),
        sessions=session_lines(program, sessions, own, language),
        undated=undated_views(people, {pair.id: pair}, unplaced, language),
        advice=advice_views(program, people, health, language),
        calendar=relative(calendar, own) if calendar else None,
        coordinator=program.coordinator.name,
        coordinator_email=program.coordinator.email,
    )


def _days_between(framework: Framework, pair: Pair) -> int:
    """Days from one session to the next as a rule; others' sessions may lie between them."""
    numbers = framework.numbers_of(pair)
    steps = min((after - before for before, after in pairwise(numbers)), default=1)
    return steps * (pair.every_days or framework.every_days)


def _topics(
    program: Program,
    people: Mapping[str, Participant],
    pair: Pair,
    sessions: Sequence[Session],
    language: Language,
) -> tuple[TopicStepView, ...]:
    mentor = people[pair.mentor]
    found = []
    for topic in pair.topics:
        turns = sum(each.topic == topic and each.state != "cancelled" for each in sessions)
        for mentee in (people[each] for each in pair.mentees):
            start = mentee.level(topic)
            now, noted = level_before(program, pair, mentee, topic)
            found.append(
                TopicStepView(
                    title=topic_title(program, topic),
                    mentee=mentee.name,
                    importance=importance_in_words(mentee.wants.get(topic, 1), language),
                    start=start,
                    now=now if noted else None,
                    end=goal(start, mentor, topic, turns) if turns else None,
                    mentor=mentor.level(topic),
                    sessions=turns,
                )
            )
    return tuple(found)


def criterion_views(
    weights: Weights, scored: ScoredPair, language: Language
) -> tuple[CriterionView, ...]:
    """Say what each criterion that weighs something brings to a pair's score."""
    points, total = points_by_criterion(weights, scored), weights.total
    return tuple(
        CriterionView(
            name=name,
            words=criterion_in_words(name, language),
            share=None if share is None else percent(share / FULL_SCORE, language),
            weight=decimal(float(weights.of(name)), language.code, digits=2),
            points=number(points[name], language),
            most=number(round(weights.of(name) * FULL_SCORE / total), language),
        )
        for name in CRITERIA
        if weights.of(name)
        for share in (scored.criteria.get(name),)
    )


def points_by_criterion(weights: Weights, scored: ScoredPair) -> dict[str, int]:
    """Whole points of each criterion, rounded so that they add up to the score.

    Those with the largest rest are rounded up (largest remainder), ties in the order of ``CRITERIA``.
    """
    total = weights.total
    if not total:
        return dict.fromkeys(CRITERIA, 0)
    exact = {}
    for name in CRITERIA:
        share = scored.criteria.get(name)
        whole = Fraction(FULL_SCORE, 2) if share is None else Fraction(share)
        exact[name] = weights.of(name) * whole / total
    points = {name: int(each) for name, each in exact.items()}
    rests = sorted(
        (name for name in CRITERIA if points[name] < exact[name]),
        key=lambda name: points[name] - exact[name],
    )
    missing = scored.score - sum(points.values())
    if 0 <= missing <= len(rests):
        for name in rests[:missing]:
            points[name] += 1
    return points


def session_lines(
    program: Program, sessions: Sequence[Session], own: str, language: Language
) -> tuple[SessionLineView, ...]:
    """List sessions with links from the file ``own``."""
    return tuple(
        SessionLineView(
            number=session.session,
            when=long_moment(session.start, language.code),
            topic=topic_title(program, session.topic) if session.topic else None,
            state=session_state(session.state, language),
            page=None
            if session.state == "cancelled"
            else relative(session_plan(session.pair, session.session), own),
        )
        for session in sessions
    )


def undated_views(
    people: Mapping[str, Participant],
    pairs: Mapping[str, Pair],
    unplaced: Sequence[Unplaced],
    language: Language,
) -> tuple[UndatedView, ...]:
    """List sessions that found no date, of those ``pairs``, by id, that still go on."""
    return tuple(
        UndatedView(
            pair=names(people, pairs[each.pair].people, language),
            number=each.session,
            reason=each.reason,
            nearest=tuple(long_moment(at, language.code) for at in each.nearest),
        )
        for each in unplaced
        if each.pair in pairs
    )
