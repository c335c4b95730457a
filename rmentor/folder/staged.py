"""A new content beside the file whose place it takes; what is in that place is never written over."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from rmentor.errors import ChangedMeanwhile
from rmentor.folder.lasting import exchange
from rmentor.folder.steps import Step, content_of, digest

_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
# Who may read, write and run it; that it runs as its owner is nothing that a program's file needs.
_RIGHTS = 0o777
# Finer rights, and what people note on a file.
_NOTES = ("user.", "system.posix_acl_access")


def write_like(path: Path, content: bytes, like: Path | None) -> None:
    """Write a file that is not there yet, with the rights and the group of ``like``, from its first byte.

    Raises:
        OSError: The disk refused.
    """
    handle = os.open(path, _CREATE, 0o666 if like is None else 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if like is not None:
            _give_rights(path, handle, like)
    finally:
        os.close(handle)


def put_where_nothing_is(staged: Path, place: Path, step: Step) -> None:
    """Put a new file where none is; if one is by now, it is somebody else's.

    Raises:
        ChangedMeanwhile: There is one.
    """
    try:
        place.hardlink_to(staged)
    except FileExistsError:
        raise ChangedMeanwhile(file=step.place) from None
    except OSError:  # a disk without hard links
        if content_of(place) is not None:
            raise ChangedMeanwhile(file=step.place) from None
        staged.replace(place)
    else:
        staged.unlink()


def put_in_place_of(staged: Path, place: Path, step: Step) -> None:
    """Put a new content in the place of the old one; what comes out has to be what was read.

    Raises:
        ChangedMeanwhile: It is something else, and still there or beside.
    """
    try:
        is_exchanged = exchange(staged, place)
    except FileNotFoundError:
        raise ChangedMeanwhile(file=step.place) from None
    if digest(content_of(staged if is_exchanged else place)) != step.old:
        raise ChangedMeanwhile(file=step.place)
    if is_exchanged:
        staged.unlink()
    else:
        staged.replace(place)


def take_away(place: Path, beside: Path, step: Step) -> None:
    """Take away what is to go; what was taken has to be what was read.

    Raises:
        ChangedMeanwhile: It is something else, and lies in ``beside``.
    """
    if digest(content_of(place)) != step.old:
        return
    with suppress(FileNotFoundError):
        place.replace(beside)
        if digest(content_of(beside)) != step.old and not step.is_generated:
            raise ChangedMeanwhile(file=step.place)


def keep(place: Path, old: Path, content: bytes) -> None:
    """Keep what is at ``place`` under another name as well."""
    try:
        old.hardlink_to(place)
    except OSError:  # a disk without hard links
        write_like(old, content, place)


def _give_rights(path: Path, handle: int, like: Path) -> None:
    """Give the owner and group of ``like`` as far as the system lets us, its mode and its finer rights.

    Where the group cannot be given, ours may do no more than anybody.
    """
    status, own = like.stat(), os.fstat(handle)
    mode = stat.S_IMODE(status.st_mode) & _RIGHTS
    if sys.platform != "win32" and status.st_gid != own.st_gid:
        try:
            os.chown(path, -1, status.st_gid)
        except OSError:
            mode &= 0o707 | (mode & 0o007) << 3
    if sys.platform != "win32" and status.st_uid != own.st_uid:
        with suppress(OSError):
            os.chown(path, status.st_uid, -1)
    path.chmod(mode)
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(like):
                if name.startswith(_NOTES):
                    os.setxattr(path, name, os.getxattr(like, name))
