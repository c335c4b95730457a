"""``rmentor pair``: the best pairs, proved and explained; and what else they could be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli import completion
from rmentor.cli.options import EXIT_LEFT_OVER, Check, Common, Strict, Today, day, with_common
from rmentor.cli.pairing.questions import (
    Way,
    audit_of,
    prices_of,
    show_frontier_of,
    show_locks_at_once,
    suppose,
)
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.changes import Change
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing

QUESTIONS = say("Questions (nothing is written)")
DETAILS = say("More to read")
LARGE = say("Very many people")

Words = Annotated[list[str] | None, typer.Argument(metavar="[]", hidden=True)]
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
        autocompletion=completion.pairs,
    ),
]
Again = Annotated[
    bool, typer.Option("--again", help=say("Former partners may be paired with each other again."))
]
NewRound = Annotated[
    bool,
    typer.Option(
        "--new-round",
        help=say(
            "Begin a new round: whoever found no partner so far has waited one more (waited) and "
            "comes first."
        ),
    ),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if",
        metavar="CHANGE",
        help=say(
            "Show the pairing beside today's under one or more changes: without PERSON, with MENTOR "
            "MENTEE, not MENTOR MENTEE, weight NAME=N, rule NAME=VALUE, aim fair."
        ),
        show_default=False,
        rich_help_panel=QUESTIONS,
    ),
]
Frontier = Annotated[
    bool,
    typer.Option(
        "--frontier",
        help=say("Show the total score against people moved, for every --keep that matters."),
        rich_help_panel=QUESTIONS,
    ),
]
Prices = Annotated[
    bool,
    typer.Option(
        "--prices",
        help=say(
            "Also show who would rather have whom, and what each such choice and each lock costs "
            "the whole."
        ),
        rich_help_panel=DETAILS,
    ),
]
Audit = Annotated[
    bool,
    typer.Option(
        "--audit",
        help=say("Also show how groups of people are served, and what each weight really did."),
        rich_help_panel=DETAILS,
    ),
]

Gap = Annotated[
    float,
    typer.Option(
        "--gap",
        metavar="PERCENT",
        min=0,
        max=100,
        help=say(
            "Above 10,000 people: stop once no other choice can have more than this much more. 0 goes "
            "on to the optimum."
        ),
        rich_help_panel=LARGE,
    ),
]
Limit = Annotated[
    float | None,
    typer.Option(
        "--limit",
        metavar="SECONDS",
        min=0,
        help=say(
            "Above 10,000 people: stop after this time with what is proved by then. The result may "
            "then differ from one machine to another."
        ),
        show_default=False,
        rich_help_panel=LARGE,
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
        epilog=say("Example: rmentor pair --what-if without pauline-r"),
    )(with_common(pair))


def pair(
    words: Words = None,
    anew: Anew = False,
    keep: Keep = 0,
    rematch: Rematch = None,
    again: Again = False,
    new_round: NewRound = False,
    what_if: WhatIf = None,
    frontier: Frontier = False,
    prices: Prices = False,
    audit: Audit = False,
    gap: Gap = 0.1,
    limit: Limit = None,
    strict: Strict = False,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Compute the pairing, show it and write what changes in pairs.yaml."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program

    _refuse_stray_words(words, what_if)
    since = day(today)
    ready, changes = _round(open_program(common), new_round=new_round)
    old = _pair_to_end(ready, rematch)
    way = Way(anew, keep, old, again, since, gap, limit)
    if what_if:
        suppose(ready, way, what_if, words or [], common)
        return
    if frontier:
        show_frontier_of(ready, way, common)
        return
    pairing = _paired(ready, way)
    _show(ready, pairing, way, common, prices=prices, audit=audit)
    end(
        ready.root,
        ready.sources,
        [*changes, *_changes(ready, pairing)],
        common,
        message=say("Pair people: %(n)d pairs", n=len(pairing.pairs)),
        check=check,
    )
    if strict and pairing.unpaired:
        raise typer.Exit(EXIT_LEFT_OVER)


def _refuse_stray_words(words: list[str] | None, what_if: list[str] | None) -> None:
    """Words belong to ``--what-if``, whose clauses need no quotes; without it they mean nothing."""
    from rmentor.errors import Usage

    if words and not what_if:
        raise Usage(
            what=say("Nothing is known to do with: %(words)s.", words=" ".join(words)),
            command="rmentor pair",
        )


def _round(ready: Ready, *, new_round: bool) -> tuple[Ready, list[Change]]:
    """The program as it is to be paired, and what a new round changes in people's files."""
    if not new_round:
        return ready, []
    from rmentor.folder.rounds import waiting_changes
    from rmentor.model.rounds import next_round

    changes = waiting_changes(ready.program, ready.loaded.homes)
    return replace(ready, program=next_round(ready.program)), changes


def _pair_to_end(ready: Ready, rematch: str | None) -> str | None:
    from rmentor.cli.names import find_pair

    return find_pair(ready.program, rematch).id if rematch is not None else None


def _paired(ready: Ready, way: Way) -> Pairing:
    from rmentor.cli.progress import Clock, phase_in_words, working
    from rmentor.cli.terminal import warn
    from rmentor.pairing.huge.effort import Effort
    from rmentor.pairing.pair import pair as find_pairs

    clock = Clock(way.limit)
    with working(say("Pairing …")) as speak:
        found = find_pairs(
            ready.program,
            anew=way.anew,
            keep=way.keep,
            rematch=way.rematch,
            again=way.again,
            since=way.since,
            effort=Effort(way.gap, clock.enough, lambda phase: speak(phase_in_words(phase))),
        )
    if clock.has_struck:
        warn(say("The time limit was reached: another machine may find other pairs."))
    return found


def _changes(ready: Ready, pairing: Pairing) -> list[Change]:
    from rmentor.folder.dump import pairs_changes

    return pairs_changes(ready.program, ready.sources, pairing.after)


def _show(
    ready: Ready, pairing: Pairing, way: Way, common: Common, *, prices: bool, audit: bool
) -> None:
    """Show the pairing on the terminal, or as JSON, with what else was asked for."""
    from rmentor.cli.pairing.outcome import show_pairing
    from rmentor.cli.terminal import show_json
    from rmentor.pairing.views import pairing_json

    answer: dict[str, Any] = {}
    if common.json:
        answer = pairing_json(pairing)
    elif not common.dry_run:
        show_pairing(ready, pairing, over=way.anew or way.rematch is not None)
    if prices:
        answer |= prices_of(ready, pairing, way, common)
    elif not common.json and not common.dry_run:
        show_locks_at_once(ready, way)
    if audit:
        answer |= audit_of(ready, pairing, way, common)
    if common.json:
        show_json(answer)
