"""A program's folder as it was in a commit, read from git's objects: nothing is checked out.

Objects are asked for by id. What did not change between two commits has the same id, so it is read
once, and the very same bytes come back: whoever reads them knows them again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from rmentor.findings import Finding, Spot
from rmentor.folder.find import PROGRAM_FILE
from rmentor.folder.read import FOLDERS, MAX_BYTES, SINGLE_FILES, Sources
from rmentor.git.objects import Objects
from rmentor.history.commits import Commit

# Kinds of entries of a tree that hold what people wrote; a link is none of them and is not followed.
_FILES = frozenset(("100644", "100755", "100664"))
_FOLDER = "40000"
# Trees are small; a journal of 500 pairs takes 25 kB, so this is some MiB at most.
_MOST_TREES = 512


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a tree: ``mode`` tells what it is, ``id`` which object."""

    mode: str
    id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a tree itself."""
        return self.mode == _FOLDER


class Archive:
    """What the commits of a repository hold, for as long as it is open."""

    def __init__(self, root: Path) -> None:
        """Open the repository of ``root``."""
        self._objects = Objects(root, MAX_BYTES)
        self._trees: dict[str, Mapping[str, Entry]] = {}
        self._blobs: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        """Open it."""
        self._objects.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let git go."""
        self._objects.__exit__(kind, error, trace)

    def has_program(self, commit: Commit, folder: str) -> bool:
        """Whether there was a program in this folder (with a slash at its end)."""
        return PROGRAM_FILE in self.folder(commit, folder)

    def folder(self, commit: Commit, folder: str) -> Mapping[str, Entry]:
        """What a folder held, by name; nothing where there was none."""
        tree = commit.tree
        for name in folder.split("/")[:-1]:
            entry = self._tree(tree).get(name)
            if entry is None or not entry.is_folder:
                return {}
            tree = entry.id
        return self._tree(tree)

    def sources(self, commit: Commit, folder: str) -> Sources:
        """Read the files of the program that lay in ``folder``, as ``read_sources`` does on a disk.

        Links are not followed. Misspelt names are not looked for: nobody can put them right any more.
        """
        files: dict[str, bytes] = {}
        problems: list[Finding] = []
        blobs: dict[str, bytes] = {}
        for path, entry in sorted(self.files(commit, folder)):
            content, code = self._guarded(path, entry)
            if content is None:
                shown = path.encode("unicode_escape", "surrogatepass").decode()
                problems.append(Finding(code, Spot(shown, mark=(1, 1))))
            else:
                files[path] = blobs[entry.id] = content
        self._blobs = blobs
        return Sources(None, files, problems=tuple(problems))

    def files(self, commit: Commit, folder: str) -> Iterator[tuple[str, Entry]]:
        """Files of the program that lay in ``folder``: path from there, and entry."""
        top = self.folder(commit, folder)
        for name in SINGLE_FILES:
            if name in top:
                yield name, top[name]
        for name, endings in FOLDERS.items():
            entry = top.get(name)
            if entry is None or entry.mode in _FILES:
                continue
            if not entry.is_folder:
                yield name, entry
                continue
            for inner, each in self._tree(entry.id).items():
                if inner.endswith(endings) and not inner.startswith("."):
                    yield f"{name}/{inner}", each

    def starts_here(self, commit: Commit) -> bool:
        """Whether a commit truly is the first one, rather than where a shallow clone was cut off."""
        content = self._objects.read(commit.id)
        head = (content or b"").partition(b"\n\n")[0]
        return content is not None and b"\nparent " not in head

    def _guarded(self, path: str, entry: Entry) -> tuple[bytes | None, str]:
        """Content of a file, or the code of why it was refused."""
        if not path.isprintable():
            return None, "file-name"
        if entry.mode not in _FILES:
            return None, "not-a-file"
        content = self._blobs.get(entry.id)
        if content is None:
            content = self._objects.read(entry.id)
        return content, "unreadable"

    def _tree(self, name: str) -> Mapping[str, Entry]:
        found = self._trees.get(name)
        if found is None:
            if len(self._trees) >= _MOST_TREES:
                self._trees.clear()
            width = len(name) // 2
            found = self._trees[name] = dict(_entries(self._objects.read(name) or b"", width))
        return found


def _entries(tree: bytes, width: int) -> Iterator[tuple[str, Entry]]:
    """Entries of a tree: mode, space, name, NUL, and an id of ``width`` bytes each."""
    at = 0
    while (end := tree.find(b"\0", at)) >= 0 and (space := tree.find(b" ", at, end)) >= 0:
        last = end + 1 + width
        name = os.fsdecode(tree[space + 1 : end])
        yield name, Entry(tree[at:space].decode(), tree[end + 1 : last].hex())
        at = last
