"""The story of answers that come back: looked at, imported, imported again, and hostile files kept out."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Done, Rmentor
from tests.intake.answer_forms import ANSWERS, a_programme, an_export
from tests.intake.desk import a_workbook

GOOGLE = ANSWERS / "google-forms-midterm-fr.csv"
MENTORS = ANSWERS / "google-forms-intake-mentor-fr.csv"
TODAY = ("--today", "2027-04-15")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Four pairs that have met."""
    folder = tmp_path / "program"
    for path, content in a_programme().files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def _files(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def _import(rmentor: Rmentor, program: Path, survey: str, *words: object) -> Done:
    return rmentor("survey", "import", survey, *words, *TODAY, "--program", program)


def test_answers_are_looked_at_then_imported_and_again_nothing_happens(
    rmentor: Rmentor, program: Path
) -> None:
    """--dry-run shows the diff, --check says that there is one; then the files are written, once."""
    before = _files(program)
    looked = _import(rmentor, program, "midterm", GOOGLE, "--dry-run")
    assert looked.code == 0
    assert "+++ b/surveys/midterm.csv" in looked.out
    assert _import(rmentor, program, "midterm", GOOGLE, "--check").code == 1
    assert _files(program) == before
    done = _import(rmentor, program, "midterm", GOOGLE)
    assert done.code == 0, done
    assert "2 new, 0 changed, 0 unchanged, 0 refused." in done.out
    after = _files(program)
    assert after.keys() - before.keys() == {"import.yaml", "surveys/midterm.csv"}
    again = _import(rmentor, program, "midterm", GOOGLE)
    assert (again.code, _files(program)) == (0, after)
    assert "0 new, 0 changed, 2 unchanged, 0 refused." in again.out
    assert _import(rmentor, program, "midterm", GOOGLE, "--check").code == 0


def test_no_answer_is_ever_shown(rmentor: Rmentor, program: Path) -> None:
    """Neither in words nor as JSON; only the diff that somebody asks for has them."""
    for words in ((), ("--json",), ("--replace",)):
        done = _import(rmentor, program, "midterm", GOOGLE, *words)
        for said in ("Plus rien", "l'heure", "Tout à fait"):
            assert said not in done.out + done.err


def test_json_is_one_document_of_counts(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """With every problem, its file and its rows."""
    bad = an_export(
        tmp_path, ("Nom", "we-meet"), ("Max Bernard", "7"), ("Léa Martan", "4"), name="b.csv"
    )
    done = _import(rmentor, program, "midterm", GOOGLE, bad, "--json")
    found = json.loads(done.out)
    counts = {
        name: found[name]
        for name in ("new", "changed", "same", "kept", "earlier", "refused", "silent")
    }
    assert counts == {"new": 2, "changed": 0, "same": 0, "kept": 0, "earlier": 1, "refused": 2, "silent": 0}  # fmt: skip
    assert [(each["file"], each["rows"], each["code"]) for each in found["problems"]] == [
        ("b.csv", [2], "off-scale"), ("b.csv", [3], "answer-close"),
    ]  # fmt: skip
    assert found["participants"] is None
    assert done.code == 1


def test_what_is_off_scale_is_refused_with_row_and_column_and_the_rest_comes_in(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """The run ends with 1, so that nobody overlooks it; --strict takes nothing at all."""
    rows = [("Léa Martin", "4"), ("Max Bernard", "11"), ("Éva Dubois", "5")]
    file = an_export(tmp_path, ("Nom", "Nous nous voyons comme prévu."), *rows)
    before = _files(program)
    strict = _import(rmentor, program, "midterm", file, "--strict")
    assert (strict.code, _files(program)) == (1, before)
    assert "row 3, column “Nous nous voyons comme prévu.”: “11” is not on the scale" in strict.err
    done = _import(rmentor, program, "midterm", file)
    assert done.code == 1
    assert "2 new, 0 changed, 0 unchanged, 1 refused." in done.out
    assert "max" not in (program / "surveys" / "midterm.csv").read_text("utf-8")


def test_a_file_of_which_nothing_can_come_in_writes_nothing(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """Anonymous answers, a file about something else, codes without an order."""
    before = _files(program)
    for headings, row, said in (
        (("Horodateur", "we-meet"), ("2027-04-01", "4"), "Nothing says who answered"),
        (("Name", "Ville"), ("Léa Martin", "Lille"), "No column answers a question"),
        (("Name", "Q1[SQ001]"), ("Léa Martin", "A4"), "--in-order"),
    ):
        done = _import(rmentor, program, "midterm", an_export(tmp_path, headings, row))
        assert done.code == 1
        assert said in " ".join(done.err.split())
        assert "Nothing was imported." in done.err
    assert _files(program) == before


def test_wrong_usage_ends_with_two_and_a_reason(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """No such survey, file, heading or order of dates."""
    (tmp_path / "bad.csv").write_text('a,"b\n', "utf-8")
    for survey, words, said in (
        ("midtrem", [GOOGLE], "midterm"), ("midterm", [tmp_path / "none.csv"], "no file"),
        ("midterm", [GOOGLE, "--map", "Nam=name"], "“Nam”"), ("midterm", [GOOGLE, "--map", "Nam"], "HEADING=QUESTION"),
        ("midterm", [GOOGLE, "--dates", "dd/mm"], "dd/mm/yyyy"), ("midterm", [GOOGLE, "--sheet", "x"], "no sheet"),
        ("midterm", [tmp_path / "bad.csv"], "quote"),
    ):  # fmt: skip
        done = _import(rmentor, program, survey, *words)
        assert done.code == 2, (words, done)
        assert said in done.err


def test_a_broken_import_yaml_stops_everything(rmentor: Rmentor, program: Path) -> None:
    """Its mistakes are named once; nothing is imported by half a mapping."""
    (program / "import.yaml").write_text("surveys: [{id: midterm, colums: {}}]\nsheet: []\n")
    done = _import(rmentor, program, "midterm", GOOGLE)
    assert done.code == 1
    assert done.err.count("“colums”") == done.err.count("“sheet”") == 1


def test_dates_are_said_once(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """An English file that proves nothing asks; the answer is remembered."""
    headings = ("Timestamp", "Name", "useful")
    file = an_export(tmp_path, headings, ("2/3/2027 10:00:00", "Léa Martin", "4"))
    asked = _import(rmentor, program, "pulse", file)
    assert asked.code == 1
    assert "--dates" in asked.err
    assert _import(rmentor, program, "pulse", file, "--dates", "mm/dd/yyyy").code == 0
    assert "lea,mentor,lea--eva,2,2027-02-03,4" in (program / "surveys" / "pulse.csv").read_text()
    later = an_export(tmp_path, headings, ("3/4/2027 10:00:00", "Éva Dubois", "4"))
    assert _import(rmentor, program, "pulse", later).code == 0
    assert "eva,mentee,lea--eva,3,2027-03-04,4" in (program / "surveys" / "pulse.csv").read_text()


def test_awaited_answers_are_counted_down(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """Six pulses of three sessions held; each that comes in is one less."""
    file = an_export(
        tmp_path, ("person", "session", "useful"), ("lea", "1", "4"), ("eva", "1", "4")
    )
    assert "4 answers are still awaited." in _import(rmentor, program, "pulse", file).out


def test_applicants_are_shown_and_wait_for_a_yes(rmentor: Rmentor, program: Path) -> None:
    """Without a terminal, nothing of people changes unless --yes says so; the dry run shows all of it."""
    people = (program / "participants.yaml").read_bytes()
    waiting = _import(rmentor, program, "intake-mentor", MENTORS)
    assert waiting.code == 1
    assert "New: hugo-petit" in waiting.out
    assert "--yes" in waiting.err
    assert (program / "participants.yaml").read_bytes() == people
    shown = _import(rmentor, program, "intake-mentor", MENTORS, "--dry-run")
    assert "+  - {id: hugo-petit" in shown.out
    done = _import(rmentor, program, "intake-mentor", MENTORS, "--yes")
    assert done.code == 0
    assert "status: applied" in (program / "participants.yaml").read_text("utf-8")
    after = _files(program)
    assert _import(rmentor, program, "intake-mentor", MENTORS, "--yes").code == 0
    assert _files(program) == after
    assert rmentor("check", "--program", program).code == 0


@pytest.mark.parametrize(("typed", "added"), [("y", True), ("n", False)])
def test_on_a_terminal_the_question_comes_after_the_diff(
    rmentor: Rmentor, program: Path, monkeypatch: pytest.MonkeyPatch, typed: str, added: bool
) -> None:
    """A no leaves people alone, and still takes the answers of those who are known."""
    monkeypatch.setattr("rmentor.cli.terminal.on_a_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    done = _import(rmentor, program, "intake-mentor", MENTORS)
    assert "+++ b/participants.yaml" in done.out
    assert "Change participants.yaml" in done.err
    assert ("hugo-petit" in (program / "participants.yaml").read_text("utf-8")) is added
    answers = (program / "surveys" / "intake-mentor.csv").read_text("utf-8")
    assert ("hugo-petit" in answers, "lea,mentor" in answers) == (added, True)


def test_commit_takes_answers_people_and_memory(rmentor: Rmentor, program: Path) -> None:
    """One commit of just these files."""
    git = ["git", "-C", str(program)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "begin"], check=True)
    done = _import(rmentor, program, "intake-mentor", MENTORS, "--yes", "--commit")
    assert done.code == 0, done.err
    shown = subprocess.run([*git, "show", "--name-only", "--format=%s"], capture_output=True, text=True, check=True)  # fmt: skip
    subject, files = shown.stdout.split("\n\n")
    assert subject == "Import answers to intake-mentor"
    assert files.split() == ["import.yaml", "participants.yaml", "surveys/intake-mentor.csv"]


def test_people_whom_answers_brought_stay_edited_when_a_sheet_says_the_same(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """The import of people knows what answers have brought: an edit made by hand since stays."""
    assert _import(rmentor, program, "intake-mentor", MENTORS, "--yes").code == 0
    file = program / "participants.yaml"
    file.write_text(
        file.read_text("utf-8").replace("department: Comptabilité", "department: Paie"), "utf-8"
    )
    sheet = an_export(tmp_path, ("Nom", "E-mail", "Service"), ("Hugo Petit", "hugo.petit@example.org", "Comptabilité"))  # fmt: skip
    assert rmentor("import", sheet, "--program", program).code == 0
    assert "department: Paie" in file.read_text("utf-8")


def test_a_hostile_file_writes_to_no_terminal_and_computes_nowhere(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """Escapes in headings, names and texts; formulas in all of them."""
    evil = "=cmd|' /C calc'!A1"
    headings = ("Nom", "we-meet", "one-change", "\x1b[2J\x07Autre", "=1+1")
    rows = [
        ("Léa Martin", "4", f"{evil}\x1b]0;x\x07", "", ""),
        ("\x1b[31mNobody\x1b[0m", "4", "", "", ""),
        ("Max Bernard", "\x1b[31m9", "", "", ""),
        (evil, "4", "", "", ""),
    ]
    done = _import(rmentor, program, "midterm", an_export(tmp_path, headings, *rows))
    assert done.code == 1
    assert not {"\x1b", "\x07"} & set(done.out + done.err)
    assert "1 new, 0 changed, 0 unchanged, 3 refused." in done.out
    written = (program / "surveys" / "midterm.csv").read_text("utf-8")
    assert "\x1b" not in written
    assert ",'=cmd|" in written
    assert rmentor("check", "--program", program).code == 0


def test_files_that_would_fill_the_memory_are_refused_unread(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """A small workbook that unpacks to a huge one, one cell far away, a cell without end."""
    bomb = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(210):
            member.write(b"0" * 1_000_000)
    far = a_workbook(
        tmp_path, {"A": [["Name", "we-meet"], *[[]] * 100_001, ["Léa", "4"]]}, "far.xlsx"
    )
    long = an_export(tmp_path, ("Name", "one-change"), ("Léa Martin", "x" * 140_000))
    texts = an_export(tmp_path, ("Name", "we-meet", "one-change"), ("Léa Martin", "4", "x" * 20_000), name="t.csv")  # fmt: skip
    before = _files(program)
    for file, code in ((bomb, 2), (far, 2), (long, 2), (texts, 1)):
        done = _import(rmentor, program, "midterm", file)
        assert done.code == code, done
        assert len(done.err) < 1000
    assert _files(program) == before


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [80, 120])
def test_what_is_shown_fits_the_terminal(
    rmentor: Rmentor, program: Path, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    """Whole questions as headings are cut, names wrap."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("RMENTOR_LANG", language)
    for survey, file in (
        ("midterm", GOOGLE),
        ("intake-mentor", MENTORS),
        ("midterm", ANSWERS / "limesurvey-midterm-fr.csv"),
    ):
        done = _import(rmentor, program, survey, file)
        assert max(map(len, (done.out + done.err).splitlines())) <= width


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("survey", ["pulse", "final-mentee", "final-manager", "fit"])
def test_the_sheet_that_survey_writes_comes_back_filled_in(
    rmentor: Rmentor, program: Path, survey: str, language: str
) -> None:
    """In either language, with its two rows of headings; then nothing is awaited any more."""
    words = ("--format", "csv", "--lang", language, "--today", "2027-07-05", "--program", program)
    assert rmentor("survey", survey, *words).code == 0
    sheet = program / "reports" / "surveys" / f"{survey}.csv"
    delimiter = ";" if language == "fr" else ","
    texts, ids, *rows = csv.reader(sheet.read_text("utf-8-sig").splitlines(), delimiter=delimiter)
    asked = range(ids.index("to" if "to" in ids else "partner") + 1, len(ids))
    for row in rows:
        for place in asked:
            row[place] = {"fit": "good"}.get(ids[place], "3")
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([texts, ids, *rows])
    sheet.write_text("\ufeff" + out.getvalue(), "utf-8")
    done = _import(rmentor, program, survey, sheet, "--json")
    found = json.loads(done.out)
    assert (done.code, found["new"], found["refused"], found["awaited"]) == (0, len(rows), 0, 0)
