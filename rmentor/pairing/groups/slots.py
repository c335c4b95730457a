"""When several people can meet at once: common windows, and classes of equal starts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rmentor.model.people import Participant
from rmentor.model.windows import DAY_MINUTES, WEEK_MINUTES, WEEKDAYS, Window, clock_text, common
from rmentor.pairing.case import Setting
from rmentor.pairing.meeting import long_enough, start_minutes


@dataclass(frozen=True, slots=True)
class StartClass:
    """Some minutes of the week at which just these people may start a session.

    Attributes:
        mentees: Rows, as a set of bits.
        mentors: Columns, likewise.
    """

    mentees: int
    mentors: int


def start_classes(
    setting: Setting,
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    minutes: int,
) -> list[StartClass]:
    """Classes of starts of a session of ``minutes``; who gave no windows is in all of them.

    Most people are free just when somebody's starts begin, so only those minutes are looked at. A
    class whose people are all in another one is left away.
    """
    mine = [_starts(setting, person, minutes) for person in mentees]
    theirs = [_starts(setting, person, minutes) for person in mentors]
    edges = {0, *(window.start for starts in (*mine, *theirs) for window in starts or ())}
    found = {
        StartClass(_free_at(minute, mine), _free_at(minute, theirs)) for minute in sorted(edges)
    }
    return [
        each
        for each in sorted(found, key=lambda each: (each.mentees, each.mentors))
        if not any(_within(each, other) for other in found if other != each)
    ]


def _starts(setting: Setting, person: Participant, minutes: int) -> tuple[Window, ...] | None:
    """Minutes at which the person may start; None for whoever is flexible."""
    windows = setting.week(person)
    return start_minutes(windows, minutes) if windows else None


def _free_at(minute: int, starts: Sequence[tuple[Window, ...] | None]) -> int:
    return sum(
        1 << place
        for place, windows in enumerate(starts)
        if windows is None or any(each.start <= minute < each.end for each in windows)
    )


def _within(one: StartClass, other: StartClass) -> bool:
    return not (one.mentees & ~other.mentees or one.mentors & ~other.mentors)


def common_windows(
    setting: Setting, people: Iterable[Participant], minutes: int
) -> tuple[Window, ...] | None:
    """Windows of at least ``minutes`` that all these people share; None where all are flexible.

    In the program's time zone. The two ends of one over the end of the week stand as two windows.
    """
    shared: tuple[Window, ...] | None = None
    for person in people:
        week = setting.week(person)
        if week:
            shared = week if shared is None else common(shared, week)
    return None if shared is None else long_enough(shared, minutes)


def longest_window(windows: Sequence[Window] | None) -> Window | None:
    """The longest of common windows; of equals, the first. It may end after the week does.

    None where people have none, or are all flexible.
    """
    if not windows:
        return None
    spans = list(windows)
    if len(spans) > 1 and spans[0].start == 0 and spans[-1].end == WEEK_MINUTES:
        spans = [*spans[1:-1], Window(spans[-1].start, WEEK_MINUTES + spans[0].end)]
    return min(spans, key=lambda span: (-span.minutes, span.start))


def slot_text(windows: Sequence[Window] | None) -> str | None:
    """That window as files write it: ``tue 12:00-14:00``, over midnight ``tue 22:00-wed 06:00``."""
    window = longest_window(windows)
    if window is None:
        return None
    first, last = window.start // DAY_MINUTES, (window.end - 1) // DAY_MINUTES
    until = "" if first == last else f"{WEEKDAYS[last % 7]} "
    return (
        f"{WEEKDAYS[first]} {clock_text(window.start % DAY_MINUTES)}-"
        f"{until}{clock_text((window.end - 1) % DAY_MINUTES + 1)}"
    )
