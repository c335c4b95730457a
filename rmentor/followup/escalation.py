"""What to do next for a pair that is not heard of: a reminder, a call, a release without fault.

A step counts until the pair meets, or comes back from a pause: then it begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rmentor.followup.answered import answers_until, members
from rmentor.followup.journal import rhythm_days
from rmentor.followup.pair_changes import last_held_day
from rmentor.followup.states import pair_of
from rmentor.followup.surveys import visible_answers
from rmentor.model.health import Met, PairHealth
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.register import STEPS, Step
from rmentor.model.surveys import Answer

REMINDER, CALL, RELEASE = STEPS
# Rules of pairs that do not meet: each step follows, one rhythm after the one before.
QUIET_RULES = ("silent", "not-started")
# An answer that is missing is asked for again; nobody is called or released for it.
UNANSWERED = "unanswered"
# The questionnaire after the first session, its question, and the answer that asks for another pair.
FIT, NOT_GOOD = "fit", "not-good"
LOW_PULSE, SILENT, AT_RISK = "low-pulse", "silent", "at-risk"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a coordinator is to do next for a pair.

    Attributes:
        pair: Id.
        step: Of ``STEPS``. A ``release`` is an offer to end without fault and find other partners.
        rule: Health rule that asks for it.
        since: Day from which on it goes wrong, as the rule says, or None.
        due: First day on which it is to be done; None: at once.
        last: The step before, where one was taken.
    """

    pair: str
    step: str
    rule: str
    since: date | None = None
    due: date | None = None
    last: Step | None = None

    def is_due(self, today: date) -> bool:
        """Whether it is to be done by now."""
        return self.due is None or self.due <= today


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair that had better end without fault, for both to find other partners.

    Attributes:
        reasons: ``fit``: one of them would rather not go on; ``low-pulse``: at risk by that rule;
            ``silent``: at risk, and a call has not helped. Never by whom it was said.
    """

    pair: str
    reasons: tuple[str, ...]

    @property
    def command(self) -> str:
        """What does it."""
        return f"rmentor pair --rematch {self.pair}"


def next_step(program: Program, health: PairHealth, today: date) -> NextStep | None:
    """The next step for a pair, by the rules that it meets and the steps already taken; None: none.

    A reminder comes first. One rhythm of the pair after the first reminder it is a call, one rhythm
    after the first call a release, and one rhythm after that the release again. Where only answers
    are missing, there are reminders, one rhythm apart.
    """
    met = _rule_met(health)
    if met is None:
        return None
    pair = pair_of(program, health.pair)
    rhythm = timedelta(days=rhythm_days(program, pair))
    rules = (met.rule,) if met.rule == UNANSWERED else QUIET_RULES
    taken = steps_since(program, pair, today, rules)
    said = met.facts.get("since")
    since = said if isinstance(said, date) else None
    if met.rule == UNANSWERED:
        taken = tuple(step for step in taken if step.step == REMINDER)[-1:]
    if not taken:
        return NextStep(pair.id, REMINDER, met.rule, since)
    furthest = max(taken, key=lambda step: (STEPS.index(step.step), -step.on.toordinal()))
    if met.rule == UNANSWERED:
        following = REMINDER
    elif furthest.step == RELEASE:
        following, furthest = RELEASE, [step for step in taken if step.step == RELEASE][-1]
    else:
        following = STEPS[STEPS.index(furthest.step) + 1]
    return NextStep(pair.id, following, met.rule, since, furthest.on + rhythm, furthest)


def _rule_met(health: PairHealth) -> Met | None:
    met = {each.rule: each for each in health.met}
    return next((met[rule] for rule in (*QUIET_RULES, UNANSWERED) if rule in met), None)


def steps_since(
    program: Program, pair: Pair, today: date, rules: Iterable[str] = QUIET_RULES
) -> tuple[Step, ...]:
    """Steps taken for a pair since it last met, or came back from a pause, by day.

    Args:
        program: Its register.
        pair: The pair.
        today: Last day that counts.
        rules: Only steps that answer one of these, or say no rule.
    """
    held = last_held_day(program, pair, today)
    pauses = [span.last for span in pair.pauses if span.last <= today]
    begun = max((*pauses, *([held] if held else [])), default=date.min)
    answering = {None, *rules}
    taken = [
        step
        for step in program.register.steps
        if step.pair == pair.id and begun < step.on <= today and step.rule in answering
    ]
    return tuple(sorted(taken, key=lambda step: (step.on, STEPS.index(step.step), step.id)))


def suggestions(
    program: Program, healths: Iterable[PairHealth], today: date
) -> tuple[Suggestion, ...]:
    """Pairs that had better end without fault, for their people to find others, by id.

    Both keep their places: ending a pair changes nobody's ``waited``.
    """
    unfit = unfit_pairs(program, today)
    found = []
    for health in sorted(healths, key=lambda each: each.pair):
        at_risk = {met.rule for met in health.met if met.state == AT_RISK}
        pair = pair_of(program, health.pair)
        step = next_step(program, health, today) if SILENT in at_risk else None
        reasons = (
            *((FIT,) if pair.id in unfit else ()),
            *((LOW_PULSE,) if LOW_PULSE in at_risk else ()),
            *((SILENT,) if step is not None and _is_in_vain(step, today) else ()),
        )
        if reasons and pair.is_current and not pair.is_group:
            found.append(Suggestion(pair.id, reasons))
    return tuple(found)


def _is_in_vain(step: NextStep, today: date) -> bool:
    """Whether a call was given its time and has not helped."""
    was_offered = step.last is not None and step.last.step == RELEASE
    return step.step == RELEASE and (was_offered or step.is_due(today))


def unfit_pairs(program: Program, today: date) -> frozenset[str]:
    """Pairs of which somebody's last answer, where it may be seen yet, asks for another pair."""
    visible = set(map(id, visible_answers(program, FIT, today)))
    last: dict[tuple[str, str, str], tuple[date, int, Answer]] = {}
    for answer in answers_until(program, FIT, today):
        about = [answer.pair] if answer.pair is not None else _pairs_of(program, answer)
        for pair in about:
            told = (answer.day or date.min, answer.session or 0, answer)
            key = (pair, answer.person, answer.role)
            last[key] = max(last.get(key, told), told, key=lambda each: each[:2])
    return frozenset(
        pair
        for (pair, _, _), (_, _, answer) in last.items()
        if id(answer) in visible and answer.words.get(FIT) == NOT_GOOD
    )


def _pairs_of(program: Program, answer: Answer) -> list[str]:
    """Pairs that an answer may be about which names none."""
    return [
        pair.id
        for pair in program.pairs
        if pair.is_current and answer.person in members(pair, answer.role)
    ]
