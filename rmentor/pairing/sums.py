"""Sums of rows: what a mentee shares with every mentor, topic by topic, added up in small integers.

A mentee with four wants needs four rows (one a topic, level and importance), and thousands of
mentees need the same few hundred: each row is made once and then only added. This is exact, and
several times faster than a product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[Any]
Key = TypeVar("Key", bound=Hashable)

# Rows of all keys are kept up to this size; above it, each block makes those that it needs.
KEPT_BYTES = 48 * 2**20


class RowSums(Generic[Key]):
    """For any mentees, the sums of the rows that belong to their keys, exact.

    Args:
        keys: Keys of each mentee.
        make: Row of a key: a number for each mentor.
        width: Number of mentors.
        largest: No sum is above this; the narrowest type that holds it is used.
    """

    def __init__(
        self,
        keys: Sequence[Sequence[Key]],
        make: Callable[[Key], Rows],
        width: int,
        largest: int,
    ) -> None:
        self._make = make
        self._width = width
        self._dtype = np.min_scalar_type(largest)
        self._keys = list(dict.fromkeys(key for each in keys for key in each))
        number = {key: place for place, key in enumerate(self._keys, start=1)}
        self._lengths = np.array([len(each) for each in keys], dtype=np.int64)
        # Key number 0 is a row of zeros: mentees with fewer keys are filled up with it.
        self._numbers = np.zeros((len(keys), max(map(len, keys), default=0)), dtype=np.int64)
        filled = np.arange(self._numbers.shape[1])[None, :] < self._lengths[:, None]
        self._numbers[filled] = [number[key] for each in keys for key in each]
        size = (len(self._keys) + 1) * width * self._dtype.itemsize
        self._table = self._rows_of(range(len(self._keys))) if size <= KEPT_BYTES else None

    def _rows_of(self, places: Sequence[int]) -> Rows:
        table = np.zeros((len(places) + 1, self._width), dtype=self._dtype)
        for row, place in enumerate(places, start=1):
            table[row] = self._make(self._keys[place])
        return table

    def of(self, mentees: NDArray[np.int64]) -> Rows:
        """Sums for these mentees, a row each, a column a mentor."""
        most = int(self._lengths[mentees].max(initial=0))
        total = np.zeros((len(mentees), self._width), dtype=self._dtype)
        numbers, table = self._numbers[mentees, :most], self._table
        if table is None:
            used = np.unique(numbers)
            used = used[used > 0]
            table = self._rows_of((used - 1).tolist())
            numbers = np.where(numbers > 0, np.searchsorted(used, numbers) + 1, 0)
        for column in range(most):
            total += table[numbers[:, column]]
        return total

    def at(self, mentees: NDArray[np.int64], mentors: NDArray[np.int64]) -> Rows:
        """Sums for single pairs, one after another."""
        most = int(self._lengths[mentees].max(initial=0))
        total = np.zeros(len(mentees), dtype=self._dtype)
        if self._table is None:
            for pairs, row in self._rows_of_pairs(self._numbers[mentees, :most]):
                total[pairs] += row[mentors[pairs]]
            return total
        for column in range(most):
            total += self._table[self._numbers[mentees, column], mentors]
        return total

    def _rows_of_pairs(self, numbers: NDArray[np.int64]) -> Iterator[tuple[Rows, Rows]]:
        """Pairs whose mentees have a key, and the key's row, key by key; ``numbers`` by pair."""
        pairs, slots = numbers.nonzero()
        keys = numbers[pairs, slots]
        order = np.argsort(keys, kind="stable")
        used, starts = np.unique(keys[order], return_index=True)
        stops = [*starts[1:].tolist(), len(order)]
        for key, start, stop in zip(used.tolist(), starts.tolist(), stops, strict=False):
            row = self._make(self._keys[key - 1]).astype(self._dtype)
            yield pairs[order[start:stop]], row
