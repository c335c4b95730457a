"""Good choices, quickly: one made greedily, and better ones found around it part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from rmentor.pairing.groups.model import GroupModel
from rmentor.pairing.groups.table import NEVER, Choice, Goal, Seekers, Table, table_of


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: so many parts, of so many mentors each, with so much work for each."""

    parts: int
    mentors: int
    work: float


QUICK, USUAL, HARD = Effort(20, 50, 1.0), Effort(40, 50, 1.0), Effort(20, 70, 2.0)


def greedy(table: Table, goal: Goal, begun: Choice) -> Choice:
    """Let the team whose best group is worth most lead it, then the next, until none is worth any.

    ``begun``: groups that are opened first, as far as they leave each other's people alone.
    """
    opened = _Opened(table, goal)
    for team, members in begun.items():
        if opened.can_open(team, members):
            opened.begin(team, members)
    while (best := opened.best()) is not None:
        opened.begin(*best)
    return dict(sorted(opened.choice.items()))


class _Opened:
    """Groups opened so far, and what is left for others."""

    def __init__(self, table: Table, goal: Goal) -> None:
        self._table, self._goal = table, goal
        self._left = table.seekers.places.copy()
        self._worth = goal.served.copy()
        self._is_open = np.ones(len(table.options), dtype=bool)
        self._busy: set[int] = set()
        self.choice: dict[int, tuple[int, ...]] = {}

    def can_open(self, team: int, members: tuple[int, ...]) -> bool:
        """Whether the team's mentors and all members have a place left."""
        free = team not in self.choice and not self._busy & set(self._leaders(team))
        return free and bool((self._left[list(members)] > 0).all())

    def _leaders(self, team: int) -> tuple[int, ...]:
        known = self._table.teams[team]
        return () if known.kept else known.mentors

    def begin(self, team: int, members: tuple[int, ...]) -> None:
        """Open a group."""
        self.choice[team] = members
        self._left[list(members)] -= 1
        self._worth[list(members)] = 0
        self._busy |= set(self._leaders(team))
        for other in range(len(self._table.teams)):
            if other == team or self._busy & set(self._leaders(other)):
                self._is_open[self._table.option_team == other] = False

    def best(self) -> tuple[int, tuple[int, ...]] | None:
        """The team and members of the group that is worth most now, if any is."""
        table = self._table
        points = np.where(self._left > 0, self._worth, NEVER // 256)[table.arc_row]
        best = table.best(points + self._goal.arcs)
        values = np.where(self._is_open & (best.values > 0), best.values, 0)
        option = int(np.argmax(values)) if len(values) else 0
        if not len(values) or not values[option]:
            return None
        return int(table.option_team[option]), table.members(best, option)


def improved(table: Table, goal: Goal, choice: Choice, effort: Effort) -> Choice:
    """Choose some mentors' groups again, all others staying, in turn for some parts of the whole.

    A part is mentors who seek the same mentees; each is solved as well as little work allows, and what
    is better than before is kept.
    """
    for seed in islice(_parts(table, effort.mentors), effort.parts):
        teams = _teams_of(table, choice, seed)
        others = {team: rows for team, rows in choice.items() if team not in teams}
        small, theirs = _part(table, goal, teams, others)
        mine = {place: choice[team] for place, team in enumerate(teams) if team in choice}
        model = GroupModel(small)
        model.hint(mine)
        answer = model.solve(model.worth(theirs), effort.work)
        if answer.choice is not None and answer.value > _worth(small, theirs, mine):
            again = {teams[place]: rows for place, rows in answer.choice.items()}
            choice = dict(sorted({**others, **again}.items()))
    return choice


def _worth(table: Table, goal: Goal, choice: Choice) -> int:
    """What a choice is worth, each mentee served counting once."""
    served = {row for rows in choice.values() for row in rows}
    points, worth = goal.arcs.tolist(), goal.served.tolist()
    arcs = sum(points[table.arc_at[team, row]] for team, rows in choice.items() for row in rows)
    return int(arcs + sum(worth[row] for row in served))


def _parts(table: Table, size: int) -> Iterator[list[int]]:
    """Mentors around each mentor in turn: those who seek most of the same mentees."""
    mentors = sorted({mentor for team in table.teams for mentor in team.mentors})
    if len(mentors) <= size:
        yield mentors
        return
    seeks = np.zeros((mentors[-1] + 1, len(table.seekers.places)), dtype=np.int32)
    for team, row in zip(table.arc_team.tolist(), table.arc_row.tolist(), strict=True):
        seeks[list(table.teams[team].mentors), row] = 1
    stride = max(1, size // 3)
    for start in range(stride):
        for seed in mentors[start::stride]:
            shared = seeks @ seeks[seed]
            yield sorted(np.argsort(-shared, kind="stable")[:size].tolist())


def _teams_of(table: Table, choice: Choice, mentors: Sequence[int]) -> list[int]:
    """Teams of these mentors, and of those who lead a group together with one of them."""
    part = set(mentors)
    for team in choice:
        if part.intersection(table.teams[team].mentors):
            part.update(table.teams[team].mentors)
    return [number for number, team in enumerate(table.teams) if part.issuperset(team.mentors)]


def _part(table: Table, goal: Goal, teams: Sequence[int], others: Choice) -> tuple[Table, Goal]:
    """Some teams as a problem of their own, with the places that all others leave."""
    left, first = table.seekers.places.copy(), table.seekers.first.copy()
    for rows in others.values():
        left[list(rows)] -= 1
        first[list(rows)] = False
    seekers = Seekers(left, first, table.seekers.waited)
    numbers, worth = np.array(teams, dtype=np.int64), replace(table, arc_score=goal.arcs)
    small = table_of(
        [table.teams[team] for team in teams],
        seekers,
        lambda places, rows: worth.scores_at(numbers[places], rows),
    )
    return small, Goal(small.arc_score, np.where(first, goal.served, 0))
