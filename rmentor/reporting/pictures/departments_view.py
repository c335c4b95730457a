"""Who teaches whom, counted: from which group of mentors to which group of mentees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rmentor.model.people import Participant
from rmentor.reporting.pictures.groups import Groups, Stated, alike
from rmentor.reporting.pictures.scene import Scene


@dataclass(frozen=True, slots=True)
class FlowView:
    """Mentees who learn, by the group of their mentor (rows) and their own (columns).

    Attributes:
        dimension: ``department`` or ``seniority``.
        mentors: Names of the groups of mentors.
        mentees: Names of the groups of mentees.
        counts: By row and column; None where it may not be told.
        all: Everybody counted, also where a count is not told.
        across: Those who learn from another group than their own; None where it may not be told.
    """

    dimension: str
    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    all: int
    across: int | None

    @property
    def hidden(self) -> bool:
        """Whether some count is not told."""
        return any(count is None for row in self.counts for count in row)

    @property
    def tells_something(self) -> bool:
        """Whether some count is told that is not nothing."""
        return any(count for row in self.counts for count in row)


@dataclass(frozen=True, slots=True)
class DepartmentsView:
    """Who teaches whom across departments, and across grades; a part that says nothing is left out."""

    flows: tuple[FlowView, ...]


_DIMENSIONS: tuple[tuple[str, Callable[[Participant], Stated]], ...] = (
    ("department", lambda person: person.department),
    ("seniority", lambda person: person.seniority),
)


def departments_view(scene: Scene) -> DepartmentsView | None:
    """Look at who teaches whom; None without pairs, or where everybody is in one group."""
    couples = [
        (scene.people[each.pair.mentor], scene.people[mentee])
        for each in scene.pairing.pairs
        for mentee in each.pair.mentees
    ]
    counted = [_Counted(scene, name, stated, couples) for name, stated in _DIMENSIONS]
    counted = [each for each in counted if each.says_something]
    if not counted:
        return None
    told = _told(counted, len(couples), scene.program.smallest_group) if scene.is_public else None
    flows = tuple(flow for each in counted if (flow := each.view(told)).tells_something)
    return DepartmentsView(flows) if flows else None


_Sum = tuple[str, int, int]
"""A sum that may be told: a dimension, and row and column of a cell; -1 for all across."""


class _Counted:
    """Everybody who learns, by groups of one dimension."""

    def __init__(
        self,
        scene: Scene,
        dimension: str,
        stated: Callable[[Participant], Stated],
        couples: Sequence[tuple[Participant, Participant]],
    ) -> None:
        sides = [[stated(couple[side]) for couple in couples] for side in (0, 1)]
        groups = {alike(each) for side in sides for each in side} - {None}
        self.dimension = dimension
        self._rows, self._columns = (Groups(side, scene.language) for side in sides)
        is_one_cell = len(self._rows.names) == len(self._columns.names) == 1
        self.says_something = len(groups) > 1 and not is_one_cell
        # The sums in which each of the couples counts.
        self.sums: list[tuple[_Sum, ...]] = []
        places = zip(self._rows.places, self._columns.places, strict=True)
        for (mentor, mentee), (row, column) in zip(zip(*sides, strict=True), places, strict=True):
            cell = (dimension, row, column)
            known = alike(mentor) is not None and alike(mentee) is not None
            is_across = known and alike(mentor) != alike(mentee)
            self.sums.append((cell, (dimension, -1, -1)) if is_across else (cell,))

    def view(self, told: frozenset[_Sum] | None) -> FlowView:
        """Counts; with ``told``, those alone."""
        counts = Counter(each for sums in self.sums for each in sums)

        def count(row: int, column: int) -> int | None:
            each = (self.dimension, row, column)
            return counts[each] if told is None or not counts[each] or each in told else None

        return FlowView(
            self.dimension,
            self._rows.names,
            self._columns.names,
            tuple(
                tuple(count(row, column) for column in range(len(self._columns.names)))
                for row in range(len(self._rows.names))
            ),
            len(self.sums),
            count(-1, -1),
        )


def _told(counted: Sequence[_Counted], people: int, least: int) -> frozenset[_Sum]:
    """Sums of which, told together and beside that of everybody, none gives away one of a few people."""
    import numpy as np

    from rmentor.pairing.audit.hiding import Sums, safe_sums

    unknowns = Counter(
        tuple(each for one in sums for each in one)
        for sums in zip(*(each.sums for each in counted), strict=True)
    )
    if people < least:
        return frozenset()
    listed = sorted(unknowns)
    known = sorted({each for sums in listed for each in sums})
    rows = np.zeros((len(known) + 1, len(listed)), dtype=np.int64)
    rows[0] = 1
    places = {each: place for place, each in enumerate(known, start=1)}
    for column, sums in enumerate(listed):
        rows[[places[each] for each in sums], column] = 1
    weights = np.array([unknowns[each] for each in listed], dtype=np.int64)
    safe = safe_sums(Sums(rows, weights, least, fixed=1))
    return frozenset(known[row - 1] for row in safe)
