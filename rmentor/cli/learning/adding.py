"""``rmentor add idea``, ``question``, ``decision``, ``quote``, ``training`` and ``lesson``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.learning.items import (
    On,
    Said,
    alike,
    chosen,
    day_noted,
    free_id,
    owner_of,
    refuse_twice,
    sentence,
    with_item,
    write,
)
from rmentor.cli.learning.people import quote, training
from rmentor.cli.options import Common, Now, with_common
from rmentor.cli.speech import say
from rmentor.cli.usage import Command

if TYPE_CHECKING:
    from datetime import date

    from rmentor.cli.opening import Ready
    from rmentor.model.register import CircleNote


def add_to(group: typer.Typer) -> None:
    """Give ``rmentor add`` the items of the register."""
    commands = (
        (
            idea,
            say("Note an idea that came out of a session or a circle."),
            say('Example: rmentor add idea "A charter for meetings" --topic leadership'),
        ),
        (
            question,
            say("Note a question of the mentors’ circle."),
            say('Example: rmentor add question "What if a session is put off twice?"'),
        ),
        (
            decision,
            say("Note a decision of the mentors’ circle, with the kit that it changes."),
            say('Example: rmentor add decision "Begin with an exercise" --kit mentor-kit'),
        ),
        (
            quote,
            say("Note what somebody said; it appears in reports once that person has said yes."),
            say('Example: rmentor add quote pauline-r "I found my voice." --consent 2027-03-01'),
        ),
        (
            training,
            say("Note a training that people had."),
            say('Example: rmentor add training "Teaching adults" --who mentors --minutes 120'),
        ),
        (
            lesson,
            say("Note what the next edition is to keep, change or stop."),
            say('Example: rmentor add lesson keep "The monthly circle"'),
        ),
    )
    for command, about, example in commands:
        group.command(command.__name__, cls=Command, help=about, epilog=example)(
            with_common(command)
        )


def idea(
    text: Said,
    topic: Annotated[
        str | None,
        typer.Option("--topic", metavar="TOPIC", help=say("What it is about."), show_default=False),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="WHO",
            help=say("Who answers for it: a participant or any other name."),
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="session|circle|survey|other", help=say("Where it came from.")
        ),
    ] = "other",
    on: On = None,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write the idea to register.yaml, as new."""
    from rmentor.cli.names import find_topic
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import tell
    from rmentor.model.register import IDEA_SOURCES, Idea

    when, said = day_noted(on, today), sentence(text)
    came_from = chosen(source, IDEA_SOURCES, "--from")
    ready = open_program(common)
    program, known = ready.program, ready.program.register.ideas
    refuse_twice(known, lambda each: alike(each.idea, said))
    item = Idea(
        id=free_id(said, {each.id for each in known}, "idea"),
        idea=said,
        on=when,
        source=came_from,
        topic=None if topic is None else find_topic(program, topic),
        owner=None if owner is None else owner_of(program, owner),
    )
    write(
        ready,
        with_item(program.register, "ideas", item),
        item,
        common,
        message=say("Add idea %(id)s", id=item.id),
    )
    tell(say("Answer it with: rmentor set idea %(id)s --status adopted --answer …", id=item.id))


def question(text: Said, on: On = None, today: Now = None, *, common: Common) -> None:
    """Write the question to register.yaml."""
    from rmentor.cli.terminal import tell

    note = _noted("question", text, None, day_noted(on, today), common)
    tell(say("Answer it with: rmentor set question %(id)s --answer …", id=note.id))


def decision(
    text: Said,
    kit: Annotated[
        str | None,
        typer.Option(
            "--kit",
            metavar="NAME",
            help=say("Kit that it changes, such as mentor-kit."),
            show_default=False,
        ),
    ] = None,
    on: On = None,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write the decision to register.yaml."""
    from rmentor.cli.terminal import tell

    note = _noted("decision", text, kit, day_noted(on, today), common)
    if note.kit is not None:
        tell(
            say(
                "To change the text of the kit itself: rmentor template eject %(kit)s.md",
                kit=note.kit,
            )
        )


def _noted(kind: str, text: str, kit: str | None, on: date, common: Common) -> CircleNote:
    from rmentor.cli.opening import open_program
    from rmentor.model.register import CircleNote

    said = sentence(text)
    ready = open_program(common)
    known = ready.program.register.circle
    refuse_twice(known, lambda each: each.kind == kind and alike(each.what, said))
    item = CircleNote(
        id=free_id(said, {each.id for each in known}, kind),
        kind=kind,
        what=said,
        on=on,
        kit=None if kit is None else known_kit(kit),
    )
    warn_of_names(ready, said)
    message = {
        "question": say("Add question %(id)s", id=item.id),
        "decision": say("Add decision %(id)s", id=item.id),
    }[kind]
    write(ready, with_item(ready.program.register, "circle", item), item, common, message=message)
    return item


def known_kit(typed: str) -> str:
    """Name of a kit.

    Raises:
        UnknownName: There is none; says which was probably meant.
    """
    from rmentor.errors import UnknownName
    from rmentor.folder.closest import nearest
    from rmentor.model.kits import KITS

    name = typed.strip().removesuffix(".md")
    if name not in KITS:
        close = nearest(name, KITS)
        hint = (
            say("Did you mean %(names)s?", names=close)
            if close
            else say("Its kits: %(kits)s.", kits=", ".join(KITS))
        )
        raise UnknownName(kind=say("kit"), name=typed, hint=hint)
    return name


def warn_of_names(ready: Ready, text: str) -> None:
    """Say that a note of the circle names somebody."""
    from rmentor.cli.terminal import warn
    from rmentor.folder.checks.register import names_in

    for name in names_in(text, [person.name for person in ready.program.participants]):
        warn(
            say("This note of the circle names %(name)s.", name=name)
            + "\n  "
            + say("Circles speak of situations, never of people by name: put it in other words.")
        )


def lesson(
    kind: Annotated[
        str, typer.Argument(metavar="keep|change|stop", help=say("What is to be done with it."))
    ],
    text: Said,
    on: On = None,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write the lesson to register.yaml; the next edition begins with it."""
    from rmentor.cli.opening import open_program
    from rmentor.model.register import LESSON_KINDS, Lesson

    when, word = day_noted(on, today), chosen(kind, LESSON_KINDS, "lesson")
    said = sentence(text)
    ready = open_program(common)
    known = ready.program.register.lessons
    refuse_twice(known, lambda each: each.kind == word and alike(each.what, said))
    item = Lesson(
        id=free_id(said, {each.id for each in known}, "lesson"), kind=word, what=said, on=when
    )
    write(
        ready,
        with_item(ready.program.register, "lessons", item),
        item,
        common,
        message=say("Add lesson %(id)s", id=item.id),
    )
