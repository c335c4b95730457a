"""``rmentor init``: make a program folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import locale_language, say

if TYPE_CHECKING:
    from rmentor.folder.edition import Edition

CLASSIC = "classic"

Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help=say("Folder to make it in."))]
Preset = Annotated[
    str,
    typer.Option(
        "--preset",
        metavar="NAME",
        help=say("Framework to begin with."),
        autocompletion=completion.presets,
    ),
]
Sample = Annotated[
    bool, typer.Option("--sample", help=say("A whole sample program to look at instead."))
]
Old = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="OLD",
        help=say(
            "Begin the next edition of the program in this folder: its people, framework and "
            "objectives go on, and whoever found no partner comes first."
        ),
        show_default=False,
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="fr|en",
        help=say("Language of the comments, and of all that is generated."),
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "init",
        help=say("Make a commented program folder, in a git repository unless inside one."),
        epilog=say("Example: rmentor init my-program --preset classic --lang fr"),
    )(with_common(init))


def init(
    folder: Folder = Path(),
    preset: Preset = CLASSIC,
    sample: Sample = False,
    old: Old = None,
    lang: Lang = None,
    *,
    common: Common,
) -> None:
    """Write the files of a preset, of the sample or of the next edition; stop if one is already there."""
    from rmentor.changes import Write
    from rmentor.cli.edition import edition_json, show_edition
    from rmentor.cli.ending import end
    from rmentor.cli.terminal import show_json, tell
    from rmentor.errors import AlreadyThere
    from rmentor.folder.read import Sources
    from rmentor.git import has_git, init_repository, is_inside_repository

    edition = None if old is None else _edition(old, preset, common, sample=sample, lang=lang)
    files = edition.files if edition else _files(preset, sample=sample, lang=lang)
    root = folder if common.program is None else common.program
    there = sorted(path for path in files if (root / path).exists() or (root / path).is_symlink())
    if (root / "participants").exists():
        there.append("participants/")
    if there:
        raise AlreadyThere(files=", ".join(there[:5]) + (" …" if len(there) > 5 else ""))
    files = _known_to_editors(files)
    changes = [Write(path, text) for path, text in sorted(files.items())]
    repository = has_git() and not is_inside_repository(root)
    if not common.dry_run:
        root.mkdir(parents=True, exist_ok=True)
        if repository:
            init_repository(root)
            tell(say("Made a git repository in %(folder)s", folder=root))
    written = end(
        root, Sources(root, {}), changes, common, message=say("Begin a mentoring program")
    )
    if common.json:
        about = edition_json(edition) if edition else {}
        show_json({"folder": str(root), "files": sorted(written), **about})
    elif not common.dry_run:
        if edition:
            show_edition(edition, root)
        else:
            _say_next(root, sample=sample)


def _edition(old: Path, preset: str, common: Common, *, sample: bool, lang: str | None) -> Edition:
    """Next edition of the program in ``old``, which is only read."""
    from rmentor.cli.edition import open_old
    from rmentor.errors import Wrong
    from rmentor.folder.edition import edition_after

    if sample or preset != CLASSIC:
        raise Wrong(
            what=say("--from goes without --sample and --preset: the old program is the pattern.")
        )
    language = None if lang is None else _language(lang)
    ready = open_old(old, common)
    return edition_after(ready.program, ready.sources, ready.loaded.homes, language)


def _language(lang: str | None) -> str:
    from rmentor.errors import Wrong

    language = lang or locale_language()
    if language not in ("fr", "en"):
        raise Wrong(what=say("“%(text)s” is not a language here: fr or en.", text=language))
    return language


def _files(preset: str, *, sample: bool, lang: str | None) -> dict[str, bytes]:
    """Contents to write, by path."""
    from rmentor import resources
    from rmentor.errors import UnknownName

    language = _language(lang)
    if sample:
        return _spoken(resources.sample_files(), lang)
    known = resources.preset_names()
    if preset not in known:
        hint = say("Presets: %(names)s", names=", ".join(known))
        raise UnknownName(kind=say("preset"), name=preset, hint=hint)
    return resources.preset_files(preset, language)


def _known_to_editors(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with the schema of each in its first line, and those schemas, in the program's language."""
    from rmentor.folder.load import load
    from rmentor.folder.read import Sources
    from rmentor.folder.schemas import schema_files, with_modelines
    from rmentor.language.catalogue import speak

    made = schema_files(speak(load(Sources(None, files)).language))
    return with_modelines(files) | {path: text.encode() for path, text in made.items()}


def _spoken(files: dict[str, bytes], lang: str | None) -> dict[str, bytes]:
    """Have everything that the sample generates in ``lang``, where it was asked for."""
    from rmentor.changes import Put
    from rmentor.folder.edit import apply
    from rmentor.folder.read import Sources

    if lang is None:
        return files
    edited = apply(Sources(None, files), [Put("program.yaml", ("language",), lang)])
    return files | {path: content for path, content in edited.items() if content is not None}


def _say_next(root: Path, *, sample: bool) -> None:
    from rmentor.cli.terminal import tell

    step = "" if root == Path() else f"cd {root}\n  "
    if sample:
        tell(
            say("Next:")
            + f"\n  {step}rmentor check\n  rmentor pair\n  rmentor plan\n  rmentor report"
        )
    else:
        tell(
            say("Next: fill in program.yaml and participants.yaml (the comments say how), then:")
            + f"\n  {step}rmentor check"
        )
