"""Weekly windows and dates as people write them in cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from rmentor.folder import scalars
from rmentor.intake.problems import Fault
from rmentor.model.windows import DAY_MINUTES, Span, Window, joined

_DAYS = {
    **dict.fromkeys(["lundi", "lundis", "lun", "mon", "monday", "mondays"], 0),
    **dict.fromkeys(["mardi", "mardis", "mar", "tue", "tues", "tuesday", "tuesdays"], 1),
    **dict.fromkeys(["mercredi", "mercredis", "mer", "wed", "weds", "wednesday", "wednesdays"], 2),
    **dict.fromkeys(["jeudi", "jeudis", "jeu", "thu", "thur", "thurs", "thursday", "thursdays"], 3),
    **dict.fromkeys(["vendredi", "vendredis", "ven", "fri", "friday", "fridays"], 4),
    **dict.fromkeys(["samedi", "samedis", "sam", "sat", "saturday", "saturdays"], 5),
    **dict.fromkeys(["dimanche", "dimanches", "dim", "sun", "sunday", "sundays"], 6),
}
_DAY = rf"(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b\.?"
_CLOCK = (
    r"(?:\d{1,2}(?:\s?(?:h|:|\.)\s?(?:[0-5]\d)?)?\s?(?:am|pm)?|midi|noon|minuit|midnight)(?![\w:])"
)
_TO = r"\s*(?:-|–|—|à|a|to|until|jusqu'à)\s*"
_AND = r"\s*(?:,|/|&|\+|et|and)\s*"
_RANGE = rf"{_CLOCK}{_TO}{_CLOCK}"
_WINDOW = re.compile(
    rf"(?P<days>{_DAY}(?:(?:{_TO}|{_AND}){_DAY})*)\s*[:,]?\s*(?:de\s|from\s|entre\s|between\s)?\s*"
    rf"(?P<times>{_RANGE}(?:{_AND}{_RANGE})*)"
)
_DAY_PART = re.compile(rf"(?P<to>{_TO})?(?:{_AND})?(?P<day>{_DAY})")
_RANGE_PART = re.compile(rf"(?P<start>{_CLOCK}){_TO}(?P<end>{_CLOCK})")
_BETWEEN = re.compile(r"(?:[\s,;.|/]|\bet\b|\band\b|\bou\b|\bor\b)*")

_ISO = r"\d{4}-\d{1,2}-\d{1,2}"
_SLASHED = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_DATE = re.compile(rf"({_ISO})(?:[ T]\d{{1,2}}:\d\d(?::\d\d)?)?|({_SLASHED})")
_SPAN_BETWEEN = re.compile(r"\s*(?:/|-|–|—|à|a|au|to|until|jusqu'au|\.\.)\s*")
DATE_ORDERS = ("dd/mm/yyyy", "mm/dd/yyyy")


def read_windows(text: str) -> tuple[tuple[Window, ...], tuple[Fault, ...]]:
    """Weekly windows in a cell, such as "mar 12h-14h ; jeudi 17:00-19:00" or "Tue 12-2pm".

    What cannot be read for certain is a fault, never guessed: "12-2" alone has no half of the day.
    """
    lowered = text.casefold().replace("a.m.", "am").replace("p.m.", "pm").replace("\n", " ; ")
    windows: list[Window] = []
    faults = []
    place = 0
    for match in _WINDOW.finditer(lowered):
        if not _BETWEEN.fullmatch(lowered[place : match.start()]):
            break
        found = _windows(match)
        if found is None:
            faults.append(Fault("wrong-window", {"value": match[0].strip()}))
        else:
            windows += found
        place = match.end()
    if not _BETWEEN.fullmatch(rest := lowered[place:]):
        faults.append(Fault("wrong-window", {"value": rest.strip(" ,;.")}))
    return joined(windows), tuple(faults)


def date_order(cells: Iterable[str]) -> str | None:
    """Order of day and month that the dates of a column prove, or None.

    A first number above 12 proves that the day comes first, a second one that the month does; a
    column that proves both proves nothing.
    """
    proved = set()
    for cell in cells:
        for _, slashed in _DATE.findall(cell):
            if slashed:
                first, second, _year = map(int, re.split(r"[/.]", slashed))
                if first > 12 >= second:
                    proved.add(DATE_ORDERS[0])
                elif second > 12 >= first:
                    proved.add(DATE_ORDERS[1])
    return proved.pop() if len(proved) == 1 else None


def read_spans(text: str, order: str | None) -> tuple[tuple[Span, ...], tuple[Fault, ...]]:
    """Dates and spans of dates in a cell; "15/02/2027 - 26/02/2027" needs a known ``order``."""
    spans: list[Span] = []
    faults = []
    for part in re.split(r"[;,\n]|\bet\b|\band\b", text.casefold()):
        piece = re.sub(r"^\s*(?:du|le|from|on)\s+", "", part).strip()
        if not piece:
            continue
        dates = list(_DATE.finditer(piece))
        leftover = [piece[: dates[0].start()], piece[dates[-1].end() :]] if dates else [piece]
        between = piece[dates[0].end() : dates[1].start()] if len(dates) == 2 else "-"
        whole = not any(leftover) and len(dates) in (1, 2) and _SPAN_BETWEEN.fullmatch(between)
        days = [_day(match, order) for match in dates] if whole else []
        if any(day == "ambiguous" for day in days):
            faults.append(Fault("ambiguous-date", {"value": piece}))
        elif not days or None in days or days[0] > days[-1]:  # type: ignore[operator]
            faults.append(Fault("wrong-date", {"value": piece}))
        else:
            spans.append(Span(days[0], days[-1]))  # type: ignore[arg-type]
    return tuple(sorted(set(spans))), tuple(faults)


def _windows(match: re.Match[str]) -> list[Window] | None:
    """Windows of one run of days and times, or None where one of them makes no sense."""
    days = _weekdays(match["days"])
    windows = []
    for part in _RANGE_PART.finditer(match["times"]):
        times = _times(part["start"], part["end"])
        if times is None:
            return None
        windows += [
            Window(day * DAY_MINUTES + times[0], day * DAY_MINUTES + times[1]) for day in days
        ]
    return windows


def _weekdays(text: str) -> list[int]:
    """Days that "lun-ven" or "mar et jeu" names."""
    days: list[int] = []
    for match in _DAY_PART.finditer(text):
        day = _DAYS[match["day"].rstrip(".")]
        if match["to"] and days:
            while days[-1] != day:
                days.append((days[-1] + 1) % 7)
        else:
            days.append(day)
    return days


def _times(start: str, end: str) -> tuple[int, int] | None:
    """Minutes of the day of "12h" and "14h", or of "12" and "2pm"; None where they are in no order."""
    last = _minutes(end)
    first = _minutes(start)
    if re.search(r"pm$", end.strip()) and re.fullmatch(r"[\d:.\s]+", start):
        later = _minutes(start.strip() + "pm")
        first = later if later is not None and last is not None and later < last else first
    if first is None or last is None:
        return None
    last = DAY_MINUTES if last == 0 else last
    return (first, last) if first < last <= DAY_MINUTES else None


def _minutes(text: str) -> int | None:
    """Minute of the day of one time, or None."""
    text = text.strip()
    if text in ("midi", "noon"):
        return 12 * 60
    if text in ("minuit", "midnight"):
        return 0
    match = re.fullmatch(r"(\d{1,2})(?:\s?[h:.]\s?(\d\d)?)?\s?(am|pm)?", text)
    if match is None:
        return None
    hours, minutes = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if match[3] == "pm" else 0)
    return hours * 60 + minutes if hours * 60 + minutes <= DAY_MINUTES else None


def _day(match: re.Match[str], order: str | None) -> date | str | None:
    """Day of a written date; "ambiguous" where nothing says which number is the month."""
    if match[1]:
        year, month, day = match[1].split("-")
    else:
        day, month, year = re.split(r"[/.]", match[2])
        if order is None and int(day) <= 12 and int(month) <= 12 and int(day) != int(month):
            return "ambiguous"
        if order == DATE_ORDERS[1] or (order is None and int(month) > 12):
            day, month = month, day
    try:
        return scalars.day(f"{year}-{month:>02}-{day:>02}")
    except scalars.Fault:
        return None
