"""``rmentor init``: make a program folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import locale_language, say


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "init",
        help=say("Make a commented program folder, in a git repository unless inside one."),
        epilog=say("Example: rmentor init my-program --preset classic --lang fr"),
    )(with_common(init))


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help=say("Folder to make it in."))
    ] = Path(),
    preset: Annotated[
        str, typer.Option("--preset", metavar="NAME", help=say("Framework to begin with."))
    ] = "classic",
    sample: Annotated[
        bool, typer.Option("--sample", help=say("A whole sample program to look at instead."))
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="fr|en",
            help=say("Language of the comments, and of all that is generated."),
            show_default=False,
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """Write the files of a preset or of the sample; stop if one of them is already there."""
    from rmentor.changes import Write
    from rmentor.cli.ending import end
    from rmentor.cli.terminal import show_json, tell
    from rmentor.errors import AlreadyThere
    from rmentor.folder.read import Sources
    from rmentor.git import has_git, init_repository, is_inside_repository

    files = _files(preset, sample=sample, lang=lang)
    root = folder if common.program is None else common.program
    there = sorted(path for path in files if (root / path).exists() or (root / path).is_symlink())
    if (root / "participants").exists():
        there.append("participants/")
    if there:
        raise AlreadyThere(files=", ".join(there[:5]) + (" …" if len(there) > 5 else ""))
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
        show_json({"folder": str(root), "files": sorted(written)})
    elif not common.dry_run:
        _say_next(root, sample=sample)


def _files(preset: str, *, sample: bool, lang: str | None) -> dict[str, bytes]:
    """Contents to write, by path."""
    from rmentor import resources
    from rmentor.errors import UnknownName, Wrong

    language = lang or locale_language()
    if language not in ("fr", "en"):
        raise Wrong(what=say("“%(text)s” is not a language here: fr or en.", text=language))
    if sample:
        return _spoken(resources.sample_files(), lang)
    known = resources.preset_names()
    if preset not in known:
        hint = say("Presets: %(names)s", names=", ".join(known))
        raise UnknownName(kind=say("preset"), name=preset, hint=hint)
    return resources.preset_files(preset, language)


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
