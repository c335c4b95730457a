"""The commits in which a program changed, wherever its folder was then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rmentor.folder.find import PROGRAM_FILE
from rmentor.folder.read import FOLDERS, SINGLE_FILES
from rmentor.history.commits import Commit, main_line, removed_paths
from rmentor.history.revisions import Archive


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit that changed the program.

    Attributes:
        commit: The commit.
        folder: Where the program's folder was, from the top of the repository, with a slash at its
            end; empty where it was the top.
    """

    commit: Commit
    folder: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A program's past along the main line (first parents).

    Attributes:
        revisions: Oldest first.
        is_cut: Whether there is more that a shallow clone does not hold.
    """

    revisions: tuple[Revision, ...]
    is_cut: bool = False


def timeline(archive: Archive, root: Path, tip: Commit, folder: str) -> Timeline:
    """Find the commits that changed the program in ``folder``, and what it was called before.

    A folder that was renamed or moved is followed to where it came from; one that was copied begins
    where it was copied, for the other goes on without it.

    Args:
        archive: Of the repository.
        root: A folder in it.
        tip: Newest commit.
        folder: Where the program is in it, with a slash at its end; empty at the top.
    """
    found: list[Revision] = []
    start: str | None = tip.id
    while start is not None:
        start, folder = _stretch(archive, root, start, folder, found)
    is_cut = bool(found) and found[-1].commit.parent is None
    return Timeline(tuple(reversed(found)), is_cut and not archive.starts_here(found[-1].commit))


def places(line: Timeline, folder: str) -> tuple[str, ...]:
    """Folders in which the program has been, the latest first."""
    return tuple(dict.fromkeys((folder, *(each.folder for each in reversed(line.revisions)))))


def _stretch(
    archive: Archive, root: Path, start: str, folder: str, found: list[Revision]
) -> tuple[str | None, str]:
    """Add what happened while the program was in ``folder``; where to go on, and in which folder."""
    commits = main_line(root, start, [folder + name for name in (*SINGLE_FILES, *FOLDERS)])
    for commit, before in zip(commits, (*commits[1:], None), strict=True):
        found.append(Revision(commit, folder))
        is_new = before is None or not archive.has_program(before, folder)
        if not is_new or commit.parent is None or not archive.has_program(commit, folder):
            continue
        origin = _origin(archive, root, commit, folder)
        if origin is not None:
            return commit.parent, origin
    return None, folder


def _origin(archive: Archive, root: Path, commit: Commit, folder: str) -> str | None:
    """Folder from which a commit moved the program: the one with most files in common."""
    assert commit.parent is not None  # noqa: S101 - whoever asks has seen it
    removed = removed_paths(root, commit.parent, commit.id)
    candidates = [
        path.removesuffix(PROGRAM_FILE)
        for path in removed
        if f"/{path}".endswith(f"/{PROGRAM_FILE}")
    ]
    if not candidates:
        return None
    parent = main_line(root, commit.parent, most=1)[0]
    now = set(archive.files(commit, folder))
    common = {each: len(now.intersection(archive.files(parent, each))) for each in candidates}
    best = min(candidates, key=lambda each: (-common[each], each))
    return best if common[best] else None
