"""Some mentees against all mentors: what the array forms of rules and criteria read.

Everything has a row a mentee and a column a mentor, or a length of 1 where it is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.model.windows import WEEK_MINUTES
from rmentor.pairing.columns import People, Sides
from rmentor.pairing.sums import RowSums

Whole = NDArray[Any]
Truth = NDArray[np.bool_]

EVERYWHERE = np.ones((1, 1), dtype=bool)  # stretches over any block


@dataclass(frozen=True)
class Block:
    """Rows of some mentees.

    Attributes:
        rows: Which mentees.
        weigh: Scores of a block, feasible or not.
    """

    people: People
    rows: NDArray[np.int64]
    weigh: Callable[[Block], NDArray[np.int16]]

    @cached_property
    def scores(self) -> NDArray[np.int16]:
        """Scores from 0 to 10000, whether or not the pair is feasible."""
        return self.weigh(self)

    def _of(self, sides: Sides) -> tuple[Whole, Whole]:
        """Facts of the mentees downwards and of the mentors across."""
        return sides[0][self.rows, None], sides[1][None, :]

    def _sums(self, sums: RowSums[Any]) -> Whole:
        return sums.of(self.rows)

    def _count(self, *named: Mapping[int, list[int]]) -> Whole:
        """In how many of these mappings from mentees to mentors each pair is."""
        counts = np.zeros((len(self.rows), len(self.people.mentors)), dtype=np.uint8)
        for mapping in named:
            for place, row in enumerate(self.rows.tolist()):
                if row in mapping:
                    counts[place, mapping[row]] += 1
        return counts

    def _all_but(self, named: Mapping[int, list[int]]) -> Truth:
        return np.equal(self._count(named), 0) if named else EVERYWHERE

    @property
    def other_person(self) -> Truth:
        """Rule ``self``."""
        return self._all_but(self.people.one_person)

    @property
    def lower_grade(self) -> Truth:
        """Rule ``seniority``."""
        if self.people.rules.seniority != "less":
            return EVERYWHERE
        mentees, mentors = self._of(self.people.grades)
        return np.less(mentors, mentees)

    @property
    def outside_line(self) -> Truth:
        """Rule ``line``."""
        return self._all_but(self.people.in_line)

    @property
    def can_teach(self) -> Truth:
        """Rule ``topic``."""
        if self.people.rules.min_gap > 0:
            return self.gained > 0
        return np.greater(self._sums(self.people.topics_taught), 0)

    @property
    def can_meet(self) -> Truth:
        """Rule ``time``."""
        return np.greater(self._sums(self.people.meetings), 0)

    def shares(self, what: str) -> Truth:
        """Rules ``language`` and ``place``: at least one word in common."""
        sides = self.people.languages if what == "language" else self.people.places
        mask = np.zeros((1, 1), dtype=bool)
        for word in range(sides[0].shape[1]):
            mine, theirs = self._of((sides[0][:, word], sides[1][:, word]))
            mask = mask | ((mine & theirs) != 0)
        return mask

    @property
    def department_allowed(self) -> Truth:
        """Rule ``department``."""
        if not self.people.rules.cross_department:
            return EVERYWHERE
        return self.departments_differ | ~self.both_have_departments

    @property
    def score_reached(self) -> Truth:
        """Rule ``score``."""
        least = self.people.rules.min_score
        return np.greater_equal(self.scores, least) if least else EVERYWHERE

    @property
    def not_avoided(self) -> Truth:
        """Rule ``avoid``."""
        return self._all_but(self.people.avoiding)

    @cached_property
    def gained(self) -> Whole:
        """Importance times levels gained, summed over teachable topics."""
        return self._sums(self.people.gained)

    @property
    def wants_something(self) -> Truth:
        """Where ``needs`` is stated."""
        return self._of(self.people.wishes)[0] > 0

    @property
    def returned(self) -> Whole:
        """The same as ``gained``, from mentee to mentor."""
        return self._sums(self.people.returned)

    @property
    def mentor_wants_something(self) -> Truth:
        """Where ``returns`` is stated."""
        return self._of(self.people.wishes)[1] > 0

    @property
    def goals_served(self) -> Whole:
        """Importance of the teachable topics that an objective names."""
        return self._sums(self.people.goals_served)

    @property
    def wants_a_goal(self) -> Truth:
        """Where ``goals`` is stated."""
        return self._of(self.people.goals)[0] > 0

    @property
    def shared_interests(self) -> Whole:
        """How many interests the two have in common."""
        return self._sums(self.people.shared_interests)

    @property
    def both_have_interests(self) -> Truth:
        """Where ``interests`` is stated."""
        mentees, mentors = self._of(self.people.interests)
        return (mentees > 0) & (mentors > 0)

    @property
    def useful_minutes(self) -> Whole:
        """Common minutes a week, as far as they count."""
        enough = min(2 * self.people.program.framework.minutes, WEEK_MINUTES)
        minutes = self._sums(self.people.minutes)
        np.minimum(minutes, minutes.dtype.type(enough), out=minutes)
        return minutes

    @property
    def both_gave_windows(self) -> Truth:
        """Where ``time`` is stated."""
        mentees, mentors = self._of(self.people.has_windows)
        return np.logical_and(mentees, mentors)

    @property
    def departments_differ(self) -> Truth:
        """Numerator of ``mix``."""
        return np.not_equal(*self._of(self.people.departments))

    @property
    def both_have_departments(self) -> Truth:
        """Where ``mix`` is stated."""
        mentees, mentors = self._of(self.people.departments)
        return (mentees > 0) & (mentors > 0)

    @property
    def drives(self) -> Whole:
        """Numerator of ``drive``."""
        mentees, mentors = self._of(self.people.drives)
        total: Whole = mentees + mentors - 2
        return total

    @property
    def both_have_drive(self) -> Truth:
        """Where ``drive`` is stated."""
        mentees, mentors = self._of(self.people.drives)
        return (mentees > 0) & (mentors > 0)

    @property
    def preferences(self) -> Whole:
        """How many of the two list the other."""
        return self._count(*self.people.preferring)

    @property
    def somebody_prefers(self) -> Truth:
        """Where ``prefer`` is stated."""
        return np.logical_or(*self._of(self.people.has_preferences))


@dataclass(frozen=True)
class Couples(Block):
    """Single pairs instead of everybody against everybody: all lengths are their number.

    Attributes:
        columns: Mentor of each pair; ``rows`` holds the mentees.
    """

    columns: NDArray[np.int64]

    def _of(self, sides: Sides) -> tuple[Whole, Whole]:
        return sides[0][self.rows], sides[1][self.columns]

    def _sums(self, sums: RowSums[Any]) -> Whole:
        return sums.at(self.rows, self.columns)

    def _count(self, *named: Mapping[int, list[int]]) -> Whole:
        couples = list(zip(self.rows.tolist(), self.columns.tolist(), strict=True))
        return np.array(
            [sum(column in mapping.get(row, ()) for mapping in named) for row, column in couples],
            dtype=np.uint8,
        )
