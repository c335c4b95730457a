"""The whole journey on the sample: what each writing command promises, end to end."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Rmentor

WRITERS = ("pair", "plan", "report")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def sample(rmentor: Rmentor, tmp_path: Path) -> Path:
    """A fresh sample program in a git repository of its own."""
    folder = tmp_path / "demo"
    assert rmentor("init", "--sample", folder).code == 0
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "begin")
    return folder


@pytest.fixture
def travelled(rmentor: Rmentor, sample: Path) -> Path:
    """The sample with pairs, plan and reports."""
    for command in WRITERS:
        assert rmentor(command, "--program", sample).code == 0
    return sample


def test_a_dry_run_shows_the_diff_that_the_command_then_makes(
    rmentor: Rmentor, sample: Path, tmp_path: Path
) -> None:
    """What --dry-run prints, given to git apply, gives the very files that the command writes."""
    twin = tmp_path / "twin"
    for command in WRITERS:
        before = _files(sample)
        dry = rmentor(command, "--program", sample, "--dry-run")
        assert dry.code == 0
        assert _files(sample) == before
        _git(sample, "worktree", "add", "--quiet", "--detach", str(twin))
        patch = tmp_path / "shown.diff"
        patch.write_text(dry.out, encoding="utf-8")
        _git(twin, "apply", str(patch))
        assert rmentor(command, "--program", sample).code == 0
        assert _files(twin) == _files(sample)
        _git(sample, "worktree", "remove", "--force", str(twin))
        _git(sample, "add", "--all")
        _git(sample, "commit", "--quiet", "--message", command)


def test_check_ends_with_one_until_the_files_are_what_a_run_would_write(
    rmentor: Rmentor, sample: Path
) -> None:
    """A pipeline can tell whether somebody forgot to run a command."""
    for command in WRITERS:
        before = _files(sample)
        assert rmentor(command, "--program", sample, "--check").code == 1
        assert _files(sample) == before
        assert rmentor(command, "--program", sample).code == 0
        assert rmentor(command, "--program", sample, "--check").code == 0


def test_doing_it_twice_changes_no_byte(rmentor: Rmentor, travelled: Path) -> None:
    """Same files in, same bytes out."""
    before = _files(travelled)
    for command in WRITERS:
        assert rmentor(command, "--program", travelled).code == 0
    assert _files(travelled) == before


def test_the_order_of_people_and_files_changes_nothing_written(
    rmentor: Rmentor, travelled: Path, tmp_path: Path
) -> None:
    """People turned round and split over two files give the same pairs, plans and reports."""
    other = tmp_path / "other"
    assert rmentor("init", "--sample", other).code == 0
    source = other / "participants.yaml"
    head, *people = re.split(r"(?m)^(?=  - )", source.read_text("utf-8"))
    assert len(people) > 30
    source.unlink()
    (other / "participants").mkdir()
    half = len(people) // 2
    for name, some in (("z", people[:half]), ("a", people[half:])):
        text = "participants:\n" + "".join(_closed(each) for each in reversed(some))
        (other / "participants" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert head.strip().endswith("participants:")
    for command in WRITERS:
        done = rmentor(command, "--program", other)
        assert done.code == 0, done.err
    written = ("pairs.yaml", "plan.yaml", "sessions/", "calendars/", "reports/")

    def made(folder: Path) -> dict[str, bytes]:
        return {path: data for path, data in _files(folder).items() if path.startswith(written)}

    assert made(other) == made(travelled)


def _closed(item: str) -> str:
    return item if item.endswith("\n") else item + "\n"


def test_json_is_one_document_and_nothing_else(rmentor: Rmentor, travelled: Path) -> None:
    """Programs read standard output alone."""
    pairs = json.loads(rmentor("pair", "--program", travelled, "--json").out)["pairs"]
    for arguments in (
        ("check",), ("pair",), ("plan",), ("report",),
        ("explain", pairs[0]["mentor"]), ("explain", pairs[0]["mentor"], pairs[0]["mentees"][0]),
    ):  # fmt: skip
        done = rmentor(*arguments, "--program", travelled, "--json")
        assert done.code == 0, done.err
        assert isinstance(json.loads(done.out), dict)


def test_pair_json_is_as_in_the_contract(rmentor: Rmentor, sample: Path) -> None:
    """Keys, kinds and order of section 4 of the contract."""
    found = json.loads(rmentor("pair", "--program", sample, "--json", "--dry-run").out)
    assert set(found) == {"pairs", "unpaired", "topics", "summary", "remedies", "unexplored"}
    for pair in found["pairs"]:
        assert list(pair) == ["id", "mentor", "mentees", "topics", "score", "criteria", "new"]
        assert pair["new"] is True
    for key in ("pairs", "topics"):
        assert [one["id"] for one in found[key]] == sorted(one["id"] for one in found[key])
    for one in found["unpaired"]:
        assert set(one) == {"id", "role", "reasons", "remedies", "taken"}
        assert all(set(reason) == {"rule", "count", "only"} for reason in one["reasons"])
    assert all(set(topic) == {"id", "wanted", "offered", "served"} for topic in found["topics"])
    summary = found["summary"]
    assert set(summary) == {"mentees", "paired", "total", "lowest", "aim", "proof", "gap"}
    assert summary["total"] == sum(pair["score"] for pair in found["pairs"])
    assert summary["lowest"] == min(pair["score"] for pair in found["pairs"])
    assert (summary["proof"], summary["gap"]) == ("optimal", 0)


def test_commit_takes_just_the_files_written(rmentor: Rmentor, sample: Path) -> None:
    """What the user had staged stays staged and out of the commit."""
    (sample / "notes.txt").write_text("mine\n")
    _git(sample, "add", "notes.txt")
    assert rmentor("pair", "--program", sample, "--commit").code == 0
    assert _git(sample, "show", "--name-only", "--format=", "HEAD").split() == ["pairs.yaml"]
    assert _git(sample, "diff", "--cached", "--name-only").split() == ["notes.txt"]


def test_a_commit_that_cannot_be_stops_before_anything_is_written(
    rmentor: Rmentor, sample: Path
) -> None:
    """Without a repository; and where git ignores all that is written, the files stay and it says so."""
    (sample / ".gitignore").write_text("reports/\n")
    ignored = rmentor("report", "sponsor", "--program", sample, "--commit")
    assert ignored.code == 1
    assert "The files are written, but not committed" in ignored.err
    assert (sample / "reports" / "sponsor.md").is_file()
    (sample / ".git").rename(sample / "elsewhere")
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    refused = rmentor("pair", "--program", sample, "--commit")
    assert refused.code == 1
    assert "in no repository (git init makes one). Nothing was written." in " ".join(
        refused.err.split()
    )
    assert {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()} == before


def test_left_over_people_end_with_three_under_strict(rmentor: Rmentor, sample: Path) -> None:
    """The sample has somebody who cannot be paired: --strict says so to a pipeline."""
    assert rmentor("pair", "--program", sample).code == 0
    assert rmentor("pair", "--program", sample, "--strict").code == 3


def test_results_go_to_standard_output_and_messages_to_standard_error(
    rmentor: Rmentor, sample: Path
) -> None:
    """--quiet leaves the results alone."""
    loud = rmentor("pair", "--program", sample, "--dry-run")
    quiet = rmentor("pair", "--program", sample, "--dry-run", "--quiet")
    assert quiet.out == loud.out
    assert quiet.err == ""
    written = rmentor("pair", "--program", sample)
    assert "pairs.yaml" in written.err


def test_comments_written_by_hand_survive_a_new_pairing(rmentor: Rmentor, travelled: Path) -> None:
    """A note beside a pair is still there after --anew."""
    path = travelled / "pairs.yaml"
    lines = path.read_text("utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.lstrip().startswith("- id:"))
    lines.insert(place, "  # asked for each other at the kick-off")
    lines[place + 1] += "  # look again in March"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert rmentor("pair", "--program", travelled, "--anew").code == 0
    text = path.read_text("utf-8")
    assert "# asked for each other at the kick-off" in text
    assert "# look again in March" in text


def test_a_locked_pair_survives_anew(rmentor: Rmentor, travelled: Path) -> None:
    """The lead's word holds, whatever the scores say."""
    found = json.loads(rmentor("pair", "--program", travelled, "--json").out)["pairs"]
    worst = min(found, key=lambda pair: (pair["score"], pair["id"]))["id"]
    path = travelled / "pairs.yaml"
    text = path.read_text("utf-8")
    head, tail = text.split(f"id: {worst}\n", 1)
    path.write_text(f"{head}id: {worst}\n" + tail.replace("locked: false", "locked: true", 1))
    again = json.loads(rmentor("pair", "--program", travelled, "--anew", "--json").out)["pairs"]
    assert worst in {pair["id"] for pair in again}


def test_rematch_ends_a_pair_and_looks_for_others(rmentor: Rmentor, travelled: Path) -> None:
    """The old pair stays in the file as ended, and is not proposed again."""
    found = json.loads(rmentor("pair", "--program", travelled, "--json").out)["pairs"]
    old = found[0]["id"]
    done = rmentor("pair", "--program", travelled, "--rematch", old, "--json")
    assert done.code == 0
    assert old not in {pair["id"] for pair in json.loads(done.out)["pairs"]}
    entry = (travelled / "pairs.yaml").read_text("utf-8").split(f"id: {old}\n")[1]
    assert "status: ended" in entry.split("- id:")[0]
