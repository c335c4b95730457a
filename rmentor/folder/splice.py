"""From the marks of a text and what it is to say: the smallest splices that make it say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rmentor.folder.align import align
from rmentor.folder.brackets import FRONT, edit_cells
from rmentor.folder.emit import (
    PLAIN_MANNER,
    AsRead,
    Flow,
    Manner,
    as_loaded,
    entry_lines,
    flow_text,
    item_lines,
    key_text,
)
from rmentor.folder.extents import (
    column_of_block,
    dash_of,
    end_of,
    is_first_on_line,
    line_start,
    list_manner,
    map_manner,
    own_end,
    rest_of_line,
)
from rmentor.folder.marks import Node
from rmentor.folder.patch import Patch
from rmentor.folder.replace import Place, replace, replace_document


def is_same(old: Any, new: Any) -> bool:
    """Whether ``new`` would be read back as ``old``."""
    return new is old or as_loaded(new) == old


def edit_document(patch: Patch, root: Node | None, old: Any, new: Any) -> None:
    """Make the whole text, whose value is ``old``, say ``new``."""
    if is_same(old, new):
        return
    if root is None or not _edit_inside(patch, root, old, new, Place("root", PLAIN_MANNER)):
        replace_document(patch, root, new)


def _edit(patch: Patch, node: Node, old: Any, new: Any, place: Place) -> None:
    """Make the value at ``node`` say ``new``."""
    if not is_same(old, new) and not _edit_inside(patch, node, old, new, place):
        replace(patch, node, _as_read(new) if node.kind == "alias" else new, place)


def _as_read(value: Any) -> Any:
    """The value with its texts marked as read: most of what an alias stood for is written out."""
    if isinstance(value, str):
        return AsRead(value)
    if isinstance(value, Mapping):
        return {key: _as_read(each) for key, each in value.items()}
    return [_as_read(each) for each in value] if isinstance(value, list | tuple) else value


def _edit_inside(patch: Patch, node: Node, old: Any, new: Any, place: Place) -> bool:
    """Edit a map or list of which something stays; answer False where nothing does."""
    if node.kind == "map" and isinstance(old, dict) and isinstance(new, Mapping):
        return _edit_map(patch, node, old, {str(key): each for key, each in new.items()}, place)
    if node.kind == "list" and isinstance(old, list) and isinstance(new, list | tuple):
        match = align(old, new)
        if all(at is None for at in match):
            return False
        edit_list(patch, node, old, list(new), match, place)
        return True
    return False


def _edit_map(
    patch: Patch, node: Node, old: dict[str, Any], new: dict[str, Any], place: Place
) -> bool:
    # A key of the text that the value lacks is a merge key (<<), which stays.
    kept = [
        at for at, (key, _) in enumerate(node.entries) if key.text in new or key.text not in old
    ]
    if not kept:
        return False
    manner = place.manner if node.flow else map_manner(patch.text, node, place.manner, place.dash)
    for key, value in node.entries:
        if key.text in new and key.text in old:
            inside = Place("entry", manner, flow=node.flow, key=key)
            _edit(patch, value, old[key.text], new[key.text], inside)
    own = {key.text for key, _ in node.entries}
    added = {
        key: each
        for key, each in new.items()
        if key not in own and not (key in old and is_same(old[key], each))
    }
    if node.flow:
        texts = [f"{key_text(key, flow=True)}: {flow_text(each)}" for key, each in added.items()]
        cells = [(key.start, max(key.end, value.end)) for key, value in node.entries]
        edit_cells(patch, cells, set(kept), {kept[-1]: texts} if texts else {})
        return True
    rows = _rows(patch.text, node)
    if added:
        indent = " " * rows.column
        lines = [
            line for key, each in added.items() for line in entry_lines(key, each, indent, manner)
        ]
        patch.insert_lines(own_end(patch.text, rows.ends[kept[-1]], rows.column), lines)
    _drop(patch, rows, set(kept))
    return True


def edit_list(
    patch: Patch, node: Node, old: list[Any], new: list[Any], match: list[int | None], place: Place
) -> None:
    """Edit a list of which something stays.

    Args:
        patch: Where the splices go.
        node: The list; its items may be some of the list's only, as long as all that change and the
            neighbours of new ones are among them.
        old: Values of those items.
        new: What they are to be.
        match: For each of ``new``, the item that it is.
        place: Where the list stands.
    """
    kept = {at for at in match if at is not None}
    added: dict[int, list[Any]] = {}
    last = FRONT
    dash = None if node.flow else column_of_block(patch.text, node)
    manner = place.manner
    if not node.flow and place.kind != "root":
        manner = list_manner(patch.text, node, place.column(patch.text))
    for each, at in zip(new, match, strict=True):
        if at is None:
            added.setdefault(last, []).append(each)
            continue
        last = at
        inside = Place("item", manner, flow=node.flow, dash=dash)
        _edit(patch, node.items[at], old[at], each, inside)
    if node.flow:
        cells = [(item.start, item.end) for item in node.items]
        edit_cells(
            patch, cells, kept, {at: list(map(flow_text, each)) for at, each in added.items()}
        )
        return
    rows = _rows(patch.text, node)
    spaced = _is_spaced(patch.text, rows, kept)
    # An item that moved takes its own lines along.
    old_places = {repr(old[at]): at for at in range(len(old)) if at not in kept}
    for at, values in added.items():
        lines: list[str] = []
        for each in values:
            if spaced and at != FRONT:
                lines.append("")
            moved = old_places.get(repr(as_loaded(each)))
            if moved is not None and is_first_on_line(patch.text, rows.heads[moved]):
                lines += rows.lines_of(patch.text, moved)
            else:
                lines += _new_item(patch.text, node, kept, at, each, manner)
            if spaced and at == FRONT:
                lines.append("")
        _put_items(patch, rows, at, lines)
    _drop(patch, rows, kept)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A block in whole lines: where its keys or dashes stand and where their values end."""

    heads: list[int]
    ends: list[int]
    column: int

    def lines_of(self, text: str, at: int) -> list[str]:
        """Lines of one item, with the comments that are its own."""
        start, stop = line_start(text, self.heads[at]), own_end(text, self.ends[at], self.column)
        return text[start:stop].rstrip("\r\n").replace("\r\n", "\n").split("\n")


def _rows(text: str, node: Node) -> _Rows:
    if node.items:
        heads = [dash_of(text, item) for item in node.items]
        ends = [end_of(text, item) for item in node.items]
    else:
        heads = [key.start for key, _ in node.entries]
        ends = [end_of(text, value) for _, value in node.entries]
    ends = [max(end, head + 1) for head, end in zip(heads, ends, strict=True)]
    return _Rows(heads, ends, column_of_block(text, node))


def _new_item(
    text: str, node: Node, kept: set[int], after: int, item: Any, manner: Manner
) -> list[str]:
    """Lines of a new item, written like its neighbours."""
    last_two = [node.items[at] for at in sorted(kept)[-2:]]
    if isinstance(item, Mapping) and all(each.kind == "map" and each.flow for each in last_two):
        item = Flow({str(key): value for key, value in item.items()})
    neighbour = node.items[after] if after != FRONT else last_two[-1]
    dash = column_of_block(text, node)
    if neighbour.kind == "map" and not neighbour.flow:
        manner = map_manner(text, neighbour, manner, dash)
    return item_lines(item, " " * dash, manner)


def _is_spaced(text: str, rows: _Rows, kept: set[int]) -> bool:
    """Whether a blank line stands before the last item, above the comments on it."""
    if len(kept) < 2:
        return False
    start = line_start(text, rows.heads[max(kept)])
    while start:
        above = line_start(text, start - 1)
        line = rest_of_line(text, above).strip()
        if not line.startswith("#"):
            return not line
        start = above
    return False


def _put_items(patch: Patch, rows: _Rows, after: int, lines: list[str]) -> None:
    """Put lines of new items in behind the item ``after``, or before the first."""
    text = patch.text
    if after != FRONT:
        patch.insert_lines(own_end(text, rows.ends[after], rows.column), lines)
        return
    head = rows.heads[0]
    if not is_first_on_line(text, head):
        patch.replace(head, head, patch.newline.join([*lines, " " * rows.column]).lstrip(" "))
        return
    start = line_start(text, head)
    while rows.column and start:
        above = line_start(text, start - 1)
        line = rest_of_line(text, above)
        if not line.startswith(" " * rows.column + "#"):
            break
        start = above
    patch.insert_lines(start, lines)


def _drop(patch: Patch, rows: _Rows, kept: set[int]) -> None:
    """Take the entries or items that are not kept out, with their lines."""
    text = patch.text
    first = min(kept)
    if first and not is_first_on_line(text, rows.heads[0]):
        # The first ones share their line with a dash, where the next one goes now.
        patch.cut(rows.heads[0], rows.heads[first])
    else:
        first = 0
    for at in range(first, len(rows.heads)):
        if at not in kept:
            end = own_end(text, rows.ends[at], rows.column)
            patch.cut_lines(line_start(text, rows.heads[at]), end)
