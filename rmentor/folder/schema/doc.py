"""What all shapes have in common: frozen, no unknown keys, a key left blank is a key left out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from rmentor.folder.scalars import Fault
from rmentor.folder.schema.kinds import Text, about


class Doc(BaseModel):
    """A map in a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, value: Any) -> Any:
        """Take a key that stands there without a value as one that is not there."""
        if isinstance(value, dict) and None in value.values():
            return {key: each for key, each in value.items() if each is not None}
        return value


class WordsDoc(Doc):
    """One text in each language. A text in one language alone serves for both."""

    fr: Annotated[Text | None, about("In French.")] = None
    en: Annotated[Text | None, about("In English.")] = None


def _both(value: Any) -> Any:
    return {"fr": value, "en": value} if isinstance(value, str) else value


def _said(words: WordsDoc) -> WordsDoc:
    if words.fr is None and words.en is None:
        raise Fault("text-expected")
    return words


Words = Annotated[WordsDoc, BeforeValidator(_both), AfterValidator(_said)]
"""A text for both languages, or a map of one for each."""
