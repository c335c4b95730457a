"""``rmentor remind`` and ``rmentor step``: drafts for who is late, and what was done about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.acting.acting import On, PairName, day_of_it
from rmentor.cli.options import Check, Common, Now, today_or_now, with_common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from datetime import date

    from rmentor.changes import Change
    from rmentor.cli.opening import Ready
    from rmentor.followup.reminders import Reminder
    from rmentor.model.register import Step


OfPair = Annotated[
    str | None,
    typer.Option(
        "--pair",
        metavar="PAIR",
        help=say("Only the people of this pair."),
        show_default=False,
        autocompletion=completion.pairs,
    ),
]
Again = Annotated[
    bool, typer.Option("--all", help=say("Also who was reminded less than one rhythm ago."))
]
Sent = Annotated[
    bool,
    typer.Option(
        "--sent",
        help=say("The drafts were sent: note it in register.yaml and take them away."),
    ),
]
What = Annotated[str, typer.Argument(metavar="reminder|call|release", help=say("What was done."))]
Reached = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        metavar="PERSON",
        help=say("Whom it reached; if not given, everybody of the pair."),
        show_default=False,
        autocompletion=completion.people,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command(
        "remind",
        help=say(
            "Write drafts of mails to who is late: sessions to record, answers, actions, pairs that are "
            "not heard of. One friendly mail for each person, in reports/reminders; nothing is sent. "
            "Once you have sent them: rmentor remind --sent"
        ),
        epilog=say("Example: rmentor remind --pair pauline-r--catherine-a"),
    )(with_common(remind))
    app.command(
        "step",
        help=say("Note in register.yaml what was done for a pair: a reminder, a call, a release."),
        epilog=say("Example: rmentor step pauline-r--catherine-a call"),
    )(with_common(step))


def remind(
    pair: OfPair = None,
    again: Again = False,
    sent: Sent = False,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Compute who is late with what, show it, and write the drafts."""
    from rmentor.cli.acting.reminders import reminders_json, show_reminders
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import show_json
    from rmentor.cli.which import which_pair
    from rmentor.folder.land import generated_files
    from rmentor.followup.escalation import suggestions
    from rmentor.followup.health import health
    from rmentor.followup.reminders import next_steps, reminders

    ready = open_program(common)
    on = today_or_now(today)
    program = ready.program
    chosen = which_pair(program, pair) if pair is not None else None
    only = None if chosen is None else frozenset(chosen.people)
    healths = [each for each in health(program, on) if chosen is None or each.pair == chosen.id]
    due = reminders(program, health(program, on), on, again=again)
    due = tuple(each for each in due if only is None or each.person in only)
    existing = generated_files(ready.root)
    if sent:
        _note_sent(ready, due, on, existing, only, common, check=check)
        return
    steps, advice = next_steps(program, healths, on), suggestions(program, healths, on)
    if common.json:
        show_json(reminders_json(program, due, steps, advice, on))
    elif not common.dry_run:
        show_reminders(program, due, steps, advice, on)
    end(
        ready.root,
        ready.sources,
        _drafts(ready, due, existing, only),
        common,
        message=say("Draft reminders"),
        check=check,
    )


def _drafts(
    ready: Ready,
    due: Sequence[Reminder],
    existing: Collection[str],
    only: frozenset[str] | None,
) -> list[Change]:
    from rmentor.reporting.reminders import reminder_changes

    return reminder_changes(ready.program, due, ready.sources, existing, only=only)


def _note_sent(
    ready: Ready,
    due: Sequence[Reminder],
    on: date,
    existing: Collection[str],
    only: frozenset[str] | None,
    common: Common,
    *,
    check: bool,
) -> None:
    """Note the drafts that are there as sent, and take them away.

    Raises:
        Unready: No draft is there.
    """
    from rmentor.changes import Remove
    from rmentor.errors import Unready
    from rmentor.followup.steps import steps_of
    from rmentor.reporting.paths import REMINDERS, reminder

    drafted = {path for path in existing if REMINDERS.fullmatch(path)}
    drafted &= {reminder(each) for each in only} if only is not None else drafted
    if not drafted:
        raise Unready(
            what=say("No draft of a reminder is there, so none can have been sent."),
            hint=say("Write them first: rmentor remind. Anything else is noted by: rmentor step"),
        )
    reached = [each for each in due if reminder(each.person) in drafted]
    removals = [Remove(path) for path in sorted(drafted)]
    _note(ready, steps_of(ready.program, reached, on), removals, common, check=check)


def step(
    pair: PairName,
    what: What,
    person: Reached = None,
    on: On = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Note one step, with its day and the rule that asked for it."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.targets import which_person
    from rmentor.cli.which import which_pair
    from rmentor.errors import Wrong
    from rmentor.followup.escalation import QUIET_RULES, next_step
    from rmentor.followup.health import health
    from rmentor.model.register import STEPS, Step

    ready = open_program(common)
    day = day_of_it(on, today, "--on")
    named = what.strip().lower()
    if named not in STEPS:
        raise Wrong(
            what=say(
                "“%(typed)s” is none of the steps: %(steps)s.", typed=what, steps=", ".join(STEPS)
            )
        )
    program = ready.program
    meant = which_pair(program, pair)
    who = tuple(sorted({which_person(program, each).id for each in person or ()}))
    for each in who:
        if each not in meant.people:
            raise Wrong(what=say("%(what)s is not in this pair.", what=program.people()[each].name))
    met = {each.pair: each for each in health(program, day)}.get(meant.id)
    asked = next_step(program, met, day) if met is not None else None
    rule = asked.rule if asked is not None and asked.rule in QUIET_RULES else None
    noted = Step("", named, day, meant.id, () if set(who) == set(meant.people) else who, rule)
    _note(ready, (noted,), [], common, check=check)


def _note(
    ready: Ready,
    steps: Sequence[Step],
    others: Sequence[Change],
    common: Common,
    *,
    check: bool,
) -> None:
    """Write steps to register.yaml, with other changes, in one landing."""
    from rmentor.cli.acting.reminders import show_noted, step_json
    from rmentor.cli.ending import end
    from rmentor.cli.terminal import show_json
    from rmentor.folder.register_changes import register_changes
    from rmentor.followup.steps import with_steps

    before = ready.program.register
    after = with_steps(before, steps)
    new = [each for each in after.steps if each not in before.steps]
    if common.json:
        show_json({"steps": [step_json(each) for each in new]})
    elif not common.dry_run:
        show_noted(ready.program, new)
    end(
        ready.root,
        ready.sources,
        [*register_changes(ready.program, ready.sources, after), *others],
        common,
        message=say("Note steps: %(n)d", n=len(new)),
        check=check,
    )
