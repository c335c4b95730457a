"""The contract's section 4 written a second time, slowly and with fractions: an independent answer.

Nothing here comes from ``rmentor.pairing``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import combinations
from math import floor
from zoneinfo import ZoneInfo

from rmentor.model.people import Participant
from rmentor.model.program import Program

WEEK = 7 * 24 * 60
Couple = tuple[str, str]  # mentor, mentee


def minutes_free(program: Program, person: Participant) -> set[int]:
    """Minutes of the week, in the program's time zone, that the person has free."""
    day = program.reference_day

    def ahead(zone: str) -> int:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
        offset = noon.utcoffset()
        assert offset is not None
        return int(offset.total_seconds()) // 60

    shift = ahead(program.timezone) - ahead(person.timezone)
    return {
        (minute + shift) % WEEK
        for window in person.availability
        for minute in range(window.start, window.end)
    }


def longest_stretch(minutes: set[int]) -> int:
    """Length of the longest run of minutes, the week being a ring."""
    if len(minutes) == WEEK:
        return WEEK
    longest = 0
    for first in minutes:
        if (first - 1) % WEEK not in minutes:
            length = 0
            while (first + length) % WEEK in minutes:
                length += 1
            longest = max(longest, length)
    return longest


def taught(program: Program, mentor: Participant, mentee: Participant) -> dict[str, int]:
    """Teachable topics with O - L."""
    found = {}
    for topic in mentee.wants:
        own = mentee.levels.get(topic, mentee.offers.get(topic, 0))
        offered = mentor.offers.get(topic)
        if (
            offered is not None
            and offered >= program.rules.min_level
            and offered - own >= program.rules.min_gap
        ):
            found[topic] = offered - own
    return found


def stated(word: str | None) -> bool:
    """Whether there is anything to read."""
    return bool((word or "").strip())


def same(mine: str | None, theirs: str | None) -> bool:
    """Whether two stated words are the same to a reader."""
    return (mine or "").strip().lower() == (theirs or "").strip().lower()


def words(many: Sequence[str]) -> set[str]:
    """Words without case and outer spaces."""
    return {each.strip().lower() for each in many}


def above(program: Program, person: str) -> list[str]:
    """Managers of a person, nearest first, within ``manager_levels``."""
    by_id = {each.id: each for each in program.participants}
    chain: list[str] = []
    boss = by_id[person].manager
    while (
        boss in by_id
        and boss not in chain
        and boss != person
        and len(chain) < program.rules.manager_levels
    ):
        assert boss is not None
        chain.append(boss)
        boss = by_id[boss].manager
    return chain


def criteria(
    program: Program, mentor: Participant, mentee: Participant
) -> dict[str, Fraction | None]:
    """Each criterion from 0 to 1, or None."""
    there, back = taught(program, mentor, mentee), taught(program, mentee, mentor)
    goals = {topic for objective in program.objectives for topic in objective.topics}
    third = Fraction(1, 3)
    found: dict[str, Fraction | None] = {}
    for name, topics, wants in (("needs", there, mentee.wants), ("returns", back, mentor.wants)):
        found[name] = (
            sum((wants[t] * min(Fraction(1), gap * third) for t, gap in topics.items()), Fraction())
            / sum(wants.values())
            if wants
            else None
        )
    aimed = [topic for topic in mentee.wants if topic in goals]
    found["goals"] = (
        Fraction(
            sum(mentee.wants[t] for t in aimed if t in there), sum(mentee.wants[t] for t in aimed)
        )
        if aimed
        else None
    )
    mine, theirs = words(mentor.interests), words(mentee.interests)
    found["interests"] = (
        Fraction(len(mine & theirs), min(len(mine), len(theirs))) if mine and theirs else None
    )
    found["time"] = None
    if mentor.availability and mentee.availability:
        both = len(minutes_free(program, mentor) & minutes_free(program, mentee))
        found["time"] = min(Fraction(1), Fraction(both, 2 * program.framework.minutes))
    found["mix"] = (
        Fraction(not same(mentor.department, mentee.department))
        if stated(mentor.department) and stated(mentee.department)
        else None
    )
    found["drive"] = (
        Fraction(mentor.drive + mentee.drive - 2, 8)
        if mentor.drive is not None and mentee.drive is not None
        else None
    )
    found["prefer"] = (
        Fraction((mentee.id in mentor.prefer) + (mentor.id in mentee.prefer), 2)
        if mentor.prefer or mentee.prefer
        else None
    )
    return found


def nearest(number: Fraction) -> int:
    """Nearest integer, halves up."""
    return floor(number + Fraction(1, 2))


def score(program: Program, mentor: Participant, mentee: Participant) -> int:
    """Score of a pair, feasible or not."""
    weighed = Fraction(0)
    for name, share in criteria(program, mentor, mentee).items():
        weighed += getattr(program.weights, name) * (Fraction(1, 2) if share is None else share)
    return nearest(weighed / program.weights.total * 10_000)


def first_failing(program: Program, mentor: Participant, mentee: Participant) -> str | None:
    """First rule in the contract's order that forbids the pair."""
    return next(failing(program, mentor, mentee), None)


def failing(program: Program, mentor: Participant, mentee: Participant) -> Iterator[str]:
    """All rules that forbid the pair, in the contract's order."""
    rules = program.rules
    if any(not p.volunteer or p.status != "active" for p in (mentor, mentee)):
        yield "volunteer"
    if mentor.role not in ("mentor", "both") or mentee.role not in ("mentee", "both"):
        yield "role"
    if mentor.id == mentee.id:
        yield "self"
    graded = mentor.seniority is not None and mentee.seniority is not None
    if rules.seniority == "less" and graded and mentor.seniority >= mentee.seniority:  # type: ignore[operator]
        yield "seniority"
    if mentee.id in above(program, mentor.id) or mentor.id in above(program, mentee.id):
        yield "line"
    if not taught(program, mentor, mentee):
        yield "topic"
    if mentor.languages and mentee.languages and not {*mentor.languages} & {*mentee.languages}:
        yield "language"
    if mentor.availability and mentee.availability:
        common = minutes_free(program, mentor) & minutes_free(program, mentee)
        if longest_stretch(common) < program.framework.minutes:
            yield "time"
    remote = mentor.mode != "onsite" and mentee.mode != "onsite"
    onsite = mentor.mode != "remote" and mentee.mode != "remote"
    one_unstated = not stated(mentor.site) or not stated(mentee.site)
    fits = one_unstated or same(mentor.site, mentee.site)
    if not remote and not (onsite and fits):
        yield "place"
    both = stated(mentor.department) and stated(mentee.department)
    if rules.cross_department and both and same(mentor.department, mentee.department):
        yield "department"
    if score(program, mentor, mentee) < rules.min_score:
        yield "score"
    if mentee.id in mentor.avoid or mentor.id in mentee.avoid:
        yield "avoid"


@dataclass(frozen=True)
class Choices:
    """What may still be chosen: couples with their worth, free seats, and who is served already."""

    program: Program
    worth: dict[Couple, int]
    seats: dict[str, int]
    wanted: dict[str, int]
    served: frozenset[str]
    lowest_kept: int | None

    def all(self) -> Iterator[tuple[Couple, ...]]:
        """Every set of couples that the seats allow."""
        for size in range(len(self.worth) + 1):
            for chosen in combinations(sorted(self.worth), size):
                if all(
                    sum(mentor == m for m, _ in chosen) <= seats
                    for mentor, seats in self.seats.items()
                ) and all(
                    sum(mentee == e for _, e in chosen) <= wanted
                    for mentee, wanted in self.wanted.items()
                ):
                    yield chosen

    def reach(self, chosen: Sequence[Couple]) -> tuple[int, int]:
        """Mentees newly served, and how long they have waited together."""
        waited = {person.id: person.waited for person in self.program.participants}
        new = {mentee for _, mentee in chosen} - self.served
        return len(new), sum(waited[mentee] for mentee in new)

    def best(self) -> tuple[Couple, ...]:
        """The best choice by the program's aim; of several, the one that comes first."""
        choices = list(self.all())
        reach = max(map(self.reach, choices))
        choices = [each for each in choices if self.reach(each) == reach]
        if self.program.aim == "total":
            return self.first_of_largest(choices)
        chosen: tuple[Couple, ...] = ()
        if reach[0]:
            lowest = max(min(self.worth[couple] for couple in each) for each in choices)
            chosen = self.first_of_largest(
                [each for each in choices if min(self.worth[c] for c in each) >= lowest]
            )
        if self.lowest_kept is None:
            return chosen
        more = [
            each
            for each in self.all()
            if set(chosen) <= set(each)
            and all(self.worth[c] >= self.lowest_kept for c in set(each) - set(chosen))
        ]
        return self.first_of_largest(more)

    def first_of_largest(self, choices: Sequence[tuple[Couple, ...]]) -> tuple[Couple, ...]:
        """Of these, the one with the largest sum; of several, the one that comes first."""

        def total(chosen: tuple[Couple, ...]) -> int:
            return sum(self.worth[couple] for couple in chosen)

        most = max(map(total, choices))
        return min((each for each in choices if total(each) == most), key=self.order)

    def order(self, chosen: Sequence[Couple]) -> list[list[str]]:
        """Smaller comes first: mentors of each mentee in turn; "~" is after every id."""
        return [
            [*sorted(m for m, e in chosen if e == mentee), "~"] for mentee in sorted(self.wanted)
        ]


def choices_of(
    program: Program, *, anew: bool = False, keep: int = 0, rematch: str | None = None
) -> Choices:
    """What a run of ``pair`` may choose from."""
    over, kept, bonus = set[Couple](), set[Couple](), set[Couple]()
    for pair in program.pairs:
        for mentee in pair.mentees:
            couple = (pair.mentor, mentee)
            if pair.status in ("completed", "ended") or pair.id == rematch:
                over.add(couple)
            elif anew and pair.status == "active" and not pair.locked:
                bonus.add(couple)
            else:
                kept.add(couple)
    by_id = {p.id: p for p in program.participants}
    people = [p for p in program.participants if p.volunteer and p.status == "active"]
    worth = {
        (mentor.id, mentee.id): score(program, mentor, mentee)
        + (keep if (mentor.id, mentee.id) in bonus else 0)
        for mentor in people
        for mentee in people
        if (mentor.id, mentee.id) not in over | kept
        and first_failing(program, mentor, mentee) is None
    }
    return Choices(
        program,
        worth,
        {p.id: max(0, p.capacity - sum(m == p.id for m, _ in kept)) for p in people},
        {
            p.id: max(0, program.rules.mentors_per_mentee - sum(e == p.id for _, e in kept))
            for p in people
        },
        frozenset(mentee for _, mentee in kept),
        min((score(program, by_id[m], by_id[e]) for m, e in kept), default=None),
    )
