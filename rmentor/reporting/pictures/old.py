"""Pictures of a program as SVG: topics in demand and supply, sessions over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date, month
from rmentor.model.program import Program
from rmentor.reporting.drawing import MARGIN, WIDTH, line, picture, rect, shortened, text
from rmentor.reporting.views.figures import is_held
from rmentor.reporting.views.program import TopicLineView
from rmentor.reporting.views.when import month_of

MOST_TOPICS = 16
_ROW = 26
_TOP = 92
_LABEL = 252
_COLUMNS = (564, 646, 728)
# Above this number of weeks, columns are months.
MOST_WEEKS = 56
_CHART = 150


def topics_picture(topics: Sequence[TopicLineView], language: Language) -> str:
    """Draw how many mentees want each topic, how many of them learn it, and how many mentors offer it.

    Args:
        topics: Those that most go short of first; only so many are drawn, all are counted.
        language: Of the words in it.
    """
    say = language.text
    shown = topics[:MOST_TOPICS]
    most = max((topic.wanted for topic in shown), default=1)
    shapes = [
        *_key(((say("learn it"), "full"), (say("want it"), "part")), 62),
        text(_COLUMNS[0], 80, say("Wanted"), "small quiet", "end"),
        text(_COLUMNS[1], 80, say("Served"), "small quiet", "end"),
        text(_COLUMNS[2], 80, say("Mentors"), "small quiet", "end"),
        line(MARGIN, 86, WIDTH - MARGIN, 86, "rule"),
    ]
    for index, topic in enumerate(shown):
        y = _TOP + index * _ROW
        wide = _COLUMNS[0] - _LABEL - 60
        shapes += [
            text(MARGIN, y + 17, shortened(topic.title, 32)),
            rect(_LABEL, y + 4, max(topic.wanted * wide // most, 3), 16, "part"),
        ]
        if topic.served:
            shapes.append(rect(_LABEL, y + 4, max(topic.served * wide // most, 3), 16, "full"))
        for x, figure in zip(_COLUMNS, (topic.wanted, topic.served, topic.offered), strict=True):
            shapes.append(text(x, y + 17, figure, "strong" if figure else "strong note", "end"))
    height = _TOP + len(shown) * _ROW + 16
    if len(topics) > len(shown):
        rest = language.plural(
            "and %(n)d more topic", "and %(n)d more topics", len(topics) - len(shown)
        )
        shapes.append(text(MARGIN, height + 4, rest, "small quiet"))
        height += 18
    return picture(
        "topics",
        height,
        say("Topics: who wants them, who learns them"),
        "; ".join(_topic_in_words(topic, language) for topic in topics),
        shapes,
    )


def _topic_in_words(topic: TopicLineView, language: Language) -> str:
    figures = language.text(
        "%(wanted)d want it, %(served)d learn it, %(offered)d mentors offer it",
        wanted=topic.wanted,
        served=topic.served,
        offered=topic.offered,
    )
    return f"{topic.title} – {figures}"


@dataclass(frozen=True, slots=True)
class _Column:
    """Sessions of a week or a month, by state."""

    first: date
    held: int = 0
    planned: int = 0
    cancelled: int = 0

    @property
    def all(self) -> int:
        return self.held + self.planned + self.cancelled


def sessions_picture(program: Program, today: date | None, language: Language) -> str:
    """Draw how many sessions each week has: held, planned, called off; weeks that are closed shaded."""
    say = language.text
    columns, by_month = _columns(program)
    most = max((column.all for column in columns), default=0) or 1
    room = WIDTH - 2 * MARGIN
    step = min(48, room // max(len(columns), 1))
    base = 76 + _CHART
    closed = _closed(program, columns, step, by_month=by_month)
    kinds = [(say("Held"), "full"), (say("Planned"), "part"), (say("Called off"), "none")]
    if closed:
        kinds.append((say("Closed"), "shade"))
    shapes = [
        *_key(kinds, 62),
        *closed,
        line(MARGIN, base, MARGIN + step * len(columns), base, "rule"),
    ]
    for index, column in enumerate(columns):
        shapes += _bar(column, MARGIN + index * step, step, base, most)
    shapes += _months(columns, step, base, language)
    if today is not None and columns and columns[0].first <= today:
        at = sum(column.first <= today for column in columns) - 1
        x = MARGIN + at * step
        shapes += [
            line(x, 76, x, base + 4, "mark"),
            text(x + 4, 84, say("today"), "small note"),
        ]
    title = say("Sessions a month") if by_month else say("Sessions a week")
    described = "; ".join(
        _column_in_words(column, by_month=by_month, language=language)
        for column in columns
        if column.all
    )
    return picture("sessions", base + 40, title, described, shapes)


def _columns(program: Program) -> tuple[list[_Column], bool]:
    """Weeks of the program from its first to its last session, or months where there are many."""
    sessions = program.plan.sessions
    days = [session.start.date() for session in sessions]
    days += [day for day in (program.start, program.end) if day]
    if not days:
        return [], False
    first, last = min(days), max(days)
    by_month = (last - first).days // 7 >= MOST_WEEKS
    counts: dict[date, dict[str, int]] = {}
    day = _begin(first, by_month=by_month)
    while day <= last:
        counts[day] = {"held": 0, "planned": 0, "cancelled": 0}
        day = _begin(day + timedelta(days=31 if by_month else 7), by_month=by_month)
    for session in sessions:
        state = "held" if is_held(program, session) else session.state
        counts[_begin(session.start.date(), by_month=by_month)][state] += 1
    return [_Column(begin, **count) for begin, count in counts.items()], by_month


def _begin(day: date, *, by_month: bool) -> date:
    return day.replace(day=1) if by_month else day - timedelta(days=day.weekday())


def _bar(column: _Column, x: int, step: int, base: int, most: int) -> list[str]:
    """Stack of a week's sessions with their number above."""
    if not column.all:
        return []
    shapes, y = [], base
    wide = max(step - 4, 6)
    for count, kind in (
        (column.held, "full"),
        (column.planned, "part"),
        (column.cancelled, "none"),
    ):
        if count:
            high = max(count * (_CHART - 28) // most, 2)
            y -= high
            shapes.append(rect(x + 2, y, wide, high, kind))
    size = "strong" if step >= 26 else "small strong"
    shapes.append(text(x + 2 + wide // 2, y - 5, column.all, size, "middle"))
    return shapes


def _months(columns: Sequence[_Column], step: int, base: int, language: Language) -> list[str]:
    """Names of months under their first columns, where there is room for them."""
    shapes: list[str] = []
    free = 0
    for index, column in enumerate(columns):
        x = MARGIN + index * step
        earlier = columns[index - 1].first if index else None
        if (earlier is None or earlier.month != column.first.month) and x >= free:
            name = month(column.first.month, language.code)
            free = x + 8 * len(name) + 8
            if free <= WIDTH:
                shapes += [
                    line(x, base, x, base + 6, "rule"),
                    text(x + 2, base + 20, name, "small quiet"),
                ]
    return shapes


def _closed(
    program: Program, columns: Sequence[_Column], step: int, *, by_month: bool
) -> list[str]:
    """Shades behind weeks in which nothing is planned."""
    if by_month:
        return []
    return [
        rect(MARGIN + index * step, 76, step, _CHART, "shade")
        for index, column in enumerate(columns)
        if all(
            any(span.covers(column.first + timedelta(days=day)) for span in program.closed)
            for day in range(5)
        )
    ]


def _column_in_words(column: _Column, *, by_month: bool, language: Language) -> str:
    begin = month_of(column.first, language) if by_month else long_date(column.first, language.code)
    plural = language.plural
    counted = [
        plural("%(n)d held", "%(n)d held", column.held) if column.held else "",
        plural("%(n)d planned", "%(n)d planned", column.planned) if column.planned else "",
        plural("%(n)d called off", "%(n)d called off", column.cancelled)
        if column.cancelled
        else "",
    ]
    return f"{begin} – {', '.join(each for each in counted if each)}"


def _key(kinds: Sequence[tuple[str, str]], y: int) -> list[str]:
    """What the kinds of bars mean."""
    shapes, x = [], MARGIN
    for words, kind in kinds:
        shapes += [rect(x, y - 10, 14, 11, kind), text(x + 20, y, words, "small")]
        x += 20 + 7 * len(words) + 22
    return shapes
