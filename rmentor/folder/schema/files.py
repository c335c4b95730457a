"""Which shape each file of a program has."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from rmentor.folder.schema.framework import FrameworkDoc
from rmentor.folder.schema.journal import JournalDoc
from rmentor.folder.schema.objectives import ObjectivesDoc
from rmentor.folder.schema.pairs import PairsDoc
from rmentor.folder.schema.participants import ParticipantsDoc
from rmentor.folder.schema.plan import PlanDoc
from rmentor.folder.schema.program import ProgramDoc
from rmentor.folder.schema.register import RegisterDoc
from rmentor.folder.schema.surveys import SurveyDoc
from rmentor.folder.schema.topics import TopicsDoc

# By the file's name, or by its folder where there may be many.
SHAPES: dict[str, type[BaseModel]] = {
    "program": ProgramDoc,
    "participants": ParticipantsDoc,
    "objectives": ObjectivesDoc,
    "framework": FrameworkDoc,
    "topics": TopicsDoc,
    "pairs": PairsDoc,
    "plan": PlanDoc,
    "register": RegisterDoc,
    "journal": JournalDoc,
    "surveys": SurveyDoc,
}


# Items of a list that are given their shape in one go.
MOST_AT_ONCE = 10_000

# Kinds that have a folder, and kinds that have a file at the top.
_FOLDERS = frozenset(("participants", "journal", "surveys", "templates"))
_TOP = frozenset(SHAPES) - {"journal", "surveys"}


def kind_of(path: str) -> str:
    """What a file is: a key of ``SHAPES``, ``templates``, or nothing that we know."""
    folder, slash, _ = path.partition("/")
    if slash or not path.endswith(".yaml"):
        return folder if folder in _FOLDERS else ""
    kind = path.removesuffix(".yaml")
    return kind if kind in _TOP else ""


def validated(kind: str, value: Any) -> BaseModel:
    """Give a value the shape of its kind of file.

    Raises:
        pydantic.ValidationError: With all mistakes; of a very long list with those of its first part
            that has some, since each takes a kilobyte to tell.
    """
    empty: Any = [] if kind == "journal" else {}
    key, *parts = in_parts(empty if value is None else value)
    first, *rest = (SHAPES[kind].model_validate(part) for _, part in parts)
    if not rest:
        return first
    items = tuple(item for part in (first, *rest) for item in getattr(part, key))
    return first.model_copy(update={key: items})


def in_parts(value: Any) -> tuple[Any, ...]:
    """Key of the longest list of a value, then the value in parts, each with where its part begins.

    A part has at most ``MOST_AT_ONCE`` items of that list, and all of the rest; the key is ``root`` where
    the value is the list itself.
    """
    lists = value if isinstance(value, dict) else {"root": value}
    key = max(lists, key=lambda each: _length(lists[each]), default="root")
    items: Any = lists.get(key)
    if _length(items) <= MOST_AT_ONCE:
        return key, (0, value)
    starts = range(0, len(items), MOST_AT_ONCE)
    cut = ((start, items[start : start + MOST_AT_ONCE]) for start in starts)
    return key, *((at, {**value, key: part} if lists is value else part) for at, part in cut)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0
