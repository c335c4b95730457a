"""A coordinator's first weeks: sessions recorded one by one and by the sheet, plans that follow."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.followup.journal import held_entries, is_two_way, unrecorded_sessions
from rmentor.model.program import Program
from tests.conftest import Done, Rmentor

TODAY = "2027-01-15"


@pytest.fixture
def folder(rmentor: Rmentor, tmp_path: Path) -> Path:
    """The sample program, paired and planned on the eve of its first day."""
    for words in (("init", "--sample"), ("pair",), ("plan", "--today", "2027-01-10")):
        assert rmentor(*words, "--program", tmp_path).code == 0
    return tmp_path


def _program(folder: Path) -> Program:
    program = load(read_sources(folder)).program
    assert program is not None
    return program


def _waiting(program: Program) -> list[tuple[str, int]]:
    day = date.fromisoformat(TODAY)
    return [
        (pair.id, session.session)
        for pair in program.pairs
        for session in unrecorded_sessions(program, pair.id, day)
    ]


def test_the_first_week_of_a_program(rmentor: Rmentor, folder: Path) -> None:
    """By options, by a sheet, with a move and a cancellation; nothing is left that planning undoes."""

    def run(*words: str, today: str = TODAY) -> Done:
        done = rmentor(*words, "--today", today, "--program", folder)
        assert done.code == 0, done.err
        return done

    waiting = _waiting(_program(folder))
    assert len(waiting) >= 8
    first, second, third, *others = [pair for pair, _ in waiting]
    run("log", first, "--held", "--pulse", "mentor=5,mentee=5")
    run("log", second, "--moved", "--to", "2027-01-22 08:15", "--because", "absence")
    run("log", third, "--cancelled", "--because", "work")

    form = run("log", "--form").out
    rows = list(csv.DictReader(io.StringIO(form.removeprefix("\ufeff")), delimiter=";"))
    assert [row["binôme"] for row in rows if row["binôme"] in others] == [
        row["binôme"] for row in rows
    ]
    for row in rows:
        row["ce qu’il en est"] = "tenue"
        row["en retour"] = "budgeting"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    sheet = folder.parent / "semaine.csv"
    sheet.write_text(out.getvalue(), "cp1252")
    run("log", "--from", str(sheet))
    run("log", "--from", str(sheet), "--check")

    program = _program(folder)
    assert _waiting(program) == []
    held = [pair.id for pair in program.pairs if held_entries(program, pair.id)]
    assert sorted(held) == sorted([first, *others])
    for pair in program.pairs:
        for entry in held_entries(program, pair.id):
            assert is_two_way(program, pair, entry) == (pair.id != first)

    before = {session.key: session for session in program.plan.sessions}
    planned = json.loads(run("plan", "--json").out)
    touched = {(each["pair"], each["kind"]) for each in planned["changes"]}
    assert (third, "back") in touched
    assert {pair for pair, _ in touched} <= {second, third}
    after = {session.key: session for session in _program(folder).plan.sessions}
    assert after[f"{second}/1"] == before[f"{second}/1"]
    assert f"{after[f'{second}/1'].start:%d %H:%M}" == "22 08:15"
    assert after[f"{third}/1"].state == "planned"
    run("plan", "--check")
    assert rmentor("check", "--program", folder).code == 0


def test_after_a_session_went_as_planned_planning_has_nothing_to_do(
    rmentor: Rmentor, folder: Path
) -> None:
    """Its page says held, the next ones know what is still open: as planning would write them."""
    pair = _waiting(_program(folder))[0][0]
    words = ("--held", "--action", "mentee: Publish it @2027-02-01")
    done = rmentor("log", pair, *words, "--today", TODAY, "--program", folder)
    assert done.code == 0, done.err
    page = (folder / f"sessions/{pair}/2.md").read_text("utf-8")
    assert "Publish it" in page
    again = rmentor("plan", "--today", "2027-01-10", "--check", "--program", folder)
    # Only invitations to what is still to come have one session less.
    assert all(line.endswith(".eml") for line in again.err.splitlines()), again.err


def test_pages_that_were_thrown_away_are_not_made_by_log(rmentor: Rmentor, folder: Path) -> None:
    """They are planning's to write."""
    for path in sorted((folder / "sessions").rglob("*.md")):
        path.unlink()
    pair = _waiting(_program(folder))[0][0]
    done = rmentor("log", pair, "--held", "--today", TODAY, "--program", folder)
    assert done.code == 0
    assert not list((folder / "sessions").rglob("*.md"))
