"""What a text means in the field that it stands in: days, times, windows, durations, figures.

Each function takes the text of one value and answers what it means, or raises ``Fault`` with the code
of the finding and what its sentence names.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from rmentor.folder.closest import folded, nearest
from rmentor.folder.codes import COUNTRIES, COUNTRY_WORDS, LANGUAGE_WORDS, LANGUAGES
from rmentor.model.windows import DAY_MINUTES, WEEKDAYS, Span, Window

# Slips such as 0207-01-11 are no days of any programme.
FIRST_YEAR, LAST_YEAR = 1970, 2199
MOST_DAYS = 3660
FORMAT = 1
MOST_WEIGHT = 1_000_000

_DAY_WORDS = {
    **dict.fromkeys(("monday", "lundi", "lun"), "mon"),
    **dict.fromkeys(("tuesday", "tues", "mardi", "mar"), "tue"),
    **dict.fromkeys(("wednesday", "mercredi", "mer"), "wed"),
    **dict.fromkeys(("thursday", "thur", "thurs", "jeudi", "jeu"), "thu"),
    **dict.fromkeys(("friday", "vendredi", "ven"), "fri"),
    **dict.fromkeys(("saturday", "samedi", "sam"), "sat"),
    **dict.fromkeys(("sunday", "dimanche", "dim"), "sun"),
}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_UNIT_WORDS = {
    **dict.fromkeys(("d", "j", "jour", "jours"), "days"),
    **dict.fromkeys(("w", "wk", "wks", "semaine", "semaines", "sem"), "weeks"),
}
_YES = frozenset(("true", "yes", "on", "oui", "vrai", "y"))
_NO = frozenset(("false", "no", "off", "non", "faux", "n"))

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]+([0-9]{1,2}):([0-9]{2})(?::00)?")
# People who write in a word processor get an en dash for a hyphen.
_WINDOW = re.compile(
    r"([^\W\d_]+)\.?(?:\s*[-–]\s*([^\W\d_]+)\.?)?\s+([0-9]{1,2}):([0-9]{2})\s*[-–]\s*([0-9]{1,2}):([0-9]{2})"
)
_DURATION = re.compile(r"([0-9]{1,6})\s*([^\W\d_]+)")
_DECIMAL = re.compile(r"[-+]?([0-9]{1,15}(\.[0-9]{0,12})?|\.[0-9]{1,12})([eE][-+]?[0-9]{1,2})?")
_SUBDIVISION = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z0-9]{1,5}))?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z0-9]{2,8}){0,3}")


class Fault(ValueError):
    """A text that does not mean what its field holds.

    Attributes:
        code: Code of the finding.
        fields: What its sentence names.
    """

    def __init__(self, code: str, **fields: object) -> None:
        """Keep code and fields."""
        super().__init__(code)
        self.code = code
        self.fields = fields


@lru_cache(maxsize=8192)
def day(text: str) -> date:
    """Day written 2027-01-11."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise Fault("date-form", **_likely_day(text))
    year, month, number = map(int, found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Fault("date-year", year=year)
    try:
        return date(year, month, number)
    except ValueError:
        raise Fault("no-such-day") from None


def _likely_day(text: str) -> dict[str, object]:
    """The day in the right form, where only one day can be meant."""
    parts = re.fullmatch(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})", text)
    if parts is None:
        return {}
    first, second, third = (int(part) for part in parts.groups())
    year = first if len(parts[1]) == 4 else third
    if year < FIRST_YEAR:
        return {}
    numbers = (second, third) if year == first else (second, first)
    ambiguous = year != first and first <= 12 and second <= 12 and first != second
    if year != first and second > 12:
        numbers = (first, second)
    try:
        found = date(year, *numbers)
    except ValueError:
        return {}
    return {} if ambiguous else {"close": found.isoformat()}


def moment(text: str) -> datetime:
    """Day and local time written 2027-01-12 12:00."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise Fault("moment-form")
    at = day(found[1])
    hours, minutes = int(found[2]), int(found[3])
    if hours > 23 or minutes > 59:
        raise Fault("clock", time=f"{found[2]}:{found[3]}")
    return datetime(at.year, at.month, at.day, hours, minutes)  # noqa: DTZ001 - local, see Session


def day_or_moment(text: str) -> tuple[date, int | None]:
    """Day written 2027-01-11, with the minute of the day where a time follows: 2027-01-11 10:00."""
    if ":" not in text:
        return day(text), None
    found = moment(text)
    return found.date(), found.hour * 60 + found.minute


@lru_cache(maxsize=8192)
def span(text: str) -> Span:
    """Days written 2027-02-15/2027-02-26, or one day."""
    first, slash, last = (part.strip() for part in text.partition("/"))
    if not slash:
        one = day(first)
        return Span(one, one)
    if "/" in last:
        # 15/02/2027 is a day in another form, not a span.
        raise Fault("date-form", **_likely_day(text))
    found = Span(day(first), day(last))
    if found.last < found.first:
        raise Fault("span-order", first=first, last=last)
    return found


@lru_cache(maxsize=8192)
def windows(text: str) -> tuple[Window, ...]:
    """Weekly windows written tue 12:00-14:00 or mon-fri 09:00-18:00, one for each day."""
    found = _WINDOW.fullmatch(text.strip())
    if found is None:
        raise Fault("window-form")
    days = _days(found[1], found[2] or found[1])
    start, end = _minute(found[3], found[4]), _minute(found[5], found[6])
    if end == 0 and start > 0:
        raise Fault("window-midnight", start=f"{found[3]}:{found[4]}")
    if end <= start:
        raise Fault("window-order", start=f"{found[3]}:{found[4]}", end=f"{found[5]}:{found[6]}")
    return tuple(Window(each * DAY_MINUTES + start, each * DAY_MINUTES + end) for each in days)


def _days(first: str, last: str) -> list[int]:
    """Days of the week from ``first`` to ``last``, over Sunday where needed."""
    begin, end = _weekday(first), _weekday(last)
    return [(begin + more) % 7 for more in range((end - begin) % 7 + 1)]


def _weekday(word: str) -> int:
    name = word.casefold()
    if name not in WEEKDAYS:
        raise Fault("unknown-day", day=word, close=nearest(word, WEEKDAYS, _DAY_WORDS))
    return WEEKDAYS.index(name)


def _minute(hours: str, minutes: str) -> int:
    minute = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or minute > DAY_MINUTES:
        raise Fault("clock", time=f"{hours}:{minutes}")
    return minute


def days(text: str) -> int:
    """Duration written 2 weeks or 10 days, in days."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise Fault("duration-form")
    unit = found[2].casefold()
    if unit not in _UNITS:
        close = nearest(unit, ("days", "weeks"), _UNIT_WORDS)
        raise Fault("unknown-unit", unit=found[2], close=close)
    length = int(found[1]) * _UNITS[unit]
    if length > MOST_DAYS:
        raise Fault("duration-range", most=MOST_DAYS)
    return length


def rhythm(text: str) -> int:
    """Duration of at least one day, in days."""
    length = days(text)
    if length == 0:
        raise Fault("duration-zero")
    return length


def yes(text: str) -> bool:
    """Yes or no, as YAML and French write them."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Fault("yes-no")


def decimal(text: str) -> Fraction:
    """Figure written 20, 1.5 or 1e3, exactly."""
    if _DECIMAL.fullmatch(text) is None:
        as_written = text.replace(",", ".").rstrip("% ")
        likely = as_written if _DECIMAL.fullmatch(as_written) else None
        raise Fault("number", close=likely)
    return Fraction(text)


def format_version(text: str) -> int:
    """Version of the files' format, of which there is one so far."""
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise Fault("whole-number")
    if int(text) > FORMAT:
        raise Fault("newer-format", newest=FORMAT)
    if int(text) < FORMAT:
        raise Fault("number-range", lowest=FORMAT, highest=FORMAT)
    return FORMAT


def weight(text: str) -> Fraction:
    """Figure from 0 to 1,000,000, exactly."""
    found = decimal(text)
    if not 0 <= found <= MOST_WEIGHT:
        raise Fault("number-range", lowest=0, highest=MOST_WEIGHT)
    return found


@lru_cache(maxsize=1024)
def language(text: str) -> str:
    """Language tag such as fr, en or pt-br, in lower case."""
    tag = text.casefold().replace("_", "-")
    found = _LANGUAGE.fullmatch(tag)
    meant = LANGUAGE_WORDS.get(folded(text))
    if found is None or meant is not None:
        raise Fault("unknown-language", close=meant or nearest(text, (), LANGUAGE_WORDS))
    if len(found[1]) == 2 and found[1] not in LANGUAGES:
        raise Fault("unknown-language", close=None)
    return tag


@lru_cache(maxsize=1024)
def country(text: str) -> str:
    """Country such as FR, or a part of one such as FR-57, in upper case."""
    found = _SUBDIVISION.fullmatch(text)
    meant = COUNTRY_WORDS.get(folded(text))
    if meant is not None and text.upper() not in COUNTRIES:
        raise Fault("unknown-country", close=meant)
    if found is None or found[1].upper() not in COUNTRIES:
        raise Fault("unknown-country", close=nearest(text, (), COUNTRY_WORDS))
    return text.upper()


@lru_cache(maxsize=1024)
def timezone(text: str) -> str:
    """Name of a time zone, such as Europe/Paris."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        if re.fullmatch(r"[A-Za-z][\w+/-]*", text):
            return ZoneInfo(text).key
    except (ValueError, OSError, LookupError):
        pass
    known = available_timezones()
    cities = {name.rpartition("/")[2]: name for name in sorted(known, reverse=True)}
    raise Fault("unknown-timezone", close=nearest(text, known, cities))
