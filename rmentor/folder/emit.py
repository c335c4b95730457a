"""YAML text of new values, in the manner of the contract's examples or of their neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

FLOW_WIDTH = 88
_PLAIN = re.compile(
    r"[^\W\d_](?:[^\x00-\x1f:#]|:(?=\S)|(?<=\S)#)*"  # a word, perhaps with colons and signs in it
    r"|\d[\w ./%+-]*(?:[-–]\d[\w ./%+-]*)*"
)
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?")
_WORDS = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
# What YAML 1.1 or 1.2 reads as a figure or a day.
_FIGURE = re.compile(
    r"\d[\d_,]*\.?[\d_]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|\d{4}-\d\d?-\d\d?.*", re.IGNORECASE
)
_SPECIAL_IN_FLOW = re.compile(r"[,?\[\]{}]")
# Spaces of French typography and the joiners of scripts and emoji are text, though not "printable".
_ALSO_PRINTABLE = frozenset("\u00a0\u2009\u200c\u200d\u202f")


class Flow(dict[str, object]):
    """A map that is written in brackets, however long it is."""


def stated(**found: object) -> dict[str, object]:
    """What is there of a map: no None, no empty map or list."""
    return {
        key: value
        for key, value in found.items()
        if value is not None and (value or not isinstance(value, Mapping | list))
    }


class AsRead(str):
    """A text that a file holds already: what looks like a figure was meant as one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How the neighbours of a new value are written.

    Attributes:
        step: Spaces by which a map stands further right than its key.
        offset: Spaces by which the dashes of a list stand further right than its key.
        gap: Spaces after a dash.
        block: Keys whose maps and lists stand below them, however short.
    """

    step: int = 2
    offset: int = 2
    gap: str = " "
    block: frozenset[str] = frozenset()


PLAIN_MANNER = Manner()


def scalar_text(value: object, *, flow: bool = False, style: str = "") -> str:
    """Text of a scalar: plain where every YAML reads it back as the same, else quoted.

    Args:
        value: str, int, float, Decimal, bool, None, date or datetime.
        flow: Whether it will stand in brackets.
        style: Quote sign of the scalar it replaces, kept for text.
    """
    if value is None:
        return "null" if flow else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    printable = all(map(_is_printable, text))
    if style == "'" and printable:
        return "'" + text.replace("'", "''") + "'"
    plain = printable and _is_plain(text, flow=flow, known=isinstance(value, AsRead))
    if style == '"' or not plain:
        return '"' + "".join(map(_escaped, text)) + '"'
    return text


def _is_printable(sign: str) -> bool:
    return sign.isprintable() or sign in _ALSO_PRINTABLE


def _is_plain(text: str, *, flow: bool, known: bool) -> bool:
    if _DAYS.fullmatch(text):
        return True
    return (
        bool(_PLAIN.fullmatch(text))
        and text == text.strip()
        and (known or (text.casefold() not in _WORDS and not _FIGURE.fullmatch(text)))
        and text != "null"
        and not (flow and _SPECIAL_IN_FLOW.search(text))
    )


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if _is_printable(sign):
        return sign
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(sign)
    if short:
        return short
    code = ord(sign)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def key_text(key: object, *, flow: bool = False) -> str:
    """Text of a key of a map. Figures may stand as keys (levels)."""
    text = str(key)
    return text if text.isdecimal() else scalar_text(text, flow=flow)


def flow_text(value: object, *, style: str = "") -> str:
    """Text of any value in brackets, on one line."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key_text(k, flow=True)}: {flow_text(v)}" for k, v in value.items())
        return "{" + inside + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return scalar_text(value, flow=True, style=style)


def inline_text(key: str, value: object, manner: Manner = PLAIN_MANNER) -> str | None:
    """Text of a value behind its key, or None where it is to stand in lines of its own below.

    Scalars stand behind their key, and so do short maps and lists of scalars, unless the neighbours
    do it otherwise.
    """
    if not isinstance(value, Mapping | list | tuple):
        return scalar_text(value)
    if not value or isinstance(value, Flow):
        return flow_text(value)
    inside = value.values() if isinstance(value, Mapping) else value
    if key in manner.block or any(isinstance(each, Mapping | list | tuple) for each in inside):
        return None
    text = flow_text(value)
    return text if len(text) <= FLOW_WIDTH else None


def entry_lines(
    key: object, value: object, indent: str, manner: Manner = PLAIN_MANNER
) -> list[str]:
    """Lines of ``key: value`` in a block map."""
    head = f"{indent}{key_text(key)}:"
    text = inline_text(str(key), value, manner)
    if text is not None:
        return [f"{head} {text}" if text else head]
    return [head, *below_lines(value, indent, manner)]


def below_lines(value: object, indent: str, manner: Manner = PLAIN_MANNER) -> list[str]:
    """Lines of a map or list below its key, which stands at ``indent``."""
    more = manner.step if isinstance(value, Mapping) else manner.offset
    return block_lines(value, indent + " " * more, manner)


def item_lines(value: object, indent: str, manner: Manner = PLAIN_MANNER) -> list[str]:
    """Lines of one item of a block list whose dashes stand at ``indent``."""
    head = f"{indent}-{manner.gap}"
    if isinstance(value, Mapping) and value and not isinstance(value, Flow):
        inner = " " * len(head)
        lines = [line for k, v in value.items() for line in entry_lines(k, v, inner, manner)]
        return [head + lines[0][len(inner) :], *lines[1:]]
    return [head + flow_text(value)]


def block_lines(value: object, indent: str, manner: Manner = PLAIN_MANNER) -> list[str]:
    """Lines of a block map or list, or of a scalar."""
    if isinstance(value, Mapping):
        return [line for k, v in value.items() for line in entry_lines(k, v, indent, manner)]
    if isinstance(value, list | tuple):
        return [line for each in value for line in item_lines(each, indent, manner)]
    return [indent + scalar_text(value)]


def dump_document(value: object) -> str:
    """Text of a whole new document."""
    if isinstance(value, Mapping | list | tuple) and not value:
        return flow_text(value) + "\n"
    return "\n".join(block_lines(value, "")) + "\n"


def as_loaded(value: object) -> object:
    """The value as ``load_yaml`` would give it back: scalars as text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(key): as_loaded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_loaded(each) for each in value]
    return scalar_text(value)


def literal_lines(text: str, indent: str) -> list[str] | None:
    """Lines of a text of several lines as a block scalar, or None where it cannot be one."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0].strip() or lines[0][0] == " " or not lines[-1].strip():
        return None
    if not all(_is_printable(sign) for line in lines for sign in line):
        return None
    chomping = "" if text.endswith("\n") else "-"
    return [f"|{chomping}", *(indent + line if line else "" for line in lines)]
