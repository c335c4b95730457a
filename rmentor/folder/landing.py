"""One landing: many files change together, or none does.

1. *Stage*: every new content is written beside, in ``.rmentor/landing/new``; what is there is kept under a
   second name in ``old``, and has to be what was read.
2. *Record*: a journal names each file with the digests of its content before and after. Once all of this would
   outlive a power cut it gets its name; from that moment on the landing counts as begun.
3. *Move*: each new content takes its place in one instant. What comes out of that place, and what is kept,
   has to be what was read still: an edit up to that very instant undoes everything.
4. *Clean*: once the moves last, the journal goes first, then everything else.

A process that dies before 2 leaves nothing but waste. One that dies in 3 leaves a journal: whoever
comes next finishes the moves; if a file is no longer what the journal knows (somebody edited it since)
or a new content is damaged, the moves are undone instead, except where somebody edited. An undoing that has
begun gives the journal a second name, so that whoever comes next goes on with it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from rmentor.errors import ChangedMeanwhile
from rmentor.folder.lasting import make_last
from rmentor.folder.staged import (
    keep,
    put_in_place_of,
    put_where_nothing_is,
    take_away,
    write_like,
)
from rmentor.folder.steps import Step, content_of, digest, record, recorded
from rmentor.folder.targets import ROOM, Targets


class Landing:
    """The landing of one program folder; only one process at a time may hold it (see ``claim``)."""

    def __init__(self, targets: Targets) -> None:
        """Nothing is touched yet."""
        self._targets = targets
        self._room = targets.root / ROOM
        self._folder = self._room / "landing"
        self._journal = self._folder / "journal.json"
        self._undoing = self._folder / "undo.json"

    def carry_out(
        self, wanted: Mapping[Path, bytes | None], read: Mapping[Path, bytes | None]
    ) -> None:
        """Give each place its content, None: remove it. All or nothing.

        Args:
            wanted: Contents by place.
            read: What was read at each of these places, None where nothing was. Places that are missing
                here may hold anything.

        Raises:
            OSError: The disk refused; everything is as before.
            ChangedMeanwhile: A place no longer holds what was read; everything else is as before.
        """
        steps: list[Step] = []
        folders: list[str] = []
        try:
            self._stage(wanted, read, steps, folders)
            self._record(steps, folders)
            self._move(steps, folders)
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
            try:
                for number, step in enumerate(steps):
                    if self._new(number).exists():
                        self._place(step).parent.mkdir(parents=True, exist_ok=True)
                self._move(steps, folders)
            except ChangedMeanwhile:
                self._undo(steps, folders)
                return
            self._sweep(steps)
            self.clean()
        else:
            self._undo(steps, folders)

    def outlook(self) -> dict[str, bytes | None]:
        """What ``settle`` would change, by relative path: for a folder that cannot be written."""
        found = None if self._folder.is_symlink() else self._recorded()
        steps = found[0] if found else []
        seen: dict[str, bytes | None] = {}
        finish = self._can_finish(steps)
        for number, step in enumerate(steps):
            now = digest(content_of(self._place(step)))
            if finish and now == step.old:
                seen[step.place] = None if step.new is None else content_of(self._new(number))
            elif not finish and now == step.new:
                kept = self._kept(number, step)
                if kept is not None or step.old is None:
                    seen[step.place] = content_of(kept) if kept else None
        return seen

    def clean(self) -> None:
        """Forget the landing: the journal first, since without it the rest is waste."""
        if self._journal.exists() or self._undoing.exists():
            self._journal.unlink(missing_ok=True)
            make_last((), [self._folder])
            self._undoing.unlink(missing_ok=True)
        shutil.rmtree(self._folder)

    def _stage(
        self,
        wanted: Mapping[Path, bytes | None],
        read: Mapping[Path, bytes | None],
        steps: list[Step],
        folders: list[str],
    ) -> None:
        for name in ("new", "old"):
            (self._folder / name).mkdir(parents=True)
        for number, (place, content) in enumerate(wanted.items()):
            now = content_of(place)
            step = Step(self._targets.relative(place), digest(now), digest(content))
            steps.append(step)
            if place in read and read[place] != now:
                raise ChangedMeanwhile(file=step.place)
            if content is not None:
                self._make_folders(place.parent, folders)
            try:
                self._stage_one(number, place, content, now)
            except OSError:
                if content_of(place) != now:
                    raise ChangedMeanwhile(file=step.place) from None
                raise

    def _stage_one(
        self, number: int, place: Path, content: bytes | None, now: bytes | None
    ) -> None:
        if content is not None:
            if now is not None and not os.access(place, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
            write_like(self._new(number), content, None if now is None else place)
        if now is not None:
            keep(place, self._old(number), now)

    def _make_folders(self, folder: Path, made: list[str]) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            each.mkdir()
            made.append(self._targets.relative(each))

    def _record(self, steps: Sequence[Step], folders: Sequence[str]) -> None:
        draft = self._folder / "journal.draft"
        write_like(draft, record(steps, folders), None)
        places = [self._new, self._old]
        staged = [place(number) for place in places for number in range(len(steps))]
        make_last(
            [draft, *(file for file in staged if file.exists())],
            [self._folder / "new", self._folder / "old"],
        )
        draft.replace(self._journal)

    def _recorded(self) -> tuple[list[Step], list[str]] | None:
        """What the journal says, None without a journal that we would have written."""
        if any((self._folder / name).is_symlink() for name in ("new", "old")):
            return None
        return recorded(content_of(self._undoing) or content_of(self._journal), self._targets)

    def _can_finish(self, steps: Sequence[Step]) -> bool:
        """Whether every file is as before, with its new content whole beside it, or was moved already.

        A file that has been moved may have been edited since; that is not for us to undo.
        """
        if self._undoing.exists():
            return False
        return all(self._is_fit(number, step) for number, step in enumerate(steps))

    def _is_fit(self, number: int, step: Step) -> bool:
        staged, kept = self._new(number), self._old(number)
        if staged.is_symlink() or kept.is_symlink():
            return False
        before = digest(content_of(kept))
        if before != step.old and (before is None or not step.is_generated):
            return False  # nothing has been moved yet, or an edit went into what was kept
        now = digest(content_of(self._place(step)))
        if step.new is None or now == step.new:
            beside = digest(content_of(staged))
            return step.is_generated or beside in (step.old, step.new, None)
        if not staged.exists():
            return now != step.old  # if it is, the disk lost the move
        beside = digest(content_of(staged))
        if now == step.old:
            return beside == step.new
        return beside == step.old

    def _move(self, steps: Sequence[Step], folders: Sequence[str]) -> None:
        """Give every file its new content; those that have it already are passed over.

        Raises:
            ChangedMeanwhile: Somebody edited one up to the moment that it was to be moved.
        """
        self._make_journal_last(folders)
        for number, step in enumerate(steps):
            if step.new is None:
                take_away(self._place(step), self._new(number), step)
            elif self._new(number).exists():
                self._put(number, step)
        self._make_moves_last(steps)
        for number, step in enumerate(steps):
            # Whoever had the file open may have written into what is kept now.
            if not step.is_generated and step.old is not None:
                kept = digest(content_of(self._old(number)))
                if kept not in (step.old, None):
                    raise ChangedMeanwhile(file=step.place)

    def _make_journal_last(self, folders: Sequence[str]) -> None:
        """Nothing is moved before a power cut would leave all that is needed to finish or undo it."""
        root = self._targets.root
        homes = {self._folder, self._room, root}
        homes |= {(root / folder).parent for folder in folders}
        make_last((), sorted(home for home in homes if home.exists()))

    def _make_moves_last(self, steps: Sequence[Step]) -> None:
        places = {self._place(step).parent for step in steps}
        make_last((), sorted(place for place in places if place.exists()))

    def _put(self, number: int, step: Step) -> None:
        """Move one new content into its place; nothing that somebody wrote there is written over."""
        place, staged = self._place(step), self._new(number)
        if step.is_generated:
            staged.replace(place)
        elif digest(content_of(place)) == step.new:
            staged.unlink()
        elif step.old is None:
            put_where_nothing_is(staged, place, step)
        else:
            put_in_place_of(staged, place, step)

    def _undo(self, steps: Sequence[Step], folders: Iterable[str]) -> None:
        """Put back what was there, wherever the new content stands."""
        is_undone = True
        with suppress(OSError):
            if self._journal.exists() and not self._undoing.exists():
                self._mark_undoing()
        for number, step in enumerate(steps if self._undoing.exists() else ()):
            try:
                self._undo_step(number, step)
            except OSError:
                is_undone = False
        for folder in reversed(list(folders)):
            with suppress(OSError):
                (self._targets.root / folder).rmdir()
        if is_undone:
            with suppress(OSError):
                if self._undoing.exists():
                    self._make_moves_last(steps)
                self.clean()

    def _mark_undoing(self) -> None:
        """Give the journal a second name, which costs no room on a disk that is full."""
        try:
            self._undoing.hardlink_to(self._journal)
        except OSError:  # a disk without hard links
            self._journal.replace(self._undoing)
        make_last((), [self._folder])

    def _undo_step(self, number: int, step: Step) -> None:
        place = self._place(step)
        if digest(content_of(place)) != step.new:
            return
        kept = self._kept(number, step)
        if kept is not None:
            self._put_back(kept, place)
        elif step.old is None:
            place.unlink(missing_ok=True)

    def _put_back(self, kept: Path, place: Path) -> None:
        """Put back what was kept; it stays kept as well, until that has lasted."""
        again = self._folder / "again"
        again.unlink(missing_ok=True)
        try:
            again.hardlink_to(kept)
        except OSError:  # a disk without hard links
            again = kept
        again.replace(place)

    def _kept(self, number: int, step: Step) -> Path | None:
        """Where that lies which was in the place of a moved file; None where it was nothing.

        That is what came out of its place in the last instant, or else what was kept before.
        """
        for each in (self._new(number), self._old(number)):
            if each.is_symlink() or not each.exists():
                continue
            if each == self._old(number) or digest(content_of(each)) != step.new:
                return each
        return None

    def _sweep(self, steps: Sequence[Step]) -> None:
        """Remove generated folders that removals have left empty, inner ones first."""
        places = [self._place(step) for step in steps if step.new is None and step.is_generated]
        folders = {folder for place in places for folder in place.parents}
        for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
            if self._targets.root in folder.parents:
                with suppress(OSError):
                    folder.rmdir()

    def _place(self, step: Step) -> Path:
        return self._targets.root / step.place

    def _new(self, number: int) -> Path:
        return self._folder / "new" / str(number)

    def _old(self, number: int) -> Path:
        return self._folder / "old" / str(number)
