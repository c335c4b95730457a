"""Days, times and figures in words, as views hold them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rmentor.language.catalogue import Language
from rmentor.language.dates import clock, decimal, long_date, month, weekday
from rmentor.model.program import Program

_NARROW = "\u202f"


def day_in_words(day: date, language: Language) -> str:
    """Write a day without its weekday: "1er mars 2027"."""
    return long_date(day, language.code)


def short_day(day: date, language: Language) -> str:
    """Write a day in the columns of a table: "lun. 1er mars", "Mon 1 March"."""
    name = weekday(day.weekday(), language.code, short=True)
    return f"{name} {long_date(day, language.code, with_year=False)}"


def moment(at: datetime, language: Language) -> str:
    """Write a day and a time in the columns of a table: "lun. 1er mars, 14 h 30"."""
    return f"{short_day(at.date(), language)}, {clock(at, language.code)}"


def month_of(day: date, language: Language) -> str:
    """Write the month of a day with its year."""
    return f"{month(day.month, language.code)} {day.year}"


def period(first: date, last: date, language: Language) -> str:
    """Write a span of days; a year or a month that both share is written once."""
    same_year = first.year == last.year
    begin = long_date(first, language.code, with_year=not same_year)
    return language.text(
        "from %(first)s to %(last)s", first=begin, last=long_date(last, language.code)
    )


def period_of(program: Program, language: Language) -> str | None:
    """Write a program's first to last day, where both are known."""
    if program.start is None or program.end is None:
        return None
    return period(program.start, program.end, language)


def end_of(start: datetime, minutes: int, timezone: str) -> datetime:
    """Local end of something that starts at local ``start``, also when clocks change meanwhile."""
    zone = ZoneInfo(timezone)
    ends = start.replace(tzinfo=zone).astimezone(UTC) + timedelta(minutes=minutes)
    return ends.astimezone(zone).replace(tzinfo=None)


def elsewhere(at: datetime, timezone: str, other: str) -> datetime:
    """Local time in ``other`` when clocks in ``timezone`` show ``at``."""
    return at.replace(tzinfo=ZoneInfo(timezone)).astimezone(ZoneInfo(other)).replace(tzinfo=None)


def hours(start: datetime, end: datetime, language: Language) -> str:
    """Write a stretch of time: "12 h – 13 h 30"."""
    return f"{clock(start, language.code)} – {clock(end, language.code)}"


def number(value: int, language: Language) -> str:
    """Write a whole number with thousands held together: "8 315", "8,315"."""
    text = f"{value:,}"
    return text.replace(",", _NARROW) if language.code == "fr" else text


def figure(value: float, unit: str | None, language: Language) -> str:
    """Write a KPI's figure with its unit: "35 %", "8 jours"."""
    text = decimal(value, language.code, digits=2)
    if unit is None:
        return text
    if unit == "%":
        return f"{text}{_NARROW}%" if language.code == "fr" else f"{text}%"
    return f"{text}\u00a0{unit}"


def length(minutes: int, language: Language) -> str:
    """Write a length of time: "9 h", "4 h 30"; "9 hours", "4 h 30 min"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return language.text("%(n)d minutes", n=rest)
    if not rest:
        return language.plural("%(n)d hour", "%(n)d hours", whole)
    return language.text("%(hours)d h %(minutes)02d min", hours=whole, minutes=rest)


def percent(part: float, language: Language) -> str:
    """Write a share of 1 as a whole percentage."""
    return figure(float(round(part * 100)), "%", language)


def rhythm(days: int, language: Language) -> str:
    """Write how often: "toutes les 2 semaines"."""
    if days % 7 == 0:
        return language.plural("every week", "every %(n)d weeks", days // 7)
    return language.plural("every day", "every %(n)d days", days)
