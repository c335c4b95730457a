"""Shape of topics.yaml and of the built-in catalogue."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from rmentor.folder.schema.doc import Doc, Words
from rmentor.folder.schema.kinds import Level, Slug, Texts, about, listed, none

_ManyWords = Annotated[tuple[Words, ...], BeforeValidator(listed)]


class TopicDoc(Doc):
    """Something that one person can teach another."""

    id: Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]
    title: Annotated[Words, about("Its name.")]
    group: Annotated[Slug | None, about("Group that it is listed under.")] = None
    levels: Annotated[dict[Level, Words], about("What levels look like.")] = none(dict)
    exercises: Annotated[_ManyWords, about("First ones first; the last for later.")] = ()
    material: Annotated[_ManyWords, about("What to bring.")] = ()
    after: Annotated[Texts, about("Ids of topics that come before this one.")] = ()


class TopicsDoc(Doc):
    """Topics of one's own."""

    topics: Annotated[tuple[TopicDoc, ...], about("Topics beside the built-in ones.")] = ()
