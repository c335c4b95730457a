"""Generated files that name somebody, and files beside the program's own that do."""

from __future__ import annotations

import html
import os
import re
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from rmentor.folder.land import generated_files
from rmentor.folder.read import FOLDERS, GENERATED, SINGLE_FILES, read_surely
from rmentor.model.people import Participant

# Files of more bytes are named without being looked into.
MOST_BYTES = 16 * 1024 * 1024
# Formats in which words are packed, so that nobody finds them by reading bytes.
_PACKED = (".xlsx", ".xlsm", ".ods", ".docx", ".odt", ".pptx", ".pdf", ".zip", ".gz", ".7z", ".msg")
_FOLD = re.compile(rb"\r?\n[ \t]")
_NOT_OURS = frozenset((".git", ".rmentor"))


class Traces:
    """Finds in bytes whatever tells that somebody is spoken of: ids, the name, the address."""

    def __init__(self, person: Participant, pairs: Iterable[str], also: Iterable[str] = ()) -> None:
        """Take the person, ids of the pairs that are theirs, and further words for the person."""
        ids = [re.escape(each) for each in (person.id, *pairs)]
        words = [person.name, *(each for each in also if each.strip())]
        words += [person.email] if person.email else []
        forms = {
            unicodedata.normalize(form, " ".join(each.split()))
            for each in words
            for form in ("NFC", "NFD")
        }
        names = sorted(re.escape(each).replace(r"\ ", r"\s+") for each in forms)
        self._pattern = re.compile(
            rf"(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)(?:{'|'.join(ids)})(?![A-Za-z0-9])(?!-[A-Za-z0-9])"
            rf"|(?<!\w)(?:{'|'.join(names)})(?!\w)",
            re.IGNORECASE,
        )

    def in_text(self, text: str) -> bool:
        """Whether a text speaks of the person."""
        return self._pattern.search(text) is not None

    def in_bytes(self, content: bytes) -> bool:
        """Whether a generated file does: unfolded, and without the marks of Markdown, HTML and calendars."""
        text = _FOLD.sub(b"", content).decode(errors="replace")
        if self.in_text(text) or self.in_text(content.decode(errors="replace")):
            return True
        if "\\" in text:
            text = text.replace("\\", "")
        return ("&" in text or "\\" in text) and self.in_text(html.unescape(text))


def naming_files(root: Path, traces: Traces, known: Collection[str]) -> frozenset[str]:
    """Generated files that speak of somebody.

    Args:
        root: Program folder.
        traces: What tells it.
        known: Paths that do so whatever their bytes look like, such as drafts of mails, whose content
            is encoded.

    Raises:
        CannotRead: Nobody knows whom a file there names.
    """
    found = set()
    for path in generated_files(root):
        if path.startswith("schemas/"):
            continue
        if path in known or traces.in_text(path) or traces.in_bytes(read_surely(root, path) or b""):
            found.add(path)
    return frozenset(found)


def files_beside(root: Path, traces: Traces) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Files in the program folder that rmentor does not keep.

    Returns:
        Those that speak of somebody, and those that nobody can look into here; sorted.
    """
    naming, closed = [], []
    for path in sorted(_beside(root)):
        full = root / path
        try:
            status = full.stat()
            # Who opens a pipe waits for ever.
            is_odd = not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES
            if is_odd or path.casefold().endswith(_PACKED):
                closed.append(path)
            elif traces.in_text(path) or traces.in_bytes(full.read_bytes()):
                naming.append(path)
        except OSError:
            closed.append(path)
    return tuple(naming), tuple(closed)


def _beside(root: Path) -> Iterator[str]:
    """Regular files that are neither kept by hand in a form of ours, nor generated, nor git's."""
    for folder, folders, names in os.walk(root, followlinks=False):
        inside = Path(folder).relative_to(root)
        top = inside.parts[0] if inside.parts else ""
        folders[:] = [
            each
            for each in folders
            if each not in _NOT_OURS and not (inside == Path() and each in GENERATED)
        ]
        for name in names:
            path = (inside / name).as_posix()
            is_ours = path in SINGLE_FILES or (
                len(inside.parts) == 1
                and name.endswith(FOLDERS.get(top, ("\0",)))
                and not name.startswith(".")
            )
            if not is_ours and not (root / path).is_symlink():
                yield path
