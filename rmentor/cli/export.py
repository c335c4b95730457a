"""``rmentor export``: everything about one person, or the whole program under pseudonyms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.people import Participant

_FILE, _PAGE = "data.json", "page.md"


Person = Annotated[
    str | None,
    typer.Argument(
        metavar="PERSON",
        help=say("An id, or a part of it or of a name that fits only one."),
        show_default=False,
        autocompletion=completion.people,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="DIR",
        help=say("A new or empty folder, outside the program’s, for everything about the person."),
        show_default=False,
    ),
]
Copy = Annotated[
    Path | None,
    typer.Option(
        "--pseudonyms",
        metavar="DIR",
        help=say("A new or empty folder, outside the program’s, for a copy under pseudonyms."),
        show_default=False,
    ),
]
Key = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help=say(
            "Key of the pseudonyms, kept outside the repository: the same key gives the same ones."
        ),
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "export",
        help=say(
            "Everything that the files hold about one person, to hand it to them: a page to read, or "
            "with --json for programs; with --output DIR both, and their calendar and mails. Or with "
            "--pseudonyms DIR a copy of the whole program under keyed pseudonyms, to share it."
        ),
        epilog=say("Example: rmentor export pauline-r --output /tmp/pauline"),
    )(with_common(export))


def export(
    person: Person = None,
    output: Output = None,
    pseudonyms: Copy = None,
    key: Key = None,
    new_key: Annotated[bool, typer.Option("--new-key", help=say("Make the key first."))] = False,
    *,
    common: Common,
) -> None:
    """Show or write what was asked for."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.targets import which_person
    from rmentor.errors import Wrong

    if (person is None) == (pseudonyms is None):
        raise Wrong(what=say("Name a person, or a folder for everybody: --pseudonyms DIR."))
    if pseudonyms is not None:
        from rmentor.cli.rights.export_all import export_all

        if key is None or output is not None:
            raise Wrong(what=say("--pseudonyms DIR needs --key FILE, and takes no --output."))
        export_all(open_program(common), pseudonyms, key, common, new_key=new_key)
        return
    if key is not None or new_key:
        raise Wrong(what=say("--key goes with --pseudonyms."))
    ready = open_program(common)
    _export_person(ready, which_person(ready.program, person or ""), output, common)


def _export_person(ready: Ready, person: Participant, output: Path | None, common: Common) -> None:
    from rmentor.cli.terminal import show_json, show_text
    from rmentor.language.catalogue import speak
    from rmentor.reporting.rights.page import dossier_page

    document = _document(ready, person)
    if output is None:
        if common.json:
            show_json(document)
        else:
            language = speak(ready.program.language)
            show_text(dossier_page(document, ready.program, language))
        return
    _write(ready, document, output, common)


def _document(ready: Ready, person: Participant) -> dict[str, Any]:
    """Everything about one person."""
    from rmentor.cli.progress import working
    from rmentor.folder.land import generated_files
    from rmentor.folder.rights.generated import Traces, naming_files
    from rmentor.folder.rights.memory import remembered_of
    from rmentor.folder.rights.sweep import mentioned
    from rmentor.folder.rights.words import PersonWords
    from rmentor.followup.rights.names import new_pair_ids, pairs_of
    from rmentor.language.catalogue import speak
    from rmentor.reporting.paths import calendar_paths, certificate, draft, reminder
    from rmentor.reporting.rights.dossier import Held, dossier

    program = ready.program
    with working(say("Looking for everything …")):
        others = [each for each in program.participants if each.id != person.id]
        words = PersonWords(person, others, (person.id, person.name), {})
        pairs = {pair.id for pair in pairs_of(program, person.id)}
        pairs |= set(new_pair_ids(program, person, person.id))
        calendar = calendar_paths(program, pairs).people[person.id]
        own = {calendar, draft(calendar), reminder(person.id), certificate(person.id)}
        naming = naming_files(ready.root, Traces(person, sorted(pairs)), own)
        held = Held(
            ready.loaded.homes[person.id],
            remembered_of(ready.sources, person.id),
            own & generated_files(ready.root),
            naming - own,
            mentioned(ready.sources.files, words),
        )
    return dossier(program, person.id, held, speak(program.language))


def _write(ready: Ready, document: dict[str, Any], output: Path, common: Common) -> None:
    """Write page, JSON and the person's own files into a folder."""
    from rmentor.cli.rights.export_all import write_into
    from rmentor.cli.terminal import json_text, show_json
    from rmentor.folder.read import read_surely
    from rmentor.language.catalogue import speak
    from rmentor.reporting.rights.page import dossier_page

    language = speak(ready.program.language)
    files = {
        _FILE: json_text(document).encode(),
        _PAGE: dossier_page(document, ready.program, language).encode(),
    }
    for path in document["files"]["own"]:
        content = read_surely(ready.root, path)
        if content is not None:
            files[path.rpartition("/")[2]] = content
    written = write_into(output, files, ready.root, common)
    if common.json:
        show_json({"folder": str(output), "files": list(written)})
