"""What a release wrote stays readable for ever: files of each say today what they said then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rmentor import __version__
from rmentor.folder.migrations import migrated
from rmentor.folder.read import read_sources
from tests.frozen.freeze import FROZEN, answers_of, meaning, pairing_of, program_of

RELEASES = sorted(path.name for path in FROZEN.iterdir() if (path / "sample").is_dir())


def _expected(release: str, name: str) -> Any:
    return json.loads((FROZEN / release / f"{name}.json").read_text("utf-8"))


def _files(release: str, name: str) -> dict[str, bytes]:
    return dict(read_sources(FROZEN / release / name).files)


def test_this_release_is_frozen() -> None:
    """Whoever changes the version freezes what it reads: python -m tests.frozen.freeze."""
    assert __version__ in RELEASES


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", ["sample", "whole"])
def test_files_of_every_release_mean_what_they_meant(release: str, name: str) -> None:
    """Every value of every file; keys that came later may be new."""
    program = program_of(_files(release, name))
    expected = _expected(release, name)
    assert answers_of(program) == expected.pop("answers")
    assert meaning(program) == expected


@pytest.mark.parametrize("release", RELEASES)
def test_the_sample_of_every_release_is_paired_as_it_was(release: str) -> None:
    """The best pairing depends on what the files say, never on the release."""
    program = program_of(_files(release, "sample"))
    assert pairing_of(program) == _expected(release, "sample-pairs")


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", ["sample", "whole"])
def test_there_is_a_way_from_every_release_to_the_newest_format(release: str, name: str) -> None:
    """And none is needed where the format is the newest."""
    found = migrated(read_sources(Path(FROZEN / release / name)))
    assert found.changes == () or found.before < found.after
