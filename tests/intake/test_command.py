"""``rmentor import`` and ``rmentor add participant`` from end to end."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from rmentor.changes import Add
from rmentor.cli.opening import Ready
from rmentor.cli.proving import proved
from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from tests.conftest import Rmentor
from tests.intake.desk import DATA, a_csv, a_workbook, read_people

SHEET = (
    "Nom;E-mail;Rôle;Volontaire;Genre\nLéa Martin;lea@x.org;mentor;oui;F\nJo;jo@x.org;chef;x;M\n"
)


@pytest.fixture
def program(rmentor: Rmentor, tmp_path: Path) -> Path:
    """An empty program, as ``init`` makes it."""
    folder = tmp_path / "program"
    assert rmentor("init", folder, "--lang", "en").code == 0
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def test_an_import_shows_what_it_does(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """Columns, those left out and why, who is new, what is wrong where, and what to do next."""
    done = rmentor("import", a_csv(tmp_path, SHEET), "--program", program)
    assert done.code == 0
    for words in ("Rôle", "role", "guessed", "Never read", "Genre", "New: lea-martin", "1 added"):
        assert words in done.out
    assert "row 3, column “Rôle”: “chef” is not a possible value of role." in done.err
    assert "Next:" in done.err
    again = rmentor("import", a_csv(tmp_path, SHEET), "--program", program)
    assert "remembered" in again.out


def test_a_second_import_writes_nothing(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """Zero bytes; --check says so."""
    sheet = a_csv(tmp_path, SHEET)
    assert rmentor("import", sheet, "--program", program, "--check").code == 1
    assert rmentor("import", sheet, "--program", program).code == 0
    before = _files(program)
    assert rmentor("import", sheet, "--program", program).code == 0
    assert rmentor("import", sheet, "--program", program, "--check").code == 0
    assert _files(program) == before


def test_a_dry_run_prints_the_diff_alone(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """What it prints is a patch that git takes; all else are messages."""
    before = _files(program)
    done = rmentor("import", a_csv(tmp_path, SHEET), "--program", program, "--dry-run")
    assert done.code == 0
    assert _files(program) == before
    assert done.out.startswith(("diff", "---"))
    assert "New: lea-martin" in done.err
    quiet = rmentor("import", a_csv(tmp_path, SHEET), "--program", program, "--dry-run", "--quiet")
    assert quiet.out == done.out
    assert "New:" not in quiet.err
    patch = a_csv(tmp_path, done.out, "shown.diff")
    subprocess.run(["git", "-C", str(program), "apply", str(patch)], check=True)
    after = _files(program)
    for path, content in before.items():
        (program / path).write_bytes(content)
    (program / "import.yaml").unlink()
    assert rmentor("import", a_csv(tmp_path, SHEET), "--program", program).code == 0
    assert _files(program) == after


def test_strict_brings_in_all_or_nobody(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """One wrong cell, and nothing is written; a note is nothing wrong."""
    before = _files(program)
    done = rmentor("import", a_csv(tmp_path, SHEET), "--program", program, "--strict")
    assert done.code == 1
    assert _files(program) == before
    noted = SHEET.replace("chef", "mentee").replace("Genre", "Manager").replace(";F", ";Boss")
    done = rmentor("import", a_csv(tmp_path, noted), "--program", program, "--strict")
    assert done.code == 0
    assert "not in the program" in done.err


def test_json_is_one_document(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """Columns, people, changes value by value, problems with all their rows."""
    sheet = a_csv(tmp_path, SHEET)
    found = json.loads(rmentor("import", sheet, "--program", program, "--json").out)
    assert found["added"] == ["lea-martin"]
    assert found["columns"][4] == {"header": "Genre", "key": None, "how": "sensitive"}
    assert [problem["rows"] for problem in found["problems"]] == [[3], [3]]
    a_csv(tmp_path, SHEET.replace("lea@x.org", "lea@y.org"))
    found = json.loads(rmentor("import", sheet, "--program", program, "--json").out)
    change = {"key": "email", "before": "lea@x.org", "after": "lea@y.org"}
    assert found["changed"] == [{"id": "lea-martin", "changes": [change]}]


def test_commit_takes_people_and_memory(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """One commit of just the two files."""
    git = ["git", "-C", str(program)]
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "begin"], check=True)
    done = rmentor("import", a_csv(tmp_path, SHEET), "--program", program, "--commit")
    assert done.code == 0, done.err
    shown = subprocess.run(
        [*git, "show", "--name-only", "--format=%s"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.split("\n\n") == ["Import people.csv", "import.yaml\nparticipants.yaml\n"]


def test_wrong_usage_ends_with_two_and_a_reason(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """A file, a sheet, a heading, a key, a role that is not there."""
    sheet = a_csv(tmp_path, SHEET)
    before = _files(program)
    for words, said in (
        ([tmp_path / "none.csv"], "no file"),
        ([sheet, "--sheet", "x"], "no sheet"),
        ([sheet, "--map", "Nam=name"], "“Nam”"),
        ([sheet, "--map", "Nom=nme"], "“nme”"),
        ([sheet, "--map", "Nom"], "HEADING=KEY"),
        ([sheet, "--role", "boss"], "mentor | mentee | both"),
        ([sheet, "--default", "level=7"], "level"),
        ([a_csv(tmp_path, 'a;"b\n', "bad.csv")], "quote"),
    ):
        done = rmentor("import", *words, "--program", program)
        assert done.code == 2, (words, done)
        assert said in done.err
    assert _files(program) == before


def test_nobody_to_bring_in_ends_with_one(rmentor: Rmentor, program: Path, tmp_path: Path) -> None:
    """A sheet without names, or in which nothing tells a role; nothing is written."""
    before = _files(program)
    for text, said in (("Ville;Code\nLille;1\n", "--map"), ("Nom;Code\nLéa;1\n", "--role")):
        done = rmentor("import", a_csv(tmp_path, text), "--program", program)
        assert done.code == 1
        assert said in done.err
    assert _files(program) == before


def test_a_broken_import_yaml_stops_everything(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """Its mistakes are named; nobody is imported by half a mapping."""
    (program / "import.yaml").write_text("sheets: [{id: people, columns: {Nom: nam}}]\n")
    done = rmentor("import", a_csv(tmp_path, SHEET), "--program", program)
    assert done.code == 1
    assert "“nam”" in done.err
    found = json.loads(
        rmentor("import", a_csv(tmp_path, SHEET), "--program", program, "--json").out
    )
    assert found["problems"][0]["code"] == "mapping-key"


def test_a_workbook_says_which_sheets_are_left(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """The first with rows is read; the others are named with the option to choose them."""
    rows = [["Nom", "Rôle"], ["Léa", "mentor"]]
    path = a_workbook(tmp_path, {"Mentors": rows, "Mentees": rows})
    done = rmentor("import", path, "--program", program)
    assert "Mentees" in done.out
    assert "--sheet" in done.out
    assert rmentor("import", path, "--program", program, "--sheet", "mentees").code == 0


def test_without_the_extra_a_workbook_is_refused_with_the_way_out(
    rmentor: Rmentor, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names what to install."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    done = rmentor("import", DATA / "applications.xlsx", "--program", program)
    assert done.code == 2
    assert "rmentor[sheets]" in done.err


def test_real_sheets_from_end_to_end(rmentor: Rmentor, program: Path) -> None:
    """Guessed, imported, loaded: the program has no errors afterwards."""
    for words in (
        [DATA / "mentors.csv", "--role", "mentee", "--default", "volunteer=true"],
        [DATA / "mentees.csv", "--role", "mentor"],
        [DATA / "applications.xlsx", "--sheet", "mentor"],
    ):
        assert rmentor("import", *words, "--program", program).code == 0
    before = _files(program)
    assert rmentor("import", DATA / "mentors.csv", "--program", program).code == 0
    assert _files(program) == before
    assert len(read_people(read_sources(program))) == 29


def test_what_is_shown_fits_eighty_columns(
    rmentor: Rmentor, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headings of whole questions are cut, lists wrap."""
    monkeypatch.setenv("COLUMNS", "80")
    done = rmentor("import", DATA / "applications.xlsx", "--program", program)
    assert max(map(len, done.out.splitlines())) <= 80


def test_names_cannot_write_to_the_terminal(
    rmentor: Rmentor, program: Path, tmp_path: Path
) -> None:
    """Escape sequences, formulas and table signs come in as harmless text."""
    text = (
        'Nom;Rôle;\x1b[2JX\n"=cmd|\' /C calc\'!A1";mentor;1\n"a|b`c\x07 <i>";mentor;\x1b]0;x\x07\n'
    )
    done = rmentor("import", a_csv(tmp_path, text), "--program", program)
    assert "\x1b" not in done.out + done.err
    assert "\x07" not in done.out + done.err
    assert b"\x1b" not in b"".join(_files(program).values())
    assert "\"=cmd|' /C calc'!A1\"" in (program / "participants.yaml").read_text("utf-8")


def test_add_participant_adds_one_person(rmentor: Rmentor, program: Path) -> None:
    """By options; what is wrong is said and nothing is written."""
    words = ["add", "participant", "--name", "Zoé Roux", "--role", "mentor", "--program", program]
    before = _files(program)
    wrong = rmentor(*words, "--set", "offers=linkdin: 4", "--set", "age=52")
    assert wrong.code == 1
    assert "did you mean linkedin" in wrong.err
    assert "no “age”" in wrong.err
    assert _files(program) == before
    assert rmentor(*words, "--set", "offers=LinkedIn for work: 4").code == 0
    added = (program / "participants.yaml").read_text("utf-8")
    assert "id: zoe-roux" in added
    assert "offers: {linkedin: 4}" in added
    assert rmentor(*words).code == 1


def test_a_namesake_may_be_added_and_is_noted(rmentor: Rmentor, program: Path) -> None:
    """Another e-mail makes another person; the note says so."""
    for email in ("zoe@x.org", "zoe.roux@y.org"):
        words = ["--name", "Zoé Roux", "--role", "mentor", "--set", f"email={email}"]
        done = rmentor("add", "participant", *words, "--program", program)
        assert done.code == 0
    assert "taken as somebody else" in done.err
    assert set(read_people(read_sources(program))) == {"zoe-roux", "zoe-roux-2"}


def test_questions_are_asked_again_until_they_are_answered(
    rmentor: Rmentor, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal: a slip is said at once, an empty line leaves a key out."""
    typed = ["Zoé Roux", "zoe@", "zoe@x.org", "boss", "mentor", "oui", *[""] * 30]
    monkeypatch.setattr("rmentor.cli.terminal.on_a_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed) + "\n"))
    done = rmentor("add", "participant", "--set", "site=Lille", "--program", program)
    assert done.code == 0, done.err
    assert "“zoe@” is no e-mail address" in done.err
    assert "“boss” is not a possible value of role" in done.err
    (zoe,) = read_people(read_sources(program)).values()
    assert (zoe.email, zoe.role, zoe.volunteer, zoe.site) == ("zoe@x.org", "mentor", True, "Lille")


def test_a_change_that_would_break_the_program_is_never_written(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last look: the program that would come of it is loaded, and its errors are shown."""
    sources = read_sources(program)
    loaded = load(sources)
    assert loaded.program is not None
    ready = Ready(program, sources, loaded, loaded.program)
    good = {"id": "lea", "name": "Léa", "role": "mentor"}
    (written,) = proved(ready, [Add("participants.yaml", ("participants",), good)])
    assert b"id: lea" in written.text  # type: ignore[operator]
    with pytest.raises(typer.Exit) as stopped:
        proved(ready, [Add("participants.yaml", ("participants",), {**good, "role": "boss"})])
    assert stopped.value.exit_code == 1
    assert "role" in capsys.readouterr().err
