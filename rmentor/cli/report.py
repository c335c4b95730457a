"""``rmentor report``: Markdown reports from templates."""

from __future__ import annotations

from typing import Annotated

import typer

from rmentor.cli.options import Check, Common, Today, day, with_common
from rmentor.cli.speech import say
from rmentor.reporting.paths import KITS

REPORTS = ("program", "sponsor", "pair", *KITS)


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "report",
        help=say("Write reports and kits from templates; all of them without a name."),
        epilog=say("Example: rmentor report sponsor --today 2027-03-01"),
    )(with_common(report))


def report(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME…]", help=", ".join(REPORTS), show_default=False),
    ] = None,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Write the reports asked for, in the program's language."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import show, show_json
    from rmentor.errors import UnknownName
    from rmentor.folder.land import generated_files
    from rmentor.pairing.pair import standing
    from rmentor.reporting.files import report_changes

    wanted = tuple(dict.fromkeys(names or REPORTS))
    for name in wanted:
        if name not in REPORTS:
            hint = say("Reports: %(names)s", names=", ".join(REPORTS))
            raise UnknownName(kind=say("report"), name=name, hint=hint)
    on = day(today)
    ready = open_program(common)
    changes = report_changes(
        ready.program,
        standing(ready.program),
        ready.sources,
        wanted,
        today=on,
        existing=generated_files(ready.root),
    )
    differ = end(
        ready.root, ready.sources, changes, common, message=say("Write reports"), check=check
    )
    paths = sorted(change.file for change in changes if change.file not in differ) + list(differ)
    if common.json:
        show_json({"files": sorted(set(paths)), "changed": sorted(differ)})
    elif not common.dry_run:
        for path in sorted(path for path in set(paths) if path.count("/") == 1):
            show(path)
