"""``rmentor add quote`` and ``rmentor add training``: what people said, and what they attended."""

from __future__ import annotations

from typing import Annotated

import typer

from rmentor.cli.learning.items import (
    On,
    alike,
    day_noted,
    free_id,
    noted_day,
    people_of,
    refuse_twice,
    sentence,
    with_item,
    write,
)
from rmentor.cli.options import Common, Now, today_or_now
from rmentor.cli.speech import say


def quote(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help=say("Who said it: an id or a name."))
    ],
    text: Annotated[str, typer.Argument(metavar="TEXT", help=say("In the person’s words."))],
    consent: Annotated[
        str | None,
        typer.Option(
            "--consent",
            metavar="DATE",
            help=say("Day on which the person said yes to this text in reports."),
            show_default=False,
        ),
    ] = None,
    named: Annotated[
        bool, typer.Option("--named", help=say("The yes is to the name beside it, too."))
    ] = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write the quote to register.yaml; without consent it appears nowhere."""
    from rmentor.cli.names import find_person
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import tell
    from rmentor.model.register import Quote

    yes, said = noted_day(consent, today_or_now(today), "--consent"), sentence(text)
    ready = open_program(common)
    program, known = ready.program, ready.program.register.quotes
    who = find_person(program, person).id
    refuse_twice(known, lambda each: each.who == who and alike(each.text, said))
    item = Quote(
        id=free_id(said, {each.id for each in known}, "quote"),
        who=who,
        text=said,
        consent=yes,
        named=named,
    )
    write(
        ready,
        with_item(program.register, "quotes", item),
        item,
        common,
        message=say("Add quote %(id)s", id=item.id),
    )
    if yes is None:
        tell(
            say(
                "It appears nowhere until that person says yes: rmentor set quote %(id)s --consent DATE",
                id=item.id,
            )
        )


def training(
    title: Annotated[str, typer.Argument(metavar="TITLE", help=say("Its name."))],
    who: Annotated[
        str,
        typer.Option(
            "--who",
            metavar="PEOPLE",
            help=say("Who was there: mentors, mentees, all, or ids and names with commas between."),
            show_default=False,
        ),
    ],
    minutes: Annotated[
        int, typer.Option("--minutes", min=0, max=10_000, help=say("Its length."))
    ] = 0,
    on: On = None,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write the training to register.yaml; its hours count in the reports."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import tell
    from rmentor.model.register import Training

    when, said = day_noted(on, today), sentence(title)
    ready = open_program(common)
    known = ready.program.register.trainings
    refuse_twice(known, lambda each: each.on == when and alike(each.title, said))
    item = Training(
        id=free_id(said, {each.id for each in known}, "training"),
        title=said,
        on=when,
        minutes=minutes,
        who=people_of(ready.program, who),
    )
    write(
        ready,
        with_item(ready.program.register, "trainings", item),
        item,
        common,
        message=say("Add training %(id)s", id=item.id),
    )
    if not minutes:
        tell(
            say(
                "Its hours count once its length is known: rmentor set training %(id)s --minutes N",
                id=item.id,
            )
        )
