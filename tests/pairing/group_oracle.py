"""Groups by the contract's text, slowly: every possible group, and every set of groups.

Nothing here comes from ``rmentor.pairing``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from tests.pairing import oracle

Mentors = tuple[str, ...]
Members = tuple[str, ...]
Grouping = tuple[tuple[Mentors, Members], ...]


def size_limit(program: Program, mentor: Participant) -> int:
    """Most mentees whom a mentor may lead; a capacity below the smallest group is about pairs."""
    if mentor.capacity == 0:
        return 0
    rules = program.rules
    if mentor.capacity < rules.group_min:
        return rules.group_max
    return min(mentor.capacity, rules.group_max)


def can_meet(program: Program, people: list[Participant], minutes: int) -> bool:
    """Whether all who gave windows share one that is long enough."""
    weeks = [oracle.minutes_free(program, p) for p in people if p.availability]
    return not weeks or oracle.longest_stretch(set.intersection(*weeks)) >= minutes


def shared_topics(
    program: Program, mentors: list[Participant], mentees: list[Participant]
) -> set[str]:
    """Topics that every mentor may teach every mentee."""
    return set.intersection(*(set(oracle.taught(program, m, e)) for m in mentors for e in mentees))


@dataclass(frozen=True)
class Groups:
    """What may be chosen from, for a program without pairs."""

    program: Program

    @cached_property
    def people(self) -> dict[str, Participant]:
        """By id."""
        return {p.id: p for p in self.program.participants}

    def score(self, mentors: Mentors, mentee: str) -> int:
        """Of a member: the mean over the mentors, halves up."""
        both = [oracle.score(self.program, self.people[m], self.people[mentee]) for m in mentors]
        return oracle.nearest(Fraction(sum(both), len(both)))

    def is_allowed(self, mentors: Mentors, members: Members) -> bool:
        """Whether these may be a group."""
        program, minutes = self.program, self.program.framework.minutes
        teachers = [self.people[m] for m in mentors]
        learners = [self.people[e] for e in members]
        most = min(size_limit(program, m) for m in teachers)
        if len(members) > most or any(b.id in a.avoid for a in teachers for b in teachers):
            return False
        if any(oracle.first_failing(program, m, e) for m in teachers for e in learners):
            return False
        if not shared_topics(program, teachers, learners):
            return False
        return can_meet(program, [*teachers, *learners], minutes)

    def by_team(self) -> dict[Mentors, list[Members]]:
        """All groups that each team could lead."""
        rules = self.program.rules
        found: dict[Mentors, list[Members]] = {}
        for mentors in combinations(sorted(self.people), rules.group_mentors):
            mentees = [e for e in sorted(self.people) if self.is_allowed(mentors, (e,))]
            mine = [
                members
                for size in range(rules.group_min, rules.group_max + 1)
                for members in combinations(mentees, size)
                if self.is_allowed(mentors, members)
            ]
            if mine:
                found[mentors] = mine
        return found

    def all(self) -> Iterator[Grouping]:
        """Every set of groups."""
        teams = sorted(self.by_team().items())
        most = self.program.rules.mentors_per_mentee

        def rest(place: int, chosen: Grouping) -> Iterator[Grouping]:
            if place == len(teams):
                yield chosen
                return
            yield from rest(place + 1, chosen)
            mentors, options = teams[place]
            if any(set(mentors) & set(others) for others, _ in chosen):
                return
            for members in options:
                if all(sum(e in them for _, them in chosen) < most for e in members):
                    yield from rest(place + 1, (*chosen, (mentors, members)))

        yield from rest(0, ())

    def reach(self, grouping: Grouping) -> tuple[int, int]:
        """Mentees served, and how long they have waited together."""
        served = {e for _, members in grouping for e in members}
        return len(served), sum(self.people[e].waited for e in served)

    def scores(self, grouping: Grouping) -> list[int]:
        """Of all members."""
        return [self.score(mentors, e) for mentors, members in grouping for e in members]

    def worth(self, grouping: Grouping) -> tuple[int, ...]:
        """What the aim compares, the larger the better."""
        scores = self.scores(grouping)
        lowest = min(scores, default=0) if self.program.aim == "fair" else 0
        return (*self.reach(grouping), lowest, sum(scores))

    def order(self, grouping: Grouping) -> list[tuple[str, ...]]:
        """Smaller comes first: the mentors of each mentee in turn; "~" is after every id."""
        return [
            next((mentors for mentors, members in grouping if e in members), ("~",))
            for e in sorted(self.people)
        ]


def grouping_of(pairs: list[Pair]) -> Grouping:
    """Groups as the oracle writes them."""
    return tuple(sorted((tuple(sorted(each.mentors)), each.mentees) for each in pairs))
