"""Small programs paired the way that very large ones are: few pairs at hand, tiny bunches, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from rmentor.model.pairing import Pairing
from rmentor.model.program import Program
from rmentor.pairing.huge import bounds, choose, looks, served
from rmentor.pairing.huge.effort import Effort
from rmentor.pairing.pair import pair


@contextmanager
def as_if_huge() -> Iterator[None]:
    """Every program is too large, and little is looked at at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choose, "EXACT_PAIRS", -1)
        patch.setattr(bounds, "ROWS", 3)
        patch.setattr(bounds, "COLUMNS", 2)
        patch.setattr(bounds, "LONG_RUN", 2)
        patch.setattr(looks, "PER_PERSON", 2)
        patch.setattr(looks, "MOST_FIRST", 4)
        patch.setattr(served, "ASKED_AT_ONCE", 2)
        patch.setattr(served, "SOME_SEATS", 2)
        patch.setattr(served, "TRIED", 1)
        yield


def paired_as_if_huge(program: Program, gap: float = 0, workers: int = 1, **how: Any) -> Pairing:
    """Pairing of a small program on the way of the very large ones."""
    with as_if_huge():
        return pair(program, effort=Effort(gap=gap, workers=workers), **how)
