"""A program without its people's names, for what is handed on.

Whatever a view or a template makes of it, there is nobody in it to name but those who speak with their
names in quotes, the coordinator and the sponsor. In texts that people wrote, names give way to "…".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from rmentor.folder.closest import folded
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.register import Idea
from rmentor.reporting.views.learning import heard

NOBODY, INSTEAD = "–", "…"
_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of a name, of an id or of an address.
_GAP = re.compile(r"[\W_]{1,12}")
# Shorter words of names mean too many other things.
_SHORTEST = 3
# Fields that hold ids and words of a list, not what people wrote.
_CODES = frozenset(
    ("id", "who", "topic", "topics", "kit", "event", "kpis", "owner", "format", "kind", "audience",
     "source", "status", "state", "unit", "better", "computed")
)  # fmt: skip
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Nameless:
    """A program to hand on, and what somebody may want to look at.

    Attributes:
        program: Without names.
        named: Texts in which a name gave way, such as ``register.yaml: friday-lunch``.
        perhaps: Texts that hold a word of somebody's name, such as a first name, which stays.
    """

    program: Program
    named: tuple[str, ...]
    perhaps: tuple[str, ...]


def nameless(program: Program, today: date | None) -> Nameless:
    """Take the names out of a program; ``today`` tells whose quotes may bear theirs."""
    names = Names(program.participants)
    speakers = {quote.who for quote in heard(program, today) if quote.named}
    register = names.without("register.yaml", program.register)
    bare = replace(
        program,
        participants=tuple(
            replace(each, name=each.name if each.id in speakers else NOBODY, email=None)
            for each in program.participants
        ),
        objectives=names.without("objectives.yaml", program.objectives),
        kpis=names.without("objectives.yaml", program.kpis),
        framework=names.without("framework.yaml", program.framework),
        plan=replace(program.plan, events=names.without("plan.yaml", program.plan.events)),
        register=replace(
            register, ideas=tuple(_unowned(program, names, each) for each in register.ideas)
        ),
    )
    return Nameless(bare, tuple(dict.fromkeys(names.named)), tuple(dict.fromkeys(names.perhaps)))


def _unowned(program: Program, names: Names, idea: Idea) -> Idea:
    """An idea; who answers for it only where that is no participant, such as a department."""
    owner = idea.owner
    is_somebody = owner is not None and (owner in program.people() or names.is_name(owner))
    return replace(idea, owner=None) if is_somebody else idea


class Names:
    """Finds participants' names, ids and addresses in texts, however they are accented and spaced.

    Attributes:
        named: Texts in which there was one, in their order; ``perhaps``: in which there may be.
    """

    def __init__(self, people: Iterable[Participant]) -> None:
        """Take the names."""
        self.named: list[str] = []
        self.perhaps: list[str] = []
        self._longer: dict[str, set[tuple[str, ...]]] = {}
        # A name of one word is it where it is written alike: rose is a flower.
        self._single: set[str] = set()
        self._parts: set[str] = set()
        for person in people:
            written = _WORD.findall(person.name)
            self._parts |= {word for word in written if len(word) >= _SHORTEST}
            if len(written) == 1 and len(written[0]) > 1 and not written[0].isdigit():
                self._single |= set(written)
            for text in (person.name, person.id, person.email or ""):
                words = tuple(map(folded, _WORD.findall(text)))
                if len(words) > 1:
                    self._longer.setdefault(words[0], set()).add(words)

    def is_name(self, text: str) -> bool:
        """Whether a text is nothing but somebody's name."""
        return text.strip() != "" and self.taken_out(text)[0].strip(f"{INSTEAD}. ") == ""

    def without(self, place: str, value: _T) -> _T:
        """The same value without names in what people wrote; notes where there were some.

        Args:
            place: File that holds it.
            value: Texts, tuples, and values made of them.
        """
        return self._without(place, place, value)  # type: ignore[no-any-return]

    def _without(self, file: str, place: str, value: Any) -> Any:
        if isinstance(value, str):
            text, is_certain, is_doubtful = self.taken_out(value)
            self.named += [place] if is_certain else []
            self.perhaps += [place] if is_doubtful else []
            return text
        if isinstance(value, tuple):
            return tuple(self._without(file, place, each) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            own = f"{file}: {value.id}" if hasattr(value, "id") else place
            changed = {
                each.name: self._without(file, own, getattr(value, each.name))
                for each in fields(value)
                if each.name not in _CODES
            }
            return replace(value, **changed)
        return value

    def taken_out(self, text: str) -> tuple[str, bool, bool]:
        """The text without names, whether there were some, and whether a part of one is left."""
        words = list(_WORD.finditer(text))
        pieces: list[str] = []
        end = at = 0
        is_doubtful = False
        while at < len(words):
            length = self._length_at(text, words, at)
            if length:
                pieces += (text[end : words[at].start()], INSTEAD)
                end = words[at + length - 1].end()
                # The point of an initial belongs to it.
                is_initial = len(words[at + length - 1].group()) == 1
                end += is_initial and text.startswith(".", end)
            else:
                is_doubtful |= words[at].group() in self._parts
            at += max(length, 1)
        return "".join((*pieces, text[end:])), bool(pieces), is_doubtful

    def _length_at(self, text: str, words: Sequence[re.Match[str]], at: int) -> int:
        """How many words are a name that begins with this one; 0: none does."""
        first = words[at].group()
        for name in sorted(
            self._longer.get(folded(first), ()), key=lambda each: (-len(each), each)
        ):
            mine = words[at : at + len(name)]
            if tuple(folded(word.group()) for word in mine) == name and all(
                _GAP.fullmatch(text[one.end() : other.start()]) for one, other in pairwise(mine)
            ):
                return len(name)
        return int(first in self._single)
