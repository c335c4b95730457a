"""``rmentor end`` and ``rmentor leave``: out of a pair, or out of the program; never anybody's fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.acting.acting import On, PairName, PersonName, carry_out, day_of_it
from rmentor.cli.options import Check, Common, Now, with_common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from datetime import date

    from rmentor.followup.pair_changes import Refusal
    from rmentor.followup.states import StateChange
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program


Why = Annotated[
    str | None,
    typer.Option(
        "--reason",
        metavar="WORD",
        help=say(
            "Why, without fault: time, moved, left, fit, aims, silent or other; if not given, other."
        ),
        show_default=False,
    ),
]
Completed = Annotated[
    bool,
    typer.Option(
        "--completed", help=say("It has reached what it wanted: completed early is completed.")
    ),
]
Leaver = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="PERSON",
        help=say("Of a group: only this person leaves it."),
        show_default=False,
        autocompletion=completion.people,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command(
        "end",
        help=say(
            "Let a pair end, without fault. Both stay in the program and may be paired again. A pair "
            "all of whose sessions were held is completed, and so is one that has reached what it "
            "wanted."
        ),
        epilog=say("Example: rmentor end pauline-r--catherine-a --reason time"),
    )(with_common(end))
    app.command(
        "leave",
        help=say(
            "Let somebody leave the program. A pair that has not met dissolves, one that has met ends "
            "without fault, a group with others left goes on; what was held stays."
        ),
        epilog=say("Example: rmentor leave pauline-r --on 2027-03-31"),
    )(with_common(leave))


def end(
    pair: PairName,
    reason: Why = None,
    completed: Completed = False,
    person: Leaver = None,
    on: On = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Note the end, show what it does to people and sessions, and write it."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.targets import which_person
    from rmentor.cli.which import which_pair
    from rmentor.errors import Wrong
    from rmentor.followup.states import end_pair

    ready = open_program(common)
    last = day_of_it(on, today, "--on")
    if completed and reason is not None:
        raise Wrong(what=say("A pair that is completed needs no reason: leave --reason away."))
    meant = which_pair(ready.program, pair)
    who = which_person(ready.program, person).id if person is not None else None
    if who is not None and not meant.is_group:
        raise Wrong(what=say("--for is about a group, and %(pair)s is none.", pair=meant.id))
    found = end_pair(
        ready.program,
        meant.id,
        last,
        reason=_known_reason(reason),
        completed=completed,
        who=who,
        restate=on is not None,
    )
    carry_out(
        ready,
        found,
        common,
        headline=_ends(ready.program, meant, found, last),
        unchanged=say("%(name)s is over already.", name=meant.id),
        check=check,
    )


def _known_reason(typed: str | None) -> str | None:
    """One of the reasons without fault.

    Raises:
        Wrong: It is another word; says which was probably meant.
    """
    from rmentor.errors import Wrong
    from rmentor.folder.closest import nearest
    from rmentor.model.pairs import END_REASONS

    if typed is None or typed.strip().lower() in END_REASONS:
        return typed.strip().lower() if typed else None
    said = say(
        "“%(typed)s” is none of the reasons: %(reasons)s.",
        typed=typed,
        reasons=", ".join(END_REASONS),
    )
    close = nearest(typed, END_REASONS)
    raise Wrong(what=f"{said} {say('Did you mean %(names)s?', names=close)}" if close else said)


def _ends(program: Program, pair: Pair, found: StateChange | Refusal, last: date) -> str:
    """Say which end it is."""
    from rmentor.cli.acting.consequences import in_days
    from rmentor.followup.pair_changes import Refusal

    fields = {"name": pair.id, "day": in_days(last)}
    if isinstance(found, Refusal) or not found.pairs:
        return say("The pair %(name)s ends.", **fields)
    (change,) = found.pairs
    if change.kind == "smaller":
        people = program.people()
        gone = [people[each].name for each in pair.people if each not in change.after.people]
        return say(
            "%(who)s leaves the group %(name)s on %(day)s, not the program.",
            who=", ".join(gone),
            **fields,
        )
    if change.kind == "corrected":
        return say("What is said of the end of %(name)s changes.", **fields)
    if change.kind == "completed":
        return say("The pair %(name)s is completed on %(day)s.", **fields)
    return say(
        "The pair %(name)s ends on %(day)s, without fault; both stay in the program.", **fields
    )


def leave(
    person: PersonName,
    on: On = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Note the leave, show what it does to pairs and sessions, and write it."""
    from rmentor.cli.acting.consequences import in_days
    from rmentor.cli.opening import open_program
    from rmentor.cli.targets import which_person
    from rmentor.followup.states import leave as leave_program

    ready = open_program(common)
    last = day_of_it(on, today, "--on")
    who = which_person(ready.program, person)
    carry_out(
        ready,
        leave_program(ready.program, who.id, last),
        common,
        headline=say("%(name)s leaves the program on %(day)s.", name=who.name, day=in_days(last)),
        unchanged=say("%(name)s has left already.", name=who.name),
        check=check,
    )
