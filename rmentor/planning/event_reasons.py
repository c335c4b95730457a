"""Why an event has no date, in the program's language, and the nearest starts that would work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rmentor.language.catalogue import Language, speak
from rmentor.language.dates import long_date, long_moment
from rmentor.model.events import Event
from rmentor.model.program import Program
from rmentor.planning.clock import local_time
from rmentor.planning.occasions import Due, bounds, days_of
from rmentor.planning.turnout import Ask, best, best_by_day, is_enough, open_days, turnouts

_MOST_NEAREST = 3
_BEYOND_END = timedelta(weeks=8)


def why_unplaced(
    program: Program, event: Event, when: Due, ask: Ask, since: date | None
) -> str | None:
    """Why nothing was found on the days on which an event is due.

    None where there is nothing to say: a time of a repeated event that would have been before
    ``since`` is no longer due.
    """
    language = speak(program.language)
    say = language.text
    if not ask.people:
        return say("nobody is invited yet")
    _, end = bounds(program)
    if when.first > when.last:
        return say(
            "the program ends on %(end)s, before this event is due", end=_words(end, language)
        )
    first = max(when.first, since.toordinal() if since else 0)
    if first > when.last:
        if event.every_days is not None:
            return None
        last = _words(date.fromordinal(when.last), language)
        return say("its days are over; the last was %(last)s", last=last)
    span = _span(first, when.last, language)
    days = days_of(program, when, since)
    if not days:
        return say("no open day %(span)s: public holidays or closed weeks", span=span)
    found = best(turnouts(program, ask, days, when.minute), when.ideal, when.minute)
    if found is None:
        return say("nobody who is invited could come %(span)s", span=span)
    return say(
        "less than half could come %(span)s: at most %(able)d of %(n)d (%(moment)s)",
        able=found.able,
        n=len(ask.people),
        moment=long_moment(local_time(found.slot.wall), language.code),
        span=span,
    )


def nearest_starts(
    program: Program, when: Due, ask: Ask, since: date | None
) -> tuple[datetime, ...]:
    """Starts on other days at which enough people could come, the nearest days, in order of time.

    If the program has none, the weeks after its end are looked at.
    """
    start, end = bounds(program)
    first = max(day for day in (start, since) if day is not None)
    beyond = min(end, date.max - _BEYOND_END) + _BEYOND_END
    for begin, stop in ((first, end), (max(first, end + timedelta(days=1)), beyond)):
        days = [
            day
            for day in open_days(program, begin.toordinal(), stop.toordinal())
            if not when.first <= day <= when.last
        ]
        found = best_by_day(turnouts(program, ask, days, when.minute), when.minute)
        enough = [each for each in found if is_enough(each.able, ask.people)]
        if enough:
            enough.sort(key=lambda each: max(when.first - each.slot.day, each.slot.day - when.last))
            return tuple(sorted(local_time(each.slot.wall) for each in enough[:_MOST_NEAREST]))
    return ()


def _span(first: int, last: int, language: Language) -> str:
    """Days in words, one or several."""
    begin, end = (_words(date.fromordinal(day), language) for day in (first, last))
    if first == last:
        return language.text("on %(day)s", day=begin)
    return language.text("from %(first)s to %(last)s", first=begin, last=end)


def _words(day: date, language: Language) -> str:
    return long_date(day, language.code)
