"""The register by command: what is written, what is refused, and what a terminal shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Rmentor

DAY = ("--today", "2027-03-01")
PEOPLE = (
    "participants:\n"
    "  - {id: mia, name: Mia Rossi, role: mentor, volunteer: yes, offers: {linkedin: 5}}\n"
    "  - {id: max, name: Max Weil, role: mentor, volunteer: yes}\n"
    "  - {id: eva, name: Eva Lind, role: mentee, volunteer: yes, wants: {linkedin: 2}}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program of three people, without a register."""
    (tmp_path / "program.yaml").write_text("name: Test\nlanguage: en\nsmallest_group: 2\n", "utf-8")
    (tmp_path / "participants.yaml").write_text(PEOPLE, "utf-8")
    return tmp_path


def register_of(rmentor: Rmentor, folder: Path) -> dict[str, list[dict[str, object]]]:
    """What ``rmentor register --json`` tells."""
    done = rmentor("register", "--json", cwd=folder)
    assert done.code == 0, done.err
    found: dict[str, list[dict[str, object]]] = json.loads(done.out)
    return found


def test_an_idea_from_its_first_day_to_its_answer(rmentor: Rmentor, folder: Path) -> None:
    """Ids come from the text; topics and owners are known by their names; answers have their day."""
    added = rmentor(
        "add", "idea", "A charter for\n all meetings of ours", "--topic", "LinkedIn for work",
        "--owner", "eva lind", "--from", "circle", "--on", "2027-02-02", *DAY, cwd=folder,
    )  # fmt: skip
    assert added.code == 0, added.err
    (idea,) = register_of(rmentor, folder)["ideas"]
    assert idea == {
        "id": "a-charter-for-all", "idea": "A charter for all meetings of ours", "on": "2027-02-02",
        "source": "circle", "topic": "linkedin", "owner": "eva", "status": "new", "answer": None,
        "answered": None,
    }  # fmt: skip
    answered = rmentor(
        "set", "idea", "a-charter-for-all", "--status", "adopted", "--answer", "From May on",
        "--owner", "Head office", "--today", "2027-03-15", cwd=folder,
    )  # fmt: skip
    assert answered.code == 0, answered.err
    (idea,) = register_of(rmentor, folder)["ideas"]
    assert (idea["status"], idea["answer"], idea["answered"], idea["owner"]) == (
        "adopted", "From May on", "2027-03-15", "Head office",
    )  # fmt: skip


def test_ids_stay_unique_short_and_typable(rmentor: Rmentor, folder: Path) -> None:
    """Long texts are cut between words; signs that are no letters of ours do not count."""
    for text in (
        "Une idée",
        "Une idée !",
        "设想",
        "x" * 90,
        "Sehr lange Wörter Donaudampfschifffahrt",
    ):
        assert rmentor("add", "idea", text, *DAY, cwd=folder).code == 0
    ids = {str(each["id"]) for each in register_of(rmentor, folder)["ideas"]}
    assert ids == {"une-idee", "une-idee-2", "idea", "x" * 24, "sehr-lange-worter"}


def test_the_same_twice_is_refused(rmentor: Rmentor, folder: Path) -> None:
    """Capitals make no other idea; the same words of two people are two quotes."""
    commands = (
        ("idea", "A charter"), ("question", "Why?"), ("decision", "Shorter"),
        ("quote", "mia", "Yes"), ("training", "Tact", "--who", "mia"), ("lesson", "keep", "The circle"),
    )  # fmt: skip
    for command in commands:
        assert rmentor("add", *command, *DAY, cwd=folder).code == 0
        again = rmentor("add", *[word.swapcase() if word == command[-1] and command[0] != "training" else word for word in command], *DAY, cwd=folder)  # fmt: skip
        assert again.code == 1, command
        assert "on record already" in again.err
    assert rmentor("add", "quote", "eva", "Yes", *DAY, cwd=folder).code == 0
    assert rmentor("add", "decision", "Why?", *DAY, cwd=folder).code == 0
    assert rmentor("add", "lesson", "stop", "The circle", *DAY, cwd=folder).code == 0


def test_the_circle_decides_answers_and_names_nobody(rmentor: Rmentor, folder: Path) -> None:
    """A kit is one of ours, named with or without its ending; a name in a note is said."""
    named = rmentor("add", "question", "What if Eva Lind is late?", *DAY, cwd=folder)
    assert named.code == 0
    assert "names Eva Lind" in named.err
    wrong = rmentor("add", "decision", "Shorter", "--kit", "mentors-kit", *DAY, cwd=folder)
    assert (wrong.code, "mentor-kit" in wrong.err) == (2, True)
    right = rmentor("add", "decision", "Shorter", "--kit", "mentor-kit.md", *DAY, cwd=folder)
    assert "rmentor template eject mentor-kit.md" in right.err
    assert rmentor("set", "decision", "shorter", "--kit", "charter", cwd=folder).code == 0
    assert rmentor("set", "question", "shorter", "--answer", "No", cwd=folder).code == 2
    assert rmentor("set", "question", "what-if-eva-lind-is-late", "--answer", "Wait", cwd=folder).code == 0  # fmt: skip
    notes = {str(each["kind"]): each for each in register_of(rmentor, folder)["circle"]}
    assert notes["decision"]["kit"] == "charter"
    assert notes["question"]["answer"] == "Wait"


def test_a_quote_is_shown_between_yes_and_no(rmentor: Rmentor, folder: Path) -> None:
    """Neither a terminal nor JSON shows the text of one that waits, or was taken back."""
    added = rmentor("add", "quote", "Mia Rossi", "I found my voice.", *DAY, cwd=folder)
    assert "set quote i-found-my-voice --consent" in added.err

    def shown() -> bool:
        texts = {rmentor("register", cwd=folder).out, rmentor("register", "--json", cwd=folder).out}
        told = ["I found my voice." in text for text in texts]
        assert len(set(told)) == 1
        return told[0]

    assert not shown()
    change = ("set", "quote", "i-found-my-voice")
    assert rmentor(*change, "--consent", "2027-03-02", *DAY, cwd=folder).code == 0
    assert shown()
    taken = rmentor(*change, "--withdraw", "--today", "2027-03-09", cwd=folder)
    assert "history of git and printed copies still have it" in " ".join(taken.err.split())
    assert not shown()
    assert rmentor(*change, "--consent", "2027-03-10", "--named", *DAY, cwd=folder).code == 0
    assert shown()
    (quote,) = register_of(rmentor, folder)["quotes"]
    assert (quote["withdrawn"], quote["consent"], quote["named"]) == (None, "2027-03-10", True)
    both = rmentor(*change, "--consent", "2027-03-10", "--withdraw", cwd=folder)
    assert both.code == 2


def test_a_training_counts_who_was_there(rmentor: Rmentor, folder: Path) -> None:
    """People together, by id or by name; a length may follow."""
    added = rmentor("add", "training", "Tact", "--who", "mentors, Eva Lind", *DAY, cwd=folder)
    assert "--minutes" in added.err
    assert rmentor("set", "training", "tact", "--minutes", 90, "--on", "2027-02-01", cwd=folder).code == 0  # fmt: skip
    (training,) = register_of(rmentor, folder)["trainings"]
    assert training == {
        "id": "tact", "title": "Tact", "on": "2027-02-01", "minutes": 90, "who": ["eva", "max", "mia"],
    }  # fmt: skip
    assert rmentor("set", "training", "tact", "--who", "mia", cwd=folder).code == 0
    assert register_of(rmentor, folder)["trainings"][0]["who"] == ["mia"]
    unknown = rmentor("add", "training", "More", "--who", "mai", *DAY, cwd=folder)
    assert (unknown.code, "mia" in unknown.err) == (2, True)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("add", "idea", " \n "), "empty"),
        (("add", "idea", "A", "--topic", "linkedn"), "linkedin"),
        (("add", "idea", "A", "--from", "heaven"), "session, circle, survey, other"),
        (("add", "idea", "A", "--on", "soon"), "not a date"),
        (("add", "quote", "nobody", "A"), "nobody"),
        (("add", "lesson", "burn", "A"), "keep, change, stop"),
        (("add", "training", "A", "--who", " , "), "nobody"),
        (("set", "idea", "nothing"), "rmentor register"),
        (("register", "quote"), "quotes"),
    ],
)
def test_a_slip_is_said_and_nothing_is_written(
    rmentor: Rmentor, folder: Path, command: tuple[str, ...], said: str
) -> None:
    """With what can be typed instead."""
    done = rmentor(*command, cwd=folder)
    assert done.code == 2
    assert said in done.err
    assert not (folder / "register.yaml").exists()


def test_nothing_to_set_is_said(rmentor: Rmentor, folder: Path) -> None:
    """With the options that there are."""
    rmentor("add", "idea", "Ideas", *DAY, cwd=folder)
    done = rmentor("set", "idea", "ideas", cwd=folder)
    assert (done.code, "--status, --answer" in done.err) == (2, True)
    near = rmentor("set", "idea", "idea", "--status", "done", cwd=folder)
    assert (near.code, "Did you mean ideas?" in near.err) == (2, True)


def test_a_day_ahead_is_probably_a_slip(rmentor: Rmentor, folder: Path) -> None:
    """It is taken, and said."""
    done = rmentor("add", "idea", "A", "--on", "2028-02-02", *DAY, cwd=folder)
    assert (done.code, "lies ahead" in done.err) == (0, True)


def test_the_four_endings(rmentor: Rmentor, folder: Path) -> None:
    """A dry run writes nothing; a commit is of register.yaml alone; JSON is one document."""
    dry = rmentor("add", "idea", "A charter", "--dry-run", *DAY, cwd=folder)
    assert "+    idea: A charter" in dry.out
    assert not (folder / "register.yaml").exists()
    told = rmentor("add", "idea", "A charter", "--json", *DAY, cwd=folder)
    assert json.loads(told.out)["id"] == "a-charter"
    before = (folder / "register.yaml").read_bytes()
    assert rmentor("set", "idea", "a-charter", "--status", "done", cwd=folder).code == 0
    after = (folder / "register.yaml").read_bytes()
    assert after == before + b"    status: done\n"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_the_register_reads_well(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, width: int
) -> None:
    """No line is wider than the terminal, and no id is broken: each can be copied."""
    monkeypatch.setenv("RMENTOR_LANG", language)
    monkeypatch.setenv("COLUMNS", str(width))
    long = "que faire quand une séance est reportée deux fois parce que le travail presse toujours"
    empty = rmentor("register", cwd=folder)
    assert len(empty.out.splitlines()) <= 2
    rmentor("add", "idea", long, "--topic", "linkedin", "--owner", "Direction générale", *DAY, cwd=folder)  # fmt: skip
    rmentor("add", "question", long, *DAY, cwd=folder)
    rmentor("add", "decision", long, "--kit", "manager-note", *DAY, cwd=folder)
    rmentor("add", "quote", "mia", long, "--consent", "2027-03-01", *DAY, cwd=folder)
    rmentor("add", "training", long, "--who", "all", "--minutes", 90, *DAY, cwd=folder)
    rmentor("add", "lesson", "change", long, *DAY, cwd=folder)
    register = folder / "register.yaml"
    steps = "steps: [{id: s, step: call, on: 2027-03-01, who: [mia, max]}]\n"
    register.write_text(register.read_text("utf-8") + steps, "utf-8")
    done = rmentor("register", cwd=folder)
    assert done.code == 0
    assert "Mia Rossi, Max Weil" in done.out
    assert max(map(len, done.out.splitlines())) <= width
    for items in register_of(rmentor, folder).values():
        for item in items:
            assert f"{item['id']} " in done.out


def test_the_next_edition_begins_with_the_lessons(
    rmentor: Rmentor, folder: Path, tmp_path: Path
) -> None:
    """They are told at once, kept in the folder, and in its reports as those from last time."""
    rmentor("add", "lesson", "keep", "The monthly circle", *DAY, cwd=folder)
    rmentor("add", "idea", "A quiet room", *DAY, cwd=folder)
    rmentor("add", "quote", "mia", "I found my voice.", "--consent", "2027-03-01", *DAY, cwd=folder)
    new = tmp_path / "next"
    begun = rmentor("init", new, "--from", folder)
    assert begun.code == 0, begun.err
    assert "keep: The monthly circle" in begun.err
    assert "wait for an answer: a-quiet-room" in " ".join(begun.err.split())
    found = register_of(rmentor, new)
    assert ([e["id"] for e in found["lessons"]], found["quotes"]) == (["the-monthly-circle"], [])
    assert rmentor("report", "program", cwd=new).code == 0
    text = (new / "reports" / "program.md").read_text("utf-8")
    assert "### From last time\n\n- **Keep**: The monthly circle" in text
    assert "found my voice" not in text
