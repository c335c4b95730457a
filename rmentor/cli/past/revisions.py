"""Open what a program was: git's commits, and the program in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from rmentor.cli.options import Common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.folder.load import Loaded
    from rmentor.folder.read import Sources
    from rmentor.history.commits import Commit
    from rmentor.history.revisions import Archive
    from rmentor.model.program import Program


@contextmanager
def open_past(root: Path) -> Iterator[Archive]:
    """Open the repository that holds a program.

    Raises:
        NoHistory: There is none, or no git, or git refuses.
    """
    from rmentor.errors import GitMissing, NoHistory
    from rmentor.git import has_git, is_inside_repository
    from rmentor.history.revisions import Archive

    if not has_git():
        raise NoHistory(why=say("git is not installed."))
    if not is_inside_repository(root):
        raise NoHistory(why=say("this folder is in no git repository."))
    try:
        with Archive(root) as archive:
            yield archive
    except GitMissing as refused:
        raise NoHistory(why=refused.args_by_name["why"]) from refused


def find_named(root: Path, typed: str) -> Commit:
    """Commit that somebody typed.

    Raises:
        UnknownName: There is none of that name.
    """
    from rmentor.errors import UnknownName
    from rmentor.history.commits import find_commit

    found = find_commit(root, typed)
    if found is None:
        hint = say("Name a commit, a branch or a tag: HEAD~3, main, v1.0")
        raise UnknownName(kind=say("commit"), name=typed, hint=hint)
    return found


def program_at(archive: Archive, root: Path, commit: Commit, common: Common) -> Program | None:
    """Program as it was in a commit, wherever its folder was then; None where there was none yet.

    Raises:
        typer.Exit: It has errors, which are shown.
    """
    from rmentor.folder.load import load

    folder = folder_at(archive, root, commit)
    if folder is None:
        return None
    sources = archive.sources(commit, folder)
    loaded = load(sources)
    if loaded.program is None:
        _stop(commit, sources, loaded, common)
    return loaded.program


def folder_at(archive: Archive, root: Path, commit: Commit) -> str | None:
    """Where the folder of the program was in a commit, or None where there was none."""
    from rmentor.git import path_in_repository
    from rmentor.history.commits import find_commit
    from rmentor.history.timeline import places, timeline

    here = path_in_repository(root)
    if archive.has_program(commit, here):
        return here
    tip = find_commit(root, "HEAD")
    earlier = places(timeline(archive, root, tip, here), here) if tip else ()
    return next((place for place in earlier if archive.has_program(commit, place)), None)


def _stop(commit: Commit, sources: Sources, loaded: Loaded, common: Common) -> NoReturn:
    from rmentor.cli.excerpts import findings_json, show_findings
    from rmentor.cli.terminal import show_json, warn

    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    if common.json:
        show_json({"findings": findings_json(sources, errors)})
    show_findings(sources, errors, to_stderr=True)
    warn(
        say(
            "The program of commit %(commit)s has these errors: choose another.",
            commit=commit.id[:7],
        )
    )
    raise typer.Exit(1)
