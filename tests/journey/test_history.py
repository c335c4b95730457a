"""What changed and how it went: rmentor diff and rmentor history, over a real repository."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.conftest import Rmentor
from tests.history.repository import (
    BROKEN,
    EVA,
    FILES,
    HELD,
    MIA,
    PAIRED,
    PLANNED,
    TOM,
    a_history,
    commit,
    git,
    new_repository,
    write,
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "repository")


def told(rmentor: Rmentor, root: Path, *arguments: object) -> Any:
    done = rmentor(*arguments, "--json", cwd=root)
    assert done.code == 0, done.err
    return json.loads(done.out)


def kinds(found: Any) -> list[tuple[str, str, str]]:
    return [(each["part"], each["kind"], each["id"]) for each in found["differences"]]


def test_a_diff_tells_what_the_commands_did(rmentor: Rmentor, tmp_path: Path) -> None:
    """From the sample: nothing yet, then pairs and dates on one screen of 80 columns."""
    root = tmp_path / "sample"
    assert rmentor("init", "--sample", root, "--lang", "en").code == 0
    fresh = rmentor("diff", cwd=root)
    assert fresh.code == 0
    assert "nothing committed yet" in fresh.out
    assert "People taking part" in fresh.out
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    assert "Nothing has changed in the programme." in rmentor("diff", cwd=root).out
    rmentor("pair", cwd=root)
    rmentor("plan", cwd=root)
    shown = rmentor("diff", cwd=root).out
    assert len(shown.splitlines()) <= 40
    pairs = json.loads(rmentor("pair", "--json", "--dry-run", cwd=root).out)
    found = told(rmentor, root, "diff")
    made = [each for each in found["differences"] if each["kind"] == "made"]
    assert [each["id"] for each in made] == [each["id"] for each in pairs["pairs"]]
    after = found["after"]["figures"]
    assert after["total"] == pairs["summary"]["total"]
    assert after["lowest"] == pairs["summary"]["lowest"]
    assert after["paired"] == pairs["summary"]["paired"]
    assert found["before"]["figures"]["lowest"] is None


def test_two_commits_are_compared_in_every_way_to_name_them(
    rmentor: Rmentor, repository: Path
) -> None:
    """A B, A..B, A.. and the files; what lies between A and B of a branch with three dots."""
    commits = a_history(repository)
    made = [("pairs", "made", "mia--eva")]
    for words in ((commits[0], commits[1]), (f"{commits[0]}..{commits[1]}",), ("HEAD~6", "HEAD~5")):
        assert kinds(told(rmentor, repository, "diff", *words)) == made
    assert kinds(told(rmentor, repository, "diff", commits[1], commits[0])) == [
        ("pairs", "removed", "mia--eva")
    ]
    since = [*made, ("sessions", "held", "mia--eva/1"), ("sessions", "dated", "mia--eva/2")]
    for words in ((commits[0],), (f"{commits[0]}..",), (commits[0], "HEAD")):
        assert kinds(told(rmentor, repository, "diff", *words)) == since
    git(repository, "checkout", "-qb", "work", commits[1])
    commit(repository, PLANNED, "2027-01-14")
    only = told(rmentor, repository, "diff", "main...work")
    assert kinds(only) == [("sessions", "dated", "mia--eva/1"), ("sessions", "dated", "mia--eva/2")]
    assert only["before"]["commit"] == commits[1]
    assert only["after"]["date"] == "2027-01-14"


def test_revisions_that_are_none_are_wrong_usage(rmentor: Rmentor, repository: Path) -> None:
    """With a hint, and nothing that looks like an option reaches git."""
    head = commit(repository, FILES)
    git(repository, "update-ref", "refs/heads/--output=x", head)
    for words in (("nowhere",), ("--", "--output=x"), ("HEAD", "nowhere"), ("HEAD..x", "HEAD")):
        done = rmentor("diff", *words, cwd=repository)
        assert done.code == 2, words
        assert done.err
    assert sorted(path.name for path in repository.iterdir()) == [".git", *sorted(FILES)]


def test_a_broken_commit_is_shown_as_such(rmentor: Rmentor, repository: Path) -> None:
    """History goes on over it; a diff with it shows its errors and ends with 1."""
    commits = a_history(repository)
    found = told(rmentor, repository, "history")
    assert [bool(each["errors"]) for each in found["commits"]] == [False] * 3 + [True] + [False] * 2
    assert found["commits"][3]["figures"] == {}
    assert found["commits"][5]["figures"] == {
        "people": 2, "paired": 1, "pairs": 1, "total": 8000, "lowest": 8000, "planned": 2, "held": 1,
    }  # fmt: skip
    errors = found["commits"][3]["errors"]
    assert f"{errors} error" in rmentor("history", cwd=repository).out
    done = rmentor("diff", commits[4], cwd=repository)
    assert done.code == 1
    assert "pairs.yaml:2:1:" in done.err
    as_json = rmentor("diff", commits[4], "--json", cwd=repository)
    assert as_json.code == 1
    assert json.loads(as_json.out)["findings"][0]["file"] == "pairs.yaml"
    write(repository, BROKEN)
    assert rmentor("diff", cwd=repository).code == 1
    assert rmentor("history", cwd=repository).code == 0


def test_history_is_as_long_as_asked(rmentor: Rmentor, repository: Path) -> None:
    """The newest commits, or those since a day; a line only where a figure changed."""
    a_history(repository)
    days = [each["date"] for each in told(rmentor, repository, "history", "--limit", 2)["commits"]]
    assert days == ["2027-01-09", "2027-01-13"]
    found = told(rmentor, repository, "history", "--since", "2027-01-06")
    assert found["commits"][0]["date"] == "2027-01-06"
    assert not told(rmentor, repository, "history", "--since", "2028-01-01")["commits"]
    write(repository, {"program.yaml": FILES["program.yaml"] + "max_per_week: 3\n"})
    unseen = rmentor("history", cwd=repository)
    assert "not committed" in unseen.err
    commit(repository, {}, "2027-01-20")
    shown = rmentor("history", cwd=repository)
    assert "2027-01-13" in shown.out
    assert "2027-01-20" not in shown.out
    assert "not committed" not in shown.err
    assert rmentor("history", "--since", "soon", cwd=repository).code == 2


def test_kpis_over_time_need_no_saving(rmentor: Rmentor, repository: Path) -> None:
    """Readings as they were known, and computed KPIs as of each commit's day; unknown before."""
    kpis = (
        "kpis:\n  - {id: active, title: Active, target: 70, readings: [{date: 2027-01-01, value: 20}%s]}\n"
        "  - {id: kept, computed: sessions_held, target: 90}\n"
    )
    commit(repository, {**FILES, **PAIRED, **PLANNED}, "2027-01-04")
    commit(repository, {"objectives.yaml": kpis % ""}, "2027-01-11")
    commit(repository, HELD, "2027-01-13")
    commit(
        repository, {"objectives.yaml": kpis % ", {date: 2027-01-27, value: 35.5}"}, "2027-01-28"
    )
    found = told(rmentor, repository, "history")
    assert [each["kpis"] for each in found["commits"]] == [
        {"active": None, "kept": None},
        {"active": 20, "kept": None},
        {"active": 20, "kept": 100},
        {"active": 35.5, "kept": 50},
    ]
    shown = rmentor("history", cwd=repository).out
    assert "20 → 35.5, target 70" in shown
    assert "▁" in shown


def test_a_shallow_clone_is_said_to_be_cut_off(
    rmentor: Rmentor, repository: Path, tmp_path: Path
) -> None:
    """What is there is shown."""
    a_history(repository)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "clone")
    done = rmentor("history", cwd=tmp_path / "clone")
    assert done.code == 0
    assert "2027-01-13" in done.out
    assert "--unshallow" in done.err
    assert told(rmentor, tmp_path / "clone", "history")["cut_off"]


def test_a_program_that_moved_is_compared_with_what_it_was(
    rmentor: Rmentor, repository: Path
) -> None:
    """Also where other programs lie beside it."""
    first = commit(repository, FILES, "2027-01-04")
    git(repository, "mv", "program.yaml", "participants.yaml", _made(repository / "mine"))
    commit(repository, {}, "2027-01-05")
    commit(repository / "theirs", FILES, "2027-01-06")
    mine = repository / "mine"
    write(mine, {"participants.yaml": "participants:\n" + MIA + EVA + TOM})
    for revision in (first, "HEAD"):
        assert kinds(told(rmentor, mine, "diff", revision)) == [("people", "joined", "tom")]
    found = told(rmentor, mine, "history")["commits"]
    assert [each["folder"] for each in found] == ["", "mine/"]
    before_theirs = told(rmentor, repository / "theirs", "diff", first)
    assert [kind for _, kind, _ in kinds(before_theirs)] == ["joined", "joined"]


def _made(folder: Path) -> str:
    folder.mkdir()
    return str(folder)


@pytest.mark.parametrize("command", ["diff", "history"])
def test_without_a_repository_or_git_it_is_said(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """In words, with what to do; everything else works."""
    write(tmp_path, FILES)
    outside = rmentor(command, cwd=tmp_path)
    assert (outside.code, outside.out) == (1, "")
    assert "no git repository" in outside.err
    assert "git init" in outside.err
    new_repository(tmp_path)
    empty = rmentor(command, cwd=tmp_path)
    assert empty.code == 0
    assert ("nothing committed yet" if command == "diff" else "No commit holds") in empty.out
    monkeypatch.setenv("PATH", os.devnull)
    without = rmentor(command, cwd=tmp_path)
    assert without.code == 1
    assert "not installed" in without.err
    assert rmentor("check", cwd=tmp_path).code == 0


def test_nothing_is_written_or_checked_out(rmentor: Rmentor, repository: Path) -> None:
    """Neither in the folder nor in git: not even its index is touched."""
    a_history(repository)
    write(repository, {"participants.yaml": "participants:\n" + MIA + EVA + TOM})

    def everything() -> dict[str, tuple[int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.read_bytes())
            for path in repository.rglob("*")
            if path.is_file()
        }

    before = everything()
    for words in (("diff",), ("diff", "HEAD~3..HEAD"), ("history",), ("diff", "--markdown")):
        assert rmentor(*words, cwd=repository).code == 0
    assert everything() == before


def test_what_people_type_stays_in_its_place_in_a_comment(
    rmentor: Rmentor, repository: Path
) -> None:
    """Markdown, HTML, mentions and pictures in names are shown as they are."""
    commit(repository, FILES)
    evil = "<img src=x onerror=alert(1)> **bold** [x](javascript:y) | `c` ![p](http://e/p.png)"
    person = f"  - {{id: tom, name: {json.dumps(evil)}, role: mentor, department: '# top'}}\n"
    write(repository, {"participants.yaml": "participants:\n" + MIA + EVA + person, **PAIRED})
    done = rmentor("diff", "--markdown", cwd=repository)
    page = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(done.out)
    for tag in ("<img", "<a ", "<code", "<h1"):
        assert tag not in page
    assert "<li>+ <strong>&lt;img src=x onerror=alert(1)&gt; **bold** [x](javascript:y)" in page
    assert "<td>Sum of scores</td>" in page
    assert page.count("<ul>") == 2


def test_the_reader_is_answered_in_french(
    rmentor: Rmentor, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures, days and words; nothing of it is English."""
    monkeypatch.setenv("RMENTOR_LANG", "fr")
    commits = a_history(repository)
    shown = rmentor("diff", commits[0], cwd=repository).out
    assert "Binômes" in shown
    assert "binôme formé, score 8000" in shown
    assert "26 janvier 2027" in shown
    assert "Séances tenues" in rmentor("history", cwd=repository).out


def test_a_long_list_is_cut_on_the_screen_only(rmentor: Rmentor, repository: Path) -> None:
    """The screen says how many more there are; JSON has them all."""
    commit(repository, FILES)
    many = "".join(f"  - {{id: p{n:02}, name: P{n:02}, role: mentor}}\n" for n in range(50))
    write(repository, {"participants.yaml": "participants:\n" + MIA + EVA + many})
    assert "44 more; --json has them all" in rmentor("diff", cwd=repository).out
    assert "10 more" in rmentor("diff", "--markdown", cwd=repository).out
    assert len(told(rmentor, repository, "diff")["differences"]) == 50


KPIS = """\
kpis:
  - id: active
    title: Active
    readings: [{date: 2027-03-01, value: 35}%s]
  - {id: held, computed: sessions_held, target: %s}
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "fr",
            (
                "- ~ **Active**\xa0: nouveau relevé, 5 avril 2027\xa0: 40,5",
                "- ~ **Séances tenues, sur celles prévues**\xa0: cible 80 → 90",
            ),
        ),
        (
            "en",
            (
                "- ~ **Active**: new reading, 5 April 2027: 40.5",
                "- ~ **Sessions held, of those due**: target 80 → 90",
            ),
        ),
    ],
)
def test_kpis_are_told_by_their_titles(
    rmentor: Rmentor,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    expected: tuple[str, ...],
) -> None:
    """Also those that rmentor computes; a French colon stands apart from what comes before it."""
    monkeypatch.setenv("RMENTOR_LANG", code)
    commit(repository, {**FILES, "objectives.yaml": KPIS % ("", 80)})
    more = ", {date: 2027-04-05, value: 40.5}"
    write(repository, {"objectives.yaml": KPIS % (more, 90)})
    said = rmentor("diff", "--markdown", cwd=repository).out
    assert tuple(line for line in said.splitlines() if line.startswith("- ")) == expected
