"""Weekly windows as arrays: how many minutes people share, and where a session may start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.model.windows import WEEK_MINUTES, Window
from rmentor.pairing.meeting import start_minutes

Column = NDArray[Any]
Stretch = tuple[int, int]  # first minute of the week, minute after the last
Stretches = tuple[Stretch, ...]

# The week gets two more minutes: one that all mentees have and one that all mentors have. Flexible
# people have both beside the whole week, so they meet everybody.
MENTEES_HAVE: Stretch = (WEEK_MINUTES, WEEK_MINUTES + 1)
MENTORS_HAVE: Stretch = (WEEK_MINUTES + 1, WEEK_MINUTES + 2)
FLEXIBLE: Stretches = ((0, WEEK_MINUTES + 2),)


def stretches(windows: Sequence[Window]) -> Stretches:
    """Windows as bare numbers, which are quick to compare."""
    return tuple([(window.start, window.end) for window in windows])


def overlap_with(weeks: Sequence[Stretches]) -> Callable[[Stretch], Column]:
    """How many minutes a stretch shares with the stretches of each of some people."""
    slots = []
    for slot in range(max(map(len, weeks), default=0)):
        bounds = np.array([each[slot] if slot < len(each) else (0, 0) for each in weeks])
        slots.append((bounds[:, 0].copy(), bounds[:, 1].copy()))

    def overlap(stretch: Stretch) -> Column:
        row = np.zeros(len(weeks), dtype=np.int64)
        for start, end in slots:
            first, last = np.maximum(start, stretch[0]), np.minimum(end, stretch[1])
            row += np.maximum(last - first, 0)
        return row

    return overlap


def meeting_keys(
    mentees: Sequence[Stretches], mentors: Sequence[Stretches], minutes: int
) -> tuple[list[Stretches], list[Stretches]]:
    """Minutes at which each may start a session of ``minutes``: two people meet where they overlap."""
    starts = {
        week: stretches(start_minutes([Window(*each) for each in week], minutes))
        for week in {*mentees, *mentors}
    }
    return (
        [(*starts[week], MENTEES_HAVE) if week else FLEXIBLE for week in mentees],
        [(*starts[week], MENTORS_HAVE) if week else FLEXIBLE for week in mentors],
    )
