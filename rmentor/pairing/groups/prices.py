"""Prices of mentees and mentors, and the bound that they prove.

Each mentee has a price that a team pays for having them (or is paid), each mentor one for leading. At
any prices, the sum of what mentees earn, what mentors earn, and what the best team sets are worth
beyond that is more than any choice is worth (Lagrange): the lower, the better the prices.

1. A few hundred steps against the slope bring prices near the best (subgradients; Held and Karp, 1971).
2. Sets that were best on the way are columns of a linear program, whose duals are better prices, which
   ask for new columns, until none is worth more than its price (Dantzig and Wolfe, 1960).
3. Prices are rounded to whole numbers; the bound is then added up exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from rmentor.pairing.groups.table import Best, Choice, Goal, Table
from rmentor.pairing.problem import Numbers, Truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS, PATIENCE = 300, 10
ROUNDS = 60
FIRST_STEP, SHRINK = 1500.0, 0.7
MOSTLY = 0.501
# Numbers that a step looks at; of very large programs fewer steps are made.
MOST_LOOKS = 2**31


@dataclass(frozen=True)
class Prices:
    """Whole prices, and what they prove.

    Attributes:
        bound: No choice is worth more.
        arcs: How much less than ``bound`` a choice is worth at most that has this arc.
        options: Likewise for options.
        nearly: Groups that the linear program would open for the most part.
    """

    bound: int
    arcs: Numbers
    options: Numbers
    nearly: Choice

    def within(self, gap: int) -> tuple[Truth, Truth]:
        """Arcs and options that a choice may have which is at most ``gap`` below the bound."""
        return self.arcs <= gap, self.options <= gap


class _Dual:
    """The bound as a function of prices."""

    def __init__(self, table: Table, goal: Goal) -> None:
        self.table, self.goal = table, goal
        self.height = len(table.seekers.places)
        self.width = 1 + max((m for team in table.teams for m in team.mentors), default=-1)
        # Of a mentor who leads with nobody else the best price follows from the others.
        self.together = any(len(team.mentors) > 1 for team in table.teams)
        self.leaders = [
            team.mentors if team.kept is None and self.together else () for team in table.teams
        ]
        pairs = [(*mine, *(self.width,) * (2 - len(mine))) for mine in self.leaders]
        self._seats = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
        ends = np.flatnonzero(np.diff(np.append(table.option_team, -1)))
        self.starts = np.append(0, ends[:-1] + 1) if len(ends) else ends

    def fees(self, seat: NDArray[Any]) -> NDArray[Any]:
        """What the mentors of each team are paid."""
        fees: NDArray[Any] = np.append(seat, 0)[self._seats].sum(axis=1)
        return fees

    def wishes(self, price: NDArray[Any]) -> tuple[NDArray[Any], Numbers]:
        """What each mentee earns at most, and in how many groups."""
        places, served = self.table.seekers.places, self.goal.served
        count = np.where(price > 0, places, np.where(served + price > 0, np.minimum(places, 1), 0))
        return np.where(count > 0, served + price * count, 0), count

    def look(
        self, price: NDArray[Any], seat: NDArray[Any]
    ) -> tuple[NDArray[Any], Best, Numbers, NDArray[Any]]:
        """The bound, the best sets, each team's best option and what that is worth beyond its fee."""
        best = self.table.best(self.goal.arcs - price[self.table.arc_row])
        wanted, _ = self.wishes(price)
        if not len(self.starts):
            return wanted.sum() + seat.sum(), best, self.starts, np.zeros(0, dtype=price.dtype)
        tops = np.maximum.reduceat(best.values, self.starts)
        sizes = np.diff(np.append(self.starts, len(best.values)))
        is_top = best.values == np.repeat(tops, sizes)
        places = np.where(is_top, np.arange(len(best.values)), len(best.values))
        chosen = np.minimum.reduceat(places, self.starts)
        beyond = tops - self.fees(seat)[self.table.option_team[chosen]]
        bound = wanted.sum() + seat.sum() + np.maximum(beyond, 0).sum()
        return bound, best, chosen, beyond


def prices(table: Table, goal: Goal) -> Prices:
    """Find prices at which the bound is as low as can be, and prove it with whole numbers."""
    dual = _Dual(table, goal)
    price = -(goal.served // 10).astype(np.float64)
    seat = np.zeros(dual.width)
    master = _Master(dual)
    price, seat = _descend(dual, master, price, seat)
    price, seat = _polish(dual, master, price, seat)
    proved = _proved(dual, np.rint(price).astype(np.int64), np.rint(seat).astype(np.int64))
    return replace(proved, nearly=master.nearly())


def _descend(
    dual: _Dual, master: _Master, price: NDArray[Any], seat: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Steps against the slope; the later ones give columns to ``master``."""
    lowest: Any = np.inf
    step, stalled, kept = FIRST_STEP, 0, (price, seat)
    looks = max(1, dual.table.option_arcs.size)
    steps = min(STEPS, max(30, MOST_LOOKS // looks))
    for turn in range(steps):
        bound, best, chosen, beyond = dual.look(price, seat)
        if bound < lowest - 1:
            lowest, kept, stalled = bound, (price.copy(), seat.copy()), 0
        else:
            stalled += 1
            if stalled > PATIENCE:
                step, stalled = step * SHRINK, 0
                price, seat = kept[0].copy(), kept[1].copy()
        slope, leading = dual.wishes(price)[1].astype(np.float64), np.ones(dual.width)
        for option in chosen[beyond > 0].tolist():
            team, members = int(dual.table.option_team[option]), dual.table.members(best, option)
            slope[list(members)] -= 1
            for mentor in dual.leaders[team]:
                leading[mentor] -= 1
            if 3 * turn > steps:
                master.add(team, members)
        size = max(1.0, float(np.sqrt((slope * slope).mean())))
        price = price - step * slope / size
        if dual.together:
            seat = np.maximum(0.0, seat - step * leading / size)
    return kept


def _polish(
    dual: _Dual, master: _Master, price: NDArray[Any], seat: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Column generation, looking at prices between the best so far and those of the program."""
    lowest, kept = dual.look(price, seat)[0], (price, seat)
    for _ in range(ROUNDS):
        worth, theirs, chairs = master.solve()
        grown = 0
        for share in (0.3, 1.0):
            price = kept[0] + share * (theirs - kept[0])
            seat = kept[1] + share * (chairs - kept[1])
            bound, best, chosen, _ = dual.look(price, seat)
            for option in chosen.tolist():
                team = int(dual.table.option_team[option])
                grown += master.add_if_worth(team, dual.table.members(best, option))
            if bound < lowest:
                lowest, kept = bound, (price, seat)
        if not grown or lowest - worth < 0.5:
            break
    return kept


class _Master:
    """The linear program of the columns so far."""

    def __init__(self, dual: _Dual) -> None:
        from ortools.linear_solver import pywraplp

        self._dual = dual
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._endless = self._solver.infinity()
        self._objective = self._solver.Objective()
        self._objective.SetMaximization()
        self._rows = [self._solver.Constraint(0, 0) for _ in range(dual.height)]
        self._teams = [self._solver.Constraint(-self._endless, 1) for _ in dual.table.teams]
        self._seats = [self._solver.Constraint(-self._endless, 1) for _ in range(dual.width)]
        places, served = dual.table.seekers.places.tolist(), dual.goal.served.tolist()
        for row, (count, worth) in enumerate(zip(places, served, strict=True)):
            self._variable(worth, [self._rows[row]], -1, min(count, 1))
            if count > 1:
                self._variable(0, [self._rows[row]], -1, count - 1)
        self._known: dict[tuple[int, tuple[int, ...]], Any] = {}
        self._points = dual.goal.arcs.tolist()
        self._fees: tuple[list[float], list[float], list[float]] = ([], [], [])

    def _variable(self, worth: float, rows: list[Any], sign: int, most: float) -> Any:
        variable = self._solver.NumVar(0, most, "")
        self._objective.SetCoefficient(variable, float(worth))
        for row in rows:
            row.SetCoefficient(variable, sign)
        return variable

    def add(self, team: int, members: tuple[int, ...]) -> bool:
        """Add a column; tell whether it is new."""
        if (team, members) in self._known:
            return False
        rows = [self._rows[row] for row in members] + [self._teams[team]]
        rows += [self._seats[mentor] for mentor in self._dual.leaders[team]]
        worth = self._worth(team, members)
        self._known[team, members] = self._variable(worth, rows, 1, self._endless)
        return True

    def add_if_worth(self, team: int, members: tuple[int, ...]) -> bool:
        """Add a column that is worth more than its prices; tell whether it was."""
        price, fees, seats = self._fees
        paid = sum(price[row] for row in members) + fees[team]
        paid += sum(seats[mentor] for mentor in self._dual.leaders[team])
        return self._worth(team, members) - paid > 1e-3 and self.add(team, members)

    def _worth(self, team: int, members: tuple[int, ...]) -> int:
        at = self._dual.table.arc_at
        return sum(self._points[at[team, row]] for row in members)

    def nearly(self) -> Choice:
        """Groups that have more than half of their team: no two of them share anybody's only place."""
        found = {
            team: members
            for (team, members), variable in self._known.items()
            if variable.solution_value() > MOSTLY
        }
        return dict(sorted(found.items()))

    def solve(self) -> tuple[float, NDArray[Any], NDArray[Any]]:
        """Its value, and prices of mentees and mentors."""
        self._solver.Solve()
        self._fees = (
            [row.dual_value() for row in self._rows],
            [row.dual_value() for row in self._teams],
            [row.dual_value() for row in self._seats],
        )
        return self._objective.Value(), np.array(self._fees[0]), np.array(self._fees[2])


def _proved(dual: _Dual, price: Numbers, seat: Numbers) -> Prices:
    """Add the bound up in whole numbers, and what each arc and option would take off it."""
    seat = np.maximum(seat, 0)
    table = dual.table
    bound, best, _, beyond = dual.look(price, seat)
    earned = np.zeros(len(table.teams), dtype=np.int64)
    if len(dual.starts):
        earned[table.option_team[dual.starts]] = np.maximum(beyond, 0)
    fees = dual.fees(seat)
    left = earned + fees
    options = left[table.option_team] - best.values
    arcs = np.full(len(table.arc_row), np.iinfo(np.int64).max)
    for option, lost in _without_each(
        table, best, table.arc_row, dual.goal.arcs - price[table.arc_row]
    ):
        mine = np.array(table.options[option][1], dtype=np.int64)
        np.minimum.at(arcs, mine, options[option] + lost)
    return Prices(int(bound), arcs, options, {})


def _without_each(
    table: Table, best: Best, rows: Numbers, worth: Numbers
) -> Iterator[tuple[int, Numbers]]:
    """For each option, what its best set loses when each of its arcs must be in it."""
    least, most = table.limits
    for option, (_, arcs) in enumerate(table.options):
        own = worth[list(arcs)]
        size, floor = int(best.sizes[option]), int(best.floor[option])
        full = size == most[option] or (size == least[option] and floor < 0)
        inside = np.isin(rows[list(arcs)], table.members(best, option))
        lost = np.where(inside, 0, (floor if full else 0) - own)
        yield option, np.maximum(lost, 0)
