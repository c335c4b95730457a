"""Shape of pairs.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import (
    Day,
    PairSlug,
    Rhythm,
    Spans,
    Text,
    Texts,
    Whole,
    YesNo,
    about,
)


class FormerDoc(Doc):
    """Somebody who was in a group and has left it."""

    who: Annotated[Text, about("Id of the person.")]
    until: Annotated[Day | None, about("Last day in it.")] = None
    teaches: Annotated[YesNo, about("true: was a mentor of it.")] = False


class PairDoc(Doc):
    """One mentor with one mentee, or with several in a group."""

    id: Annotated[PairSlug, about("Short name, MENTOR--MENTEE; of a group, MENTOR--TOPIC.")]
    mentor: Annotated[Text, about("Id of the person who teaches.")]
    co_mentor: Annotated[Text | None, about("Id of who leads a group with the mentor.")] = None
    mentees: Annotated[Texts, about("Ids of those who learn.")]
    format: Annotated[
        Literal["individual", "group"], about("group: one of the groups that pair forms.")
    ] = "individual"
    topics: Annotated[Texts, about("Ids of topics, most important first.")] = ()
    score: Annotated[int | None, Whole(0, 10_000), about("Of 10000.")] = None
    status: Annotated[Literal["active", "paused", "completed", "ended"], about("Where it is.")] = (
        "active"
    )
    reason: Annotated[Text | None, about("Why it ended; no fault needed.")] = None
    locked: Annotated[YesNo, about("true: kept whatever happens.")] = False
    since: Annotated[Day | None, about("First day.")] = None
    until: Annotated[Day | None, about("Day on which it ended, was completed or paused.")] = None
    every: Annotated[Rhythm | None, about("The pair's own rhythm.")] = None
    pauses: Annotated[Spans, about("Earlier pauses, from the first day to the last.")] = ()
    back: Annotated[Day | None, about("Day on which a paused pair means to be back.")] = None
    former: Annotated[tuple[FormerDoc, ...], about("Who has left a group that goes on.")] = ()


class PairsDoc(Doc):
    """Who learns with whom."""

    pairs: Annotated[tuple[PairDoc, ...], about("One item for each pair.")] = ()
