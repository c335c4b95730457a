"""The only writer: changed files land together or not at all, and only over what was read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rmentor.errors import CannotWrite, ChangedMeanwhile, Locked, OutOfFolder
from rmentor.folder.landing import Landing, content_of
from rmentor.folder.read import GENERATED
from rmentor.folder.targets import ROOM, Targets

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

# How long to wait for another rmentor: most landings take less than a second.
WAIT_SECONDS = 5.0
_ATTEMPTS = 20
# What systems say of a link that was not to be followed.
_IS_A_LINK = (errno.ELOOP, errno.EMLINK)


def land(root: Path, sources: Sources, files: Mapping[str, bytes | None]) -> tuple[str, ...]:
    """Write ``files`` into the program folder; answer the paths that were not so already, sorted.

    Args:
        root: Program folder; made where it is missing.
        sources: What was read from it: the files must still be so.
        files: Contents by relative path, None to remove a file.

    Raises:
        ChangedMeanwhile: A file is no longer what was read. Nothing was written.
        OutOfFolder: A path or link leads out of the folder. Nothing was written.
        CannotWrite: The disk refused. Everything is as before.
        Locked: Another rmentor is writing.
    """
    targets = Targets(root)
    try:
        if not _differing(targets, files):
            # If somebody else made the very same change meanwhile, it is not ours.
            _check_unchanged(targets, {p: c for p, c in sources.files.items() if p in files}, files)
            return ()
        with _claimed(targets.root):
            landing = Landing(targets)
            landing.settle()
            differ = _differing(targets, files)
            _check_unchanged(targets, sources.files, differ)
            landing.carry_out({targets.place(path): files[path] for path in differ})
    except OSError as error:
        raise _refused(error, targets) from error
    return tuple(differ)


def differing(root: Path, files: Mapping[str, bytes | None]) -> tuple[str, ...]:
    """Paths whose bytes on the disk differ from ``files``, sorted.

    Raises:
        OutOfFolder: A path or link leads out of the folder.
        CannotWrite: A file cannot be read.
    """
    targets = Targets(root)
    try:
        return tuple(_differing(targets, files))
    except OSError as error:
        raise _refused(error, targets) from error


def content_on_disk(root: Path, path: str) -> bytes | None:
    """Bytes of one file in the program folder, None where it is not there.

    Raises:
        OutOfFolder: The path leads out of the folder.
        CannotWrite: The file cannot be read.
    """
    targets = Targets(root)
    try:
        return _content(targets, path)
    except OSError as error:
        raise _refused(error, targets) from error


def recover(root: Path) -> None:
    """Finish or undo a landing that another run has left behind; costs nothing where there is none.

    Raises:
        CannotWrite: The disk refused.
        Locked: Another rmentor is writing at this moment.
    """
    if not (root / ROOM / "landing").exists():
        return
    targets = Targets(root)
    try:
        with _claimed(targets.root):
            Landing(targets).settle()
    except OSError as error:
        raise _refused(error, targets) from error


def generated_files(root: Path) -> frozenset[str]:
    """Relative paths of the regular files in the generated folders; links are not followed.

    Names that begin with a dot are people's own.
    """
    found: set[str] = set()
    waiting = [name for name in GENERATED if not (root / name).is_symlink()]
    while waiting:
        folder = waiting.pop()
        with suppress(OSError), os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.is_file(follow_symlinks=False):
                    found.add(path)
    return frozenset(found)


def _differing(targets: Targets, files: Mapping[str, bytes | None]) -> list[str]:
    return [path for path in sorted(files) if _content(targets, path) != files[path]]


def _content(targets: Targets, path: str) -> bytes | None:
    try:
        return content_of(targets.name(path))
    except OSError as error:
        if error.errno not in _IS_A_LINK:
            raise
        return content_of(targets.place(path))


def _check_unchanged(targets: Targets, read: Mapping[str, bytes], paths: Iterable[str]) -> None:
    """Check that what was read is so still, and that none of ``paths`` is there that was not read.

    Raises:
        ChangedMeanwhile: Somebody changed or made one.
    """
    for path, content in read.items():
        if _content(targets, path) != content:
            raise ChangedMeanwhile(file=path)
    for path in paths:
        is_known = path in read or path.split("/", 1)[0] in GENERATED
        if not is_known and _content(targets, path) is not None:
            raise ChangedMeanwhile(file=path)


@contextmanager
def _claimed(root: Path) -> Iterator[None]:
    """Hold the program folder; nobody else lands in it meanwhile.

    The lock lies in a folder of its own that git does not see and that goes when the work is done.
    Whoever waited for a lock that has gone meanwhile takes a new one (filelock looks for that).
    """
    from filelock import FileLock, Timeout

    room = root / ROOM
    if room.is_symlink():
        raise OutOfFolder(file=ROOM)
    lock = FileLock(room / "lock")
    for attempt in range(_ATTEMPTS):
        try:
            room.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=WAIT_SECONDS)
            break
        except Timeout:
            raise Locked from None
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
        yield
    finally:
        with suppress(OSError):
            if not (room / "landing").exists():
                (room / ".gitignore").unlink(missing_ok=True)
                (room / "lock").unlink(missing_ok=True)
                room.rmdir()
        lock.release()


def _refused(error: OSError, targets: Targets) -> CannotWrite:
    place = Path(os.fsdecode(error.filename)) if error.filename is not None else targets.root
    shown = targets.relative(place) if place.is_relative_to(targets.root) else place.name
    return CannotWrite(file=shown, why=error.strerror or type(error).__name__)
