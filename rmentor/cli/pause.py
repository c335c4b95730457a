"""``rmentor pause`` and ``rmentor resume``: a pair waits, or somebody leaves this round; and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.acting.acting import On, carry_out, day_of_it
from rmentor.cli.options import Check, Common, Now, day, with_common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from datetime import date

    from rmentor.model.pairs import Pair
    from rmentor.model.people import Participant

Target = Annotated[
    str,
    typer.Argument(
        metavar="PAIR|PERSON",
        help=say("An id, or a part of it or of a name that fits only one."),
        autocompletion=completion.ids_of("pairs", "participants"),
    ),
]


Since = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help=say("First day of the pause; if not given, today."),
        show_default=False,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        help=say("Day of return (back), where it is known."),
        show_default=False,
    ),
]
Wait = Annotated[
    bool | None,
    typer.Option(
        "--wait/--release",
        help=say("Of a person: pairs wait, or end so that partners may be paired again."),
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command(
        "pause",
        help=say(
            "Let a pair wait, or somebody leave this round. With a day of return within the "
            "program, a person’s pairs wait; otherwise they end without fault, and partners may be "
            "paired again."
        ),
        epilog=say("Example: rmentor pause pauline-r --until 2027-04-05"),
    )(with_common(pause))
    app.command(
        "resume",
        help=say("Let a pair that pauses go on, or somebody take part again."),
        epilog=say("Example: rmentor resume pauline-r"),
    )(with_common(resume))


def pause(
    target: Target,
    since: Since = None,
    until: Until = None,
    wait: Wait = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Note the pause, show what it does to pairs and sessions, and write it."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.targets import which_target
    from rmentor.errors import Wrong
    from rmentor.followup.states import pause_pair, pause_person
    from rmentor.model.pairs import Pair

    ready = open_program(common)
    on, back = day_of_it(since, today, "--from"), day(until)
    meant = which_target(ready.program, target)
    if isinstance(meant, Pair):
        if wait is not None:
            raise Wrong(what=say("--wait and --release are about a person’s pairs."))
        name, found = meant.id, pause_pair(ready.program, meant.id, on, back=back)
    else:
        name = meant.name
        found = pause_person(ready.program, meant.id, on, back=back, waits=wait)
    carry_out(
        ready,
        found,
        common,
        headline=_pauses(meant, on, back),
        unchanged=say("%(name)s is paused already.", name=name),
        check=check,
    )


def _pauses(meant: Pair | Participant, on: date, back: date | None) -> str:
    """Say which pause it is."""
    from rmentor.cli.acting.consequences import in_days
    from rmentor.model.pairs import Pair

    name = meant.id if isinstance(meant, Pair) else meant.name
    fields = {"name": name, "day": in_days(on), "back": in_days(back) if back else ""}
    if meant.status == "paused" and back:
        return say("%(name)s means to be back on %(back)s.", **fields)
    if isinstance(meant, Pair):
        if back:
            return say("The pair %(name)s pauses from %(day)s, to be back on %(back)s.", **fields)
        return say("The pair %(name)s pauses from %(day)s.", **fields)
    if back:
        return say(
            "%(name)s leaves this round from %(day)s, not the program, to be back on %(back)s.",
            **fields,
        )
    return say(
        "%(name)s leaves this round from %(day)s, not the program; rmentor resume ends the pause.",
        **fields,
    )


def resume(
    target: Target,
    on: On = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Close the pause, show what goes on, and write it."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.targets import which_target
    from rmentor.followup.states import resume_pair, resume_person
    from rmentor.model.pairs import Pair

    ready = open_program(common)
    first = day_of_it(on, today, "--on")
    meant = which_target(ready.program, target)
    if isinstance(meant, Pair):
        carry_out(
            ready,
            resume_pair(ready.program, meant.id, first),
            common,
            headline=_goes_on(meant.id, first),
            unchanged=say("%(name)s is active already.", name=meant.id),
            check=check,
        )
        return
    carry_out(
        ready,
        resume_person(ready.program, meant.id, first),
        common,
        headline=_is_back(meant, first),
        unchanged=say("%(name)s is active already.", name=meant.name),
        check=check,
    )


def _goes_on(pair: str, first: date) -> str:
    from rmentor.cli.acting.consequences import in_days

    return say("The pair %(name)s goes on from %(day)s.", name=pair, day=in_days(first))


def _is_back(person: Participant, first: date) -> str:
    from rmentor.cli.acting.consequences import in_days

    fields = {"name": person.name, "day": in_days(first)}
    if person.status == "left":
        return say("%(name)s is back in the program from %(day)s.", **fields)
    return say("%(name)s takes part again from %(day)s.", **fields)
