"""Find the program folder: the first program.yaml here or above."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rmentor.errors import NoProgram, TooManyFolders
from rmentor.folder.read import FOLDERS, GENERATED

PROGRAM_FILE = "program.yaml"
# How far below a folder its programs may lie, and how many folders are looked into at most.
DEEPEST = 6
MOST_FOLDERS = 20_000


def find_program(start: Path) -> Path:
    """Folder of the first ``program.yaml`` in ``start`` or above it.

    Raises:
        NoProgram: There is none up to the root of the disk.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / PROGRAM_FILE).is_file():
            return folder
    raise NoProgram(folder=str(start))


def programs_below(start: Path, deepest: int = DEEPEST) -> tuple[str, ...]:
    """Folders of the programs in ``start`` or below, relative with forward slashes, sorted; "." for itself.

    Links are not followed and hidden folders not looked into, nor are a program's own.

    Raises:
        NoProgram: There is no folder ``start``.
        TooManyFolders: There are more folders than any repository of programs has.
    """
    if not start.is_dir():
        raise NoProgram(folder=str(start))
    found: list[str] = []
    waiting, seen = [(".", 0)], 0
    while waiting:
        path, depth = waiting.pop()
        seen += 1
        if seen > MOST_FOLDERS:
            raise TooManyFolders(folder=str(start), most=MOST_FOLDERS)
        names = _folders_in(start / path)
        if (start / path / PROGRAM_FILE).is_file():
            found.append(path)
            names = [name for name in names if name not in GENERATED and name not in FOLDERS]
        if depth < deepest:
            waiting += [(name if path == "." else f"{path}/{name}", depth + 1) for name in names]
    return tuple(sorted(found))


def _folders_in(place: Path) -> list[str]:
    """Names of folders, but for hidden ones and links; none where they cannot be listed."""
    names: list[str] = []
    with suppress(OSError), os.scandir(place) as entries:
        names += [
            entry.name
            for entry in entries
            if not entry.name.startswith(".")
            and entry.name.isprintable()
            and entry.is_dir(follow_symlinks=False)
        ]
    return names
