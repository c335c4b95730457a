"""Commits, asked of git: which one a name means, and which of them changed certain files."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rmentor.errors import GitMissing
from rmentor.git import ask

_FULL_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, as far as history looks at it.

    Attributes:
        id: Its full id.
        tree: Id of the tree of the whole repository.
        parent: Id of its first parent, or None.
        day: On which it was committed, where its committer was.
        subject: First line of its message.
    """

    id: str
    tree: str
    parent: str | None
    day: date
    subject: str


def find_commit(root: Path, revision: str) -> Commit | None:
    """Commit that a revision names, such as ``HEAD~3``, a branch or a tag; None where there is none."""
    if revision.startswith("-") or not revision.isprintable():
        return None
    try:
        said = ask(root, ["rev-parse", "--verify", f"{revision}^{{commit}}"])
    except GitMissing:
        return None
    name = said.decode("ascii", errors="replace").strip()
    if not _FULL_ID.fullmatch(name):
        return None
    found = main_line(root, name, most=1)
    return found[0] if found else None


def common_ancestor(root: Path, one: Commit, other: Commit) -> Commit | None:
    """Commit from which two commits went apart, or None where they never were one."""
    try:
        return find_commit(root, ask(root, ["merge-base", one.id, other.id]).decode().strip())
    except GitMissing:
        return None


def main_line(
    root: Path, commit: str, paths: Sequence[str] = (), most: int | None = None
) -> tuple[Commit, ...]:
    """Commits from this one back along first parents, the newest first.

    Args:
        root: A folder of the repository.
        commit: Full id of the newest.
        paths: Only commits that change one of these, from the top of the repository.
        most: At most so many.
    """
    up = os.fsdecode(ask(root, ["rev-parse", "--show-cdup"]).removesuffix(b"\n"))
    walk = ["rev-list", "--first-parent", "--encoding=UTF-8", "--format=%T%n%P%n%cI%n%s"]
    walk += [] if most is None else [f"--max-count={most}"]
    lines = ask(root, [*walk, commit, "--", *(up + path for path in paths)]).split(b"\n")
    return tuple(map(_commit, *(lines[first:-1:5] for first in range(5))))


def _commit(name: bytes, tree: bytes, parents: bytes, at: bytes, subject: bytes) -> Commit:
    return Commit(
        id=name.removeprefix(b"commit ").decode(),
        tree=tree.decode(),
        parent=parents.decode().split(" ")[0] or None,
        day=_day(at.decode()),
        subject=subject.decode(errors="replace"),
    )


def _day(moment: str) -> date:
    """Day of a moment as git writes it; of one that no calendar has, the first that git knows."""
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return date(1970, 1, 1)


def removed_paths(root: Path, before: str, after: str) -> tuple[str, ...]:
    """Files of one commit that another has not, from the top of the repository."""
    asked = ["diff-tree", "-r", "-z", "--no-renames", "--name-only", "--diff-filter=D"]
    listed = ask(root, [*asked, before, after])
    return tuple(os.fsdecode(name) for name in listed.split(b"\0")[:-1])
