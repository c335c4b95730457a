"""One possible pair with the facts that rules and criteria compare: the plain form of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from rmentor.model.pairing import CriterionScore
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Program
from rmentor.model.teaching import ordered_topics, teachable
from rmentor.model.windows import Window, common
from rmentor.pairing.meeting import weekly_windows

FULL = 10_000


@dataclass(frozen=True)
class Setting:
    """What the program says that holds for every pair.

    Attributes:
        people: Everybody, by id.
        goals: Topics that an objective names.
        managers: Manager of each person, None where none is stated.
    """

    program: Program
    people: Mapping[str, Participant]
    goals: frozenset[str]
    managers: Mapping[str, str | None]
    _weeks: dict[str, tuple[Window, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def full_points(self) -> dict[str, Fraction]:
        """What each criterion brings to the score where its share is 1; they add up to ``FULL``."""
        weights, whole = self.program.weights, self.program.weights.total
        return {name: weights.of(name) * FULL / whole if whole else whole for name in CRITERIA}

    def week(self, person: Participant) -> tuple[Window, ...]:
        """Windows of a person in the program's time zone; kept, since everybody meets everybody."""
        found = self._weeks.get(person.id)
        if found is None:
            found = self._weeks[person.id] = weekly_windows(person, self.program)
        return found


def setting_of(program: Program) -> Setting:
    """Gather what all pairs of a program share."""
    return Setting(
        program,
        program.people(),
        frozenset(topic for objective in program.objectives for topic in objective.topics),
        {person.id: person.manager for person in program.participants},
    )


@dataclass(frozen=True)
class Case:
    """A mentor and a mentee who may or may not fit.

    Attributes:
        weighed: What ``criteria.py`` has worked out about them, kept for whoever asks next.
    """

    setting: Setting
    mentor: Participant
    mentee: Participant
    weighed: list[CriterionScore] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def taught(self) -> dict[str, int]:
        """Topics that the mentor may teach, with the levels between the two."""
        return teachable(self.mentor, self.mentee, self.setting.program.rules)

    @cached_property
    def returned(self) -> dict[str, int]:
        """Topics that the mentee may teach back, with the levels between the two."""
        return teachable(self.mentee, self.mentor, self.setting.program.rules)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Topics that the mentor may teach, most important first."""
        return ordered_topics(self.mentor, self.mentee, self.setting.program.rules)

    @cached_property
    def shared_windows(self) -> tuple[Window, ...]:
        """Windows of the week that both have free, in the program's time zone."""
        return common(self.setting.week(self.mentor), self.setting.week(self.mentee))

    @property
    def both_gave_windows(self) -> bool:
        """Whether neither is flexible."""
        return bool(self.mentor.availability and self.mentee.availability)


def cases_of(setting: Setting, pair: Pair) -> list[Case]:
    """The mentor of a pair with each of its mentees."""
    people = setting.people
    return [Case(setting, people[pair.mentor], people[mentee]) for mentee in pair.mentees]
