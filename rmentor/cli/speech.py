"""Which language the terminal speaks.

RMENTOR_LANG, else the program's language once one is open, else the locale's, else English.
"""

from __future__ import annotations

import os

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
