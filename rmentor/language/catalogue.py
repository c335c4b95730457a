"""Sentences in French and English, from gettext catalogues; English is the key."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rmentor.language.typography import typeset

LANGUAGES = ("fr", "en")
_FRENCH = Path(__file__).with_name("fr") / "rmentor.mo"


@dataclass(frozen=True, slots=True)
class Language:
    """A language to speak: ``fr`` or ``en``.

    ``text`` and ``plural`` translate a sentence and fill in its ``%(name)s`` fields; French comes
    with French spacing.
    """

    code: str
    _translations: gettext.NullTranslations

    def text(self, sentence: str, /, **fields: object) -> str:
        """Translate a sentence and fill it in."""
        translated = self._translations.gettext(sentence) if sentence else ""
        return typeset(translated % fields if fields else translated, self.code)

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """Translate the form that goes with ``n``; the field ``n`` is filled in as well."""
        translated = self._translations.ngettext(one, many, n)
        return typeset(translated % {"n": n, **fields}, self.code)

    def few(self, names: Sequence[str], most: int) -> str:
        """Name the first ``most`` of some people or things, and say how many more there are."""
        more = len(names) - most
        named = ", ".join(names[:most])
        if more <= 0:
            return named
        return self.plural(
            "%(names)s and %(n)d more", "%(names)s and %(n)d others", more, names=named
        )

    def topic(self, context: str, sentence: str, /) -> str:
        """Translate a word that means different things in different places."""
        return typeset(self._translations.pgettext(context, sentence), self.code)

    @property
    def translations(self) -> gettext.NullTranslations:
        """What Jinja's i18n extension installs."""
        return self._translations


@lru_cache(maxsize=4)
def speak(code: str) -> Language:
    """Language of that code; anything but ``fr`` is English."""
    if code != "fr" or not _FRENCH.is_file():
        return Language("fr" if code == "fr" else "en", gettext.NullTranslations())
    with _FRENCH.open("rb") as catalogue:
        return Language("fr", gettext.GNUTranslations(catalogue))
