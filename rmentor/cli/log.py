"""``rmentor log``: what became of a session."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.options import Check, Common, Now, today_or_now, with_common
from rmentor.cli.speech import say

HAPPENED, NOTED, AGREED, MANY = (
    say("What became of it"),
    say("Of a session that was held"),
    say("Actions"),
    say("A whole week at once"),
)

Words = Annotated[
    str | None,
    typer.Argument(
        metavar="PAIR",
        help=say("Id of the pair, or enough of it or of its people’s names."),
        show_default=False,
        autocompletion=completion.pairs,
    ),
]
Number = Annotated[
    str | None,
    typer.Option(
        "--session",
        metavar="N",
        help=say("Which session. Without it: the earliest that is due and not recorded."),
        show_default=False,
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help=say("Day of the session. Without it: the planned one."),
        show_default=False,
    ),
]
Held = Annotated[bool, typer.Option("--held", help=say("It took place."), rich_help_panel=HAPPENED)]
Cancelled = Annotated[
    bool,
    typer.Option(
        "--cancelled",
        help=say("It did not; rmentor plan then finds a date to make it up."),
        rich_help_panel=HAPPENED,
    ),
]
ForGood = Annotated[
    bool,
    typer.Option(
        "--for-good",
        help=say("With --cancelled: it is not to be made up."),
        rich_help_panel=HAPPENED,
    ),
]
Moved = Annotated[
    bool,
    typer.Option(
        "--moved",
        help=say("Another date was agreed on, or is to be found by rmentor plan."),
        rich_help_panel=HAPPENED,
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="MOMENT",
        help=say('The date that a moved session has now, such as "2027-03-04 12:00".'),
        show_default=False,
        rich_help_panel=HAPPENED,
    ),
]
Because = Annotated[
    str | None,
    typer.Option(
        "--because",
        metavar="REASON",
        help=say("Why not: work, absence, place, mix-up or other."),
        show_default=False,
        rich_help_panel=HAPPENED,
    ),
]
Minutes = Annotated[
    str | None,
    typer.Option(
        "--minutes",
        metavar="N",
        help=say("How long it took. Without it: as planned."),
        show_default=False,
        rich_help_panel=NOTED,
    ),
]
Topics = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        metavar="TOPIC",
        help=say("What it was about; may be repeated. Without it: as planned."),
        show_default=False,
        autocompletion=completion.topics,
        rich_help_panel=NOTED,
    ),
]
Returns = Annotated[
    list[str] | None,
    typer.Option(
        "--returns",
        metavar="TOPIC",
        help=say("What a mentee taught in return; may be repeated."),
        show_default=False,
        autocompletion=completion.topics,
        rich_help_panel=NOTED,
    ),
]
Pulse = Annotated[
    list[str] | None,
    typer.Option(
        "--pulse",
        metavar="mentor=5,mentee=4",
        help=say("How useful it was and how at ease each felt, 1 to 5."),
        show_default=False,
        rich_help_panel=NOTED,
    ),
]
Levels = Annotated[
    list[str] | None,
    typer.Option(
        "--level",
        metavar="PERSON:TOPIC=N",
        help=say("Level that somebody now has by their own word, 0 to 5; may be repeated."),
        show_default=False,
        rich_help_panel=NOTED,
    ),
]
Actions = Annotated[
    list[str] | None,
    typer.Option(
        "--action",
        metavar='"PERSON: WHAT @DATE"',
        help=say("What somebody agreed to do, by when; may be repeated."),
        show_default=False,
        rich_help_panel=AGREED,
    ),
]
ReturnActions = Annotated[
    list[str] | None,
    typer.Option(
        "--return-action",
        metavar='"PERSON: WHAT @DATE"',
        help=say("The same, where a mentee gives something back by it."),
        show_default=False,
        rich_help_panel=AGREED,
    ),
]
Done = Annotated[
    list[str] | None,
    typer.Option(
        "--done",
        metavar="1,3",
        help=say("Actions that are done: by number, by some of their words, or all."),
        show_default=False,
        rich_help_panel=AGREED,
    ),
]
Edit = Annotated[
    bool,
    typer.Option("--edit", help=say("Write the entry in your editor ($VISUAL or $EDITOR).")),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help=say("Correct what is recorded of that session; what is not named stays."),
    ),
]
Source = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help=say("Record every row that is filled in of a form, CSV, XLSX or ODS."),
        show_default=False,
        rich_help_panel=MANY,
    ),
]
Form = Annotated[
    bool,
    typer.Option(
        "--form",
        help=say("Print such a form, as CSV, of all sessions that are due and not recorded."),
        rich_help_panel=MANY,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "log",
        help=say(
            "Record what became of a session: by options, by questions where there are none, in your "
            "editor, or a whole week at once. What two people said to each other is theirs."
        ),
        epilog=say("Example: rmentor log pauline --held --pulse mentor=5,mentee=4"),
    )(with_common(log))


def log(
    pair: Words = None,
    session: Number = None,
    date: Day = None,
    held: Held = False,
    cancelled: Cancelled = False,
    for_good: ForGood = False,
    moved: Moved = False,
    to: To = None,
    because: Because = None,
    minutes: Minutes = None,
    topic: Topics = None,
    returns: Returns = None,
    pulse: Pulse = None,
    level: Levels = None,
    action: Actions = None,
    return_action: ReturnActions = None,
    done: Done = None,
    edit: Edit = False,
    replace: Replace = False,
    form: Form = False,
    source: Source = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Find out what is meant, check all of it, and write the journal and the plan."""
    from rmentor.cli.journal.options import Typed, only_state
    from rmentor.cli.journal.record import record_one
    from rmentor.cli.journal.week import print_form, record_week
    from rmentor.cli.opening import open_program

    on = today_or_now(today)
    states = {"held": held, "cancelled": cancelled, "moved": moved}
    typed = Typed(
        session=session,
        date=date,
        state=only_state(states),
        to=to,
        because=because,
        minutes=minutes,
        topics=tuple(topic or ()),
        returns=tuple(returns or ()),
        pulse=tuple(pulse or ()),
        levels=tuple(level or ()),
        actions=tuple(action or ()),
        return_actions=tuple(return_action or ()),
        done=tuple(done or ()),
        for_good=for_good,
        replace=replace,
    )
    typed.refuse_beside(pair, form=form, source=source, edit=edit)
    ready = open_program(common)
    if form:
        print_form(ready.program, on)
    elif source is not None:
        record_week(ready, source, on, common, check=check, correcting=replace)
    else:
        record_one(ready, str(pair), typed, on, common, check=check, edit=edit)
