"""Sessions over time: held, planned, over and not recorded, called off; closed weeks and holidays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date, month
from rmentor.reporting.pictures.characters import FULL, MISSED, NONE, PART, bar, table
from rmentor.reporting.pictures.characters import key as key_of_signs
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.sessions_view import (
    STATES,
    ColumnView,
    LaneView,
    SessionsView,
    column_width,
    sessions_view,
)
from rmentor.reporting.pictures.shapes import (
    INNER,
    MARGIN,
    Drawing,
    circle,
    diamond,
    key,
    line,
    rect,
    text,
)
from rmentor.reporting.pictures.widths import fitted_couple, text_width
from rmentor.reporting.views.when import month_of

NAME = "sessions"
_KINDS = {"held": "full", "planned": "part", "missing": "missed", "cancelled": "none"}
_SIGNS = {"held": FULL, "planned": PART, "missing": MISSED, "cancelled": NONE}
_CHART = 150
_LANE = 22
_LANE_LABEL = 210
# On a terminal, more weeks than these are shown as months.
_MOST_LINES = 26


def sessions_picture(scene: Scene) -> Picture | None:
    """Show the sessions of a program over time; None where none has a date."""
    view, language = sessions_view(scene), scene.language
    if view is None:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        _described(view, language),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: SessionsView, language: Language) -> str:
    held, missing, plural = view.count("held"), view.count("missing"), language.plural
    due = held + missing
    if view.today is None or not due:
        if not held:
            return plural("%(n)d session is planned", "%(n)d sessions are planned", view.all)
        return plural(
            "%(n)d of %(all)d sessions was held",
            "%(n)d of %(all)d sessions were held",
            held,
            all=view.all,
        )
    if not missing:
        return plural(
            "The %(n)d session due by now was held",
            "All %(n)d sessions due by now were held",
            due,
        )
    title = plural(
        "%(n)d of the %(all)d sessions due by now was held",
        "%(n)d of the %(all)d sessions due by now were held",
        held,
        all=due,
    )
    return title + plural("; %(n)d is not recorded", "; %(n)d are not recorded", missing)


def _words(state: str, language: Language) -> str:
    say = language.text
    return {
        "held": say("Held"),
        "planned": say("Planned"),
        "missing": say("Not recorded"),
        "cancelled": say("Called off"),
    }[state]


def _counted(state: str, count: int, language: Language) -> str:
    plural = language.plural
    return {
        "held": plural("%(n)d held", "%(n)d held", count),
        "planned": plural("%(n)d planned", "%(n)d planned", count),
        "missing": plural("%(n)d not recorded", "%(n)d not recorded", count),
        "cancelled": plural("%(n)d called off", "%(n)d called off", count),
    }[state]


def _described(view: SessionsView, language: Language) -> str:
    columns = [_column_in_words(each, view, language) for each in view.columns if each.all]
    free = [long_date(day, language.code) for day in view.holidays]
    if free:
        columns.append(language.text("Public holidays: %(days)s", days=", ".join(free)))
    return "; ".join(columns)


def _column_in_words(column: ColumnView, view: SessionsView, language: Language) -> str:
    counted = [_counted(state, count, language) for state, count in column.counts if count]
    return f"{_begin_in_words(column.first, view, language)} – {', '.join(counted)}"


def _begin_in_words(day: date, view: SessionsView, language: Language) -> str:
    if view.by_month:
        return month_of(day, language)
    return language.text("week of %(day)s", day=long_date(day, language.code))


def _draw(view: SessionsView, language: Language) -> Drawing:
    say = language.text
    kinds = [
        (f"{_words(state, language)} {view.count(state)}", _KINDS[state])
        for state in STATES
        if view.count(state)
    ]
    if any(column.is_closed for column in view.columns):
        kinds.append((say("Closed"), "shade"))
    if view.holidays:
        kinds.append((say("Public holiday"), "other"))
    if view.current is not None:
        kinds.append((say("today"), "mark"))
    shapes, top = key(kinds, 14)
    subject = say("Sessions a month") if view.by_month else say("Sessions a week")
    shapes.append(text(MARGIN, top + 26, subject, "small quiet"))
    top += 34
    chart = _Chart(view, column_width(view.columns), top + _CHART)
    shapes += chart.columns()
    shapes += chart.months(language)
    height = top + _CHART + 44
    if view.lanes:
        shapes += _lanes(view, height, language)
        height += _LANE * len(view.lanes) + 30
    return Drawing(height, shapes)


class _Chart:
    """Columns that stand on one line."""

    def __init__(self, view: SessionsView, step: int, base: int) -> None:
        self.view, self.step, self.base = view, step, base
        self.most = max(column.all for column in view.columns) or 1

    def columns(self) -> list[str]:
        """Shades, columns with their figures, holidays and today."""
        base, step = self.base, self.step
        shapes = [
            rect(self._x(place), base - _CHART, step, _CHART, "shade")
            for place, column in enumerate(self.view.columns)
            if column.is_closed
        ]
        shapes.append(line(MARGIN, base, MARGIN + step * len(self.view.columns), base, "rule"))
        if self.view.current is not None:
            x = self._x(self.view.current)
            shapes.append(line(x, base - _CHART, x, base + 10, "mark"))
        for place, column in enumerate(self.view.columns):
            shapes += self._column(column, self._x(place))
            if column.holidays:
                shapes.append(diamond(self._x(place) + step // 2, base + 9, 4, "other"))
        return shapes

    def _x(self, place: int) -> int:
        return MARGIN + place * self.step

    def _column(self, column: ColumnView, x: int) -> list[str]:
        """Stack of a column's sessions with their number above."""
        if not column.all:
            return []
        shapes, y, wide = [], self.base, max(self.step - 4, 6)
        for state, count in column.counts:
            if count:
                high = max(count * (_CHART - 28) // self.most, 2)
                y -= high
                shapes.append(rect(x + 2, y, wide, high, _KINDS[state]))
        kind = "strong" if text_width(str(column.all), "strong") < self.step else "small"
        if text_width(str(column.all), kind) < self.step:
            shapes.append(text(x + 2 + wide // 2, y - 5, column.all, kind, "middle"))
        return shapes

    def months(self, language: Language) -> list[str]:
        """Names of months under their first columns, where there is room for them."""
        shapes: list[str] = []
        free, earlier = 0, None
        for place, column in enumerate(self.view.columns):
            x = self._x(place)
            if earlier != column.first.month and x >= free:
                name = month(column.first.month, language.code)
                if place and column.first.month == 1:
                    name += f" {column.first.year}"
                wide = text_width(name, "small")
                if x + wide <= MARGIN + INNER:
                    free = x + wide + 10
                    shapes += [
                        line(x, self.base, x, self.base + 6, "rule"),
                        text(x + 2, self.base + 28, name, "small quiet"),
                    ]
            earlier = column.first.month
        return shapes


def _lanes(view: SessionsView, top: int, language: Language) -> list[str]:
    """A line for each pair with a mark for each session."""
    first, x_of = view.columns[0].first, _lane_scale(view)
    shapes = [
        text(MARGIN, top + 8, language.text("Pairs"), "small quiet"),
        line(MARGIN, top + 14, MARGIN + INNER, top + 14, "rule"),
    ]
    bottom = top + 18 + _LANE * len(view.lanes)
    if view.today is not None and view.current is not None:
        x = x_of((view.today - first).days)
        shapes.append(line(x, top + 14, x, bottom, "mark"))
    for place, lane in enumerate(view.lanes):
        y = top + 18 + place * _LANE
        held = sum(state == "held" for _, state in lane.sessions)
        count = f"{held}/{sum(state != 'cancelled' for _, state in lane.sessions)}"
        shapes += [
            text(MARGIN, y + 15, fitted_couple(lane.pair, _LANE_LABEL, "small"), "small"),
            text(MARGIN + _LANE_LABEL + 40, y + 15, count, "small strong", "end"),
            *(_mark(x_of((day - first).days), y + 11, state) for day, state in lane.sessions),
        ]
    return shapes


def _lane_scale(view: SessionsView) -> Callable[[int], int]:
    """Place of a day on the lanes, by the days since the first column began."""
    left, last = MARGIN + _LANE_LABEL + 58, view.columns[-1].first
    days = (last - view.columns[0].first).days + (31 if view.by_month else 7)
    room = MARGIN + INNER - 10 - left
    return lambda day: left + day * room // days


def _mark(x: int, y: int, state: str) -> str:
    """A shape of its own for each state."""
    if state == "missing":
        return rect(x - 5, y - 5, 10, 10, "missed")
    if state == "cancelled":
        return rect(x - 5, y - 5, 10, 10, "none")
    return circle(x, y, 5, "full" if state == "held" else "before")


def _write(view: SessionsView, language: Language, width: int) -> list[str]:
    told = replace(view, columns=view.months) if len(view.columns) > _MOST_LINES else view
    room = max(10, width - 40)
    most = max(column.all for column in told.columns) or 1
    rows = [_row(column, told, most, room, language) for column in told.columns]
    lines = table(rows, width, right=(1,), shrink=(3,))
    signs = [
        (_SIGNS[state], f"{_words(state, language).lower()} {told.count(state)}")
        for state in STATES
        if told.count(state)
    ]
    if view.holidays:
        signs.append(("◆", language.text("Public holiday").lower()))
    lines += ["", *key_of_signs(signs, width)]
    if view.lanes:
        lines += ["", *_lanes_written(view, width)]
    return lines


def _row(
    column: ColumnView, view: SessionsView, most: int, room: int, language: Language
) -> tuple[str, str, str, str]:
    if view.by_month:
        when, end = (
            month_of(column.first, language),
            (column.first + timedelta(days=31)).replace(day=1),
        )
    else:
        when = long_date(column.first, language.code, with_year=False)
        end = column.first + timedelta(weeks=1)
    notes = "◆" if column.holidays else ""
    if column.is_closed:
        notes += " " + language.text("Closed").lower()
    if view.today is not None and column.first <= view.today < end:
        notes += " ← " + language.text("today")
    parts = [(count, _SIGNS[state]) for state, count in column.counts]
    return when, str(column.all) if column.all else "", bar(parts, most, room), notes.strip()


def _lanes_written(view: SessionsView, width: int) -> list[str]:
    return table([(lane.pair, _lane_in_signs(lane)) for lane in view.lanes], width)


def _lane_in_signs(lane: LaneView) -> str:
    return " ".join(_SIGNS[state] for _, state in lane.sessions)
