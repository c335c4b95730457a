"""Edit some items of a long list without reading the others.

Long files are one top-level key over a plain block list of people or pairs. Such a text is cut at the
lines that begin an item; only the items that change are read, edited with the same splices as a whole
text would be, and read again. Whatever is not that plain is left to the whole-file way.

What makes the cut safe: a line that begins with the dash of the list can only begin an item, unless it
is part of a quoted text that spans lines. So a text with such a quote is not plain, nor one with an
anchor or alias, since an edit could then reach other items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import yaml

from rmentor.changes import Add, Drop, item_key
from rmentor.folder.align import align
from rmentor.folder.emit import PLAIN_MANNER, as_loaded
from rmentor.folder.intent import Edit, Impossible, intended
from rmentor.folder.marks import Node, marks
from rmentor.folder.patch import Overlap, Patch
from rmentor.folder.replace import Place
from rmentor.folder.splice import edit_list
from rmentor.folder.yaml_load import load_yaml

_UNCLOSED = tuple(
    re.compile(rf"{quote}(?:[^{quote}\\\n]|\\.)*$", re.MULTILINE) for quote in ('"', "'")
)
_BEFORE_TOKEN = frozenset(" \t\r\n[{,:-?")
_FIRST_ITEM = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)-[ \t\r\n]")
_OUTER_LINE = re.compile(r"\n[^\s#-]")
_HEAD = re.compile(
    r" *(?:id: *([^\s#]+)|pair: *([^\s#]+)[^\n]*\n *session: *([^\s#]+))[ \t]*(?:#|\r?\n|$)"
    r"| *\{ *(?:id: *([^\s#,}]+)|pair: *([^\s#,}]+), *session: *([^\s#,}]+))[,}]"
)


@dataclass(frozen=True, slots=True)
class _Items:
    """A plain list, cut into its items.

    Attributes:
        key: Index of its top-level key.
        bounds: Where each item begins, and where the last one ends.
        names: Positions by key, of the items whose key is written plainly in their first lines.
    """

    key: int
    bounds: list[int]
    names: dict[str, list[int]]


def edit_blocks(text: str, changes: Sequence[Edit]) -> str | None:
    """Text after ``changes``, or None where it is not plain enough or the changes reach further."""
    by_list: dict[str, list[Edit]] = {}
    for change in changes:
        if len(change.keys) < 2 and not (change.keys and isinstance(change, Add)):
            return None
        by_list.setdefault(change.keys[0], []).append(change)
    if not _is_plain(text):
        return None
    for name, edits in by_list.items():
        after = _edit_list(text, name, edits)
        if after is None:
            return None
        text = after
    return text


def _edit_list(text: str, name: str, changes: Sequence[Edit]) -> str | None:
    """Text after changes to items of one list."""
    items = _cut(text, name)
    wanted = None if items is None else _wanted(items, changes)
    if items is None or wanted is None:
        return None
    try:
        return _edited(text, items, wanted, changes)
    except (Impossible, Overlap, yaml.YAMLError, UnicodeEncodeError, RecursionError):
        return None


def _is_plain(text: str) -> bool:
    """Whether no quoted text spans lines and nothing is anchored."""
    for quote, unclosed in zip("\"'", _UNCLOSED, strict=True):
        if quote in text and any(
            _is_token(text, found.start()) for found in unclosed.finditer(text)
        ):
            return False
    return not any(
        _is_token(text, place) and not text[place + 1 : place + 2].isspace()
        for sign in "&*"
        for place in _places(text, sign)
    )


def _places(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)


def _is_token(text: str, place: int) -> bool:
    """Whether a sign stands where it can begin a value."""
    return place == 0 or text[place - 1] in _BEFORE_TOKEN


def _cut(text: str, name: str) -> _Items | None:
    """Cut the block list below the top-level key ``name`` into its items."""
    head = re.search(rf"^{re.escape(name)}:[ \t]*(?:#[^\n]*)?\r?\n", text, re.MULTILINE)
    first = _FIRST_ITEM.match(text, head.end()) if head else None
    if head is None or first is None:
        return None
    start = first.start(1)
    outer = _OUTER_LINE.search(text, start)
    end = outer.start() + 1 if outer else len(text)
    dash = first[1] + "-"
    pieces = text[start + len(dash) : end].split("\n" + dash)
    width = len(dash) + 1
    bounds = list(accumulate((len(piece) + width for piece in pieces), initial=start))
    bounds[-1] = end
    names: dict[str, list[int]] = {}
    for position, piece in enumerate(pieces):
        if found := _HEAD.match(piece):
            name, pair, session = found.groups()[:3] if found[1] or found[2] else found.groups()[3:]
            key = name or f"{pair}/{session}"
            names.setdefault(key, []).append(position)
    return _Items(head.start(), bounds, names)


def _wanted(items: _Items, changes: Sequence[Edit]) -> list[int] | None:
    """Positions of the items to read, in order: those that change and the neighbours of new ones."""
    touched: set[int] = set()
    dropped: set[int] = set()
    follow: set[int] = set()
    for change in changes:
        key = change.before if isinstance(change, Add) and len(change.keys) == 1 else change.keys[1]
        if key is None:
            continue
        found = items.names.get(key, [])
        if len(found) != 1:
            return None
        touched.add(found[0])
        if isinstance(change, Drop) and len(change.keys) == 2:
            dropped.add(found[0])
        if isinstance(change, Add):
            follow.add(found[0])
    for place in follow:
        before = place - 1
        while before in dropped:
            before -= 1
        if before >= 0:
            touched.add(before)
    last_two = _last_kept(len(items.bounds) - 1, dropped)
    return sorted(touched | last_two) if last_two else None


def _last_kept(number: int, dropped: set[int]) -> set[int]:
    """Positions of the last two of ``number`` items that stay: new ones are written like them."""
    found: set[int] = set()
    place = number - 1
    while place >= 0 and len(found) < 2:
        if place not in dropped:
            found.add(place)
        place -= 1
    return found


def _edited(text: str, items: _Items, wanted: list[int], changes: Sequence[Edit]) -> str | None:
    """Edit the wanted items; None where a piece of the text is not what it seemed."""
    runs = [(items.bounds[first], items.bounds[last + 1]) for first, last in _runs(wanted)]
    nodes: list[Node] = []
    old: list[Any] = []
    for start, end in runs:
        piece = text[start:end]
        root, parsed = marks(piece), load_yaml(piece.encode())
        if root is None or root.kind != "list" or parsed.problems:
            return None
        for item in root.items:
            _shift(item, start)
        nodes += root.items
        old += parsed.value
    if len(nodes) != len(wanted):
        return None
    names = {place: name for name, places in items.names.items() for place in places}
    if any(
        item_key(each) != names.get(at, item_key(each))
        for each, at in zip(old, wanted, strict=True)
    ):
        return None
    name = changes[0].keys[0]
    new = intended({name: old}, changes)[name]
    key = Node("scalar", items.key, items.key + len(name), 0, 0, text=name)
    whole = Node("list", runs[0][0], runs[-1][1], 0, 0, items=nodes)
    patch = Patch(text)
    edit_list(patch, whole, old, new, align(old, new), Place("entry", PLAIN_MANNER, key=key))
    return patch.applied() if _says(patch, runs, new) else None


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last
            first = place
        last = place
    yield first, last


def _shift(node: Node, by: int) -> None:
    """Move the marks of a node and all in it."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        each.start += by
        each.end += by
        waiting += each.items
        for entry in each.entries:
            waiting += entry


def _says(patch: Patch, runs: list[tuple[int, int]], new: list[Any]) -> bool:
    """Whether the runs, read again after their splices, are the items that were meant."""
    splices = sorted(patch.splices, key=lambda splice: splice[:2])
    found: list[Any] = []
    position = 0
    for start, end in runs:
        part = Patch(patch.text)
        while position < len(splices) and splices[position][1] <= end:
            part.splices.append(splices[position])
            position += 1
        parsed = load_yaml(part.applied(start, end).encode())
        if parsed.problems or not isinstance(parsed.value, list | None):
            return False
        found += parsed.value or []
    return position == len(splices) and found == as_loaded(new)
