"""A few of the inputs of ``make torture`` in every run of the tests: mutated files end as findings or clear errors."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.torture.parsers import PARSERS

# The figures of a hundred thousand each are in docs/reliability.md.
INPUTS = 60
SECONDS = 2.0


@pytest.mark.parametrize("name", list(PARSERS))
def test_no_mutated_input_is_more_than_a_finding(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, and none that takes seconds; the next run of the tests tries the same ones."""
    from rmentor.reporting import render

    monkeypatch.setattr(render, "BUDGET", render.BUDGET)
    attempt = PARSERS[name].prepare(tmp_path)
    taken = 0
    for number in range(INPUTS):
        begin = time.process_time()
        taken += attempt(random.Random(f"{name} {number}"))
        assert time.process_time() - begin < SECONDS, f"{name} {number}"
    assert 0 < taken < INPUTS
