"""Shape of surveys/ID.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from rmentor.folder.schema.doc import Doc, Words
from rmentor.folder.schema.kinds import Day, Slug, Text, Texts, YesNo, about, listed

_Audience = Annotated[
    tuple[Literal["mentor", "mentee", "manager", "coordinator", "sponsor"], ...],
    BeforeValidator(listed),
]


class SurveyItemDoc(Doc):
    """One question."""

    id: Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]
    text: Annotated[Words, about("The statement or question.")]
    scale: Annotated[
        Literal["1-5", "0-10", "text", "choice", "topics"], about("How it is answered.")
    ] = "1-5"
    choices: Annotated[Texts, about("Answers to choose from, with scale: choice.")] = ()
    reverse: Annotated[YesNo, about("true: 5 counts as 1.")] = False
    audience: Annotated[_Audience, about("Only these of those whom the survey goes to.")] = ()


class SurveyDoc(Doc):
    """A questionnaire; its id is the name of the file."""

    title: Annotated[Words, about("Its name.")]
    audience: Annotated[_Audience, about("Whom it goes to.")] = ()
    when: Annotated[Text | None, about("When it goes out, in words.")] = None
    ask: Annotated[
        Literal["start", "each", "first", "half", "last"] | None,
        about(
            "start, after each session, after the first, half-way, or after the last: from then on answers are awaited."
        ),
    ] = None
    closes: Annotated[Day | None, about("Last day for answers.")] = None
    items: Annotated[tuple[SurveyItemDoc, ...], about("Its questions.")] = ()
