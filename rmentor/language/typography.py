"""French spacing: narrow no-break spaces before ; ! ?, a no-break space before : and inside « »."""

from __future__ import annotations

import re

_NARROW = "\u202f"
_WIDE = "\u00a0"
_BEFORE_HIGH = re.compile(r"(?<=\S) ([;!?])(?=\s|$|[)»”\"*_])")
_BEFORE_COLON = re.compile(r"(?<=\S) :(?=\s|$)")
_PERCENT = re.compile(r"(?<=\d) %")


def typeset(text: str, language: str) -> str:
    """Give ``text`` its language's spacing; English is left as it is.

    Only a space that somebody wrote is changed into a no-break one, so that URLs, times and
    Markdown tables keep their colons.
    """
    if language != "fr":
        return text
    text = _BEFORE_HIGH.sub(_NARROW + r"\1", text)
    text = _BEFORE_COLON.sub(_WIDE + ":", text)
    text = _PERCENT.sub(_NARROW + "%", text)
    return text.replace("« ", "«" + _NARROW).replace(" »", _NARROW + "»")
