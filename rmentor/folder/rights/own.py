"""The item of somebody in a file of people, with the comments that stand right above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rmentor.folder.places import find_places
from rmentor.folder.rights.sweep import Found
from rmentor.folder.rights.words import PersonWords
from rmentor.folder.yaml_load import decode, load_yaml

# A line of up to so many words, without a stop, is the heading of a part of the file.
_HEADING_WORDS = 4
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Above:
    """A file without the comments above somebody's item, and what is left of them to look at."""

    content: bytes
    found: tuple[Found, ...] = ()


def without_comments_above(path: str, content: bytes, who: str, words: PersonWords) -> Above:
    """Take out the comments that stand right above the item of somebody: they speak of them.

    A short line without a name in it may be the heading of a part of the file. It stays, and is named.
    """
    text, _ = decode(content)
    head = None if text is None else _head(text, who)
    if text is None or head is None:
        return Above(content)
    lines = text[:head].splitlines(keepends=True)
    first = len(lines)
    while first and lines[first - 1].lstrip(" \t").startswith("#"):
        first -= 1
    above = lines[first:]
    # Comments above the first item of all are about the file.
    if not above or not "".join(lines[:first]).strip() or _is_key(lines[first - 1]):
        return Above(content)
    if len(above) == 1 and _is_heading(above[0]) and not words.mentions(above[0]):
        said = above[0].strip()
        return Above(content, (Found(path, first + 1, said, replaced=False),))
    bom = _BOM if content.startswith(_BOM) else b""
    kept = "".join(lines[:first]) + text[head:]
    return Above(bom + kept.encode())


def _head(text: str, who: str) -> int | None:
    """Index of the line on which the item of somebody begins."""
    plain = re.compile(
        rf"^[ \t]*-[ \t]+(?:\{{[ \t]*)?id:[ \t]*[\"']?{re.escape(who)}[\"']?[ \t]*(?:[,}}#\r\n]|$)",
        re.MULTILINE,
    )
    found = plain.findall(text)
    if len(found) == 1 and (match := plain.search(text)):
        return match.start()
    people = load_yaml(text.encode()).value
    items = people.get("participants") if isinstance(people, dict) else None
    for place, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and str(item.get("id")).strip() == who:
            keys = ("participants", place)
            line = find_places(text, [(keys, "value")])[keys, "value"].line
            return sum(map(len, text.splitlines(keepends=True)[: line - 1]))
    return None


def _is_key(line: str) -> bool:
    return re.match(r"[^\s#-][^#]*:\s*(#.*)?$", line) is not None


def _is_heading(line: str) -> bool:
    said = line.strip().strip("#=- \t")
    return len(said.split()) <= _HEADING_WORDS and not re.search(r"[.:;!?…]", said)
