"""Read a program folder into memory: relative path to bytes, links and sizes guarded."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rmentor.errors import CannotRead, Remark
from rmentor.findings import Finding, Spot
from rmentor.folder.closest import Nearest

SINGLE_FILES = (
    "program.yaml",
    "participants.yaml",
    "objectives.yaml",
    "framework.yaml",
    "topics.yaml",
    "pairs.yaml",
    "plan.yaml",
    "register.yaml",
    "import.yaml",
)
# Folders whose files are read, with the endings that count.
FOLDERS = {
    "participants": (".yaml",),
    "journal": (".yaml",),
    "surveys": (".yaml", ".csv"),
    "templates": (".md", ".svg", ".html", ".txt"),
}
GENERATED = ("sessions", "calendars", "reports", "schemas")
MIB = 1024 * 1024
# Pairs of a million people are 100 MiB; of the other kinds nobody has a tenth of what is allowed.
MAX_BYTES = 128 * MIB
_LARGE = frozenset(("participants", "pairs", "plan"))
_MOST_OF_OTHERS = 16 * MIB
# All files together: what is beyond is refused, before a folder of many large ones fills the memory.
MOST_ALTOGETHER = 512 * MIB
_YAML_ENDINGS = (".yaml", ".yml")
# Codes of files whose content somebody has to look at, with the reason.
_PASSED_OVER = {
    "unreadable": Remark("there is no right to read it, or the disk fails"),
    "file-size": Remark("it is too large"),
    "not-a-file": Remark("it is no ordinary file"),
}


@dataclass(frozen=True, slots=True)
class Sources:
    """What a program is made of, from a disk, a git revision or a test.

    Attributes:
        root: Folder on the disk, or None.
        files: Bytes by relative path, with forward slashes.
        strange: Names that look like a misspelt file of ours.
        problems: Files that were refused.
    """

    root: Path | None
    files: Mapping[str, bytes]
    strange: tuple[str, ...] = ()
    problems: tuple[Finding, ...] = ()


def read_sources(root: Path) -> Sources:
    """Read all hand-kept files of the program in ``root``, sorted by path."""
    files: dict[str, bytes] = {}
    problems: list[Finding] = []
    left = MOST_ALTOGETHER
    for path in sorted(_wanted(root)):
        content, code = _guarded(root, path, left)
        if content is not None:
            files[path] = content
            left -= len(content)
        elif code is not None:
            problems.append(Finding(code, Spot(_printable(path), mark=(1, 1))))
    return Sources(root, files, tuple(sorted(set(_strange(root)))), tuple(problems))


def is_ours(path: str) -> bool:
    """Whether a relative path is that of a file that ``read_sources`` reads."""
    folder, slash, name = path.partition("/")
    if not slash:
        return path in SINGLE_FILES
    is_one = "/" not in name and not name.startswith(".")
    return is_one and name.endswith(FOLDERS.get(folder, ()))


def read_file(root: Path, path: str) -> bytes | None:
    """Content of one file of the program; None where there is none, or it was refused."""
    return _guarded(root, path)[0]


def read_surely(root: Path, path: str) -> bytes | None:
    """Content of a file that must not be passed over; None where there is none inside the program.

    Raises:
        CannotRead: It is there and cannot be read.
    """
    content, code = _guarded(root, path)
    if code in _PASSED_OVER:
        raise CannotRead(file=path, why=_PASSED_OVER[code])
    return content


def most_bytes(path: str) -> int:
    """How large a file of the program may be."""
    kind = path.split("/", maxsplit=1)[0].removesuffix(".yaml")
    return MAX_BYTES if kind in _LARGE else _MOST_OF_OTHERS


def stamps(root: Path) -> dict[str, tuple[int, int, int]]:
    """When each file that ``read_sources`` reads was written last, its size and its number on the disk.

    Costs a small part of reading: for who wants to know if anything has changed.
    """
    found = {}
    for path in sorted(_wanted(root)):
        with suppress(OSError):
            status = (root / path).stat()
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def names_in(root: Path, folder: str) -> list[str]:
    """Names of the YAML files in a folder of the program, sorted; none where it cannot be listed."""
    return sorted(
        name
        for name in _names_or_none(root, folder)
        if name.endswith(".yaml") and not name.startswith(".")
    )


def meant_name(path: str) -> str | None:
    """Name that a file or folder of ours has and that ``path`` was probably meant to be, or None."""
    folder, slash, name = path.rpartition("/")
    stem = name.casefold().removesuffix(".yml").removesuffix(".yaml")
    is_file = name.casefold().endswith(_YAML_ENDINGS)
    if slash:
        return f"{folder}/{stem}.yaml" if is_file else None
    known = [each.removesuffix(".yaml") for each in SINGLE_FILES] if is_file else list(FOLDERS)
    meant = Nearest(known).to(stem)
    if meant is None or (not is_file and meant != stem):
        return None
    return f"{meant}.yaml" if is_file else meant


def _wanted(root: Path) -> Iterator[str]:
    """Paths of ours that may be there; a folder that cannot be listed stands for its files."""
    yield from SINGLE_FILES
    for folder, endings in FOLDERS.items():
        try:
            names = _names(root, folder)
        except OSError:
            yield folder
            continue
        for name in names:
            if name.endswith(endings) and not name.startswith("."):
                yield f"{folder}/{name}"


def _names(root: Path, folder: str = "") -> list[str]:
    """Names in a folder of the program; none where there is no folder.

    Raises:
        OSError: The folder is there and cannot be listed, or is not the program's own: names of
            somebody's files are nobody else's business.
    """
    place = root / folder
    try:
        if folder and not _is_inside(root, place):
            raise PermissionError(folder)
        return [path.name for path in place.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_inside(root: Path, place: Path) -> bool:
    """Whether a place, links followed, lies in the program folder."""
    try:
        return place.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return False


def _guarded(root: Path, path: str, left: int = MOST_ALTOGETHER) -> tuple[bytes | None, str | None]:
    """Content of a file, or the code of why it was refused; neither where there is none."""
    if not path.isprintable():
        return None, "file-name"
    full = root / path
    try:
        real = full.resolve()
        if not real.is_relative_to(root.resolve()):
            return None, "link-outside"
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, "unreadable" if path in FOLDERS else "not-a-file"
        if status.st_size > min(most_bytes(path), left):
            return None, "file-size"
        return real.read_bytes(), None
    except FileNotFoundError:
        return None, "link-outside" if full.is_symlink() else None
    except (OSError, RuntimeError):  # no right to read it, or a loop of links
        return None, "unreadable"


def _printable(path: str) -> str:
    """Path that can be shown: what cannot be printed is written as an escape."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode()
        for sign in path
    )


def _strange(root: Path) -> Iterator[str]:
    """Names beside ours that somebody surely meant as ours."""
    try:
        names = set(_names(root))
    except OSError:
        return
    ours = {*SINGLE_FILES, *FOLDERS, *GENERATED}
    for name in names - ours:
        if name.startswith(".") or not name.isprintable():
            continue
        is_folder = not name.casefold().endswith(_YAML_ENDINGS)
        if is_folder and not (root / name).is_dir():
            continue
        meant = meant_name(name)
        # A copy kept beside the real file is the user's business.
        if meant is not None and meant not in names:
            yield name
    for folder in ("participants", "journal", "surveys"):
        for name in _names_or_none(root, folder):
            if name.casefold().endswith(_YAML_ENDINGS) and not name.endswith(".yaml"):
                yield f"{folder}/{_printable(name)}"


def _names_or_none(root: Path, folder: str) -> list[str]:
    try:
        return _names(root, folder)
    except OSError:
        return []
