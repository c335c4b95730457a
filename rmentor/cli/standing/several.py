"""What is found of several programs, before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from rmentor.followup.portfolio import Standing
    from rmentor.followup.shared import Clash, Shared
    from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What was found.

    Attributes:
        today: The day, or None.
        programs: Those without errors, by folder.
        standings: How each of them stands.
        errors: How many errors the others have.
        reports: Names of the reports that are there for these readers, by folder.
        shared: Who takes part in two at once.
        clashes: Sessions of theirs at one time.
    """

    today: date | None
    programs: dict[str, Program]
    standings: dict[str, Standing]
    errors: dict[str, int]
    reports: dict[str, frozenset[str]]
    shared: tuple[Shared, ...]
    clashes: tuple[Clash, ...]
