"""The words of ``--what-if``, read clause by clause.

A clause is ``without PERSON``, ``with MENTOR MENTEE``, ``not MENTOR MENTEE``, ``weight NAME=N``,
``rule NAME=VALUE`` or ``aim total|fair``. One option value may hold several, with commas, semicolons
or nothing between. Where the words are not quoted, the shell gives the option only the first one of
a clause; the others arrive as words left over, and each clause takes its own from there.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rmentor.pairing.questions.suppositions import AIM, NOT, RULE, WEIGHT, WITH, WITHOUT

# How many people a clause names; the others name settings.
PEOPLE = {WITHOUT: 1, WITH: 2, NOT: 2}
CLAUSES = (WITHOUT, WITH, NOT, WEIGHT, RULE, AIM)
# What cannot be read: no such clause, words missing, nobody of that name, not NAME=VALUE.
UNKNOWN, SHORT, NOBODY, UNSET = "unknown", "short", "nobody", "unset"

_PARTS = re.compile(r"[,;]")
_SETTING = re.compile(r"([^\s=]+)\s*=\s*([^\s=]+)")

# Id of the person whom a word means, or None.
Find = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause.

    Attributes:
        word: One of ``CLAUSES``.
        people: Ids of those whom it names.
        name: Of the setting; empty for ``aim``.
        value: Of the setting, as typed.
    """

    word: str
    people: tuple[str, ...] = ()
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that cannot be read.

    Attributes:
        kind: ``UNKNOWN``, ``SHORT``, ``NOBODY`` or ``UNSET``.
        text: The words.
    """

    kind: str
    text: str


def parse(
    values: Sequence[str], leftover: Sequence[str], find: Find
) -> tuple[tuple[Clause, ...], tuple[Slip, ...]]:
    """Read all clauses; answer them with everything that cannot be read.

    Args:
        values: Values of the option, in order.
        leftover: Words that belong to no option, in order.
        find: Tells whom a word means.
    """
    reader = _Reader(find, deque(_shell_words(leftover, find)))
    for value in values:
        parts = [part.split() for part in _PARTS.split(value)]
        for place, words in enumerate(filter(None, parts)):
            reader.read(words, is_last=place == sum(map(bool, parts)) - 1)
    reader.read_rest()
    return tuple(reader.clauses), tuple(reader.slips)


def _shell_words(words: Sequence[str], find: Find) -> Iterator[str]:
    """Words as the shell gave them; a name may hold spaces and commas, and a comma may end a clause."""
    for word in words:
        if find(word) is not None:
            yield word
        else:
            yield from filter(None, map(str.strip, _PARTS.split(word)))


class _Reader:
    """Clauses and slips, as far as the words were read."""

    def __init__(self, find: Find, rest: deque[str]) -> None:
        self.clauses: list[Clause] = []
        self.slips: list[Slip] = []
        self._find = find
        self._rest = rest

    def read(self, words: Sequence[str], *, is_last: bool) -> None:
        """Read one part of an option's value; its last clause may go on in the words left over."""
        place = 0
        while place < len(words):
            word = words[place].casefold()
            end = self._end_of_run(words, place + 1, PEOPLE.get(word, 0))
            run = words[place + 1 : end]
            goes_on = is_last and end == len(words)
            if word in PEOPLE:
                self._people(word, run, goes_on=goes_on)
            elif word in CLAUSES:
                self._setting(word, run or (self._assignments(word) if goes_on else []))
            elif "=" in word and self.clauses and self.clauses[-1].name:
                # weight needs=60, drive=0
                self._setting(self.clauses[-1].word, words[place:end])
            else:
                self.slips.append(Slip(UNKNOWN, words[place]))
            place = end
        if is_last and place == len(words):
            self.read_rest(only_clauses=True)

    def read_rest(self, *, only_clauses: bool = False) -> None:
        """Read the words left over: as long as they begin clauses, or to the end."""
        while self._rest and not (only_clauses and self._rest[0].casefold() not in CLAUSES):
            word = self._rest.popleft()
            if word.casefold() in PEOPLE:
                self._people(word.casefold(), [], goes_on=True)
            elif word.casefold() in CLAUSES:
                self._setting(word.casefold(), self._assignments(word.casefold()))
            elif " " in word:
                self.read(word.split(), is_last=False)
            else:
                self.slips.append(Slip(UNKNOWN, word))

    def _end_of_run(self, words: Sequence[str], start: int, wanted: int) -> int:
        """Where the next clause begins; somebody may be called like one."""
        for place in range(start, len(words)):
            is_person = place - start < wanted and self._find(words[place]) is not None
            if words[place].casefold() in CLAUSES and not is_person:
                return place
        return len(words)

    def _people(self, word: str, run: Sequence[str], *, goes_on: bool) -> None:
        wanted = PEOPLE[word]
        names = list(run)
        if len(names) > wanted:
            names = self._joined(names, wanted)
        while len(names) < wanted and goes_on and self._rest:
            names.append(self._from_rest())
        if len(names) < wanted:
            self.slips.append(Slip(SHORT, " ".join([word, *names])))
            return
        found = [self._find(name) for name in names]
        self.slips += [
            Slip(NOBODY, name) for name, person in zip(names, found, strict=True) if person is None
        ]
        if None not in found:
            self.clauses.append(Clause(word, tuple(filter(None, found))))

    def _joined(self, words: Sequence[str], wanted: int) -> list[str]:
        """Names of one word or more: the way to join the words in which most of them are known."""
        whole = " ".join(words)
        if wanted == 1:
            return [whole]
        ways = [[" ".join(words[:cut]), " ".join(words[cut:])] for cut in range(1, len(words))]
        return max(
            ways, key=lambda way: sum(len(name) for name in way if self._find(name) is not None)
        )

    def _from_rest(self) -> str:
        """Next name in the words left over, which may be of several words, unquoted."""
        for count in range(1, len(self._rest) + 1):
            name = " ".join(list(self._rest)[:count])
            if self._find(name) is not None:
                for _ in range(count):
                    self._rest.popleft()
                return name
        return self._rest.popleft()

    def _assignments(self, word: str) -> list[str]:
        """Values of a setting in the words left over."""
        found: list[str] = []
        while self._rest and self._rest[0].casefold() not in CLAUSES:
            if found and (word == AIM or "=" not in self._rest[0]):
                break
            found.append(self._rest.popleft())
        return found

    def _setting(self, word: str, run: Sequence[str]) -> None:
        text = " ".join(run)
        if not run:
            self.slips.append(Slip(SHORT, word))
        elif word == AIM:
            self.clauses.append(Clause(AIM, value=run[0]))
            self.slips += [Slip(UNKNOWN, each) for each in run[1:]]
        elif found := _SETTING.findall(text):
            self.clauses += [Clause(word, name=name, value=value) for name, value in found]
            if strange := _SETTING.sub("", text).split():
                self.slips.append(Slip(UNSET, " ".join(strange)))
        else:
            self.slips.append(Slip(UNSET, text))
