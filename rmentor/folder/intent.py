"""What a document is to say after some changes, as plain values; the text is not looked at here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rmentor.changes import Add, Drop, Keys, Put, item_key
from rmentor.folder.emit import Flow

Edit = Put | Add | Drop

# Lists of the contract whose items have ids: a missing one is never made as a map.
_LISTS = frozenset(
    ("participants", "topics", "objectives", "kpis", "pairs", "sessions", "unplaced", "modules")
) | {"items", "sheets", "surveys", "events", "unplaced_events", "stakeholders"}
_LISTS |= {"ideas", "circle", "quotes", "trainings", "lessons", "steps"}
_GONE = object()


class Impossible(Exception):
    """A change that does not fit the document; its text names the change."""

    def __init__(self, change: Edit) -> None:
        """Say which change."""
        super().__init__(in_words(change))


def in_words(change: Edit) -> str:
    """Name a change the way that people find its place: "participants / pauline-r / drive: 4"."""
    from rmentor.folder.emit import flow_text

    place = " / ".join(change.keys)
    if isinstance(change, Put):
        return f"{place}: {flow_text(change.value)}"
    if isinstance(change, Add):
        return f"{place} + {flow_text(change.value)}"
    return f"{place} -"


def intended(value: Any, changes: Sequence[Edit]) -> Any:
    """Value of a document after ``changes``; ``value`` itself stays as it is.

    What is not touched stays the same object, so that a comparison can skip it. What aliases share
    is changed only where the key path leads.

    Raises:
        Impossible: A key path leads nowhere, or to two items.
    """
    draft = _Draft(value)
    for change in changes:
        draft.carry_out(change)
    return draft.finished()


class _Draft:
    """A value under change: containers on the way are copied once, lists are indexed once."""

    def __init__(self, value: Any) -> None:
        self._root = value
        self._own: dict[int, Any] = {}
        self._indexes: dict[int, _Index] = {}

    def carry_out(self, change: Edit) -> None:
        if isinstance(change, Add):
            self._add(change)
        elif not change.keys:
            if isinstance(change, Drop):
                raise Impossible(change)
            self._root = change.value
        elif isinstance(change, Put):
            self._put(change)
        else:
            self._drop(change)

    def finished(self) -> Any:
        """The value, with dropped items gone and added ones in their places."""
        for index in self._indexes.values():
            index.settle()
        return self._root

    def _put(self, change: Put) -> None:
        parent = self._at(change, change.keys[:-1], missing={})
        last = change.keys[-1]
        if isinstance(parent, dict):
            parent[last] = change.value
            return
        index = self._index(parent)
        found = index.find(last, change)
        if found is not None:
            parent[found] = change.value
        elif item_key(change.value) == last:
            index.append(change.value)
        else:
            raise Impossible(change)

    def _add(self, change: Add) -> None:
        target = self._at(change, change.keys, missing=[])
        if not isinstance(target, list):
            raise Impossible(change)
        index = self._index(target)
        key = item_key(change.value)
        named = isinstance(change.value, Mapping) and change.value.get("id") is not None
        if named and key is not None and index.find(key, change) is not None:
            raise Impossible(change)
        if change.before is None:
            index.append(change.value)
            return
        found = index.find(change.before, change)
        if found is None:
            raise Impossible(change)
        index.insert(found, change.value)

    def _drop(self, change: Drop) -> None:
        parent = self._at(change, change.keys[:-1], missing=None)
        last = change.keys[-1]
        if isinstance(parent, dict) and last in parent:
            del parent[last]
            return
        found = self._index(parent).find(last, change) if isinstance(parent, list) else None
        if found is None:
            raise Impossible(change)
        self._index(parent).drop(found, last)

    def _at(self, change: Edit, keys: Keys, missing: Any) -> Any:
        """Container at ``keys``, our own copy; a last step that is missing is made of ``missing``."""
        if self._root is None and missing is not None:
            self._root = {} if keys else type(missing)()
        node = self._root = self._owned(self._root, change)
        for depth, step in enumerate(keys):
            is_last = depth == len(keys) - 1
            if isinstance(node, dict):
                child = node.get(step)
                if child is None:
                    child = self._made(change, step, missing if is_last else None)
                node[step] = self._owned(child, change)
                node = node[step]
            else:
                found = self._index(node).find(step, change)
                if found is None:
                    raise Impossible(change)
                child = self._owned(node[found], change)
                node[found] = child
                node = child
        return node

    def _made(self, change: Edit, step: str, missing: Any) -> Any:
        if missing is None or (isinstance(missing, dict) and step in _LISTS):
            raise Impossible(change)
        return type(missing)()

    def _owned(self, value: Any, change: Edit) -> Any:
        if id(value) in self._own:
            return value
        copy: Any
        if isinstance(value, Mapping):
            copy = Flow(value) if isinstance(value, Flow) else dict(value)
        elif isinstance(value, list | tuple):
            copy = list(value)
        else:
            raise Impossible(change)
        self._own[id(copy)] = copy
        return copy

    def _index(self, items: list[Any]) -> _Index:
        if id(items) not in self._indexes:
            self._indexes[id(items)] = _Index(items)
        return self._indexes[id(items)]


class _Index:
    """Where the items of a list are; positions hold until ``settle``."""

    def __init__(self, items: list[Any]) -> None:
        self._items = items
        self._before: dict[int, list[Any]] = {}
        self._count()

    def _count(self) -> None:
        self._places: dict[str, list[int]] = {}
        for place, item in enumerate(self._items):
            self._note(item, place)

    def _note(self, item: Any, place: int) -> None:
        key = item_key(item)
        if key is not None:
            self._places.setdefault(key, []).append(place)

    def find(self, key: str, change: Edit) -> int | None:
        """Place of the item of that key, or None.

        Raises:
            Impossible: There are two.
        """
        if self._before and not self._places.get(key):
            # Perhaps it is one of those that were put in.
            self.settle()
            self._count()
        places = self._places.get(key, [])
        if len(places) > 1:
            raise Impossible(change)
        return places[0] if places else None

    def append(self, item: Any) -> None:
        self._items.append(item)
        self._note(item, len(self._items) - 1)

    def insert(self, place: int, item: Any) -> None:
        self._before.setdefault(place, []).append(item)

    def drop(self, place: int, key: str) -> None:
        self._items[place] = _GONE
        self._places[key].remove(place)

    def settle(self) -> None:
        """Take dropped items out and put added ones in."""
        settled: list[Any] = []
        for place, item in enumerate(self._items):
            settled += self._before.get(place, ())
            if item is not _GONE:
                settled.append(item)
        self._before.clear()
        self._items[:] = settled
