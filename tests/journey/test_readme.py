"""The five minutes of the README, in English and in French, as a newcomer types them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Rmentor

ROOT = Path(__file__).parents[2]
TOURS = {"en": ROOT / "README.md", "fr": ROOT / "docs" / "demarrer.md"}
QUESTIONS = ROOT / "docs" / "pairing.md"
PICTURE = ROOT / "docs" / "topics.svg"


def _commands(page: Path) -> list[str]:
    blocks = re.findall(
        r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_tour_runs(rmentor: Rmentor, tmp_path: Path, language: str) -> None:
    """Every command of the tour does its job, in both languages, and the last one is committed."""
    here = tmp_path
    ran = 0
    for command in _commands(TOURS[language]):
        words = shlex.split(command)
        if words[0] == "cd":
            here = here / words[1]
            continue
        done = rmentor(*words[1:], cwd=here)
        assert done.code == 0, (command, done.err)
        ran += 1
    assert ran >= 8
    assert f"\nlanguage: {language}\n" in (here / "program.yaml").read_text("utf-8")
    for written in ("pairs.yaml", "plan.yaml", "reports/sponsor.md", "calendars/program.ics"):
        assert (here / written).stat().st_size > 0
    committed = subprocess.run(
        ["git", "-C", str(here), "show", "--name-only", "--format=", "HEAD"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "reports/sponsor.md" in committed.stdout.split()
    if language == "en":
        drawn = (here / "reports" / "topics.svg").read_bytes()
        if os.environ.get("RMENTOR_GOLDEN"):
            PICTURE.write_bytes(drawn)
        assert PICTURE.read_bytes() == drawn, "the README's picture is out of date: make golden"


def test_every_question_of_the_page_on_pairing_is_answered(
    rmentor: Rmentor, tmp_path: Path
) -> None:
    """Commands of docs/pairing.md run on the sample as they are written there."""
    assert rmentor("init", "--sample", "demo", cwd=tmp_path).code == 0
    assert rmentor("pair", cwd=tmp_path / "demo").code == 0
    for command in _commands(QUESTIONS):
        done = rmentor(*shlex.split(command)[1:], cwd=tmp_path / "demo")
        assert done.code == 0, (command, done.err)
        assert done.out, command


@pytest.mark.parametrize("page", [*TOURS.values(), QUESTIONS], ids=[*TOURS, "pairing"])
def test_every_file_that_a_tour_names_is_there(page: Path) -> None:
    """No dead link, no missing picture."""
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_both_tours_take_the_same_way() -> None:
    """What one reader is shown, the other is shown as well."""
    english, french = (_commands(TOURS[language]) for language in ("en", "fr"))
    assert [line.replace("--lang fr", "--lang en") for line in french] == english
