"""Where in a template something stands: Jinja tells the line, people look for the column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_TAG = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_BLOCK = re.compile(r"\{%[-+]?\s*(\w+)")
# Signs of arithmetic that also stand at the edge of a tag.
_SIGNS_OF_TAGS = ("%", "-", "+")
_CHAIN = re.compile(r"[A-Za-z_][\w.]*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a line. Lines and columns from 1; ``end``: the column after the last.

    Attributes:
        excerpt: The line.
        chain: What stands before the dot, such as ``pair.progress``, where something does.
    """

    line: int
    column: int
    end: int
    excerpt: str
    chain: str = ""


def place_of_word(
    text: str,
    line: int,
    word: str,
    *,
    after_dot: bool | None = None,
    is_it: Callable[[str], bool] = lambda _: True,
) -> Place:
    """Place of a word in the tags of a template, on ``line`` or the next one that has it.

    Args:
        text: The template.
        line: Where Jinja stopped: a tag of several lines begins there.
        word: Name, filter, tag or sign.
        after_dot: Whether the word is the name of something of something else; None: either.
        is_it: Whether it can be meant, given what stands before the dot.
    """
    begins = _offset(text, line)
    sure, found = None, None
    for at in _occurrences(text, begins, word):
        before = text[:at].rstrip(" ")
        dotted = before.endswith(".")
        if after_dot is not None and dotted != after_dot:
            continue
        chain = _chain_before(before) if dotted else ""
        found = found or (at, chain)
        if not dotted or is_it(chain):
            sure = (at, chain)
            break
    best = sure or found
    if best is None:
        return place_of_line(text, line)
    return _place(text, best[0], len(word), best[1])


def place_of_any(text: str, line: int, words: Iterable[str]) -> Place:
    """Place of the first word or sign of several that stands in a tag that is open on ``line``, or later in it."""
    begins = _offset(text, line)
    tag = next((each for each in _TAG.finditer(text) if each.end() > begins), None)
    ends = max(tag.end() if tag else 0, begins + len(_line(text, line)))
    found = [
        (at, -len(word), word)
        for word in words
        for at in itertools.islice(_occurrences(text, begins, word), 1)
        if at < ends
    ]
    if not found:
        return place_of_line(text, line)
    at, _, word = min(found)
    return _place(text, at, len(word))


def place_of_quoted(text: str, line: int, word: str) -> Place:
    """Place of a word that a tag has between quotes, such as the name of what a filter looks at."""
    begins = _offset(text, line)
    edges = re.compile(rf"(?<![\w.])(?:[\w]+\.)*({re.escape(word)})(?![\w])")
    for tag in _TAG.finditer(text):
        if tag.end() <= begins or tag.group().startswith("{#"):
            continue
        for quoted in _QUOTED.finditer(tag.group()):
            at = tag.start() + quoted.start()
            if at >= begins and (hit := edges.search(quoted.group())):
                return _place(text, at + hit.start(1), len(word))
    return place_of_line(text, line)


def place_of_iterated(text: str, line: int) -> Place:
    """What stands behind the first ``in`` on a line."""
    begins = _offset(text, line)
    found = re.compile(r"\{%[^%]*?\bin\s+([\w.]+)").search(text, begins)
    if found is None or text.count("\n", begins, found.start()):
        return place_of_line(text, line)
    return _place(text, found.start(1), len(found[1]))


def place_of_open(text: str, line: int) -> Place | None:
    """The tag that begins above a line and that nothing closes before it."""
    before = text[: _offset(text, line)]
    at = max(before.rfind("{{"), before.rfind("{%"))
    if at < 0 or re.search(r"[%}]\}", before[at:]):
        return None
    return _place(text, at, len(before[at:].split("\n")[0].rstrip()))


def place_of_offset(text: str, at: int) -> Place:
    """The sign at a position, as Jinja counts: a line end is one sign."""
    return _place(re.sub(r"\r\n?", "\n", text), at, 1)


def place_of_stop(text: str, line: int, word: str) -> Place:
    """Place of the word at which Jinja stopped reading; the second where a tag has it twice."""
    begins = _offset(text, line)
    found = list(itertools.islice(_occurrences(text, begins, word), 2))
    if not found:
        return place_of_line(text, line)
    twice = len(found) > 1 and not re.search(r"[}%]\}", text[found[0] : found[1]])
    return _place(text, found[1] if twice else found[0], len(word))


def place_of_written(text: str, line: int, is_it: Callable[[str], bool]) -> Place:
    """Place of the first name that a line writes and that is it; else the line's first tag."""
    begins = _offset(text, line)
    for tag in re.finditer(r"\{\{-?\s*([A-Za-z_][\w.]*)\s*-?\}\}", text):
        if tag.start() >= begins and is_it(tag[1]):
            return _place(text, tag.start(1), len(tag[1]))
    return place_of_line(text, line)


def place_of_line(text: str, line: int) -> Place:
    """The first tag that begins on a line, or else all of the line."""
    excerpt = _line(text, line)
    tag = re.search(r"\{[{%].*?(?:[}%]\}|$)", excerpt)
    if tag:
        return Place(line, tag.start() + 1, tag.end() + 1, excerpt)
    first = len(excerpt) - len(excerpt.lstrip()) + 1
    return Place(line, first, max(first + 1, len(excerpt.rstrip()) + 1), excerpt)


def place_of_unclosed(text: str, name: str) -> Place | None:
    """The last block of that name that nothing closes, such as the ``for`` of a lost ``endfor``."""
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(text):
        block = _BLOCK.match(tag.group())
        if block is None:
            continue
        if block[1] == name:
            opened.append(tag)
        elif block[1] == f"end{name}" and opened:
            opened.pop()
    if not opened:
        return None
    first_line = opened[-1].group().split("\n")[0]
    return _place(text, opened[-1].start(), len(first_line))


def _occurrences(text: str, begins: int, word: str) -> Iterator[int]:
    """Where a word stands in a tag, outside of quotes."""
    if not word:
        return
    edges = ("", "")
    if word.isidentifier():
        edges = (r"(?<!\w)", r"(?!\w)")
    elif word in _SIGNS_OF_TAGS:
        edges = (r"(?<!\{)(?<!\{%)(?<!\{\{)", r"(?![%}]?\})")
    pattern = re.compile(edges[0] + re.escape(word) + edges[1])
    for tag in _TAG.finditer(text):
        if tag.end() <= begins or tag.group().startswith("{#"):
            continue
        hidden = _QUOTED.sub(lambda quoted: "\0" * len(quoted.group()), tag.group())
        for hit in pattern.finditer(hidden):
            if tag.start() + hit.start() >= begins:
                yield tag.start() + hit.start()


def _chain_before(before: str) -> str:
    chain = _CHAIN.search(before.rstrip("."))
    return chain.group() if chain else ""


def _place(text: str, at: int, length: int, chain: str = "") -> Place:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return Place(line, column, column + length, _line(text, line), chain)


def _line(text: str, line: int) -> str:
    lines = text.split("\n")
    return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""


def _offset(text: str, line: int) -> int:
    """Position of the first sign of a line."""
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1])
