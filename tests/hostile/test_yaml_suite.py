"""The public YAML test suite against our loader: the same values as text, or a problem with its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rmentor.folder.yaml_load import load_yaml

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data/yaml-test-suite/cases.json").read_text("utf-8")
)
# Wrong by the suite, read by libyaml, and harmless: what comes of them is what the text looks like. A comment
# without a space before it, a tab or too small an indent inside of brackets or quotes, a dash alone in brackets.
LENIENT = {
    "9C9N": {"flow": ["a", "b", "c"]},
    "9JBA": ["a", "b", "c"],
    "CVW2": ["a", "b", "c"],
    "DK95-01": {"foo": "bar baz"},
    "G5U8": [["-", "-"]],
    "MUS6-00": None,
    "QB6E": {"quoted": "a b c"},
    "S98Z": {"empty block scalar": ""},
    "SU5Z": {"key": "value"},
    "X4QW": {"block": "scalar\n"},
    "Y79Y-03": [["foo", "foo"]],
    "YJV2": ["-"],
}
# Right by the suite, and refused, each with its place: libyaml reads YAML 1.1, which knows no tab after a dash,
# no colon right before a word in brackets, no empty key, no other directive.
REFUSED = frozenset((
    "2LFX", "2SXE", "4ABK", "4MUZ-00", "4MUZ-01", "4MUZ-02", "58MP", "5MUD", "5T43", "652Z", "6BCT", "6CA3", "6LVF",
    "6M2F", "8XYN", "96NN-00", "96NN-01", "9SA2", "A2M4", "BEC7", "CFD4", "DBG4", "DK3J", "DK95-00", "DK95-03",
    "DK95-04", "FP8R", "FRK4", "HM87-00", "HM87-01", "HWV9", "K3WX", "MUS6-05", "MUS6-06", "NHX8", "NJ66", "Q5MG",
    "QT73", "R4YG", "S3PD", "SM9W-01", "UKK6-00", "VJP3-01", "W5VH", "Y2GN", "Y79Y-01", "Y79Y-10",
))  # fmt: skip
_EVENT = re.compile(
    r"(?P<kind>[-+=](?:STR|DOC|MAP|SEQ|VAL|ALI))(?: (?:---|\.\.\.|\{\}|\[\]))*"
    r"(?: &(?P<anchor>\S+))?(?: <(?P<tag>[^>]*)>)?(?: \*(?P<alias>\S+))?(?: (?P<style>[:'\"|>])(?P<text>.*))?",
    re.DOTALL,
)
_ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r", "\\b": "\b"}


def _unescaped(text: str) -> str:
    return re.sub(r"\\.", lambda found: _ESCAPES[found[0]], text)


class Strange(Exception):
    """What no file of a program may have: several documents, tags of one's own, odd keys."""


class _Events:
    """The suite's events of a text, read into values by the rules of our format, in plain Python."""

    def __init__(self, tree: str) -> None:
        self._lines = [
            found for line in tree.splitlines() if (found := _EVENT.fullmatch(line.lstrip(" ")))
        ]
        self._at = 0
        self._anchors: dict[str, Any] = {}

    def documents(self) -> list[Any]:
        found = []
        while self._at < len(self._lines):
            if self._next()["kind"] == "+DOC":
                found.append(self._value(self._next()))
        return found

    def _next(self) -> re.Match[str]:
        self._at += 1
        return self._lines[self._at - 1]

    def _value(self, event: re.Match[str]) -> Any:
        tag = event["tag"] or ""
        if tag not in ("", "!") and not tag.startswith("tag:yaml.org,2002:"):
            raise Strange(tag)
        if event["kind"] == "=ALI":
            return self._anchors[event["alias"]]
        made = {"=VAL": self._scalar, "+SEQ": self._list, "+MAP": self._map}[event["kind"]](event)
        if event["anchor"]:
            self._anchors[event["anchor"]] = made
        return made

    def _scalar(self, event: re.Match[str]) -> str | None:
        text = _unescaped(event["text"] or "")
        return None if event["style"] == ":" and text in ("", "~", "null") else text

    def _list(self, _: re.Match[str]) -> list[Any]:
        made = []
        while (event := self._next())["kind"] != "-SEQ":
            made.append(self._value(event))
        return made

    def _map(self, _: re.Match[str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while (event := self._next())["kind"] != "-MAP":
            key = self._value(event)
            if event["kind"] == "=VAL":
                key = _unescaped(event["text"] or "")
            if not isinstance(key, str) or key in made:
                raise Strange(key)
            made[key] = self._value(self._next())
        return made


@pytest.mark.parametrize(
    "case", [case for case in CASES if "fail" not in case], ids=lambda case: case["id"]
)
def test_what_is_yaml_means_what_it_says_or_is_refused_plainly(case: dict[str, Any]) -> None:
    """Every scalar comes back as its text; what our format has no use for is a problem with a line."""
    parsed = load_yaml(case["yaml"].encode())
    try:
        documents = _Events(case["tree"]).documents()
        expected = documents[0] if documents else None
        strange = len(documents) > 1
    except Strange:
        strange = True
    assert all(problem.line >= 1 and problem.column >= 1 for problem in parsed.problems)
    assert bool(parsed.problems) == (strange or case["id"] in REFUSED)
    if not parsed.problems:
        assert parsed.value == expected


@pytest.mark.parametrize(
    "case", [case for case in CASES if "fail" in case], ids=lambda case: case["id"]
)
def test_what_is_no_yaml_is_a_problem_with_its_place(case: dict[str, Any]) -> None:
    """Nothing wrong is read as if it were right, but for the few slips that can mean one thing only."""
    parsed = load_yaml(case["yaml"].encode())
    assert all(problem.line >= 1 and problem.column >= 1 for problem in parsed.problems)
    assert bool(parsed.problems) != (case["id"] in LENIENT)
    if not parsed.problems:
        assert parsed.value == LENIENT[case["id"]]
