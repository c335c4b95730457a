"""Figures over time: a list of days and programs to one series a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rmentor.history.figures import Amount, Measure
from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a day; None where there was nothing to take it from."""

    day: date
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over time: all that a picture of it needs.

    Attributes:
        id: Name of the figure.
        points: In the order of the states that they were taken from.
    """

    id: str
    points: tuple[Point, ...] = ()

    @property
    def known(self) -> tuple[Point, ...]:
        """Points at which there is a figure."""
        return tuple(point for point in self.points if point.amount is not None)

    @property
    def first(self) -> Amount | None:
        """Earliest figure."""
        return self.known[0].amount if self.known else None

    @property
    def last(self) -> Amount | None:
        """Latest figure."""
        return self.known[-1].amount if self.known else None


def series(
    states: Iterable[tuple[date, Program]], measures: Mapping[str, Measure]
) -> tuple[Series, ...]:
    """Take every figure of every state.

    Args:
        states: What a program was and on which day, the oldest first; each is let go after it was
            looked at.
        measures: How each figure is taken, by name, in the order in which they come back.
    """
    taken: dict[str, list[Point]] = {name: [] for name in measures}
    for day, program in states:
        for name, measure in measures.items():
            taken[name].append(Point(day, measure(program, day)))
    return tuple(Series(name, tuple(points)) for name, points in taken.items())


def sampled(points: Sequence[Point], most: int) -> tuple[Amount | None, ...]:
    """Figures at equal steps of time, for a picture: at most ``most``, the last known at each step.

    Where all points are of one day, they are the steps.
    """
    if not points:
        return ()
    first, last = points[0].day, max(point.day for point in points)
    days = (last - first).days
    if not days:
        return tuple(point.amount for point in points[-most:])
    steps = min(most, days + 1)
    found: list[Amount | None] = [None] * steps
    for point in points:
        found[max((point.day - first).days, 0) * (steps - 1) // days] = point.amount
    known: Amount | None = None
    touched = {max((point.day - first).days, 0) * (steps - 1) // days for point in points}
    for step in range(steps):
        known = found[step] if step in touched else known
        found[step] = known
    return tuple(found)
