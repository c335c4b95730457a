"""Dates and times as French and English readers write them.

CLDR gives "1 décembre" where French readers expect "1er décembre", so these few forms are ours.
"""

from __future__ import annotations

from datetime import date, datetime

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_SHORT_DAYS = {"fr": "lun. mar. mer. jeu. ven. sam. dim.", "en": "Mon Tue Wed Thu Fri Sat Sun"}


def _code(language: str) -> str:
    return "fr" if language == "fr" else "en"


def weekday(index: int, language: str, *, short: bool = False) -> str:
    """Name of a day of the week, 0 for Monday."""
    names = _SHORT_DAYS if short else _DAYS
    return names[_code(language)].split()[index]


def month(number: int, language: str) -> str:
    """Name of a month, from 1."""
    return _MONTHS[_code(language)].split()[number - 1]


def long_date(
    day: date, language: str, *, with_weekday: bool = False, with_year: bool = True
) -> str:
    """Write a date in words: "lundi 1er mars 2027", "Monday 1 March 2027"."""
    number = "1er" if day.day == 1 and _code(language) == "fr" else str(day.day)
    words = [number, month(day.month, language)]
    if with_weekday:
        words.insert(0, weekday(day.weekday(), language))
    if with_year:
        words.append(str(day.year))
    return " ".join(words)


def clock(at: datetime, language: str) -> str:
    """Write a time of day: "14 h 30" with no-break spaces in French, "14:30" in English."""
    return minute_of_day(at.hour * 60 + at.minute, language)


def minute_of_day(minute: int, language: str) -> str:
    """Write a minute of the day, 0 to 1440, as a time."""
    hours, minutes = divmod(minute, 60)
    if _code(language) == "fr":
        return f"{hours}\u00a0h" + (f"\u00a0{minutes:02d}" if minutes else "")
    return f"{hours:02d}:{minutes:02d}"


def long_moment(at: datetime, language: str) -> str:
    """Write a date and a time: "mardi 12 janvier 2027 à 12 h"."""
    joint = " à " if _code(language) == "fr" else ", "
    return long_date(at.date(), language, with_weekday=True) + joint + clock(at, language)


def decimal(number: float, language: str, *, digits: int = 1) -> str:
    """Write a number, with a decimal comma in French and without needless zeros."""
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{number:.0f}"
    return text.replace(".", ",") if _code(language) == "fr" else text
