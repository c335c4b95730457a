"""pause, resume, end, leave, remind and step on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Rmentor

FILES = {
    "program.yaml": (
        "name: Test\nlanguage: en\ntimezone: Europe/Paris\nstart: 2027-01-11\nend: 2027-07-02\n"
        "coordinator: {name: HR, email: hr@example.org}\n"
    ),
    "framework.yaml": "sessions: 3\nminutes: 60\nevery: 2 weeks\n",
    "participants.yaml": """\
participants:
  # our first volunteer
  - {id: mia, name: Mia R., role: mentor, volunteer: yes, email: mia@example.org, offers: {linkedin: 5}}
  - id: eva-b
    name: Eva Blé
    role: mentee
    volunteer: yes
    email: eva@example.org
    wants: {linkedin: 2}
    waited: 1    # since last year
  - {id: eva-c, name: Eva C., role: mentee, volunteer: yes, wants: {linkedin: 2}}
  - {id: bob, name: Bob, role: mentee, status: applied}
""",
    "pairs.yaml": """\
pairs:
  - id: mia--eva-b    # they asked for each other
    mentor: mia
    mentees: [eva-b]
    topics: [linkedin]
    status: active
    locked: true
    since: 2027-01-11
""",
    "plan.yaml": """\
sessions:
  - {pair: mia--eva-b, session: 1, start: 2027-01-12 12:00, minutes: 60, state: planned, sequence: 0}
  - {pair: mia--eva-b, session: 2, start: 2027-01-26 12:00, minutes: 60, state: planned, sequence: 0}
  - {pair: mia--eva-b, session: 3, start: 2027-02-09 12:00, minutes: 60, state: planned, sequence: 0}
unplaced: []
""",
    "journal/mia--eva-b.yaml": "- {session: 1, date: 2027-01-12, state: held}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program of one pair that has met once."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def _read(folder: Path, path: str) -> str:
    return (folder / path).read_text("utf-8")


def test_a_pause_shows_its_diff_and_what_it_does_and_changes_a_few_lines(
    rmentor: Rmentor, folder: Path
) -> None:
    """Which pause it is, what becomes of sessions, and the next command."""
    done = rmentor("pause", "mia", "--until", "2027-02-15", "--today", "2027-01-20", cwd=folder)
    assert done.code == 0, done.err
    assert "+    until: 2027-01-20" in done.out
    assert done.out.index("+    until") < done.out.index("leaves this round")
    assert "2 sessions to come are called off by the next rmentor plan" in done.out
    assert "Next: rmentor plan" in done.err
    people = _read(folder, "participants.yaml")
    assert "# our first volunteer" in people
    assert "waited: 1    # since last year" in people
    assert "status: paused, status_since: 2027-01-20, back: 2027-02-15}" in people
    assert "back: 2027-02-15" in _read(folder, "pairs.yaml")
    assert "# they asked for each other" in _read(folder, "pairs.yaml")
    assert rmentor("check", cwd=folder).code == 0
    again = rmentor("resume", "mia", "--today", "2027-02-15", cwd=folder)
    assert again.code == 0, again.err
    assert "pauses: [2027-01-20/2027-02-14]" in _read(folder, "pairs.yaml")
    assert "until" not in _read(folder, "pairs.yaml")


def test_a_dry_run_is_a_diff_and_check_an_exit_code(rmentor: Rmentor, folder: Path) -> None:
    """Neither writes anything; words stand beside the diff, not in it."""
    before = _read(folder, "pairs.yaml")
    dry = rmentor("end", "mia--eva-b", "--today", "2027-02-01", "--dry-run", cwd=folder)
    assert dry.code == 0
    assert dry.out.startswith("diff --git a/pairs.yaml")
    assert "ends on" not in dry.out
    assert "ends without fault; what was held stays" in dry.err
    assert rmentor("end", "mia--eva-b", "--today", "2027-02-01", "--check", cwd=folder).code == 1
    assert _read(folder, "pairs.yaml") == before


def test_ending_takes_the_lock_off_and_says_who_is_free(rmentor: Rmentor, folder: Path) -> None:
    """A part of the names is enough; the lock is no fetter."""
    done = rmentor("end", "mia ble", "--reason", "time", "--on", "2027-02-01", "--today", "2027-02-03", cwd=folder)  # fmt: skip
    assert done.code == 0, done.err
    for said in (
        "Its lock is taken off.",
        "time was short",
        "Eva Blé may be paired again",
        "keeps",
    ):
        assert said in done.out
    pairs = _read(folder, "pairs.yaml")
    for line in ("status: ended", "reason: time", "until: 2027-02-01", "locked: false"):
        assert line in pairs
    again = rmentor("end", "mia--eva-b", cwd=folder)
    assert (again.code, "over already" in again.out) == (0, True)
    paused = rmentor("pause", "mia--eva-b", cwd=folder)
    assert paused.code == 1
    assert "mia--eva-b is over." in paused.err
    assert rmentor("check", cwd=folder).code == 0


def test_leaving_says_which_of_the_three_it_is(rmentor: Rmentor, folder: Path) -> None:
    """As JSON too: the program, with what becomes of the pair and its sessions."""
    done = rmentor("leave", "eva-b", "--today", "2027-02-01", "--json", cwd=folder)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["scope"] == "program"
    assert found["people"] == [
        {"id": "eva-b", "status": "left", "since": "2027-02-01", "back": None}
    ]
    (pair,) = found["pairs"]
    assert (pair["kind"], pair["reason"], pair["free"]) == ("ended", "left", ["mia"])
    assert pair["called_off"] == [{"session": 3, "start": "2027-02-09 12:00"}]
    assert "2027-02-09" in _read(folder, "plan.yaml"), "the next plan calls it off"
    alone = rmentor("leave", "eva-c", "--today", "2027-02-01", cwd=folder)
    assert "was in no pair" in alone.out
    twice = rmentor("leave", "eva-b", cwd=folder)
    assert (twice.code, "has left already" in twice.out) == (0, True)
    assert rmentor("pause", "eva-b", cwd=folder).code == 1
    back = rmentor("resume", "eva-b", "--today", "2027-03-01", cwd=folder)
    assert "is back in the program" in back.out


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("pause", "eva"), 2, "fits several people; say who: eva-b, eva-c"),
        (("pause", "nobody"), 2, "There is no pair “nobody”."),
        (("leave", "miaa"), 2, "Did you mean mia?"),
        (("end", "mia--eva-b", "--reason", "tme"), 2, "Did you mean time?"),
        (("end", "mia--eva-b", "--reason", "fit", "--completed"), 2, "needs no reason"),
        (("end", "mia--eva-b", "--for", "mia"), 2, "is about a group"),
        (("end", "mia--eva-b", "--on", "2027-01-11"), 1, "held a session on 12 January 2027"),
        (("end", "mia--eva-b", "--on", "2027-06-01"), 2, "is still to come"),
        (("pause", "mia", "--from", "2027-06-01"), 2, "away in participants.yaml"),
        (("pause", "mia--eva-b", "--release"), 2, "about a person’s pairs"),
        (("pause", "mia", "--until", "soon"), 2, "is not a date"),
        (("pause", "bob"), 1, "not accepted yet"),
        (("step", "mia--eva-b", "mail"), 2, "is none of the steps: reminder, call, release"),
        (("step", "mia--eva-b", "call", "--for", "bob"), 2, "Bob is not in this pair."),
        (("remind", "--sent"), 1, "No draft of a reminder is there"),
    ],
)
def test_what_cannot_be_says_why_and_changes_nothing(
    rmentor: Rmentor, folder: Path, typed: tuple[str, ...], code: int, said: str
) -> None:
    """And what to do instead."""
    done = rmentor(*typed, "--today", "2027-02-01", cwd=folder)
    assert done.code == code
    assert said in " ".join(done.err.split())
    assert {path: _read(folder, path) for path in FILES} == FILES


def test_who_is_late_gets_a_draft_and_the_step_is_noted_once_it_was_sent(
    rmentor: Rmentor, folder: Path
) -> None:
    """Reminder, call, offer: each with its day; nothing due leaves no draft."""
    drafts = folder / "reports" / "reminders"
    done = rmentor("remind", "--today", "2027-02-15", cwd=folder)
    assert done.code == 0, done.err
    assert sorted(path.name for path in drafts.iterdir()) == ["eva-b.eml", "mia.eml"]
    assert "Not heard of" in done.out
    assert not (folder / "register.yaml").exists(), "a draft is not yet a reminder"
    same = rmentor("remind", "--today", "2027-02-15", "--check", cwd=folder)
    assert same.code == 0, same.err
    sent = rmentor("remind", "--sent", "--today", "2027-02-15", cwd=folder)
    assert sent.code == 0, sent.err
    assert "reminder noted for Mia R. · Eva Blé on 15 February 2027." in sent.out
    assert not list(drafts.glob("*.eml"))
    assert "rule: silent" in _read(folder, "register.yaml")
    quiet = rmentor("remind", "--today", "2027-02-16", cwd=folder)
    assert "Nobody is to be reminded." in quiet.out
    found = json.loads(rmentor("remind", "--today", "2027-03-01", "--json", cwd=folder).out)
    (step,) = found["steps"]
    assert (step["step"], step["due"], step["is_due"]) == ("call", "2027-03-01", True)
    called = rmentor("step", "eva ble", "call", "--on", "2027-03-01", "--today", "2027-03-02", cwd=folder)  # fmt: skip
    assert called.code == 0, called.err
    twice = rmentor("step", "mia--eva-b", "call", "--on", "2027-03-01", "--today", "2027-03-02", cwd=folder)  # fmt: skip
    assert (twice.code, "noted already" in twice.out) == (0, True)
    offered = rmentor("remind", "--today", "2027-03-15", cwd=folder)
    assert "rmentor pair --rematch mia--eva-b" in offered.out
    assert "without fault" in (drafts / "mia.eml").read_text("utf-8")
    assert rmentor("check", cwd=folder).code == 0
    (folder / "journal/mia--eva-b.yaml").write_text(
        "".join(
            f"- {{session: {n}, date: {day}, state: held}}\n"
            for n, day in enumerate(("2027-01-12", "2027-03-16", "2027-03-17"), 1)
        )
    )
    over = rmentor("remind", "--today", "2027-03-18", cwd=folder)
    assert "Nobody is to be reminded." in over.out
    assert not list(drafts.glob("*.eml"))


def test_one_pair_s_reminders_leave_other_drafts_alone(rmentor: Rmentor, folder: Path) -> None:
    """--pair looks at its people only."""
    other = folder / "reports" / "reminders" / "bob.eml"
    other.parent.mkdir(parents=True)
    other.write_text("kept")
    done = rmentor("remind", "--pair", "mia", "--today", "2027-02-15", cwd=folder)
    assert done.code == 0, done.err
    assert other.read_text() == "kept"
    assert rmentor("remind", "--today", "2027-02-15", cwd=folder).code == 0
    assert not other.exists()


def test_french_readers_meet_french(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every command."""
    monkeypatch.setenv("RMENTOR_LANG", "fr")
    said = ""
    for typed in (
        ("remind",),
        ("remind", "--sent"),
        ("pause", "mia"),
        ("resume", "mia"),
        ("end", "mia--eva-b"),
        ("leave", "eva-b"),
    ):
        done = rmentor(*typed, "--today", "2027-02-15", cwd=folder)
        assert done.code == 0, done.err
        said += done.out + done.err
    for words in ("rappel", "quitte ce tour", "participe à nouveau", "Ensuite\u00a0: rmentor"):
        assert words in said
    for english in ("session", "without", "paired", "pauses from", "Next"):
        assert f" {english} " not in said.replace("\n", " ")
