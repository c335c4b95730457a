"""What pictures of a program are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rmentor.followup.readership import COORDINATOR, PUBLIC, Readership
from rmentor.language.catalogue import Language
from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.reporting.pictures.widths import BETWEEN
from rmentor.reporting.views.people import names

# Rows of a picture: more are counted, or drawn in groups.
MOST_ROWS = 24


@dataclass(frozen=True)
class Scene:
    """A program on a day.

    Attributes:
        pairing: What stands, scored.
        today: The day it is, or None: then nothing is drawn that depends on it.
        is_public: Whether others than the coordinator look: then nobody is named, and no figure is
            about fewer than ``smallest_group``.
        names_nobody: Whether nobody is named, though the coordinator looks.
    """

    program: Program
    pairing: Pairing
    today: date | None
    language: Language
    is_public: bool = False
    names_nobody: bool = False

    @property
    def readers(self) -> Readership:
        """Who looks: what figures about answers they may see."""
        return PUBLIC if self.is_public else COORDINATOR

    @cached_property
    def people(self) -> Mapping[str, Participant]:
        """Participants by id."""
        return self.program.people()

    def pair_in_words(self, pair: Pair) -> str:
        """Name a pair by its people, a group by who leads it and how many learn."""
        mentors = names(self.people, pair.mentors, self.language)
        if len(pair.mentees) > 1:
            plural = self.language.plural
            return mentors + BETWEEN + plural("%(n)d mentee", "%(n)d mentees", len(pair.mentees))
        return mentors + BETWEEN + names(self.people, pair.mentees, self.language)
