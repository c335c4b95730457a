"""Who waits for a partner, those who have waited longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rmentor.model.people import Participant

# Names of one line; more of them are counted.
MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class WaitingView:
    """People who have waited for as many earlier rounds.

    Attributes:
        rounds: For how many rounds.
        names: Their names, some of them.
        more: How many are not named.
    """

    rounds: int
    names: tuple[str, ...]
    more: int


def waiting_views(waiting: Sequence[Participant]) -> tuple[WaitingView, ...]:
    """Lines of the waiting list, which comes with the longest first."""
    views = []
    for rounds in dict.fromkeys(person.waited for person in waiting):
        names = [person.name for person in waiting if person.waited == rounds]
        views.append(
            WaitingView(rounds, tuple(names[:MOST_NAMES]), max(0, len(names) - MOST_NAMES))
        )
    return tuple(views)
