"""All Markdown of a program under way, as a forge shows it: plans, reports, what is handed on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Rmentor
from tests.forge_pages import problems
from tests.simulated_year import Year

TODAY = date(2027, 5, 24)
# Names and titles that would end a cell, a link, a heading, or begin a tag.
ODD = {
    "Mentor 1,": "'M | n, [a](b) <i> `c',",
    "Mentee 1,": "'Zoë \\\\ #1 *x* _y_ & <b>|</b>',",
    "Mentor 2,": "'- 1. | > ``` $a$ {{ x }}',",
    "title: Present online": "title: '## Online | \"now\" <https://x.y> ![z](z)'",
    "title: Active every week": "title: 'Active | [every](week)  ~~x~~'",
}


def _under_way(root: Path, language: str) -> None:
    """A program of six pairs in its twentieth week."""
    for monday, files in Year(pairs=6).weeks():
        if monday > TODAY:
            break
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            for plain, odd in ODD.items():
                text = text.replace(plain, odd)  # noqa: PLW2901 - word by word
            text = text.replace("language: en", f"language: {language}")  # noqa: PLW2901
            (root / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_a_program_under_way_is_whole(
    rmentor: Rmentor, tmp_path: Path, language: str
) -> None:
    """Every link and picture is there, anchors are those of both forges, rows have equal cells."""
    _under_way(tmp_path, language)
    day = ("--today", str(TODAY), "--quiet")
    for command in (
        ("plan", *day[:2]), ("report", *day), ("report", "certificate", *day), ("report", "--public", *day),
        ("portfolio", ".", "--write", "portfolio.md", *day),
    ):  # fmt: skip
        done = rmentor(*command, cwd=tmp_path)
        assert done.code in (0, 3), (command, done.err)
    pages = {
        path.relative_to(tmp_path).as_posix(): path.read_text("utf-8")
        for path in tmp_path.rglob("*.md")
        if not path.is_relative_to(tmp_path / "templates")
    }
    assert {
        "reports/program.md",
        "reports/sponsor.md",
        "reports/public/sponsor.md",
        "portfolio.md",
    } <= set(pages)
    found = {
        path: problems(path, pages, lambda place: (tmp_path / place).exists()) for path in pages
    }
    assert {path: said for path, said in found.items() if said} == {}
