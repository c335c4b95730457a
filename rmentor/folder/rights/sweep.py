"""What texts and comments of a file say about somebody: replaced where it is certain, else named.

Only texts that people write freely are changed, and comments. Names of others, ids, places of work
stay as they are, whatever they look like.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from rmentor.folder.emit import scalar_text
from rmentor.folder.lines import Lines
from rmentor.folder.marks import Node, marks
from rmentor.folder.rights.words import Mention, PersonWords
from rmentor.folder.schema.files import kind_of
from rmentor.folder.yaml_load import decode

_BOM = b"\xef\xbb\xbf"
# Keys whose values are ids, or words of the format, in every file.
_IDS = frozenset((
    "id", "pair", "mentor", "co_mentor", "mentees", "who", "topic", "topics", "module", "kpis", "after",
    "rule", "kit", "for", "event", "computed", "pulse", "returns", "email",
))  # fmt: skip
# Kinds of files of which only these keys hold texts.
_TEXTS = {"pairs": frozenset(("reason",)), "participants": frozenset(), "": frozenset()}


@dataclass(frozen=True, slots=True)
class Found:
    """A place that speaks, or may speak, of somebody.

    Attributes:
        file: Its path.
        line: From 1, in the file as it will be.
        words: As they stood there.
        replaced: Whether something else stands there now; otherwise somebody has to look at it.
    """

    file: str
    line: int
    words: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class Swept:
    """A file after the sweep."""

    content: bytes
    found: tuple[Found, ...] = ()


def swept(path: str, content: bytes, words: PersonWords) -> Swept:
    """Replace what speaks of somebody for certain, and find what else may."""
    text, _ = decode(content)
    if text is None:
        return Swept(content)
    spliced = _spliced(path, text, words)
    if not spliced:
        return Swept(content)
    pieces: list[str] = []
    found: list[tuple[int, str, bool]] = []
    position = length = 0
    for each, instead in spliced:
        pieces.append(text[position : each.start])
        length += each.start - position
        found.append((length, text[each.start : each.end], instead is not None))
        new = text[each.start : each.end] if instead is None else instead
        pieces.append(new)
        length += len(new)
        position = each.end
    pieces.append(text[position:])
    after = "".join(pieces)
    lines = Lines(after)
    bom = _BOM if content.startswith(_BOM) else b""
    return Swept(
        content if after == text else bom + after.encode(),
        tuple(
            Found(path, lines.place(at)[0], " ".join(words.split()), replaced)
            for at, words, replaced in found
        ),
    )


def _spliced(path: str, text: str, words: PersonWords) -> list[tuple[Mention, str | None]]:
    """Mentions with what is to stand there instead; None: nothing else."""
    mentions = words.mentions(text)
    if not path.endswith(".yaml") or kind_of(path) == "templates":
        return [(each, each.instead) for each in mentions]
    if kind_of(path) == "participants":
        return [
            (each, each.instead if _is_comment(text, each.start) else None) for each in mentions
        ]
    if not mentions and "\\" not in text:
        return []
    try:
        root = marks(text)
    except (yaml.YAMLError, RecursionError):
        root = None
    if root is None:
        return [(each, each.instead) for each in mentions]
    return _in_values(path, words, mentions, root)


def _in_values(
    path: str, words: PersonWords, mentions: list[Mention], root: Node
) -> list[tuple[Mention, str | None]]:
    scalars = sorted(_scalars(root, path), key=lambda each: each[0].start)
    starts = [node.start for node, _ in scalars]
    spliced: list[tuple[Mention, str | None]] = []
    seen: set[int] = set()
    for each in mentions:
        place = bisect_right(starts, each.start) - 1
        node, is_text = scalars[place] if place >= 0 else (None, False)
        inside = node is not None and node.end >= each.end
        if inside:
            seen.add(place)
        spliced.append((each, each.instead if is_text or not inside else None))
    for place, (node, is_text) in enumerate(scalars):
        # What quotes and escapes hide from whoever reads the text.
        if place in seen or node.style != '"' or not words.mentions(node.text):
            continue
        new = words.replaced(node.text)
        changes = is_text and new != node.text
        instead = scalar_text(new, style='"') if changes else None
        spliced.append((Mention(node.start, node.end, instead), instead))
    return sorted(spliced, key=lambda each: each[0].start)


def _scalars(root: Node, path: str) -> Iterator[tuple[Node, bool]]:
    """All scalars, each with whether it is a text that people wrote freely."""
    kind = kind_of(path)
    texts = _TEXTS.get(kind)
    waiting: list[tuple[Node, str, bool]] = [(root, "", False)]
    while waiting:
        node, key, is_key = waiting.pop()
        if node.kind == "scalar":
            is_text = key not in _IDS if texts is None else key in texts
            yield node, is_text and not is_key
        waiting += [(item, key, False) for item in node.items]
        for name, value in node.entries:
            waiting.append((name, key, True))
            inner = key if name.text in ("fr", "en") or name.text.isdecimal() else name.text
            waiting.append((value, inner, False))


def _is_comment(text: str, index: int) -> bool:
    """Whether a place on a line lies behind the sign # of a comment, as far as its line tells."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    quote, before = "", " "
    for sign in text[start:index]:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and before in " \t[{,:-":
            quote = sign
        elif sign == "#" and before in " \t":
            return True
        before = sign
    return False


def mentioned(files: Mapping[str, bytes], words: PersonWords) -> frozenset[tuple[str, int]]:
    """File and line of every text and comment that names somebody for certain."""
    return frozenset(
        (each.file, each.line)
        for path, content in files.items()
        for each in swept(path, content, words).found
        if each.replaced
    )
