"""Groups from ``pair`` to calendars: alone, and beside pairs as at BNP Paribas Cardif."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Rmentor

MENTORS = ("ada", "bea", "cyd", "dan", "eli", "fay")
LEARNERS = ("kim", "lou", "max", "noa", "oli", "pia")


@pytest.fixture
def folder(rmentor: Rmentor, tmp_path: Path) -> Path:
    """Six mentors and six mentees around two topics, on two evenings."""
    where = ("--program", tmp_path)
    assert rmentor("init", "--preset", "duo-and-group", "--lang", "en", *where).code == 0
    lines = ["participants:"]
    for n, name in enumerate(MENTORS):
        topic, other = ("linkedin", "spreadsheets") if n % 2 else ("spreadsheets", "linkedin")
        lines.append(
            f"  - {{id: {name}, name: {name.title()}, role: mentor, volunteer: true, seniority: 1, "
            f"offers: {{{topic}: 5, {other}: 4}}, availability: [tue 16:00-19:00, thu 16:00-19:00]}}"
        )
    for n, name in enumerate(LEARNERS):
        topic = "linkedin" if n < 3 else "spreadsheets"
        lines.append(
            f"  - {{id: {name}, name: {name.title()}, role: mentee, volunteer: true, seniority: 5, "
            f"wants: {{{topic}: 3}}, availability: [{'tue' if n < 3 else 'thu'} 16:00-19:00]}}"
        )
    (tmp_path / "participants.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    with (tmp_path / "program.yaml").open("a", encoding="utf-8") as file:
        file.write("\nstart: 2027-01-11\nend: 2027-07-02\n")
    return tmp_path


def answer(rmentor: Rmentor, command: str, folder: Path, *more: str) -> dict[str, Any]:
    """What a command answers as JSON."""
    done = rmentor(command, "--json", "--program", folder, *more)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_everybody_has_a_mentor_and_a_group(rmentor: Rmentor, folder: Path) -> None:
    """Four sessions are held in pairs, two in groups; nobody is in two places at once."""
    found = answer(rmentor, "pair", folder)
    pairs = [each for each in found["pairs"] if each.get("format") != "group"]
    groups = [each for each in found["pairs"] if each.get("format") == "group"]
    assert {mentee for pair in pairs for mentee in pair["mentees"]} == set(LEARNERS)
    assert sorted(sorted(group["mentees"]) for group in groups) == [
        sorted(LEARNERS[:3]),
        sorted(LEARNERS[3:]),
    ]
    assert all(3 <= len(group["mentees"]) <= 8 for group in groups)
    assert found["summary"]["proof"] == "optimal"
    planned = answer(rmentor, "plan", folder)
    assert planned["unplaced"] == []
    sessions = {each["id"]: 0 for each in found["pairs"]}
    for session in planned["sessions"]:
        sessions[session["pair"]] += 1
        assert (session["format"] == "group") == (session["minutes"] == 90)
    assert [sessions[each["id"]] for each in pairs] == [4] * 6
    assert [sessions[each["id"]] for each in groups] == [2] * 2
    assert rmentor("report", "--program", folder).code == 0
    assert answer(rmentor, "check", folder)["findings"] == []
    for command in ("pair", "plan", "report"):
        assert rmentor(command, "--check", "--program", folder).code == 0


def test_a_program_of_groups_alone(rmentor: Rmentor, folder: Path) -> None:
    """With format: group everybody meets in groups only, and the summary counts members."""
    (folder / "framework.yaml").write_text(
        "format: group\nsessions: 3\nminutes: 60\nevery: 2 weeks\n", "utf-8"
    )
    found = answer(rmentor, "pair", folder)
    assert all(each["format"] == "group" for each in found["pairs"])
    assert found["summary"]["paired"] == len(LEARNERS)
    shown = rmentor("pair", "--program", folder).out
    assert "Kim, Lou, Max" in shown
    planned = answer(rmentor, "plan", folder)
    assert len(planned["sessions"]) == 3 * len(found["pairs"])
    assert rmentor("pair", "--prices", "--program", folder).code == 1
    assert rmentor("explain", "kim", "--program", folder).code == 0
    assert rmentor("explain", "ada", "kim", "--program", folder).code == 0
    assert rmentor("pair", "--audit", "--program", folder).code == 0
    assert rmentor("pair", "--what-if", "without", "ada", "--program", folder).code == 0
    assert rmentor("pair", "--frontier", "--program", folder).code in (0, 1)
