"""Who opens what in a folder, asked of the kernel: a file that is only read leaves no other trace."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

_OPEN, _CLOEXEC = 0x20, 0o2000000
_NONBLOCK = 0o4000
_HEAD = struct.Struct("iIII")


class Watch:
    """Notes the names of all files in a folder, and in its folders, that are opened by anybody."""

    def __init__(self, folder: Path) -> None:
        """Watch this folder from now on; only where the system is Linux."""
        self._handle = -1
        self._folders: dict[int, Path] = {}
        self._top = folder

    def __enter__(self) -> Self:
        """Begin."""
        if sys.platform != "linux":
            return self
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(_CLOEXEC | _NONBLOCK)
        for folder in (self._top, *(each for each in self._top.rglob("*") if each.is_dir())):
            number = libc.inotify_add_watch(self._handle, os.fsencode(folder), _OPEN)
            self._folders[number] = folder
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""
        if self._handle >= 0:
            os.close(self._handle)

    def opened(self) -> set[str]:
        """Names of what was opened so far; a folder that was listed is named with a slash."""
        return set(self._events())

    def _events(self) -> Iterator[str]:
        if self._handle < 0:
            return
        while True:
            try:
                found = os.read(self._handle, 65536)
            except BlockingIOError:
                return
            at = 0
            while at < len(found):
                number, mask, _, length = _HEAD.unpack_from(found, at)
                name = found[at + _HEAD.size : at + _HEAD.size + length].rstrip(b"\0")
                at += _HEAD.size + length
                place = (
                    (self._folders[number] / os.fsdecode(name)).relative_to(self._top).as_posix()
                )
                yield place + ("/" if mask & 0x40000000 else "")
