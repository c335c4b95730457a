"""``rmentor log``: what is recorded, what is refused, and that nothing is written by halves."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from tests.conftest import Done, Rmentor
from tests.followup.small_program import JOURNAL, PAIR, TODAY, written

PATH = f"journal/{PAIR}.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small program."""
    return written(tmp_path / "program")


def _log(rmentor: Rmentor, folder: Path, *words: str, today: str = TODAY) -> Done:
    return rmentor("log", *words, "--program", folder, "--today", today)


def _program(folder: Path) -> Program:
    program = load(read_sources(folder)).program
    assert program is not None
    return program


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}


def _an_editor(folder: Path, monkeypatch: pytest.MonkeyPatch, *edits: str) -> None:
    """An editor that replaces text: pairs of what is there and what is to be."""
    script = folder.parent / "editor.py"
    script.write_text(
        "import sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\ntext = file.read_text('utf-8')\n"
        f"edits = {list(edits)!r}\n"
        "for old, new in zip(edits[::2], edits[1::2]):\n    text = text.replace(old, new)\n"
        "file.write_text(text, 'utf-8')\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" {script}')
    room = folder.parent / "drafts"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))


def _answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Somebody at the terminal who types these lines, and then Ctrl-C."""
    monkeypatch.setattr("rmentor.cli.terminal.on_a_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_one_line_records_a_session(rmentor: Rmentor, folder: Path) -> None:
    """The pair by a first name, the session by what is due; hand edits and comments stay."""
    done = _log(
        rmentor, folder, "catherine", "--held", "--minutes", "80", "--pulse", "mentor=5,mentee=4",
        "--level", "catherine-a:linkedin=2", "--action", "catherine: Publish again @2027-02-20",
        "--return-action", "catherine: Show the budget", "--returns", "budgeting", "--done", "1",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert (folder / PATH).read_text("utf-8") == JOURNAL.replace(
        "due: 2027-02-02}", "due: 2027-02-02, done: true}"
    ) + (
        "- session: 2\n  date: 2027-01-26\n  state: held\n  minutes: 80\n  topics: [linkedin]\n"
        "  pulse: {mentor: 5, mentee: 4}\n  levels: {catherine-a: {linkedin: 2}}\n  actions:\n"
        "    - {who: catherine-a, what: Publish again, due: 2027-02-20, done: false}\n"
        "    - {who: catherine-a, what: Show the budget, done: false, returns: true}\n"
        "  returns: [budgeting]\n"
    )
    plan = (folder / "plan.yaml").read_text("utf-8")
    assert plan.startswith("# The schedule.\n")
    assert plan.count("state: held") == 2
    for words in (
        "Pauline R. · Catherine A.",
        "session 2, held on",
        "3. Catherine A. – Publish again",
        "Next: session",
    ):
        assert words in done.out  # fmt: skip
    assert "pulse noted" in " ".join(done.out.split())
    assert "mentor=5" not in done.out
    assert rmentor("check", "--program", folder).code == 0


def test_every_mistake_is_told_at_once_and_nothing_is_written(
    rmentor: Rmentor, folder: Path
) -> None:
    """With its option and what was probably meant."""
    before = _files(folder)
    done = _log(
        rmentor, folder, "pauline", "--session", "2", "--date", "2027-03-01", "--topic", "linkdin",
        "--level", "omar-b:linkedin=7", "--pulse", "mentour=5", "--action", "Publish", "--done", "9",
        "--returns", "budgetting", "--because", "work", "--minutes", "x",
    )  # fmt: skip
    assert (done.code, done.out) == (2, "")
    for words in (
        "--topic: No topic has the id “linkdin”.", "Did you mean linkedin?", "--date: 2027-03-01 has not come",
        "“omar-b” is not in the pair", "--level: 7 is out of range", "Did you mean mentor?",
        "--action: “Publish” does not say who", "--done: This pair has no action “9”",
        "Did you mean budgeting?", "--because: A session that was held has no reason", "--minutes: “x”",
        "Nothing was recorded.",
    ):  # fmt: skip
        assert words in done.err
    assert _files(folder) == before
    as_json = _log(rmentor, folder, "pauline", "--topic", "linkdin", "--json")
    (finding,) = json.loads(as_json.out)["findings"]
    assert (as_json.code, finding["option"], finding["code"]) == (2, "--topic", "unknown-topic")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "PAIR is missing"),
        (("zzz", "--held"), "There is no pair “zzz”."),
        (("paulin-r", "--held"), "Did you mean pauline-r--catherine-a?"),
        (("a", "--held"), "fits several pairs"),
        (("pauline", "--held", "--moved"), "Only one of these can be true: --held, --moved"),
        (("pauline", "--held", "--for-good"), "--for-good goes with --cancelled."),
        (("pauline",), "Nothing says what became of the session."),
        (("pauline", "--edit", "--minutes", "5"), "With --edit, say all of it in the editor."),
        (("pauline", "--form"), "--form goes with no pair and no other options."),
        (("--from", "x.csv", "--held"), "--from goes with no pair and no other options."),
    ],
)
def test_words_that_make_no_sense_are_refused(
    rmentor: Rmentor, folder: Path, words: tuple[str, ...], says: str
) -> None:
    """As wrong usage, and with what to do."""
    before = _files(folder)
    done = _log(rmentor, folder, *words)
    assert (done.code, done.out) == (2, "")
    assert says in " ".join(done.err.split())
    assert _files(folder) == before


def test_logging_twice_warns_and_replacing_corrects(rmentor: Rmentor, folder: Path) -> None:
    """The same again is no mistake; something else is shown, and corrected only when asked."""
    words = ("pauline", "--session", "1", "--minutes", "85")
    same = _log(rmentor, folder, *words, "--held")
    assert same.code == 0
    assert "This is recorded already." in same.err
    before = _files(folder)
    other = _log(rmentor, folder, "pauline", "--session", "1", "--pulse", "mentee=2")
    assert other.code == 1
    assert "session 1, held on Tuesday 12 January 2027" in other.err
    assert "--replace" in other.err
    assert _files(folder) == before
    fixed = _log(rmentor, folder, "pauline", "--session", "1", "--pulse", "mentee=2", "--replace")
    assert fixed.code == 0
    assert (folder / PATH).read_text("utf-8") == JOURNAL.replace("mentee: 4", "mentee: 2")


def test_a_moved_session_has_its_new_date_and_keeps_it(rmentor: Rmentor, folder: Path) -> None:
    """Calendars and pages that are there follow; planning leaves what was agreed."""
    assert rmentor("plan", "--today", TODAY, "--program", folder).code == 0
    calendar = folder / f"calendars/{PAIR}.ics"
    before = calendar.read_bytes()
    done = _log(rmentor, folder, "pauline", "--session", "3", "--to", "2027-02-14 18:30", "--because", "absence")  # fmt: skip
    assert done.code == 0, done.err
    assert "Next: rmentor plan" in done.err
    entry = _program(folder).journal[PAIR][-1]
    assert entry == JournalEntry(3, date(2027, 2, 9), "moved", reason="absence")
    assert b"DTSTART;TZID=Europe/Paris:20270214T183000" in calendar.read_bytes() != before
    page = (folder / f"sessions/{PAIR}/3.md").read_text("utf-8")
    assert "14 February 2027" in page
    assert f"`rmentor log {PAIR}`" in page
    assert rmentor("plan", "--today", TODAY, "--program", folder).code == 0
    line = next(s for s in _program(folder).plan.sessions if s.key == f"{PAIR}/3")
    assert (f"{line.start:%d/%m %H:%M}", line.first) == ("14/02 18:30", date(2027, 2, 9))


def test_a_cancelled_session_is_made_up_unless_for_good(rmentor: Rmentor, folder: Path) -> None:
    """By the next plan; a decision for good can follow."""
    today = "2027-01-27"
    done = _log(rmentor, folder, "pauline", "--cancelled", "--because", "work", today=today)
    assert "Without a date for now: session 2" in done.out
    assert "Next: rmentor plan" in done.err
    assert [each.session for each in _program(folder).plan.unplaced] == [2]
    planned = rmentor("plan", "--today", today, "--program", folder)
    assert planned.code == 0
    line = next(s for s in _program(folder).plan.sessions if s.key == f"{PAIR}/2")
    assert line.state == "planned"
    assert line.start.date() >= date.fromisoformat(today)
    good = _log(rmentor, folder, "pauline", "--session", "4", "--cancelled", "--for-good")
    assert "rmentor plan" not in good.err
    assert not any(each.session == 4 for each in _program(folder).plan.unplaced)


def test_actions_alone_are_ticked_off(rmentor: Rmentor, folder: Path) -> None:
    """One line of the file changes; doing it again changes nothing."""
    done = _log(rmentor, folder, "pauline", "--done", "first post")
    assert done.code == 0
    assert (folder / PATH).read_text("utf-8") == JOURNAL.replace(
        "due: 2027-02-02}", "due: 2027-02-02, done: true}"
    )
    again = _log(rmentor, folder, "pauline", "--done", "first post", "--check")
    assert again.code == 0
    assert _log(rmentor, folder, "pauline", "--done", "nothing").code == 2


def test_a_dry_run_is_a_diff_and_check_only_says(rmentor: Rmentor, folder: Path) -> None:
    """Neither writes anything; the diff is one that git takes."""
    before = _files(folder)
    done = _log(rmentor, folder, "pauline", "--held", "--dry-run")
    assert done.code == 0
    assert done.out.startswith("diff --git")
    assert _log(rmentor, folder, "pauline", "--held", "--check").code == 1
    assert _files(folder) == before
    (folder.parent / "shown.diff").write_text(done.out)
    subprocess.run(["git", "apply", "../shown.diff"], cwd=folder, check=True)
    patched = _files(folder)
    written(folder)
    assert _log(rmentor, folder, "pauline", "--held").code == 0
    assert _files(folder) == patched


def test_json_has_the_entry_and_what_follows(rmentor: Rmentor, folder: Path) -> None:
    """One document; dates as texts."""
    done = _log(rmentor, folder, "pauline", "--held", "--pulse", "mentee=4", "--json")
    found = json.loads(done.out)
    assert found["pair"] == PAIR
    (told,) = found["recorded"]
    assert told["entry"] == {
        "session": 2,
        "date": "2027-01-26",
        "state": "held",
        "minutes": 90,
        "topics": ["linkedin"],
        "pulse": {"mentee": 4},
    }
    assert told["plan"]["state"] == "held"
    assert [each["number"] for each in found["open_actions"]] == [1]
    assert found["next_session"]["session"] == 4


def test_a_commit_has_just_these_files(rmentor: Rmentor, folder: Path) -> None:
    """Its subject says which session."""
    for words in (("init",), ("add", "."), ("commit", "-m", "before")):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    assert _log(rmentor, folder, "pauline", "--held", "--commit").code == 0
    shown = subprocess.run(
        ["git", "show", "--name-only", "--format=%s"],
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout.split("\n")  # fmt: skip
    assert [line for line in shown if line] == [f"Log {PAIR}, session 2", PATH, "plan.yaml"]


def test_questions_begin_with_what_is_planned(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter takes it; a mistake is asked again; open actions are ticked off; the diff comes last."""
    _answers(
        monkeypatch, "", "", "80", "linkdin", "", "7", "5", "", "2", "budgeting",
        "catherine: Publish again @2027-02-20", "", "1", "y",
    )  # fmt: skip
    done = _log(rmentor, folder, "pauline")
    assert done.code == 0, done.err
    for words in ("Session 2, Tuesday 26 January 2027", "[2027-01-26]", "[90]", "[linkedin]", "Did you mean linkedin?", "7 is out of range", "so far 0", "such as budgeting", "1. Catherine A. – Publish a first post", "+- session: 2", "Record this? [Y/n]"):  # fmt: skip
        assert words in done.err
    first, second = _program(folder).journal[PAIR]
    assert first.actions[0].done
    assert (second.minutes, second.pulse, second.returns) == (80, {"mentor": 5}, ("budgeting",))
    assert second.levels == {"catherine-a": {"linkedin": 2}}
    assert second.actions[0].due == date(2027, 2, 20)


def test_leaving_the_questions_writes_nothing(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends with 130 wherever it comes; so does no answer at all, and a no is a no."""
    before = _files(folder)
    answers = ["moved", "", "work", "2027-02-15 12:00"]
    for number in range(len(answers) + 1):
        _answers(monkeypatch, *answers[:number])
        assert _log(rmentor, folder, "pauline").code == 130
        assert _files(folder) == before
    _answers(monkeypatch, *answers, "", "n")
    done = _log(rmentor, folder, "pauline")
    assert (done.code, _files(folder)) == (0, before)
    assert "Nothing was recorded." in done.err


def test_what_is_recorded_is_shown_before_it_is_corrected(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a no, it stays; by a yes, Enter keeps what is there."""
    _answers(monkeypatch, "n")
    kept = _log(rmentor, folder, "pauline", "--session", "1")
    assert kept.code == 0
    assert "85 minutes" in kept.err
    assert (folder / PATH).read_text("utf-8") == JOURNAL
    _answers(monkeypatch, "y", "", "", "70", "", "", "", "", "", "", "", "")
    assert _log(rmentor, folder, "pauline", "--session", "1").code == 0
    text = (folder / PATH).read_text("utf-8")
    assert "  minutes: 70\n" in text
    assert text.replace("minutes: 70", "minutes: 85").replace("  state: held\n", "") == JOURNAL


def test_an_editor_is_as_good(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry stands there as planned, with what else may be written; nothing is left behind."""
    _an_editor(folder, monkeypatch, "minutes: 90", "minutes: 70", "#  pulse:", "  pulse:")
    done = _log(rmentor, folder, "pauline", "--edit")
    assert done.code == 0, done.err
    entry = _program(folder).journal[PAIR][-1]
    assert entry == JournalEntry(
        2, date(2027, 1, 26), "held", 70, ("linkedin",), {"mentor": 5, "mentee": 4}
    )
    assert not list((folder.parent / "drafts").iterdir())


def test_a_mistake_in_the_editor_loses_nothing(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with line and caret, and what was typed is kept in a file."""
    _an_editor(
        folder, monkeypatch, "minutes: 90", "minutes: 9x", "2027-01-26", "2027-03-26",
        "topics: [linkedin]", "topics: [linkdin]\n  notes: what we said",
    )  # fmt: skip
    before = _files(folder)
    done = _log(rmentor, folder, "pauline", "--edit")
    assert done.code == 1
    for words in ("  minutes: 9x", "^^", "Did you mean linkedin?", "is theirs"):
        assert words in done.err
    (kept,) = (folder.parent / "drafts").iterdir()
    assert str(kept) in done.err.replace("\n", "")
    assert "notes: what we said" in kept.read_text("utf-8")
    assert _files(folder) == before


def test_an_edited_day_that_has_not_come_is_named_in_its_line(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sense is checked as form is; an entry of another recorded session is not overwritten."""
    _an_editor(folder, monkeypatch, "2027-01-26", "2027-03-26", "topics", "# topics")
    done = _log(rmentor, folder, "pauline", "--edit")
    assert done.code == 1
    assert "  date: 2027-03-26" in done.err
    assert "[date-ahead]" in done.err
    (folder.parent / "drafts").rename(folder.parent / "drafts1")
    _an_editor(folder, monkeypatch, "session: 2", "session: 1")
    done = _log(rmentor, folder, "pauline", "--edit")
    assert done.code == 1
    assert "[recorded-already]" in done.err


@pytest.mark.parametrize("editor", ["false", "no-such-editor-anywhere", "'unclosed"])
def test_an_editor_that_fails_is_named(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    """Nothing was typed, so nothing is kept."""
    _an_editor(folder, monkeypatch)
    monkeypatch.setenv("EDITOR", editor)
    done = _log(rmentor, folder, "pauline", "--edit")
    assert done.code == 1
    assert "could not be used" in done.err
    assert "kept" not in done.err
    assert not list((folder.parent / "drafts").iterdir())


def test_an_empty_text_records_nothing(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So does one that was left as it is, of a session that is recorded."""
    before = _files(folder)
    _an_editor(folder, monkeypatch)
    assert _log(rmentor, folder, "pauline", "--edit", "--session", "1").code == 0
    monkeypatch.setenv("EDITOR", "truncate -s 0")
    assert _log(rmentor, folder, "pauline", "--edit").code == 0
    assert _files(folder) == before


def test_a_week_comes_back_as_a_sheet(rmentor: Rmentor, folder: Path) -> None:
    """The form is printed; filled in, it is recorded once; a mistake anywhere writes nothing."""
    form = _log(rmentor, folder, "--form")
    assert form.code == 0
    sheet = folder.parent / "week.csv"
    filled = form.out.replace("2027-01-26,", "2027-01-26,held", 1)
    wrong = filled.replace("2027-02-09,", "2027-02-09,hold", 1)
    before = _files(folder)
    sheet.write_text(wrong, "utf-8")
    done = _log(rmentor, folder, "--from", str(sheet))
    assert done.code == 1
    assert "row 3, column “state”: “state” cannot be “hold”." in done.err
    assert _files(folder) == before
    as_json = _log(rmentor, folder, "--from", str(sheet), "--json")
    (problem,) = json.loads(as_json.out)["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (3, "state", "unknown-choice")
    sheet.write_text(filled, "utf-8")
    done = _log(rmentor, folder, "--from", str(sheet))
    assert done.code == 0, done.err
    assert "1 recorded, 0 known already, 1 not filled in." in done.out
    after = _files(folder)
    again = _log(rmentor, folder, "--from", str(sheet), "--check")
    assert again.code == 0
    assert _files(folder) == after
    assert rmentor("check", "--program", folder).code == 0


def test_the_program_speaks_french(rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Options are the same, sentences are not."""
    monkeypatch.setenv("RMENTOR_LANG", "fr")
    done = _log(rmentor, folder, "pauline", "--cancelled", "--because", "travail")
    assert "séance 2, annulée, prévue le mardi 26 janvier 2027" in done.out
    assert "Sans date pour l’instant" in done.out
    _answers(monkeypatch, "reportée", "", "malentendu", "", "", "o")
    done = _log(rmentor, folder, "pauline")
    assert done.code == 0, done.err
    assert "Qu’en est-il" in done.err
    entry = _program(folder).journal[PAIR][-1]
    assert (entry.session, entry.state, entry.reason) == (3, "moved", "mix-up")
