"""When two people can meet: weekly windows in the program's time zone, around the end of the week.

A week is a ring: a window to Sunday 24:00 and one from Monday 00:00 touch, so they are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.windows import WEEK_MINUTES, Window, joined, shifted


def weekly_windows(person: Participant, program: Program) -> tuple[Window, ...]:
    """Windows of a person in the program's time zone, joined; empty means flexible."""
    windows = person.availability
    for one, other in pairwise(windows):
        if one.end >= other.start:
            windows = joined(windows)
            break
    return shifted(windows, person.timezone, program.timezone, program.reference_day)


def long_enough(windows: Sequence[Window], minutes: int) -> tuple[Window, ...]:
    """Those of joined windows in which one can stay for ``minutes``, over the end of the week too."""
    around = 0
    if len(windows) > 1 and windows[0].start == 0 and windows[-1].end == WEEK_MINUTES:
        around = windows[0].minutes + windows[-1].minutes
    ends = (windows[0], windows[-1]) if around >= minutes and around else ()
    return tuple(window for window in windows if window.minutes >= minutes or window in ends)


def start_minutes(windows: Sequence[Window], minutes: int) -> tuple[Window, ...]:
    """Minutes of the week at which a stay of ``minutes`` may start, as joined windows.

    Two people have a common window of ``minutes`` where these have a minute in common, which turns
    a question about lengths into one that can be added up.
    """
    if not windows or minutes > WEEK_MINUTES:
        return ()
    if windows[0].minutes == WEEK_MINUTES:
        return (Window(0, WEEK_MINUTES),)
    ring = list(windows)
    if len(ring) > 1 and ring[0].start == 0 and ring[-1].end == WEEK_MINUTES:
        ring = [*ring[1:-1], Window(ring[-1].start, WEEK_MINUTES + ring[0].end)]
    found = []
    for window in ring:
        first, last = window.start, window.end - minutes
        if last < first:
            continue
        found.append(Window(first, min(last + 1, WEEK_MINUTES)))
        if last >= WEEK_MINUTES:
            found.append(Window(0, last + 1 - WEEK_MINUTES))
    return joined(found)
