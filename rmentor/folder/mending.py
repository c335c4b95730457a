"""Read the rest of a file in which a piece is broken.

The text is cut into pieces at the lines that begin a top-level key or a list item. Each piece is read
alone, and those that are not YAML are blanked, so that what is left has its lines and positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from rmentor.folder.compose import MAX_PROBLEMS, Composer, Note, Refused, event_source
from rmentor.folder.syntax import described

_ITEM = re.compile(r"( *)-(?:\s|$)")
_OUTER = re.compile(r"[^\s#\]})]")
_SIGN = re.compile(r"[^\r\n]")
# Pieces that are read alone; a text that falls into more is no list of people with a slip in it.
_MAX_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its broken pieces blanked.

    Attributes:
        text: The same number of characters; every index means the same place.
        notes: What is wrong with the pieces.
        lost: Text of the pieces.
    """

    text: str
    notes: tuple[Note, ...]
    lost: tuple[str, ...]


def mended(text: str) -> Mended | None:
    """Blank the broken pieces of ``text``; None where that does not make YAML of it."""
    notes: list[Note] = []
    lost: list[str] = []
    whole: list[str] = []
    position = 0
    for count, piece in enumerate(_pieces(text)):
        if count > _MAX_PIECES:
            return None
        # After very many problems the rest is not looked at.
        note = _broken(piece) if len(notes) < MAX_PROBLEMS else ("", 0, {})
        if note is None:
            whole.append(piece)
        else:
            code, index, args = note
            if code:
                notes.append((code, index + position, args))
            lost.append(piece)
            whole.append(_SIGN.sub(" ", piece))
        position += len(piece)
    rest = "".join(whole)
    if not lost or not rest.strip() or not _is_yaml(rest):
        return None
    return Mended(rest, tuple(notes), tuple(lost))


def _pieces(text: str) -> Iterator[str]:
    """Cut at top-level lines; what is broken between two of them is cut again at its list items."""
    for chunk in _cut(text.splitlines(keepends=True), _OUTER.match):
        if len(chunk) == 1 or _broken("".join(chunk)) is None:
            yield "".join(chunk)
            continue
        first = next((found for line in chunk[1:] if (found := _ITEM.match(line))), None)
        if first is None:
            yield "".join(chunk)
            continue
        item = re.compile(rf"{first[1]}-(?:\s|$)")
        for piece in _cut(chunk, item.match):
            yield "".join(piece)


def _cut(lines: list[str], begins: object) -> Iterator[list[str]]:
    """Runs of lines; each but the first starts with a line that ``begins`` a piece."""
    assert callable(begins)  # noqa: S101 - the bound method of a pattern
    run: list[str] = []
    for line in lines:
        if begins(line) and run:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _broken(piece: str) -> Note | None:
    """What is wrong with a piece read alone, or None."""
    composer = Composer(piece)
    try:
        composer.document()
    except Refused as refused:
        return refused.note
    except yaml.YAMLError as error:
        return described(error, piece)
    return None


def _is_yaml(text: str) -> bool:
    take = event_source(text)
    try:
        while type(take()).__name__ != "StreamEndEvent":
            pass
    except yaml.YAMLError:
        return False
    return True
