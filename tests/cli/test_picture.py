"""``rmentor picture``: what each picture says, drawn on the terminal, as SVG, and as JSON."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from rmentor.reporting.pictures.widths import columns
from tests.conftest import Rmentor

PROGRAM = """\
format: 1
name: Test
language: en
timezone: Europe/Paris
country: FR
start: 2027-01-11
end: 2027-04-30
smallest_group: 2
rules: {seniority: any}
"""
PEOPLE = """\
participants:
  - {id: ana, name: Ana, role: mentor, volunteer: true, department: Sales, offers: {linkedin: 5, seo: 5}}
  - {id: ben, name: Ben, role: mentor, volunteer: true, department: Finance, offers: {linkedin: 3, seo: 5}}
  - {id: eva, name: Eva, role: mentee, volunteer: true, department: Finance, wants: {linkedin: 3}}
  - {id: flo, name: Flo, role: mentee, volunteer: true, department: Legal, wants: {seo: 2, slack: 1}}
"""
PAIRS = """\
pairs:
  - {id: ana--eva, mentor: ana, mentees: [eva], topics: [linkedin], since: 2027-01-11}
  - {id: ben--flo, mentor: ben, mentees: [flo], topics: [seo], since: 2027-01-11}
"""
OTHER_PAIRS = PAIRS.replace("ana--eva, mentor: ana", "ben--eva, mentor: ben").replace(
    "ben--flo, mentor: ben", "ana--flo, mentor: ana"
)
PLAN = """\
sessions:
  - {pair: ana--eva, session: 1, start: 2027-01-12 12:00, minutes: 60, topic: linkedin, state: held}
  - {pair: ana--eva, session: 2, start: 2027-01-26 12:00, minutes: 60, topic: linkedin}
  - {pair: ben--flo, session: 1, start: 2027-02-23 12:00, minutes: 60, topic: seo}
"""
JOURNAL = "- {session: 1, date: 2027-01-12, state: held, levels: {eva: {linkedin: 2}}}\n"
OBJECTIVES = """\
kpis:
  - {id: posts, title: Posts, baseline: 2, target: 10, readings: [{date: 2027-01-20, value: 6}]}
"""
TODAY = ("--today", "2027-02-15")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a program of two pairs in its second month."""
    files = {
        "program.yaml": PROGRAM,
        "participants.yaml": PEOPLE,
        "framework.yaml": "sessions: 4\nminutes: 60\nevery: 2 weeks\n",
        "objectives.yaml": OBJECTIVES,
        "pairs.yaml": PAIRS,
        "plan.yaml": PLAN,
        "journal/ana--eva.yaml": JOURNAL,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_without_a_name_each_picture_says_its_message(folder: Path, rmentor: Rmentor) -> None:
    """One line a picture: whoever reads no further knows how things stand."""
    done = rmentor("picture", *TODAY, cwd=folder)
    assert done.code == 0
    assert "1 of the 2 sessions due by now was held; 1 is not recorded" in done.out
    assert "0 of 1 KPIs have reached their targets" in done.out
    assert "The 1 level noted is higher than at the beginning" in done.out
    for name in ("kpis", "sessions", "pairing", "departments", "topics", "progress"):
        assert name in done.out


@pytest.mark.parametrize(
    "name", ["kpis", "sessions", "pairing", "departments", "topics", "progress"]
)
def test_a_picture_is_drawn_on_the_terminal(
    name: str, folder: Path, rmentor: Rmentor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In characters, without colour, within 80 columns, its message first."""
    monkeypatch.setenv("COLUMNS", "80")
    listed = json.loads(rmentor("picture", *TODAY, "--json", cwd=folder).out)["pictures"]
    title = next(each["title"] for each in listed if each["name"] == name)
    done = rmentor("picture", name, *TODAY, cwd=folder)
    assert done.code == 0
    assert " ".join(done.out.split("\n\n")[0].split()) == title
    assert all(columns(line) <= 80 for line in done.out.splitlines())
    assert "\x1b" not in done.out


def test_french_readers_see_french(
    folder: Path, rmentor: Rmentor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are the reader's."""
    monkeypatch.setenv("RMENTOR_LANG", "fr")
    done = rmentor("picture", "sessions", *TODAY, cwd=folder)
    assert "1 séance tenue sur les 2 prévues à ce jour" in done.out
    assert "aujourd’hui" in done.out
    assert "held" not in done.out


def test_a_picture_is_printed_as_svg(folder: Path, rmentor: Rmentor) -> None:
    """Nothing but the file, for another program."""
    done = rmentor("picture", "topics", "--svg", cwd=folder)
    assert done.code == 0
    assert ET.fromstring(done.out).get("role") == "img"  # noqa: S314 - our own
    assert done.out == rmentor("picture", "topics", "--svg", cwd=folder).out


def test_a_picture_is_written_into_the_folder_and_nowhere_else(
    folder: Path, rmentor: Rmentor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What --svg prints, in a file; outside the program's folder nothing is ever written."""
    done = rmentor("picture", "topics", "--output", "topics.svg", cwd=folder)
    assert done.code == 0
    assert (folder / "topics.svg").read_text("utf-8") == rmentor(
        "picture", "topics", "--svg", cwd=folder
    ).out
    assert rmentor("picture", "topics", "--output", "topics.svg", "--check", cwd=folder).code == 0
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "topics.svg"
    for output in (elsewhere, "../topics.svg", "participants.yaml"):
        done = rmentor("picture", "topics", "--output", output, cwd=folder)
        assert done.code != 0
        assert "no file of the program’s folder" in " ".join(done.err.split())
    assert not elsewhere.exists()
    assert (folder / "participants.yaml").read_text("utf-8") == PEOPLE
    done = rmentor("picture", "topics", "--output", "other.svg", "--dry-run", cwd=folder)
    assert "+++ b/other.svg" in done.out
    assert not (folder / "other.svg").exists()


def test_json_has_every_figure_of_the_picture(folder: Path, rmentor: Rmentor) -> None:
    """Programs read the view that the picture is drawn from."""
    told = json.loads(rmentor("picture", "sessions", *TODAY, "--json", cwd=folder).out)
    assert told["name"] == "sessions"
    assert sum(column["missing"] for column in told["view"]["columns"]) == 1
    told = json.loads(rmentor("picture", "departments", "--json", cwd=folder).out)
    assert told["view"]["flows"][0]["counts"] == [[0, 1], [1, 0]]
    told = json.loads(rmentor("picture", "kpis", "--json", cwd=folder).out)
    assert told["view"]["kpis"][0]["way"] == 0.5


def test_a_pairs_score_stands_beside_its_best_alternative(folder: Path, rmentor: Rmentor) -> None:
    """The coordinator sees whom else the mentee could have learnt from."""
    done = rmentor("picture", "score", "ana--eva", cwd=folder)
    assert "best alternative" in done.out
    assert "with Ben" in " ".join(done.out.split())


def test_who_would_move_and_who_has(folder: Path, rmentor: Rmentor) -> None:
    """Before and after: of all pairs chosen anew, or since a commit."""
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "One")
    done = rmentor("picture", "moves", "--from", "HEAD", cwd=folder)
    assert done.code != 0
    assert "Nobody has changed mentor since HEAD" in done.err
    (folder / "plan.yaml").unlink()
    (folder / "journal/ana--eva.yaml").unlink()
    (folder / "pairs.yaml").write_text(OTHER_PAIRS, "utf-8")
    since = rmentor("picture", "moves", "--from", "HEAD", cwd=folder)
    assert since.code == 0
    assert "2 mentees change or lose their mentor; 0 pairs stay" in since.out
    anew = rmentor("picture", "moves", cwd=folder)
    assert "2 mentees change or lose their mentor" in anew.out
    told = json.loads(rmentor("picture", "moves", "--json", cwd=folder).out)["view"]["moves"]
    assert {each["mentee"]: (each["before"], each["after"]) for each in told} == {
        "Eva": ("Ben", "Ana"),
        "Flo": ("Ana", "Ben"),
    }


def test_moves_between_two_commits_and_under_a_change(folder: Path, rmentor: Rmentor) -> None:
    """Before and after of a re-pairing that is past, and of one that is only thought of."""
    (folder / "plan.yaml").unlink()
    (folder / "journal/ana--eva.yaml").unlink()
    _git(folder, "init", "-q")
    for message, pairs in (("One", PAIRS), ("Two", OTHER_PAIRS), ("Three", PAIRS)):
        (folder / "pairs.yaml").write_text(pairs, "utf-8")
        _git(folder, "add", ".")
        _git(folder, "commit", "-qm", message)

    def moved(*asked: str) -> dict[str, tuple[str | None, str | None]]:
        done = rmentor("picture", "moves", *asked, "--json", cwd=folder)
        told = json.loads(done.out)["view"]["moves"]
        return {each["mentee"]: (each["before"], each["after"]) for each in told}

    both = {"Eva": ("Ana", "Ben"), "Flo": ("Ben", "Ana")}
    assert moved("--from", "HEAD~2..HEAD~1") == both
    assert moved("--from", "HEAD~1..") == {who: (two, one) for who, (one, two) in both.items()}
    assert moved("--what-if", "not ana eva") == both
    # Ben fits Eva better, who wants one topic, than Flo, one of whose two nobody offers.
    assert moved("--what-if", "without ana") == {"Eva": ("Ana", "Ben"), "Flo": ("Ben", None)}
    for asked, said in (
        (("--from", "HEAD~2.."), "Nobody changed mentor in HEAD~2.."),
        (("--what-if", "aim fair"), "Nobody would change mentor."),
        (("--what-if", "without zoe"), "zoe"),
        (("--what-if", "without ana", "--from", "HEAD"), "give one of them"),
        (("--from", "HEAD..nothing"), "nothing"),
    ):
        done = rmentor("picture", "moves", *asked, cwd=folder)
        assert done.code != 0
        assert said in " ".join(done.err.split())
    assert rmentor("picture", "topics", "--what-if", "without ana", cwd=folder).code == 2


def test_figures_over_commits_are_drawn(folder: Path, rmentor: Rmentor) -> None:
    """One line a figure, from the first commit to the last, with the target of a KPI."""
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "One", "--date", "2027-02-01T09:00:00")
    done = rmentor("picture", "history", cwd=folder)
    assert done.code == 0
    assert "Posts" in done.out
    drawn = rmentor("picture", "history", "--svg", cwd=folder).out
    assert ET.fromstring(drawn).get("role") == "img"  # noqa: S314 - our own


def test_history_without_git_is_refused_in_clear_words(folder: Path, rmentor: Rmentor) -> None:
    """The rest goes on without git."""
    done = rmentor("picture", "history", cwd=folder)
    assert done.code != 0
    assert "git" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("topic",), "Did you mean topics?"),
        (("nonsense",), "There are: kpis, sessions"),
        (("score",), "Name the pair"),
        (("score", "ana--ev"), "Did you mean ana--eva?"),
        (("pairing", "--public"), "no public form"),
        (("score", "ana--eva", "--public"), "no public form"),
        (("moves", "--public"), "no public form"),
        (("satisfaction",), "There is nothing to draw of satisfaction yet"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    words: tuple[str, ...], said: str, folder: Path, rmentor: Rmentor
) -> None:
    """What is wrong and what to do, and never a traceback."""
    done = rmentor("picture", *words, cwd=folder)
    assert done.code in (1, 2)
    assert said in " ".join(done.err.split())
    assert "Traceback" not in done.err
