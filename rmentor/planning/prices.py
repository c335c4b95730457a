"""What people's time is worth, and the bound that this proves.

Each claim on somebody's time (``chains.Table``) has a price. At any prices, the room of all claims at
their prices, and what each pair's best chain is worth beyond the prices that it pays, add up to more
than any dates are worth (Lagrange): the lower, the better the prices.

1. The best chains at some prices are columns of a linear program: so much of each chain, at most one of
   a pair, at most the room of each claim. Its duals are better prices, which ask for new chains,
   until none is worth more than it pays (Dantzig and Wolfe, 1960). Claims enter it once overfilled.
2. Prices are rounded to whole numbers, and the bound is added up in these exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rmentor.planning.chains import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCALE = 1 << 20  # prices are whole numbers of this part of a point
_NEARLY = 1e-6
_MOST_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Column:
    """A chain in the program.

    Attributes:
        pair: Place of the pair in the table.
        starts: Places of its starts.
        worth: What it is worth.
        variable: How much of it is taken.
    """

    pair: int
    starts: tuple[int, ...]
    worth: int
    variable: Any

    @property
    def share(self) -> float:
        """How much of it the program takes, 0 to 1."""
        share: float = self.variable.solution_value()
        return share


class Prices:
    """The linear program of the chains so far.

    Attributes:
        bound: No dates of the pairs are worth more.
        worth: Value of the program; with some chains settled, what can still be hoped for.
        columns: Chains so far, those of each pair.
    """

    def __init__(self, table: Table) -> None:
        from ortools.linear_solver import pywraplp

        self.table = table
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._objective = self._solver.Objective()
        self._objective.SetMaximization()
        self._one = [self._solver.Constraint(-self._solver.infinity(), 1) for _ in table.tasks]
        self._rows: dict[int, Any] = {}
        self._on: defaultdict[int, list[tuple[Any, int]]] = defaultdict(list)
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        self.columns: list[list[Column]] = [[] for _ in table.tasks]
        self.bound = int(table.gains.sum())
        self.worth = 0.0

    def settle(self, enough: int, settled: Mapping[int, Column]) -> None:
        """Let prices find each other; stop early once the bound is ``enough``.

        Pairs in ``settled`` have their chain already: they ask for no other.
        """
        prices, tops = np.zeros(len(self.table.room), dtype=np.int64), [0.0] * len(self.columns)
        if self._known:
            prices, tops = self._solved()
        for _ in range(_MOST_ROUNDS):
            grown = self._ask(prices, tops, settled)
            if not settled and self.bound <= enough:
                return
            if not grown and not self._tighten():
                return
            prices, tops = self._solved()

    def _solved(self) -> tuple[NDArray[np.int64], list[float]]:
        """Prices of claims, and what each pair's chains are worth beyond them."""
        self._solver.Solve()
        self.worth = self._objective.Value()
        prices = np.zeros(len(self.table.room), dtype=np.int64)
        for claim, row in self._rows.items():
            prices[claim] = max(0, round(row.dual_value() * SCALE))
        return prices, [max(0.0, row.dual_value()) for row in self._one]

    def _ask(
        self, prices: NDArray[np.int64], tops: list[float], settled: Mapping[int, Column]
    ) -> bool:
        """Ask each pair for its best chain; answer whether there was a new one worth its prices."""
        gains = self.table.gains * SCALE - self.table.charged(prices)
        bound, grown = int(prices @ self.table.room), False
        for pair, courses in enumerate(self.table.courses):
            if pair in settled:
                continue
            value, chosen = 0, []
            for course in courses:
                more, starts = course.best(gains)
                value += more
                chosen += starts
            bound += value
            if value > (tops[pair] + _NEARLY) * SCALE:
                grown |= self.add(pair, tuple(chosen))
        if not settled:
            self.bound = min(self.bound, bound // SCALE)
        return grown

    def add(self, pair: int, starts: tuple[int, ...]) -> bool:
        """Add a chain; tell whether it is new."""
        if not starts or (pair, starts) in self._known:
            return False
        self._known.add((pair, starts))
        worth = int(self.table.gains[list(starts)].sum())
        variable = self._solver.NumVar(0, self._solver.infinity(), "")
        self._objective.SetCoefficient(variable, float(worth))
        self._one[pair].SetCoefficient(variable, 1)
        claims, counts = self.table.taken(starts)
        for claim, count in zip(claims.tolist(), counts.tolist(), strict=True):
            self._on[claim].append((variable, count))
            if claim in self._rows:
                self._rows[claim].SetCoefficient(variable, count)
        self.columns[pair].append(Column(pair, starts, worth, variable))
        return True

    def _tighten(self) -> bool:
        """Let in the claims that are overfilled; answer whether there were any."""
        used = np.zeros(len(self.table.room))
        for columns in self.columns:
            for column in columns:
                if column.share > _NEARLY:
                    claims, counts = self.table.taken(column.starts)
                    used[claims] += counts * column.share
        over = np.flatnonzero(used > self.table.room + _NEARLY).tolist()
        for claim in over:
            if claim in self._rows:
                continue
            row = self._solver.Constraint(-self._solver.infinity(), float(self.table.room[claim]))
            for variable, count in self._on[claim]:
                row.SetCoefficient(variable, count)
            self._rows[claim] = row
        return any(True for _ in over)
