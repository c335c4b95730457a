"""As many mentees as can be served, long-waiting ones first, without a table of who fits whom.

Sets of mentees that can be served together form a matroid. So the set of the largest weight, where
each mentee weighs one more than the rounds that they have waited, is one of the most mentees, and
of those one that has waited longest (Edmonds, 1971).

1. Find it among some pairs, by a flow.
2. Ask from everybody who is left over: whom could they have, who holds those seats, whom could
   these have instead, and so on. If that leads neither to a free seat nor to anybody who has waited
   less than whoever asks, nothing better is possible: all who were asked compete for the seats that
   were reached, and those are taken (Hall's theorem).
3. Otherwise take in the pairs that led to each seat, and find the set again.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rmentor.pairing.block import Block
from rmentor.pairing.huge.bounds import ROUNDED, Places, no_scores
from rmentor.pairing.huge.looks import GOLDEN, Field, joined
from rmentor.pairing.problem import Arcs, Numbers, Problem, Truth, no_arcs
from rmentor.pairing.rules import RULES
from rmentor.pairing.served import Served

# Mentees who are asked together, and how many of them are tried for one seat at a time.
ASKED_AT_ONCE = 64
TRIED = 4
# In the first round a mentee looks at so many seats and leads to so few.
SOME_SEATS, FEW_SEATS = 512, 2
BLOCK_PAIRS = 2**22
AT_ONCE = 256


def best_served(field: Field, problem: Problem, arcs: Arcs, listed: Arcs) -> tuple[Served, Arcs]:
    """Serve as many mentees as possible, and prove it.

    Args:
        field: All pairs that there may be.
        problem: Seats, and who is looking.
        arcs: Pairs to begin with.
        listed: Those of them that the field's bounds do not see.

    Returns:
        What can be reached, and the arcs, with those that it takes beside them.
    """
    seeking = ~problem.served & (problem.wanted > 0)
    while True:
        asked = arcs.where(seeking[arcs.rows])
        given = asked.where(_largest_set(asked, problem.seats, problem.waited))
        left_over = seeking.copy()
        left_over[given.rows] = False
        without = np.zeros_like(seeking)
        without[asked.rows] = True
        left_over[_hopeless(field, np.flatnonzero(left_over & ~without))] = False
        reach = _Reach(field, problem, given, listed)
        if not reach.is_better_from(np.flatnonzero(left_over)):
            return _told(problem, given, left_over), arcs
        arcs = arcs.joined_with(reach.arcs(), problem.shape[1])


def _told(problem: Problem, given: Arcs, left_over: Truth) -> Served:
    seekers = left_over.copy()
    seekers[given.rows] = True
    mentors = np.full(problem.shape[0], -1, dtype=np.int64)
    mentors[given.rows] = given.columns
    years, counts = np.unique(problem.waited[given.rows], return_counts=True)
    served = dict(zip(years.tolist(), counts.tolist(), strict=True))
    return Served(served, np.flatnonzero(seekers), mentors)


def _largest_set(arcs: Arcs, seats: Numbers, waited: Numbers) -> Truth:
    """Which arcs give a set of mentees of the largest weight one mentor each."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    height, width = len(waited), len(seats)
    hub = height + width
    flow = SimpleMinCostFlow()
    add = flow.add_arcs_with_capacity_and_unit_cost
    add(arcs.columns + height, arcs.rows, np.ones_like(arcs.rows), np.zeros_like(arcs.rows))
    mentees, mentors = np.arange(height), np.arange(height, hub)
    add(mentees, np.full(height, hub), np.ones_like(mentees), -(waited + 1))
    add(mentors, np.full(width, hub), seats, np.zeros_like(mentors))
    supply = np.zeros(hub + 1, dtype=np.int64)
    supply[height:hub], supply[hub] = seats, -seats.sum()
    flow.set_nodes_supplies(np.arange(hub + 1), supply)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise AssertionError(f"the flow ended as {status}")
    return np.asarray(flow.flows(np.arange(len(arcs)))) > 0


def _hopeless(field: Field, rows: Places) -> Places:
    """Those of these mentees whom no mentor with a free seat may have."""
    fitting = _by_bounds if field.singles.least else _by_rules
    return np.array(
        [row for row, columns in fitting(field, rows) if not _any_counts(field, row, columns)],
        dtype=np.int64,
    )


def _by_rules(field: Field, rows: Places) -> Iterator[tuple[int, Places]]:
    """Each of these mentees, with mentors whom no rule but ``score`` forbids."""
    people = field.bounds.people
    step = max(1, BLOCK_PAIRS // max(1, len(people.mentors)))
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        block = Block(people, some, no_scores)
        mask = np.repeat(field.open[None, :], len(some), axis=0)
        for rule in RULES:
            if rule.mask and rule.name != "score":
                mask &= rule.mask(block)
        yield from zip(some.tolist(), map(np.flatnonzero, mask), strict=True)


def _by_bounds(field: Field, rows: Places) -> Iterator[tuple[int, Places]]:
    """Each of these mentees, with mentors with whom the score may be high enough."""
    least = field.singles.least - ROUNDED
    for some in field.bounds.bunches(rows, most=ASKED_AT_ONCE):
        found: list[list[Places]] = [[np.zeros(0, dtype=np.int64)] for _ in some]
        for columns, worth in field.bounds.blocks(some, field.columns(some)):
            for place, row in enumerate(worth >= least):
                found[place].append(columns[row])
        yield from zip(some.tolist(), map(np.concatenate, found), strict=True)


def _any_counts(field: Field, row: int, columns: Places) -> bool:
    """Whether one of these mentors counts for a mentee."""
    for start in range(0, len(columns), AT_ONCE):
        some = columns[start : start + AT_ONCE]
        if (field.singles.points(np.full(len(some), row), some) >= 0).any():
            return True
    return False


class _Reach:
    """Seats and people to whom asking leads.

    Args:
        field: All pairs that there may be.
        problem: Seats, and who has waited how long.
        given: Who has whose seat so far.
        listed: Pairs that the field's bounds do not see.
    """

    def __init__(self, field: Field, problem: Problem, given: Arcs, listed: Arcs) -> None:
        self._field, self._waited, self._listed = field, problem.waited, listed
        order = np.argsort(given.columns, kind="stable")
        self._holders, self._seats = given.rows[order], given.columns[order]
        taken = np.bincount(given.columns, minlength=len(problem.seats))
        self._free = taken < problem.seats
        self._open = problem.seats > 0
        self._unseen = self._open
        self._asked = np.zeros(len(problem.waited), dtype=bool)
        self._led: list[Arcs] = []

    def arcs(self) -> Arcs:
        """The pairs by which each seat was reached first."""
        return joined(self._led or [no_arcs()])

    def is_better_from(self, left_over: Places) -> bool:
        """Whether asking from these mentees leads to a free seat, or to somebody who waited less.

        At first everybody looks at some seats only and leads to a few of them, so that many are led
        to one each; what that does not find is looked for among all.
        """
        return any(self._leads(left_over, whole=whole) for whole in (False, True))

    def _leads(self, left_over: Places, *, whole: bool) -> bool:
        self._unseen = self._open.copy()
        self._asked[:] = False
        better = False
        for years in np.unique(self._waited[left_over])[::-1].tolist():
            wave = left_over[self._waited[left_over] == years]
            while len(wave):
                self._asked[wave] = True
                columns = self._reached_from(wave, whole=whole)
                holders = self._holders[np.isin(self._seats, columns)]
                wave = np.unique(holders[~self._asked[holders]])
                better |= bool(self._free[columns].any())
                better |= bool((self._waited[wave] < years).any())
        return better

    def _reached_from(self, wave: Places, *, whole: bool) -> Places:
        """Mentors whom these mentees may have and whom nobody has reached before."""
        most = len(self._open) if whole else FEW_SEATS
        mine = self._listed.where(np.isin(self._listed.rows, wave))
        found = [self._note(mine.where(self._unseen[mine.columns]), most)]
        least = self._field.singles.least - ROUNDED
        for rows in self._field.bounds.bunches(wave, most=ASKED_AT_ONCE):
            columns = self._field.columns(rows)
            columns = columns[self._unseen[columns]]
            if not whole and len(columns) > SOME_SEATS:
                turn = int(rows[0]) * GOLDEN % 1.0
                spread = (turn + np.arange(SOME_SEATS) / SOME_SEATS) % 1.0
                columns = np.sort(columns[(spread * len(columns)).astype(np.int64)])
            for some, worth in self._field.bounds.blocks(rows, columns):
                places, picked = np.nonzero(worth >= least)
                one_each = self._one_for_each(rows[places], some[picked])
                found.append(self._note(one_each, most))
        return np.concatenate(found)

    def _one_for_each(self, rows: Places, columns: Places) -> Arcs:
        """For each of these mentors one mentee who may have them, if there is one."""
        # Each mentor begins with another mentee.
        order = np.lexsort(((rows + columns) * GOLDEN % 1.0, columns))
        rows, columns = rows[order], columns[order]
        found = [no_arcs()]
        while len(columns):
            now = np.arange(len(columns)) - np.searchsorted(columns, columns) < TRIED
            points = self._field.singles.points(rows[now], columns[now])
            feasible = Arcs(rows[now], columns[now], points).where(points >= 0)
            found.append(feasible.where(np.unique(feasible.columns, return_index=True)[1]))
            later = ~now & ~np.isin(columns, found[-1].columns)
            rows, columns = rows[later], columns[later]
        return joined(found)

    def _note(self, arcs: Arcs, most: int) -> Places:
        """Keep the first arc to each mentor, at most so many of a mentee; answer to whom."""
        arcs = joined([arcs.where(np.unique(arcs.columns, return_index=True)[1])])
        arcs = arcs.where(np.arange(len(arcs)) - np.searchsorted(arcs.rows, arcs.rows) < most)
        self._led.append(arcs)
        self._unseen[arcs.columns] = False
        return arcs.columns
