"""YAML values in which every scalar is text, and every mistake a problem with its place.

Which text means a number, a date or a yes is said by the field that it stands in (``schema/``), so
``no``, ``on``, ``012``, ``12:30`` and ``1e3`` lose nothing here. Only an empty value, ``~`` and
``null`` are None.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from rmentor.folder.compose import MAX_PROBLEMS, Composer, Note, Refused
from rmentor.folder.lines import Lines
from rmentor.folder.mending import mended
from rmentor.folder.syntax import described

# Pairs of a million people are 100 MiB.
MAX_BYTES = 128 * 1024 * 1024
_BLANK_END = re.compile(r"\n[ \t]+\Z")
_CONFLICT = re.compile(r"^(<{7}|>{7})(?: .*)?\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that is not YAML, or not YAML that we accept.

    Attributes:
        code: ``yaml-...``, a key of the table of sentences.
        line: From 1.
        column: From 1, in characters.
        args: What its sentence names.
    """

    code: str
    line: int
    column: int
    args: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read of a file.

    Attributes:
        value: Dicts, lists, str and None; without the pieces that could not be read.
        problems: What was wrong, in the order of the text.
        lost: Pieces that could not be read, perhaps the whole text.
    """

    value: Any
    problems: tuple[Problem, ...] = ()
    lost: tuple[str, ...] = ()


def load_yaml(data: bytes) -> Parsed:
    """Read one YAML document. Never raises for what is in it."""
    text, problem = decode(data)
    if text is None:
        return Parsed(None, (problem,) if problem else (), (legible(data),))
    left = tuple(islice(conflicts(text), MAX_PROBLEMS))
    if left:
        return Parsed(None, left, (text,))
    with collector_held():
        return _parse(text)


def decode(data: bytes) -> tuple[str | None, Problem | None]:
    """Text of a file, without its byte order mark; or the problem that there is none."""
    if len(data) > MAX_BYTES:
        return None, Problem("yaml-size", 1, 1, {"most": MAX_BYTES // 2**20})
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, Problem("yaml-encoding", 1, 1, {"found": "UTF-16"})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        line, column = Lines(before).place(len(before))
        return None, Problem("yaml-encoding", line, column, {"found": f"0x{data[error.start]:02X}"})
    if "\0" in text:
        line, column = Lines(text).place(text.index("\0"))
        return None, Problem("yaml-encoding", line, column, {"found": "0x00"})
    return text, None


def legible(data: bytes) -> str:
    """Text of a file for people to look at, whatever its bytes are."""
    return data[:MAX_BYTES].decode("utf-8-sig", errors="replace")


@contextmanager
def collector_held() -> Iterator[None]:
    """Hold Python's cycle collector: it would walk a growing value again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def conflicts(text: str) -> Iterator[Problem]:
    """Conflicts that git left in the file: one problem each, on its first line."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    inside, lines = False, Lines(text)
    for found in _CONFLICT.finditer(text):
        sign = found[1][0]
        if sign == "<" or not inside:
            yield Problem("yaml-conflict-marker", *lines.place(found.start()))
        inside = sign == "<"


def _parse(text: str) -> Parsed:
    # libyaml overlooks a last line of nothing but spaces, which can belong to a text.
    composer = Composer(text + "\n" if _BLANK_END.search(text[-1000:]) else text)
    try:
        value = composer.document()
    except Refused as refused:
        return _parse_rest(text, [*composer.notes, refused.note])
    except yaml.YAMLError as error:
        return _parse_rest(text, [described(error, text)])
    return Parsed(value, _problems(text, composer.notes))


def _parse_rest(text: str, notes: list[Note]) -> Parsed:
    """Read what is not broken of a text that cannot be read whole because of ``notes``."""
    rest = mended(text)
    if rest is None:
        return Parsed(None, _problems(text, notes), (text,))
    composer = Composer(rest.text)
    try:
        value = composer.document()
    except Refused as refused:
        return Parsed(None, _problems(text, [*rest.notes, refused.note]), (text,))
    found = _problems(text, [*rest.notes, *composer.notes])
    if isinstance(value, str):  # crumbs of what was broken
        return Parsed(None, found, (text,))
    return Parsed(value, found, rest.lost)


def _problems(text: str, notes: Iterable[Note]) -> tuple[Problem, ...]:
    """Notes with their lines, in the order of the text."""
    sorted_notes = sorted(notes, key=lambda note: note[1])[:MAX_PROBLEMS]
    if not sorted_notes:
        return ()
    lines = Lines(text)
    return tuple(Problem(code, *lines.place(index), args) for code, index, args in sorted_notes)
