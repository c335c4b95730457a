"""``rmentor forget``: somebody is in the files no more; what history and copies still hold is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.acting.acting import PersonName
from rmentor.cli.options import Check, Common, Now, today_or_now, with_common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.rights.forgetting import Case
    from rmentor.model.program import Program


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "forget",
        help=say(
            "Take a person out of every file. A pseudonym without name, address and words of their own "
            "stays where figures of the past are counted from; --remove leaves nothing, and figures "
            "change. Generated files that name the person go; plan and report write them again. Says "
            "what git’s history still holds, and how to take it out."
        ),
        epilog=say("Example: rmentor forget pauline-r --dry-run"),
    )(with_common(forget))


def forget(
    person: PersonName,
    pseudonym: Annotated[
        bool,
        typer.Option("--pseudonym", help=say("Keep the figures of the past; this is the default.")),
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help=say("Leave nothing; figures of the past change."))
    ] = False,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also",
            metavar="WORD",
            help=say(
                "Another word that means the person, such as a first name; as often as you like."
            ),
            show_default=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=say("Do it without asking."))] = False,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Show everything that would change, ask, and change it in one landing."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.rights.forgetting import forgetting_of
    from rmentor.cli.rights.words import report_json, show_after, show_before
    from rmentor.cli.terminal import show_json
    from rmentor.errors import Wrong

    if pseudonym and remove:
        raise Wrong(what=say("--pseudonym and --remove exclude each other: choose one."))
    ready = open_program(common)
    who = _meant(ready.program, person, yes=yes)
    case = forgetting_of(ready, who, today_or_now(today), remove=remove, also=tuple(also or ()))
    asks = not (yes or common.dry_run or check)
    if not common.json:
        show_before(ready, case, quiet=common.quiet and not asks, diff=not common.dry_run)
    if asks and not _agreed(case, common):
        raise typer.Exit(1)
    # Nobody needs to see a generated file line by line to know that it goes.
    shown = [each for each in case.changes if each.file in case.hand_kept]
    changes = shown if common.dry_run and not check else case.changes
    message = say("Forget a participant")
    end(ready.root, ready.sources, changes, common, message=message, check=check)
    if common.json:
        show_json(report_json(ready, case))
    elif not check:
        show_after(ready, case, is_done=not common.dry_run)


def _meant(program: Program, typed: str, *, yes: bool) -> str:
    """Id of the person; without a question only whom the whole id or name means.

    Raises:
        UnknownName: Nobody is meant.
        Wrong: Several are.
    """
    from rmentor.cli.names import find_person
    from rmentor.cli.targets import which_person

    return (find_person if yes else which_person)(program, typed).id


def _agreed(case: Case, common: Common) -> bool:
    """Whether somebody on a terminal says yes.

    Raises:
        Wrong: Nobody is there to be asked.
    """
    from rmentor.cli.terminal import on_a_terminal, tell
    from rmentor.errors import Wrong

    if common.json or not on_a_terminal():
        raise Wrong(
            what=say(
                "Nobody is here to be asked. To see what would change: --dry-run. To do it: --yes"
            )
        )
    question = say("Forget %(name)s? This cannot be taken back.", name=case.person.name)
    if typer.confirm(question, err=True):
        return True
    tell(say("Nothing was written."))
    return False
