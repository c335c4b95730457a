"""One rmentor at a time in a program folder; whoever finds it taken is told by whom.

The lock is the system's: it goes with the process that holds it, however that ends, and no number of a
process is looked up. Only on a disk that knows no locks (the library falls back to a file that is there or not)
a process on another machine that was killed leaves a lock that somebody has to take away.
"""

from __future__ import annotations

import json
import os
import platform
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rmentor.errors import Locked, OutOfFolder, Remark
from rmentor.folder.steps import content_of
from rmentor.folder.targets import ROOM

# How long to wait for another rmentor: most landings take less than a second.
WAIT_SECONDS = 5.0
_ATTEMPTS = 20
_HOST = re.compile(r"[A-Za-z0-9._-]{1,100}")


@contextmanager
def claimed(root: Path) -> Iterator[None]:
    """Hold the program folder; nobody else lands in it meanwhile.

    The lock lies in a folder of its own that git does not see and that goes when the work is done.
    Whoever waited for a lock that has gone meanwhile takes a new one (filelock looks for that).

    Raises:
        Locked: Another rmentor holds it, and did not let go in time.
        OSError: The folder is read-only, or the disk is full.
    """
    from filelock import FileLock, Timeout

    room = root / ROOM
    if room.is_symlink():
        raise OutOfFolder(file=ROOM)
    lock = FileLock(room / "lock")
    for attempt in range(_ATTEMPTS):
        try:
            room.mkdir(parents=True, exist_ok=True)
            with warnings.catch_warnings():
                # That a disk knows no locks is nothing that people could do anything about.
                warnings.simplefilter("ignore")
                lock.acquire(timeout=WAIT_SECONDS)
            break
        except Timeout:
            raise Locked(who=_holder(room)) from None
        except BaseException as error:
            with suppress(OSError):
                room.rmdir()
            # Another rmentor may just have cleaned up its folder; it is then gone for the lock, or
            # there when ours is to be made and gone when mkdir looks what is there.
            passing = isinstance(error, FileNotFoundError | FileExistsError)
            if not passing or attempt == _ATTEMPTS - 1:
                raise
    try:
        with suppress(FileExistsError), (room / ".gitignore").open("xb") as ignored:
            ignored.write(b"*\n")
        _sign(room)
        yield
    finally:
        try:
            with suppress(OSError):
                (room / "holder").unlink(missing_ok=True)
                if not (room / "landing").exists():
                    (room / ".gitignore").unlink(missing_ok=True)
                    (room / "lock").unlink(missing_ok=True)
                    room.rmdir()
        finally:
            lock.release()


def _sign(room: Path) -> None:
    """Note who holds the lock, for whoever waits; what a killed run has left is written over."""
    note = json.dumps({"process": os.getpid(), "host": platform.node()}).encode()
    with suppress(OSError):
        place = room / "holder"
        place.unlink(missing_ok=True)
        with place.open("xb") as file:
            file.write(note)


def _holder(room: Path) -> Remark:
    """Who holds the lock, as far as that is written there; a stranger may have written anything."""
    try:
        note = json.loads((content_of(room / "holder") or b"")[:1000])
        process, host = note["process"], note["host"]
        if isinstance(process, int) and _HOST.fullmatch(host):
            return Remark("process %(process)s on %(host)s", {"process": process, "host": host})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return Remark("it has not said which")
