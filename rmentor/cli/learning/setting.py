"""``rmentor set``: what became of an idea, an answer, a consent or its withdrawal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli.learning.adding import known_kit, warn_of_names
from rmentor.cli.learning.items import (
    chosen,
    find_item,
    noted_day,
    owner_of,
    people_of,
    sentence,
    with_item,
    write,
)
from rmentor.cli.options import Common, Now, day, today_or_now, with_common
from rmentor.cli.speech import say
from rmentor.cli.usage import Command, subcommands

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready

Id = Annotated[str, typer.Argument(metavar="ID", help=say("Its id, as rmentor register shows it."))]
AnswerText = Annotated[
    str | None,
    typer.Option("--answer", metavar="TEXT", help=say("What is said to it."), show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    group = subcommands(
        say("Answer an idea or a question, complete a training, note a consent or its withdrawal.")
    )
    commands = (
        (
            idea,
            say("Say where an idea is, who answers for it, and what is said to it."),
            say(
                'Example: rmentor set idea meeting-charter --status adopted --answer "From May on"'
            ),
        ),
        (
            question,
            say("Answer a question of the mentors’ circle."),
            say('Example: rmentor set question put-off-twice --answer "Call the coordinator"'),
        ),
        (
            decision,
            say("Say which kit a decision of the mentors’ circle changes."),
            say("Example: rmentor set decision begin-with-exercise --kit mentor-kit"),
        ),
        (
            quote,
            say("Note that a person said yes to a quote, or takes it back."),
            say("Example: rmentor set quote my-voice --withdraw"),
        ),
        (
            training,
            say("Complete a training: its day, its length, who was there."),
            say("Example: rmentor set training teaching-adults --minutes 120"),
        ),
        (
            lesson,
            say("Say whether a lesson is to keep, change or stop something."),
            say("Example: rmentor set lesson monthly-circle --kind keep"),
        ),
    )
    for command, about, example in commands:
        group.command(command.__name__, cls=Command, help=about, epilog=example)(
            with_common(command)
        )
    app.add_typer(group, name="set")


def idea(
    item: Id,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="new|studied|adopted|done|declined",
            help=say("Where it is."),
            show_default=False,
        ),
    ] = None,
    answer: AnswerText = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="WHO",
            help=say("Who answers for it: a participant or any other name."),
            show_default=False,
        ),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option("--topic", metavar="TOPIC", help=say("What it is about."), show_default=False),
    ] = None,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write it to register.yaml; an answer has the day on which it is given."""
    from rmentor.cli.names import find_topic
    from rmentor.cli.opening import open_program
    from rmentor.model.register import IDEA_STATES

    state = None if status is None else chosen(status, IDEA_STATES, "--status")
    now = today_or_now(today)
    ready = open_program(common)
    found = find_item(ready.program.register.ideas, item, say("idea"))
    said: dict[str, Any] = {
        "status": state,
        "owner": None if owner is None else owner_of(ready.program, owner),
        "topic": None if topic is None else find_topic(ready.program, topic),
    }
    if answer is not None:
        said |= {"answer": sentence(answer), "answered": now}
    _change(ready, "ideas", found, said, "--status, --answer, --owner, --topic", common)


def question(item: Id, answer: AnswerText = None, *, common: Common) -> None:
    """Write the answer to register.yaml."""
    from rmentor.cli.opening import open_program

    said = {"answer": None if answer is None else sentence(answer)}
    ready = open_program(common)
    notes = [each for each in ready.program.register.circle if each.kind == "question"]
    found = find_item(notes, item, say("question"))
    if answer is not None:
        warn_of_names(ready, answer)
    _change(ready, "circle", found, said, "--answer", common)


def decision(
    item: Id,
    kit: Annotated[
        str | None,
        typer.Option(
            "--kit",
            metavar="NAME",
            help=say("Kit that it changes, such as mentor-kit."),
            show_default=False,
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """Write the kit to register.yaml."""
    from rmentor.cli.opening import open_program

    said = {"kit": None if kit is None else known_kit(kit)}
    ready = open_program(common)
    notes = [each for each in ready.program.register.circle if each.kind == "decision"]
    _change(ready, "circle", find_item(notes, item, say("decision")), said, "--kit", common)


def quote(
    item: Id,
    consent: Annotated[
        str | None,
        typer.Option(
            "--consent",
            metavar="DATE",
            help=say("Day on which the person said yes to this text in reports."),
            show_default=False,
        ),
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help=say("The person takes it back."))
    ] = False,
    named: Annotated[
        bool | None,
        typer.Option(
            "--named/--unnamed",
            help=say("Whether the name may stand beside it."),
            show_default=False,
        ),
    ] = None,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write the yes or the no to register.yaml."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import tell
    from rmentor.errors import Wrong

    if withdraw and consent is not None:
        raise Wrong(what=say("--consent and --withdraw exclude each other."))
    now = today_or_now(today)
    yes = noted_day(consent, now, "--consent")
    ready = open_program(common)
    found = find_item(ready.program.register.quotes, item, say("quote"))
    said: dict[str, Any] = {"named": named}
    if withdraw:
        said["withdrawn"] = found.withdrawn or now
    elif yes is not None:
        found, said["consent"] = replace(found, withdrawn=None), yes
    _change(ready, "quotes", found, said, "--consent, --withdraw, --named", common)
    if withdraw:
        tell(
            say(
                "No report holds it any more, once they are written again: rmentor report. "
                "The history of git and printed copies still have it."
            )
        )


def training(
    item: Id,
    minutes: Annotated[
        int | None,
        typer.Option("--minutes", min=0, max=10_000, help=say("Its length."), show_default=False),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--who",
            metavar="PEOPLE",
            help=say("Who was there: mentors, mentees, all, or ids and names with commas between."),
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", help=say("Its day, such as 2027-03-01."), show_default=False
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """Write it to register.yaml."""
    from rmentor.cli.opening import open_program

    when = day(on)
    ready = open_program(common)
    found = find_item(ready.program.register.trainings, item, say("training"))
    said = {
        "minutes": minutes,
        "who": None if who is None else people_of(ready.program, who),
        "on": when,
    }
    _change(ready, "trainings", found, said, "--minutes, --who, --on", common)


def lesson(
    item: Id,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="keep|change|stop",
            help=say("What is to be done with it."),
            show_default=False,
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """Write it to register.yaml."""
    from rmentor.cli.opening import open_program
    from rmentor.model.register import LESSON_KINDS

    said = {"kind": None if kind is None else chosen(kind, LESSON_KINDS, "--kind")}
    ready = open_program(common)
    found = find_item(ready.program.register.lessons, item, say("lesson"))
    _change(ready, "lessons", found, said, "--kind", common)


def _change(
    ready: Ready, name: str, found: Any, said: dict[str, Any], options: str, common: Common
) -> None:
    """Give an item what was said of it, and end.

    Raises:
        Wrong: Nothing was said.
    """
    from rmentor.errors import Wrong

    values = {key: value for key, value in said.items() if value is not None}
    if not values:
        raise Wrong(what=say("Say what is to change: %(options)s.", options=options))
    item = replace(found, **values)
    after = with_item(ready.program.register, name, item)
    write(ready, after, item, common, message=say("Set %(id)s", id=item.id))
