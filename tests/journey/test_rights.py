"""Somebody asks what is kept about them, and to be forgotten: in files, and in git's history."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Rmentor

WHO, NAME, MAIL = "henri-b", "Henri B.", "henri.b@halvene.example"
WORDS = (WHO, NAME, MAIL, "Henri")
TODAY = "2027-03-01"
DOCS = Path(__file__).parents[2] / "docs"


def git(folder: Path, *arguments: str) -> bytes:
    """Output of git in a folder."""
    return subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True).stdout


@pytest.fixture
def sample(rmentor: Rmentor, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample a few weeks on, all of it committed; made once, and copied for each test."""
    made = tmp_path_factory.getbasetemp() / "rights-sample"
    if not (made / "notes.txt").exists():
        _make(rmentor, made)
    folder = tmp_path / "sample"
    shutil.copytree(made, folder)
    return folder


def _make(rmentor: Rmentor, folder: Path) -> None:
    """Sessions held, answers, quotes, comments, reports."""
    assert rmentor("init", "--sample", folder, "--lang", "en").code == 0
    for step in (("pair", "--today", "2027-01-04"), ("plan", "--today", "2027-01-04")):
        assert rmentor(*step, cwd=folder).code == 0
    (folder / "journal").mkdir()
    (folder / "journal/tom-v--henri-b.yaml").write_text(
        "- session: 1\n  date: 2027-01-14\n  pulse: {mentor: 5, mentee: 4}\n  topics: [new-employees]\n"
        "  levels: {henri-b: {new-employees: 2}}\n"
        "  actions:\n    - {who: tom-v, what: Send Henri B. the list, due: 2027-02-01}\n"
        "    - {who: henri-b, what: Ask three new colleagues}\n"
    )
    (folder / "surveys/pulse.csv").write_text(
        "person,role,pair,session,date,useful,at-ease\n"
        "henri-b,mentee,tom-v--henri-b,1,2027-01-15,4,5\n"
        "tom-v,mentor,tom-v--henri-b,1,2027-01-15,5,5\n"
    )
    (folder / "register.yaml").write_text(
        "quotes:\n  - {id: q, who: henri-b, text: I was a beginner again, consent: 2027-02-01, named: true}\n"
        "trainings:\n  - {id: t, title: To begin, on: 2027-01-11, minutes: 60, who: [henri-b, tom-v]}\n"
    )
    with (folder / "program.yaml").open("a") as file:
        file.write("# Henri is back in May; mails to henri.b@halvene.example\n")
    assert rmentor("check", cwd=folder).code == 0
    assert rmentor("report", "--today", TODAY, cwd=folder).code == 0
    (folder / "notes.txt").write_text("Lunch with Henri B.\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Talked to Henri B. (henri-b)", f"--author={NAME} <{MAIL}>")


def _traces(folder: Path, *words: str) -> list[str]:
    """Files, git's apart, in whose name or bytes one of the words stands; also packed into mails."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(".git/"):
            content = path.read_bytes()
            packed = b"" if path.suffix != ".eml" else _unpacked(content)
            text = f"{name}\n{content.decode()}\n{packed.decode()}".replace("\r\n ", "")
            if any(
                re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words
            ):
                found.append(name)
    return found


def _unpacked(content: bytes) -> bytes:
    import email

    parts = email.message_from_bytes(content).walk()
    return b"\n".join(part.get_payload(decode=True) or b"" for part in parts)  # type: ignore[misc]


def test_forgetting_leaves_no_trace_in_any_file(rmentor: Rmentor, sample: Path) -> None:
    """Not in names, not in bytes, not in mails; only a file that is not rmentor's is named instead."""
    before = _figures(rmentor, sample, "2027-02-28")
    done = rmentor("forget", WHO, "--also", "Henri", "--yes", "--today", TODAY, cwd=sample)
    assert done.code == 0, done.err
    assert "notes.txt" in done.out
    assert _traces(sample, *WORDS) == ["notes.txt"]
    assert rmentor("check", cwd=sample).code == 0
    assert _figures(rmentor, sample, "2027-02-28") == before
    assert (sample / "journal/tom-v--forgotten-1.yaml").is_file()
    for step in (("pair",), ("plan", "--today", TODAY), ("report", "--today", TODAY)):
        assert rmentor(*step, cwd=sample).code == 0
    assert _traces(sample, *WORDS) == ["notes.txt"]


def _figures(rmentor: Rmentor, sample: Path, day: str) -> object:
    return json.loads(rmentor("kpis", "--json", "--today", day, cwd=sample).out)


def test_a_dry_run_shows_all_and_writes_nothing(rmentor: Rmentor, sample: Path) -> None:
    """The diff, what is replaced, what is left to look at, and what git still holds."""
    done = rmentor("forget", WHO, "--dry-run", "--today", TODAY, cwd=sample)
    assert done.code == 0, done.err
    assert git(sample, "status", "--porcelain") == b""
    shown = done.out + done.err
    assert "-    name: Henri B." in shown
    assert "program.yaml:" in shown
    assert "commit" in shown
    check = rmentor("forget", WHO, "--check", "--today", TODAY, cwd=sample)
    assert check.code == 1
    assert git(sample, "status", "--porcelain") == b""


def test_nobody_is_forgotten_without_a_yes(rmentor: Rmentor, sample: Path) -> None:
    """Where nobody can be asked, --yes says it, and then only the whole id or name will do."""
    done = rmentor("forget", WHO, cwd=sample)
    assert done.code == 2
    assert "--yes" in done.err
    assert rmentor("forget", "henri", "--yes", cwd=sample).code == 2
    assert git(sample, "status", "--porcelain") == b""
    assert rmentor("forget", WHO, "--remove", "--pseudonym", "--yes", cwd=sample).code == 2


def test_removing_says_which_figures_change(rmentor: Rmentor, sample: Path) -> None:
    """By name only: the figures themselves could tell what one person answered."""
    done = rmentor("forget", WHO, "--remove", "--also", "Henri", "--yes", "--today", TODAY, cwd=sample)  # fmt: skip
    assert done.code == 0, done.err
    assert "sessions_held" in done.out
    assert _traces(sample, *WORDS, "forgotten-1") == ["notes.txt"]
    assert rmentor("check", cwd=sample).code == 0
    assert not list((sample / "journal").iterdir())


def test_json_does_not_tell_who_it_was(rmentor: Rmentor, sample: Path) -> None:
    """So that it can be kept as a record of what was done."""
    done = rmentor("forget", WHO, "--json", "--yes", "--today", TODAY, cwd=sample)
    told = json.loads(done.out)
    assert told["alias"] == "forgotten-1"
    assert "journal/tom-v--forgotten-1.yaml" in told["files"]
    assert not [word for word in (WHO, NAME, MAIL) if word in done.out]
    assert {each["file"] for each in told["look"]} >= {"program.yaml"}
    assert told["beside"]["naming"] == ["notes.txt"]


@pytest.mark.parametrize("command", [("forget", WHO, "--yes"), ("export", WHO)])
def test_what_cannot_be_looked_into_is_not_passed_over(
    rmentor: Rmentor, sample: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """A page or a folder that does not let itself be read may name the person: nothing is said to be done."""
    page = sample / "calendars" / "program.ics"
    with page.open("r+b") as file:
        file.truncate(17 * 1024 * 1024)
    before = _contents(sample)
    done = rmentor(*command, cwd=sample)
    assert (done.code, _contents(sample)) == (1, before)
    assert "calendars/program.ics could not be read: it is too large" in done.err
    page.unlink()
    scandir = os.scandir

    def failing(path: str | Path = ".") -> Any:
        if str(path).endswith("sessions"):
            raise OSError(errno.EIO, "Input/output error", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    before = _contents(sample)
    done = rmentor(*command, cwd=sample)
    assert (done.code, _contents(sample)) == (1, before)
    assert "sessions/ could not be read: Input/output error" in done.err


def _contents(root: Path) -> dict[str, bytes]:
    # By os.listdir, since os.scandir may fail meanwhile.
    found = {}
    waiting = [root]
    while waiting:
        for name in os.listdir(folder := waiting.pop()):  # noqa: PTH208
            path = folder / name
            if path.is_dir() and name not in (".git", ".rmentor"):
                waiting.append(path)
            elif path.is_file():
                found[str(path)] = path.read_bytes()
    return found


def test_the_printed_steps_take_somebody_out_of_every_object_of_git(
    rmentor: Rmentor, sample: Path, tmp_path: Path
) -> None:
    """Branches, tags, messages, authors, names of files; here, and on a forge after its clean-up."""
    forge = tmp_path / "forge.git"
    git(tmp_path, "init", "-q", "--bare", str(forge))
    git(sample, "remote", "add", "forge", str(forge))
    git(sample, "tag", "v1")
    git(sample, "tag", "-m", "A year", "v2")
    git(sample, "branch", "other")
    (sample / "notes.txt").unlink()
    git(sample, "rm", "-q", "notes.txt")
    git(sample, "commit", "-qm", "No notes")
    git(sample, "push", "-q", "--all", "forge")
    git(sample, "push", "-q", "--tags", "forge")
    done = rmentor("forget", WHO, "--also", "Henri", "--yes", "--commit", "--today", TODAY, cwd=sample)  # fmt: skip
    assert done.code == 0, done.err
    files = git(sample, "ls-tree", "-r", "--name-only", "HEAD")
    assert _in_objects(sample) == list(WORDS)
    ran = _run(_steps(done.out), tmp_path)
    assert ran.stdout.strip().endswith("0"), ran.stdout
    for repository in (sample, forge):
        if repository == forge:
            git(forge, "gc", "-q", "--prune=now")
        assert _in_objects(repository) == []
        assert b"v1" in git(repository, "tag")
        assert b"other" in git(repository, "branch")
    git(sample, "fsck", "--strict")
    kept = {
        path for path in files.split(b"\n") if not re.match(rb"(sessions|calendars|reports)/", path)
    }
    assert set(git(sample, "ls-tree", "-r", "--name-only", "HEAD").split(b"\n")) == kept
    assert git(sample, "status", "--porcelain", "-uno") == b""
    git(sample, "checkout", "-q", "HEAD~1")
    assert rmentor("check", cwd=sample).code == 0
    entry = re.findall(rb"- \{id: forgotten-1, [^\n]*", (sample / "participants.yaml").read_bytes())
    assert entry == [b"- {id: forgotten-1, name: forgotten-1, role: both, status: left}"]


def test_the_steps_leave_the_rest_of_a_larger_repository_alone(
    rmentor: Rmentor, sample: Path, tmp_path: Path
) -> None:
    """A program in a folder of one: its neighbours keep their bytes."""
    top = tmp_path / "our team"
    program = top / "pro gram"
    shutil.copytree(sample, program, ignore=shutil.ignore_patterns(".git", "notes.txt"))
    (top / "reports").mkdir()
    (top / "reports/other.md").write_bytes(b"Nothing to do with it: henri-b\xff\n")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "Begin")
    tree = git(top, "rev-parse", "HEAD:reports")
    done = rmentor("forget", WHO, "--also", "Henri", "--yes", "--commit", "--today", TODAY, cwd=program)  # fmt: skip
    assert done.code == 0, done.err
    _run(_steps(done.out), tmp_path)
    assert git(top, "rev-parse", "HEAD:reports") == tree
    assert git(top, "rev-list", "--count", "HEAD").strip() == b"2"
    for commit in ("HEAD", "HEAD~1"):
        names = git(top, "ls-tree", "-r", "--name-only", commit, "pro gram").decode()
        assert "forgotten-1" in names
        assert "henri" not in names
        assert "pro gram/calendars" not in names


@pytest.mark.parametrize("page", ["privacy.md", "vie-privee.md"])
def test_the_steps_that_begin_history_anew_leave_nothing_of_it(
    rmentor: Rmentor, sample: Path, tmp_path: Path, page: str
) -> None:
    """As they stand in the documentation, in both languages."""
    git(sample, "tag", "-m", "A year", "v2")
    git(sample, "branch", "other")
    (sample / "notes.txt").unlink()
    done = rmentor("forget", WHO, "--also", "Henri", "--yes", "--today", TODAY, cwd=sample)
    assert done.code == 0, done.err
    git(sample, "add", "-A")
    git(sample, "commit", "-qm", "Forget")
    (steps,) = re.findall(r"```sh\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
    _run(steps, sample)
    assert _in_objects(sample) == []
    assert git(sample, "rev-list", "--all", "--count").strip() == b"1"
    assert git(sample, "for-each-ref", "--format=%(refname)").split() == [b"refs/heads/main"]
    assert git(sample, "status", "--porcelain") == b""
    assert rmentor("check", cwd=sample).code == 0


def _steps(shown: str) -> str:
    """The steps as somebody copies them from the terminal: from the first line that is a command."""
    return shown[shown.index("\ncd ") + 1 :]


def _run(steps: str, folder: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        ["sh", "-c", steps], cwd=folder, capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode in (0, 1), done.stderr
    return done


def _in_objects(repository: Path) -> list[str]:
    """Words that stand in any object: files, folders, commits and tags, reachable or not."""
    everything = git(repository, "cat-file", "--batch-all-objects", "--batch").lower()
    return [word for word in WORDS if word.lower().encode() in everything]


def test_export_hands_a_person_everything_of_theirs_and_nothing_of_others(
    rmentor: Rmentor, sample: Path, tmp_path: Path
) -> None:
    """A page and JSON, their calendar and invitation; of the partner, the name."""
    folder = tmp_path / "for-henri"
    done = rmentor("export", "henri", "--output", folder, cwd=sample)
    assert done.code == 0, done.err
    assert sorted(path.name for path in folder.iterdir()) == [
        "data.json",
        "henri-b.eml",
        "henri-b.ics",
        "henri-b.md",
        "page.md",
    ]
    told = json.loads((folder / "data.json").read_text("utf-8"))
    assert told["person"]["availability"] == ["tue 08:00-09:30", "thu 17:30-19:30"]
    assert told["pairs"][0]["with"] == [{"id": "tom-v", "name": "Tom V."}]
    (entry,) = told["journal"]
    assert (entry["pulse"], entry["levels"]) == (4, {"new-employees": 2})
    assert [each["what"] for each in entry["actions"]] == ["Ask three new colleagues"]
    (answer,) = told["answers"]
    assert answer["answers"] == {"useful": 4, "at-ease": 5}
    assert told["register"]["quotes"][0]["text"] == "I was a beginner again"
    assert told["register"]["trainings"][0]["id"] == "t"
    assert "sessions/tom-v--henri-b/1.md" in told["files"]["shared"]
    assert any(each["file"] == "program.yaml" for each in told["mentions"])
    page = (folder / "page.md").read_text("utf-8")
    for others in ("Send Henri B. the list", "tom.v@", "pulse: 5", "ines-r"):
        assert others not in page
        assert others not in json.dumps({**told, "manages": []}, ensure_ascii=False)
    assert git(sample, "status", "--porcelain") == b""


def test_export_writes_into_no_folder_that_is_in_use_or_the_programs(
    rmentor: Rmentor, sample: Path, tmp_path: Path
) -> None:
    """Nothing of anybody's is overwritten, and nothing about one person is committed by accident."""
    (tmp_path / "used").mkdir()
    (tmp_path / "used/file").touch()
    for folder in (tmp_path / "used", sample / "export"):
        assert rmentor("export", WHO, "--output", folder, cwd=sample).code == 2
    assert git(sample, "status", "--porcelain") == b""


def test_a_copy_under_pseudonyms_names_nobody_and_pairs_alike(
    rmentor: Rmentor, sample: Path, tmp_path: Path
) -> None:
    """42 people, none of whose names, addresses or ids is in it; the key stays outside."""
    copy, key = tmp_path / "copy", tmp_path / "key"
    inside = rmentor("export", "--pseudonyms", copy, "--key", sample / "k", "--new-key", cwd=sample)
    assert inside.code == 2
    assert not (sample / "k").exists()
    assert rmentor("export", "--pseudonyms", copy, "--key", key, cwd=sample).code == 2
    done = rmentor("export", "--pseudonyms", copy, "--key", key, "--new-key", cwd=sample)
    assert done.code == 0, done.err
    assert rmentor("check", cwd=copy).code == 0
    people = json.loads(rmentor("export", WHO, "--json", cwd=sample).out)["person"]
    text = "\n".join(
        path.read_text("utf-8") for path in sorted(copy.rglob("*.*")) if path.is_file()
    )
    names = re.findall(r"^  - id: (\S+)\n    name: (.+?)\n(?:    email: (\S+)\n)?", (sample / "participants.yaml").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    assert len(names) >= 40
    found = [word for each in names for word in each if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]  # fmt: skip
    assert found == []
    assert people["site"] not in text
    first, second = (
        json.loads(rmentor("pair", "--anew", "--json", "--dry-run", cwd=folder).out)["summary"]
        for folder in (sample, copy)
    )
    assert second == first
    again = tmp_path / "again"
    assert rmentor("export", "--pseudonyms", again, "--key", key, cwd=sample).code == 0
    assert (again / "participants.yaml").read_bytes() == (copy / "participants.yaml").read_bytes()


def test_check_names_data_that_is_kept_too_long(rmentor: Rmentor, sample: Path) -> None:
    """A warning with its place, and the point of the readiness list; exit 1 under --strict alone."""
    early = json.loads(rmentor("check", "--json", "--today", "2027-12-31", cwd=sample).out)
    late = json.loads(rmentor("check", "--json", "--today", "2028-01-01", cwd=sample).out)
    assert "kept-too-long" not in [each["code"] for each in early["findings"]]
    (found,) = [each for each in late["findings"] if each["code"] == "kept-too-long"]
    assert (found["file"], found["severity"]) == ("program.yaml", "warning")
    assert "2027-12-31" in found["message"]
    assert "rmentor forget" in found["help"]
    states = {each["id"]: each["state"] for each in late["readiness"]}
    assert states["stale"] == "unmet"
    assert rmentor("check", "--today", "2028-01-01", cwd=sample).code == 0


def test_migrate_has_nothing_to_do_and_leaves_newer_files_alone(
    rmentor: Rmentor, sample: Path
) -> None:
    """Politely: with what the files say, what this rmentor knows, and what to do."""
    done = rmentor("migrate", cwd=sample)
    assert (done.code, done.out) == (0, "Nothing to do: format 1 is the newest.\n")
    assert rmentor("migrate", "--check", cwd=sample).code == 0
    told = json.loads(rmentor("migrate", "--json", cwd=sample).out)
    assert told == {"from": 1, "to": 1, "changes": 0}
    program = sample / "program.yaml"
    program.write_text(program.read_text("utf-8").replace("format: 1", "format: 7"), "utf-8")
    content = program.read_bytes()
    refused = rmentor("migrate", cwd=sample)
    assert refused.code == 1
    assert "format 7" in refused.err
    assert "newer rmentor" in refused.err
    assert program.read_bytes() == content
    assert rmentor("pair", cwd=sample).code == 1
