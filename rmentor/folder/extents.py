"""Where values begin and end in a text, in whole lines, with the comments that are theirs."""

from __future__ import annotations

import re

from rmentor.folder.emit import Manner
from rmentor.folder.marks import Node

BLOCK_SCALARS = ("|", ">")
_LAST_NEWLINE = re.compile(r"\r?\n\Z")


def line_start(text: str, index: int) -> int:
    """Index of the first character of the line of ``index``."""
    return text.rfind("\n", 0, index) + 1


def next_line(text: str, index: int) -> int:
    """Index of the first character of the line after that of ``index``, or the end."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def rest_of_line(text: str, index: int) -> str:
    """Text from ``index`` to the end of its line, without the newline."""
    found = text.find("\n", index)
    return text[index : len(text) if found < 0 else found].rstrip("\r")


def is_first_on_line(text: str, index: int) -> bool:
    """Whether only spaces stand before ``index`` on its line."""
    return not text[line_start(text, index) : index].strip()


def is_block(node: Node) -> bool:
    """Whether the node is a map or list in lines of its own, not in brackets."""
    return node.kind in ("map", "list") and not node.flow and bool(node.entries or node.items)


def end_of(text: str, node: Node) -> int:
    """Index after the last character of a value, without comments or blank lines behind it."""
    if is_block(node):
        if node.items:
            return end_of(text, node.items[-1])
        key, value = node.entries[-1]
        return max(end_of(text, value), key.end)
    if node.kind == "scalar" and node.style in BLOCK_SCALARS:
        body = text[node.start : node.end]
        if "+" in body.split("\n", 1)[0].split("#", 1)[0]:
            # Every blank line behind it is part of the text.
            return node.start + len(_LAST_NEWLINE.sub("", body))
        return node.start + len(body.rstrip())
    return node.end


def own_end(text: str, end: int, column: int) -> int:
    """Start of the line after a value that ends at ``end`` in a map or list at ``column``.

    Comments below it that stand further right than its neighbours are about it, so they count.
    """
    stop = probe = next_line(text, end)
    while probe < len(text):
        line = rest_of_line(text, probe)
        following = next_line(text, probe)
        bare = line.strip()
        if bare.startswith("#") and len(line) - len(line.lstrip(" ")) > column:
            stop = following
        elif bare:
            break
        probe = following
    return stop


def dash_of(text: str, item: Node) -> int:
    """Index of the dash of an item of a block list."""
    start = line_start(text, item.start)
    before = text[start : item.start]
    while "-" not in before and start:
        # The item stands below its dash, perhaps with comments between.
        end = start - 1
        start = line_start(text, end)
        line = text[start:end]
        bare = line.split("#", 1)[0].rstrip()
        if bare.endswith("-"):
            return start + len(bare) - 1
        if bare:
            break
    return start + max(before.rfind("-"), 0)


def column_of(text: str, index: int) -> int:
    """Column of ``index``, from 0."""
    return index - line_start(text, index)


def column_of_block(text: str, node: Node) -> int:
    """Column at which the keys or dashes of a block map or list stand."""
    if node.items:
        return column_of(text, dash_of(text, node.items[0]))
    return column_of(text, node.entries[0][0].start)


def list_manner(text: str, node: Node, parent: int) -> Manner:
    """Manner that a block list below a key at column ``parent`` lets one expect of its items."""
    offset = max(column_of_block(text, node) - parent, 0)
    return Manner(step=max(offset, 2), offset=offset)


def map_manner(text: str, node: Node, expected: Manner, dash: int | None = None) -> Manner:
    """Manner of a block map; what it does not show is as ``expected``. ``dash``: column of its dash."""
    step, offset, block = expected.step, expected.offset, set(expected.block)
    for key, value in node.entries:
        if not is_block(value):
            block.discard(key.text)
            continue
        block.add(key.text)
        more = column_of_block(text, value) - column_of(text, key.start)
        if value.items:
            offset = max(more, 0)
        else:
            step = max(more, 1)
    gap = expected.gap
    if dash is not None and node.entries:
        gap = " " * max(column_of(text, node.entries[0][0].start) - dash - 1, 1)
    return Manner(step, offset, gap, frozenset(block))
