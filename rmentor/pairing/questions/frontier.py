"""The frontier: what each ``--keep N`` gives, as the total of scores against people moved.

The best choice with N points for each pair that stays is the one whose line ``total + N * stays`` is
the highest at N; the best lines make a convex hull of which every outcome is a corner or lies on an
edge (parametric programming; Eisner and Severance, 1976). So all outcomes are found from both ends:

1. Two values of N whose outcomes are alike have no other between them, for a line that is the
   highest at both is so everywhere between.
2. Where they differ, their lines cross. Any other outcome must be the highest on one side of the
   crossing: the whole numbers next to it are solved, and both sides are looked at in the same way.

With the aim ``fair``, N also raises the lowest score, which is no line. There the space between two
different outcomes is halved until they are neighbours, up to the N above which every pair that stays
is above every other.
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rmentor.model.program import Program
from rmentor.pairing.case import FULL, cases_of
from rmentor.pairing.choose import choose
from rmentor.pairing.columns import columns
from rmentor.pairing.criteria import mean_score
from rmentor.pairing.keep import MOST_KEEP, Stand, couples, stand_of
from rmentor.pairing.scores import Scorer

# A pair that stays is above any other from here on.
ABOVE_ALL = FULL + 1
# Solves that are worth waiting for: times people, and at the least.
MOST_ASKED, LEAST_ASKED = 250_000, 40

# Two points to where the space between their N is cut, into one part up to an N and one from an N on.
Cut = Callable[["Point", "Point"], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Point:
    """What ``pair --anew --keep N`` gives, from one N to the next point's.

    Attributes:
        keep: Least whole N that gives it.
        moved: Mentees who lose a mentor whom they have; one with several, once for each lost.
        total: Sum of the scores of all current pairs, without the points for staying.
        lowest: Lowest of them, None without pairs.
        served: Mentees who take part and have a mentor.
        gap: Points by which the choice might be better; 0, it is proved the best.
    """

    keep: int
    moved: int
    total: int
    lowest: int | None
    served: int
    gap: int = 0

    @property
    def outcome(self) -> tuple[int, int, int | None]:
        """What makes it a point of its own."""
        return self.total, self.moved, self.lowest


@dataclass(frozen=True, slots=True)
class Frontier:
    """Outcomes by N.

    Attributes:
        points: By ``keep``, so that most people are moved first.
        complete: Whether no whole N gives another outcome, which is so wherever the aim is ``total``
            and every N that matters was asked. Otherwise every point is what its own N gives, but
            others may lie between.
    """

    points: tuple[Point, ...]
    complete: bool


def frontier(program: Program, *, again: bool = False, most: int | None = None) -> Frontier:
    """All outcomes that ``pair --anew --keep N`` has for whole N.

    Args:
        program: People, rules, weights, and the pairs that stand.
        again: Former partners may be paired again.
        most: At how many N to solve, where people are so many that all would take too long; the
            widest spaces between outcomes come first. None: at all that matter.
    """
    asked = _Asked(program, Scorer(columns(program)), stand_of(program, anew=True, again=again))
    if not asked.stand.open:
        return Frontier((asked(0),), complete=True)
    most = sys.maxsize if most is None else most
    several = program.rules.mentors_per_mentee
    # At this N, one pair more that stays is worth more than all scores together.
    last = min(MOST_KEEP, FULL * len(asked.scorer.people.mentees) * several + ABOVE_ALL)
    if program.aim == "total":
        complete = _search(asked, 0, last, _crossing, most)
    elif several > 1:
        complete = False
        _search(asked, 0, last, _halfway, most)
    else:
        complete = False
        _search(asked, ABOVE_ALL, last, _crossing, most)
        _search(asked, 0, ABOVE_ALL, _halfway, most)
    return Frontier(asked.points(), complete)


def affordable(program: Program) -> int:
    """At how many N to solve so that it takes minutes at most, by the number of people alone."""
    people = sum(person.takes_part for person in program.participants)
    return max(LEAST_ASKED, MOST_ASKED // max(1, people))


@dataclass(frozen=True)
class _Asked:
    """The outcome at any N, each solved once."""

    program: Program
    scorer: Scorer
    stand: Stand
    known: dict[int, Point] = field(default_factory=dict)

    def __call__(self, keep: int) -> Point:
        if keep not in self.known:
            self.known[keep] = self._solved(keep)
        return self.known[keep]

    def points(self) -> tuple[Point, ...]:
        """Different outcomes, each with the least N that was found to give it."""
        found: list[Point] = []
        for keep in sorted(self.known):
            point = self.known[keep]
            if not found or point.outcome != found[-1].outcome:
                found.append(point)
        return tuple(found)

    def _solved(self, keep: int) -> Point:
        people, kept = self.scorer.people, self.stand.kept
        choice = choose(self.program, self.scorer, self.stand, keep)
        scores = [mean_score(cases_of(people.setting, each)) for each in kept]
        scores += choice.scores.values()
        paired = {mentee for _, mentee in couples(kept) | choice.scores.keys()}
        return Point(
            keep=keep,
            moved=len(couples(self.stand.open) - choice.scores.keys()),
            total=sum(scores),
            lowest=min(scores, default=None),
            served=sum(person.id in paired for person in people.mentees),
            gap=choice.gap,
        )


def _search(asked: _Asked, low: int, high: int, cut: Cut, most: int) -> bool:
    """Ask at every N between two at which the outcome may change; tell whether all were asked.

    The space over which most people are moved comes first.
    """
    waiting = [(0, 0, low, high)]
    while waiting:
        if len(asked.known) >= most:
            return False
        *_, low, high = heapq.heappop(waiting)
        here, there = asked(low), asked(high)
        if high - low <= 1 or here.outcome == there.outcome:
            continue
        left, right = cut(here, there)
        if low <= left and right <= high:
            for start, end in ((low, left), (right, high)):
                one, other = asked(start), asked(end)
                moved, lost = other.moved - one.moved, other.total - one.total
                heapq.heappush(waiting, (moved, lost, start, end))
    return True


def _crossing(here: Point, there: Point) -> tuple[int, int]:
    """Last whole N at which the line of ``here`` is as high as that of ``there``, and the next.

    Where choices are not proved the best, lines may cross elsewhere: then nothing lies between.
    """
    stays = here.moved - there.moved
    last = (here.total - there.total) // stays if stays > 0 else there.keep
    return last, last + 1


def _halfway(here: Point, there: Point) -> tuple[int, int]:
    middle = (here.keep + there.keep) // 2
    return middle, middle


def frontier_json(found: Frontier) -> dict[str, Any]:
    """The answer of ``pair --frontier --json``; points by ``keep``."""
    return {
        "points": [
            {
                "keep": point.keep,
                "moved": point.moved,
                "total": point.total,
                "lowest": point.lowest,
                "served": point.served,
                "gap": point.gap,
            }
            for point in found.points
        ],
        "complete": found.complete,
    }
