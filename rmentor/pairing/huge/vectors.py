"""People as vectors: the product of a mentee's and a mentor's is their pair's score, or hardly more.

A score is a sum over topics, interests and other facts that a pair shares, so it is a product of
what the mentee asks for and what the mentor has. Only the common time is no such sum (``bounds.py``
adds it), and who names whom in ``prefer`` is left out: those few pairs are looked at one by one.

All entries are small multiples of 1/256, and float32 adds such numbers up without any error: the
same products on every machine, in whatever order they are summed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from rmentor.model.teaching import FULL_GAP
from rmentor.pairing.columns import People
from rmentor.pairing.words import distinct

Matrix = NDArray[np.float32]
Column = NDArray[Any]
Key = TypeVar("Key", bound=tuple[str, int])

STEP = 256
# Far below what float32 and STEP can tell, far above what double precision errs by.
NOTHING = 1e-6
# Topics with levels, words for interests, and departments that get an entry of their own: the most
# common ones. For the others the product says what the pair could score at best.
MOST_KEYS = 512
MOST_DEPARTMENTS = 48


@dataclass(frozen=True)
class Vectors:
    """A row for each mentee and each mentor."""

    mentees: Matrix
    mentors: Matrix


def vectors(people: People) -> Vectors:
    """Vectors whose products are at least the scores before rounding, without the common time."""
    sheet = _Sheet(people)
    for part in (_taught, _returned, _interests, _mix, _drive, _prefer):
        part(sheet)
    return sheet.vectors()


def steps_up(points: Column | float) -> Matrix:
    """Points rounded up to the next multiple of ``1 / STEP``."""
    raised: Matrix = (np.ceil(np.asarray(points, dtype=np.float64) * STEP - NOTHING) / STEP).astype(
        np.float32
    )
    return raised


class _Sheet:
    """Columns of both sides as they come, and what needs no column of its own."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.full = {name: float(each) for name, each in people.setting.full_points.items()}
        self._columns: list[tuple[Matrix, Matrix]] = []
        self._mine = np.zeros(len(people.mentees))
        self._theirs = np.zeros(len(people.mentors))

    def add(self, mine: Column, theirs: Column) -> None:
        """Add columns; one dimension is one column."""
        both = [each.astype(np.float32) for each in (mine, theirs)]
        mentees, mentors = (each[:, None] if each.ndim == 1 else each for each in both)
        self._columns.append((mentees, mentors))

    def always(self, mine: Column | float = 0.0, theirs: Column | float = 0.0) -> None:
        """Add points that everybody brings whoever the other is."""
        self._mine += mine
        self._theirs += theirs

    def half_unless_both(self, name: str, mine: Column, theirs: Column) -> None:
        """Half the points of a criterion, but for pairs of which both state something."""
        half = self.full[name] / 2
        self.always(theirs=half)
        self.add(mine > 0, steps_up(-half) * (theirs > 0))

    def vectors(self) -> Vectors:
        """All columns side by side."""
        self.add(steps_up(self._mine), np.ones(len(self._theirs)))
        self.add(np.ones(len(self._mine)), steps_up(self._theirs))
        return Vectors(*(np.hstack(side) for side in zip(*self._columns, strict=True)))


def _taught(sheet: _Sheet) -> None:
    """``needs`` and ``goals``: a column for each topic and level of mentees who want it."""
    people, goals = sheet.people, sheet.people.setting.goals
    items = _items(
        [
            [((topic, person.level(topic)), weight) for topic, weight in person.wants.items()]
            for person in people.mentees
        ]
    )
    whole, aimed = people.wishes[0], people.goals[0]
    gaps = _gaps(people, items.keys)
    needs = sheet.full["needs"] * items.figures / (FULL_GAP * whole[items.rows])
    sheet.add(items.spread(steps_up(needs)), np.clip(gaps, 0, FULL_GAP))
    sheet.always(mine=items.lost(needs * FULL_GAP) + (whole == 0) * sheet.full["needs"] / 2)
    columns = [place for place, (topic, _) in enumerate(items.keys) if topic in goals]
    named = items.of(columns)
    points = sheet.full["goals"] * named.figures / np.maximum(aimed[named.rows], 1)
    sheet.add(named.spread(steps_up(points))[:, columns], gaps[:, columns] >= 0)
    some_lost = (items.lost(items.figures) > 0) & (aimed > 0)
    sheet.always(mine=np.where(aimed > 0, some_lost, 0.5) * sheet.full["goals"])


def _gaps(people: People, keys: Sequence[tuple[str, int]]) -> NDArray[np.int8]:
    """Levels between each mentor and a mentee of that topic and level; -1 if it is not teachable."""
    rules = people.rules
    gaps = np.full((len(people.mentors), len(keys)), -1, dtype=np.int8)
    columns: dict[str, list[tuple[int, int]]] = {}
    for column, (topic, level) in enumerate(keys):
        columns.setdefault(topic, []).append((column, level))
    offers: dict[str, tuple[list[int], list[int]]] = {topic: ([], []) for topic in columns}
    for place, person in enumerate(people.mentors):
        for topic, offered in person.offers.items():
            if topic in offers and offered >= rules.min_level:
                offers[topic][0].append(place)
                offers[topic][1].append(offered)
    for topic, (places, levels) in offers.items():
        for column, level in columns[topic]:
            gap = np.array(levels, dtype=np.int64) - level
            gaps[places, column] = np.where(gap >= rules.min_gap, gap, -1)
    return gaps


def _returned(sheet: _Sheet) -> None:
    """``returns``: a column for each topic and level that mentees offer and somebody wants."""
    people, rules = sheet.people, sheet.people.rules
    wanted = {topic for person in people.mentors for topic in person.wants}

    mine = [
        [
            ((topic, level), 1)
            for topic, level in person.offers.items()
            if level >= rules.min_level and topic in wanted
        ]
        for person in people.mentees
    ]
    items = _items(mine)
    levels: dict[str, list[tuple[int, int]]] = {}
    for column, (topic, level) in enumerate(items.keys):
        levels.setdefault(topic, []).append((column, level))
    theirs = np.zeros((len(people.mentors), len(items.keys)))
    whole = people.wishes[1]
    for place, person in enumerate(people.mentors):
        for topic, importance in person.wants.items():
            own = person.level(topic)
            for column, level in levels.get(topic, ()):
                if level - own >= rules.min_gap:
                    theirs[place, column] = importance * min(level - own, FULL_GAP) / whole[place]
    full = sheet.full["returns"]
    sheet.add(items.spread(items.figures), steps_up(full * theirs / FULL_GAP))
    rest = (items.lost(items.figures) > 0) * full
    sheet.always(mine=rest, theirs=(whole == 0) * full / 2)


def _interests(sheet: _Sheet) -> None:
    """A column for each interest and number of interests of mentees who have it."""
    people, full = sheet.people, sheet.full["interests"]
    mine = [distinct(person.interests) for person in people.mentees]
    theirs = [distinct(person.interests) for person in people.mentors]
    items = _items([[((word, len(each)), 1) for word in each] for each in mine])
    sizes: dict[str, list[tuple[int, int]]] = {}
    for column, (word, size) in enumerate(items.keys):
        sizes.setdefault(word, []).append((column, size))
    shares = np.zeros((len(theirs), len(items.keys)))
    for place, each in enumerate(theirs):
        for word in each:
            for column, size in sizes.get(word, ()):
                shares[place, column] = full / min(size, len(each))
    sheet.add(items.spread(items.figures), steps_up(shares))
    # Words without a column can be shared only by two who both have such words.
    known = {word for word, _ in items.keys}
    rare = np.array([bool(each - known) for each in theirs], dtype=bool)
    sheet.add(items.lost(items.figures) > 0, steps_up(full) * rare)
    sheet.half_unless_both("interests", *people.interests)


def _mix(sheet: _Sheet) -> None:
    """``mix``: all points where both have departments, less in the same one of the larger ones."""
    mine, theirs = sheet.people.departments
    full = sheet.full["mix"]
    sheet.half_unless_both("mix", mine, theirs)
    sheet.add(mine > 0, steps_up(full) * (theirs > 0))
    sizes = Counter(mine[mine > 0].tolist())
    for department, _ in sizes.most_common(MOST_DEPARTMENTS):
        sheet.add(mine == department, steps_up(-full) * (theirs == department))


def _drive(sheet: _Sheet) -> None:
    mine, theirs = sheet.people.drives
    eighth = sheet.full["drive"] / 8
    sheet.half_unless_both("drive", mine, theirs)
    sheet.add(mine > 0, steps_up(eighth * (theirs - 1.0)) * (theirs > 0))
    sheet.add(np.maximum(mine - 1, 0), steps_up(eighth) * (theirs > 0))


def _prefer(sheet: _Sheet) -> None:
    """``prefer`` of two who do not name each other: half the points if neither names anybody."""
    mine, theirs = sheet.people.has_preferences
    half = sheet.full["prefer"] / 2
    sheet.always(theirs=half * ~theirs)
    sheet.add(mine, steps_up(-half) * ~theirs)


@dataclass(frozen=True)
class _Items(Generic[Key]):
    """Facts of mentees, one after another; the most common keys have a column.

    Attributes:
        height: Number of mentees.
        keys: Of the columns, sorted.
        rows: Mentee of each fact.
        columns: Column of each, -1 for none.
        figures: What each says.
    """

    height: int
    keys: Sequence[Key]
    rows: Column
    columns: Column
    figures: Column

    def of(self, columns: Sequence[int]) -> _Items[Key]:
        """Facts of some columns, which stay where they are."""
        mask = np.isin(self.columns, columns)
        return replace(
            self, rows=self.rows[mask], columns=self.columns[mask], figures=self.figures[mask]
        )

    def spread(self, values: Column) -> Matrix:
        """A row for each mentee with these values in their columns."""
        matrix = np.zeros((self.height, len(self.keys)), dtype=np.float32)
        seen = self.columns >= 0
        matrix[self.rows[seen], self.columns[seen]] = values[seen]
        return matrix

    def lost(self, values: Column) -> Column:
        """Sum of the values of each mentee's facts that have no column."""
        gone = self.columns < 0
        lost: Column = np.bincount(self.rows[gone], weights=values[gone], minlength=self.height)
        return lost


def _items(of_each: Sequence[Sequence[tuple[Key, int]]]) -> _Items[Key]:
    """Facts of each mentee: a key and a figure each."""
    number = Counter(key for each in of_each for key, _ in each)
    ranked = sorted(number, key=lambda key: (-number[key], key))
    keys = sorted(ranked[:MOST_KEYS])
    place = {key: column for column, key in enumerate(keys)}
    return _Items(
        len(of_each),
        keys,
        np.repeat(np.arange(len(of_each)), list(map(len, of_each))),
        np.array([place.get(key, -1) for each in of_each for key, _ in each], dtype=np.int64),
        np.array([figure for each in of_each for _, figure in each], dtype=np.float64),
    )
