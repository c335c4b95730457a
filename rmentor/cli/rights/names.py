"""By which words old versions of files know somebody."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rmentor.cli.rights.forgetting import Case


def names_of(case: Case) -> tuple[str, tuple[str, ...]]:
    """Id that stands in old versions, and names and addresses that it stands for, each once.

    A name with accents is there in both forms that Unicode has for it.
    """
    alias = case.alias.id if case.alias is not None else case.stand_in
    said = (case.person.name, case.person.email, *case.also)
    words: dict[str, None] = {}
    for each in said:
        for form in ("NFC", "NFD"):
            if each and (word := " ".join(unicodedata.normalize(form, each).split())):
                words[word] = None
    return alias, tuple(words)
