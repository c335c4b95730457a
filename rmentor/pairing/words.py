"""Words that people typed, compared the way that people read them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=2**14)
def read_alike(text: str) -> str:
    """Form in which two spellings of one word are the same: case and outer spaces do not count."""
    return " ".join(text.split()).casefold()


def in_common(mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Words of ``mine`` that ``theirs`` has, too, as ``mine`` spells them, in its order."""
    other = distinct(theirs)
    found = {read_alike(word): word for word in reversed(tuple(mine)) if read_alike(word) in other}
    return tuple(reversed(found.values()))


def distinct(words: Iterable[str]) -> frozenset[str]:
    """Different words, however often and however they are spelt."""
    return _distinct(tuple(words))


@lru_cache(maxsize=2**14)
def _distinct(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(read_alike, words)))
