"""People as arrays: those who take part, each fact a column, ready to be compared by thousands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.model.people import Participant
from rmentor.model.program import Program, Rules
from rmentor.model.teaching import FULL_GAP
from rmentor.model.windows import WEEK_MINUTES
from rmentor.pairing.bits import bits, ways_to_meet
from rmentor.pairing.case import Setting, setting_of
from rmentor.pairing.lines import chain_above
from rmentor.pairing.sums import RowSums
from rmentor.pairing.weeks import (
    Stretch,
    Stretches,
    meeting_keys,
    overlap_with,
    stretches,
)
from rmentor.pairing.words import distinct, read_alike

Column = NDArray[Any]
Sides = tuple[Column, Column]  # of mentees, of mentors


@dataclass(frozen=True)
class People:
    """Mentees and mentors whose pairs are looked at, with what their rules and criteria need.

    Attributes:
        setting: What the program says that holds for every pair.
        mentees: Rows of every matrix, by id.
        mentors: Columns of every matrix, by id.
    """

    setting: Setting
    mentees: tuple[Participant, ...]
    mentors: tuple[Participant, ...]

    @property
    def program(self) -> Program:
        """Program that they belong to."""
        return self.setting.program

    @property
    def rules(self) -> Rules:
        """Rules of the program."""
        return self.program.rules

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of each mentee."""
        return {person.id: row for row, person in enumerate(self.mentees)}

    @cached_property
    def column_of(self) -> dict[str, int]:
        """Column of each mentor."""
        return {person.id: column for column, person in enumerate(self.mentors)}

    @cached_property
    def _offers(self) -> dict[str, Column]:
        return _levels_by_topic(self.mentors, [person.offers for person in self.mentors])

    def _taught_by(self, topic: str, level: int) -> tuple[Column, Column]:
        """Gap to each mentor of a mentee of that level, and where the topic is teachable."""
        offered = self._offers.get(topic)
        if offered is None:
            nobody = np.zeros(len(self.mentors), dtype=np.int64)
            return nobody, nobody.astype(bool)
        gaps = offered - level
        able = (offered > 0) & (offered >= self.rules.min_level) & (gaps >= self.rules.min_gap)
        return gaps, able

    @cached_property
    def gained(self) -> RowSums[tuple[str, int, int]]:
        """Numerators of ``needs``: importance times gap, at most ``FULL_GAP`` levels of it."""

        def make(key: tuple[str, int, int]) -> Column:
            gaps, able = self._taught_by(key[0], key[1])
            return np.where(able, key[2] * np.minimum(gaps, FULL_GAP), 0)

        wants = [person.wants for person in self.mentees]
        return RowSums(self._wanted(), make, len(self.mentors), FULL_GAP * _largest_sum(wants))

    def _wanted(self, among: frozenset[str] | None = None) -> list[list[tuple[str, int, int]]]:
        return [
            [
                (topic, person.level(topic), importance)
                for topic, importance in person.wants.items()
                if among is None or topic in among
            ]
            for person in self.mentees
        ]

    @cached_property
    def topics_taught(self) -> RowSums[tuple[str, int, int]]:
        """How many topics each mentor may teach."""
        most = max((len(person.wants) for person in self.mentees), default=0)
        return RowSums(
            self._wanted(), lambda key: self._taught_by(key[0], key[1])[1], len(self.mentors), most
        )

    @cached_property
    def goals_served(self) -> RowSums[tuple[str, int, int]]:
        """Numerators of ``goals``."""
        wants = [person.wants for person in self.mentees]
        return RowSums(
            self._wanted(self.setting.goals),
            lambda key: key[2] * self._taught_by(key[0], key[1])[1],
            len(self.mentors),
            _largest_sum(wants),
        )

    @cached_property
    def returned(self) -> RowSums[tuple[str, int]]:
        """Numerators of ``returns``."""
        wants = [person.wants for person in self.mentors]
        wanted = _levels_by_topic(self.mentors, wants)
        own = [{**person.offers, **person.levels} for person in self.mentors]
        held = _levels_by_topic(self.mentors, own)
        nothing = np.zeros(len(self.mentors), dtype=np.int64)

        def make(key: tuple[str, int]) -> Column:
            topic, level = key
            gaps = level - held.get(topic, nothing)
            able = (wanted[topic] > 0) & (gaps >= self.rules.min_gap)
            return np.where(able, wanted[topic] * np.minimum(gaps, FULL_GAP), 0)

        keys = [
            [
                (topic, level)
                for topic, level in person.offers.items()
                if level >= self.rules.min_level and topic in wanted
            ]
            for person in self.mentees
        ]
        return RowSums(keys, make, len(self.mentors), FULL_GAP * _largest_sum(wants))

    @cached_property
    def shared_interests(self) -> RowSums[str]:
        """Numerators of ``interests``."""
        have: dict[str, list[int]] = {}
        for column, person in enumerate(self.mentors):
            for interest in distinct(person.interests):
                have.setdefault(interest, []).append(column)

        def make(interest: str) -> Column:
            row = np.zeros(len(self.mentors), dtype=np.int64)
            row[have[interest]] = 1
            return row

        keys = [
            [interest for interest in distinct(person.interests) if interest in have]
            for person in self.mentees
        ]
        return RowSums(keys, make, len(self.mentors), max(map(len, keys), default=0))

    @cached_property
    def minutes(self) -> RowSums[Stretch]:
        """Common minutes a week."""
        mine, theirs = self._weeks
        return RowSums(mine, overlap_with(theirs), len(theirs), WEEK_MINUTES)

    @cached_property
    def meetings(self) -> RowSums[Stretch]:
        """Above 0 where a common session may start in some minute of the week, or anytime."""
        mine, theirs = meeting_keys(*self._weeks, self.program.framework.minutes)
        overlap = overlap_with(theirs)
        most = max(map(len, mine), default=0)
        return RowSums(mine, lambda stretch: overlap(stretch) > 0, len(theirs), most)

    @cached_property
    def _weeks(self) -> tuple[list[Stretches], list[Stretches]]:
        return (
            [self._week(person) for person in self.mentees],
            [self._week(person) for person in self.mentors],
        )

    def _week(self, person: Participant) -> Stretches:
        """Windows in the program's time zone, the short way where they stand as they are."""
        week = stretches(person.availability)
        moved = person.timezone != self.program.timezone
        if moved or any([one[1] >= other[0] for one, other in pairwise(week)]):  # noqa: C419 - quicker
            return stretches(self.setting.week(person))
        return week

    @cached_property
    def languages(self) -> Sides:
        """Languages as bits; unstated is all of them."""
        return bits(
            [distinct(person.languages) or None for person in self.mentees],
            [distinct(person.languages) or None for person in self.mentors],
        )

    @cached_property
    def places(self) -> Sides:
        """Ways to meet as bits: remote, and each site; an unstated site is all of them."""
        sites = distinct(p.site for p in (*self.mentees, *self.mentors) if p.site)
        return bits(
            [ways_to_meet(person, sites) for person in self.mentees],
            [ways_to_meet(person, sites) for person in self.mentors],
        )

    @cached_property
    def departments(self) -> Sides:
        """Departments as numbers from 1; 0 where unstated."""
        numbers: dict[str, int] = {"": 0}
        return self._both(
            lambda p: numbers.setdefault(read_alike(p.department or ""), len(numbers)), np.int32
        )

    @cached_property
    def grades(self) -> Sides:
        """Grades; unstated is below all for a mentor and above all for a mentee."""
        bounds = np.iinfo(np.int64)
        mine, theirs = self._both(lambda p: p.seniority or 0, np.int64)
        mine_stated, theirs_stated = self._both(lambda p: p.seniority is not None, np.bool_)
        return np.where(mine_stated, mine, bounds.max), np.where(theirs_stated, theirs, bounds.min)

    @cached_property
    def drives(self) -> Sides:
        """Drive; 0 where unstated."""
        return self._both(lambda p: p.drive or 0, np.int16)

    @cached_property
    def interests(self) -> Sides:
        """How many interests each gave."""
        return self._both(lambda p: len(distinct(p.interests)), np.int32)

    @cached_property
    def wishes(self) -> Sides:
        """Sum of importances of each one's wants."""
        return self._both(lambda p: sum(p.wants.values()), np.int32)

    @cached_property
    def has_windows(self) -> Sides:
        """Who is not flexible."""
        return self._both(lambda p: bool(p.availability), np.bool_)

    @cached_property
    def has_preferences(self) -> Sides:
        """Who lists somebody in ``prefer``."""
        return self._both(lambda p: bool(p.prefer), np.bool_)

    def _both(self, fact: Callable[[Participant], Any], dtype: type[np.generic]) -> Sides:
        return (
            np.array([fact(person) for person in self.mentees], dtype=dtype),
            np.array([fact(person) for person in self.mentors], dtype=dtype),
        )

    @cached_property
    def goals(self) -> Sides:
        """Sum of importances of each one's wants that an objective names."""
        goals = self.setting.goals
        return self._both(
            lambda p: sum(p.wants[topic] for topic in p.wants if topic in goals), np.int32
        )

    def constant(self, number: int) -> Column:
        """One number for every mentee."""
        return np.full(len(self.mentees), number)

    @cached_property
    def preferring(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Columns by row: whom mentees prefer, and mentors who prefer that mentee."""
        return (
            self.pairs_between(((p.id, other) for p in self.mentees for other in p.prefer), ()),
            self.pairs_between((), ((p.id, other) for p in self.mentors for other in p.prefer)),
        )

    def pairs_between(
        self, of_mentee: Iterable[tuple[str, str]], of_mentor: Iterable[tuple[str, str]]
    ) -> dict[int, list[int]]:
        """Columns by row of the pairs that people name: (mentee, mentor) and (mentor, mentee)."""
        found: dict[int, set[int]] = {}
        for mentee, mentor in (*of_mentee, *((two, one) for one, two in of_mentor)):
            if mentee in self.row_of and mentor in self.column_of:
                found.setdefault(self.row_of[mentee], set()).add(self.column_of[mentor])
        return {row: sorted(found[row]) for row in sorted(found)}

    @cached_property
    def one_person(self) -> dict[int, list[int]]:
        """Where mentee and mentor are one person."""
        both = self.row_of.keys() & self.column_of.keys()
        return {self.row_of[person]: [self.column_of[person]] for person in both}

    @cached_property
    def in_line(self) -> dict[int, list[int]]:
        """Where one is above the other, within ``manager_levels``."""
        managers, levels = self.setting.managers, self.rules.manager_levels
        return self.pairs_between(
            ((p.id, above) for p in self.mentees for above in chain_above(p.id, managers, levels)),
            ((p.id, above) for p in self.mentors for above in chain_above(p.id, managers, levels)),
        )

    @cached_property
    def avoiding(self) -> dict[int, list[int]]:
        """Where one would rather not be paired with the other."""
        return self.pairs_between(
            ((person.id, other) for person in self.mentees for other in person.avoid),
            ((person.id, other) for person in self.mentors for other in person.avoid),
        )


def columns(
    program: Program,
    mentees: Sequence[Participant] | None = None,
    mentors: Sequence[Participant] | None = None,
) -> People:
    """Arrays of the people who take part, or of some of them, sorted by id."""

    def chosen(people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(sorted(people, key=lambda person: person.id))

    taking_part = [person for person in program.participants if person.takes_part]
    return People(
        setting_of(program),
        chosen([p for p in taking_part if p.learns] if mentees is None else mentees),
        chosen([p for p in taking_part if p.teaches] if mentors is None else mentors),
    )


def _levels_by_topic(
    people: Sequence[Participant], levels: Sequence[Mapping[str, int]]
) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for place, each in enumerate(levels):
        for topic, level in each.items():
            if topic not in found:
                found[topic] = np.zeros(len(people), dtype=np.int64)
            found[topic][place] = level
    return found


def _largest_sum(wants: Iterable[Mapping[str, int]]) -> int:
    return max((sum(each.values()) for each in wants), default=0)
