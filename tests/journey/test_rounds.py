"""From one round to the next, and from one edition to the next, on the sample."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Rmentor


def files_of(folder: Path) -> dict[str, bytes]:
    """Contents of everything in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".git"
    }


@pytest.fixture
def old(rmentor: Rmentor, tmp_path: Path) -> Path:
    """The sample after its pairs were made."""
    folder = tmp_path / "old"
    assert rmentor("init", "--sample", folder).code == 0
    assert rmentor("pair", "--program", folder).code == 0
    return folder


def test_an_edition_follows_an_edition(rmentor: Rmentor, old: Path, tmp_path: Path) -> None:
    """Begun from the old folder, which is only read; checked, and paired with new partners."""
    before = files_of(old)
    new = tmp_path / "new"
    begun = rmentor("init", new, "--from", old)
    assert begun.code == 0, begun.err
    assert files_of(old) == before
    for said in (
        "Without a partner so far",
        "former pairs",
        "have left",
        "objectives.yaml",
        "start",
    ):
        assert said in begun.err
    checked = rmentor("check", "--program", new)
    assert checked.code == 0, checked.out
    unplanned = rmentor("plan", "--program", new)
    assert unplanned.code == 1
    assert "start" in unplanned.err
    first = json.loads(rmentor("pair", "--program", old, "--json", "--dry-run").out)
    second = json.loads(rmentor("pair", "--program", new, "--json").out)

    def couples(result: dict[str, list[dict[str, object]]]) -> set[tuple[str, str]]:
        return {(str(p["mentor"]), str(e)) for p in result["pairs"] for e in p["mentees"]}  # type: ignore[attr-defined]

    assert couples(second)
    assert couples(first).isdisjoint(couples(second))
    text = (new / "participants.yaml").read_text("utf-8")
    assert "# sans binôme en 2026" in text
    assert "role: both          # peut aussi accompagner Henri" in text
    assert rmentor("check", "--program", new).code == 0
    third = tmp_path / "third"
    assert rmentor("init", third, "--from", new).code == 0
    assert rmentor("check", "--program", third).code == 0


def test_a_dry_run_shows_the_edition_that_is_then_made(
    rmentor: Rmentor, old: Path, tmp_path: Path
) -> None:
    """The diff, applied to an empty folder, is the new program."""
    new, twin = tmp_path / "new", tmp_path / "twin"
    dry = rmentor("init", new, "--from", old, "--dry-run")
    assert dry.code == 0
    assert not new.exists()
    twin.mkdir()
    subprocess.run(["git", "init", "--quiet", str(twin)], check=True)
    subprocess.run(["git", "-C", str(twin), "apply"], input=dry.out, text=True, check=True)
    assert rmentor("init", new, "--from", old).code == 0
    assert files_of(twin) == files_of(new)


def test_json_tells_what_went_on_and_what_did_not(
    rmentor: Rmentor, old: Path, tmp_path: Path
) -> None:
    """Longest waiting first; Lou has left."""
    done = rmentor("init", tmp_path / "new", "--from", old, "--json", "--lang", "en")
    told = json.loads(done.out)
    assert told["left"] == ["lou-b"]
    assert [each["waited"] for each in told["waiting"]] == sorted(
        (each["waited"] for each in told["waiting"]), reverse=True
    )
    assert len(told["former"]) == 15
    assert told["readings"] == ["active-leaders", "report-days", "apprentices-staying"]
    assert "\nlanguage: en\n" in (tmp_path / "new" / "program.yaml").read_text("utf-8")


def test_errors_of_the_old_program_are_shown_as_check_shows_them(
    rmentor: Rmentor, old: Path, tmp_path: Path
) -> None:
    """With line, caret and remedy; nothing is made."""
    path = old / "participants.yaml"
    path.write_text(path.read_text("utf-8").replace("role: mentee", "role: mentees", 1), "utf-8")
    done = rmentor("init", tmp_path / "new", "--from", old)
    assert done.code == 1
    assert "participants.yaml:8:11: error [unknown-choice]" in done.err
    assert "^" in done.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--sample"], 2, "--sample"),
        (["--preset", "other"], 2, "--preset"),
        (["--lang", "de"], 2, "de"),
    ],
)
def test_options_that_do_not_go_with_an_old_program_are_refused(
    rmentor: Rmentor, old: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    """The old program is the pattern."""
    done = rmentor("init", tmp_path / "new", "--from", old, *arguments)
    assert done.code == code
    assert said in done.err
    assert not (tmp_path / "new").exists()


def test_an_old_program_must_be_there_and_whole(
    rmentor: Rmentor, old: Path, tmp_path: Path
) -> None:
    """No folder, its own folder, or one that a run was cut off in."""
    nowhere = rmentor("init", tmp_path / "new", "--from", tmp_path / "nowhere")
    assert nowhere.code == 2
    itself = rmentor("init", old, "--from", old)
    assert itself.code == 1
    assert "program.yaml" in itself.err
    (old / ".rmentor" / "landing").mkdir(parents=True)
    before = files_of(old)
    cut_off = rmentor("init", tmp_path / "new", "--from", old)
    assert cut_off.code == 1
    assert "rmentor check --program" in cut_off.err
    assert files_of(old) == before
    assert not (tmp_path / "new").exists()


def test_who_waited_comes_first_in_the_next_edition(rmentor: Rmentor, tmp_path: Path) -> None:
    """Of two who want the one mentor, the one without a partner last time."""
    old, new = tmp_path / "old", tmp_path / "new"
    assert rmentor("init", old, "--lang", "en").code == 0
    want = "volunteer: true, seniority: 5, wants: {linkedin: 2}"
    (old / "participants.yaml").write_text(
        "participants:\n"
        "  - {id: ann, name: Ann, role: mentor, volunteer: true, seniority: 1, offers: {linkedin: 5}}\n"
        f"  - {{id: bob, name: Bob, role: mentee, {want}}}\n"
        f"  - {{id: cid, name: Cid, role: mentee, {want}}}   # asks every week\n"
    )
    assert rmentor("pair", "--program", old).code == 0
    assert "ann--bob" in (old / "pairs.yaml").read_text()
    assert rmentor("init", new, "--from", old).code == 0
    assert "waited: 1}   # asks every week\n" in (new / "participants.yaml").read_text()
    assert rmentor("pair", "--program", new).code == 0
    pairs = (new / "pairs.yaml").read_text()
    assert "ann--cid" in pairs
    assert "completed" in pairs
