"""Shapes of the files: every key of the contract, and sentences for what is not in it."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from rmentor.folder.load import load
from rmentor.folder.locate import locate
from rmentor.folder.schema.files import SHAPES, kind_of
from rmentor.folder.sentences import say
from rmentor.language.catalogue import speak
from rmentor.model.events import KINDS, Event, PlannedEvent, UnplacedEvent
from rmentor.model.objectives import KPI, Objective
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Program, Rates, Rules, Stakeholder, Weights
from rmentor.model.register import CircleNote, Idea, Lesson, Quote, Step, Training
from rmentor.model.sessions import Action, JournalEntry, Session
from rmentor.model.surveys import Survey, SurveyItem
from rmentor.model.topics import Topic
from tests.builders import sources_of

MINIMAL = {"program.yaml": "name: Test\n"}
PERSON = "participants:\n  - id: mia\n    name: Mia\n    role: both\n"


def _codes(files: dict[str, str]) -> list[str]:
    return [finding.code for finding in load(sources_of(MINIMAL | files)).findings]


def _person_codes(*lines: str) -> list[str]:
    return _codes({"participants.yaml": PERSON + "".join(f"    {line}\n" for line in lines)})


def _shapes(doc: type[BaseModel]) -> set[type[BaseModel]]:
    found = {doc}
    for field in doc.model_fields.values():
        waiting: list[Any] = [field.annotation]
        while waiting:
            each = waiting.pop()
            waiting += get_args(each)
            if isinstance(each, type) and issubclass(each, BaseModel) and each not in found:
                found |= _shapes(each)
    return found


ALL_SHAPES = sorted(
    {shape for doc in SHAPES.values() for shape in _shapes(doc)}, key=lambda shape: shape.__name__
)


@pytest.mark.parametrize("shape", ALL_SHAPES, ids=lambda shape: shape.__name__)
def test_every_key_is_described_and_no_other_key_is_taken(shape: type[BaseModel]) -> None:
    """Editors and the reference show these sentences."""
    if "root" not in shape.model_fields:
        assert shape.model_config["extra"] == "forbid"
        assert all(field.description for field in shape.model_fields.values())
    assert shape.model_config["frozen"] is True
    assert shape.model_json_schema()


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("participants", "PersonDoc", Participant), ("pairs", "PairDoc", Pair),
        ("topics", "TopicDoc", Topic), ("objectives", "KPIDoc", KPI),
        ("objectives", "ObjectiveDoc", Objective), ("journal", "EntryDoc", JournalEntry),
        ("plan", "SessionDoc", Session), ("surveys", "SurveyItemDoc", SurveyItem),
        ("program", "WeightsDoc", Weights), ("program", "StakeholderDoc", Stakeholder),
        ("plan", "PlannedEventDoc", PlannedEvent), ("plan", "UnplacedEventDoc", UnplacedEvent),
        ("journal", "ActionDoc", Action), ("register", "IdeaDoc", Idea), ("register", "QuoteDoc", Quote),
        ("register", "CircleNoteDoc", CircleNote), ("register", "TrainingDoc", Training),
        ("register", "LessonDoc", Lesson), ("register", "StepDoc", Step), ("program", "RatesDoc", Rates),
    ],
)  # fmt: skip
def test_shapes_have_the_fields_of_the_model(kind: str, path: str, value: Any) -> None:
    """Key names are field names; a field added on one side is missed on the other."""
    shape = next(each for each in ALL_SHAPES if each.__name__ == path)
    renamed = {"every_days": "every"}
    assert {renamed.get(name, name) for name in value.__dataclass_fields__} == set(
        shape.model_fields
    )


def test_the_defaults_of_a_shape_are_those_of_the_model() -> None:
    """A person, a program and its rules with nothing said are the model's own."""
    files = MINIMAL | {"participants.yaml": PERSON}
    program = load(sources_of(files)).program
    assert program is not None
    assert program.participants == (Participant("mia", "Mia", "both"),)
    assert (program.rules, program.weights) == (Rules(), Weights())
    plain = Program("Test", participants=program.participants, topics=program.topics)
    assert program == plain
    assert set(CRITERIA) == set(Weights.__dataclass_fields__)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("seniority: 012", []),
        ("seniority: -3", []),
        ("seniority: +3", []),
        ("seniority: 1e3", ["whole-number"]),
        ("seniority: 1_000", ["whole-number"]),
        ("seniority: 2.0", ["whole-number"]),
        ("seniority: 0x10", ["whole-number"]),
        ("drive: 0", ["number-range"]),
        ("drive: 99999999999999999999", ["whole-number"]),
        ("capacity: 0", ["number-range"]),
        ("offers: {linkedin: 5, seo: 1}", []),
        ("offers: {linkedin: 0}", ["number-range"]),
        ("wants: {linkedin: 4}", ["number-range"]),
        ("levels: {linkedin: 0, seo: 6}", ["number-range"]),
        ("offers: {linkedin: }", ["empty-value"]),
        ("offers: [linkedin]", ["map-expected"]),
        ("offers: linkedin", ["map-expected"]),
        ("offers:", []),
        ("languages: fr", []),
        ("languages: fr, en", ["list-expected"]),
        ("languages: {fr: 1}", ["list-expected"]),
        ("languages: [fr, ]", []),
        ("languages: [fr, [en]]", ["one-value"]),
        ("availability: tue 12:00-14:00", []),
        ("interests: running", []),
        ("name2: x", ["unknown-key"]),
        ("age: 30", ["personal-key"]),
        ("Date de naissance: 1990-01-01", ["personal-key"]),
        ("genre: f", ["personal-key"]),
        ("volunteer: oui", []),
        ("volunteer: 1", ["yes-no"]),
        ("department: on", []),
        ("department: ''", ["text-expected"]),
        ("department: [a]", ["one-value"]),
        ("email: a@b", ["email-form"]),
        ("email: Zoë.O'Neil+x@exämple.co.uk", []),
    ],
)  # fmt: skip
def test_a_line_of_a_person_means_what_its_field_means(line: str, codes: list[str]) -> None:
    """One line, one finding or none."""
    assert _person_codes(line) == codes


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        ("{id: no, name: Yes, role: both}", []),
        ("{id: 012, name: 1e3, role: both}", []),
        ("{id: Pauline, name: P, role: both}", ["slug-form"]),
        ("{id: pauline_r, name: P, role: both}", ["slug-form"]),
        ("{id: é, name: P, role: both}", ["slug-form"]),
        (f"{{id: {'a' * 64}, name: P, role: both}}", []),
        (f"{{id: {'a' * 65}, name: P, role: both}}", ["slug-form"]),
        ("{id: a, nmae: A, role: both}", ["unknown-key"]),
        ("{id: a, role: both}", ["missing-key"]),
        ("{id: a, name: , role: both}", ["empty-value"]),
        ("{id: a, name: A, role: Mentor}", ["unknown-choice"]),
        ("", ["empty-value"]),
        ("text", ["map-expected"]),
        ("[a]", ["map-expected"]),
    ],
)  # fmt: skip
def test_an_item_of_people_is_a_person(person: str, codes: list[str]) -> None:
    """Ids are slugs whatever they look like; a misspelt key is one mistake, not two."""
    assert _codes({"participants.yaml": f"participants:\n  - {person}\n"}) == codes


@pytest.mark.parametrize("path", ["participants.yaml", "objectives.yaml", "framework.yaml", "topics.yaml", "pairs.yaml", "plan.yaml", "journal/a.yaml", "import.yaml"])  # fmt: skip
def test_an_empty_file_says_nothing(path: str) -> None:
    """Comments alone, or keys without values, are a beginning."""
    files = {path: "# to be filled\n"}
    if path.startswith("journal/"):
        files["pairs.yaml"] = "pairs: [{id: a, mentor: b, mentees: [c]}]"
        files["participants.yaml"] = "participants: [{id: b, name: B, role: both}, {id: c, name: C, role: both}]"  # fmt: skip
    assert _codes(files) == []


def test_a_program_needs_its_name_and_nothing_else() -> None:
    """A fresh program without dates passes."""
    loaded = load(sources_of(MINIMAL))
    assert loaded.findings == ()
    assert loaded.program is not None
    assert loaded.program.start is None
    assert _codes({"program.yaml": "# empty\n"}) == ["missing-key"]


@pytest.mark.parametrize(("line", "code"), [("format: 2", "newer-format"), ("format: 0", "number-range"), ("format: one", "whole-number")])  # fmt: skip
def test_a_newer_format_is_refused_politely(line: str, code: str) -> None:
    """The sentence says to install a newer rmentor."""
    assert _codes({"program.yaml": f"name: Test\n{line}\n"}) == [code]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("nom: x", "name"), ("departement: x", "department"), ("offer: {}", "offers"),
        ("Email: x", "email"), ("langues: [fr]", "languages"), ("managr: x", "manager"),
    ],
)  # fmt: skip
def test_an_unknown_key_names_the_one_that_was_meant(line: str, meant: str) -> None:
    """Slips and French words alike."""
    sources = sources_of(MINIMAL | {"participants.yaml": PERSON + f"    {line}\n"})
    (located,) = locate(sources, load(sources).findings)
    assert (located.line, located.column) == (5, 5)
    assert f"Did you mean {meant}?" in say(located.finding, speak("en"))[1]


def test_files_are_known_by_their_place() -> None:
    """A journal.yaml at the top is no journal."""
    paths = ["program.yaml", "participants/x.yaml", "journal/a.yaml", "journal.yaml", "x/y.yaml", "notes.md"]  # fmt: skip
    assert [kind_of(path) for path in paths] == ["program", "participants", "journal", "", "", ""]


def test_a_survey_has_the_fields_of_the_model() -> None:
    """Its id is the file's name."""
    shape = SHAPES["surveys"]
    assert set(Survey.__dataclass_fields__) - {"id"} == set(shape.model_fields)


def test_an_event_has_the_fields_of_the_model() -> None:
    """``on`` is a day and a minute of it, and ``for`` is no name that code can use."""
    shape = next(each for each in ALL_SHAPES if each.__name__ == "EventDoc")
    written = {field.alias or name for name, field in shape.model_fields.items()}
    renamed = {"every_days": "every", "day": "on", "minute": "on", "audience": "for"}
    assert {renamed.get(name, name) for name in Event.__dataclass_fields__} == written
    assert shape.model_json_schema()["properties"]["kind"]["enum"] == list(KINDS)


EVENT = "sessions: 6\nminutes: 90\nevery: 2 weeks\nevents:\n  - {id: e, title: E, kind: circle, for: all, minutes: 60, "


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("on: 2027-01-11", []),
        ("on: 2027-01-11 10:00", []),
        ("on: 2027-01-11T10:00", []),
        ("on: 11/01/2027", ["date-form"]),
        ("on: 2027-01-11 25:00", ["clock"]),
        ("on: monday", ["date-form"]),
        ("every: 4 weeks, times: 0", ["number-range"]),
        ("every: 0 weeks", ["duration-zero"]),
        ("guests: Mme Martin", []),
        ("pour: all", ["unknown-key"]),
        ("before: -1", ["number-range"]),
    ],
)
def test_a_key_of_an_event_means_what_its_field_means(keys: str, codes: list[str]) -> None:
    """One key, one finding or none; a misspelt one names the key that was meant."""
    files = MINIMAL | {"framework.yaml": EVENT + keys + "}\n"}
    findings = load(sources_of(files)).findings
    assert [each.code for each in findings] == codes
    if codes == ["unknown-key"]:
        assert findings[0].args["close"] == "for"
        assert "audience" not in str(findings[0].args["known"])


def test_a_kind_in_french_names_the_one_that_is_meant() -> None:
    """Who writes cercle is told circle."""
    text = EVENT.replace("kind: circle", "kind: cercle") + "}\n"
    (finding,) = load(sources_of(MINIMAL | {"framework.yaml": text})).findings
    assert (finding.code, finding.args["close"]) == ("unknown-choice", "circle")
