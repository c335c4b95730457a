"""The only writer: changed files land together or not at all, and only over what was read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rmentor.errors import CannotRead, CannotWrite, ChangedMeanwhile, Remark
from rmentor.folder.claim import claimed
from rmentor.folder.landing import Landing
from rmentor.folder.read import GENERATED
from rmentor.folder.steps import content_of
from rmentor.folder.targets import ROOM, Targets

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

# What systems say of a link that was not to be followed.
_IS_A_LINK = (errno.ELOOP, errno.EMLINK)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


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
        with claimed(targets.root):
            landing = Landing(targets)
            landing.settle()
            differ = _differing(targets, files)
            _check_unchanged(targets, sources.files, differ)
            wanted = _by_place(targets, {path: files[path] for path in differ})
            kept = [path for path in differ if not _is_generated(path)]
            landing.carry_out(
                wanted, {targets.place(path): sources.files.get(path) for path in kept}
            )
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
        awaited = _awaited(targets)
        return tuple(p for p in sorted(files) if _seen(targets, p, awaited) != files[p])
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
        return _seen(targets, path, _awaited(targets))
    except OSError as error:
        raise _refused(error, targets) from error


def recover(root: Path) -> Mapping[str, bytes | None] | None:
    """Finish or undo a landing that another run has left behind; costs nothing where there is none.

    Answers None where all is settled. In a folder that may be read only, it answers what it would have
    changed, by relative path with links followed.

    Raises:
        CannotWrite: The disk refused.
        Locked: Another rmentor is writing at this moment.
    """
    if not is_unsettled(root):
        return None
    targets = Targets(root)
    landing = Landing(targets)
    try:
        try:
            with claimed(targets.root):
                landing.settle()
        except OSError as error:
            if error.errno not in _READ_ONLY:
                raise
            return landing.outlook()
    except OSError as error:
        raise _refused(error, targets) from error
    return None


def is_unsettled(root: Path) -> bool:
    """Whether a landing is under way, or was left behind."""
    return (root / ROOM / "landing").exists()


def generated_files(root: Path) -> frozenset[str]:
    """Relative paths of the regular files in the generated folders; links are not followed.

    Names that begin with a dot are people's own.

    Raises:
        CannotRead: A folder does not let itself be looked into.
    """
    found: set[str] = set()
    waiting = [name for name in GENERATED if not (root / name).is_symlink()]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(root, folder):
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_file(follow_symlinks=False):
                found.add(path)
    for path, content in _awaited(Targets(root)).items():
        if content is None:
            found.discard(path)
        elif _is_generated(path):
            found.add(path)
    return frozenset(found)


def _entries(root: Path, folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise CannotRead(file=f"{folder}/", why=error.strerror or str(error)) from error


def _differing(targets: Targets, files: Mapping[str, bytes | None]) -> list[str]:
    return [path for path in sorted(files) if _content(targets, path) != files[path]]


def _content(targets: Targets, path: str) -> bytes | None:
    try:
        return content_of(targets.name(path))
    except OSError as error:
        if error.errno not in _IS_A_LINK:
            raise
        return content_of(targets.place(path))


def _awaited(targets: Targets) -> Mapping[str, bytes | None]:
    """What a landing that was left behind in a folder that may be read only would change."""
    left = targets.root / ROOM / "landing"
    if not is_unsettled(targets.root) or os.access(left, os.W_OK):
        return {}
    return Landing(targets).outlook()


def _seen(targets: Targets, path: str, awaited: Mapping[str, bytes | None]) -> bytes | None:
    if awaited:
        place = targets.relative(targets.place(path))
        if place in awaited:
            return awaited[place]
    return _content(targets, path)


def _check_unchanged(targets: Targets, read: Mapping[str, bytes], paths: Iterable[str]) -> None:
    """Check that what was read is so still, and that none of ``paths`` is there that was not read.

    Raises:
        ChangedMeanwhile: Somebody changed or made one.
    """
    for path, content in read.items():
        if _content(targets, path) != content:
            raise ChangedMeanwhile(file=path)
    for path in paths:
        is_known = path in read or _is_generated(path)
        if not is_known and _content(targets, path) is not None:
            raise ChangedMeanwhile(file=path)


def _is_generated(path: str) -> bool:
    return path.split("/", 1)[0] in GENERATED


def _by_place(targets: Targets, files: Mapping[str, bytes | None]) -> dict[Path, bytes | None]:
    """Contents by the place that each path means.

    Raises:
        CannotWrite: Two paths mean one place, by a link, and are to hold different things.
    """
    wanted: dict[Path, bytes | None] = {}
    names: dict[Path, str] = {}
    for path, content in files.items():
        place = targets.place(path)
        other = names.setdefault(place, path)
        if wanted.setdefault(place, content) != content:
            raise CannotWrite(
                file=path, why=Remark("it is the same file as %(other)s", {"other": other})
            )
    return wanted


def _refused(error: OSError, targets: Targets) -> CannotWrite:
    place = Path(os.fsdecode(error.filename)) if error.filename is not None else targets.root
    if place.is_relative_to(targets.root):
        shown = targets.relative(place)
        if shown == "." or shown.split("/", 1)[0] == ROOM:
            # Nobody knows our own files: what they cannot be written in is the program's folder.
            shown = targets.root.name
    else:
        shown = place.name
    return CannotWrite(file=shown, why=error.strerror or type(error).__name__)
