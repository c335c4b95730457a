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
        pydantic.ValidationError: With all mistakes at once.
    """
    empty: Any = [] if kind == "journal" else {}
    return SHAPES[kind].model_validate(empty if value is None else value)
