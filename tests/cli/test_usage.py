"""Usage errors in the reader's language, with what was probably meant."""

from __future__ import annotations

import pytest

from tests.conftest import Rmentor


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ("pai", "There is no command “pai”. Did you mean pair", "Il n’y a pas de commande « pai »"),
        ("pair --chek", "There is no option --chek. Did you mean --check", "pas d’option --chek"),
        ("explain", "PERSON is missing.", "Il manque PERSON."),
        ("pair --keep x", "--keep: a whole number is expected.", "un nombre entier est attendu"),
        ("pair --keep -3", "--keep: ", "--keep : "),
        ("pair a b", "Nothing is known to do with: a b.", "Mots inattendus : a b"),
        ("pair --rematch", "Option --rematch needs a value.", "--rematch attend une valeur"),
        ("pair --today soon", "“soon” is not a date", "« soon »"),
    ],
)
def test_usage_errors_speak_the_reader_s_language(
    rmentor: Rmentor, monkeypatch: pytest.MonkeyPatch, words: str, english: str, french: str
) -> None:
    """No English in French, and no words of the libraries below in either."""
    for language, expected in (("en", english), ("fr", french)):
        monkeypatch.setenv("RMENTOR_LANG", language)
        done = rmentor(*words.split())
        plain = done.err.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ")
        assert done.code == 2
        assert done.out == ""
        assert expected in plain
        assert "Invalid value" not in plain
        assert "Usage:" not in plain
