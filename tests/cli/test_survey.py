"""rmentor survey: the list, the forms, their last day, and the page about them."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Done, Rmentor

PAGE = Path(__file__).parents[2] / "docs" / "surveys.md"
PEOPLE = """\
participants:
  - {id: mia, name: Mia M., role: mentor, volunteer: true, offers: {linkedin: 5}}
  - {id: eva, name: Eva E., role: mentee, volunteer: true, wants: {linkedin: 2}, manager: mia}
"""
PAIRS = "pairs:\n  - {id: mia--eva, mentor: mia, mentees: [eva], topics: [linkedin]}\n"


@pytest.fixture
def program(rmentor: Rmentor, tmp_path: Path) -> Path:
    """A program of one pair, one session of which was held."""
    root = tmp_path / "demo"
    assert rmentor("init", root).code == 0
    (root / "participants.yaml").write_text(PEOPLE)
    (root / "pairs.yaml").write_text(PAIRS)
    (root / "journal").mkdir()
    (root / "journal" / "mia--eva.yaml").write_text("- {session: 1, date: 2027-01-19}\n")
    return root


def run(rmentor: Rmentor, root: Path, *words: object) -> Done:
    """Run ``rmentor survey`` on a day."""
    return rmentor("survey", *words, "--today", "2027-02-01", cwd=root)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_list_counts_answers_and_shows_none(
    rmentor: Rmentor, program: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    """Asked, answered, awaited and the last day of each, within the width of the terminal."""
    (program / "surveys" / "pulse.csv").write_text(
        "person,role,pair,session,useful\nmia,mentor,mia--eva,1,2\n"
    )
    monkeypatch.setenv("COLUMNS", columns)
    done = run(rmentor, program)
    assert done.code == 0
    assert all(len(line) <= int(columns) for line in done.out.splitlines())
    row = next(line.split() for line in done.out.splitlines() if line.startswith("pulse"))
    assert row[-4:] == ["2", "1", "1", "–"]
    plain = json.loads(run(rmentor, program, "--json").out)["surveys"]
    pulse = next(each for each in plain if each["id"] == "pulse")
    assert (pulse["asked"], pulse["answered"], pulse["awaited"], pulse["closes"]) == (2, 1, 1, None)
    assert set(pulse) == {
        "id", "title", "audience", "ask", "asked", "answered", "awaited", "closes",
    }  # fmt: skip


def test_forms_are_written_into_reports(rmentor: Rmentor, program: Path) -> None:
    """All of them, or those asked for; again, and nothing changes."""
    done = run(rmentor, program, "pulse")
    assert done.code == 0
    assert "mentors: 1 answer awaited" in done.out
    folder = program / "reports" / "surveys"
    assert sorted(path.name for path in folder.iterdir()) == [
        "pulse-mentee.html", "pulse-mentee.md", "pulse-mentor.html", "pulse-mentor.md", "pulse.csv",
    ]  # fmt: skip
    assert run(rmentor, program, "pulse", "--check").code == 0
    made = run(
        rmentor, program, "fit", "--format", "html", "--for", "mentee", "--lang", "fr",
        "--output", "reports/mails", "--json",
    )  # fmt: skip
    told = json.loads(made.out)
    assert told["files"] == ["reports/mails/fit-mentee.html"]
    assert told["awaited"] == [
        {"person": "eva", "role": "mentee", "pair": "mia--eva", "session": 1, "due": "2027-01-19"}
    ]
    assert '<html lang="fr">' in (program / told["files"][0]).read_text("utf-8")


def test_a_dry_run_shows_the_forms_and_writes_none(rmentor: Rmentor, program: Path) -> None:
    """As every writing command."""
    done = run(rmentor, program, "pulse", "--dry-run", "--format", "md")
    assert "+++ b/reports/surveys/pulse-mentee.md" in done.out
    assert not (program / "reports" / "surveys").exists()
    assert run(rmentor, program, "pulse", "--check").code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["puls"], "Did you mean pulse?"),
        (["nothing-like-it"], "See: rmentor survey"),
        (["pulse", "--for", "manager"], "does not go to “manager”, but to: mentor, mentee"),
        (["pulse", "--output", "surveys"], "is not for forms"),
        (["pulse", "--output", "."], "is not for forms"),
        (["pulse", "--output", ".git/x"], "is not for forms"),
        (["pulse", "--format", "pdf"], "--format"),
        (["pulse", "midterm"], "midterm"),
        (["close", "pulse", "--on", "soon"], "“soon” is not a date"),
        (["close"], "ID is missing"),
    ],
)
def test_wrong_words_are_told_and_nothing_is_written(
    rmentor: Rmentor, program: Path, words: list[str], said: str
) -> None:
    """Exit 2, with what to do instead."""
    before = sorted(program.rglob("*"))
    done = run(rmentor, program, *words)
    assert done.code == 2
    assert said in done.err
    assert sorted(program.rglob("*")) == before


def test_forms_never_leave_the_program_s_folder(rmentor: Rmentor, program: Path) -> None:
    """Nor go through a link."""
    outside = program.parent / "outside"
    outside.mkdir()
    (program / "link").symlink_to(outside)
    for folder in (outside, "link/x"):
        done = run(rmentor, program, "pulse", "--output", folder)
        assert done.code == 1
        assert "leads out of the program folder" in " ".join(done.err.split())
    assert list(outside.iterdir()) == []


def test_a_survey_is_found_by_its_title(rmentor: Rmentor, program: Path) -> None:
    """In either language."""
    for title in ("pulse of the session", "Le ressenti après la séance"):
        assert run(rmentor, program, title, "--format", "md").code == 0


def test_closing_sets_one_line_and_nobody_is_awaited_any_more(
    rmentor: Rmentor, program: Path
) -> None:
    """On that day answers are still taken."""
    path = program / "surveys" / "pulse.yaml"
    before = path.read_text("utf-8")
    done = run(rmentor, program, "close", "pulse", "--on", "2027-01-31")
    assert (done.code, done.out) == (0, "pulse takes answers until 31 January 2027.\n")
    after = path.read_text("utf-8")
    assert after.replace("closes: 2027-01-31\n", "") == before
    assert "The time for answers is over." in run(rmentor, program, "pulse").out
    assert run(rmentor, program, "close", "pulse", "--on", "2027-01-31", "--check").code == 0
    assert run(rmentor, program, "close", "pulse").code == 0
    assert path.read_text("utf-8") == after.replace("2027-01-31", "2027-02-01")
    assert "1 answer awaited" in run(rmentor, program, "pulse").out


def test_a_wrong_cell_is_shown_with_its_row(rmentor: Rmentor, program: Path) -> None:
    """As a mistake in YAML is: file, line, column, the row, a caret and a remedy."""
    (program / "surveys" / "pulse.csv").write_text(
        'person,role,pair,session,useful,at-ease\nmia,mentor,mia--eva,1,2,3\neva,mentee,"mia--eva",1,7,x\n'
    )
    done = rmentor("check", cwd=program)
    assert done.code == 1
    assert "surveys/pulse.csv:3:25: error [number-range] 7 is out of range" in done.out
    row = '    3 | eva,mentee,"mia--eva",1,7,x'
    lines = done.out.splitlines()
    assert row in lines
    assert lines[lines.index(row) + 1].rstrip() == "      |" + " " * 25 + "^"
    assert "surveys/pulse.csv:3:27: error [whole-number]" in done.out
    assert run(rmentor, program, "pulse").code == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sheet_that_was_filled_in_is_read_back(
    rmentor: Rmentor, program: Path, language: str
) -> None:
    """Without a word about its columns, as a spreadsheet of either language saves it."""
    assert run(rmentor, program, "pulse", "--format", "csv", "--lang", language).code == 0
    delimiter = ";" if language == "fr" else ","
    path = program / "reports" / "surveys" / "pulse.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))
    assert [row[0] for row in rows[2:]] == ["eva", "mia"]
    filled = {"useful": "5", "at-ease": "4", "date": "2027-01-20"}
    for row in rows[2:]:
        for column, cell in filled.items():
            row[rows[1].index(column)] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    done = rmentor("survey", "import", "pulse", path, "--today", "2027-02-01", cwd=program)
    assert done.code == 0, done.err
    assert (program / "surveys" / "pulse.csv").read_text("utf-8").splitlines() == [
        "person,role,pair,session,date,useful,at-ease,own-hands,respected",
        "eva,mentee,mia--eva,1,2027-01-20,5,4,,",
        "mia,mentor,mia--eva,1,2027-01-20,5,4,,",
    ]
    assert "0 answers awaited" in run(rmentor, program, "pulse").out


def test_what_the_page_saves_is_read_back(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """A row as the script of the page makes it: a name, safe cells, a byte order mark."""
    saved = tmp_path / "midterm-mentee-eva-e.csv"
    saved.write_bytes(
        "\ufeffperson,role,pair,session,date,we-meet,one-change\r\n"
        'Eva E.,mentee,,,2027-01-20,4,"\'=less, ""please""\nand more"\r\n'.encode()
    )
    done = rmentor("survey", "import", "midterm", saved, "--today", "2027-02-01", cwd=program)
    assert done.code == 0, done.err
    loaded = (program / "surveys" / "midterm.csv").read_text("utf-8")
    assert loaded.splitlines()[1].startswith("eva,mentee,mia--eva,,2027-01-20,4,")
    assert loaded.split("\n", 1)[1].endswith('"\'=less, ""please""\nand more"\n')


def test_the_page_on_surveys_runs(rmentor: Rmentor, tmp_path: Path) -> None:
    """Every command of docs/surveys.md does its job on the sample, as it is written there."""
    assert rmentor("init", "--sample", "demo", cwd=tmp_path).code == 0
    demo = tmp_path / "demo"
    assert rmentor("pair", cwd=demo).code == 0
    (demo / "answers.csv").write_text(
        "Nom;Séance;Cette séance m’a été utile.\nThéo L.;1;4 - d’accord\n", "utf-8"
    )
    text = PAGE.read_text("utf-8")
    commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    assert len(commands) >= 6
    for command in commands:
        done = rmentor(*shlex.split(command)[1:], cwd=demo)
        assert done.code == 0, (command, done.err)
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (PAGE.parent / target).exists()


def test_the_page_names_every_survey_that_a_program_begins_with(
    rmentor: Rmentor, program: Path
) -> None:
    """Nobody finds a questionnaire that no page explains."""
    text = PAGE.read_text("utf-8")
    for each in json.loads(run(rmentor, program, "--json").out)["surveys"]:
        assert f"`{each['id']}`" in text
