"""Two people propose themselves; and what happens to pairs whose people come, pause and go."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Rmentor

PROGRAM = """\
format: 1
name: Four
language: en
timezone: Europe/Paris
start: 2027-01-11
end: 2027-07-02
"""
PEOPLE = """\
participants:
  - {id: ann, name: Ann A., role: mentor, volunteer: true, seniority: 1, offers: {linkedin: 5, seo: 4}, drive: 5}
  - {id: zoe, name: Zoe Z., role: mentor, volunteer: true, seniority: 1, offers: {linkedin: 4}}
  - {id: bob, name: Bob B., role: mentee, volunteer: true, seniority: 5, wants: {linkedin: 2}}
  - {id: dan, name: Dan D., role: mentee, volunteer: true, seniority: 5, wants: {linkedin: 1, seo: 3}, drive: 5}
  - {id: eve, name: Eve E., role: mentee, volunteer: false, seniority: 5, wants: {agile: 2}}
  - {id: gone, name: Gil G., role: both, volunteer: true, status: left}
  - {id: rests, name: Rea R., role: both, volunteer: true, status: paused}
"""
FRAMEWORK = "sessions: 3\nminutes: 60\nevery: 2 weeks\n"


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """A program of two mentors and two mentees, with somebody who has not said yes and one who left."""
    folder = tmp_path / "four"
    folder.mkdir()
    for name, text in (
        ("program.yaml", PROGRAM),
        ("participants.yaml", PEOPLE),
        ("framework.yaml", FRAMEWORK),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def pairs_of(folder: Path) -> str:
    """What pairs.yaml says."""
    return (folder / "pairs.yaml").read_text("utf-8")


def findings(rmentor: Rmentor, folder: Path) -> list[tuple[str, str]]:
    """Severity and code of all that ``check`` finds."""
    found = json.loads(rmentor("check", "--program", folder, "--json").out)["findings"]
    return [(each["severity"], each["code"]) for each in found]


def rewrite(path: Path, old: str, new: str) -> None:
    """Edit a file by hand."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_proposed_pair_is_locked_and_the_rest_is_matched_around_it(
    rmentor: Rmentor, four: Path
) -> None:
    """Ann and Bob found each other; the price is told, and every later command lives with it."""
    done = rmentor("add", "pair", "ann", "Bob B.", "--program", four, "--today", "2027-01-08")
    assert done.code == 0
    assert "This pair costs" in done.out
    assert "No rule is broken." in done.out
    text = pairs_of(four)
    assert "id: ann--bob" in text
    assert "locked: true" in text
    assert "since: 2027-01-08" in text
    assert findings(rmentor, four) == []
    for anew in ((), ("--anew",)):
        assert rmentor("pair", "--program", four, *anew).code == 0
        assert re.findall(r"id: (\S+)", pairs_of(four)) == ["ann--bob", "zoe--dan"]
    assert rmentor("plan", "--program", four).code == 0
    assert "ann--bob" in (four / "plan.yaml").read_text("utf-8")
    assert rmentor("report", "--program", four).code == 0
    assert (four / "reports" / "pairs" / "ann--bob.md").is_file()
    assert findings(rmentor, four) == []


def test_the_price_is_the_difference_of_two_runs_of_pair(rmentor: Rmentor, four: Path) -> None:
    """With the lock and without it: total, mentees paired, who is left alone."""
    without = json.loads(rmentor("pair", "--program", four, "--dry-run", "--json").out)["summary"]
    found: dict[str, Any] = json.loads(
        rmentor("add", "pair", "ann", "eve", "--program", four, "--accept", "--json").out
    )
    after = json.loads(rmentor("pair", "--program", four, "--json").out)["summary"]
    price = found["price"]
    assert price["now"] == {"paired": without["paired"], "total": without["total"]}
    assert price["then"] == {"paired": after["paired"], "total": after["total"]}
    assert price["points"] == without["total"] - after["total"]
    assert price["mentees"] == 1
    assert price["moves"]["alone"] == [{"id": "dan", "role": "mentee"}]
    assert set(found["broken"]) == {"volunteer", "topic"}
    assert found["needs_consent"] == ["volunteer"]


def test_whoever_is_left_alone_is_named(rmentor: Rmentor, four: Path) -> None:
    """A price in points says little; a name says all."""
    done = rmentor("add", "pair", "ann", "eve", "--program", four, "--accept")
    assert "It leaves alone: Dan D. (mentee)" in done.out
    assert "1 mentee fewer is paired." in done.out
    assert "has not said yes or is not active" in done.out


@pytest.mark.parametrize(
    ("mentor", "mentee", "code", "words"),
    [
        ("ann", "ann", 2, "themselves"),
        ("ann", "bib", 2, "Did you mean bob"),
        ("ann", "gone", 1, "Gil G. has left"),
        ("rests", "bob", 1, "Rea R. is paused"),
        ("ann", "eve", 1, "--accept"),
        ("bob", "ann", 1, "--accept"),
    ],
)
def test_what_cannot_be_is_refused_with_the_next_step(
    rmentor: Rmentor, four: Path, mentor: str, mentee: str, code: int, words: str
) -> None:
    """Nothing is written; a rule about what people want needs their word."""
    done = rmentor("add", "pair", mentor, mentee, "--program", four)
    assert done.code == code
    assert words in done.err
    assert not (four / "pairs.yaml").exists()


def test_a_seat_is_made_by_ending_the_pair_that_takes_it(rmentor: Rmentor, four: Path) -> None:
    """The refusal names the pairs and the options; with them the old pair ends and stays on file."""
    assert rmentor("pair", "--program", four).code == 0
    before = pairs_of(four)
    refused = rmentor("add", "pair", "ann", "bob", "--program", four)
    assert refused.code == 1
    assert "Ann A. has no free seat: Dan D. (ann--dan, active)." in refused.err
    assert "Bob B. already has a mentor: Zoe Z. (zoe--bob, active)." in refused.err
    options = " ".join(refused.err.split())
    assert "--end ann--dan --end zoe--bob" in options
    assert pairs_of(four) == before
    same = rmentor("add", "pair", "ann", "dan", "--program", four)
    assert (same.code, "a pair already: ann--dan" in same.err) == (1, True)
    stranger = rmentor("add", "pair", "ann", "dan", "--program", four, "--end", "zoe--bob")
    assert stranger.code == 2
    done = rmentor(
        "add", "pair", "ann", "bob", "--program", four, "--end", "ann--dan", "--end", "zoe--bob",
        "--today", "2027-02-01",
    )  # fmt: skip
    assert done.code == 0
    text = pairs_of(four)
    assert text.count("status: ended") == text.count("reason: proposal") == 2
    assert text.count("until: 2027-02-01") == 2
    assert rmentor("pair", "--program", four).code == 0
    assert "id: zoe--dan" in pairs_of(four)
    assert findings(rmentor, four) == []


def test_topics_are_the_couples_to_choose(rmentor: Rmentor, four: Path) -> None:
    """In their order; a slip is told with what was meant."""
    slip = rmentor("add", "pair", "ann", "dan", "--program", four, "--topics", "seo,linkedim")
    assert (slip.code, "Did you mean linkedin" in slip.err) == (2, True)
    asked = ("add", "pair", "ann", "dan", "--program", four, "--topics", "linkedin, seo")
    assert rmentor(*asked).code == 0
    assert "topics: [linkedin, seo]" in pairs_of(four)


def test_a_dry_run_and_a_check_write_nothing(rmentor: Rmentor, four: Path) -> None:
    """The diff on one, exit code 1 on the other."""
    dry = rmentor("add", "pair", "ann", "bob", "--program", four, "--dry-run")
    assert (dry.code, dry.out.startswith("diff --git a/pairs.yaml")) == (0, True)
    assert rmentor("add", "pair", "ann", "bob", "--program", four, "--check").code == 1
    assert not (four / "pairs.yaml").exists()


def test_commit_holds_just_the_pairs(rmentor: Rmentor, four: Path) -> None:
    """One commit with one file."""
    git = ["git", "-C", str(four)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "begin"], check=True)
    assert rmentor("add", "pair", "ann", "bob", "--program", four, "--commit").code == 0
    shown = subprocess.run(
        [*git, "show", "--name-only", "--format=%s"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.split("\n\n") == ["Add ann--bob", "pairs.yaml\n"]


def test_former_partners_may_propose_themselves_again(rmentor: Rmentor, four: Path) -> None:
    """The pair that was stays on file under its id; the new one gets another."""
    old = "pairs:\n  - {id: ann--bob, mentor: ann, mentees: [bob], topics: [linkedin], status: completed}\n"
    (four / "pairs.yaml").write_text(old, encoding="utf-8")
    assert rmentor("add", "pair", "ann", "bob", "--program", four).code == 0
    ids = re.findall(r"id: ([a-z0-9-]+)", pairs_of(four))
    assert ids[0] == "ann--bob"
    assert len(set(ids)) == 2
    assert findings(rmentor, four) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_reads_well_at_80_columns(
    rmentor: Rmentor, four: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """No line is longer, in either language."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("RMENTOR_LANG", language)
    done = rmentor("add", "pair", "ann", "eve", "--program", four, "--accept")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("status", "code", "remedy"),
    [("left", "person-left", "ended or completed"), ("paused", "person-paused", "paused as well")],
)
def test_a_pair_stays_when_one_of_it_goes_or_pauses_and_check_says_what_to_do(
    rmentor: Rmentor, four: Path, status: str, code: str, remedy: str
) -> None:
    """Nothing ends behind people's backs; the next step is told and clears the warning."""
    assert rmentor("pair", "--program", four).code == 0
    rewrite(four / "participants.yaml", "id: zoe, name: Zoe Z.,", f"id: zoe, name: Zoe Z., status: {status},")  # fmt: skip
    before = pairs_of(four)
    assert rmentor("pair", "--program", four).code == 0
    assert pairs_of(four) == before
    assert findings(rmentor, four) == [("warning", code)]
    assert remedy in " ".join(rmentor("check", "--program", four).out.split())
    following = "ended" if status == "left" else "paused"
    place = before.index("id: zoe--bob")
    ended = before[:place] + before[place:].replace("status: active", f"status: {following}\n    reason: a new job", 1)  # fmt: skip
    (four / "pairs.yaml").write_text(ended, encoding="utf-8")
    assert findings(rmentor, four) == []
    assert rmentor("pair", "--anew", "--program", four).code == 0
    assert "reason: a new job" in pairs_of(four)
    if status == "paused":
        assert f"status: {following}" in pairs_of(four)


def test_a_planned_program_may_be_paired_anew(rmentor: Rmentor, four: Path) -> None:
    """Pairs that have dates stay on file, so that plan goes on and calls their sessions off."""
    for command in ("pair", "plan"):
        assert rmentor(command, "--program", four).code == 0
    rewrite(four / "participants.yaml", "wants: {linkedin: 1, seo: 3}", "wants: {linkedin: 3}")
    rewrite(four / "participants.yaml", "id: zoe, name: Zoe Z.,", "id: zoe, name: Zoe Z., prefer: [dan],")  # fmt: skip
    assert rmentor("pair", "--anew", "--program", four, "--today", "2027-01-20").code == 0
    text = pairs_of(four)
    assert text.count("reason: anew") == text.count("until: 2027-01-20") == 2
    assert findings(rmentor, four) == []
    assert rmentor("plan", "--program", four).code == 0
    plan = (four / "plan.yaml").read_text("utf-8")
    assert plan.count("state: cancelled") == 6
    assert plan.count("state: planned") == 6
    assert findings(rmentor, four) == []


def test_history_stays_when_people_are_rematched(rmentor: Rmentor, four: Path) -> None:
    """Status, reason and both days; nobody is proposed to a former partner."""
    assert rmentor("pair", "--program", four).code == 0
    assert rmentor("pair", "--rematch", "zoe--bob", "--program", four, "--today", "2027-03-01").code == 0  # fmt: skip
    text = pairs_of(four)
    entry = text[text.index("id: zoe--bob") :]
    for line in ("status: ended", "reason: rematch", "since: 2027-01-11", "until: 2027-03-01"):
        assert line in entry
    assert rmentor("pair", "--anew", "--program", four, "--today", "2027-03-02").code == 0
    current = [block for block in pairs_of(four).split("  - ") if "status: active" in block]
    assert not any("mentor: zoe" in block and "[bob]" in block for block in current)
    assert findings(rmentor, four) == []
