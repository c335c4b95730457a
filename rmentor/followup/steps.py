"""Noting in the register what was done for pairs and people who are not heard of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256

from rmentor.followup.escalation import QUIET_RULES, RELEASE, REMINDER, UNANSWERED
from rmentor.followup.reminders import STUCK_ACTIONS, PairReminder, Reminder
from rmentor.model.program import Program
from rmentor.model.register import Register, Step

LONGEST_ID = 64
# Of the rules that one step answers for several people, it is noted as the first.
_RULES: tuple[str | None, ...] = (*QUIET_RULES, None, UNANSWERED, STUCK_ACTIONS)


def with_steps(register: Register, steps: Iterable[Step]) -> Register:
    """Register with these steps, each under an id of its own; one that is noted already is not again."""
    known = list(register.steps)
    for step in steps:
        same = (step.step, step.on, step.pair, step.who)
        if all((each.step, each.on, each.pair, each.who) != same for each in known):
            known.append(replace(step, id=_free_id(step, {each.id for each in known})))
    return replace(register, steps=tuple(sorted(known, key=lambda step: step.id)))


def _free_id(step: Step, taken: set[str]) -> str:
    """``STEP-DAY-PAIR``, or with the person; cut and marked with a digest where that is too long."""
    name = f"{step.step}-{step.on.isoformat()}-{step.pair or '-'.join(step.who)}"
    if len(name) > LONGEST_ID:
        digest = sha256(name.encode()).hexdigest()[:8]
        name = f"{name[: LONGEST_ID - 9].rstrip('-')}-{digest}"
    found, number = name, 2
    while found in taken:
        end = f"-{number}"
        found, number = f"{name[: LONGEST_ID - len(end)]}{end}", number + 1
    return found


def steps_of(program: Program, reminders: Iterable[Reminder], on: date) -> tuple[Step, ...]:
    """Steps to note once these reminders were sent: one for each pair, or person without one.

    A reminder that offered to end without fault is noted as a ``release``.
    """
    by_pair: dict[str, dict[str, PairReminder]] = defaultdict(dict)
    steps = []
    for reminder in reminders:
        for each in reminder.pairs:
            by_pair[each.pair][reminder.person] = each
        if reminder.answers:
            who = (reminder.person,)
            steps.append(Step("", REMINDER, on, who=who, rule=UNANSWERED))
    people = {pair.id: set(pair.people) for pair in program.pairs}
    for pair, told in sorted(by_pair.items()):
        is_offer = any(each.step and each.step.step == RELEASE for each in told.values())
        rule = min((each.rule for each in told.values()), key=_RULES.index)
        reached = () if set(told) >= people[pair] else tuple(sorted(told))
        steps.append(Step("", RELEASE if is_offer else REMINDER, on, pair, reached, rule))
    return tuple(steps)
