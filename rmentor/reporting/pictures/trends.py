"""Figures over time: a small line for each, from its first to its latest value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date
from rmentor.reporting.pictures.characters import table
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.shapes import (
    MARGIN,
    RIGHT,
    Drawing,
    circle,
    line,
    path,
    text,
)
from rmentor.reporting.pictures.widths import fitted

NAME = "history"
MOST_TRENDS = 20
_ROW = 44
_LABEL, _LEFT, _END = 220, 300, 560
_HIGH = 26
_FIGURE = 48
# Points of one line: a pixel or two apart is as close as can be seen.
MOST_POINTS = 120
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class TrendView:
    """A figure over time.

    Attributes:
        title: What it is.
        points: Its value on some days, by day; days without a value are left out.
        first: The first value, in words.
        last: The latest.
        target: Where it is to go, in words, or None.
    """

    title: str
    points: tuple[tuple[date, float], ...]
    first: str
    last: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class TrendsView:
    """Figures over time, each with a point at least."""

    trends: tuple[TrendView, ...]

    @property
    def first(self) -> date:
        """The earliest day."""
        return min(trend.points[0][0] for trend in self.trends)

    @property
    def last(self) -> date:
        """The latest day."""
        return max(trend.points[-1][0] for trend in self.trends)


def trends_picture(trends: Sequence[TrendView], language: Language) -> Picture | None:
    """Show how figures went; None without any."""
    view = TrendsView(tuple(trend for trend in trends if trend.points))
    if not view.trends:
        return None
    return Picture(
        NAME,
        view,
        language.plural(
            "%(n)d figure from %(first)s to %(last)s",
            "%(n)d figures from %(first)s to %(last)s",
            len(view.trends),
            first=long_date(view.first, language.code),
            last=long_date(view.last, language.code),
        ),
        "; ".join(_in_words(trend, language) for trend in view.trends),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _in_words(trend: TrendView, language: Language) -> str:
    said = trend.last if trend.first == trend.last else f"{trend.first} → {trend.last}"
    if trend.target is not None:
        said += ", " + language.text("target %(figure)s", figure=trend.target)
    return f"{trend.title} – {said}"


def _rest(view: TrendsView, language: Language) -> list[str]:
    more = len(view.trends) - MOST_TRENDS
    return (
        [language.plural("and %(n)d more figure", "and %(n)d more figures", more)]
        if more > 0
        else []
    )


def _draw(view: TrendsView, language: Language) -> Drawing:
    say = language.text
    has_targets = any(trend.target for trend in view.trends)
    heads = [(_LEFT - 10, say("First")), (_END + 10 + _FIGURE, say("Latest"))]
    if has_targets:
        heads.append((RIGHT, say("Target")))
    shapes = [text(x, 12, fitted(said, 76, "small"), "small quiet", "end") for x, said in heads]
    shapes.append(line(MARGIN, 20, RIGHT, 20, "rule"))
    for row, trend in enumerate(view.trends[:MOST_TRENDS]):
        shapes += _trend(trend, view, 22 + row * _ROW)
    height = 22 + len(view.trends[:MOST_TRENDS]) * _ROW + 14
    for said in _rest(view, language):
        shapes.append(text(MARGIN, height, said, "small quiet"))
        height += 16
    return Drawing(height, shapes)


def _trend(trend: TrendView, view: TrendsView, y: int) -> list[str]:
    places = [(x, y + 8 + down) for x, down in _places(trend, view)]
    shapes = [
        text(MARGIN, y + 27, fitted(trend.title, _LABEL)),
        text(_LEFT - 10, y + 27, fitted(trend.first, _FIGURE, "small"), "small quiet", "end"),
        text(
            _END + 10 + _FIGURE, y + 27, fitted(trend.last, _FIGURE + 8, "strong"), "strong", "end"
        ),
    ]
    if trend.target is not None:
        shapes.append(text(RIGHT, y + 27, fitted(trend.target, 90), "quiet", "end"))
    if len(places) > 1:
        shapes.append(path(places, "path"))
    return [*shapes, circle(*places[-1], 4, "full")]


def _places(trend: TrendView, view: TrendsView) -> list[tuple[int, int]]:
    """Where its points stand: x, and pixels below the highest. At one place, the latest counts."""
    days = max((view.last - view.first).days, 1)
    values = [value for _, value in trend.points]
    low, span = min(values), max(values) - min(values)
    found: dict[int, int] = {}
    for day, value in trend.points:
        step = (day - view.first).days * (MOST_POINTS - 1) // days
        x = _LEFT + step * (_END - _LEFT) // (MOST_POINTS - 1)
        found[x] = _HIGH - round((value - low) * _HIGH / span) if span else _HIGH // 2
    return sorted(found.items())


def _write(view: TrendsView, language: Language, width: int) -> list[str]:
    say = language.text
    room = max(8, min(32, width - 56))
    rows = [
        (
            trend.title,
            trend.first,
            _sparkline(trend, view, room),
            trend.last,
            trend.target or "",
        )
        for trend in view.trends[:MOST_TRENDS]
    ]
    target = say("Target") if any(trend.target for trend in view.trends) else ""
    heads = (say("Figure"), say("First"), "", say("Latest"), target)
    return [*table(rows, width, right=(1, 3, 4), heads=heads), *_rest(view, language)]


def _sparkline(trend: TrendView, view: TrendsView, width: int) -> str:
    """A bar for each step of time, as high as the figure lies between its lowest and its highest."""
    days = max((view.last - view.first).days, 1)
    values = [value for _, value in trend.points]
    low, span = min(values), max(values) - min(values)
    steps: dict[int, float] = {}
    for day, value in trend.points:
        steps[(day - view.first).days * (width - 1) // days] = value
    signs, latest = [], None
    for step in range(width):
        latest = steps.get(step, latest)
        signs.append(
            " " if latest is None else _BARS[round((latest - low) * 7 / span) if span else 3]
        )
    return "".join(signs).replace(" ", "\u00a0")
