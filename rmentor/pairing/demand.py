"""What each mentee still asks for, once it is known how many of each waiting time are served."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rmentor.pairing.problem import Numbers, Problem, Truth
from rmentor.pairing.served import Served

NO_GROUP = -1


@dataclass(frozen=True)
class Demand:
    """Seats that mentees get for certain, compete for, or may get on top.

    Attributes:
        certain: Mentees who get a first mentor in every best way.
        group: Of mentees who compete for first mentors, those of one waiting time; else ``NO_GROUP``.
        places: How many of each group get one.
        spare: Mentors beyond the first that each mentee may get.
        out: Mentees who get nobody in any best way.
    """

    certain: Truth
    group: Numbers
    places: Numbers
    spare: Numbers
    out: Truth

    def beyond_first(self, partners: Numbers) -> Numbers:
        """How many of these numbers of new mentors are beyond the first."""
        beyond: Numbers = partners - (self.first & (partners > 0))
        return beyond

    @property
    def first(self) -> Truth:
        """Mentees whose next mentor is their first."""
        either: Truth = self.certain | (self.group != NO_GROUP)
        return either


def demand_of(problem: Problem, served: Served) -> Demand:
    """Tell certain mentees from those who compete and those left out."""
    size = problem.shape[0]
    certain, out = np.zeros(size, dtype=bool), problem.wanted == 0
    group = np.full(size, NO_GROUP, dtype=np.int64)
    out |= ~problem.served
    places: list[int] = []
    for years, count in served.counts.items():
        mine = served.seekers[problem.waited[served.seekers] == years]
        if count:
            out[mine] = False
        if count == len(mine):
            certain[mine] = True
        elif count:
            group[mine] = len(places)
            places.append(count)
    first = certain | (group != NO_GROUP)
    spare = np.where(out, 0, problem.wanted - first)
    return Demand(certain, group, np.array(places, dtype=np.int64), spare, out)
