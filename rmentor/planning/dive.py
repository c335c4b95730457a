"""Dates for pairs that share people, from prices: one pair after the other takes a chain.

Of the chains that the linear program of ``prices`` takes for the most part, one is settled, and prices
find each other again around it. Where nothing as good as the target can be hoped for any more, the
last choice is taken back, so often and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from rmentor.planning.prices import Column, Prices

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEARLY = 1e-4
_WHOLE = 1 - 1e-6


def dive(prices: Prices, target: int) -> tuple[int, dict[int, tuple[int, ...]]]:
    """Choose one chain of each pair; answer what all are worth, and their starts by pair's place.

    Args:
        prices: Settled, with no pair's chain chosen.
        target: What they should be worth; no dates are worth more.
    """
    search = _Dive(prices, target)
    search.run()
    return search.best_worth, search.best


class _Dive:
    def __init__(self, prices: Prices, target: int) -> None:
        self.prices, self.target = prices, target
        self.settled: dict[int, Column] = {}
        self.order: list[list[Column]] = []
        self.retries = 2 * len(prices.table.tasks) + 10
        self.best_worth = -1
        self.best: dict[int, tuple[int, ...]] = {}

    def run(self) -> None:
        """Settle chains until no pair is left that has one to take."""
        while True:
            self._fall()
            if self.best_worth >= self.target or not self.order or self.retries <= 0:
                return
            self._take_back()
            self.prices.settle(0, self.settled)

    def _fall(self) -> None:
        while True:
            hopeless = self.prices.worth < self.target - _NEARLY
            if hopeless and self.order and self.retries > 0:
                self._take_back()
            else:
                chosen = self._choice()
                if not chosen:
                    break
                for column in chosen:
                    self._settle(column)
                self.order.append(chosen)
            self.prices.settle(0, self.settled)
        worth = sum(column.worth for column in self.settled.values())
        if worth > self.best_worth:
            self.best_worth = worth
            self.best = {pair: column.starts for pair, column in self.settled.items()}

    def _choice(self) -> list[Column]:
        """All chains that are taken wholly, else the one that is taken most."""
        shares = [
            (round(column.share, 6), column.worth, column)
            for pair, columns in enumerate(self.prices.columns)
            if pair not in self.settled
            for column in columns
            if column.share > _NEARLY
        ]
        whole = [column for share, _, column in shares if share >= _WHOLE]
        if whole:
            return whole
        room = self.prices.table.room - self._used(self.settled)
        for _, _, column in sorted(shares, key=lambda s: (-s[0], -s[1], s[2].pair, s[2].starts)):
            claims, counts = self.prices.table.taken(column.starts)
            if (counts <= room[claims]).all():
                return [column]
        return []

    def _used(self, settled: Mapping[int, Column]) -> NDArray[np.int64]:
        used = np.zeros(len(self.prices.table.room), dtype=np.int64)
        for column in settled.values():
            claims, counts = self.prices.table.taken(column.starts)
            used[claims] += counts
        return used

    def _settle(self, column: Column) -> None:
        column.variable.SetLb(1)
        self.settled[column.pair] = column

    def _take_back(self) -> None:
        """Take the last choice back, and forbid its chain if it was a choice."""
        self.retries -= 1
        chosen = self.order.pop()
        for column in chosen:
            del self.settled[column.pair]
            column.variable.SetLb(0)
        if len(chosen) == 1:
            chosen[0].variable.SetUb(0)
