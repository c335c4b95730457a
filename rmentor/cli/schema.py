"""``rmentor schema``: JSON Schemas, by which editors complete, explain and underline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Opened

Kind = Annotated[
    str | None,
    typer.Argument(
        metavar="[KIND]",
        help=say("Print the schema of this kind of file, such as participants."),
        show_default=False,
    ),
]
Written = Annotated[
    bool,
    typer.Option(
        "--write",
        help=say("Write all schemas into schemas/, and name each in the first line of its files."),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "schema",
        help=say(
            "JSON Schemas of the files, for editors: completion, help and errors as you type."
        ),
        epilog=say("Example: rmentor schema --write"),
    )(with_common(schema))


def schema(kind: Kind = None, write: Written = False, *, common: Common) -> None:
    """List the kinds of files, print the schema of one, or write them all into the program."""
    from rmentor.cli.opening import open_if_any
    from rmentor.cli.terminal import show_json, show_text
    from rmentor.errors import UnknownName
    from rmentor.folder.schema.files import SHAPES
    from rmentor.folder.schemas import schemas

    opened = open_if_any(common)
    if write:
        _write(common)
        return
    made = schemas(language())
    if kind is None and not common.json:
        _list(opened)
        return
    if kind is None:
        show_json(made)
        return
    if kind not in SHAPES:
        hint = say("Kinds: %(names)s", names=", ".join(SHAPES))
        raise UnknownName(kind=say("kind of file"), name=kind, hint=hint)
    show_text(json.dumps(made[kind], ensure_ascii=False, indent=2) + "\n")


def _list(opened: Opened | None) -> None:
    from rmentor.cli.terminal import show, table
    from rmentor.folder.modeline import FOLDER, has_modeline
    from rmentor.folder.schema.editors import file_of
    from rmentor.folder.schema.files import SHAPES, kind_of

    files = opened.sources.files if opened else {}
    rows = []
    for kind in SHAPES:
        mine = [path for path in files if kind_of(path) == kind and path.endswith(".yaml")]
        named = sum(has_modeline(files[path]) for path in mine)
        there = say("%(named)d of %(n)d", named=named, n=len(mine)) if mine else "–"
        rows.append((kind, file_of(kind), f"{FOLDER}/{kind}.json", there))
    show(
        table((say("Kind"), say("File"), say("Schema"), say("Named in")), rows),
        say("rmentor schema KIND prints one; rmentor schema --write puts all in place."),
    )


def _write(common: Common) -> None:
    from rmentor.changes import Write
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_folder
    from rmentor.folder.schemas import schema_files, with_modelines

    opened = open_folder(common)
    files = with_modelines(opened.sources.files)
    changes = [
        *(Write(path, text) for path, text in schema_files(language()).items()),
        *(
            Write(path, content)
            for path, content in sorted(files.items())
            if content != opened.sources.files[path]
        ),
    ]
    message = say("Let editors know the files")
    end(opened.root, opened.sources, changes, common, message=message)
