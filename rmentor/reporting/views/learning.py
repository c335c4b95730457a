"""What the organisation learns: ideas, the mentors' circle, voices, training, lessons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rmentor.language.catalogue import Language
from rmentor.model.program import Program
from rmentor.model.register import IDEA_STATES, LESSON_KINDS, Idea, Lesson, Quote, Training
from rmentor.reporting.views.costs import hours_in_words
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.register_words import (
    idea_source,
    idea_status,
    ideas_counted,
    lesson_kind,
)
from rmentor.reporting.views.when import day_in_words

MOST_ADOPTED = 2
MOST_VOICES = 2
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class IdeaView:
    """An idea.

    Attributes:
        idea: What it is.
        source: Where it came from, in words, or None.
        topic: Title of the topic that it came from, or None.
        owner: Who looks after it, or None.
        state: ``new``, ``studied``, ``adopted``, ``done`` or ``declined``.
        status: That state in words.
        answer: What was answered, or None.
        answered: Day of the answer in words, or None.
    """

    idea: str
    source: str | None
    topic: str | None
    owner: str | None
    state: str
    status: str
    answer: str | None
    answered: str | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A question or a decision of the circle.

    Attributes:
        what: What was asked or decided.
        on: Day of it in words, or None.
        answer: What was answered to a question, or None.
        kit: Name of the kit that a decision changes, or None.
    """

    what: str
    on: str | None
    answer: str | None
    kit: str | None


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What somebody lets others read.

    Attributes:
        text: The quote.
        who: Name of the person where it may be named, else the role in words, or None.
    """

    text: str
    who: str | None


@dataclass(frozen=True, slots=True)
class TrainingView:
    """A training.

    Attributes:
        title: Its title.
        on: Day of it in words, or None.
        people: How many were there.
        hours: Length of it for all of them together, in words.
    """

    title: str
    on: str | None
    people: int
    hours: str


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson.

    Attributes:
        kind: ``keep``, ``change`` or ``stop``.
        how: That in words.
        what: What is to be kept, changed or stopped.
    """

    kind: str
    how: str
    what: str


@dataclass(frozen=True, slots=True)
class LearningView:
    """What the register tells.

    Attributes:
        ideas: Those without an answer first, then by state.
        counts: How many ideas there are of each state that there is, in words.
        adopted: The newest of those adopted or carried out.
        questions: Questions of the circle, open ones first.
        decisions: Decisions of the circle.
        kits: Names of the kits that decisions change.
        voices: Quotes whose people said yes.
        newest: The newest of those quotes.
        trainings: Trainings by day.
        trained: How many different people were there.
        hours: Of all of them together, in words.
        lessons: What the next edition is to keep, change and stop.
        earlier: What an earlier edition left as lessons to this one.
        is_empty: Whether there is nothing of all this.
    """

    ideas: tuple[IdeaView, ...]
    counts: tuple[str, ...]
    adopted: tuple[IdeaView, ...]
    questions: tuple[NoteView, ...]
    decisions: tuple[NoteView, ...]
    kits: tuple[str, ...]
    voices: tuple[VoiceView, ...]
    newest: tuple[VoiceView, ...]
    trainings: tuple[TrainingView, ...]
    trained: int
    hours: str
    lessons: tuple[LessonView, ...]
    earlier: tuple[LessonView, ...]
    is_empty: bool


def learning_view(program: Program, today: date | None, language: Language) -> LearningView:
    """Look at the register as it stands on ``today``; None: at all of it."""
    register = program.register
    ideas = sorted(_until(register.ideas, today), key=_idea_order)
    newest = sorted(
        (each for each in ideas if each.status in ("adopted", "done")),
        key=lambda each: (-_ordinal(each.answered or each.on), each.id),
    )
    notes = sorted(_until(register.circle, today), key=lambda one: (_ordinal(one.on), one.id))
    questions = [one for one in notes if one.kind == "question"]
    decisions = [one for one in notes if one.kind == "decision"]
    quotes = heard(program, today)
    trainings = sorted(
        _until(register.trainings, today), key=lambda one: (_ordinal(one.on), one.id)
    )
    states = Counter(each.status for each in ideas)
    now, before = lessons_of(program)
    return LearningView(
        ideas=tuple(_idea(program, each, language) for each in ideas),
        counts=tuple(ideas_counted(s, states[s], language) for s in IDEA_STATES if states[s]),
        adopted=tuple(_idea(program, each, language) for each in newest[:MOST_ADOPTED]),
        questions=tuple(
            NoteView(one.what, _day(one.on, language), one.answer, None)
            for one in sorted(questions, key=lambda one: one.answer is not None)
        ),
        decisions=tuple(
            NoteView(one.what, _day(one.on, language), None, one.kit) for one in decisions
        ),
        kits=tuple(sorted({one.kit for one in decisions if one.kit is not None})),
        voices=voices(program, sorted(quotes, key=lambda one: one.id), language),
        newest=voices(
            program,
            sorted(quotes, key=lambda one: (-_ordinal(one.consent), one.id))[:MOST_VOICES],
            language,
        ),
        trainings=tuple(_training(one, language) for one in trainings),
        trained=len({who for one in trainings for who in one.who}),
        hours=hours_in_words(sum(one.minutes * len(one.who) for one in trainings), language),
        lessons=_lessons(_until(now, today), language),
        earlier=_lessons(before, language),
        is_empty=not (ideas or notes or quotes or trainings or now or before),
    )


def heard(program: Program, today: date | None) -> tuple[Quote, ...]:
    """Quotes that others may read: consent is given, by ``today``, and was never withdrawn."""
    return tuple(
        quote
        for quote in program.register.quotes
        if quote.consent is not None
        and quote.withdrawn is None
        and (today is None or quote.consent <= today)
    )


def voices(program: Program, quotes: Iterable[Quote], language: Language) -> tuple[VoiceView, ...]:
    """Quotes with the name where the person wants that, else with the role.

    A role that fewer than ``smallest_group`` people have would give the person away: then there is
    neither.
    """
    people = program.people()
    paired = {who for pair in program.pairs for who in pair.people}
    there = [each for each in program.participants if each.takes_part or each.id in paired]
    roles = Counter(each.role for each in there)
    say = language.text
    words = {
        "mentor": say("a mentor"),
        "mentee": say("a mentee"),
        "both": say("a mentor and mentee"),
    }
    return tuple(
        VoiceView(
            quote.text,
            people[quote.who].name
            if quote.named
            else words[people[quote.who].role]
            if roles[people[quote.who].role] >= program.smallest_group
            else None,
        )
        for quote in quotes
    )


def lessons_of(program: Program) -> tuple[tuple[Lesson, ...], tuple[Lesson, ...]]:
    """Lessons of this edition, and those that it has from an earlier one.

    Earlier is what was noted before the program's first day; while that is not chosen yet, whatever
    has a day.
    """
    start = program.start

    def is_earlier(lesson: Lesson) -> bool:
        return lesson.on is not None and (start is None or lesson.on < start)

    lessons = program.register.lessons
    return (
        tuple(each for each in lessons if not is_earlier(each)),
        tuple(each for each in lessons if is_earlier(each)),
    )


def _lessons(lessons: Iterable[Lesson], language: Language) -> tuple[LessonView, ...]:
    ordered = sorted(lessons, key=lambda one: (LESSON_KINDS.index(one.kind), one.id))
    return tuple(
        LessonView(each.kind, lesson_kind(each.kind, language), each.what) for each in ordered
    )


def _idea(program: Program, idea: Idea, language: Language) -> IdeaView:
    people = program.people()
    owner = people[idea.owner].name if idea.owner in people else idea.owner
    return IdeaView(
        idea=idea.idea,
        source=idea_source(idea.source, language),
        topic=topic_title(program, idea.topic) if idea.topic is not None else None,
        owner=owner,
        state=idea.status,
        status=idea_status(idea.status, language),
        answer=idea.answer,
        answered=_day(idea.answered, language),
    )


def _idea_order(idea: Idea) -> tuple[int, int, str]:
    return IDEA_STATES.index(idea.status), _ordinal(idea.on), idea.id


def _training(training: Training, language: Language) -> TrainingView:
    people = len(training.who)
    hours = hours_in_words(training.minutes * people, language)
    return TrainingView(training.title, _day(training.on, language), people, hours)


def _until(items: Iterable[_T], today: date | None) -> list[_T]:
    """Items that were there on a day; those without a day of their own always were."""
    return [each for each in items if today is None or (_on(each) or today) <= today]


def _on(item: object) -> date | None:
    on: date | None = getattr(item, "on", None)
    return on


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0


def _day(day: date | None, language: Language) -> str | None:
    return day_in_words(day, language) if day is not None else None
