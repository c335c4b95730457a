"""Who is to be reminded of what: one reminder for each person, with everything in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from rmentor.followup.escalation import (
    CALL,
    QUIET_RULES,
    RELEASE,
    REMINDER,
    UNANSWERED,
    NextStep,
    next_step,
)
from rmentor.followup.journal import Agreed, open_actions, rhythm_days, unrecorded_sessions
from rmentor.followup.surveys import awaited
from rmentor.model.health import PairHealth
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.model.surveys import Awaited

MANAGER = "manager"
STUCK_ACTIONS = "stuck-actions"


@dataclass(frozen=True, slots=True)
class PairReminder:
    """What one person is reminded of in one pair.

    Attributes:
        sessions: Over, and nobody has said what became of them, by day.
        actions: The person's own that are overdue, the earliest first.
        answers: The person's own that are awaited, by survey.
        step: ``reminder`` or ``release`` where the pair is not heard of and that is due; else None.
    """

    pair: str
    sessions: tuple[Session, ...] = ()
    actions: tuple[Agreed, ...] = ()
    answers: tuple[Awaited, ...] = ()
    step: NextStep | None = None

    @property
    def rule(self) -> str | None:
        """Health rule that a step answers which this one is noted as; None: sessions to record."""
        if self.step is not None:
            return self.step.rule
        if self.sessions:
            return None
        return UNANSWERED if self.answers else STUCK_ACTIONS

    @property
    def since(self) -> date:
        """Since when, at the earliest."""
        days = [session.start.date() for session in self.sessions]
        days += [each.action.due for each in self.actions if each.action.due is not None]
        days += [each.due for each in self.answers]
        if self.step is not None and self.step.since is not None:
            days.append(self.step.since)
        return min(days, default=date.min)


@dataclass(frozen=True, slots=True)
class Reminder:
    """All that one person is reminded of.

    Attributes:
        pairs: By id of the pair.
        answers: Awaited answers that are about no pair.
    """

    person: str
    pairs: tuple[PairReminder, ...] = ()
    answers: tuple[Awaited, ...] = ()

    @property
    def since(self) -> date:
        """Since when, at the earliest."""
        return min((*(each.since for each in self.pairs), *(each.due for each in self.answers)))


@dataclass(slots=True)
class _Draft:
    """What is found for one person in one pair."""

    sessions: list[Session] = field(default_factory=list)
    actions: list[Agreed] = field(default_factory=list)
    answers: list[Awaited] = field(default_factory=list)
    step: NextStep | None = None


def next_steps(
    program: Program, healths: Iterable[PairHealth], today: date
) -> tuple[NextStep, ...]:
    """Next step of each pair that is not heard of, whether it is due yet or not, by pair."""
    found = [next_step(program, each, today) for each in healths]
    return tuple(sorted((step for step in found if step), key=lambda step: step.pair))


def reminders(
    program: Program, healths: Iterable[PairHealth], today: date, *, again: bool = False
) -> tuple[Reminder, ...]:
    """Whom to remind on a day, sorted by person.

    Whoever was reminded about a pair is left in peace for one of its rhythms, and so is who was
    reminded about no pair for one of the framework's. People who pause or have left are not written
    to; in a group that has gone quiet, everybody is.

    Args:
        program: The program.
        healths: How its pairs stand.
        today: The day.
        again: Also who was reminded lately.
    """
    people = program.people()
    drafts: dict[str, dict[str | None, _Draft]] = defaultdict(lambda: defaultdict(_Draft))
    for pair in program.pairs:
        if pair.status == "active":
            _of_journal(program, pair, today, drafts)
    pairs = {pair.id: pair for pair in program.pairs}
    for step in map(
        partial(_to_write, today=today, again=again), next_steps(program, healths, today)
    ):
        if step is not None:
            for who in pairs[step.pair].people:
                drafts[who][step.pair].step = step
    for each in awaited(program, today):
        to = people[each.person].manager if each.role == MANAGER else each.person
        if to is not None:
            drafts[to][each.pair].answers.append(each)
    recent = set() if again else _reminded(program, today)
    found = []
    for who in sorted(drafts.keys() & people.keys()):
        if not _is_here(people[who]):
            continue
        due_drafts = {
            pair: draft
            for pair, draft in drafts[who].items()
            if draft.step is not None or (who, pair) not in recent
        }
        if due_drafts:
            found.append(_reminder(who, due_drafts))
    return tuple(found)


def _of_journal(
    program: Program, pair: Pair, today: date, drafts: dict[str, dict[str | None, _Draft]]
) -> None:
    """Sessions that are over and not recorded, for both sides; overdue actions, for whose they are."""
    for session in unrecorded_sessions(program, pair.id, today):
        if session.start.date() < today:
            for who in pair.people:
                drafts[who][pair.id].sessions.append(session)
    for agreed in open_actions(program, pair.id, today):
        if agreed.is_overdue(today) and agreed.action.who in pair.people:
            drafts[agreed.action.who][pair.id].actions.append(agreed)


def _is_here(person: Participant) -> bool:
    return person.status not in ("paused", "left")


def _to_write(step: NextStep, today: date, *, again: bool) -> NextStep | None:
    """What to write to a pair that is not heard of, or None where it is not for a mail."""
    if step.rule not in QUIET_RULES:
        return None
    if step.is_due(today):
        return None if step.step == CALL else step
    is_reminded = step.last is not None and step.last.step == REMINDER
    return replace(step, step=REMINDER, due=None) if again and is_reminded else None


def _reminded(program: Program, today: date) -> set[tuple[str, str | None]]:
    """(person, pair) of reminders so short ago that another would be too much."""
    pairs = {pair.id: pair for pair in program.pairs}
    found: set[tuple[str, str | None]] = set()
    for step in program.register.steps:
        pair = pairs.get(step.pair or "")
        rhythm = rhythm_days(program, pair) if pair else program.framework.every_days
        if step.step == REMINDER and step.on <= today < step.on + timedelta(days=rhythm):
            reached = step.who or (pair.people if pair else ())
            found |= {(who, step.pair) for who in reached}
    return found


def _reminder(who: str, drafts: dict[str | None, _Draft]) -> Reminder:
    pairs = [_of_pair(pair, draft) for pair, draft in drafts.items() if pair is not None]
    alone = drafts.get(None)
    return Reminder(
        who,
        tuple(sorted(pairs, key=lambda each: each.pair)),
        tuple(alone.answers) if alone else (),
    )


def _of_pair(pair: str, draft: _Draft) -> PairReminder:
    """An offer to end stands alone: nobody is asked for anything else beside it."""
    if draft.step is not None and draft.step.step == RELEASE:
        return PairReminder(pair, step=draft.step)
    return PairReminder(
        pair, tuple(draft.sessions), tuple(draft.actions), tuple(draft.answers), draft.step
    )
