"""JSON Schemas for editors: never stricter than check, and they see what it sees."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from rmentor.changes import Write
from rmentor.folder.documents import documents
from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.modeline import has_modeline, with_modeline
from rmentor.folder.read import Sources
from rmentor.folder.schema.files import SHAPES, kind_of
from rmentor.folder.schemas import schema_files, schemas, with_modelines
from rmentor.language.catalogue import speak
from rmentor.resources import preset_files, preset_names, sample_files
from tests.folder.whole_program import WHOLE

ENGLISH, FRENCH = schemas(speak("en")), schemas(speak("fr"))


class _Editor(SafeConstructor):
    """YAML 1.2 with its core schema, as the YAML language server reads it: a date is a text."""


_Editor.add_constructor("tag:yaml.org,2002:timestamp", _Editor.construct_yaml_str)


def _as_an_editor_reads(content: bytes) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _Editor
    return reader.load(content)


def _underlined(kind: str, content: bytes) -> list[str]:
    checker = jsonschema.Draft7Validator(ENGLISH[kind])
    return [error.message for error in checker.iter_errors(_as_an_editor_reads(content))]


@pytest.mark.parametrize("kind", SHAPES)
def test_schemas_are_schemas(kind: str) -> None:
    """By the published schema of draft 7, in both languages, with the same structure."""
    for schema in (ENGLISH[kind], FRENCH[kind]):
        jsonschema.Draft7Validator.check_schema(schema)
    assert _bare(ENGLISH[kind]) == _bare(FRENCH[kind])


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _bare(each) for key, each in node.items() if key != "description"}
    return [_bare(each) for each in node] if isinstance(node, list) else node


def _described(node: Any) -> set[str]:
    if isinstance(node, list):
        return {text for each in node for text in _described(each)}
    if not isinstance(node, dict):
        return set()
    own = {node["description"]} if isinstance(node.get("description"), str) else set()
    return own | {text for each in node.values() for text in _described(each)}


def test_every_description_has_its_french() -> None:
    """Hovering over a key, a French reader reads French."""
    for kind in SHAPES:
        same = _described(ENGLISH[kind]) & _described(FRENCH[kind])
        topics = {"LinkedIn", "TikTok", "Instagram", "Slack", "Design thinking"}
        assert {text for text in same if " " in text and text.endswith(".")} <= topics, kind


@pytest.mark.parametrize("path", sorted(path for path in WHOLE if kind_of(path) in SHAPES))
def test_a_program_in_which_every_key_is_used_is_not_underlined(path: str) -> None:
    """With all the ways to write it that rmentor takes: no, on, 012, one for a list of one."""
    if path == "participants/others.yaml":
        return  # 12:30 is sixty-based to no editor, and a text to us; it stands in for a site there
    assert _underlined(kind_of(path), WHOLE[path].encode()) == []


@pytest.mark.parametrize("name", ["sample", *preset_names()])
def test_what_init_writes_is_not_underlined(name: str) -> None:
    """Keys without values included."""
    files = sample_files() if name == "sample" else preset_files(name, "fr")
    for path, content in files.items():
        if kind_of(path) in SHAPES and path.endswith(".yaml"):
            assert _underlined(kind_of(path), content) == [], path


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("participants", "participants: [{id: a, nmae: A, role: both}]"),
        ("participants", "participants: [{id: a, name: A, role: Mentor}]"),
        ("participants", "participants: [{id: a, name: A, role: both, drive: 6}]"),
        ("participants", "participants: [{id: a, name: A, role: both, offers: {linkedin: 9}}]"),
        ("participants", "participants: [{id: Á, name: A, role: both}]"),
        ("participants", "participants: {a: b}"),
        ("participants", "participants: [{id: a, name: A}]"),
        ("program", "name: x\nlangage: fr"),
        ("program", "format: 2\nname: x"),
        ("framework", "sessions: many\nminutes: 90\nevery: 2 weeks"),
        ("journal", "- {session: 1, date: 2027-01-01, state: done}"),
        ("journal", "- {session: 1, date: 2027-01-01, levels: {a: {linkedin: 6}}}"),
        ("surveys", "title: x\nitems: [{id: a, text: b, scale: 1-7}]"),
        ("register", "lessons: [{id: a, kind: kept, what: b}]"),
        ("objectives", "kpis: [{id: a, computed: skill_gains}]"),
    ],
)
def test_a_mistake_is_underlined_as_one_types(kind: str, text: str) -> None:
    """Unknown keys and choices, ranges, missing keys: before anybody runs check."""
    assert _underlined(kind, text.encode())


def test_topics_are_offered_with_their_titles() -> None:
    """Where a topic is the key, its title stands beside it; others stay allowed."""
    person = FRENCH["participants"]["definitions"]["PersonDoc"]["properties"]
    offers = str(person["offers"])
    assert "Écrire pour les réseaux" in offers
    assert (
        _underlined(
            "participants", b"participants: [{id: a, name: A, role: both, offers: {our-crm: 3}}]"
        )
        == []
    )


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        (
            "pairs.yaml",
            b"pairs:\n",
            b"# yaml-language-server: $schema=schemas/pairs.json\npairs:\n",
        ),
        (
            "journal/a.yaml",
            b"\xef\xbb\xbf- x\r\n",
            b"\xef\xbb\xbf# yaml-language-server: $schema=../schemas/journal.json\r\n- x\r\n",
        ),
    ],
)
def test_a_file_names_its_schema_once(path: str, content: bytes, expected: bytes) -> None:
    """In its own newline, behind a mark of byte order, and never twice."""
    once = with_modeline(path, kind_of(path), content)
    assert once == expected
    assert with_modeline(path, kind_of(path), once) == once


def test_naming_schemas_changes_nothing_that_a_program_says() -> None:
    """Comments are comments."""
    files = {path: text.encode() for path, text in WHOLE.items()}
    named = with_modelines(files)
    assert all(has_modeline(content) for content in named.values())
    one, other = (load(Sources(None, each)).program for each in (files, named))
    assert one is not None
    assert other is not None
    assert documents(one) == documents(other)


def test_schema_files_are_the_same_bytes_every_time() -> None:
    """A small change of rmentor gives a small diff in every program."""
    assert schema_files(speak("fr")) == schema_files(speak("fr"))


def test_a_file_that_a_command_makes_names_its_schema_where_the_others_do() -> None:
    """pairs.yaml of a program that init made does; one of a program without schemas does not."""
    for named in (True, False):
        files = {"program.yaml": b"name: Test\n"}
        files = with_modelines(files) if named else files
        made = apply(Sources(None, files), [Write("pairs.yaml", "pairs: []\n")])
        content = made["pairs.yaml"]
        assert content is not None
        assert has_modeline(content) is named
