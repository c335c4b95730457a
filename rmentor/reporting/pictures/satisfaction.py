"""Satisfaction over time: the mean pulse of each month, with its number of answers.

A month's mean is that of all answers since the last month that has one, so it speaks of
``smallest_group`` people at least, and so does whatever can be worked out of it (``followup.hiding``).
In public, answers count as they are published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rmentor.followup.kpis import KPIS, computed_wholes, published_wholes
from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal, month
from rmentor.model.figures import Figure
from rmentor.model.program import Program
from rmentor.reporting.pictures.characters import scale, table
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.shapes import (
    INNER,
    MARGIN,
    RIGHT,
    Drawing,
    circle,
    line,
    path,
    text,
)
from rmentor.reporting.pictures.widths import fitted
from rmentor.reporting.views.kpi_words import part_in_words
from rmentor.reporting.views.when import month_of

NAME = "satisfaction"
LOWEST, HIGHEST = 1, 5
# Months that are drawn: the latest.
MOST_MONTHS = 12
_CHART = 150
_PULSE = next(kpi for kpi in KPIS if kpi.id == "pulse")


@dataclass(frozen=True, slots=True)
class MonthView:
    """Mean pulse, 1 to 5, of the answers published in a month, and how many they are."""

    first: date
    mean: Fraction
    answers: int


@dataclass(frozen=True, slots=True)
class SideView:
    """Mean pulse of mentors or of mentees since the beginning, and of how many answers."""

    side: str
    mean: Fraction
    answers: int


@dataclass(frozen=True, slots=True)
class SatisfactionView:
    """Pulses over time.

    Attributes:
        months: Those in which enough people answered, by day; what a month lacks counts in the next.
        mean: Of all answers.
        answers: How many they are.
        sides: Those that may be told apart.
        smallest_group: Fewest people of whom a figure speaks.
    """

    months: tuple[MonthView, ...]
    mean: Fraction
    answers: int
    sides: tuple[SideView, ...]
    smallest_group: int


def satisfaction_view(scene: Scene) -> SatisfactionView | None:
    """Look at pulses; None where there is none, or too few people answered."""
    program, today = scene.program, scene.readers.hears_until(scene.today)
    # Months, sides and the whole are of one kind, and of that of the texts beside them: as they stand,
    # or in public as they were published. One less the other would be what few people have answered.
    figure = scene.readers.figures(program, scene.today, (_PULSE,))[_PULSE.id]
    if figure.value is None or not figure.denominator:
        return None
    begins = tuple(_months(program, today))
    ends = [_next_month(first) - timedelta(days=1) for first in begins]
    if today is not None and ends:
        ends[-1] = today
    over_time = published_wholes if scene.is_public else computed_wholes
    wholes = (*over_time(program, _PULSE, ends)[:-1], figure) if ends else ()
    return SatisfactionView(
        tuple(_means(begins, wholes)),
        figure.value,
        int(figure.denominator),
        tuple(
            SideView(side, part.value, int(part.denominator))
            for side, part in sorted(figure.parts.items(), reverse=True)
            if part.value is not None and part.denominator
        ),
        program.smallest_group,
    )


def _months(program: Program, today: date | None) -> Iterator[date]:
    """First days of the months to be drawn."""
    days = [entry.date for entries in program.journal.values() for entry in entries]
    days += [answer.day for answer in program.answers.get("pulse", ()) if answer.day]
    known = [day for day in days if today is None or day <= today]
    if not known:
        return
    # Where nobody says which day it is, what was answered last is out a week later.
    last = today or max(known) + timedelta(days=7)
    first = min(known).replace(day=1)
    begins = [first]
    while _next_month(begins[-1]) <= last:
        begins.append(_next_month(begins[-1]))
    yield from begins[-MOST_MONTHS:]


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _means(begins: tuple[date, ...], wholes: tuple[Figure, ...]) -> Iterator[MonthView]:
    """Means of what was published between one month's end and the next."""
    summed = number = Fraction(0)
    for first, whole in zip(begins, wholes, strict=True):
        if whole.numerator is None or whole.denominator is None:
            continue
        more = whole.denominator - number
        mean = (whole.numerator - summed) / more if more > 0 else None
        # A word that took another's place may leave a mean that no answers have: it waits.
        if mean is not None and LOWEST <= mean <= HIGHEST:
            yield MonthView(first, mean, int(more))
            summed, number = whole.numerator, whole.denominator


def satisfaction_picture(scene: Scene) -> Picture | None:
    """Show pulses over time; None where there is nothing that may be shown."""
    view, language = satisfaction_view(scene), scene.language
    if view is None:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        "; ".join(_month_in_words(each, language) for each in view.months),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: SatisfactionView, language: Language) -> str:
    return language.plural(
        "After their sessions people give %(mean)s of 5 (%(n)d answer)",
        "After their sessions people give %(mean)s of 5 (%(n)d answers)",
        view.answers,
        mean=_said(view.mean, language),
    )


def _said(mean: Fraction, language: Language) -> str:
    return decimal(float(mean), language.code)


def _month_in_words(each: MonthView, language: Language) -> str:
    answers = language.plural("%(n)d answer", "%(n)d answers", each.answers)
    return f"{month_of(each.first, language)} – {_said(each.mean, language)} ({answers})"


def _notes(view: SatisfactionView, language: Language) -> list[str]:
    """Each side by itself, and of whom nothing is told."""
    sides = [
        f"{part_in_words(each.side, language) or each.side}{language.text(': ')}"
        f"{_said(each.mean, language)} "
        f"({language.plural('%(n)d answer', '%(n)d answers', each.answers)})"
        for each in view.sides
    ]
    fewest = language.text("No mean is of fewer than %(n)d people.", n=view.smallest_group)
    return [*([" · ".join(sides)] if sides else []), fewest]


def _draw(view: SatisfactionView, language: Language) -> Drawing:
    top, left = 14, MARGIN + 24
    base = top + _CHART
    shapes = []
    for mark in range(LOWEST, HIGHEST + 1):
        y = _y(Fraction(mark), base)
        shapes += [
            line(left, y, RIGHT, y, "rule"),
            text(MARGIN + 12, y + 4, mark, "small quiet", "end"),
        ]
    places = [_months_between(view.months[0].first, each.first) for each in view.months]
    step = min(96, (INNER - 24) // (max(places, default=0) + 1))
    points = [
        (left + step // 2 + place * step, _y(each.mean, base))
        for place, each in zip(places, view.months, strict=True)
    ]
    if len(points) > 1:
        shapes.append(path(points, "path"))
    for (x, y), each in zip(points, view.months, strict=True):
        name = fitted(month(each.first.month, language.code), step - 4, "small")
        # Under a point that is so high that its figure would leave the chart.
        place = y - 10 if y - 24 > top - 12 else y + 22
        shapes += [
            circle(x, y, 5, "full"),
            text(x, place, _said(each.mean, language), "strong", "middle"),
            text(x, base + 20, name, "small quiet", "middle"),
            text(x, base + 36, f"n = {each.answers}", "small", "middle"),
        ]
    y = base + 62
    for said in _notes(view, language):
        shapes.append(text(MARGIN, y, fitted(said, INNER, "small"), "small quiet"))
        y += 18
    return Drawing(y, shapes)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _y(mean: Fraction, base: int) -> int:
    return base - round((mean - LOWEST) * _CHART / (HIGHEST - LOWEST))


def _write(view: SatisfactionView, language: Language, width: int) -> list[str]:
    wide = max(17, min(41, width - 40))
    rows = [
        (
            month_of(each.first, language),
            scale(
                ((round((each.mean - LOWEST) * (wide - 1) / (HIGHEST - LOWEST)), "●"),), wide, None
            ),
            _said(each.mean, language),
            f"n = {each.answers}",
        )
        for each in view.months
    ]
    marks = "".join(
        str(mark).ljust((wide - 1) // 4, "\u00a0") for mark in range(LOWEST, HIGHEST + 1)
    )
    return [
        *table(rows, width, right=(2, 3), heads=("", marks[:wide], "", "")),
        "",
        *_notes(view, language),
    ]
