"""Who is late with what, and which step is next, on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rmentor.cli.acting.consequences import in_days, pair_in_words
from rmentor.cli.speech import language, say
from rmentor.followup.escalation import QUIET_RULES, NextStep, Suggestion
from rmentor.followup.reminders import MANAGER, PairReminder, Reminder
from rmentor.language.dates import long_date

if TYPE_CHECKING:
    from rmentor.model.program import Program
    from rmentor.model.register import Step
    from rmentor.model.surveys import Awaited


def step_in_words(step: str) -> str:
    """Name a step as readers of the terminal's language do."""
    return {"reminder": say("reminder"), "call": say("call"), "release": say("release")}[step]


def show_reminders(
    program: Program,
    due: Sequence[Reminder],
    steps: Sequence[NextStep],
    advice: Sequence[Suggestion],
    today: date,
) -> None:
    """Show whom to remind of what, what is next for each quiet pair, and whom to pair anew."""
    from rmentor.cli.terminal import MOST_ROWS, show, table

    if not due:
        show(say("Nobody is to be reminded."))
    else:
        rows = [_row(program, each) for each in due[:MOST_ROWS]]
        show(table((say("Person"), say("Why"), say("Since"), ""), rows))
        if len(due) > MOST_ROWS:
            show(say("… and %(n)d more; --json has them all.", n=len(due) - MOST_ROWS))
    quiet = [step for step in steps if step.rule in QUIET_RULES]
    if quiet:
        pairs = {pair.id: pair for pair in program.pairs}
        rows = [
            (
                pair_in_words(program, pairs[step.pair]),
                _day(step.since),
                step_in_words(step.step),
                say("at once") if step.is_due(today) else _day(step.due),
            )
            for step in quiet[:MOST_ROWS]
        ]
        heads = (say("Not heard of"), say("Since"), say("Next step"), say("Due from"))
        show("", table(heads, rows))
        if len(quiet) > MOST_ROWS:
            show(say("… and %(n)d more; --json has them all.", n=len(quiet) - MOST_ROWS))
    if advice:
        show(
            "",
            say(
                "Other partners may suit better; ending is nobody’s fault, and nobody loses a place:"
            ),
        )
        for each in advice[:MOST_ROWS]:
            show(f"  {each.command}", f"    {_because(each)}")


def _day(on: date | None) -> str:
    return long_date(on, language().code, with_year=False) if on else "–"


def _row(program: Program, reminder: Reminder) -> tuple[str, ...]:
    from rmentor.reporting.escape import address

    person = program.people()[reminder.person]
    lines = []
    for each in reminder.pairs:
        if len(reminder.pairs) > 1:
            lines.append(_others(program, each.pair, person.id))
        indent = "  " if len(reminder.pairs) > 1 else ""
        lines += [f"{indent}{reason}" for reason in _reasons(program, each)]
    lines += [_answer(program, each) for each in reminder.answers]
    draft = "" if address(person.email) else say("no address")
    return (person.name, "\n".join(lines), _day(reminder.since), draft)


def _others(program: Program, pair_id: str, person: str) -> str:
    people = program.people()
    (pair,) = (each for each in program.pairs if each.id == pair_id)
    return ", ".join(people[each].name for each in pair.people if each != person)


def _reasons(program: Program, reminder: PairReminder) -> Iterator[str]:
    if reminder.step is not None:
        if reminder.step.step == "release":
            yield say("offer to end without fault")
        elif reminder.step.rule == "silent":
            yield say("no session for long")
        else:
            yield say("no session yet")
    if reminder.sessions:
        days = ", ".join(_day(each.start.date()) for each in reminder.sessions)
        yield language().plural(
            "session to record: %(days)s",
            "sessions to record: %(days)s",
            len(reminder.sessions),
            days=days,
        )
    if reminder.actions:
        yield language().plural(
            "action overdue: %(days)s",
            "actions overdue: %(days)s",
            len(reminder.actions),
            days=", ".join(_day(each.action.due) for each in reminder.actions),
        )
    for answer in reminder.answers:
        yield _answer(program, answer)


def _answer(program: Program, awaited: Awaited) -> str:
    title = program.surveys[awaited.survey].title.in_language(language().code)
    if awaited.role == MANAGER:
        name = program.people()[awaited.person].name
        return say("answers: %(survey)s (about %(name)s)", survey=title, name=name)
    return say("answers: %(survey)s", survey=title)


def _because(suggestion: Suggestion) -> str:
    words = {
        "fit": say("another partner would suit one of them better"),
        "low-pulse": say("the pulse is low"),
        "silent": say("a call has not helped"),
    }
    return ", ".join(words[reason] for reason in suggestion.reasons)


def show_noted(program: Program, steps: Iterable[Step]) -> None:
    """Show steps that were noted just now."""
    from rmentor.cli.terminal import show

    pairs, people = {pair.id: pair for pair in program.pairs}, program.people()
    found = list(steps)
    if not found:
        show(say("That step is noted already."))
    for step in found:
        if step.pair in pairs:
            whom = pair_in_words(program, pairs[step.pair])
        else:
            whom = ", ".join(people[each].name for each in step.who)
        fields = {"what": step_in_words(step.step), "whom": whom, "day": in_days(step.on)}
        show(say("%(what)s noted for %(whom)s on %(day)s.", **fields))


def step_json(step: Step) -> dict[str, Any]:
    """A step of the register, for other programs."""
    return {
        "id": step.id,
        "step": step.step,
        "on": step.on.isoformat(),
        "pair": step.pair,
        "who": list(step.who),
        "rule": step.rule,
    }


def reminders_json(
    program: Program,
    due: Iterable[Reminder],
    steps: Iterable[NextStep],
    advice: Iterable[Suggestion],
    today: date,
) -> dict[str, Any]:
    """Everything that ``remind`` shows, for other programs."""
    from rmentor.reporting.escape import address
    from rmentor.reporting.paths import reminder

    people = program.people()
    return {
        "reminders": [
            {
                "person": each.person,
                "since": each.since.isoformat(),
                "pairs": [_pair_json(one) for one in each.pairs],
                "answers": [_answer_json(one) for one in each.answers],
                "draft": reminder(each.person) if address(people[each.person].email) else None,
            }
            for each in due
        ],
        "steps": [
            {
                "pair": step.pair,
                "rule": step.rule,
                "step": step.step,
                "since": step.since.isoformat() if step.since else None,
                "due": step.due.isoformat() if step.due else None,
                "is_due": step.is_due(today),
            }
            for step in steps
        ],
        "suggestions": [
            {"pair": each.pair, "reasons": list(each.reasons), "command": each.command}
            for each in advice
        ],
    }


def _pair_json(reminder: PairReminder) -> dict[str, Any]:
    return {
        "pair": reminder.pair,
        "step": reminder.step.step if reminder.step else None,
        "sessions": [each.session for each in reminder.sessions],
        "actions": [
            each.action.due.isoformat() if each.action.due else None for each in reminder.actions
        ],
        "answers": [_answer_json(each) for each in reminder.answers],
    }


def _answer_json(awaited: Awaited) -> dict[str, Any]:
    return {
        "survey": awaited.survey,
        "about": awaited.person if awaited.role == MANAGER else None,
        "session": awaited.session,
        "due": awaited.due.isoformat(),
    }
