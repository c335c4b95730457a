"""Acting on what follow-up shows, on the sample: pairs wait, end and are made anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Rmentor

PAIR = "ines-r--didier-l"
HELD = "2027-01-11"


@pytest.fixture
def sample(rmentor: Rmentor, tmp_path: Path) -> Path:
    """The sample, paired and planned; one pair has met once."""
    folder = tmp_path / "sample"
    assert rmentor("init", "--sample", folder, "--lang", "en").code == 0
    assert rmentor("pair", cwd=folder).code == 0
    assert rmentor("plan", cwd=folder).code == 0
    (folder / "journal").mkdir(exist_ok=True)
    (folder / f"journal/{PAIR}.yaml").write_text(f"- {{session: 1, date: {HELD}, state: held}}\n")
    return folder


def _yaml(folder: Path, path: str) -> Any:
    return yaml.safe_load((folder / path).read_text("utf-8"))


def _pair(folder: Path, pair: str = PAIR) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in _yaml(folder, "pairs.yaml")["pairs"] if each["id"] == pair
    )
    return found


def _states(folder: Path, pair: str = PAIR) -> dict[int, str]:
    sessions = _yaml(folder, "plan.yaml")["sessions"]
    return {each["session"]: each["state"] for each in sessions if each["pair"] == pair}


def test_sessions_of_a_pair_that_pauses_are_called_off_and_find_new_dates_after_it(
    rmentor: Rmentor, sample: Path
) -> None:
    """With one command each, and a plan after it; what was held stays."""
    paused = rmentor("pause", "ines", "--until", "2027-02-15", "--today", "2027-01-20", cwd=sample)
    assert paused.code == 0, paused.err
    assert rmentor("plan", "--today", "2027-01-20", cwd=sample).code == 0
    states = _states(sample)
    assert states.pop(1) == "held"
    assert set(states.values()) == {"cancelled"}
    assert "STATUS:CANCELLED" in (sample / f"calendars/{PAIR}.ics").read_text("utf-8")
    assert rmentor("resume", "ines", "--today", "2027-02-15", cwd=sample).code == 0
    assert rmentor("plan", "--today", "2027-02-15", cwd=sample).code == 0
    sessions = _yaml(sample, "plan.yaml")["sessions"]
    to_come = [s["start"] for s in sessions if s["pair"] == PAIR and s["state"] == "planned"]
    assert to_come
    assert all(str(start) >= "2027-02-15" for start in to_come)
    assert rmentor("check", cwd=sample).code == 0


def test_a_pair_that_is_not_heard_of_gets_other_partners_without_fault(
    rmentor: Rmentor, sample: Path
) -> None:
    """Reminder, call, offer; then the command that was suggested works as it stands."""
    for step, day in (("reminder", "2027-02-15"), ("call", "2027-03-01")):
        noted = rmentor("step", PAIR, step, "--today", day, cwd=sample)
        assert noted.code == 0, noted.err
    found = json.loads(rmentor("remind", "--json", "--today", "2027-03-15", cwd=sample).out)
    suggested = {each["pair"]: each for each in found["suggestions"]}
    assert suggested[PAIR]["reasons"] == ["silent"]
    assert suggested[PAIR]["command"] == f"rmentor pair --rematch {PAIR}"
    waited = {p["id"]: p.get("waited", 0) for p in _people(sample)}
    done = rmentor("pair", "--rematch", PAIR, "--today", "2027-03-15", cwd=sample)
    assert done.code == 0, done.err
    pair = _pair(sample)
    assert (pair["status"], pair["reason"], str(pair["until"])) == (
        "ended",
        "rematch",
        "2027-03-15",
    )
    assert {p["id"]: p.get("waited", 0) for p in _people(sample)} == waited
    assert rmentor("check", cwd=sample).code == 0
    after = json.loads(rmentor("remind", "--json", "--today", "2027-03-15", cwd=sample).out)
    assert PAIR not in {each["pair"] for each in after["suggestions"]}


def test_a_pair_that_pauses_can_be_rematched(rmentor: Rmentor, sample: Path) -> None:
    """Its day of return goes; where no day is named, the first day of the pause is its last."""
    assert rmentor("pause", PAIR, "--until", "2027-03-01", "--today", "2027-02-01", cwd=sample).code == 0  # fmt: skip
    assert rmentor("pair", "--rematch", PAIR, cwd=sample).code == 0
    pair = _pair(sample)
    assert (pair["status"], str(pair["until"]), "back" in pair) == ("ended", "2027-02-01", False)
    checked = json.loads(rmentor("check", "--json", cwd=sample).out)
    assert [each for each in checked["findings"] if each["file"] == "pairs.yaml"] == []


def test_who_leaves_before_the_first_session_leaves_a_partner_to_be_paired(
    rmentor: Rmentor, sample: Path
) -> None:
    """The pair dissolves; the next pairing seeks for the one left over, and for nobody who left."""
    pair = next(p for p in _yaml(sample, "pairs.yaml")["pairs"] if p["id"] != PAIR)
    mentor, (mentee,) = pair["mentor"], pair["mentees"]
    done = rmentor("leave", mentor, "--today", "2027-01-12", cwd=sample)
    assert done.code == 0, done.err
    assert "dissolves before its first session" in done.out
    paired = json.loads(rmentor("pair", "--today", "2027-01-12", "--json", cwd=sample).out)
    in_pairs = {who for p in paired["pairs"] for who in (p["mentor"], *p["mentees"])}
    unpaired = {each["id"] for each in paired["unpaired"]}
    assert mentee in in_pairs | unpaired
    assert mentor not in in_pairs
    assert rmentor("plan", "--today", "2027-01-12", cwd=sample).code == 0
    assert set(_states(sample, pair["id"]).values()) == {"cancelled"}
    assert rmentor("check", cwd=sample).code == 0


def _people(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _yaml(folder, "participants.yaml")["participants"]
    return found


def test_a_group_goes_on_without_somebody_and_takes_them_back(
    rmentor: Rmentor, tmp_path: Path
) -> None:
    """Its journal, which names the person, stays right; pairing does not put them back by itself."""
    (tmp_path / "program.yaml").write_text(
        "name: Groups\nstart: 2027-01-11\nend: 2027-07-02\nrules: {group: {min: 3, max: 4}}\n"
    )
    (tmp_path / "framework.yaml").write_text(
        "format: group\nsessions: 2\nminutes: 60\nevery: 2 weeks\n"
    )
    mentees = "".join(
        f"  - {{id: {who}, name: {who.title()}, role: mentee, volunteer: yes, wants: {{linkedin: 2}}}}\n"
        for who in ("ana", "bob", "eva")
    )
    (tmp_path / "participants.yaml").write_text(
        "participants:\n"
        "  - {id: mia, name: Mia, role: mentor, volunteer: yes, offers: {linkedin: 5}}\n" + mentees
    )
    assert rmentor("pair", "--today", "2027-01-11", cwd=tmp_path).code == 0
    ((group,),) = (_yaml(tmp_path, "pairs.yaml")["pairs"],)
    name = group["id"]
    (tmp_path / "journal").mkdir()
    (tmp_path / f"journal/{name}.yaml").write_text(
        "- {session: 1, date: 2027-01-12, state: held, levels: {bob: {linkedin: 1}}}\n"
    )
    done = rmentor("pause", "bob", "--today", "2027-02-01", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "goes on without Bob" in done.out
    assert "below the 3 of group.min" in done.out
    assert _pair(tmp_path, name)["mentees"] == ["ana", "eva"]
    assert rmentor("check", cwd=tmp_path).code == 0
    assert rmentor("plan", "--today", "2027-02-01", cwd=tmp_path).code == 0
    back = rmentor("resume", "bob", "--today", "2027-03-01", cwd=tmp_path)
    assert "takes Bob back" in back.out
    assert _pair(tmp_path, name) == group
    ended = rmentor("end", name, "--for", "bob", "--today", "2027-03-02", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert rmentor("pair", "--today", "2027-03-02", cwd=tmp_path).code == 0
    assert _pair(tmp_path, name)["mentees"] == ["ana", "eva"]
    assert rmentor("check", cwd=tmp_path).code == 0
