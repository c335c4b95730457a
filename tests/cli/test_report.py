"""``rmentor report --html`` and ``--open``: one page more, and who opens it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from tests.conftest import Rmentor


@pytest.fixture
def sample(rmentor: Rmentor, tmp_path: Path) -> Path:
    """Make the sample program, with its pairs."""
    root = tmp_path / "s"
    assert rmentor("init", "--sample", "--lang", "fr", root).code == 0
    assert rmentor("pair", "--program", root).code == 0
    return root


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened in a browser."""
    places: list[str] = []

    def launch(place: str) -> int:
        places.append(place)
        return 0

    monkeypatch.setattr(typer, "launch", launch)
    return places


def test_html_writes_one_page_beside_the_reports(rmentor: Rmentor, sample: Path) -> None:
    """Of the reports asked for; the Markdown is written as well, and a second run changes nothing."""
    done = rmentor("report", "--html", "--program", sample)
    assert done.code == 0, done.err
    assert "reports/report.html" in done.out.split()
    page = (sample / "reports" / "report.html").read_text("utf-8")
    assert page.startswith('<!doctype html>\n<html lang="fr">')
    assert (sample / "reports" / "sponsor.md").is_file()
    assert rmentor("report", "--html", "--check", "--program", sample).code == 0
    again = rmentor("report", "sponsor", "--html", "--json", "--program", sample)
    said = json.loads(again.out)
    assert said["changed"] == ["reports/report.html"]
    assert {"reports/report.html", "reports/sponsor.md"} <= set(said["files"])
    shorter = (sample / "reports" / "report.html").read_text("utf-8")
    assert '<article id="sponsor"' in shorter
    assert '<article id="program"' not in shorter


def test_without_html_no_page_is_made(rmentor: Rmentor, sample: Path) -> None:
    """Nobody gets what was not asked for."""
    assert rmentor("report", "--program", sample).code == 0
    assert not (sample / "reports" / "report.html").exists()


def test_certificates_are_in_the_page_where_they_are_asked_for(
    rmentor: Rmentor, sample: Path
) -> None:
    """Each is one person's; whoever prints them names them."""
    paper = sample / "journal"
    paper.mkdir()
    pair = next(
        line.split()[-1]
        for line in (sample / "pairs.yaml").read_text("utf-8").splitlines()
        if line.strip().startswith("- id:")
    )
    (paper / f"{pair}.yaml").write_text(
        "- {session: 1, date: 2027-01-19, state: held, minutes: 60}\n"
    )
    page = sample / "reports" / "report.html"
    assert rmentor("report", "--html", "--program", sample).code == 0
    assert '<article id="certificates/' not in page.read_text("utf-8")
    assert rmentor("report", "certificate", "--html", "--program", sample).code == 0
    assert '<article id="certificates/' in page.read_text("utf-8")


def test_open_opens_the_page_once_it_is_written(
    rmentor: Rmentor, sample: Path, opened: list[str]
) -> None:
    """And not where nothing was written."""
    for option in ("--dry-run", "--check"):
        rmentor("report", "--open", option, "--program", sample)
    assert opened == []
    assert rmentor("report", "sponsor", "--open", cwd=sample).code == 0
    assert opened == [str(sample.resolve() / "reports" / "report.html")]
    assert Path(opened[0]).is_file()


def test_where_there_is_no_browser_the_page_is_named(
    rmentor: Rmentor, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was written all the same."""
    monkeypatch.setattr(typer, "launch", lambda _: 1)
    done = rmentor("report", "sponsor", "--open", "--program", sample)
    assert done.code == 0
    assert "No browser could be opened from here" in done.err
    assert "report.html" in done.err


@pytest.mark.parametrize("option", ["--check", "--dry-run", "--json", "--commit", "--public"])
def test_watching_goes_on_and_so_does_not_go_with_everything(
    rmentor: Rmentor, sample: Path, option: str
) -> None:
    """A wrong use is told before anything is done."""
    done = rmentor("report", "--watch", option, "--program", sample)
    assert done.code == 2
    assert option in done.err
    assert not (sample / "reports").exists()


def test_a_broken_program_is_told_before_anything_is_watched(
    rmentor: Rmentor, sample: Path
) -> None:
    """As for every other command."""
    (sample / "program.yaml").write_text("format: 1\n")
    done = rmentor("report", "--watch", "--program", sample)
    assert done.code == 1
    assert "program.yaml" in done.err
