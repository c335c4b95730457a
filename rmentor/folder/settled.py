"""Read a program folder as it is at one moment, between two landings and never in the middle of one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rmentor.folder.claim import claimed
from rmentor.folder.land import is_unsettled, recover
from rmentor.folder.read import Sources, is_ours, read_sources

_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Settled:
    """What a program folder holds.

    Attributes:
        sources: Its files.
        is_awaited: Whether they are as they will be once a landing is finished or undone that was left
            behind in a folder that may be read only.
    """

    sources: Sources
    is_awaited: bool = False


def read_settled(root: Path) -> Settled:
    """Finish or undo what another run has left behind, and read; again if somebody landed meanwhile.

    Raises:
        CannotWrite: The disk refused what was left to do.
        Locked: Another rmentor is writing, and goes on.
    """
    for _ in range(_ATTEMPTS):
        awaited = recover(root)
        before = _stamp(root)
        sources = read_sources(root)
        if awaited is not None:
            return Settled(_with(sources, awaited), is_awaited=bool(awaited))
        # Whoever lands makes and removes a folder in this one.
        if _stamp(root) == before and not is_unsettled(root):
            return Settled(sources)
    with suppress(OSError), claimed(root):
        if not is_unsettled(root):
            return Settled(read_sources(root))
    return Settled(read_sources(root))


def _stamp(root: Path) -> int:
    with suppress(OSError):
        return root.stat().st_mtime_ns
    return 0


def _with(sources: Sources, awaited: Mapping[str, bytes | None]) -> Sources:
    """The files with the contents that a landing will give them, also those that links lead to."""
    root = sources.root
    assert root is not None  # noqa: S101 - they were read from a disk
    real = root.resolve()
    files = dict(sources.files)
    for path in sources.files:
        place = (root / path).resolve().relative_to(real).as_posix()
        content = awaited.get(place, files[path])
        if content is None:
            del files[path]
        else:
            files[path] = content
    files |= {path: c for path, c in awaited.items() if c is not None and is_ours(path)}
    return replace(sources, files=dict(sorted(files.items())))
