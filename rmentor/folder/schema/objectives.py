"""Shape of objectives.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import Day, Figure, Slug, Text, Texts, about


class ReadingDoc(Doc):
    """A KPI's figure on a day."""

    date: Annotated[Day, about("Day of the reading.")]
    value: Annotated[Figure, about("Figure read.")]


class KPIDoc(Doc):
    """A figure that tells whether an objective is met."""

    id: Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]
    title: Annotated[Text | None, about("Its name; needed unless it is computed.")] = None
    unit: Annotated[Text | None, about("What is counted.")] = None
    better: Annotated[Literal["up", "down"], about("Which way is better.")] = "up"
    baseline: Annotated[Figure | None, about("Figure at the start.")] = None
    target: Annotated[Figure | None, about("Figure aimed at.")] = None
    readings: Annotated[tuple[ReadingDoc, ...], about("Figures by date.")] = ()
    computed: Annotated[
        Literal[
            "sessions_held",
            "on_time",
            "attendance",
            "skill_gain",
            "topics_taught",
            "pulse",
            "two_way",
            "recommend",
            "mentor_confidence",
            "pairs_completed",
            "no_fault_exits",
            "wait",
            "served",
            "retention",
        ]
        | None,
        about("Formula that rmentor computes."),
    ] = None


class ObjectiveDoc(Doc):
    """What the program wants."""

    id: Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]
    title: Annotated[Text, about("The aim in a sentence.")]
    topics: Annotated[Texts, about("Ids of topics that serve it.")] = ()
    kpis: Annotated[Texts, about("Ids of KPIs that tell.")] = ()


class ObjectivesDoc(Doc):
    """Objectives and KPIs, with their readings."""

    objectives: Annotated[tuple[ObjectiveDoc, ...], about("What the program wants.")] = ()
    kpis: Annotated[tuple[KPIDoc, ...], about("How one will tell.")] = ()
