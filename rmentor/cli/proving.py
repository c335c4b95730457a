"""A last look before people are written: the program that comes of it must be free of errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.changes import Change, Write
    from rmentor.cli.opening import Ready


def proved(ready: Ready, changes: Sequence[Change]) -> list[Write]:
    """Carry changes out in memory and load the program; answer the files that they give.

    Where it would have errors, they are shown, and the command ends with 1, nothing written.
    """
    from rmentor.changes import Write
    from rmentor.cli.excerpts import show_findings
    from rmentor.cli.terminal import warn
    from rmentor.folder.edit import apply
    from rmentor.folder.load import load
    from rmentor.folder.read import Sources

    edited = {
        path: text for path, text in apply(ready.sources, changes).items() if text is not None
    }
    after = Sources(ready.root, {**ready.sources.files, **edited})
    errors = [finding for finding in load(after).findings if finding.severity == "error"]
    if errors:
        warn(say("The program would have errors then; nothing was written."))
        show_findings(after, errors, to_stderr=True)
        raise typer.Exit(1)
    return [Write(path, text) for path, text in edited.items()]
