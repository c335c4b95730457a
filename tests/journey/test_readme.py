"""The README's five minutes, run command by command as a newcomer types them."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Rmentor

README = Path(__file__).parents[2] / "README.md"
PICTURE = README.parent / "docs" / "topics.svg"


def _commands() -> list[str]:
    blocks = re.findall(
        r"^```console\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_tour_of_the_readme_runs(rmentor: Rmentor, tmp_path: Path, language: str) -> None:
    """Every command of the tour does its job, in both languages, and nothing is a bug."""
    here = tmp_path
    ran = 0
    for command in _commands():
        words = shlex.split(command)
        if words[0] == "cd":
            here = here / words[1]
            program = here / "program.yaml"
            text = program.read_text("utf-8")
            program.write_text(
                re.sub(r"^language: \w+", f"language: {language}", text, flags=re.MULTILINE)
            )
            continue
        done = rmentor(*words[1:], cwd=here)
        assert done.code == 0, (command, done.err)
        ran += 1
    assert ran >= 8
    for written in ("pairs.yaml", "plan.yaml", "reports/sponsor.md", "calendars/program.ics"):
        assert (here / written).stat().st_size > 0
    if language == "en":
        drawn = (here / "reports" / "topics.svg").read_bytes()
        if os.environ.get("RMENTOR_GOLDEN"):
            PICTURE.write_bytes(drawn)
        assert PICTURE.read_bytes() == drawn, "the README's picture is out of date: make golden"


def test_every_file_that_the_readme_names_is_there() -> None:
    """No dead link, no missing picture."""
    text = README.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (README.parent / target).exists(), target
