"""Events for many, from framework.yaml to the calendars, and what check says of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rmentor.resources import sample_files
from tests.conftest import Rmentor

EVENTS = """
events:
  - {id: kickoff, title: Réunion de lancement, kind: kickoff, for: all, minutes: 60, guests: [Mme Martin]}
  - {id: circle, title: Cercle des mentors, kind: circle, for: mentors, minutes: 60, every: 4 weeks, times: 4}
  - {id: review, title: Bilan, kind: review, for: all, minutes: 90, on: 2027-06-29 14:00}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the sample program, with a kick-off, four circles and a review."""
    for path, content in sample_files().items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with (tmp_path / "framework.yaml").open("a", encoding="utf-8") as file:
        file.write(EVENTS)
    return tmp_path


def test_events_are_planned_shown_and_sent_to_calendars(rmentor: Rmentor, folder: Path) -> None:
    """Each has a date; sessions come after the kick-off; planning again changes nothing."""
    where = ("--program", folder)
    assert rmentor("pair", *where).code == 0
    shown = rmentor("plan", *where)
    assert shown.code == 0
    assert "Réunion de lancement" in shown.out
    assert "Cannot come" in shown.out
    assert "Alain C." in shown.out
    planned = json.loads(rmentor("plan", "--json", *where).out)
    assert [f"{each['event']}/{each['number']}" for each in planned["events"]] == [
        "circle/1", "circle/2", "circle/3", "circle/4", "kickoff/1", "review/1",
    ]  # fmt: skip
    kickoff, review = planned["events"][4], planned["events"][5]
    assert review["start"] == "2027-06-29 14:00"
    assert min(session["start"] for session in planned["sessions"]) > kickoff["start"]
    assert rmentor("plan", "--check", *where).code == 0
    calendar = (folder / "calendars" / "program.ics").read_text("utf-8")
    assert re.search(r"UID:kickoff\.1\.event\.p[0-9a-f]{10}@rmentor", calendar)
    assert rmentor("report", "program", "circle", "--today", "2027-01-04", *where).code == 0
    assert "Rendez-vous collectifs" in (folder / "reports" / "program.md").read_text("utf-8")
    circle = (folder / "reports" / "circle.md").read_text("utf-8")
    assert (
        len(re.findall(r"^- (?:lun|mar|mercre|jeu|vendre)di \d+ \w+ 2027 à", circle, re.MULTILINE))
        == 4
    )


def test_an_event_that_moves_says_so_and_one_that_is_deleted_is_called_off(
    rmentor: Rmentor, folder: Path
) -> None:
    """A new day in framework.yaml changes two lines of plan.yaml; a deleted event is cancelled."""
    where = ("--program", folder)
    rmentor("plan", *where)
    before = (folder / "plan.yaml").read_text("utf-8")
    frame = (folder / "framework.yaml").read_text("utf-8")
    (folder / "framework.yaml").write_text(frame.replace("06-29 14:00", "06-30 14:00"), "utf-8")
    assert rmentor("plan", *where).code == 0
    after = (folder / "plan.yaml").read_text("utf-8")
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert changed == [
        ("    start: 2027-06-29 14:00", "    start: 2027-06-30 14:00"),
        ("    sequence: 0", "    sequence: 1"),
    ]
    (folder / "framework.yaml").write_text(frame.split("\nevents:")[0] + "\n", "utf-8")
    assert "unknown-event" in rmentor("check", "--json", *where).out
    assert rmentor("plan", *where).code == 0
    assert (folder / "plan.yaml").read_text("utf-8").count("state: cancelled") == 6
    calendar = (folder / "calendars" / "program.ics").read_text("utf-8")
    assert calendar.count("STATUS:CANCELLED") == 6


def test_strict_minds_an_event_without_a_date(rmentor: Rmentor, folder: Path) -> None:
    """On a public holiday nobody could come to the review; the table says why and names other days."""
    where = ("--program", folder)
    assert rmentor("plan", "--strict", *where).code == 0
    frame = (folder / "framework.yaml").read_text("utf-8")
    (folder / "framework.yaml").write_text(frame.replace("06-29 14:00", "05-06"), "utf-8")
    refused = rmentor("plan", "--strict", *where)
    assert refused.code == 3
    assert "Event without a date" in refused.out
    assert (folder / "plan.yaml").read_text("utf-8").count("unplaced_events:") == 1


def test_check_knows_the_day_only_when_told(rmentor: Rmentor, folder: Path) -> None:
    """``stale`` is unknown without ``--today``; circles count as support of mentors."""
    where = ("--program", folder)

    def states(*more: str) -> dict[str, str]:
        points = json.loads(rmentor("check", "--json", *more, *where).out)["readiness"]
        return {point["id"]: point["state"] for point in points}

    assert states()["stale"] == "unknown"
    assert states("--today", "2027-03-01")["stale"] == "met"
    assert states("--today", "2028-08-01")["stale"] == "unmet"
    assert states()["support"] == "met"
    assert states()["stakeholders"] == "unknown"
    with (folder / "program.yaml").open("a", encoding="utf-8") as file:
        file.write("\nstakeholders: [{name: CSE, on: 2026-11-03, said: Oui, taken_up: Une note}]\n")
    assert states()["stakeholders"] == "met"
    assert rmentor("check", "--today", "someday", *where).code == 2
