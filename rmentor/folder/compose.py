"""Values from libyaml's events; duplicate keys, tags and odd keys are gathered on the way.

PyYAML's own constructor is not used: it reads YAML 1.1, keeps the last of two equal keys, and takes
seven times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

MAX_DEPTH = 100
# Nodes that aliases may stand for, all together: enough for any honest file, too few to explode.
MAX_ALIASED = 100_000
# Only people, pairs, sessions and entries are many; they stand in a list of their own, near the top.
MAX_INNER = 10_000
_MANY_ABOVE = 2
# No honest text is longer; it would come again in every document that names it.
MAX_TEXT = 20_000
MAX_PROBLEMS = 1000

_NONE = ("", "~", "null")
# What may stand behind the name of an anchor; nothing, at the end of the text.
_AFTER_ANCHOR = ("", " ", "\t", "\n", "\r", ",", "[", "]", "{", "}", "\x85", "\u2028", "\u2029")
_CORE_TAG = "tag:yaml.org,2002:"

# Code, index of the character, what its sentence names.
Note = tuple[str, int, dict[str, object]]


class Unread(str):
    """A value that could not be read and has its problem already; nothing else is said about it."""

    __slots__ = ()


class Refused(Exception):
    """Reading cannot go on: too deep, too much in one place, or aliases for too much."""

    def __init__(self, code: str, event: Any) -> None:
        """Keep where it was."""
        self.note: Note = (code, event.start_mark.index, {})
        super().__init__(code)


def event_source(text: str) -> Callable[[], Any]:
    """Answer a function that gives the next event of ``text`` each time it is called."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:  # a PyYAML without libyaml: slower, with the same events
        pure: Callable[[], Any] = yaml.SafeLoader(text).get_event
        return pure
    source: Callable[[], Any] = CParser(text).get_event
    return source


class Composer:
    """Builds the value of one text. ``notes`` holds what was wrong with it."""

    def __init__(self, text: str) -> None:
        self.notes: list[Note] = []
        self._next = event_source(text)
        self._text = text
        self._asks = "?" in text
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._open: set[str] = set()
        self._aliased = 0
        self._nodes = 0
        # Equal texts are one object: keys and topics of a thousand people take the room of one's.
        self._same: dict[str, str] = {}

    def document(self) -> Any:
        """Value of the only document of the stream.

        Raises:
            yaml.YAMLError: The text is not YAML.
            Refused: It is YAML that no honest file has.
        """
        value: Any = None
        documents = 0
        while True:
            event = self._next()
            kind = type(event)
            if kind is StreamEndEvent:
                return value
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._note("yaml-documents", event)
                    return value
                value = self._node(self._next(), 0)

    def _note(self, code: str, event: Any, **args: object) -> None:
        if len(self.notes) < MAX_PROBLEMS:
            self.notes.append((code, event.start_mark.index, args))

    def _node(self, event: Any, depth: int) -> Any:
        kind = type(event)
        self._nodes += 1
        if kind is ScalarEvent:
            value = event.value
            if value in _NONE and not event.style:
                value = None
            else:
                value = self._same.setdefault(value, value)
                if len(value) > MAX_TEXT:
                    self._note("yaml-text", event, most=MAX_TEXT)
                    return Unread()
            if event.tag is not None or event.anchor is not None:
                self._keep(event, value, 1)
            return value
        if kind is AliasEvent:
            return self._alias(event)
        if depth >= MAX_DEPTH:
            raise Refused("yaml-depth", event)
        before = self._nodes
        if event.anchor is not None:
            self._open.add(event.anchor)
        built = self._map(depth) if kind is MappingStartEvent else self._list(event, depth)
        if event.tag is not None or event.anchor is not None:
            self._keep(event, built, self._nodes - before + 1)
        return built

    def _keep(self, event: Any, value: Any, nodes: int) -> None:
        """Remember an anchored value; object to a tag that is not YAML's own."""
        if event.anchor is not None:
            self._open.discard(event.anchor)
            self._anchors[event.anchor] = (value, nodes)
            self._check_anchor(event)
        tag = event.tag
        if tag is None or tag == "!":
            return
        if not tag.startswith(_CORE_TAG) or "python" in tag:
            self._note("yaml-tag", event, tag=tag)

    def _check_anchor(self, event: Any) -> None:
        """Object to an anchor that YAML 1.2 would read on: libyaml ends &a:b at the colon."""
        end = self._text.find(f"&{event.anchor}", event.start_mark.index) + len(event.anchor) + 1
        if self._text[end : end + 1] not in _AFTER_ANCHOR:
            self._note("yaml-syntax", event)

    def _alias(self, event: Any) -> Any:
        name = event.anchor
        if name in self._open:
            raise Refused("yaml-alias-limit", event)
        if name not in self._anchors:
            self._note("yaml-alias", event, name=name)
            return Unread(name)
        value, nodes = self._anchors[name]
        self._aliased += nodes
        # What an alias stands for counts as if it were written out, also inside other anchors.
        self._nodes += nodes
        if self._aliased > MAX_ALIASED:
            raise Refused("yaml-alias-limit", event)
        return value

    def _list(self, begin: Any, depth: int) -> list[Any]:
        take, node = self._next, self._node
        items: list[Any] = []
        event = take()
        while type(event) is not SequenceEndEvent:
            items.append(node(event, depth + 1))
            if len(items) > MAX_INNER and depth >= _MANY_ABOVE:
                raise Refused("yaml-many", begin)
            event = take()
        return items

    def _map(self, depth: int) -> dict[str, Any]:
        take, node = self._next, self._node
        made: dict[str, Any] = {}
        merged: list[Any] = []
        event = take()
        while type(event) is not MappingEndEvent:
            if len(made) > MAX_INNER:
                raise Refused("yaml-many", event)
            key_event = event
            # YAML 1.2 reads ?x as a text; libyaml as a question mark and x.
            if (
                self._asks
                and self._text[event.start_mark.index - 1 : event.start_mark.index] == "?"
            ):
                self._note("yaml-key", event)
            if type(event) is ScalarEvent:
                self._nodes += 1
                key: str | None = self._same.setdefault(event.value, event.value)
                if len(event.value) > MAX_TEXT:
                    self._note("yaml-text", event, most=MAX_TEXT)
                    key = None
                if event.anchor is not None or event.tag is not None:
                    self._keep(event, key, 1)
            else:
                found = node(event, depth + 1)
                key = found if isinstance(found, str) else None
                if key is None:
                    self._note("yaml-key", key_event)
            value = node(take(), depth + 1)
            if key == "<<" and type(key_event) is ScalarEvent and not key_event.style:
                merged.append((key_event, value))
            elif key is not None:
                if key in made:
                    self._note("yaml-duplicate-key", key_event, key=key)
                else:
                    made[key] = value
            event = take()
        for key_event, value in merged:
            self._merge(made, key_event, value)
        return made

    def _merge(self, made: dict[str, Any], event: Any, value: Any) -> None:
        """Take in the keys of a merge key (``<<``) that the map does not have itself."""
        for source in value if isinstance(value, list) else [value]:
            if not isinstance(source, dict):
                self._note("yaml-key", event)
                return
            for key, inherited in source.items():
                made.setdefault(key, inherited)
