"""Topics: what is taught, and what each level of it looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages; the same in both where only one was given."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """Text in ``language``, ``fr`` or ``en``."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that one person can teach another.

    Attributes:
        id: Slug.
        title: Its name.
        group: Slug of the group it is listed under, or None.
        levels: What levels look like, by level (1, 3 and 5 in the built-in catalogue).
        exercises: First ones for a first session, the last for a later one.
        material: What to bring.
        after: Topics that come before this one.
    """

    id: str
    title: Words
    group: str | None = None
    levels: Mapping[int, Words] = field(default_factory=dict)
    exercises: tuple[Words, ...] = ()
    material: tuple[Words, ...] = ()
    after: tuple[str, ...] = ()
