"""Which language the terminal speaks.

RMENTOR_LANG, else the program's language once one is open, else the locale's, else English.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from rmentor.errors import Remark, RmentorError
from rmentor.language.catalogue import LANGUAGES, Language, speak

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_spoken: list[str] = []


def locale_language() -> str:
    """Language of the environment: ``fr`` or ``en``."""
    asked = os.environ.get("RMENTOR_LANG", "")[:2].lower()
    if asked in LANGUAGES:
        return asked
    for name in _LOCALE_VARIABLES:
        if value := os.environ.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def adopt(code: str) -> None:
    """Speak the language of the program that was opened, unless RMENTOR_LANG says otherwise."""
    if os.environ.get("RMENTOR_LANG", "")[:2].lower() not in LANGUAGES:
        _spoken[:] = [code]


def forget() -> None:
    """Speak the environment's language again, until a program is opened."""
    _spoken.clear()


def language() -> Language:
    """Language to speak now."""
    return speak(_spoken[0] if _spoken else locale_language())


def say(sentence: str, /, **fields: object) -> str:
    """Translate a sentence of the command line."""
    return language().text(sentence, **fields)


def remark_in_words(remark: Remark) -> str:
    """Translate a remark, and the remarks that it names."""
    return language().text(remark.sentence, **_in_words(remark.fields))


def error_in_words(error: RmentorError) -> tuple[str, str]:
    """Translate what went wrong, and what to do; the latter may be empty."""
    fields = _in_words(error.args_by_name)
    remedy = language().text(error.help, **fields) if error.help else ""
    return language().text(error.message, **fields), remedy


def _in_words(fields: Mapping[str, object]) -> dict[str, object]:
    return {
        name: remark_in_words(each) if isinstance(each, Remark) else each
        for name, each in fields.items()
    }
