"""All possible pairs and those chosen: each by itself where they are few, else group by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rmentor.model.people import Participant
from rmentor.reporting.pictures.groups import Groups, Stated
from rmentor.reporting.pictures.scene import MOST_ROWS, Scene
from rmentor.reporting.views.pair import FULL_SCORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rmentor.pairing.scores import Scorer

BINS = 10
# Above this number of mentees times mentors, not all possible pairs are looked at once more.
MOST_COUPLES = 4_000_000


@dataclass(frozen=True, slots=True)
class CellView:
    """A mentor and a mentee, or all mentors of one group and mentees of another.

    Attributes:
        score: 0 to 10000, the mean of those that are possible; None where no pair is.
        possible: Pairs that the rules allow, or that stand.
        chosen: Pairs that stand.
    """

    score: int | None
    possible: int
    chosen: int


@dataclass(frozen=True, slots=True)
class GridView:
    """Mentees and mentors, each by name or in groups.

    Attributes:
        by: ``people``, or by what they are grouped: ``department`` or ``seniority``.
        mentors: Names of the columns, people or their groups.
        mentees: Names of the rows.
        cells: By row and column; empty where neither people nor groups can be drawn.
    """

    by: str
    mentors: tuple[str, ...] = ()
    mentees: tuple[str, ...] = ()
    cells: tuple[tuple[CellView, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PairingView:
    """All possible pairs and those chosen.

    Attributes:
        grid: All of them.
        possible: How many possible pairs have a score of 0 to 999, 1000 to 1999 and so on.
        chosen: How many of the pairs that stand.
        mean_possible: Mean score of the possible pairs, of 10000.
        mean_chosen: Of those that stand.
        lowest: Of those that stand.
        people: Mentees in pairs of two that stand.
        first: Mentees whose mentor scores best for them of all whom the rules allow.
        third: Mentees whose mentor is one of the best three.
    """

    grid: GridView
    possible: tuple[int, ...]
    chosen: tuple[int, ...]
    mean_possible: int
    mean_chosen: int
    lowest: int
    people: int
    first: int
    third: int


def pairing_view(scene: Scene) -> PairingView | None:
    """Look at all possible pairs; None where none stands, they are too many, or all are in groups."""
    stand = {
        (mentee, each.pair.mentor): each.score
        for each in scene.pairing.pairs
        if not each.pair.is_group
        for mentee in each.pair.mentees
    }
    taking_part = [person for person in scene.program.participants if person.takes_part]
    couples = sum(one.learns for one in taking_part) * sum(one.teaches for one in taking_part)
    if not stand or couples > MOST_COUPLES:
        return None
    table = _Table(scene, stand)
    possible, chosen, ranks = table.scores(), sorted(stand.values()), table.ranks()
    return PairingView(
        table.grid(),
        _bins(possible),
        _bins(chosen),
        round(Fraction(sum(possible), len(possible))),
        round(Fraction(sum(chosen), len(chosen))),
        chosen[0],
        len(stand),
        sum(rank <= 1 for rank in ranks),
        sum(rank <= 3 for rank in ranks),
    )


def _bins(scores: Sequence[int]) -> tuple[int, ...]:
    wide = FULL_SCORE // BINS
    counts = Counter(min(score // wide, BINS - 1) for score in scores)
    return tuple(counts[place] for place in range(BINS))


class _Table:
    """Scores of mentees (rows) with mentors (columns), below 0 where no pair is possible."""

    def __init__(self, scene: Scene, stand: Mapping[tuple[str, str], int]) -> None:
        from rmentor.pairing.columns import columns
        from rmentor.pairing.scores import Scorer

        self._scene = scene
        scorer = Scorer(columns(scene.program))
        (self._mentees, self._mentors), self._scores = _with_those_who_stand(scorer, stand)
        places = {who: place for place, who in enumerate(self._mentees)}
        others = {who: place for place, who in enumerate(self._mentors)}
        self._chosen = {
            (places[mentee], others[mentor]): score for (mentee, mentor), score in stand.items()
        }
        for (row, column), score in self._chosen.items():
            self._scores[row, column] = score

    def scores(self) -> list[int]:
        """Scores of all possible pairs."""
        found: list[int] = self._scores[self._scores >= 0].tolist()
        return found

    def ranks(self) -> list[int]:
        """Place of each chosen mentor among those whom the rules allow the mentee, the best score first."""
        return [
            1 + int((self._scores[row] > score).sum()) for (row, _), score in self._chosen.items()
        ]

    def grid(self) -> GridView:
        """Everybody by name where they are few, else in the first kind of groups that there are."""
        if max(len(self._mentees), len(self._mentors)) <= MOST_ROWS:
            return self._by_person()
        people = self._scene.people
        for by in ("department", "seniority"):
            rows, columns = (
                Groups([_stated(people[who], by) for who in side], self._scene.language)
                for side in (self._mentees, self._mentors)
            )
            if len(rows.names) > 1 or len(columns.names) > 1:
                cells = self._of(rows.places, columns.places)
                return GridView(by, columns.names, rows.names, cells)
        return GridView("people")

    def _by_person(self) -> GridView:
        """Everybody by name, the best pairs first, so that those chosen stand on a diagonal."""
        people = self._scene.people
        best = sorted(self._chosen, key=lambda cell: (-self._chosen[cell], cell))
        rows = list(dict.fromkeys(row for row, _ in best))
        columns = list(dict.fromkeys(column for _, column in best))
        rows += [row for row in range(len(self._mentees)) if row not in set(rows)]
        columns += [each for each in range(len(self._mentors)) if each not in set(columns)]
        row_places = [rows.index(row) for row in range(len(rows))]
        column_places = [columns.index(column) for column in range(len(columns))]
        return GridView(
            "people",
            tuple(people[self._mentors[column]].name for column in columns),
            tuple(people[self._mentees[row]].name for row in rows),
            self._of(row_places, column_places),
        )

    def _of(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[tuple[CellView, ...], ...]:
        """Cells of groups, from the place of each mentee and of each mentor among them."""
        import numpy as np

        height, width = max(rows) + 1, max(columns) + 1
        cells = (np.array(rows)[:, None] * width + np.array(columns)).ravel()
        flat = self._scores.ravel()
        there = flat >= 0
        counts = np.bincount(cells[there], minlength=height * width)
        sums = np.bincount(cells[there], weights=flat[there], minlength=height * width)
        chosen = Counter((rows[row], columns[column]) for row, column in self._chosen)
        return tuple(
            tuple(
                CellView(
                    round(Fraction(int(sums[place]), count)) if count else None,
                    count,
                    chosen[row, column],
                )
                for column in range(width)
                for place in (row * width + column,)
                for count in (int(counts[place]),)
            )
            for row in range(height)
        )


def _with_those_who_stand(
    scorer: Scorer, stand: Mapping[tuple[str, str], int]
) -> tuple[tuple[list[str], list[str]], NDArray[Any]]:
    """Scores of all who take part, and rows and columns for those of the pairs who do not now."""
    import numpy as np

    mentees = [person.id for person in scorer.people.mentees]
    mentors = [person.id for person in scorer.people.mentors]
    known = np.full((len(mentees), len(mentors)), -1, dtype=np.int64)
    if mentees and mentors:
        known = scorer(0, len(mentees)).astype(np.int64)
    more = sorted({mentee for mentee, _ in stand} - set(mentees))
    others = sorted({mentor for _, mentor in stand} - set(mentors))
    wide = np.pad(known, ((0, len(more)), (0, len(others))), constant_values=-1)
    return ([*mentees, *more], [*mentors, *others]), wide


def _stated(person: Participant, by: str) -> Stated:
    return person.department if by == "department" else person.seniority
