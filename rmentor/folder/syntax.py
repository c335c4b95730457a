"""What a syntax error of libyaml means for the person who made it, and where it stands."""

from __future__ import annotations

import re
from typing import Any

import yaml

from rmentor.folder.compose import Note
from rmentor.folder.lines import Lines

# What YAML allows in a text (YAML 1.2, section 5.1); the rest cannot be typed, only pasted.
_UNPRINTABLE = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff"
)
_CAUSES = (
    (re.compile(r"mapping values are not allowed"), "yaml-colon"),
    (re.compile(r"could not find expected ':'"), "yaml-no-colon"),
    (re.compile(r"character .*cannot start any token"), "yaml-first-sign"),
    (re.compile(r"did not find expected (key|'-' indicator|<document start>)"), "yaml-indent"),
    (re.compile(r"block sequence entries are not allowed"), "yaml-indent"),
    (re.compile(r"unknown escape character|escape|hexdecimal"), "yaml-escape"),
)


def described(error: yaml.YAMLError, text: str) -> Note:
    """Likely cause of a syntax error, at the place where people would put it right."""
    mark = _mark(error, "problem_mark") or _mark(error, "context_mark")
    if mark is None:
        strange = _UNPRINTABLE.search(text)
        sign = f"U+{ord(strange[0]):04X}" if strange else "?"
        return "yaml-character", strange.start() if strange else 0, {"found": sign}
    lines = Lines(text)
    row, _ = lines.place(mark.index)
    line = lines.text_of(row)
    start = mark.index - (lines.place(mark.index)[1] - 1)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "yaml-tab", start + indent.index("\t"), {}
    # What was never closed is shown where it was opened, not at the end of the file.
    opened, context = _mark(error, "context_mark"), str(getattr(error, "context", ""))
    if opened is not None and ("quoted" in context or "flow" in context):
        problem = str(getattr(error, "problem", ""))
        if "escape" not in problem and "hexdecimal" not in problem:
            return "yaml-unclosed", opened.index, {}
    code = _cause(str(getattr(error, "problem", "")))
    if code == "yaml-no-colon" and opened is not None:
        return code, opened.index, {}
    return code, min(mark.index, start + len(line)), {}


def _cause(problem: str) -> str:
    return next((code for pattern, code in _CAUSES if pattern.search(problem)), "yaml-syntax")


def _mark(error: yaml.YAMLError, name: str) -> Any:
    return getattr(error, name, None)
