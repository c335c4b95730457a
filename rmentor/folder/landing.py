"""One landing: many files change together, or none does.

1. *Stage*: every new content is written beside, in ``.rmentor/landing/new``.
2. *Record*: a journal names each file with the digests of its content before and after. From the
   moment that it has its name, the landing counts as begun.
3. *Move*: each new content takes its place by a rename; what was there is kept in ``old``.
4. *Clean*: the journal goes first, then everything else.

A process that dies before 2 leaves nothing but waste. One that dies in 3 leaves a journal: whoever
comes next finishes the moves; if a file is no longer what the journal knows (somebody edited it since)
or a new content is damaged, the moves are undone instead, except where somebody edited.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rmentor.errors import OutOfFolder
from rmentor.folder.read import GENERATED
from rmentor.folder.targets import ROOM, Targets

_READ = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)
_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


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


class Landing:
    """The landing of one program folder; only one process at a time may hold it (see ``land``)."""

    def __init__(self, targets: Targets) -> None:
        """Nothing is touched yet."""
        self._targets = targets
        self._room = targets.root / ROOM
        self._folder = self._room / "landing"
        self._journal = self._folder / "journal.json"

    def carry_out(self, wanted: Mapping[Path, bytes | None]) -> None:
        """Give each place its content, None: remove it. All or nothing.

        Raises:
            OSError: The disk refused; everything is as before.
        """
        steps: list[Step] = []
        folders: list[str] = []
        try:
            self._stage(wanted, steps, folders)
            self._record(steps, folders)
            self._move(steps)
        except BaseException:
            self._undo(steps, folders)
            raise
        with suppress(OSError):
            self._sweep(steps)
            self.clean()

    def settle(self) -> None:
        """Finish or undo a landing that was left behind."""
        if self._folder.is_symlink():
            # Not of our making; what it leads to is left alone.
            self._folder.unlink()
            return
        if not self._folder.exists():
            return
        found = self._recorded()
        if found is None:
            self.clean()
            return
        steps, folders = found
        if self._can_finish(steps):
            self._move(steps)
            self._sweep(steps)
            self.clean()
        else:
            self._undo(steps, folders)

    def clean(self) -> None:
        """Forget the landing: the journal first, since without it the rest is waste."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self._folder)

    def _stage(
        self, wanted: Mapping[Path, bytes | None], steps: list[Step], folders: list[str]
    ) -> None:
        for name in ("new", "old"):
            (self._folder / name).mkdir(parents=True)
        for number, (place, content) in enumerate(wanted.items()):
            step = Step(self._targets.relative(place), digest(content_of(place)), digest(content))
            steps.append(step)
            if content is None:
                continue
            self._make_folders(place.parent, folders)
            mode = stat.S_IMODE(place.stat().st_mode) if step.old is not None else None
            if mode is not None and not os.access(place, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
            _write(self._new(number), content, mode, sync=not step.is_generated)

    def _make_folders(self, folder: Path, made: list[str]) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            each.mkdir()
            made.append(self._targets.relative(each))

    def _record(self, steps: Sequence[Step], folders: Sequence[str]) -> None:
        document = {
            "steps": [[step.place, step.old, step.new] for step in steps],
            "folders": list(folders),
        }
        draft = self._folder / "journal.draft"
        _write(draft, json.dumps(document).encode(), None, sync=True)
        _sync_folder(self._folder / "new")
        draft.replace(self._journal)
        _sync_folder(self._folder)

    def _recorded(self) -> tuple[list[Step], list[str]] | None:
        """What the journal says, None without a journal that we would have written."""
        if any((self._folder / name).is_symlink() for name in ("new", "old")):
            return None
        try:
            document: Any = json.loads(content_of(self._journal) or b"")
            steps = [Step(*map(_text, step)) for step in document["steps"]]
            folders = [str(folder) for folder in document["folders"]]
            for path in [*(step.place for step in steps), *folders]:
                if self._targets.relative(self._targets.place(path)) != path:
                    return None
        except (ValueError, KeyError, TypeError, RecursionError, OutOfFolder):
            return None
        return steps, folders

    def _can_finish(self, steps: Sequence[Step]) -> bool:
        """Whether every file that has not been moved yet is as before, and its new content whole.

        A file that has been moved may have been edited since; that is not for us to undo.
        """
        for number, step in enumerate(steps):
            staged = self._new(number)
            if step.new is None or not (staged.exists() or staged.is_symlink()):
                continue
            now = digest(content_of(self._targets.root / step.place))
            is_whole = not staged.is_symlink() and digest(content_of(staged)) == step.new
            if now != step.old or not is_whole:
                return False
        return True

    def _move(self, steps: Sequence[Step]) -> None:
        """Give every file its new content; those that have it already are passed over."""
        for number, step in enumerate(steps):
            place = self._targets.root / step.place
            if step.new is None:
                if digest(content_of(place)) == step.old:
                    place.replace(self._old(number))
            elif self._new(number).exists():
                if step.old is not None:
                    _keep(place, self._old(number))
                self._new(number).replace(place)
        for folder in {(self._targets.root / s.place).parent for s in steps if not s.is_generated}:
            _sync_folder(folder)

    def _undo(self, steps: Sequence[Step], folders: Iterable[str]) -> None:
        """Put back what was there, wherever the new content stands."""
        is_undone = True
        for number, step in enumerate(steps):
            try:
                self._undo_step(number, step)
            except OSError:
                is_undone = False
        for folder in reversed(list(folders)):
            with suppress(OSError):
                (self._targets.root / folder).rmdir()
        if is_undone:
            with suppress(OSError):
                self.clean()

    def _undo_step(self, number: int, step: Step) -> None:
        place, old = self._targets.root / step.place, self._old(number)
        if digest(content_of(place)) != step.new:
            return
        if step.old is None:
            place.unlink(missing_ok=True)
        elif old.exists() and not old.is_symlink():
            old.replace(place)

    def _sweep(self, steps: Sequence[Step]) -> None:
        """Remove generated folders that removals have left empty, inner ones first."""
        places = [self._targets.root / s.place for s in steps if s.new is None and s.is_generated]
        folders = {folder for place in places for folder in place.parents}
        for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
            if self._targets.root in folder.parents:
                with suppress(OSError):
                    folder.rmdir()

    def _new(self, number: int) -> Path:
        return self._folder / "new" / str(number)

    def _old(self, number: int) -> Path:
        return self._folder / "old" / str(number)


def _write(path: Path, content: bytes, mode: int | None, *, sync: bool) -> None:
    """Write a file that is not there yet."""
    handle = os.open(path, _CREATE, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if mode is not None:
            path.chmod(mode)
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def _keep(place: Path, old: Path) -> None:
    """Keep what is at ``place`` under another name as well."""
    try:
        old.hardlink_to(place)
    except FileExistsError:
        pass
    except OSError:  # a disk without hard links
        shutil.copy2(place, old)


def _sync_folder(folder: Path) -> None:
    """Make renames in a folder last; not every system can, and then nothing is lost but that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _text(value: object) -> Any:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value
