"""Lines and columns of key paths, looked up late: only in files with findings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from rmentor.changes import item_key
from rmentor.findings import Keys
from rmentor.folder.lines import Lines
from rmentor.folder.marks import Node, Steps, marks
from rmentor.folder.mending import mended
from rmentor.folder.yaml_load import collector_held

# Aliases of aliases that a lookup follows; a file with more of them has no place, but no loop either.
_MAX_ALIASES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Line and columns from 1; ``end`` is the column after the last on that line."""

    line: int
    column: int
    end: int


def find_places(text: str, wanted: Iterable[tuple[Keys, str]]) -> dict[tuple[Keys, str], Place]:
    """Place of each key path, for its ``key`` or its ``value``.

    A path that is not in the text has the place of its nearest ancestor. Broken pieces of the text are
    left out of the count, as ``load_yaml`` leaves them out.
    """
    wanted = tuple(wanted)
    ways = _ways(wanted)
    # What an alias stands for may lie anywhere.
    pruned = None if "&" in text else ways
    with collector_held():
        root = _tree(text, pruned)
        if root is not None and pruned is not None and _names_items(root, ways):
            root = _tree(text, None)
        if root is None:
            return {each: Place(1, 1, 2) for each in wanted}
        finder = _Finder(root, Lines(text))
        return {(keys, part): finder.place(keys, part) for keys, part in wanted}


def _ways(wanted: Iterable[tuple[Keys, str]]) -> Steps:
    """All key paths as one tree of steps."""
    ways: Steps = {}
    for keys, _ in wanted:
        steps = ways
        for step in keys:
            steps = steps.setdefault(step, {})
    return ways


def _names_items(node: Node, ways: Steps) -> bool:
    """Whether some way names an item of a list by its id, for which all items have to be seen."""
    if node.kind == "list" and any(isinstance(step, str) for step in ways):
        return True
    for step, more in ways.items():
        found = (None, _item(node, step)) if node.kind == "list" else node.entry(str(step))
        if found is not None and found[1] is not None and _names_items(found[1], more):
            return True
    return False


def _tree(text: str, ways: Steps | None) -> Node | None:
    try:
        return marks(text, ways)
    except (yaml.YAMLError, RecursionError):
        rest = mended(text)
    try:
        return marks(rest.text, ways) if rest else None
    except (yaml.YAMLError, RecursionError):
        return None


class _Finder:
    """Walks key paths down one tree."""

    def __init__(self, root: Node, lines: Lines) -> None:
        self._root = root
        self._lines = lines
        self._anchors: dict[str, list[Node]] | None = None

    def place(self, keys: Keys, part: str) -> Place:
        node, key = self._root, None
        for step in keys:
            entry = self._step(node, step)
            if entry is None:
                # What is missing is said where it belongs: at the first key of its map.
                return self._of(_head(node))
            key, node = entry
        is_blank = node.kind == "scalar" and node.start == node.end
        if key is not None and (part == "key" or is_blank):
            return self._of(key)
        return self._of(_head(node))

    def _step(self, node: Node, step: str | int) -> tuple[Node | None, Node] | None:
        node = self._meant(node)
        if node.kind == "list":
            item = _item(node, step)
            return None if item is None else (None, item)
        name = str(step)
        if found := node.entry(name):
            return found
        merged = node.entry("<<")
        if merged is None:
            return None
        source = self._meant(merged[1])
        for each in source.items or [source]:
            if found := self._meant(each).entry(name):
                return found
        return None

    def _meant(self, node: Node) -> Node:
        """The node itself, or the one that an alias stands for."""
        for _ in range(_MAX_ALIASES):
            if node.kind != "alias":
                break
            if self._anchors is None:
                self._anchors = _anchors(self._root)
            named = self._anchors.get(node.text, [])
            before = bisect_left(named, node.start, key=lambda each: each.start)
            if not before:
                break
            node = named[before - 1]
        return node

    def _of(self, node: Node) -> Place:
        line, column = self._lines.place(node.start)
        last_line, last_column = self._lines.place(node.end)
        end = last_column if last_line == line else column + 1
        return Place(line, column, max(end, column + 1))


def _head(node: Node) -> Node:
    """First key of a block map, or the node itself."""
    return node.entries[0][0] if node.kind == "map" and node.entries and not node.flow else node


def _item(node: Node, step: str | int) -> Node | None:
    if isinstance(step, int):
        return node.items[step] if 0 <= step < len(node.items) else None
    for item in node.items:
        if item_key({key.text: value.text for key, value in item.entries}) == step:
            return item
    return None


def _anchors(root: Node) -> dict[str, list[Node]]:
    """Nodes that aliases may stand for, by name, in the order of the text."""
    found: dict[str, list[Node]] = {}
    for node in _nodes(root):
        if node.anchor:
            found.setdefault(node.anchor, []).append(node)
    return found


def _nodes(node: Node) -> Iterator[Node]:
    """All nodes in the order of the text."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        children = current.items or [each for entry in current.entries for each in entry]
        waiting += reversed(children)
