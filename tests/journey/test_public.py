"""Handing on: ``report --public`` beside the coordinator's own reports; what one side says stays unseen."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.conftest import Rmentor
from tests.history.repository import commit, git, write
from tests.simulated_year import Year

WEEK = 20
GENERATED = ("reports", "sessions", "calendars")
PAIR = "m0--e0"
JOURNAL = (
    "- {session: 1, date: 2027-02-01, state: held}\n- {session: 2, date: 2027-04-05, state: held}\n"
)
# Everything that shows something of a program, or could.
COMMANDS = (
    "check --json", "kpis", "kpis --json", "kpis pulse", "kpis pulse --json", "survey", "survey --json",
    "survey midterm --json --dry-run", "status", "status --json", f"status --pair {PAIR}",
    f"status --pair {PAIR} --json", "remind --dry-run", f"log {PAIR} --session 3 --held --dry-run",
    "history", "history --json", "diff", "diff --markdown", "diff --json", "picture", "picture --json",
    "picture satisfaction", "picture progress --json", "picture kpis", "explain m0 e0", "explain e0 --json",
    "report --html", "report --public --html", "plan --dry-run --json", "pair --json --dry-run",
)  # fmt: skip
# These look at no day, or only at that of commits.
WITHOUT_A_DAY = ("check", "history", "diff", "explain", "pair")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Eight pairs in their twentieth week, under git; one of them noted no pulse so far."""
    folder, weeks = tmp_path / "year", Year(pairs=8, seed=4).weeks()
    files: dict[str, str | None] = {}
    for _ in range(WEEK):
        files |= next(weeks)[1]
    folder.mkdir()
    git(folder, "init", "-q")
    files[f"journal/{PAIR}.yaml"] = JOURNAL
    commit(folder, files, day="2027-05-31")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Contents by path, but for git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def shown(
    rmentor: Rmentor, folder: Path, commands: Sequence[str] = COMMANDS
) -> Mapping[str, object]:
    """What commands show of a program, and what they write."""
    for name in GENERATED:
        shutil.rmtree(folder / name, ignore_errors=True)
    found: dict[str, object] = {}
    for command in commands:
        words = command.split()
        day = () if words[0] in WITHOUT_A_DAY else ("--today", "2027-06-01")
        done = rmentor(*words, *day, cwd=folder)
        assert done.code in (0, 1), (command, done.err)
        found[command] = (done.code, done.out, done.err)
    written = files_of(folder)
    return found | {path: written[path] for path in written if path.split("/")[0] in GENERATED}


def answers(low: bool, fit: str, sides: str) -> dict[str, str]:
    """Answers of the pair's sides to what both are asked; ``low`` and ``fit`` are the mentee's."""
    mark, pulse = ("1" if low else "5"), []
    midterm, suits = [], []
    if "e" in sides:
        pulse.append(f"e0,mentee,{PAIR},1,2027-02-02,{mark},{mark},{mark},\n")
        midterm.append(f"e0,mentee,{PAIR},,2027-04-06,{mark},{mark},{mark},{mark},{mark}\n")
        suits.append(f"e0,mentee,{PAIR},1,2027-02-02,{fit}\n")
    if "m" in sides:
        pulse.append(f"m0,mentor,{PAIR},1,2027-02-02,4,4,,4\n")
        midterm.append(f"m0,mentor,{PAIR},,2027-04-06,4,4,4,4,4\n")
        suits.append(f"m0,mentor,{PAIR},1,2027-02-02,good\n")
    head = "person,role,pair,session,date,"
    return {
        "surveys/pulse.csv": f"{head}useful,at-ease,own-hands,respected\n{''.join(pulse)}",
        "surveys/midterm.csv": f"{head}we-meet,clear-aims,topic-fits,both-ways,time-freed\n"
        + "".join(midterm),
        "surveys/fit.csv": f"{head}fit\n{''.join(suits)}",
    }


def test_one_sides_answers_are_seen_nowhere_until_both_are_in(
    rmentor: Rmentor, program: Path
) -> None:
    """Whatever the mentee says, every command and every file says the same; then both are in."""
    said = []
    for low, fit in ((False, "good"), (True, "deciding"), (True, "not-good")):
        write(program, answers(low, fit, "e"))
        said.append(shown(rmentor, program))
    for other in said[1:]:
        for name, text in said[0].items():
            assert other[name] == text, name
        assert other.keys() == said[0].keys()
    both = []
    for low, fit in ((False, "good"), (True, "not-good")):
        write(program, answers(low, fit, "em"))
        looks = ("kpis --json", "status --json", "diff", "diff --json", "history --json", "survey")
        both.append(shown(rmentor, program, looks))
    changed = {name for name in both[0] if both[0][name] != both[1][name]}
    assert changed == {"kpis --json", "status --json"}


def test_a_survey_that_has_closed_shows_one_side(rmentor: Rmentor, program: Path) -> None:
    """The day after its last day, for the coordinator."""
    survey = program / "surveys" / "fit.yaml"
    survey.write_text("closes: 2027-05-01\n" + survey.read_text("utf-8"), "utf-8")
    write(program, answers(low=True, fit="not-good", sides="e"))
    unfit = []
    for day in ("2027-05-01", "2027-05-02"):
        done = rmentor("status", "--json", "--today", day, cwd=program)
        unfit.append(json.loads(done.out)["unfit"])
    assert unfit == [[], [PAIR]]


def test_what_is_handed_on_lies_beside_the_coordinators_reports(
    rmentor: Rmentor, program: Path
) -> None:
    """A folder of its own, in one run, of which the coordinator's own is no part."""
    day = ("--today", "2027-06-01")
    own = rmentor("report", *day, cwd=program)
    assert own.code == 0, own.err
    before = files_of(program)
    assert "reports/sponsor.md\n" in own.out
    assert not [path for path in before if path.startswith("reports/public/")]
    made = rmentor("report", "--public", "--html", *day, cwd=program)
    assert made.code == 0, made.err
    after = files_of(program)
    new = after.keys() - before.keys()
    assert {path: after[path] for path in before} == before
    assert all(path.startswith("reports/public/") for path in new)
    assert {Path(path).stem for path in new} >= {
        "sponsor",
        "closing",
        "charter",
        "report",
        "sessions",
    }
    assert set(made.out.split()) == new
    for path in new:
        assert not re.search(rb"Ment(or|ee) \d", after[path]), path
    assert rmentor("report", "--public", "--html", "--check", *day, cwd=program).code == 0
    again = rmentor("report", "--public", "sponsor", *day, cwd=program)
    assert again.code == 0
    left = files_of(program)
    assert "reports/public/report.html" not in left
    assert "reports/public/closing.md" in left


def test_reports_about_people_one_by_one_are_not_handed_on(rmentor: Rmentor, program: Path) -> None:
    """The refusal names those that are; nothing is written."""
    for name in ("program", "pair", "certificate"):
        done = rmentor("report", "--public", name, cwd=program)
        assert done.code == 2
        assert f"{name} is about people one by one" in done.err
        assert "sponsor, closing" in done.err
    assert rmentor("report", "--public", "nonsense", cwd=program).code == 2
    assert rmentor("report", "--public", "--watch", cwd=program).code == 2
    assert not (program / "reports").exists()


def test_names_in_texts_are_left_out_and_told(rmentor: Rmentor, program: Path) -> None:
    """Whoever hands it on hears where they stood, and what to look at."""
    write(
        program,
        {
            "register.yaml": "ideas:\n"
            "  - {id: lunch, idea: Mentee 3 proposes lunches on Fridays, owner: m1}\n"
            "  - {id: room, idea: A room for Mentors, owner: Facilities}\n"
        },
    )
    done = rmentor("report", "closing", "--public", "--json", cwd=program)
    assert done.code == 0, done.err
    assert "register.yaml: lunch" in done.err
    assert json.loads(done.out)["files"] == [
        path for path in files_of(program) if path.startswith("reports/public/")
    ]
    text = (program / "reports/public/closing.md").read_text("utf-8")
    assert "… proposes lunches on Fridays" in text
    assert "Facilities" in text
    assert "Mentor 1" not in text
    own = rmentor("report", "closing", cwd=program)
    assert own.code == 0
    text = (program / "reports/closing.md").read_text("utf-8")
    assert "Mentee 3 proposes lunches on Fridays" in text
    assert "Mentor 1" in text


def test_figures_of_answers_settle_before_they_are_handed_on(
    rmentor: Rmentor, program: Path
) -> None:
    """A pulse of yesterday changes the coordinator's figures, and none of those handed on."""
    public, own = [], []
    for journal in (
        JOURNAL,
        JOURNAL + "- {session: 3, date: 2027-05-31, pulse: {mentor: 1, mentee: 1}}\n",
    ):
        write(program, {f"journal/{PAIR}.yaml": journal})
        for words, found in ((("report", "--public"), public), (("report",), own)):
            assert rmentor(*words, "closing", "--today", "2027-06-01", cwd=program).code == 0
            folder = program / "reports" / ("public" if "--public" in words else "")
            (line,) = (
                each for each in (folder / "closing.md").read_text("utf-8").splitlines()
                if each.startswith("| Mean pulse")
            )  # fmt: skip
            found.append(line)
    assert public[0] == public[1]
    assert own[0] != own[1]
