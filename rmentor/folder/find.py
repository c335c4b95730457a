"""Find the program folder: the first program.yaml here or above."""

from __future__ import annotations

from pathlib import Path

from rmentor.errors import NoProgram

PROGRAM_FILE = "program.yaml"


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
