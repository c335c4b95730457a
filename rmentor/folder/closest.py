"""What somebody probably meant: the known word nearest to the one that was written."""

from __future__ import annotations

import difflib
import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property

# How alike a slip and a word must be, and a slip and a title or name, which share common words.
_LIKE, _MUCH_LIKE = 0.6, 0.8
_LONGEST = 80
# A file with more different slips than this is the wrong file; nobody reads that many suggestions.
_MOST_SLIPS = 500
# Above this many words, only those that share most pieces with the slip are compared letter by letter.
_MANY = 200
_SHORTLIST = 40
_PIECE = 3
_BETWEEN_WORDS = re.compile(r"[\s_.'’]+")


def folded(word: str) -> str:
    """Lower case, without accents, words joined with hyphens: "Réseaux sociaux" to "reseaux-sociaux"."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _BETWEEN_WORDS.sub("-", kept.strip())


class Nearest:
    """Known words, and other words that stand for them (titles, names, French for English)."""

    def __init__(self, words: Collection[str], others: Mapping[str, str] | None = None) -> None:
        """Take the words; in ``others``, the word meant by what people may write instead."""
        self._meant = {folded(other): word for other, word in sorted((others or {}).items())}
        self._words = {folded(word): word for word in sorted(words)}
        self._meant |= self._words
        self._told: dict[str, str | None] = {}

    def to(self, word: str) -> str | None:
        """Word that was probably meant by ``word``, or None; the same in every run."""
        if word not in self._told:
            if len(self._told) >= _MOST_SLIPS:
                return None
            self._told[word] = self._best(folded(word[:_LONGEST]))
        return self._told[word]

    def _best(self, slip: str) -> str | None:
        if slip in self._meant:
            return self._meant[slip]
        letters = sorted(slip)
        # Of two words as near, the one with the same letters: teu is tue, not thu.
        scored = [
            (-ratio, sorted(known) != letters, known)
            for known in self._shortlist(slip)
            if (ratio := difflib.SequenceMatcher(None, slip, known).ratio())
            >= (_LIKE if known in self._words else _MUCH_LIKE)
        ]
        return self._meant[min(scored)[2]] if scored else None

    def _shortlist(self, slip: str) -> Collection[str]:
        if len(self._meant) <= _MANY:
            return self._meant
        shared: Counter[str] = Counter()
        for piece in _pieces(slip):
            shared.update(self._by_piece.get(piece, ()))
        size = len(slip)
        return heapq.nsmallest(
            _SHORTLIST, shared, key=lambda known: (-shared[known] / (len(known) + size), known)
        )

    @cached_property
    def _by_piece(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for known in self._meant:
            for piece in _pieces(known):
                index[piece].append(known)
        return index


def _pieces(word: str) -> set[str]:
    return {word[at : at + _PIECE] for at in range(max(1, len(word) - _PIECE + 1))}


def nearest(
    word: str, words: Collection[str], others: Mapping[str, str] | None = None
) -> str | None:
    """Word of ``words`` that was probably meant by ``word``, or None."""
    return Nearest(words, others).to(word)
