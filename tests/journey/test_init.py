"""``init``: an empty but commented program that check accepts, and nothing overwritten."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import Rmentor


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_fresh_program_passes_check_and_says_what_comes_next(
    rmentor: Rmentor, tmp_path: Path, language: str
) -> None:
    """Comments are in the language asked for; nothing is wrong, and much is still to do."""
    folder = tmp_path / "mine"
    done = rmentor("init", folder, "--lang", language)
    assert done.code == 0
    assert "rmentor check" in done.err
    assert f"\nlanguage: {language}" in (folder / "program.yaml").read_text("utf-8")
    checked = rmentor("check", "--program", folder)
    assert checked.code == 0, checked.out
    assert "✗" in checked.out
    assert "→" in checked.out
    for command in ("pair", "report"):
        assert rmentor(command, "--program", folder).code == 0
    refused = rmentor("plan", "--program", folder)
    assert refused.code == 1
    assert "start" in refused.err


def test_a_repository_is_made_unless_inside_one(rmentor: Rmentor, tmp_path: Path) -> None:
    """A program in a company's repository gets none of its own."""
    assert rmentor("init", tmp_path / "alone").code == 0
    assert (tmp_path / "alone" / ".git").is_dir()
    outer = tmp_path / "outer"
    outer.mkdir()
    subprocess.run(["git", "init", "--quiet", str(outer)], check=True)
    assert rmentor("init", outer / "inner").code == 0
    assert not (outer / "inner" / ".git").exists()


def test_an_existing_file_stops_it_before_anything_is_written(
    rmentor: Rmentor, tmp_path: Path
) -> None:
    """Even the last file of the list protects all."""
    (tmp_path / "framework.yaml").write_text("mine\n")
    done = rmentor("init", tmp_path)
    assert done.code == 1
    assert "framework.yaml" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["framework.yaml"]


def test_an_unknown_preset_names_those_that_exist(rmentor: Rmentor, tmp_path: Path) -> None:
    """A wrong name costs nothing and tells the right ones."""
    done = rmentor("init", tmp_path / "x", "--preset", "clasic")
    assert done.code == 2
    assert "classic" in done.err
    assert not (tmp_path / "x").exists()


def test_a_dry_run_of_init_writes_nothing(rmentor: Rmentor, tmp_path: Path) -> None:
    """Not even the folder."""
    done = rmentor("init", tmp_path / "x", "--dry-run")
    assert done.code == 0
    assert "+++ b/program.yaml" in done.out
    assert not (tmp_path / "x").exists()


def test_the_sample_speaks_the_language_asked_for(rmentor: Rmentor, tmp_path: Path) -> None:
    """One line of it differs: an English reader gets English reports of a French company."""
    for language in ("fr", "en"):
        assert rmentor("init", "--sample", tmp_path / language, "--lang", language).code == 0
    french = (tmp_path / "fr" / "program.yaml").read_text("utf-8").splitlines()
    english = (tmp_path / "en" / "program.yaml").read_text("utf-8").splitlines()
    differ = [pair for pair in zip(french, english, strict=True) if pair[0] != pair[1]]
    assert differ == [("language: fr", "language: en")]
