"""How much room a text takes: pixels in a picture, columns on a terminal.

Pixels are of DejaVu Sans, the widest of the fonts that a picture asks for, rounded up. So a text that
fits by these figures fits in every one of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from rmentor.reporting.escape import one_line

# Signs by their width in hundredths of the size of the font.
_HUNDREDTHS = (
    (28, "'ijl"), (30, "IJ"), (32, " ,.’·\u00a0"), (34, "/:;\\|"), (40, "f-()[]t\u202f"),
    (42, "!r"), (46, '"'), (53, "*_`–“”s"), (55, "zc?"), (58, "LFk"), (62, "vxyPTYo«»ae"),
    (64, "EhnuSbdgpq$0123456789{}"), (66, "K"), (70, "AVXZBRC"), (76, "UNH"), (79, "DG&OQ"),
    (84, "w#+<=>^~×−→"), (87, "M"), (95, "%"), (98, "m"), (99, "W"), (100, "@…—"),
)  # fmt: skip
_WIDTHS = {sign: width for width, signs in _HUNDREDTHS for sign in signs}
_ANY, _WIDE = 70, 110
_BOLD = 116
_ELLIPSIS = "…"
# Between the names of a mentor and a mentee.
BETWEEN = " · "


def size_of(kind: str) -> int:
    """Size of the font of a kind of text, in pixels."""
    kinds = kind.split()
    return 17 if "title" in kinds else 11 if "small" in kinds else 13


def text_width(said: str, kind: str = "") -> int:
    """Pixels that one line of a kind of text takes at most."""
    bold = _BOLD if {"title", "strong"} & set(kind.split()) else 100
    return -(-_hundredths(one_line(said)) * size_of(kind) * bold // 10_000)


@lru_cache(maxsize=8192)
def _hundredths(said: str) -> int:
    return sum(map(_sign_width, said))


@lru_cache(maxsize=4096)
def _sign_width(sign: str) -> int:
    known = _WIDTHS.get(sign)
    if known is not None:
        return known
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return _WIDE
    plain = unicodedata.normalize("NFD", sign)[0]
    return _WIDTHS.get(plain, _ANY if ord(sign) < 0x2000 else _WIDE)


def fitted(said: str, width: int, kind: str = "") -> str:
    """One line that takes at most so many pixels, with an ellipsis where it was longer."""
    said = one_line(said)
    if text_width(said, kind) <= width:
        return said
    return said[: _longest(said, width, kind)].rstrip() + _ELLIPSIS


def fitted_couple(said: str, width: int, kind: str = "") -> str:
    """Two names, "A · B", that take at most so many pixels: each is shortened, not only the second."""
    one, between, other = one_line(said).partition(BETWEEN)
    if not between or text_width(said, kind) <= width:
        return fitted(said, width, kind)
    room = width - text_width(between, kind)
    least = min(text_width(other, kind), room // 2)
    first = fitted(one, room - least, kind)
    return first + between + fitted(other, room - text_width(first, kind), kind)


def _longest(said: str, width: int, kind: str) -> int:
    """How many signs of a text fit together with an ellipsis."""
    low, high = 0, len(said)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(said[:middle].rstrip() + _ELLIPSIS, kind) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


def wrapped(said: str, width: int, kind: str = "") -> list[str]:
    """Lines of at most so many pixels, broken between words; a word that is longer is shortened."""
    return _broken(one_line(said), lambda text: text_width(text, kind) <= width,
                   lambda word: fitted(word, width, kind))  # fmt: skip


def columns(said: str) -> int:
    """Columns that one line takes on a terminal."""
    return sum(map(_sign_columns, said))


@lru_cache(maxsize=4096)
def _sign_columns(sign: str) -> int:
    if unicodedata.combining(sign) or sign in "\u200c\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def clipped(said: str, width: int) -> str:
    """One line that takes at most so many columns, with an ellipsis where it was longer."""
    said = one_line(said)
    if columns(said) <= width:
        return said
    while said and columns(said) > width - 1:
        said = said[:-1]
    return said.rstrip() + _ELLIPSIS if width > 0 else ""


def padded(said: str, width: int, *, right: bool = False) -> str:
    """One line of exactly so many columns."""
    said = clipped(said, width)
    room = " " * (width - columns(said))
    return room + said if right else said + room


def filled(said: str, width: int) -> list[str]:
    """Lines of at most so many columns, broken between words."""
    return _broken(
        one_line(said), lambda text: columns(text) <= width, lambda word: clipped(word, width)
    )


def _broken(said: str, fits: Callable[[str], bool], shorten: Callable[[str], str]) -> list[str]:
    lines: list[str] = []
    for word in said.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(word if fits(word) else shorten(word))
    return lines
