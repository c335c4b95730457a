"""The sample, Monday after Monday: ``status`` leads from one command to the next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Rmentor


@pytest.fixture
def sample(rmentor: Rmentor, tmp_path: Path) -> Path:
    """A fresh sample program."""
    folder = tmp_path / "demo"
    assert rmentor("init", "--sample", folder).code == 0
    return folder


def test_status_leads_from_people_to_sessions_and_on(rmentor: Rmentor, sample: Path) -> None:
    """What it names as next is what makes it name something else."""

    def status(today: str, *more: str) -> str:
        done = rmentor("status", "--program", sample, "--today", today, *more)
        assert done.code == 0, done.err
        return done.out

    def found(today: str) -> Any:
        return json.loads(status(today, "--json"))

    assert "→ rmentor pair" in status("2026-12-01")
    assert rmentor("pair", "--program", sample).code == 0
    assert "→ rmentor plan" in status("2026-12-01")
    assert rmentor("plan", "--program", sample).code == 0
    begin = found("2027-01-11")
    assert {each["health"] for each in begin["pairs"]} == {"new"}
    first = begin["due"]["sessions"][0]
    assert "A good moment to thank somebody." in status("2027-01-11")
    # Three weeks later nobody has recorded anything: that pair is at risk, until somebody does.
    later = "2027-02-01"
    (pair,) = (each for each in found(later)["pairs"] if each["id"] == first["pair"])
    assert pair["health"] == "at-risk"
    assert [each["rule"] for each in pair["rules"]] == ["not-started"]
    missing = pair["sessions"]["missing"]
    log = ("--held", "--pulse", "mentor=5,mentee=4", "--today", later)
    assert rmentor("log", first["pair"], "--program", sample, *log).code == 0
    (pair,) = (each for each in found(later)["pairs"] if each["id"] == first["pair"])
    assert "not-started" not in {each["rule"] for each in pair["rules"]}
    assert pair["sessions"]["held"] == 1
    assert pair["sessions"]["missing"] == missing - 1
    assert "held" in status(later, "--pair", first["pair"])


def test_status_writes_nothing_and_is_the_same_twice(rmentor: Rmentor, sample: Path) -> None:
    """It only looks."""
    for command in ("pair", "plan"):
        assert rmentor(command, "--program", sample).code == 0
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    arguments = ("status", "--program", sample, "--today", "2027-03-15")
    for more in ((), ("--json",), ("--pair", next(iter(_pairs(sample))))):
        assert rmentor(*arguments, *more) == rmentor(*arguments, *more)
    assert {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()} == before


def _pairs(sample: Path) -> list[str]:
    lines = (sample / "pairs.yaml").read_text("utf-8").splitlines()
    return [line.split("id: ")[1].strip() for line in lines if line.strip().startswith("- id:")]
