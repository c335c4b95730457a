"""Open a program: find, read, load; stop on errors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rmentor.cli.options import Common
from rmentor.cli.speech import adopt, say

if TYPE_CHECKING:
    from rmentor.folder.load import Loaded
    from rmentor.folder.read import Sources
    from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class Opened:
    """A program folder that was read, whatever state it is in."""

    root: Path
    sources: Sources
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class Ready:
    """A program without errors, ready to be worked on."""

    root: Path
    sources: Sources
    loaded: Loaded
    program: Program


def open_folder(common: Common, *, to_plan: bool = False) -> Opened:
    """Read the program folder; ``to_plan``: also where plan.yaml names what is gone.

    Raises:
        NoProgram: None is here or above, or in the folder named.
    """
    from rmentor.errors import NoProgram
    from rmentor.folder.find import find_program
    from rmentor.folder.load import load
    from rmentor.folder.settled import read_settled

    if common.program is not None:
        root = common.program
        if not (root / "program.yaml").is_file():
            raise NoProgram(folder=str(root))
    else:
        root = find_program(Path.cwd())
    read = read_settled(root)
    loaded = load(read.sources, to_plan=to_plan)
    adopt(loaded.language)
    if read.is_awaited:
        _say_awaited()
    return Opened(root, read.sources, loaded)


def _say_awaited() -> None:
    """Say that what is shown is not what is on the disk yet."""
    from rmentor.cli.terminal import warn

    warn(
        say(
            "A command was cut off while it wrote to this program, and nothing can be written here: you see "
            "it as the next command in a place that can be written will leave it."
        )
    )


def open_if_any(common: Common) -> Opened | None:
    """Read the program here or above, in whatever state, if there is one.

    For what is worth reading before there is a program, too.

    Raises:
        NoProgram: A folder was named, and there is none in it.
    """
    from rmentor.errors import NoProgram

    try:
        return open_folder(common)
    except NoProgram:
        if common.program is not None:
            raise
        return None


def open_program(common: Common, *, to_plan: bool = False) -> Ready:
    """Read a program and stop with its errors, if it has any that planning does not put right."""
    return without_errors(open_folder(common, to_plan=to_plan), common)


def without_errors(opened: Opened, common: Common) -> Ready:
    """Go on with a folder that was read, or stop with its errors, if it has any."""
    if opened.loaded.program is None:
        from rmentor.cli.excerpts import show_findings
        from rmentor.cli.terminal import show_json, warn

        errors = [f for f in opened.loaded.findings if f.severity == "error"]
        if common.json:
            from rmentor.cli.excerpts import findings_json

            show_json({"findings": findings_json(opened.sources, errors)})
        show_findings(opened.sources, errors, to_stderr=True)
        warn(say("Put these right first; rmentor check shows them again."))
        raise typer.Exit(1)
    return Ready(opened.root, opened.sources, opened.loaded, opened.loaded.program)
