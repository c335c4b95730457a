"""README and docs/ as a forge shows them: every link and anchor leads somewhere, every table is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forge_pages import problems

ROOT = Path(__file__).parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
}


@pytest.mark.parametrize("path", sorted(PAGES))
def test_every_page_of_ours_is_whole(path: str) -> None:
    """Links between pages and to files, anchors as both forges give them, tables, HTML."""
    assert problems(path, PAGES, lambda place: (ROOT / place).exists()) == []
