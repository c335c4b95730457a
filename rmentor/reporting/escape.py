"""What people type cannot break out: of a line, of Markdown, of plain text, of SVG, of addresses.

Markdown that is finished is ``Markup``; every other text is escaped when a template writes it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape as _escape_html

from markupsafe import Markup

# Breaks of any kind become one space; no-break spaces are somebody's wish and stay.
_BREAKS = re.compile("[ \\t\\n\\v\\f\\r\\x1c-\\x1f\\x85\\u2028\\u2029]+")
_SPACES = re.compile("  +")
# Controls, direction overrides, invisible signs, and halves of characters.
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
# Persian, Indic scripts and emoji need the joiners, between their own characters only.
_STRAY_JOINER = re.compile(
    "(?<![^\\x00-\\x7f\\s])[\\u200c\\u200d]+|[\\u200c\\u200d]+(?![^\\x00-\\x7f\\s])"
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
    # Spaces meet where something invisible stood between them.
    return _SPACES.sub(" ", _STRAY_JOINER.sub("", text)).strip()


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


def plain(text: str) -> Markup:
    """Text on one line of a document that has no marks, as it is."""
    return Markup(one_line(text))  # noqa: S704 - no sign has a meaning there


def xml(text: str) -> str:
    """Text inside an element or an attribute of SVG or HTML."""
    return _escape_html(one_line(text))


def html(text: str) -> Markup:
    """Text on one line of an HTML document, inside an element or a quoted attribute."""
    return Markup(xml(text))  # noqa: S704 - this is where text becomes safe


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_LONGEST_LOCAL, _LONGEST_ADDRESS = 64, 254


def address(text: str | None) -> str | None:
    """Mail address as any mail program and calendar takes it, or None (RFC 5321; RFC 3490 for domains)."""
    local, _, domain = (text or "").strip().rpartition("@")
    try:
        found = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return None
    is_short = len(local) <= _LONGEST_LOCAL and len(found) <= _LONGEST_ADDRESS
    # "=?" would begin an encoded word for readers that are lax.
    return found if is_short and "=?" not in found and _ADDRESS.fullmatch(found) else None


def anchor(heading: str) -> Markup:
    """Anchor that GitHub and GitLab give to a heading, from the words that readers see of it.

    Letters with their marks, digits, underscores, hyphens and spaces stay, as Ruby's class "Word" has
    them; other signs go, no-break spaces among them.
    """
    kept = "".join(sign for sign in heading.strip().lower() if _stays_in_anchor(sign))
    return Markup(kept.replace(" ", "-"))  # noqa: S704 - letters, digits and hyphens only


def _stays_in_anchor(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return sign in "- " or kind[0] in "LM" or kind in ("Nd", "Pc")
