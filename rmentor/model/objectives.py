"""Objectives and KPIs, with their readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reading:
    """A KPI's figure on a day."""

    date: date
    value: float


@dataclass(frozen=True, slots=True)
class KPI:
    """A figure that tells whether an objective is met.

    Attributes:
        id: Slug.
        title: Its name, or None for a computed KPI that keeps its own.
        unit: What is counted, such as ``%``, or None.
        better: ``up`` or ``down``.
        baseline: Figure at the start, or None.
        target: Figure aimed at, or None.
        readings: By date.
        computed: Id of the built-in formula, or None where people read the figure themselves.
    """

    id: str
    title: str | None = None
    unit: str | None = None
    better: str = "up"
    baseline: float | None = None
    target: float | None = None
    readings: tuple[Reading, ...] = ()
    computed: str | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """What the programme wants, the topics that serve it and the KPIs that tell."""

    id: str
    title: str
    topics: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
