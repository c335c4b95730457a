"""What the points of the readiness list look at, and how they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rmentor.language.catalogue import Language
from rmentor.model.people import Participant
from rmentor.model.program import Program

_MOST_NAMES = 3

Answer = tuple[bool | None, str, str]
"""Met, unmet or unknown (None); evidence; next step."""


@dataclass(frozen=True, slots=True)
class Case:
    """A program, who takes part in it, and the language to speak.

    Attributes:
        only_in_line: Mentees whose only otherwise feasible mentors are in their reporting line.
        today: The day it is, if somebody says so.
        taking_part: Active volunteers, and those of them who teach and who learn.
    """

    program: Program
    language: Language
    only_in_line: Sequence[str]
    today: date | None
    taking_part: tuple[Participant, ...]
    mentors: tuple[Participant, ...]
    mentees: tuple[Participant, ...]

    def text(self, sentence: str, /, **fields: object) -> str:
        """Say a sentence."""
        return self.language.text(sentence, **fields)

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """Say the form of a sentence that goes with ``n``."""
        return self.language.plural(one, many, n, **fields)

    def names(self, people: Sequence[str]) -> str:
        """Name some people, at most three, and say how many more there are."""
        return self.language.few(people, _MOST_NAMES)


def listed(*parts: str) -> str:
    """Put parts of a sentence in a row."""
    return ", ".join(parts)
