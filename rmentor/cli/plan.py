"""``rmentor plan``: dates for every session, their sheets and calendars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from rmentor.cli.options import EXIT_LEFT_OVER, Check, Common, Strict, Today, day, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.sessions import Plan
    from rmentor.planning.plan_changes import PlanChange


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "plan",
        help=say(
            "Give every session a date that suits everyone; write plan.yaml, session plans and calendars."
        ),
        epilog=say("Example: rmentor plan --strict"),
    )(with_common(plan))


def plan(
    strict: Strict = False,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Compute the plan, show it and write what changes."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.progress import working
    from rmentor.cli.terminal import show_json
    from rmentor.folder.dump import plan_changes
    from rmentor.folder.land import generated_files
    from rmentor.planning.plan import plan as make_plan
    from rmentor.planning.plan_changes import changes_of_plan, plan_changes_json
    from rmentor.planning.views import plan_json
    from rmentor.reporting.files import calendar_changes, draft_changes, session_changes
    from rmentor.reporting.together import together

    since = day(today)
    ready = open_program(common, to_plan=True)
    with working(say("Planning …")):
        made = make_plan(ready.program, since=since)
        existing = generated_files(ready.root)
        calendars = calendar_changes(ready.program, made, existing)
        changes = [
            *plan_changes(ready.program, ready.sources, made),
            *together(
                lambda: session_changes(ready.program, made, ready.sources, existing),
                lambda: calendars,
                lambda: draft_changes(
                    ready.program, made, calendars, ready.sources, existing, since=since
                ),
            ),
        ]
    if common.json or not common.dry_run:
        differ = changes_of_plan(ready.program, ready.program.plan, made)
        if common.json:
            show_json({**plan_json(made), "changes": plan_changes_json(differ)})
        else:
            _show(ready, made)
            _show_changes(ready, differ)
    end(
        ready.root,
        ready.sources,
        changes,
        common,
        message=say("Plan sessions: %(n)d", n=len(made.sessions)),
        check=check,
    )
    if strict and (made.unplaced or made.unplaced_events):
        raise typer.Exit(EXIT_LEFT_OVER)


def _show(ready: Ready, made: Plan) -> None:
    from rmentor.cli.events import show_events, show_undated
    from rmentor.cli.terminal import MOST_ROWS, show, show_styled, table
    from rmentor.language.dates import long_moment

    code = language().code
    names = _names(ready)
    by_pair: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for session in made.sessions:
        if session.state == "cancelled":
            continue
        by_pair.setdefault(session.pair, []).append(f"{session.start:%d/%m}")
        first.setdefault(session.pair, long_moment(session.start, code))
    rows = [
        (names.get(pair, pair), first[pair], " ".join(days[1:]))
        for pair, days in list(by_pair.items())[:MOST_ROWS]
    ]
    if rows:
        show(table((say("Pair"), say("First session"), say("Then")), rows))
    if len(by_pair) > MOST_ROWS:
        show(say("… and %(n)d more; plan.yaml has them all.", n=len(by_pair) - MOST_ROWS))
    if made.unplaced:
        undated = [
            (names.get(one.pair, one.pair), one.session, one.reason, one.nearest)
            for one in made.unplaced
        ]
        show_undated(say("Without a date"), undated)
    show_events(ready.program, made)
    planned = sum(session.state != "cancelled" for session in made.sessions)
    wanted = planned + len(made.unplaced)
    show_styled(
        say("%(planned)d of %(wanted)d sessions have a date.", planned=planned, wanted=wanted),
        "bold",
    )


def _names(ready: Ready) -> dict[str, str]:
    people = ready.program.people()
    return {
        pair.id: " · ".join(people[p].name for p in pair.people if p in people)
        for pair in ready.program.pairs
    }


def _show_changes(ready: Ready, changes: Sequence[PlanChange]) -> None:
    """Show which sessions moved, were called off or came back, and why; new ones are no news."""
    from rmentor.cli.terminal import MOST_ROWS, show, table
    from rmentor.language.dates import long_moment
    from rmentor.planning.plan_changes import CANCELLED, NEW

    told = [change for change in changes if change.kind != NEW and change.before is not None]
    if not told:
        return
    names, code = _names(ready), language().code
    rows = [
        (
            "-" if change.kind == CANCELLED else "~",
            names.get(change.after.pair, change.after.pair),
            change.after.session,
            long_moment(change.before.start, code) if change.before else "",
            "–" if change.kind == CANCELLED else long_moment(change.after.start, code),
            change.why,
        )
        for change in told[:MOST_ROWS]
    ]
    heads = ("", say("Pair"), "", say("Was"), say("Is now"), say("Why"))
    show("", table(heads, rows, right=(2,)))
    if len(told) > MOST_ROWS:
        show(say("… and %(n)d more; --json has them all.", n=len(told) - MOST_ROWS))
