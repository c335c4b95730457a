"""The words by which texts speak of somebody: which to replace, and which only a person can judge.

Certain are a whole name, an e-mail address, an id that is no word of any language, ids of pairs. A
first name alone, or a name that two people have, may mean somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rmentor.model.people import Participant

# An id within a text, not a part of a longer one. "--" joins ids to those of pairs.
_BEFORE_ID = r"(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)(?<![A-Za-z0-9][._])"
_AFTER_ID = r"(?![A-Za-z0-9])(?!-[A-Za-z0-9])"
_BEFORE, _AFTER = r"(?<![\w@.-])", r"(?![\w@-])"
_GAP = r"[\s\u00a0\u202f]+(?:#[ \t]*)?"
_SHORTEST_WORD = 3
# How far a name reaches, and signs that stand around it in texts and files.
_FAR = 80
_SIGNS = " \t\r\"'#.,;:!?()[]{}«»“”’*_"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in a text that speak of somebody, or may do so.

    Attributes:
        start: Index of the first character.
        end: Index after the last.
        instead: What is to stand there; None where somebody has to look at it.
    """

    start: int
    end: int
    instead: str | None


class PersonWords:
    """Finds the words that speak of one person."""

    def __init__(
        self,
        person: Participant,
        others: Iterable[Participant],
        alias: tuple[str, str],
        pairs: Mapping[str, str],
        also: Iterable[str] = (),
    ) -> None:
        """Gather the words.

        Args:
            person: Who is meant.
            others: Everybody else: their names are not looked into, and a name that one of them has,
                too, is not certain.
            alias: Id and name that stand in the place of the person's; empty: nothing does.
            pairs: New ids of pairs by the old ones that name the person.
            also: Further words that mean the person for certain.
        """
        id_, name = alias
        certain: list[tuple[str, str]] = [
            (_BEFORE_ID + re.escape(old) + _AFTER_ID, new)
            for old, new in sorted(pairs.items(), key=lambda each: (-len(each[0]), each[0]))
        ]
        doubtful: list[str] = []
        if person.email:
            certain.append((_loosely(person.email) + r"(?!\.\w)", id_))
        spoken = re.compile(
            "|".join(map(_loosely, {person.name, *words_of(person.name)})), re.IGNORECASE
        )
        longer = [each.name for each in others if spoken.search(each.name)]
        is_shared = any(_folded(each) == _folded(person.name) for each in longer)
        (doubtful.append if is_shared else lambda each: certain.append((each, name)))(
            _loosely(person.name)
        )
        certain += [(_loosely(word), name) for word in also if word.strip()]
        as_id = _BEFORE_ID + re.escape(person.id) + _AFTER_ID
        if re.search(r"[0-9-]", person.id):
            certain.append((as_id, id_))
        else:
            doubtful.append(as_id)
        if person.email and len(local := person.email.partition("@")[0]) > _SHORTEST_WORD:
            doubtful.append(_loosely(local))
        words = [_as_written(word) for word in words_of(person.name)]
        self._instead = [new for _, new in certain]
        self._certain = [re.compile(pattern, re.IGNORECASE) for pattern, _ in certain]
        self._doubtful = [re.compile(each, re.IGNORECASE) for each in doubtful]
        self._doubtful += [re.compile(word) for word in words]
        self._others = _Names(longer)

    def certain_in(self, text: str) -> bool:
        """Whether a text speaks of the person for certain."""
        return any(each.instead is not None for each in self.mentions(text))

    def mentions(self, text: str) -> list[Mention]:
        """All words that speak of the person, in their order; none overlaps another."""
        taken = _Spans()
        patterns = [
            *zip(self._certain, self._instead, strict=True),
            *((pattern, None) for pattern in self._doubtful),
        ]
        found = [
            Mention(match.start(), match.end(), instead)
            for pattern, instead in patterns
            for match in pattern.finditer(text)
            if not self._others.hold(text, match.start(), match.end())
            and taken.add(match.start(), match.end())
        ]
        return sorted(found, key=lambda each: each.start)

    def replaced(self, text: str) -> str:
        """The text with everything certain replaced."""
        position = 0
        pieces: list[str] = []
        for each in self.mentions(text):
            if each.instead is not None:
                pieces += (text[position : each.start], each.instead)
                position = each.end
        return "".join((*pieces, text[position:]))


class _Names:
    """Names of other people, of which a word may be somebody's, too."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {_folded(each) for each in names}
        self._most = max((len(each.split()) for each in self._names), default=0)

    def hold(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch of a text is part of the name of somebody else, written there in full."""
        if not self._names:
            return False
        before = text[max(0, start - _FAR) : start].rpartition("\n")[2].split(" ")
        after = text[end : end + _FAR].partition("\n")[0].split(" ")
        inner = text[start:end]
        for first in range(min(len(before), self._most)):
            for last in range(min(len(after), self._most)):
                words = (*before[len(before) - 1 - first :], *after[: last + 1])
                middle = first + 1
                head, tail = " ".join(words[:middle]), " ".join(words[middle:])
                said = f"{head}{inner}{tail}"
                if said != inner and any(_folded(each) in self._names for each in _trimmed(said)):
                    return True
        return False


def _trimmed(said: str) -> tuple[str, str, str]:
    """Words with and without the signs around them; a name may end with a stop."""
    front = said.lstrip(_SIGNS)
    return front, front.rstrip(_SIGNS), front.rstrip(_SIGNS.replace(".", ""))


class _Spans:
    """Stretches of a text that are taken."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> bool:
        """Take a stretch; answer False where some of it is taken already."""
        place = bisect_right(self._spans, (start, end))
        before = place and self._spans[place - 1][1] > start
        after = place < len(self._spans) and self._spans[place][0] < end
        if before or after:
            return False
        self._spans.insert(place, (start, end))
        return True


def words_of(name: str) -> list[str]:
    """Words of a name by which somebody may be known, each once."""
    return sorted({word for word in _WORD.findall(name) if len(word) >= _SHORTEST_WORD})


def _loosely(words: str) -> str:
    """Pattern of words with any space between them, and accents in either form of Unicode."""
    return _BEFORE + _GAP.join(_either_form(word) for word in words.split()) + _AFTER


def _as_written(word: str) -> str:
    """Pattern of a word of a name as it is written, or in capitals: rose is a flower, Rose may be her."""
    both = f"{_either_form(word)}|{_either_form(word.upper())}"
    return f"{_BEFORE}(?:{both}){_AFTER}"


def _either_form(word: str) -> str:
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return "(?:" + "|".join(re.escape(each) for each in sorted(forms)) + ")"


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
