"""How far to go, and how to say how far it has come."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

# Per cent of the total between it and the largest that was not ruled out.
USUAL_GAP = 0.1
# More threads than this hardly look any faster, for they share the memory that they read.
MOST_THREADS = 8


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the work that begins now.

    Attributes:
        name: ``score``, ``serve``, ``solve``, ``prove`` or ``explain``.
        round: From 1, where there are rounds; else 0.
        gap: What is known at that time, in per cent of the total; None before anything is.
    """

    name: str
    round: int = 0
    gap: float | None = None


def say_nothing(_: Phase) -> None:
    """Keep the phases to oneself."""


def never() -> bool:
    """Go on, however long it takes."""
    return False


@dataclass(frozen=True, slots=True)
class Effort:
    """What the pairing of very many people may cost; up to 10,000 it is always exact.

    Attributes:
        gap: Per cent of the total at which to stop; 0 goes on to the proved optimum.
        enough: Asked after each round; stops where it answers yes, with what is proved by then.
        tell: Told of each phase when it begins.
        workers: Threads; the result does not depend on them.
    """

    gap: float = USUAL_GAP
    enough: Callable[[], bool] = never
    tell: Callable[[Phase], None] = say_nothing
    workers: int = min(MOST_THREADS, os.cpu_count() or 1)


USUAL = Effort()
