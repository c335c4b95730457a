"""What a reminder tells one participant: what a few minutes of theirs would help with. No figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rmentor.followup.escalation import RELEASE
from rmentor.followup.reminders import MANAGER, PairReminder, Reminder
from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.model.surveys import Awaited
from rmentor.reporting.escape import address
from rmentor.reporting.views.people import names
from rmentor.reporting.views.when import elsewhere


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A questionnaire that waits for the reader.

    Attributes:
        title: Title of the questionnaire.
        after: Day of the session that it is about, or None.
        about: Name of whom it is about, where the reader answers as a manager; else None.
    """

    title: str
    after: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class ActionView:
    """Something that the reader agreed to do.

    Attributes:
        what: What it is.
        due: By when, in words, or None.
    """

    what: str
    due: str | None


@dataclass(frozen=True, slots=True)
class PairReminderView:
    """What concerns one pair or group.

    Attributes:
        names: Names of its other people.
        is_group: Whether there are several.
        sessions: Days of sessions of which nobody has said what became of them.
        actions: Actions of the reader that are open.
        answers: Questionnaires about this pair that wait for the reader.
        is_quiet: Whether it is to be asked how to meet again.
        is_offer: Whether it is to be offered to end without fault.
        last: Day on which it last met, or None; only where ``is_quiet`` or ``is_offer``.
    """

    names: str
    is_group: bool
    sessions: tuple[str, ...]
    actions: tuple[ActionView, ...]
    answers: tuple[AnswerView, ...]
    is_quiet: bool
    is_offer: bool
    last: str | None


@dataclass(frozen=True, slots=True)
class ReminderView:
    """What ``reminder.txt`` may name.

    Attributes:
        program: Name of the program.
        name: Name of the reader.
        pairs: What concerns each pair, by its id.
        answers: Questionnaires that are about no pair.
        coordinator: Name of whom to ask, or None.
        coordinator_email: Address of whom to ask, or None.
    """

    program: str
    name: str
    pairs: tuple[PairReminderView, ...]
    answers: tuple[AnswerView, ...]
    coordinator: str | None
    coordinator_email: str | None


def reminder_views(
    program: Program, reminders: Iterable[Reminder], language: Language
) -> dict[str, ReminderView]:
    """What there is to say to everybody who is to be reminded and has an address, by person."""
    people = program.people()
    members = {pair.id: pair.people for pair in program.pairs}
    days = {session.key: session for session in program.plan.sessions}
    found = {}
    for reminder in reminders:
        person = people[reminder.person]
        if address(person.email) is None:
            continue
        found[person.id] = ReminderView(
            program=program.name,
            name=person.name,
            pairs=tuple(
                _pair(program, people, person, members[each.pair], each, days, language)
                for each in reminder.pairs
            ),
            answers=tuple(
                _answer(program, people, each, days, language) for each in reminder.answers
            ),
            coordinator=program.coordinator.name,
            coordinator_email=address(program.coordinator.email),
        )
    return found


def _pair(
    program: Program,
    people: Mapping[str, Participant],
    person: Participant,
    members: tuple[str, ...],
    reminder: PairReminder,
    days: Mapping[str, Session],
    language: Language,
) -> PairReminderView:
    step = reminder.step
    met = step is not None and step.rule != "not-started" and step.since is not None
    others = [each for each in members if each != person.id]
    return PairReminderView(
        names=names(people, others, language),
        is_group=len(others) > 1,
        sessions=tuple(
            long_date(
                elsewhere(each.start, program.timezone, person.timezone).date(),
                language.code,
                with_weekday=True,
                with_year=False,
            )
            for each in reminder.sessions
        ),
        actions=tuple(
            ActionView(
                each.action.what,
                long_date(each.action.due, language.code, with_year=False)
                if each.action.due
                else None,
            )
            for each in reminder.actions
        ),
        answers=tuple(_answer(program, people, each, days, language) for each in reminder.answers),
        is_quiet=step is not None and step.step != RELEASE,
        is_offer=step is not None and step.step == RELEASE,
        last=long_date(step.since, language.code, with_year=False)
        if step is not None and step.since is not None and met
        else None,
    )


def _answer(
    program: Program,
    people: Mapping[str, Participant],
    awaited: Awaited,
    days: Mapping[str, Session],
    language: Language,
) -> AnswerView:
    survey = program.surveys[awaited.survey]
    session = days.get(f"{awaited.pair}/{awaited.session}")
    held = {
        entry.session: entry.date
        for entry in program.journal.get(awaited.pair or "", ())
        if entry.state == "held"
    }
    day = held.get(awaited.session or 0) or (session.start.date() if session else None)
    about = people[awaited.person].name if awaited.role == MANAGER else None
    return AnswerView(
        title=survey.title.in_language(language.code),
        after=long_date(day, language.code, with_year=False) if day else None,
        about=about,
    )
