"""``rmentor migrate``: files of an older format become files of the newest."""

from __future__ import annotations

import typer

from rmentor.cli.options import Check, Common, with_common
from rmentor.cli.speech import say


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "migrate",
        help=say(
            "Bring the files of a program made by an older rmentor to the newest format. Comments stay "
            "wherever what they stand on does. Files of a newer format are left alone."
        ),
        epilog=say("Example: rmentor migrate --dry-run"),
    )(with_common(migrate))


def migrate(check: Check = False, *, common: Common) -> None:
    """Work out the new files, load them, and write them in one landing."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_folder
    from rmentor.cli.terminal import show, show_json
    from rmentor.folder.migrations import migrated

    opened = open_folder(common)
    found = migrated(opened.sources)
    if common.json:
        show_json({"from": found.before, "to": found.after, "changes": len(found.changes)})
    elif found.before == found.after:
        show(say("Nothing to do: format %(n)d is the newest.", n=found.after))
    message = say(
        "Bring the files from format %(before)d to format %(after)d",
        before=found.before,
        after=found.after,
    )
    if not common.json and found.before != found.after:
        show(message)
    if found.changes or check:
        end(opened.root, opened.sources, found.changes, common, message=message, check=check)
