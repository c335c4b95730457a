"""What pausing, going on, ending and leaving share: their options, their words, their ending."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, day, today_or_now
from rmentor.cli.speech import language, say
from rmentor.language.dates import long_date

if TYPE_CHECKING:
    from rich.padding import Padding

    from rmentor.cli.opening import Ready
    from rmentor.followup.pair_changes import Refusal
    from rmentor.followup.states import StateChange

PairName = Annotated[
    str,
    typer.Argument(
        metavar="PAIR",
        help=say("An id, or a part of it or of a name that fits only one."),
        autocompletion=completion.pairs,
    ),
]
PersonName = Annotated[
    str,
    typer.Argument(
        metavar="PERSON",
        help=say("An id, or a part of it or of a name that fits only one."),
        autocompletion=completion.people,
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help=say("Day of it; if not given, today."), show_default=False
    ),
]


def day_of_it(text: str | None, today: str | None, option: str) -> date:
    """Day on which something takes effect: not one that is still to come.

    Raises:
        Wrong: It is not a date, or lies in the future.
    """
    from rmentor.errors import Wrong

    now = today_or_now(today)
    on = day(text) or now
    if on > now:
        raise Wrong(
            what=say(
                "%(option)s %(day)s is still to come: run this again on that day. Until then "
                "everything goes on; days of absence known ahead belong under away in "
                "participants.yaml, and sessions keep clear of them.",
                option=option,
                day=long_date(on, language().code),
            )
        )
    return on


def carry_out(
    ready: Ready,
    found: StateChange | Refusal,
    common: Common,
    *,
    headline: str,
    unchanged: str,
    check: bool = False,
) -> None:
    """Show what changes, as a diff and in words, and write it in one landing.

    Args:
        ready: The program as it was opened.
        found: What becomes of it, or why nothing can.
        common: Common options.
        headline: What happens, in a sentence; the message of the commit, too.
        unchanged: What to say where everything is so already.
        check: Write nothing and exit with 1 if something would change.

    Raises:
        Unready: It cannot be.
    """
    from rmentor.cli.acting.consequences import consequences, refused, state_json
    from rmentor.cli.ending import end
    from rmentor.cli.proving import proved
    from rmentor.cli.terminal import show, show_json, show_styled, show_text, tell
    from rmentor.folder.diffs import unified_diff
    from rmentor.folder.edit import apply
    from rmentor.folder.states import state_changes
    from rmentor.followup.pair_changes import Refusal

    if isinstance(found, Refusal):
        raise refused(ready.program, found)
    written = state_changes(ready.program, ready.sources, ready.loaded.homes, found.program)
    changes = proved(ready, written)
    if common.json:
        show_json(state_json(found))
    elif found.is_none:
        show(unchanged)
    elif common.dry_run:
        for line in (headline, *consequences(ready.program, found)):
            tell(line)
    else:
        if not check:
            show_text(unified_diff(ready.root, apply(ready.sources, changes)) + "\n")
        show_styled(headline, "bold")
        for line in consequences(ready.program, found):
            show(indented(line))
    end(ready.root, ready.sources, changes, common, message=headline, check=check)
    if not (common.json or check or common.dry_run):
        _say_next(found)


def indented(line: str) -> Padding:
    """A line whose further lines begin where it does."""
    from rich.padding import Padding
    from rich.text import Text

    from rmentor.cli.terminal import clean

    text = clean(line)
    return Padding(
        Text(text.lstrip(" ")), (0, 0, 0, len(text) - len(text.lstrip(" "))), expand=False
    )


def _say_next(found: StateChange) -> None:
    from rmentor.cli.terminal import tell

    commands = []
    if any(change.free for change in found.pairs):
        commands.append("rmentor pair")
    if any(change.kind != "corrected" for change in found.pairs):
        commands.append("rmentor plan")
    if commands:
        tell(say("Next: %(commands)s", commands=", ".join(commands)))
