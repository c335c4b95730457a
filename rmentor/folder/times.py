"""Windows, days and durations as files have them: the inverse of ``scalars``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rmentor.model.windows import DAY_MINUTES, WEEKDAYS, Span, Window, clock_text


def window_texts(windows: Iterable[Window], *, ranges: bool = True) -> list[str]:
    """Weekly windows as files have them: "tue 12:00-14:00", each within one day.

    With ``ranges``, days in a row with the same times are one: "mon-fri 09:00-18:00".
    """
    days: dict[tuple[int, int], list[int]] = {}
    for window in windows:
        start = window.start
        while start < window.end:
            day = start // DAY_MINUTES
            end = min(window.end, (day + 1) * DAY_MINUTES)
            days.setdefault((start - day * DAY_MINUTES, end - day * DAY_MINUTES), []).append(day)
            start = end
    found: list[tuple[int, int, str]] = []
    for (start, end), listed in days.items():
        times = f"{clock_text(start)}-{clock_text(end)}"
        for first, last in _rows(listed) if ranges else [(day, day) for day in listed]:
            name = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
            found.append((first, start, f"{name} {times}"))
    return [text for _, _, text in sorted(found)]


def span_text(span: Span) -> str:
    """Days as files have them: "2027-02-15/2027-02-26", or one day."""
    first, last = span.first.isoformat(), span.last.isoformat()
    return first if first == last else f"{first}/{last}"


def duration_text(days: int) -> str:
    """Duration as files have it: "3 weeks", "10 days", "1 week"."""
    number, unit = (days // 7, "week") if days and days % 7 == 0 else (days, "day")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _rows(days: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last of each run of days in a row."""
    first = last = days[0]
    for day in days[1:]:
        if day != last + 1:
            yield first, last
            first = day
        last = day
    yield first, last
