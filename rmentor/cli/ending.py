"""How a writing command ends: show the diff, check, write, or write and commit.

All four read the same changes; nothing before this knows that a disk exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rmentor.cli.options import Common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.changes import Change
    from rmentor.folder.read import Sources


def end(
    root: Path,
    sources: Sources,
    changes: Sequence[Change],
    common: Common,
    *,
    message: str,
    check: bool = False,
) -> tuple[str, ...]:
    """Carry out the changes the way that the options ask for; answer the paths that differ.

    Args:
        root: Program folder.
        sources: What was read from it.
        changes: What the command would change.
        common: Common options.
        message: Subject of the commit, with ``--commit``.
        check: Write nothing and exit with 1 if something would change.
    """
    from rmentor.cli.terminal import show_text, tell
    from rmentor.folder.diffs import unified_diff
    from rmentor.folder.edit import apply
    from rmentor.folder.land import differing, land

    files = apply(sources, changes)
    if check or common.dry_run:
        differ = differing(root, files)
        if common.dry_run and not common.json:
            show_text(unified_diff(root, {path: files[path] for path in differ}))
        if check:
            for path in differ:
                tell(say("would change: %(path)s", path=path))
            if differ:
                raise typer.Exit(1)
            tell(say("Nothing would change."))
        return tuple(differ)
    if common.commit and differing(root, files):
        from rmentor.git import check_can_commit

        check_can_commit(root)
    written = land(root, sources, files)
    _say_written(written)
    if common.commit and written:
        revision = _committed(root, written, message)
        tell(say("Committed %(revision)s: %(message)s", revision=revision[:10], message=message))
    return written


def _committed(root: Path, written: Sequence[str], message: str) -> str:
    from rmentor.errors import GitMissing, NotCommitted
    from rmentor.git import commit_paths

    try:
        return commit_paths(root, written, message)
    except GitMissing as error:
        raise NotCommitted(why=error.args_by_name["why"]) from error


def _say_written(written: Sequence[str]) -> None:
    """Name the files written: single ones each, many of one folder as a count."""
    from rmentor.cli.terminal import tell

    if not written:
        tell(say("Nothing to change."))
        return
    folders: dict[str, list[str]] = {}
    for path in written:
        folder = path.split("/")[0] + "/" if "/" in path else ""
        folders.setdefault(folder, []).append(path)
    for folder, paths in folders.items():
        if not folder or len(paths) <= 3:
            for path in paths:
                tell(say("wrote %(path)s", path=path))
        else:
            tell(
                language().plural(
                    "wrote %(n)d file in %(folder)s",
                    "wrote %(n)d files in %(folder)s",
                    len(paths),
                    folder=folder,
                )
            )
