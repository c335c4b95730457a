"""Every finding has a message and a remedy in both languages, and golden files show them."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest

import rmentor.folder
from rmentor.findings import Finding, Spot
from rmentor.folder.load import load
from rmentor.folder.locate import locate
from rmentor.folder.sentences import GUESS, SENTENCES, say
from rmentor.language.catalogue import speak
from rmentor.language.compile import FRAGMENTS
from tests.builders import sources_of
from tests.folder.mistakes import FILES

GOLDEN = Path(__file__).parents[1] / "golden"
FOLDER = Path(rmentor.folder.__file__).parent
CODE = re.compile(
    r'(?:error|warning|Fault|Finding|Form|Refused|_note|at|_coded)\(\s*(?:\w+, )?f?"([a-z]+-[a-z-]+|clock|number)"'
)


def test_every_sentence_has_its_french() -> None:
    """No French reader meets an English sentence."""
    with (FRAGMENTS / "rmentor.mo").open("rb") as file:
        french = gettext.GNUTranslations(io.BytesIO(file.read()))
    for sentence in [GUESS, *(each for pair in SENTENCES.values() for each in pair)]:
        assert french.gettext(sentence) != sentence, sentence


def test_every_code_in_the_room_has_its_sentences() -> None:
    """A finding without words would end in a bug."""
    found = {
        code for path in FOLDER.rglob("*.py") for code in CODE.findall(path.read_text("utf-8"))
    }
    assert len(found) > 60
    assert found <= set(SENTENCES)


def test_no_field_of_a_sentence_is_ever_missing() -> None:
    """Checked on the program of a hundred mistakes; the fuzzing does the same on others."""
    for finding in load(sources_of(FILES)).findings:
        for language in ("fr", "en"):
            message, remedy = say(finding, speak(language))
            assert "%(" not in message + remedy


def test_what_people_wrote_cannot_break_a_sentence() -> None:
    """Percent signs, braces and long texts are shown, shortened to a line."""
    text = "participants:\n  - {id: a, name: A, role: '%(key)s %d " + "x" * 500 + "\\n{0}'}\n"
    sources = sources_of({"program.yaml": "name: T\n", "participants.yaml": text})
    (finding,) = load(sources).findings
    message, _ = say(finding, speak("en"))
    assert "%(key)s %d xxx" in message
    assert len(message) < 120


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_findings_of_a_hundred_mistakes_read_as_in_the_golden_file(language: str) -> None:
    """Read its diff as a user would: RMENTOR_GOLDEN=1 writes it anew."""
    import os

    sources = sources_of(FILES)
    lines = []
    for each in locate(sources, load(sources).findings):
        message, remedy = say(each.finding, speak(language))
        lines += [
            f"{each.finding.spot.file}:{each.line}:{each.column}: {each.finding.severity} [{each.finding.code}]",
            f"    {each.excerpt}",
            "    " + " " * (each.column - 1) + "^" * (each.end - each.column),
            f"    {message}",
            f"    {remedy}",
            "",
        ]
    text = "\n".join(lines)
    path = GOLDEN / f"findings-{language}.txt"
    if os.environ.get("RMENTOR_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text("utf-8") == text


def test_marks_of_the_loader_reach_to_the_end_of_the_word() -> None:
    """The caret line shows what is meant."""
    finding = Finding("yaml-duplicate-key", Spot("program.yaml", mark=(2, 1)), {"key": "name"})
    (located,) = locate(sources_of({"program.yaml": "name: a\nname: b\n"}), [finding])
    assert (located.line, located.column, located.end, located.excerpt) == (2, 1, 5, "name: b")
