"""What has to outlive a power cut, and what has to happen in one instant: asked of the system itself.

A disk keeps what it was told to keep (``fsync``) and, of all else, whatever it likes, in any order.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

# From so many files and folders on, the whole disk is told once: 3000 small files take 1.3 s one by
# one, 0.02 s at once. For a few, what other programs have written is not worth waiting for.
MANY = 12
_FOLDER_UNKNOWN = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EISDIR, errno.ENOTDIR)
# Whoever opens a pipe that stands where a file was waits for ever.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
_HERE = -100  # AT_FDCWD
_RENAME_EXCHANGE = 2


def make_last(files: Sequence[Path], folders: Sequence[Path]) -> None:
    """Return when the contents of ``files`` and the names in ``folders`` would outlive a power cut.

    Raises:
        OSError: The disk refused: what became of them is not known.
    """
    if len(files) + len(folders) >= MANY and folders and _sync_disk(folders[0]):
        return
    for file in files:
        _sync(file)
    for folder in folders:
        _sync_folder(folder)


def exchange(one: Path, other: Path) -> bool:
    """Let two files change names in one instant; False where the system has no way to.

    Nothing can slip in between, as it can between a look at a file and its replacement.

    Raises:
        OSError: The disk refused.
    """
    function = _function("renameat2")
    if function is None:
        return False
    if function(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    return _is_unknown(_NO_EXCHANGE, other)


def _sync_disk(folder: Path) -> bool:
    """Make all that was written to the disk of ``folder`` last; False where the system has no way to."""
    function = _function("syncfs")
    if function is None:
        return False
    handle = os.open(folder, os.O_RDONLY | _AT_ONCE)
    try:
        return function(handle) == 0 or _is_unknown((errno.ENOSYS,), folder)
    finally:
        os.close(handle)


def _sync(path: Path, more: int = _AT_ONCE) -> None:
    # Windows makes nothing last through a handle that may only read.
    handle = os.open(path, (os.O_RDWR if os.name == "nt" else os.O_RDONLY) | more)
    try:
        _sync_handle(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make names in a folder last; where a system cannot, nothing is lost but that."""
    if os.name == "nt":
        return
    try:
        _sync(folder, _AT_ONCE | _FOLDER)
    except OSError as error:
        if error.errno not in _FOLDER_UNKNOWN:
            raise


def _sync_handle(handle: int) -> None:
    if sys.platform == "darwin":
        # There fsync leaves it in the disk's own memory.
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


@lru_cache(maxsize=4)
def _function(name: str) -> Any:
    """A function of the system's library that Python has no name for; None where there is none."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None, use_errno=True), name, None)


def _is_unknown(unknown: Sequence[int], path: Path) -> bool:
    """False if the call that has just failed is one that the system does not know.

    Raises:
        OSError: It failed for another reason.
    """
    import ctypes

    code = ctypes.get_errno()
    if code in unknown:
        return False
    raise OSError(code, os.strerror(code), str(path))
