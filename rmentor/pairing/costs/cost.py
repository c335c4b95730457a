"""What one whole has less than another, in the order in which the aim counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Part(NamedTuple):
    """A pair or group of a whole.

    Attributes:
        mentor: Id.
        mentees: Ids.
        points: Its score, and what ``keep`` adds to a pair that exists.
    """

    mentor: str
    mentees: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Whole:
    """How good a whole is.

    Attributes:
        served: Mentees who take part and have a mentor.
        waited: Earlier rounds without a partner, of all of them together.
        lowest: Lowest points of a pair, None without pairs.
        points: Sum over all pairs.
    """

    served: frozenset[str]
    waited: int
    lowest: int | None
    points: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a whole has less than the one it is compared with; below 0, what it has more.

    What stands first counts first. So a whole that is less good has more than 0 in the first place
    that is not 0, and may well have less than 0 behind it: with fewer people served, those who are
    left may score better.

    Attributes:
        served: Mentees with a mentor.
        waited: Earlier rounds that those who are served have waited.
        lowest: Points of the lowest pair; 0 unless the aim is ``fair``.
        points: Sum of the points of all pairs.
        alone: Mentees who have no mentor for that reason: where fewer are served, or others who have
            waited less. Sorted.
    """

    served: int = 0
    waited: int = 0
    lowest: int = 0
    points: int = 0
    alone: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[str, int]:
        """The first thing that is lost or won, and how much of it; ``points`` where nothing is."""
        for name in ("served", "waited", "lowest"):
            if amount := getattr(self, name):
                return name, amount
        return "points", self.points

    @property
    def in_order(self) -> tuple[int, int, int, int]:
        """What the aim compares: the larger, the dearer."""
        return self.served, self.waited, self.lowest, self.points


def whole_of(parts: Iterable[Part], waiting: Mapping[str, int]) -> Whole:
    """Tell how good these pairs are together; ``waiting``: earlier rounds, of all who may be served."""
    listed = tuple(parts)
    served = {mentee for part in listed for mentee in part.mentees} & waiting.keys()
    return Whole(
        frozenset(served),
        sum(waiting[mentee] for mentee in served),
        min((part.points for part in listed), default=None),
        sum(part.points for part in listed),
    )


def cost_between(best: Whole, other: Whole, aim: str) -> Cost:
    """What ``other`` has less than ``best``."""
    lowest = (best.lowest or 0) - (other.lowest or 0) if aim == "fair" else 0
    served = len(best.served) - len(other.served)
    waited = best.waited - other.waited
    alone = best.served - other.served if served > 0 or (not served and waited > 0) else ()
    return Cost(served, waited, lowest, best.points - other.points, tuple(sorted(alone)))


def cost_json(cost: Cost | None) -> Mapping[str, Any] | None:
    """A cost as a JSON value; null where it is not known or the choice is not possible."""
    if cost is None:
        return None
    return {
        "served": cost.served,
        "waited": cost.waited,
        "lowest": cost.lowest,
        "points": cost.points,
        "alone": list(cost.alone),
    }
