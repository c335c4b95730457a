"""``rmentor template``: a lead finds a text, reads it, and makes it the program's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rmentor.language.catalogue import LANGUAGES
from rmentor.resources import preset_names, template_names
from tests.conftest import Rmentor


@pytest.fixture(params=LANGUAGES)
def folder(request: pytest.FixtureRequest, rmentor: Rmentor, tmp_path: Path) -> Path:
    """The sample program, in either language."""
    assert rmentor("init", "--sample", tmp_path / "s", "--lang", request.param).code == 0
    return tmp_path / "s"


def test_every_template_and_preset_is_listed_with_what_it_is(
    rmentor: Rmentor, folder: Path
) -> None:
    """Nothing that ships is left out, and nothing is listed without a word about it."""
    listed = json.loads(rmentor("template", "list", "--json", "--program", folder).out)
    names = {each["name"] for each in listed["templates"]}
    assert names == {name.split("/")[-1] for name in template_names()}
    assert all(each["what"] and not each["own"] for each in listed["templates"])
    assert [each["name"] for each in listed["presets"]] == list(preset_names())


@pytest.mark.parametrize("name", ["mentor-kit.md", "sponsor.md"])
def test_an_ejected_template_writes_the_same_report(
    rmentor: Rmentor, folder: Path, name: str
) -> None:
    """Copying a text out changes nothing until somebody changes it; then it counts."""
    report = name.removesuffix(".md")
    where = ("--program", folder)
    assert rmentor("report", report, *where).code == 0
    before = (folder / "reports" / name).read_bytes()
    assert rmentor("template", "eject", report, *where).code == 0
    assert rmentor("report", report, "--check", *where).code == 0
    assert (folder / "reports" / name).read_bytes() == before
    shown = rmentor("template", "show", name, *where).out
    own = folder / "templates" / name
    assert shown == own.read_text("utf-8")
    own.write_text("# Ours\n", "utf-8")
    assert rmentor("report", report, *where).code == 0
    assert (folder / "reports" / name).read_text("utf-8") == "# Ours\n"


def test_ejecting_twice_overwrites_nothing(rmentor: Rmentor, folder: Path) -> None:
    """A text that somebody has worked on is never replaced."""
    where = ("--program", folder)
    assert rmentor("template", "eject", "pair.md", *where).code == 0
    (folder / "templates" / "pair.md").write_text("# Mine\n", "utf-8")
    done = rmentor("template", "eject", "pair.md", *where)
    assert done.code == 1
    assert "templates/pair.md" in done.err
    assert (folder / "templates" / "pair.md").read_text("utf-8") == "# Mine\n"


@pytest.mark.parametrize("name", ["nope", "../program.yaml", "fr/mentor-kit.md", ""])
def test_only_names_that_are_listed_are_known(rmentor: Rmentor, folder: Path, name: str) -> None:
    """A name never becomes a path."""
    done = rmentor("template", "eject", name, "--program", folder)
    assert done.code == 2
    assert "rmentor template list" in done.err
    assert not (folder / "templates").exists()


def test_presets_are_shown_without_a_program(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lead looks at frameworks before there is a folder."""
    monkeypatch.chdir(tmp_path)
    for preset in preset_names():
        done = rmentor("template", "show", preset)
        assert done.code == 0
        assert "sessions:" in done.out
        assert "objectives:" in done.out


def test_wrong_templates_are_all_told_and_nothing_is_written(
    rmentor: Rmentor, folder: Path
) -> None:
    """Each with its place and names; no report is half-written."""
    where = ("--program", folder)
    own = folder / "templates"
    own.mkdir()
    (own / "sponsor.md").write_text("# {{ nmae }}\n", "utf-8")
    (own / "kickoff.md").write_text("{% for each in objectives %}\n", "utf-8")
    done = rmentor("report", "sponsor", "kickoff", *where)
    assert done.code == 1
    assert "templates/sponsor.md:1:6: " in done.err
    assert "templates/kickoff.md:1:1: " in done.err
    assert "name, today, period, sponsor" in done.err
    assert not (folder / "reports").exists()


def test_names_of_a_template_are_told_with_examples(rmentor: Rmentor, folder: Path) -> None:
    """For a document its own and those of the views in it; for a part those of a document that has it."""
    where = ("--program", folder)
    found = json.loads(rmentor("template", "names", "certificate", "--json", *where).out)
    (views,) = found["documents"].values()
    names = {each["name"]: each for view in views for each in view["names"]}
    assert names["program"]["example"]
    assert names["name"]["names_people"]
    assert {"topics", "returns", "taught"} <= names.keys()
    shown = rmentor("template", "names", "certificate.md", *where)
    assert all(name in shown.out for name in names)
    part = rmentor("template", "names", "_costs.md", *where)
    assert "program.md" in part.err
    assert "smallest_group" in part.out
