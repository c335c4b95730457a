"""Presets: empty programs that pass, and examples that hold once somebody switches them on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from rmentor.folder.load import Loaded, load
from rmentor.folder.read import Sources
from rmentor.folder.yaml_load import load_yaml
from rmentor.language.catalogue import LANGUAGES
from rmentor.model.events import Event
from rmentor.model.health import HEALTH_RULES
from rmentor.model.objectives import KPI, Objective
from rmentor.model.people import Participant
from rmentor.model.program import Framework, Module, Program, Rates, Rules, Stakeholder, Weights
from rmentor.model.register import CircleNote, Idea, Lesson, Quote, Register, Step, Training
from rmentor.model.topics import Topic
from rmentor.resources import preset_files, preset_names

PRESETS = [(preset, language) for preset in preset_names() for language in LANGUAGES]
ANY_PRESET = pytest.mark.parametrize(("preset", "language"), PRESETS)
# Behind the sign an example keeps the indent that it has once switched on, an even number of spaces;
# a sentence stands one or three spaces away.
EXAMPLE = re.compile(r"#(  )*[^\s#]")
# Fields of a program that have files of their own.
EVERYTHING_ELSE = {
    "framework", "participants", "topics", "objectives", "kpis", "pairs", "plan", "journal", "surveys",
    "answers", "register",
}  # fmt: skip


def _loaded(files: Mapping[str, bytes]) -> Loaded:
    return load(Sources(None, dict(sorted(files.items()))))


def _is_example(line: str) -> bool:
    return EXAMPLE.match(line) is not None


def _switched_on(text: str, *, only: int | None = None) -> str:
    """Text with its examples' signs deleted; of one block of lines only, where it is given."""
    lines, block, before = [], -1, False
    for line in text.splitlines():
        now = _is_example(line)
        block += now and not before
        before = now
        lines.append(line[1:] if now and only in (None, block) else line)
    return "\n".join(lines) + "\n"


def _blocks(text: str) -> int:
    marks = [_is_example(line) for line in text.splitlines()]
    return sum(now and not before for before, now in zip([False, *marks], marks, strict=False))


def _errors(loaded: Loaded) -> list[Any]:
    return [found for found in loaded.findings if found.severity == "error"]


@ANY_PRESET
def test_a_fresh_program_has_no_mistakes_and_nobody_in_it(preset: str, language: str) -> None:
    """What init writes is valid as it stands, and speaks the language asked for."""
    loaded = _loaded(preset_files(preset, language))
    assert loaded.findings == ()
    assert loaded.program is not None
    assert loaded.program.language == loaded.language == language
    assert loaded.program.participants == ()
    assert loaded.program.start is None, "a date that nobody chose would be kept by accident"


@ANY_PRESET
def test_all_examples_together_make_a_valid_program(preset: str, language: str) -> None:
    """Somebody who deletes every sign in front of an example gets no error."""
    files = {
        path: _switched_on(data.decode()).encode()
        for path, data in preset_files(preset, language).items()
    }
    loaded = _loaded(files)
    assert _errors(loaded) == []
    assert loaded.program is not None
    assert len(loaded.program.participants) >= 3
    assert loaded.program.objectives
    assert loaded.program.kpis
    assert loaded.program.framework.modules
    assert loaded.program.start == date(2027, 1, 11)


@ANY_PRESET
@pytest.mark.parametrize("path", ["program.yaml", "framework.yaml", "topics.yaml"])
def test_each_example_holds_alone(preset: str, language: str, path: str) -> None:
    """Settings are switched on one at a time, in any order."""
    files = preset_files(preset, language)
    text = files[path].decode()
    assert _blocks(text)
    for block in range(_blocks(text)):
        tried = _switched_on(text, only=block)
        assert _errors(_loaded({**files, path: tried.encode()})) == [], tried


@ANY_PRESET
@pytest.mark.parametrize("path", ["participants.yaml", "objectives.yaml"])
def test_examples_of_a_file_hold_without_those_of_the_others(
    preset: str, language: str, path: str
) -> None:
    """Whoever fills in one file first is not sent to another."""
    files = preset_files(preset, language)
    tried = _switched_on(files[path].decode()).encode()
    assert _errors(_loaded({**files, path: tried})) == []


def _names(*models: type) -> Iterator[str]:
    for model in models:
        yield from (each.name for each in fields(model))


@ANY_PRESET
def test_every_key_is_shown(preset: str, language: str) -> None:
    """A lead finds each setting in the file that it belongs to, without opening the manual."""
    files = {path: data.decode() for path, data in preset_files(preset, language).items()}
    settings = set(_names(Program)) - EVERYTHING_ELSE
    rules = {"group" if name.startswith("group_") else name for name in _names(Rules)}
    framework = {"every" if n == "every_days" else n for n in _names(Framework, Module)}
    framework = {"slack" if name == "slack_days" else name for name in framework}
    events = {"every_days": "every", "day": "on", "minute": "on", "audience": "for"}
    framework |= {events.get(name, name) for name in _names(Event)}
    contacts = {"signed", *_names(Stakeholder)}
    expected = {
        "program.yaml": [
            "format",
            *sorted(settings | contacts),
            *rules,
            *_names(Weights),
            *HEALTH_RULES,
            *_names(Rates),
        ],
        "register.yaml": list(_names(Register, Idea, CircleNote, Quote, Training, Lesson, Step)),
        "participants.yaml": list(_names(Participant)),
        "objectives.yaml": list(_names(Objective, KPI)),
        "framework.yaml": sorted(framework),
        "topics.yaml": list(_names(Topic)),
    }
    for path, names in expected.items():
        for name in names:
            assert re.search(rf"\b{name}\b", files[path]), (path, name)


@pytest.mark.parametrize("preset", preset_names())
def test_the_languages_differ_in_words_only(preset: str) -> None:
    """French and English presets are one program: same files, same settings, same questions."""
    french, english = (preset_files(preset, language) for language in ("fr", "en"))
    assert set(french) == set(english)
    for path in french:
        if path.startswith("surveys/"):
            one, other = load_yaml(french[path]).value, load_yaml(english[path]).value
            assert {**one, "when": ""} == {**other, "when": ""}
    frames = [_loaded(files).program for files in (french, english)]
    assert frames[0] is not None
    assert frames[1] is not None
    one, other = frames[0].framework, frames[1].framework
    assert [item.minutes for item in one.agenda] == [item.minutes for item in other.agenda]
    assert (one.sessions, one.minutes, one.every_days) == (
        other.sessions,
        other.minutes,
        other.every_days,
    )


@ANY_PRESET
def test_agendas_add_up(preset: str, language: str) -> None:
    """Minutes of an agenda are those of its session, also in the examples."""
    files = preset_files(preset, language)
    tried = _switched_on(files["framework.yaml"].decode()).encode()
    for framework in (files["framework.yaml"], tried):
        program = _loaded({**files, "framework.yaml": framework}).program
        assert program is not None
        frame = program.framework
        assert sum(item.minutes for item in frame.agenda) == frame.minutes
        for module in frame.modules:
            if module.agenda:
                length = module.minutes or frame.minutes
                assert sum(item.minutes for item in module.agenda) == length


def test_classic_is_the_case_that_it_is_named_for() -> None:
    """Six individual sessions of ninety minutes, every two weeks."""
    program = _loaded(preset_files("classic", "en")).program
    assert program is not None
    frame = program.framework
    assert (frame.format, frame.sessions, frame.minutes, frame.every_days) == (
        "individual",
        6,
        90,
        14,
    )
    assert [item.minutes for item in frame.agenda] == [10, 50, 20, 10]


@ANY_PRESET
def test_surveys_ask_both_sides_in_both_languages(preset: str, language: str) -> None:
    """A pulse after each session and final surveys are there, each question in French and English."""
    program = _loaded(preset_files(preset, language)).program
    assert program is not None
    assert {"pulse", "fit", "midterm", "final-mentee", "final-mentor", "final-manager"} <= set(
        program.surveys
    )
    for survey in program.surveys.values():
        assert survey.audience
        for item in survey.items:
            assert item.text.fr != item.text.en
            assert item.scale in ("1-5", "0-10", "text", "choice", "topics")
            assert bool(item.choices) == (item.scale == "choice")
            assert set(item.audience) <= set(survey.audience)
