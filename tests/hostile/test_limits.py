"""Limits on what files may hold: what is far beyond them costs little, and what is honest is never near."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.cli import terminal
from rmentor.errors import OutOfFolder
from rmentor.folder.checks.documents import Documents
from rmentor.folder.checks.people import look_alikes
from rmentor.folder.checks.table import MOST_FOUND
from rmentor.folder.land import content_on_disk, recover
from rmentor.folder.load import load
from rmentor.folder.locate import locate
from rmentor.folder.mistakes import MOST_MISTAKES
from rmentor.folder.read import MAX_BYTES, most_bytes, read_sources
from rmentor.folder.schema.files import MOST_AT_ONCE, validated
from rmentor.folder.yaml_load import load_yaml
from tests.builders import sources_of
from tests.conftest import Rmentor

PROGRAM = {"program.yaml": "format: 1\nname: X\ntimezone: Europe/Paris\n"}
MIB = 1024 * 1024


def _codes(path: str, text: str) -> list[str]:
    found = load(sources_of({**PROGRAM, path: text})).findings
    return sorted({finding.code for finding in found})


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("participants.yaml", "participants:\n" + "- 1\n" * 30_000, "map-expected"),
        ("participants.yaml", "participants: [" + "1, " * 30_000 + "]\n", "map-expected"),
        ("participants.yaml", "participants:\n" + "- {id: a, name: b, role: x}\n" * 12_000, "duplicate-id"),
        ("participants.yaml", "participants:\n" + "- {id: 'a, name: b}\n" * 20_000, "yaml-unclosed"),
        ("journal/a--b.yaml", "- 1\n" * 30_000, "map-expected"),
        ("topics.yaml", "topics:\n" + "- {id: a, title: b, after: [x, y]}\n" * 12_000, "duplicate-id"),
        ("framework.yaml", "".join(f"k{n}: 1\n" for n in range(30_000)), "yaml-many"),
        ("objectives.yaml", "kpis: [{id: a, readings: [" + "x, " * 30_000 + "]}]\n", "yaml-many"),
        ("program.yaml", "name: " + "x" * 20_001 + "\n", "yaml-text"),
        ("program.yaml", "? " + "k" * 20_001 + "\n: 1\n", "yaml-text"),
        ("program.yaml", "<<<<<<< a\n" * 30_000, "yaml-conflict-marker"),
        ("pairs.yaml", "a: '" + "x\n" * 100_000, "yaml-unclosed"),
        ("plan.yaml", "".join(f"a{n}: &a{n} [*a{max(n - 1, 0)}]\n" for n in range(20_000)), "yaml-alias-limit"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_ten_thousand_times_is_told_of_within_limits(
    path: str, text: str, code: str
) -> None:
    """A file of any form that is no program takes its length to read; what is told of it is limited."""
    sources = sources_of({**PROGRAM, path: text})
    found = locate(sources, load(sources).findings)
    assert code in {each.finding.code for each in found}
    assert len(found) <= 3 * max(MOST_FOUND, MOST_MISTAKES)


def test_texts_of_twenty_thousand_signs_and_people_by_the_ten_thousand_are_honest() -> None:
    """The limits lie beyond everything that anybody has asked for."""
    assert _codes("program.yaml", PROGRAM["program.yaml"].replace("X", "é" * 20_000)) == []
    people = "".join(f"- {{id: p{n}, name: P {n}, role: both}}\n" for n in range(MOST_AT_ONCE + 5))
    loaded = load(sources_of({**PROGRAM, "participants.yaml": f"participants:\n{people}"}))
    assert loaded.program is not None
    assert len(loaded.program.participants) == MOST_AT_ONCE + 5


def test_mistakes_far_down_a_long_list_stand_on_their_own_lines() -> None:
    """A list that is given its shape in parts says of each mistake where it is in the whole."""
    lines = [f"- {{id: p{n}, name: P, role: both}}\n" for n in range(2 * MOST_AT_ONCE + 10)]
    wrong = {3: "nobody", MOST_AT_ONCE: "boss", 2 * MOST_AT_ONCE + 7: "chief"}
    for place, role in wrong.items():
        lines[place] = lines[place].replace("role: both", f"role: {role}")
    sources = sources_of({**PROGRAM, "participants.yaml": "participants:\n" + "".join(lines)})
    found = locate(sources, load(sources).findings)
    told = {
        each.line - 2: each.finding.args["value"]
        for each in found
        if each.finding.code == "unknown-choice"
    }
    assert told == wrong


@given(st.integers(0, 3), st.lists(st.sampled_from("abc"), max_size=12), st.booleans())
def test_a_list_in_parts_is_the_list(size: int, ids: list[str], is_journal: bool) -> None:
    """Whether a file is read in one go or in parts, it says the same."""
    from rmentor.folder.schema import files

    value: Any = [{"session": "1", "date": "2027-01-11", "topics": [each]} for each in ids]
    if not is_journal:
        value = {"participants": [{"id": each, "name": each, "role": "both"} for each in ids]}
    kind = "journal" if is_journal else "participants"
    whole = validated(kind, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "MOST_AT_ONCE", size + 1)
        assert validated(kind, value) == whole


_PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("abcd"), "name": st.sampled_from(["Léa", "léa ", "Tom", ""])},
        optional={"email": st.sampled_from(["x@y.z", "X@y.z", "q@y.z", ""])},
    ),
    max_size=8,
)


@given(_PEOPLE)
def test_people_who_may_be_one_are_those_of_the_plain_definition(
    people: list[dict[str, str]],
) -> None:
    """The quick way says the same as looking at every two people."""
    documents = Documents({"participants.yaml": {"participants": people}}, {}, frozenset(), {})
    found = {(each.code, each.spot.keys[1], each.args["other"]) for each in look_alikes(documents)}

    def plain(person: Mapping[str, str], key: str) -> str:
        return " ".join(person.get(key, "").casefold().split())

    expected = set()
    known: list[tuple[str, str, str]] = []
    emails: dict[str, str] = {}
    for place, person in enumerate(people):
        who, email, name = (plain(person, key) for key in ("id", "email", "name"))
        other = emails.setdefault(email, who) if email else who
        if other != who:
            expected.add(("same-email", place, other))
            continue
        namesakes = [
            each
            for each, their_email, their_name in known
            if name
            and their_name == name
            and each != who
            and not (email and their_email and email != their_email)
        ]
        if namesakes:
            expected.add(("same-name", place, namesakes[0]))
        known.append((who, email, name))
    assert found == expected


@pytest.mark.parametrize("odd", ["{a: b}", "[a]", "null", "''", "{}", "12"])
@pytest.mark.parametrize("path", ["participants.yaml", "pairs.yaml", "plan.yaml", "topics.yaml"])
def test_an_id_of_any_form_is_a_finding(path: str, odd: str) -> None:
    """A map or a list where an id is expected, in every place that names one."""
    texts = {
        "participants.yaml": f"participants: [{{id: {odd}, name: A, role: mentor, manager: {odd}, avoid: {odd}}}]\n",
        "pairs.yaml": f"pairs: [{{id: {odd}, mentor: {odd}, mentees: {odd}, topics: {odd}}}]\n",
        "plan.yaml": f"sessions: [{{pair: {odd}, session: {odd}, topic: {odd}, module: {odd}}}]\n",
        "topics.yaml": f"topics: [{{id: {odd}, title: {odd}, after: {odd}}}]\n",
    }
    for other, text in texts.items():
        found = load(sources_of({**PROGRAM, path: texts[path], other: text})).findings
        assert {finding.spot.file for finding in found} & {path, other}


@pytest.mark.parametrize(
    ("text", "code"),
    [("a: &b:c d\n", "yaml-syntax"), ("a: [?b]\n", "yaml-key"), ("a: {?b: c}\n", "yaml-key")],
)
def test_what_libyaml_reads_otherwise_than_yaml_does_is_refused(text: str, code: str) -> None:
    """Better a problem than a value that is not what stands there."""
    assert [problem.code for problem in load_yaml(text.encode()).problems] == [code]


def test_a_last_line_of_spaces_belongs_to_its_text() -> None:
    """As YAML has it, whether or not a newline ends the file."""
    assert (
        load_yaml(b"a: |+\n  x\n  ").value == load_yaml(b"a: |+\n  x\n  \n").value == {"a": "x\n\n"}
    )


def test_each_kind_of_file_may_be_as_large_as_its_kind_ever_is(tmp_path: Path) -> None:
    """People, pairs and sessions by the million; settings, journals and templates not."""
    sizes = {path: most_bytes(path) for path in ("participants/a.yaml", "pairs.yaml", "plan.yaml", "journal/a--b.yaml", "program.yaml", "surveys/x.csv", "templates/a.md")}  # fmt: skip
    assert {path for path, size in sizes.items() if size == MAX_BYTES} == {
        "participants/a.yaml",
        "pairs.yaml",
        "plan.yaml",
    }


def test_a_folder_of_many_large_files_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is beyond the limit for all files together is refused unread, and said to be."""
    from rmentor.folder import read

    monkeypatch.setattr(read, "MOST_ALTOGETHER", 3 * MIB)
    (tmp_path / "program.yaml").write_text("x")
    (tmp_path / "participants").mkdir()
    for number in range(5):
        (tmp_path / f"participants/{number}.yaml").write_bytes(b" " * MIB)
    sources = read_sources(tmp_path)
    problems = {problem.spot.file: problem.code for problem in sources.problems}
    refused = ("participants/3.yaml", "participants/4.yaml", "program.yaml")
    assert sum(map(len, sources.files.values())) == 3 * MIB
    assert problems == dict.fromkeys(refused, "file-size")


def test_names_in_a_folder_that_is_somebody_elses_are_not_told(tmp_path: Path) -> None:
    """A link to a home says that it is a link, not what lies in the home."""
    root, home = tmp_path / "p", tmp_path / "home"
    home.mkdir()
    root.mkdir()
    (home / "private-diary.yaml").write_text("x")
    (home / "private-letter.yml").write_text("x")
    (root / "program.yaml").write_text("x")
    for folder in ("journal", "surveys", "templates", "participants"):
        (root / folder).symlink_to(home)
    sources = read_sources(root)
    assert {problem.code for problem in sources.problems} == {"link-outside"}
    assert "private" not in str(sources)


@pytest.mark.parametrize("name", ["con", "CON.yaml", "nul.txt", "Aux", "com1", "LPT9.md", "prn .x"])
def test_no_file_is_made_that_windows_takes_for_a_device(tmp_path: Path, name: str) -> None:
    """Whatever its ending."""
    with pytest.raises(OutOfFolder):
        content_on_disk(tmp_path, f"sessions/{name}")


@pytest.mark.parametrize("name", ["a\ud800.md", "\udfff/a.md"])
def test_half_a_character_is_in_no_name(tmp_path: Path, name: str) -> None:
    """No disk has such a file; a journal of somebody else's may still say so."""
    with pytest.raises(OutOfFolder):
        content_on_disk(tmp_path, f"sessions/{name}")
    journal = tmp_path / ".rmentor/landing/journal.json"
    journal.parent.mkdir(parents=True)
    journal.write_text(json.dumps({"steps": [[name, None, None]], "folders": []}))
    recover(tmp_path)
    assert not journal.exists()


def test_an_id_that_is_a_device_is_a_finding() -> None:
    """People, pairs and surveys have files of their names."""
    people = (
        "participants:\n- {id: con, name: C, role: mentor}\n- {id: connie, name: D, role: mentee}\n"
    )
    assert _codes("participants.yaml", people) == ["device-id"]
    assert "device-id" in _codes("surveys/nul.yaml", "title: X\nitems: [{id: a, text: b}]\n")
    assert "device-id" in _codes("pairs.yaml", "pairs: [{id: aux, mentor: a, mentees: [b]}]\n")


def test_too_little_memory_is_no_bug(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said in a sentence, with the exit code of an error."""

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("rmentor.folder.load.load", full)
    (tmp_path / "program.yaml").write_text(PROGRAM["program.yaml"])
    done = rmentor("check", cwd=tmp_path)
    assert done.code == 1
    assert "not enough memory" in done.err


def test_json_on_a_terminal_steers_nothing_and_says_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Controls of both kinds, signs that turn writing round, halves of characters: as numbers."""
    said = {
        "name": "a\x9b31m\x7f\u202e\u2066\u2028\ufeff\u200b\U000e0041\ud800 é👩\u200d💻 می\u200cخواهم"
    }
    terminal.show_json(said)
    shown = capsys.readouterr().out
    assert json.loads(shown) == said
    assert shown.encode()
    assert "é👩\u200d💻" in shown
    assert all(sign.isprintable() or sign in "\n\u200c\u200d" for sign in shown)
