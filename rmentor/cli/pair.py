"""``rmentor pair``: the best pairs, proved and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import EXIT_LEFT_OVER, Check, Common, Strict, Today, day, with_common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready


Anew = Annotated[bool, typer.Option("--anew", help=say("Start over, but for locked pairs."))]
Keep = Annotated[
    int,
    typer.Option(
        "--keep",
        metavar="N",
        min=0,
        max=1_000_000,
        help=say("With --anew: points that a pair which exists gets on top."),
    ),
]
Rematch = Annotated[
    str | None,
    typer.Option(
        "--rematch",
        metavar="PAIR",
        help=say("End this pair and look for other partners for both."),
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "pair",
        help=say(
            "Pair the unpaired with the best possible whole, keeping active and locked pairs, "
            "and write pairs.yaml."
        ),
        epilog=say("Example: rmentor pair --dry-run"),
    )(with_common(pair))


def pair(
    anew: Anew = False,
    keep: Keep = 0,
    rematch: Rematch = None,
    strict: Strict = False,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Compute the pairing, show it and write what changes in pairs.yaml."""
    from rmentor.cli.ending import end
    from rmentor.cli.names import find_pair
    from rmentor.cli.opening import open_program
    from rmentor.cli.pairing import show_pairing
    from rmentor.cli.progress import working
    from rmentor.cli.terminal import show_json
    from rmentor.folder.dump import pairs_changes
    from rmentor.pairing.pair import pair as find_pairs
    from rmentor.pairing.views import pairing_json

    since = day(today)
    ready = open_program(common)
    _refuse_groups(ready)
    old = find_pair(ready.program, rematch).id if rematch is not None else None
    with working(say("Pairing …")):
        pairing = find_pairs(ready.program, anew=anew, keep=keep, rematch=old, since=since)
    if common.json:
        show_json(pairing_json(pairing))
    elif not common.dry_run:
        show_pairing(ready, pairing)
    changes = pairs_changes(ready.program, ready.sources, pairing.after)
    end(
        ready.root,
        ready.sources,
        changes,
        common,
        message=say("Pair people: %(n)d pairs", n=len(pairing.pairs)),
        check=check,
    )
    if strict and pairing.unpaired:
        raise typer.Exit(EXIT_LEFT_OVER)


def _refuse_groups(ready: Ready) -> None:
    """Say that groups cannot be formed yet, rather than pair people who are to meet in groups."""
    from rmentor.errors import Unready

    if ready.program.framework.format == "group":
        raise Unready(
            what=say("framework.yaml says “format: group”, and groups cannot be formed yet."),
            hint=say("Write format: individual there to pair people one to one."),
        )
