"""What people type cannot break out: of a line, of Markdown, of SVG.

Markdown that is finished is ``Markup``; every other text is escaped when a template writes it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape as _escape_html

from markupsafe import Markup

# Breaks of any kind become one space; no-break spaces are somebody's wish and stay.
_BREAKS = re.compile("[ \\t\\n\\v\\f\\r\\x1c-\\x1f\\x85\\u2028\\u2029]+")
# Controls, direction overrides, invisible signs, and halves of characters.
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
# Persian, Indic scripts and emoji need the joiners, between their own characters only.
_STRAY_JOINER = re.compile(
    "(?<![^\\x00-\\x7f])[\\u200c\\u200d]+|[\\u200c\\u200d]+(?![^\\x00-\\x7f])"
)

_PLAIN = re.compile(r"[^\W_][\w ,.'’()/«»–—·?%…\u00a0\u202f-]*")
_NEEDS_CARE = re.compile(r"_|www\.|\d", re.IGNORECASE)

# Signs that mean something anywhere in a line; ``$`` is mathematics on forges, ``{`` is Liquid.
_SIGNS = re.compile(r"[\\`*\[\]{}|~$]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_HASH = re.compile(r"(?<!\w)#")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_URL = re.compile(r":(?=//)")
_WWW = re.compile(r"(?<=www)\.", re.IGNORECASE)
# Signs that mean something where a line starts: lists, underlines of headings.
_START = re.compile(r"^(?=[-+](?:\s|-|$)|=)")
_NUMBER = re.compile(r"^(\d+)(?=[.)](?:\s|$))")


def one_line(text: str) -> str:
    """Text on one line, without controls, direction overrides and invisible signs."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = _INVISIBLE.sub("", _BREAKS.sub(" ", text))
    return _STRAY_JOINER.sub("", text).strip()


@lru_cache(maxsize=16384)
def markdown(text: str) -> Markup:
    """Text that CommonMark and the tables of forges show as it is, wherever it stands in a line."""
    text = one_line(text)
    if _PLAIN.fullmatch(text) and not _NEEDS_CARE.search(text):
        return Markup(text)  # noqa: S704 - nothing in it has a meaning
    text = _ENTITY.sub("\0", text)
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _UNDERSCORE.sub(r"\_", text)
    text = _HASH.sub(r"\#", text)
    text = _WWW.sub(r"\.", _URL.sub(r"\:", text))
    text = _NUMBER.sub(r"\1\\", _START.sub(r"\\", text))
    if text.endswith("!"):
        text = text[:-1] + "\\!"
    # Entities last: a reader of Markdown that knows no backslash is safe, too.
    text = text.replace("<", "&lt;").replace(">", "&gt;").replace("\0", "&amp;")
    return Markup(text)  # noqa: S704 - this is where text becomes safe


def xml(text: str) -> str:
    """Text inside an element or an attribute of SVG or HTML."""
    return _escape_html(one_line(text))


# What forges do with a heading to make its anchor: letters, digits, hyphens and spaces are kept.
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


def anchor(heading: str) -> Markup:
    """Anchor that GitHub and GitLab give to a heading of plain words."""
    kept = _NOT_IN_ANCHOR.sub("", one_line(heading).lower().replace("\u00a0", " "))
    return Markup(kept.replace(" ", "-"))  # noqa: S704 - letters, digits and hyphens only
