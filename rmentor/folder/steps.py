"""What one landing does to each file, as its journal notes it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rmentor.errors import OutOfFolder
from rmentor.folder.read import GENERATED
from rmentor.folder.targets import Targets

_READ = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one file.

    Attributes:
        place: Relative path, links followed.
        old: Digest of what is there before, None where nothing is.
        new: Digest of what is to be there, None where nothing is to be.
    """

    place: str
    old: str | None
    new: str | None

    @property
    def is_generated(self) -> bool:
        """Whether the file can be made again at any time."""
        return self.place.split("/", 1)[0] in GENERATED


def content_of(place: Path | str) -> bytes | None:
    """Bytes of a regular file, None where nothing is.

    Raises:
        OSError: It cannot be read, or is no regular file. ``ELOOP``: it is a link.
    """
    try:
        handle = os.open(place, _READ)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(place))
        pieces = []
        while piece := os.read(handle, max(status.st_size + 1, 4096)):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)


def digest(content: bytes | None) -> str | None:
    """Digest of a content, None for no file."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def record(steps: Sequence[Step], folders: Sequence[str]) -> bytes:
    """Journal of a landing: its steps, and the folders that were made for it."""
    written = [[step.place, step.old, step.new] for step in steps]
    return json.dumps({"steps": written, "folders": list(folders)}).encode()


def recorded(journal: bytes | None, targets: Targets) -> tuple[list[Step], list[str]] | None:
    """Steps and folders in a journal, None if it is not one that we would have written."""
    try:
        document: Any = json.loads(journal or b"")
        steps = [Step(*map(_text, step)) for step in document["steps"]]
        folders = [str(folder) for folder in document["folders"]]
        for path in [*(step.place for step in steps), *folders]:
            if targets.relative(targets.place(path)) != path:
                return None
    except (ValueError, KeyError, TypeError, RecursionError, OutOfFolder):
        return None
    return steps, folders


def _text(value: object) -> Any:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value
