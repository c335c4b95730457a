"""A group keeps its programs in one repository: who answers for all of them looks at them each month."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

from tests.conftest import Rmentor
from tests.followup.several import TODAY, Group
from tests.history.repository import git
from tests.reporting.marks import links

LATER = "2027-03-29"


def _committed(root: Path) -> list[str]:
    return git(root, "show", "--name-only", "--format=", "HEAD").split()


def test_a_month_of_a_group_of_programs(rmentor: Rmentor, tmp_path: Path) -> None:
    """Look, hand a page on, help, and see in its diff what has become of it; in a worktree as well."""
    root = tmp_path / "group"
    root.mkdir()
    git(root, "init", "-q")
    Group("Lyon", 9, 0, 6).written(root / "lyon")
    Group("Lille", 8).written(root / "north" / "lille")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")

    shown = rmentor("portfolio", "--today", TODAY, cwd=root)
    assert (shown.code, "Look at Lyon first: 6 of its 15 pairs are at risk." in shown.out) == (
        0,
        True,
    )

    for program in ("lyon", "north/lille"):
        done = rmentor(
            "report", "sponsor", "--public", "--program", program, "--today", TODAY, cwd=root
        )
        assert done.code == 0, done.err
    (root / "notes.txt").write_text("unfinished\n", "utf-8")
    write = ("portfolio", "--today", TODAY, "--write", "portfolio.md", "--commit")
    assert rmentor(*write, cwd=root).code == 0
    assert _committed(root) == ["portfolio.md"]
    page = (root / "portfolio.md").read_text("utf-8")
    assert "**Lyon**: 6 pairs are at risk." in page
    assert all((root / unquote(each)).is_file() for each in links(page))
    assert len(links(page)) == 2

    # The six are helped: each holds a session, which their coordinator notes.
    for number in range(9, 15):
        pair = f"mentor{number}--mentee{number}"
        log = (
            "log",
            pair,
            "--session",
            "1",
            "--held",
            "--date",
            "2027-03-16",
            "--today",
            "2027-03-16",
        )
        assert rmentor(*log, "--program", "lyon", cwd=root).code == 0
    later = ("portfolio", "--today", LATER, "--write", "portfolio.md")
    assert rmentor(*later, "--check", cwd=root).code == 1
    assert rmentor(*later, cwd=root).code == 0
    changed = git(root, "diff", "--unified=0", "portfolio.md")
    assert "+| Lyon | " in changed
    assert "+| Lille | " in changed
    assert "## " not in changed.split("@@", 2)[2]

    elsewhere = tmp_path / "worktree"
    git(root, "worktree", "add", "-q", elsewhere)
    there = rmentor("portfolio", "--today", TODAY, "--json", cwd=elsewhere)
    assert [each["folder"] for each in json.loads(there.out)["programs"]] == ["lyon", "north/lille"]
    assert rmentor("portfolio", "--today", TODAY, "--write", "other.md", "--commit", cwd=elsewhere).code == 0  # fmt: skip
    assert _committed(elsewhere) == ["other.md"]
