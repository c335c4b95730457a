"""When answers were given: dates and times as form tools export them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time

from rmentor.folder import scalars
from rmentor.intake.days import DATE_ORDERS, date_order
from rmentor.intake.problems import Fault
from rmentor.intake.words import one_line

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})\s?[:h]\s?(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([ap])?\.?(?:m\b)?",
    re.IGNORECASE,
)
# What LimeSurvey notes of an answer that was sent, where it is told to keep no times.
_UNKNOWN = (1980, 1, 1)


def moment_order(cells: Iterable[str]) -> str | None:
    """Order of day and month that the dates of a column prove, or None (see ``days.date_order``)."""
    return date_order(
        f"{found[1]}/{found[2]}/2000"
        for cell in cells
        if not _YEAR_FIRST.search(cell) and (found := _YEAR_LAST.search(cell))
    )


def read_moment(text: str, order: str | None) -> tuple[datetime | None, Fault | None]:
    """Moment that a cell tells, to the second where it does, or why it cannot be told.

    Time zones that some tools add are left out: all answers of a form have the same.

    Args:
        text: The cell; empty says nothing.
        order: Of day and month, where the year stands last.
    """
    said = one_line(text)
    if not said:
        return None, None
    parts = _date(said, order)
    if parts is None:
        return None, Fault("wrong-date", {"value": said})
    if not parts:
        return None, Fault("ambiguous-date", {"value": said})
    if parts == _UNKNOWN:
        return None, None
    year, month, day = parts
    try:
        on = scalars.day(f"{year:04}-{month:02}-{day:02}")
        return datetime.combine(on, _clock(said)), None
    except ValueError:
        return None, Fault("wrong-date", {"value": said})


def _date(said: str, order: str | None) -> tuple[int, int, int] | tuple[()] | None:
    """Year, month and day; empty where nothing says which number is the month; None for no date."""
    if found := _YEAR_FIRST.search(said):
        return int(found[1]), int(found[2]), int(found[3])
    found = _YEAR_LAST.search(said)
    if found is None:
        return None
    one, other, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if year < 100 else 0
    if order is None and max(one, other) <= 12 and one != other:
        return ()
    month_first = order == DATE_ORDERS[1] if order else other > 12
    return (year, one, other) if month_first else (year, other, one)


def _clock(said: str) -> time:
    """Time of the day; midnight where there is none."""
    found = _CLOCK.search(said)
    if found is None:
        return time()
    hour, half = int(found[1]), (found[4] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found[2]), int(found[3] or 0))
