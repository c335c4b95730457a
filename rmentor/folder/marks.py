"""The marks of a YAML text: where each key and value begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from rmentor.folder.compose import event_source


@dataclass(slots=True)
class Node:
    """A value in a text, with its marks.

    Attributes:
        kind: ``scalar``, ``map``, ``list`` or ``alias``.
        start: Index of its first character.
        end: Index after its last; a block map or list ends where its last line does.
        line: Line of the start, from 0.
        column: Column of the start, from 0.
        style: Quote sign or ``|`` or ``>`` of a scalar, empty where plain.
        flow: Whether a map or list stands in brackets.
        text: Value of a scalar, name of an alias.
        anchor: Name under which aliases stand for this node, or empty.
        entries: Key and value nodes of a map.
        items: Nodes of a list.
    """

    kind: str
    start: int
    end: int
    line: int
    column: int
    end_line: int = 0
    end_column: int = 0
    style: str = ""
    flow: bool = False
    text: str = ""
    anchor: str = ""
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    _by_key: dict[str, tuple[Node, Node]] | None = field(default=None, init=False, repr=False)

    def entry(self, key: str) -> tuple[Node, Node] | None:
        """Key and value of that key, or None; of the first where it is written twice."""
        if self._by_key is None:
            self._by_key = {each[0].text: each for each in reversed(self.entries)}
        return self._by_key.get(key)


# Steps that somebody wants to go down, each with those that follow it.
Steps = dict[str | int, "Steps"]
# Stands for what nobody asked for.
_LEFT_OUT = Node("", 0, 0, 0, 0)


def marks(text: str, wanted: Steps | None = None) -> Node | None:
    """Tree of the first document of ``text``; None where it is empty.

    Args:
        text: YAML.
        wanted: Keep only what lies on these ways, and first keys; None: keep everything.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    take = event_source(text)
    while True:
        event = take()
        name = type(event).__name__
        if name == "DocumentStartEvent":
            return _node(take(), take, wanted)
        if name == "StreamEndEvent":
            return None


def _node(event: Any, take: Any, wanted: Steps | None) -> Node:
    begin, end = event.start_mark, event.end_mark
    node = Node("", begin.index, end.index, begin.line, begin.column, end.line, end.column)
    if isinstance(event, ScalarEvent):
        node.kind, node.text, node.style = "scalar", event.value, event.style or ""
        node.anchor = event.anchor or ""
    elif isinstance(event, AliasEvent):
        node.kind, node.text = "alias", event.anchor or ""
    elif isinstance(event, MappingStartEvent):
        node.kind, node.flow = "map", bool(event.flow_style)
        node.anchor = event.anchor or ""
        _fill_map(node, take, wanted)
    elif isinstance(event, SequenceStartEvent):
        node.kind, node.flow = "list", bool(event.flow_style)
        node.anchor = event.anchor or ""
        _fill_list(node, take, wanted)
    return node


def _fill_map(node: Node, take: Any, wanted: Steps | None) -> None:
    """Read the entries of a map; of those that nobody wants only the first and the last stay."""
    inner = take()
    waiting = None if wanted is None else set(wanted)
    while not isinstance(inner, MappingEndEvent):
        if waiting is not None and len(node.entries) > 1:
            last = node.entries[-1][0].text
            if last in waiting:
                waiting.discard(last)
            else:
                node.entries.pop()
        key = _node(inner, take, wanted)
        steps = wanted if wanted is None else wanted.get(key.text, {})
        node.entries.append((key, _node(take(), take, steps)))
        inner = take()
    _close(node, inner)


def _fill_list(node: Node, take: Any, wanted: Steps | None) -> None:
    """Read the items of a list; those that nobody wants but the last leave their place only."""
    inner = take()
    while not isinstance(inner, SequenceEndEvent):
        place = len(node.items)
        if wanted is not None and place and place - 1 not in wanted:
            node.items[-1] = _LEFT_OUT
        steps = wanted if wanted is None else wanted.get(place, {})
        node.items.append(_node(inner, take, steps))
        inner = take()
    _close(node, inner)


def _close(node: Node, event: Any) -> None:
    """Set the end of a collection; a block one ends with its last child, not at the next token."""
    last: Sequence[Node] = node.items or [value for _, value in node.entries]
    if node.flow or not last:
        mark = event.end_mark
        node.end, node.end_line, node.end_column = mark.index, mark.line, mark.column
    else:
        child = last[-1]
        node.end, node.end_line, node.end_column = child.end, child.end_line, child.end_column
        if child.end < child.start or (
            child.kind == "scalar" and child.start == child.end and node.entries
        ):
            key = node.entries[-1][0]
            if child.end < key.end:
                node.end, node.end_line, node.end_column = key.end, key.end_line, key.end_column
