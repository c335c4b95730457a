"""Every preset carries a program from ``init`` to its reports, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rmentor.folder.yaml_load import load_yaml
from rmentor.language.catalogue import LANGUAGES
from rmentor.resources import preset_files, preset_names, sample_files
from tests.conftest import Rmentor

# What domain.md says of each case: format, sessions, minutes, days from one session to the next.
FRAMES = {
    "classic": ("individual", 6, 90, "2 weeks"),
    "cross-company": ("individual", 5, 60, "2 weeks"),
    "duo-and-group": ("individual", 6, 60, "2 weeks"),
    "executives": ("individual", 5, 45, "2 weeks"),
    "inclusion": ("individual", 6, 60, "3 weeks"),
    "light": ("individual", 3, 30, "4 weeks"),
    "mass": ("individual", 8, 45, "1 week"),
    "modules": ("individual", 6, 60, "2 weeks"),
    "onboarding": ("individual", 4, 45, "3 weeks"),
}
CASES = [(preset, language) for preset in preset_names() for language in LANGUAGES]


@pytest.mark.parametrize(("preset", "language"), CASES)
def test_a_program_of_this_preset_is_paired_planned_and_reported(
    rmentor: Rmentor, tmp_path: Path, preset: str, language: str
) -> None:
    """People and dates are all that a lead has to add: the rest of the preset works as it stands."""
    where = ("--program", tmp_path)
    assert rmentor("init", "--preset", preset, "--lang", language, *where).code == 0
    (tmp_path / "participants.yaml").write_bytes(sample_files()["participants.yaml"])
    (tmp_path / "topics.yaml").write_bytes(sample_files()["topics.yaml"])
    with (tmp_path / "program.yaml").open("a", encoding="utf-8") as file:
        file.write("\nstart: 2027-01-11\nend: 2027-07-02\n")
    found = json.loads(rmentor("check", "--json", *where).out)["findings"]
    assert [each for each in found if each["severity"] == "error"] == []
    paired = json.loads(rmentor("pair", "--json", *where).out)
    assert paired["summary"]["paired"] >= 8
    assert paired["summary"]["proof"] == "optimal"
    planned = json.loads(rmentor("plan", "--json", *where).out)
    pairs = sum(each.get("format") != "group" for each in paired["pairs"])
    wanted = pairs * (4 if preset == "duo-and-group" else int(FRAMES[preset][1]))
    assert len(planned["sessions"]) + len(planned["unplaced"]) >= wanted
    assert len(planned["sessions"]) > 0.8 * wanted
    assert rmentor("report", *where).code == 0
    pages = sorted(path.name for path in (tmp_path / "reports").glob("*.md"))
    assert {"program.md", "sponsor.md"} <= set(pages)
    again = rmentor("plan", "--check", *where)
    assert again.code == 0, again.err


@pytest.mark.parametrize("preset", sorted(FRAMES))
def test_a_preset_is_the_case_that_it_is_named_for(preset: str) -> None:
    """Format, sessions, minutes and rhythm are those of the case, in both languages."""
    for language in LANGUAGES:
        frame = load_yaml(preset_files(preset, language)["framework.yaml"]).value
        figures = (frame["format"], int(frame["sessions"]), int(frame["minutes"]), frame["every"])
        assert figures == FRAMES[preset]
