"""Computed figures, with what they were computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

# Computed KPIs that are shares of all: their figures and targets are percentages.
SHARES = frozenset(
    {
        "sessions_held",
        "on_time",
        "attendance",
        "two_way",
        "pairs_completed",
        "no_fault_exits",
        "served",
        "retention",
    }
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the whole program, or of one part of it.

    Attributes:
        id: Of the KPI, such as ``sessions_held``, or of the part, such as ``mentor`` or a topic.
        value: Exact, in the KPI's unit; None where there is nothing to compute it from, or it is hidden.
        numerator: What was counted or summed; None where hidden.
        denominator: What it was divided by, or None for plain counts and where hidden.
        people: How many different people it speaks of; None where hidden.
        is_hidden: Whether it speaks of fewer than ``smallest_group``, or would give such a one away.
        parts: The same by side or by topic, by id; empty where there are none.
    """

    id: str
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    people: int | None = None
    is_hidden: bool = False
    parts: Mapping[str, Figure] = field(default_factory=dict)
