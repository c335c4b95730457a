"""Every sentence has its French, with the same fields, and the compiled catalogue is current."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from rmentor import errors
from rmentor.language.catalogue import speak
from rmentor.language.compile import FRAGMENTS, compiled

ROOT = Path(__file__).parents[2]
KEYWORDS = {
    "say": None, "Remark": None, "text": None, "plural": (1, 2), "gettext": None, "ngettext": (1, 2), "_": None, "N_": None,
}  # fmt: skip
FIELD = re.compile(r"%\((\w+)\)[sd]")


def _sentences() -> set[tuple[str, ...]]:
    found = set()
    for folder, methods in (
        ("rmentor", [("**.py", "python")]),
        ("templates", [("**.md", "jinja2"), ("**.html", "jinja2")]),
    ):
        jinja = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trimmed": "true"}
        options = {"**.md": jinja, "**.html": jinja}
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder, methods, options if folder == "templates" else {}, keywords=KEYWORDS
        ):
            sentence = (message,) if isinstance(message, str) else tuple(m for m in message if m)
            if sentence and sentence[0]:
                found.add(sentence)
    for name in vars(errors).values():
        if isinstance(name, type) and issubclass(name, errors.RmentorError):
            found |= {(text,) for text in (name.message, name.help) if text}
    return found


def test_the_compiled_catalogue_is_current() -> None:
    """Whoever changes a fragment compiles it: make messages."""
    with (FRAGMENTS / "rmentor.mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    current = gettext.GNUTranslations(io.BytesIO(compiled()))._catalog  # type: ignore[attr-defined]
    # The header names the Babel that compiled it, which is nobody's concern.
    assert {k: v for k, v in shipped.items() if k} == {k: v for k, v in current.items() if k}


def test_every_sentence_has_its_french() -> None:
    """A French reader meets no English."""
    with (FRAGMENTS / "rmentor.mo").open("rb") as file:
        french = gettext.GNUTranslations(file)
    missing = []
    for sentence in sorted(_sentences()):
        # A plural stands under its English and its number; both words may be the same in French.
        key = (sentence[0], 0) if len(sentence) == 2 else sentence[0]
        if key not in french._catalog:  # type: ignore[attr-defined]
            missing.append(sentence)
    assert not missing, "\n".join(map(repr, missing))


def test_translations_name_the_same_fields() -> None:
    """A French sentence fills in nothing that its English does not give."""
    french = gettext.GNUTranslations(io.BytesIO(compiled()))
    for key, sentence in french._catalog.items():  # type: ignore[attr-defined]
        english = key[0] if isinstance(key, tuple) else key
        if english:
            allowed = set(FIELD.findall(english)) | {"n"}
            assert set(FIELD.findall(sentence)) <= allowed, (english, sentence)


@pytest.mark.parametrize(
    ("plain", "typeset"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("Score : 5", "Score\u00a0: 5"),
        ("« oui »", "«\u202foui\u202f»"),
        ("70 %", "70\u202f%"),
        ("https://a.example : 12:30", "https://a.example\u00a0: 12:30"),
    ],
)
def test_french_has_french_spacing(plain: str, typeset: str) -> None:
    """Signs of two parts stand behind a space that does not break."""
    assert speak("fr").text(plain) == typeset
