"""Who was served, group by group; no figure is told that is about a few people, or gives one away.

A person is served who has a partner in a current pair, as mentor or as mentee. A group's mean score is
that of the pairs in which somebody of the group is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rmentor.model.pairing import Pairing, ScoredPair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.pairing.audit.hiding import Sums, safe_sums
from rmentor.pairing.words import read_alike

# Groups of one dimension that are told apart at most: the largest.
MOST_GROUPS = 40

Stated = str | int | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something by which people form groups.

    Attributes:
        name: The key of participants.yaml.
        stated: What a person states, empty where nothing.
        overlaps: Whether one person may be in several groups.
    """

    name: str
    stated: Callable[[Participant], Sequence[str | int | None]]
    overlaps: bool = False


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("department", lambda person: (person.department,)),
    Dimension("site", lambda person: (person.site,)),
    Dimension("languages", lambda person: person.languages, overlaps=True),
    Dimension("seniority", lambda person: (person.seniority,)),
    Dimension("role", lambda person: (person.role,)),
    Dimension("organisation", lambda person: (person.organisation,)),
)


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What is told of a group.

    Attributes:
        group: What its people state, as most of them spell it; None where nothing is stated.
        people: Who take part.
        served: Who have a partner.
        mean: Mean score of their pairs, or None where it would tell too much.
    """

    group: Stated
    people: int
    served: int
    mean: Fraction | None = None

    @property
    def share(self) -> Fraction:
        """Served, of those who take part."""
        return Fraction(self.served, self.people)

    def ahead_of(self, everybody: GroupFigures) -> Fraction:
        """How many more are served than if the share were everybody's; fewer where negative."""
        return self.served - self.people * everybody.share


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The groups of one dimension.

    Attributes:
        dimension: Its name.
        groups: Those of which something is told, by name, the unstated last.
        others: The rest taken together; None where there is none, or it would tell too much.
        hidden: What the people of the rest state.
    """

    dimension: str
    groups: tuple[GroupFigures, ...]
    others: GroupFigures | None
    hidden: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Some people by what they state; ``dimension`` None: everybody."""

    dimension: str | None
    stated: Stated
    members: tuple[str, ...]


@dataclass(frozen=True)
class _Partners:
    """The pairs, and in which of them everybody is who is in one."""

    pairs: tuple[ScoredPair, ...]
    places: Mapping[str, frozenset[int]]

    def served(self, group: _Group) -> int:
        return sum(who in self.places for who in group.members)

    def pairs_of(self, group: _Group) -> frozenset[int]:
        return frozenset(place for who in group.members for place in self.places.get(who, ()))

    def figures(self, group: _Group, *, with_mean: bool) -> GroupFigures:
        scores = [self.pairs[place].score for place in self.pairs_of(group)]
        mean = Fraction(sum(scores), len(scores)) if with_mean else None
        return GroupFigures(group.stated, len(group.members), self.served(group), mean)


def group_tables(
    program: Program, pairing: Pairing
) -> tuple[GroupFigures | None, tuple[GroupTable, ...]]:
    """Figures of everybody, and of the groups of each dimension in which people differ.

    Everybody is None where even that would tell too much.
    """
    people = [person for person in program.participants if person.takes_part]
    partners = _partners(pairing)
    everybody = _Group(None, None, tuple(person.id for person in people))
    by_dimension = {
        each.name: groups for each in DIMENSIONS if len(groups := _groups(each, people)) > 1
    }
    largest = [each for groups in by_dimension.values() for each in groups[:MOST_GROUPS]]
    told = _told(program, people, [everybody, *largest])
    rest = {} if everybody not in told else _others(by_dimension, told)
    means = _with_mean(program, partners, [*told, *rest.values()])
    tables = tuple(
        GroupTable(
            name,
            tuple(
                partners.figures(each, with_mean=each in means)
                for each in sorted(groups, key=_by_name)
                if each in told
            ),
            partners.figures(rest[name], with_mean=rest[name] in means) if name in rest else None,
            tuple(each.stated for each in sorted(groups, key=_by_name) if each not in told),
        )
        for name, groups in by_dimension.items()
    )
    whole = partners.figures(everybody, with_mean=everybody in means)
    return whole if everybody in told else None, tables


def _partners(pairing: Pairing) -> _Partners:
    places: dict[str, set[int]] = defaultdict(set)
    for place, each in enumerate(pairing.pairs):
        for who in each.pair.people:
            places[who].add(place)
    return _Partners(pairing.pairs, {who: frozenset(found) for who, found in places.items()})


def _groups(dimension: Dimension, people: Iterable[Participant]) -> list[_Group]:
    """Groups of a dimension, the largest first; spellings that read alike are one."""
    members: dict[Stated, list[str]] = defaultdict(list)
    spellings: dict[Stated, Counter[Stated]] = defaultdict(Counter)
    for person in people:
        for stated in dimension.stated(person) or (None,):
            alike = read_alike(stated) or None if isinstance(stated, str) else stated
            members[alike].append(person.id)
            spellings[alike][stated if alike is not None else None] += 1
    groups = [
        _Group(
            dimension.name,
            min(spellings[alike], key=lambda each: (-spellings[alike][each], str(each))),
            tuple(dict.fromkeys(listed)),
        )
        for alike, listed in members.items()
    ]
    return sorted(groups, key=lambda group: (-len(group.members), _by_name(group)))


def _by_name(group: _Group) -> tuple[bool, int, str]:
    stated = group.stated
    return stated is None, stated if isinstance(stated, int) else 0, str(stated).casefold()


def _told(
    program: Program, people: Sequence[Participant], groups: Sequence[_Group]
) -> dict[_Group, None]:
    """Groups of which may be told how many are served.

    Beside these figures stands, wherever pairs are shown, how many mentees have a mentor. Of people in
    both roles that is another unknown than whether they have a partner at all: one for all of them
    together, since no other figure asks for it. If they are few, so that both unknowns may be among
    what is about a few people, each counts half of them.
    """
    of_person: dict[str, list[int]] = {person.id: [] for person in people}
    for number, group in enumerate(groups, start=1):
        for who in group.members:
            of_person[who].append(number)
    least = program.smallest_group
    both = sum(person.role == "both" for person in people)
    half = 1 if both < least else 2
    unknowns: Counter[tuple[int, ...]] = Counter()
    for person in people:
        mine = of_person[person.id]
        if person.role == "both":
            unknowns[tuple(mine)] += half
            unknowns[(0,)] += half
        else:
            unknowns[(0, *mine) if person.learns else tuple(mine)] += 2
    first = 0 if sum(person.learns for person in people) >= least else 1
    found = _safe(unknowns, len(groups) + 1, first, 2 * least)
    return {groups[row - 1]: None for row in sorted(found)}


def _with_mean(
    program: Program, partners: _Partners, groups: Sequence[_Group]
) -> dict[_Group, None]:
    """Groups of which the mean score may be told: that of all pairs is told beside it."""
    least = program.smallest_group
    if len(partners.pairs) < least:
        return {}
    kept = [each for each in groups if partners.served(each) >= least]
    of_pair: list[list[int]] = [[0] for _ in partners.pairs]
    for number, group in enumerate(kept, start=1):
        for place in partners.pairs_of(group):
            of_pair[place].append(number)
    found = _safe(Counter(map(tuple, of_pair)), len(kept) + 1, 0, least)
    return {kept[row - 1]: None for row in sorted(found)}


def _safe(unknowns: Mapping[tuple[int, ...], int], height: int, first: int, least: int) -> set[int]:
    """Of sums that say in which of them each unknown counts, those that may be told.

    Sum 0 is told in any case; with ``first`` 1 it is left out.
    """
    listed = sorted(unknowns)
    rows = np.zeros((height, len(listed)), dtype=np.int64)
    for column, inside in enumerate(listed):
        rows[list(inside), column] = 1
    weights = np.array([unknowns[each] for each in listed], dtype=np.int64)
    sums = Sums(rows[first:], weights, least, fixed=1 - first)
    return {row + first for row in safe_sums(sums)}


def _others(
    by_dimension: Mapping[str, Sequence[_Group]], told: Mapping[_Group, None]
) -> dict[str, _Group]:
    """What is not told of each dimension, taken together: it is everybody less the others anyway."""
    overlap = {each.name for each in DIMENSIONS if each.overlaps}
    found = {}
    for name, groups in by_dimension.items():
        rest = [each for each in groups if each not in told]
        if name not in overlap and 0 < len(rest) < len(groups):
            found[name] = _Group(name, None, tuple(who for each in rest for who in each.members))
    return found
