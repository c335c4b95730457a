"""One value in the place of another, when nothing of the old one stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace as with_fields
from typing import Any

from rmentor.folder.emit import (
    Manner,
    below_lines,
    block_lines,
    flow_text,
    inline_text,
    item_lines,
    literal_lines,
    scalar_text,
)
from rmentor.folder.extents import (
    BLOCK_SCALARS,
    column_of,
    column_of_block,
    dash_of,
    end_of,
    is_block,
    is_first_on_line,
    line_start,
    next_line,
    own_end,
)
from rmentor.folder.marks import Node
from rmentor.folder.patch import Overlap, Patch

_PROPERTIES = re.compile(r"[&!]\S*(?:[ \t]+[&!]\S*)*")
_HEADER_COMMENT = re.compile(r"[^#\n]*?([ \t]+#[^\r\n]*)")
_EMPTY_BRACKETS = re.compile(r"[\[{](?:\s|#[^\n]*\n)*[\]}]")
_DOCUMENT_END = re.compile(r"^\.\.\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    Attributes:
        kind: ``root``, ``entry`` or ``item``.
        manner: How its neighbours are written.
        flow: Whether it stands in brackets.
        key: Its key, for an entry.
        dash: Column of its dash, for an item of a block list.
    """

    kind: str
    manner: Manner
    flow: bool = False
    key: Node | None = None
    dash: int | None = None

    @property
    def name(self) -> str:
        """Its key as text; empty where it has none."""
        return "" if self.key is None else self.key.text

    def column(self, text: str) -> int:
        """Column of its key or dash; 0 for the document."""
        return column_of(text, self.key.start) if self.key is not None else self.dash or 0


def replace(patch: Patch, node: Node, new: Any, place: Place) -> None:
    """Put ``new`` in the place of the value at ``node``, an entry or an item."""
    if place.flow:
        text = flow_text(new, style=node.style)
        if node.start == node.end and place.kind == "entry":
            text = (" " if patch.text[node.start - 1] == ":" else ": ") + text
        _overwrite(patch, node.start, node.end, text)
    elif place.kind == "item":
        _replace_item(patch, node, new, place)
    elif is_block(node):
        _replace_below(patch, node, new, place)
    else:
        _replace_behind(patch, node, new, place)


def replace_document(patch: Patch, root: Node | None, new: Any) -> None:
    """Make the whole document say ``new``; comments stay."""
    text = patch.text
    is_empty = isinstance(new, Mapping | list | tuple) and not new
    lines = [flow_text(new)] if is_empty else block_lines(new, "")
    if root is None or (root.kind == "scalar" and root.start == root.end):
        end = _DOCUMENT_END.search(text)
        patch.insert_lines(end.start() if end else len(text), lines)
    elif is_block(root):
        patch.insert_lines(line_start(text, _heads(text, root)[0]), lines)
        _cut_children(patch, root)
    else:
        ahead = "" if is_first_on_line(text, root.start) else patch.newline
        patch.replace(root.start, end_of(text, root), ahead + patch.newline.join(lines))


def _overwrite(patch: Patch, start: int, end: int, text: str) -> None:
    """Replace a text; a comment between brackets that hold nothing else stays."""
    old = patch.text[start:end]
    if "#" in old and _EMPTY_BRACKETS.fullmatch(old) and text[:1] == old[0]:
        patch.replace(end - 1, end - 1, text[1:-1])
    else:
        patch.replace(start, end, text)


def _replace_behind(patch: Patch, node: Node, new: Any, place: Place) -> None:
    """Replace what stands behind a key: a scalar, an alias, something in brackets, or nothing."""
    text = patch.text
    end = end_of(text, node)
    comment = _header_comment(text, node)
    if isinstance(new, str):
        behind: str | None = scalar_text(new, style=node.style)
        if node.style in BLOCK_SCALARS and (lines := _literal(text, node, new, place)):
            behind = patch.newline.join([lines[0] + comment, *lines[1:]])
            comment = ""
    else:
        behind = inline_text(place.name, new, place.manner)
    if behind is None:
        _put_below(patch, node, end, new, place, comment)
    elif node.start == node.end:
        patch.replace(end, end, f" {behind}" if behind else "")
    elif behind:
        _overwrite(patch, node.start, end, behind + comment)
    else:
        patch.replace(len(text[: node.start].rstrip(" ")), end, comment)


def _put_below(patch: Patch, node: Node, end: int, new: Any, place: Place, comment: str) -> None:
    """Put a map or list in lines of its own below its key, where something else stood."""
    text = patch.text
    lines = below_lines(new, " " * place.column(text), place.manner)
    old = text[node.start : end]
    if "#" in old and _EMPTY_BRACKETS.fullmatch(old):
        first, *others = re.findall(r"#[^\r\n]*", old)
        comment = f"  {first}"
        indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))]
        lines = [*(indent + each for each in others), *lines]
    if node.start != end and is_first_on_line(text, node.start):
        patch.insert_lines(line_start(text, node.start), lines)
        patch.cut(line_start(text, node.start), next_line(text, end))
        return
    colon = len(text[: node.start].rstrip(" "))
    patch.replace(colon, end, comment)
    patch.insert_lines(next_line(text, end), lines)


def _replace_below(patch: Patch, node: Node, new: Any, place: Place) -> None:
    """Replace a map or list that stands in lines of its own below its key."""
    text = patch.text
    is_alike = isinstance(new, Mapping if node.entries else list | tuple)
    manner = place.manner
    if is_alike and new:
        manner = with_fields(manner, block=manner.block | {place.name})
    behind = inline_text(place.name, new, manner)
    heads = _heads(text, node)
    if text[node.start] in "&!":
        found = _PROPERTIES.match(text, node.start)
        assert found is not None  # noqa: S101 - a property begins with one of these signs
        patch.cut(len(text[: node.start].rstrip(" ")), found.end())
    if behind is None:
        if is_alike:
            lines = block_lines(new, " " * column_of_block(text, node), manner)
        else:
            lines = below_lines(new, " " * place.column(text), manner)
        patch.insert_lines(line_start(text, heads[0]), lines)
    elif behind and place.key is not None:
        colon = text.index(":", place.key.end) + 1
        patch.replace(colon, colon, " " + behind)
    _cut_children(patch, node)


def _replace_item(patch: Patch, node: Node, new: Any, place: Place) -> None:
    """Replace an item of a block list, behind its dash."""
    text = patch.text
    end = end_of(text, node)
    comment = _header_comment(text, node)
    if isinstance(new, Mapping | list | tuple) and new:
        indent = " " * (place.dash or 0)
        lines = item_lines(new, indent, place.manner)
        lines[0] = lines[0][len(indent) + 1 + len(place.manner.gap) :]
    else:
        lines = [flow_text(new) if new is None else scalar_text(new, style=node.style)]
        if isinstance(new, Mapping | list | tuple):
            lines = [flow_text(new)]
        elif isinstance(new, str) and node.style in BLOCK_SCALARS:
            lines = _literal(text, node, new, place) or lines
    lines[0] += comment
    whole = patch.newline.join(lines)
    if node.start == node.end:
        patch.replace(end, end, " " + whole)
    elif is_block(node) or len(lines) == 1 or node.style in BLOCK_SCALARS:
        _overwrite(patch, node.start, end, whole)
    else:
        _overwrite(patch, node.start, end, lines[0])
        patch.insert_lines(next_line(text, end), lines[1:])


def _literal(text: str, node: Node, new: str, place: Place) -> list[str] | None:
    """Lines of a text in the place of a block scalar; the first is its header."""
    if "\n" not in new:
        return None
    body = text[next_line(text, node.start) : end_of(text, node)]
    first = next((line for line in body.split("\n") if line.strip()), "")
    width = len(first) - len(first.lstrip(" ")) or place.column(text) + place.manner.step
    return literal_lines(new, " " * width)


def _header_comment(text: str, node: Node) -> str:
    """Comment behind the sign of a block scalar, with the spaces before it."""
    if node.style not in BLOCK_SCALARS:
        return ""
    found = _HEADER_COMMENT.match(text, node.start)
    return found[1] if found else ""


def _heads(text: str, node: Node) -> list[int]:
    """Where the keys of a block map or the dashes of a block list stand."""
    if node.items:
        return [dash_of(text, item) for item in node.items]
    return [key.start for key, _ in node.entries]


def _cut_children(patch: Patch, node: Node) -> None:
    """Cut all entries or items of a block; comments between them stay."""
    text = patch.text
    values = node.items or [value for _, value in node.entries]
    column = column_of_block(text, node)
    for head, value in zip(_heads(text, node), values, strict=True):
        if not is_first_on_line(text, head):
            raise Overlap
        patch.cut_lines(
            line_start(text, head), own_end(text, max(end_of(text, value), head), column)
        )
