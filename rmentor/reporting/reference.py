"""What templates may name, read from the views themselves: names, kinds, meanings, examples.

``docs/templates.md`` and ``rmentor template names`` are made from it. Examples are kept in ``examples.json``,
which ``make docs`` writes from an example program, so that nobody waits for one to be paired and planned.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from markupsafe import Markup

EXAMPLES = Path(__file__).with_name("examples.json")
_ENTRY = re.compile(r"    (\w+): (.+)")
_PLAIN = {str: "text", int: "number", bool: "yes or no", Markup: "mark-up"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a view.

    Attributes:
        name: As templates write it.
        kind: What it stands for, in words; a view by its title.
        meaning: In a sentence, in English, with code between double backticks.
        example: As a template would write it; empty for a view and for lists of views.
        names_people: Whether it may hold names of participants.
        view: The view that it stands for, one or a list of them, or None.
    """

    name: str
    kind: str
    meaning: str
    example: str
    names_people: bool
    view: type | None


@dataclass(frozen=True, slots=True)
class Examples:
    """What ``examples.json`` holds.

    Attributes:
        values: An example of each name, by title of its view and name with a dot between them.
        of_people: Names that held a participant's name somewhere, written likewise.
    """

    values: Mapping[str, str]
    of_people: frozenset[str]


def names_in(view: type, examples: Examples) -> tuple[Name, ...]:
    """All names of a view, in their order."""
    meanings, hints, title = _meanings(view), get_type_hints(view), title_of(view)
    return tuple(
        Name(
            name=field.name,
            kind=_kind(hints[field.name]),
            meaning=meanings.get(field.name, ""),
            example=examples.values.get(f"{title}.{field.name}", ""),
            names_people=f"{title}.{field.name}" in examples.of_people,
            view=_view_in(hints[field.name]),
        )
        for field in fields(view)
    )


def views_below(view: type) -> tuple[type, ...]:
    """Views that a view leads to, each once, in the order in which a reader meets them."""
    found: dict[type, None] = {}
    waiting = [view]
    while waiting:
        for hint in get_type_hints(waiting.pop(0)).values():
            inner = _view_in(hint)
            if inner is not None and inner not in found:
                found[inner] = None
                waiting.append(inner)
    return tuple(found)


def title_of(view: type) -> str:
    """What a view is called, such as ``progress.Kpi``: there is a ``Date`` of schedules and one of mails."""
    return f"{view.__module__.rpartition('.')[2]}.{view.__name__.removesuffix('View')}"


def about(view: type) -> str:
    """What a view is, in a sentence or two."""
    head = (view.__doc__ or "").partition("Attributes:")[0]
    return " ".join(head.split())


def shipped_examples() -> Examples:
    """Read them."""
    found = json.loads(EXAMPLES.read_text("utf-8"))
    return Examples(found["values"], frozenset(found["of_people"]))


def values_in(views: Iterable[object]) -> dict[str, str]:
    """The first value of each name that is not empty, as a template would write it.

    Args:
        views: Those that documents were made of; views in them are looked at as well.
    """
    found: dict[str, str] = {}
    for key, written in all_values(views):
        if written and (not found.get(key) or found[key] in ("0", "no")):
            found[key] = written
    return found


def all_values(views: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Every value of every view and of the views in it, with its key, as a template would write it."""
    for view in _all_views(views):
        for field in fields(view):  # type: ignore[arg-type]
            yield f"{title_of(type(view))}.{field.name}", _written(getattr(view, field.name))


def _all_views(views: Iterable[object]) -> Iterator[object]:
    waiting = list(views)
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, tuple | list):
            waiting[:0] = value
        elif is_dataclass(value):
            yield value
            waiting += [getattr(value, field.name) for field in fields(value)]


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple) and all(isinstance(each, str | int) for each in value):
        return ", ".join(map(str, value))
    if value is None or is_dataclass(value) or isinstance(value, tuple):
        return ""
    return str(value)


def _meanings(view: type) -> Mapping[str, str]:
    """The ``Attributes:`` of a docstring."""
    found: dict[str, str] = {}
    name = ""
    for line in (view.__doc__ or "").partition("Attributes:")[2].splitlines():
        # Docstrings of a class are indented like its body.
        if entry := _ENTRY.fullmatch(line.removeprefix("    ")):
            name, found[entry[1]] = entry[1], entry[2]
        elif name and line.strip():
            found[name] += " " + line.strip()
    return found


def _kind(hint: Any) -> str:
    if hint in _PLAIN:
        return _PLAIN[hint]
    parts = get_args(hint)
    if isinstance(hint, types.UnionType) or type(None) in parts:
        inner = " or ".join(_kind(each) for each in parts if each is not type(None))
        return f"{inner}, or nothing"
    if get_origin(hint) is tuple:
        inner = _kind(parts[0])
        return f"list of {inner}" if is_dataclass(parts[0]) else f"list of {inner}s"
    if is_dataclass(hint):
        return title_of(hint if isinstance(hint, type) else type(hint))
    return "day" if getattr(hint, "__name__", "") == "date" else str(hint)


def _view_in(hint: Any) -> type | None:
    for each in (hint, *get_args(hint)):
        if isinstance(each, type) and is_dataclass(each):
            return each
    return None


def all_views() -> tuple[type, ...]:
    """Views of all templates and those that they lead to, each once."""
    from rmentor.reporting.templates import TEMPLATES, view_of

    found: dict[type, None] = {}
    for template in TEMPLATES:
        view = view_of(template)
        assert view is not None  # noqa: S101 - each of these has one
        found |= dict.fromkeys((view, *views_below(view)))
    return tuple(found)


def name_keys() -> tuple[str, ...]:
    """Names of all views, each with the title of its view and a dot before it."""
    return tuple(f"{title_of(view)}.{field.name}" for view in all_views() for field in fields(view))
