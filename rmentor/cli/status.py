"""``rmentor status``: the programme on one screen, or one pair's whole story."""

from __future__ import annotations

from typing import Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.options import EXIT_LEFT_OVER, Common, Now, today_or_now, with_common
from rmentor.cli.speech import say


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "status",
        help=say(
            "Show the programme on one screen: who is at risk, what is due this week, who has not "
            "answered, how the KPIs stand; or one pair’s whole story."
        ),
        epilog=say("Example: rmentor status --pair pauline-r--catherine-a"),
    )(with_common(status))


def status(
    pair: Annotated[
        str | None,
        typer.Option(
            "--pair",
            metavar="PAIR",
            help=say("Show one pair’s whole story: its id, or a part of it or of the names."),
            show_default=False,
            autocompletion=completion.pairs,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=say("Exit with 3 if a pair is at risk."))
    ] = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Show how the program, or a pair, stands; write nothing."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import show_json

    on = today_or_now(today)
    program = open_program(common).program
    if pair is not None:
        from rmentor.cli.standing.as_json import story_json
        from rmentor.cli.standing.one_pair import show_story
        from rmentor.cli.which import which_pair
        from rmentor.followup.story import story

        told = story(program, which_pair(program, pair), on)
        show_json(story_json(program, told)) if common.json else show_story(program, told)
        at_risk = told.health is not None and told.health.state == "at-risk"
    else:
        from rmentor.cli.standing.as_json import status_json
        from rmentor.cli.standing.screen import show_status
        from rmentor.followup.overview import overview

        found = overview(program, on)
        show_json(status_json(program, found)) if common.json else show_status(program, found)
        at_risk = any(each.state == "at-risk" for each in found.health)
    if strict and at_risk:
        raise typer.Exit(EXIT_LEFT_OVER)
