"""Which place on the disk a relative path means, and that it lies inside the program folder."""

from __future__ import annotations

import os
from pathlib import Path

from rmentor.errors import OutOfFolder

# The folder of landings, and git's: never a place for a file of the program.
ROOM = ".rmentor"
_CLOSED = frozenset((ROOM, ".git"))
# What Windows takes for a device, in any folder and with any ending.
DEVICES = frozenset((
    "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
))  # fmt: skip


class Targets:
    """Places in one program folder; each folder in it is looked at once."""

    def __init__(self, root: Path) -> None:
        """Take ``root`` as it stands, links followed."""
        self.root = root.resolve()
        self._folders = {"": str(self.root)}

    def place(self, path: str) -> Path:
        """Full path of the regular file that ``path`` is or will be; a link inside is followed.

        Raises:
            OutOfFolder: The path leads out of the program folder, or into git's or our own.
        """
        full = Path(self.name(path))
        return self._inside(path, full) if full.is_symlink() else full

    def name(self, path: str) -> str:
        """Full name of ``path``, which may be a link yet: quicker than ``place`` for many files.

        Raises:
            OutOfFolder: The path leads out of the program folder, or into git's or our own.
        """
        head, _, name = path.rpartition("/")
        folder = self._folders.get(head)
        if folder is None:
            _check(path)
            folder = self._folders[head] = str(self._inside(path, self.root / head))
        else:
            _check(name, path)
        return f"{folder}/{name}"

    def relative(self, place: Path) -> str:
        """Path of a place, relative to the program folder, with forward slashes."""
        return place.relative_to(self.root).as_posix()

    def _inside(self, path: str, full: Path) -> Path:
        try:
            real = full.resolve()
        except RuntimeError:  # links that go round, up to Python 3.12
            raise OutOfFolder(file=path) from None
        if real.is_symlink():  # since then
            raise OutOfFolder(file=path)
        if not real.is_relative_to(self.root):
            raise OutOfFolder(file=path)
        if real != self.root:
            _check(self.relative(real), path)
        return real


def _check(path: str, shown: str | None = None) -> None:
    """Check the parts of a relative path.

    Raises:
        OutOfFolder: They lead elsewhere.
    """
    parts = path.split("/")
    bad = any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts)
    if bad or ":" in parts[0] or any(map(_is_closed, parts)) or not _can_be_a_name(path):
        raise OutOfFolder(file=shown or path)


def _can_be_a_name(path: str) -> bool:
    """Whether a disk can have a file of that name: half of a character is in none."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True


def _is_closed(part: str) -> bool:
    # Windows and macOS take .GIT, ".git " and git~1 for the same folder.
    low = part.casefold().rstrip(". ")
    return low in _CLOSED or low.startswith("git~") or low.partition(".")[0].rstrip() in DEVICES
