"""Sets of words as bits, so that thousands of them are compared at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.model.people import Participant
from rmentor.pairing.words import read_alike

Column = NDArray[Any]


def ways_to_meet(person: Participant, sites: frozenset[str]) -> frozenset[str]:
    """Ways to meet as words: remote, and each site; an unstated site is all of ``sites``."""
    return _ways(person.mode, read_alike(person.site or ""), sites)


@lru_cache(maxsize=2**12)
def _ways(mode: str, site: str, sites: frozenset[str]) -> frozenset[str]:
    ways = set()
    if mode != "onsite":
        ways.add("remote")
    if mode != "remote":
        ways |= {f"at {each}" for each in ([site] if site else [*sites, ""])}
    return frozenset(ways)


def bits(
    mine: Sequence[frozenset[str] | None], theirs: Sequence[frozenset[str] | None]
) -> tuple[Column, Column]:
    """Sets of words as rows of 64-bit words; None is every word, known or not."""
    known = sorted(frozenset().union(*(each for each in (*mine, *theirs) if each is not None)))
    numbers = {word: place for place, word in enumerate(known)}
    width = len(known) // 64 + 1

    rows: dict[frozenset[str] | None, Column] = {None: np.full(width, ~np.uint64(0))}

    def packed(sets: Sequence[frozenset[str] | None]) -> Column:
        for words in sets:
            if words not in rows:
                rows[words] = row = np.zeros(width, dtype=np.uint64)
                for place, bit in (divmod(numbers[word], 64) for word in words or ()):
                    row[place] |= np.uint64(1 << bit)
        return np.array([rows[words] for words in sets], dtype=np.uint64).reshape(-1, width)

    return packed(mine), packed(theirs)
