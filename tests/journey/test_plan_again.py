"""``plan`` after somebody has edited what plan.yaml names: no dead end, and calendars hear of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Rmentor


@pytest.fixture
def planned(rmentor: Rmentor, tmp_path: Path) -> Path:
    """The sample program, paired and planned."""
    where = ("--program", tmp_path)
    for command in (("init", "--sample"), ("pair",), ("plan",)):
        assert rmentor(*command, *where).code == 0
    return tmp_path


def _plan(rmentor: Rmentor, folder: Path) -> list[dict[str, str]]:
    done = rmentor("plan", "--json", "--program", folder)
    assert done.code == 0, done.err
    sessions: list[dict[str, str]] = json.loads(done.out)["sessions"]
    return sessions


def test_a_pair_that_was_deleted_by_hand_is_called_off(rmentor: Rmentor, planned: Path) -> None:
    """Check says so as an error, plan puts it right, and check is content again."""
    path = planned / "pairs.yaml"
    head, *entries = path.read_text("utf-8").split("\n  - id: ")
    gone = entries.pop(0).splitlines()[0]
    path.write_text("\n  - id: ".join([head, *entries]), "utf-8")
    assert rmentor("check", "--program", planned).code == 1
    left = {session["state"] for session in _plan(rmentor, planned) if session["pair"] == gone}
    assert left <= {"cancelled"}
    assert rmentor("plan", "--check", "--program", planned).code == 0
    assert rmentor("check", "--program", planned).code == 0
    assert rmentor("report", "--program", planned).code == 0


def test_a_module_that_was_taken_out_is_forgotten(rmentor: Rmentor, planned: Path) -> None:
    """A framework without modules is planned at once; sessions stay where they are."""
    before = {(s["pair"], s["session"]): s["start"] for s in _plan(rmentor, planned)}
    path = planned / "framework.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("modules:"), text.index("agenda:\n  - {minutes: 10, title: Retour")
    path.write_text(text[:start] + text[end:], "utf-8")
    after = _plan(rmentor, planned)
    assert {(s["pair"], s["session"]): s["start"] for s in after} == before
    assert rmentor("check", "--program", planned).code == 0
