"""Reading a folder: nothing outside it, nothing huge, nothing that cannot be shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rmentor.errors import NoProgram
from rmentor.folder.find import find_program
from rmentor.folder.read import MAX_BYTES, meant_name, read_sources


def _write(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)


def test_hand_kept_files_are_read_and_generated_ones_are_not(tmp_path: Path) -> None:
    """What rmentor makes is never read back."""
    kept = ["program.yaml", "participants/a.yaml", "journal/a--b.yaml", "surveys/pulse.yaml", "surveys/pulse.csv", "templates/program.md"]  # fmt: skip
    _write(tmp_path, *kept, "sessions/a.md", "calendars/a.yaml", "reports/x.md", "notes.txt", "surveys/pulse.xlsx", "participants/.hidden.yaml")  # fmt: skip
    sources = read_sources(tmp_path)
    assert sorted(sources.files) == sorted(kept)
    assert sources.files["program.yaml"] == b"program.yaml"
    assert (sources.strange, sources.problems) == ((), ())


def test_links_that_lead_outside_are_refused_and_links_inside_work(tmp_path: Path) -> None:
    """A repository from elsewhere cannot make rmentor read somebody's files."""
    root, outside = tmp_path / "p", tmp_path / "outside.yaml"
    outside.write_text("secret")
    _write(root, "program.yaml", "real.yaml")
    (root / "topics.yaml").symlink_to(outside)
    (root / "plan.yaml").symlink_to(root / "nothing")
    (root / "pairs.yaml").symlink_to(root / "real.yaml")
    (root / "journal").symlink_to(tmp_path)
    (root / "framework.yaml").symlink_to("framework.yaml")
    sources = read_sources(root)
    assert sorted(sources.files) == ["pairs.yaml", "program.yaml"]
    codes = {problem.spot.file: problem.code for problem in sources.problems}
    assert codes == {
        "topics.yaml": "link-outside",
        "plan.yaml": "link-outside",
        "journal": "link-outside",
        "framework.yaml": "unreadable",
    }
    assert sources.files.get("topics.yaml") is None
    assert sources.files["pairs.yaml"] == b"real.yaml"


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    """A pipe would make rmentor wait for ever."""
    _write(tmp_path, "program.yaml")
    os.mkfifo(tmp_path / "pairs.yaml")
    (tmp_path / "plan.yaml").mkdir()
    with (tmp_path / "topics.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    codes = {p.spot.file: p.code for p in read_sources(tmp_path).problems}
    assert codes == {
        "pairs.yaml": "not-a-file",
        "plan.yaml": "not-a-file",
        "topics.yaml": "file-size",
    }


def test_names_that_cannot_be_printed_are_refused(tmp_path: Path) -> None:
    """A name cannot write on the terminal."""
    _write(tmp_path, "program.yaml", "participants/\x1b[31mred.yaml")
    (problem,) = read_sources(tmp_path).problems
    assert problem.code == "file-name"
    assert problem.spot.file == "participants/\\x1b[31mred.yaml"


def test_misspelt_names_are_seen(tmp_path: Path) -> None:
    """A file that nobody reads is the hardest mistake to find."""
    _write(tmp_path, "program.yaml", "Participants.yaml", "topic.yaml", "objectives.yml", "surveys/pulse.yml", "journals/x.txt", "pairs.yaml", "pairs-old.yaml", "budget.yaml", "Journal.txt")  # fmt: skip
    strange = read_sources(tmp_path).strange
    assert strange == ("Participants.yaml", "objectives.yml", "surveys/pulse.yml", "topic.yaml")
    assert [meant_name(path) for path in strange] == ["participants.yaml", "objectives.yaml", "surveys/pulse.yaml", "topics.yaml"]  # fmt: skip


def test_the_program_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    """The nearest program.yaml above counts."""
    _write(tmp_path, "program.yaml", "inner/program.yaml", "inner/journal/x.yaml", "other/x.yaml")
    assert find_program(tmp_path / "inner" / "journal") == tmp_path / "inner"
    assert find_program(tmp_path / "other") == tmp_path
    with pytest.raises(NoProgram):
        find_program(Path(tmp_path.anchor))
