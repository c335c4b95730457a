"""The problem as arrays: which mentee may be in whose group, at what score, and the best set of each.

An *arc* is a mentee in a team's group. For any worth of arcs, the best set that an option allows is a
matter of sorting: the ``least`` dearest, and more of them, up to ``most``, while they are worth it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rmentor.pairing.bitsets import members_of
from rmentor.pairing.groups.teams import Team
from rmentor.pairing.problem import Numbers, Truth

# Worth of what is not there: so low that it is never taken, so small that sums stay in range.
NEVER = -(2**50)

Choice = Mapping[int, tuple[int, ...]]
"""Mentees (rows, sorted) of each team that leads a group."""


@dataclass(frozen=True)
class Seekers:
    """Mentees, by row.

    Attributes:
        places: Groups that each may still join.
        first: Whose next group is their first.
        waited: Earlier rounds without a partner.
    """

    places: Numbers
    first: Truth
    waited: Numbers


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be as large as possible: points of arcs, and what serving each mentee is worth."""

    arcs: Numbers
    served: Numbers


@dataclass(frozen=True)
class Best:
    """The best set of each option, for some worth of arcs.

    Attributes:
        values: What it is worth.
        sizes: How many are in it.
        floor: What the last of them is worth.
        order: Arcs of each option, the dearest first, as places in ``Table.option_arcs``.
    """

    values: Numbers
    sizes: Numbers
    floor: Numbers
    order: Numbers


@dataclass(frozen=True)
class Table:
    """Teams, and what their arcs are worth.

    Attributes:
        teams: By number.
        arc_team: Team of each arc; arcs are sorted by team, then mentee.
        arc_row: Mentee of each arc.
        arc_score: Score, with what is added for a membership that exists.
        seekers: The mentees.
    """

    teams: tuple[Team, ...]
    arc_team: Numbers
    arc_row: Numbers
    arc_score: Numbers
    seekers: Seekers

    @cached_property
    def arc_at(self) -> dict[tuple[int, int], int]:
        """Arc of each (team, mentee)."""
        pairs = zip(self.arc_team.tolist(), self.arc_row.tolist(), strict=True)
        return {pair: arc for arc, pair in enumerate(pairs)}

    @cached_property
    def options(self) -> list[tuple[int, tuple[int, ...]]]:
        """Team and arcs of each option."""
        return [
            (team, tuple(self.arc_at[team, row] for row in members_of(rows)))
            for team, each in enumerate(self.teams)
            for rows in each.options
        ]

    @cached_property
    def option_team(self) -> Numbers:
        """Team of each option."""
        return np.array([team for team, _ in self.options], dtype=np.int64)

    @cached_property
    def option_arcs(self) -> Numbers:
        """Arcs of each option, a row each; the number of arcs where there is none."""
        width = max((len(arcs) for _, arcs in self.options), default=0)
        found = np.full((len(self.options), width), len(self.arc_row), dtype=np.int64)
        for place, (_, arcs) in enumerate(self.options):
            found[place, : len(arcs)] = arcs
        return found

    @cached_property
    def limits(self) -> tuple[Numbers, Numbers]:
        """Fewest and most mentees of each option."""
        least = np.array([each.least for each in self.teams], dtype=np.int64)
        most = np.array([each.most for each in self.teams], dtype=np.int64)
        return least[self.option_team], most[self.option_team]

    @cached_property
    def pays_reach(self) -> tuple[Numbers, Numbers]:
        """Mentees who count when they are served, as rows, and how long each has waited."""
        seekers = self.seekers
        rows = np.flatnonzero(seekers.first & (seekers.places > 0))
        return rows, seekers.waited[rows]

    @cached_property
    def rank(self) -> int:
        """What serving one more mentee is worth, so that all waiting together is worth less."""
        return int(self.pays_reach[1].sum()) + 1

    def best(self, worth: Numbers) -> Best:
        """The best set of each option, where arcs are worth so much."""
        least, most = self.limits
        padded = np.append(worth, NEVER)[self.option_arcs]
        size, width = int(most.max(initial=0)), padded.shape[1]
        places = np.broadcast_to(np.arange(width), padded.shape)
        if width > 2 * size:
            places = np.sort(np.argpartition(-padded, size - 1, axis=1)[:, :size], axis=1)
        dearest = np.take_along_axis(padded, places, axis=1)
        order = np.argsort(-dearest, axis=1, kind="stable")[:, :size]
        dearest = np.take_along_axis(dearest, order, axis=1)
        ranks = np.arange(dearest.shape[1])
        taken = (ranks < least[:, None]) | ((dearest > 0) & (ranks < most[:, None]))
        sizes = taken.sum(axis=1)
        floor = np.take_along_axis(dearest, np.maximum(sizes - 1, 0)[:, None], axis=1)[:, 0]
        values = np.where(taken, dearest, 0).sum(axis=1)
        return Best(values, sizes, floor, np.take_along_axis(places, order, axis=1))

    def members(self, best: Best, option: int) -> tuple[int, ...]:
        """Mentees in the best set of an option, sorted."""
        places = best.order[option, : best.sizes[option]]
        return tuple(sorted(self.arc_row[self.option_arcs[option, places]].tolist()))

    def reach(self, choice: Choice) -> int:
        """Mentees newly served, times ``rank``, and how long they have waited together."""
        served = {row for rows in choice.values() for row in rows}
        rows, waited = self.pays_reach
        return sum(
            self.rank + years
            for row, years in zip(rows.tolist(), waited.tolist(), strict=True)
            if row in served
        )

    def score(self, choice: Choice) -> int:
        """Sum of the scores of a choice."""
        scores = self.arc_score.tolist()
        return sum(scores[self.arc_at[team, row]] for team, rows in choice.items() for row in rows)

    def lowest(self, choice: Choice) -> int | None:
        """Lowest score of a choice."""
        scores = self.arc_score.tolist()
        return min(
            (scores[self.arc_at[team, row]] for team, rows in choice.items() for row in rows),
            default=None,
        )

    def at_least(self, lowest: int) -> Table:
        """The same problem without arcs below a score; teams keep their numbers."""
        kept = self.arc_score >= lowest
        allowed = [0] * len(self.teams)
        for team, row in zip(
            self.arc_team[kept].tolist(), self.arc_row[kept].tolist(), strict=True
        ):
            allowed[team] |= 1 << row
        teams = []
        for each, rows in zip(self.teams, allowed, strict=True):
            options = tuple(
                dict.fromkeys(
                    option & rows
                    for option in each.options
                    if (option & rows).bit_count() >= each.least
                )
            )
            teams.append(replace(each, options=options))
        return table_of(teams, self.seekers, self.scores_at)

    def scores_at(self, teams: Numbers, rows: Numbers) -> Numbers:
        """Scores of some arcs, by team and mentee."""
        at = self.arc_at
        places = [at[pair] for pair in zip(teams.tolist(), rows.tolist(), strict=True)]
        return self.arc_score[np.array(places, dtype=np.int64)]


def arcs_of(team: Team) -> list[int]:
    """Mentees in some option of a team, sorted."""
    everybody = 0
    for rows in team.options:
        everybody |= rows
    return list(members_of(everybody))


def table_of(
    teams: Sequence[Team], seekers: Seekers, scores: Callable[[Numbers, Numbers], Numbers]
) -> Table:
    """Lay teams out as a table; ``scores`` of arcs, by the numbers of their teams and by mentee."""
    pairs = [(number, row) for number, team in enumerate(teams) for row in arcs_of(team)]
    arc_team = np.array([team for team, _ in pairs], dtype=np.int64)
    arc_row = np.array([row for _, row in pairs], dtype=np.int64)
    return Table(tuple(teams), arc_team, arc_row, scores(arc_team, arc_row), seekers)


def combined(table: Table, by_served: int, by_year: int) -> Goal:
    """Scores, and so much for each mentee served and for each year that they waited."""
    served = np.zeros(len(table.seekers.places), dtype=np.int64)
    rows, waited = table.pays_reach
    served[rows] = by_served + by_year * waited
    return Goal(table.arc_score, served)


def reach_only(table: Table) -> Goal:
    """Mentees served and how long they have waited."""
    goal = combined(table, table.rank, 1)
    return Goal(np.zeros_like(table.arc_score), goal.served)
