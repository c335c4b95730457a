"""Whoever is forgotten has left: as ``rmentor leave`` has it, on the first day that can be."""

from __future__ import annotations

from datetime import date, timedelta

from rmentor.followup.pair_changes import Refusal
from rmentor.followup.states import StateChange, leave
from rmentor.model.program import Program

_DAY = timedelta(days=1)


def having_left(program: Program, who: str, on: date) -> StateChange:
    """The program after somebody has left, on a day or the first later one that nothing speaks against.

    Where a session was noted for a later day, or a pause lasts longer, that day is the last.
    """
    found = leave(program, who, on)
    while isinstance(found, Refusal):
        on = max(found.day or on, on + _DAY)
        found = leave(program, who, on)
    return found
