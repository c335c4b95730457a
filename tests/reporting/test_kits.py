"""Kits: written twice, filled with the program's own names, dates and objectives, about nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from rmentor.changes import Write
from rmentor.model.kits import KITS
from rmentor.model.pairing import Pairing, Summary
from rmentor.model.program import Contact, Program
from rmentor.reporting.files import report_changes
from rmentor.reporting.paths import kit
from rmentor.resources import template_text
from tests.builders import a_program, sources_of
from tests.reporting.marks import headings
from tests.reporting.programs import a_rich_program

ANY_KIT = pytest.mark.parametrize("name", KITS)
LANGUAGES = ("fr", "en")


def _kits(program: Program, templates: Mapping[str, str] | None = None) -> dict[str, str]:
    """Every kit of a program, by name."""
    nobody = Pairing((), (), (), (), Summary(0, 0, 0, None, "total"), {})
    changes = report_changes(
        program, nobody, sources_of(templates or {}), KITS, today=None, existing=()
    )
    made = {change.file: str(change.text) for change in changes if isinstance(change, Write)}
    assert set(made) == set(map(kit, KITS))
    return {name: made[kit(name)] for name in KITS}


def _codes(text: str) -> list[str]:
    """What a template fills in or asks, in order, without the words of either language."""
    found = re.findall(r"\{\{.*?\}\}|\{%.*?%\}", text)
    return [re.sub(r'"[^"]*"', '""', each) for each in found]


@ANY_KIT
def test_both_languages_have_the_same_parts(name: str) -> None:
    """Same headings, tables and blanks to fill in, in the same order."""
    french, english = (template_text(f"{language}/{name}.md") for language in LANGUAGES)
    assert _codes(french) == _codes(english)
    shapes = [
        [re.match(r"#* ?|- |\d+\. |\|", line)[0] for line in text.splitlines() if line.strip()]  # type: ignore[index]
        for text in (french, english)
    ]
    assert shapes[0] == shapes[1]


@ANY_KIT
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kit_of_an_empty_program_has_no_holes(name: str, language: str) -> None:
    """Before anybody has signed up, or a date is set, the text reads whole."""
    text = _kits(replace(a_program(), language=language))[name]
    assert len(text) > 600
    assert "None" not in text
    assert not re.search(r"\*\*\s*\*\*|\(\s*\)|: *$(?=\n##)", text, re.MULTILINE)
    titles = [title for _, title in headings(text)]
    assert titles == sorted(set(titles), key=titles.index)


@pytest.mark.parametrize("language", LANGUAGES)
def test_kits_name_the_programs_own(language: str) -> None:
    """Objectives, period, coordinator and agenda are those of the files."""
    program = replace(
        a_rich_program(language), coordinator=Contact("Iris Vauban", "iris@example.org")
    )
    made = _kits(program)
    for name in ("announcement", "briefing", "kickoff", "manager-note"):
        for objective in program.objectives:
            assert objective.title in made[name]
    for name in ("announcement", "briefing", "mentor-kit", "mentee-kit", "charter", "circle"):
        assert "Iris Vauban" in made[name]
    first = program.framework.modules[0].agenda[0]
    assert first.title in made["mentor-kit"]


def test_no_kit_names_a_participant() -> None:
    """Kits are handed to everybody: nobody's name, wishes or partner stands in them."""
    program = a_rich_program("en")
    made = _kits(program)
    for name in KITS:
        for person in program.participants:
            assert person.name not in made[name]


def test_a_programs_own_template_comes_first_in_either_language() -> None:
    """``templates/mentor-kit.md`` replaces the built-in text, which it may still extend."""
    own = {"templates/mentor-kit.md": "# Ours: {{ name }}\n\n{% include 'rmentor/charter.md' %}\n"}
    for language in LANGUAGES:
        program: Program = replace(a_program(), language=language)
        text = _kits(program, own)["mentor-kit"]
        assert text.startswith("# Ours: ")
        assert ("| | Nom | Date |" if language == "fr" else "| | Name | Date |") in text
