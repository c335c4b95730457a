"""Shape of pairs.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import Day, PairSlug, Rhythm, Text, Texts, Whole, YesNo, about


class PairDoc(Doc):
    """One mentor with one mentee, or with several in a group."""

    id: Annotated[PairSlug, about("Short name, MENTOR--MENTEE.")]
    mentor: Annotated[Text, about("Id of the person who teaches.")]
    mentees: Annotated[Texts, about("Ids of those who learn.")]
    topics: Annotated[Texts, about("Ids of topics, most important first.")] = ()
    score: Annotated[int | None, Whole(0, 10_000), about("Of 10000.")] = None
    status: Annotated[Literal["active", "paused", "completed", "ended"], about("Where it is.")] = (
        "active"
    )
    reason: Annotated[Text | None, about("Why it ended; no fault needed.")] = None
    locked: Annotated[YesNo, about("true: kept whatever happens.")] = False
    since: Annotated[Day | None, about("First day.")] = None
    every: Annotated[Rhythm | None, about("The pair's own rhythm.")] = None


class PairsDoc(Doc):
    """Who learns with whom."""

    pairs: Annotated[tuple[PairDoc, ...], about("One item for each pair.")] = ()
