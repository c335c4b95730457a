"""Who could lead which group: each mentor, or two together, with the sets of mentees to choose from.

A *team* leads at most one group. Its *options* are sets of mentees who fit, share one topic and can
all meet at one start: whoever chooses among the members of one option makes a group that holds. An
option inside another one of the same team is left away, so few are left of many topics and slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from rmentor.model.pairs import Pair
from rmentor.pairing.bitsets import bitset_rows, members_of
from rmentor.pairing.columns import People
from rmentor.pairing.groups.scored import shared_topics
from rmentor.pairing.groups.slots import StartClass, start_classes
from rmentor.pairing.problem import ScoreTable


@dataclass(frozen=True, slots=True)
class Team:
    """Mentors who can lead a group together.

    Attributes:
        mentors: Columns, one or two, smaller first.
        options: Sets of rows, as bits.
        least: Fewest mentees that it may take now.
        most: Most that it may take now.
        kept: The group that it leads already and that has places left.
    """

    mentors: tuple[int, ...]
    options: tuple[int, ...]
    least: int
    most: int
    kept: Pair | None = None


@dataclass(frozen=True)
class Fits:
    """What is known of who fits whom, as sets of rows.

    Attributes:
        people: Mentees and mentors.
        by_mentor: Mentees whom each mentor may be paired with.
        taught: Of those, to whom a topic is teachable, by topic and mentor.
        classes: When they can start.
        minutes: Of a group session.
    """

    people: People
    by_mentor: tuple[int, ...]
    taught: dict[tuple[str, int], int]
    classes: tuple[StartClass, ...]
    minutes: int


def fits_of(people: People, table: ScoreTable) -> Fits:
    """Gather who fits whom; ``table`` has no scores of those who may not be paired."""
    width = len(people.mentors)
    feasible = np.zeros(table.shape, dtype=bool)
    for start, scores in table.blocks():
        feasible[start : start + len(scores)] = scores >= 0
    minutes = people.program.framework.group_minutes
    classes = start_classes(people.setting, people.mentees, people.mentors, minutes)
    return Fits(
        people,
        tuple(bitset_rows(np.ascontiguousarray(feasible.T))) if width else (),
        _taught(people, feasible),
        tuple(classes),
        minutes,
    )


def _taught(people: People, feasible: np.ndarray) -> dict[tuple[str, int], int]:
    """Where a topic is teachable, as ``model.teaching`` says, for all who fit."""
    rules, found = people.rules, {}
    for topic in sorted({topic for mentee in people.mentees for topic in mentee.wants}):
        offered = np.array([person.offers.get(topic, 0) for person in people.mentors])
        wanted = np.array([topic in person.wants for person in people.mentees])
        own = np.array([person.level(topic) for person in people.mentees])
        able = (offered > 0) & (offered >= rules.min_level)
        columns = np.flatnonzero(able)
        if not len(columns):
            continue
        mask = wanted[:, None] & (offered[columns] - own[:, None] >= rules.min_gap)
        mask &= feasible[:, columns]
        for column, rows in zip(
            columns.tolist(), bitset_rows(np.ascontiguousarray(mask.T)), strict=True
        ):
            if rows:
                found[topic, column] = rows
    return found


def size_limit(people: People, mentors: Sequence[int]) -> int:
    """Most mentees of a group that all of these mentors may lead; 0: one of them leads none."""
    return min(people.rules.group_seats(people.mentors[column].capacity) for column in mentors)


def new_teams(fits: Fits, seeking: int, busy: frozenset[int]) -> Iterator[Team]:
    """Teams that could open a group among the mentees ``seeking`` one; ``busy`` mentors lead one."""
    people, least = fits.people, fits.people.rules.group_min
    free = [column for column in range(len(people.mentors)) if column not in busy]
    together = people.rules.group_mentors
    for mentors in combinations(free, together):
        most = size_limit(people, mentors)
        fitting = seeking
        for column in mentors:
            fitting &= fits.by_mentor[column]
        if most < least or fitting.bit_count() < least or _would_rather_not(people, mentors):
            continue
        asked = sum(1 << column for column in mentors)
        slots = [each.mentees for each in fits.classes if not asked & ~each.mentors]
        topics = people.mentors[mentors[0]].offers
        options = _options(fits, mentors, fitting, least, slots, topics)
        if options:
            yield Team(mentors, options, least, most)


def _would_rather_not(people: People, mentors: Sequence[int]) -> bool:
    """Whether one of two mentors avoids the other."""
    named = [people.mentors[column] for column in mentors]
    return any(two.id in one.avoid or one.id in two.avoid for one, two in combinations(named, 2))


def _options(
    fits: Fits,
    mentors: Sequence[int],
    fitting: int,
    least: int,
    slots: Iterable[int],
    topics: Iterable[str],
) -> tuple[int, ...]:
    """Largest sets of ``fitting`` mentees who share a topic that all mentors teach, and a start."""
    at_once = {slot & fitting for slot in slots}
    found = set()
    for topic in topics:
        rows = fitting
        for column in mentors:
            rows &= fits.taught.get((topic, column), 0)
        if rows.bit_count() >= least:
            found |= {rows & slot for slot in at_once}
    return _largest(rows for rows in found if rows.bit_count() >= least)


def _largest(sets: Iterable[int]) -> tuple[int, ...]:
    """Sets that lie in no other one, in an order that their members give."""
    kept: list[int] = []
    for rows in sorted(sets, key=lambda rows: (-rows.bit_count(), rows)):
        if not any(rows & ~other == 0 for other in kept):
            kept.append(rows)
    return tuple(sorted(kept, key=lambda rows: list(members_of(rows))))


def joinable_team(fits: Fits, group: Pair, seeking: int) -> Team | None:
    """A group that goes on, as far as mentees ``seeking`` one fit it: its topic, its people's slots."""
    people = fits.people
    names = group.mentors
    if group.status != "active" or group.locked or any(n not in people.column_of for n in names):
        return None
    mentors = tuple(sorted(people.column_of[name] for name in names))
    most = size_limit(people, mentors) - len(group.mentees)
    if most < 1:
        return None
    everybody = people.setting.people
    held = [everybody[mentee] for mentee in group.mentees if mentee in everybody]
    members = {people.row_of[each.id] for each in held if each.id in people.row_of}
    fitting = seeking & ~sum(1 << row for row in members)
    for column in mentors:
        fitting &= fits.by_mentor[column]
    present = start_classes(
        people.setting,
        people.mentees,
        [*(people.mentors[column] for column in mentors), *held],
        fits.minutes,
    )
    whole = (1 << (len(mentors) + len(held))) - 1
    slots = [each.mentees for each in present if each.mentors == whole]
    topics = group.topics[:1] or shared_topics(people.setting, group)
    options = _options(fits, mentors, fitting, 1, slots, topics)
    return Team(mentors, options, 1, most, group) if options else None
