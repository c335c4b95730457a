"""What is wrong in a file is told with its own words, which nobody takes for anything else: nor terminal, forge or CI."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import pytest

from tests.hostile.outputs import steers
from tests.hostile.runner import Ran, Runner
from tests.hostile.words import LINE, wrong
from tests.hostile.world import make_world, write

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")
# Of https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
_PROPERTIES = {"file", "line", "col", "endLine", "endColumn", "title"}


@pytest.fixture(scope="module")
def told(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Ran]:
    """What check says of a program that is wrong in hostile words, in each format; and another command's errors."""
    world = make_world(tmp_path_factory.mktemp("wrong") / "world")
    for name in ("participants", "surveys", "journal", "templates", "register.yaml", "topics.yaml"):
        path = world.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    write(world.root, wrong())
    around = world.environment(COLUMNS="40000")
    lines = {name: ("check", "--format", name) for name in FORMATS} | {"status": ("status",)}
    return {name: runner.run(words, world.root, around) for name, words in lines.items()}


@pytest.fixture(scope="module")
def findings(told: Mapping[str, Ran]) -> list[dict[str, Any]]:
    """The findings of check --json; there are many, of many kinds."""
    found: list[dict[str, Any]] = json.loads(told["json"].out)["findings"]
    assert len(found) > 200
    assert len({each["code"] for each in found}) > 15
    return found


def test_a_program_that_is_wrong_everywhere_is_told_to_be(told: Mapping[str, Ran]) -> None:
    """Exit 1, no traceback, nothing that steers a terminal or begins a line of a name's."""
    for name, ran in told.items():
        assert ran.code == 1, name
        assert "Traceback" not in ran.err
        assert steers(ran.out + ran.err) == [], name
        assert not re.search(rf"(?m)^\W*{LINE}", ran.out + ran.err), name


def test_errors_show_the_words_that_are_wrong(told: Mapping[str, Ran]) -> None:
    """Markup of the terminal's library stays visible, also in messages."""
    shown = told["text"].out + told["text"].err
    for word in ("[bold red]x[/bold red]", "[/]", "%(name)s %s %d {0} {name}"):
        assert word in shown, word
    assert "[bold red]x[/bold red]" in told["status"].err


def test_github_takes_each_line_for_one_annotation(
    told: Mapping[str, Ran], findings: list[dict[str, Any]]
) -> None:
    """No line without a command of ours, no property that we do not give, as many as there are findings."""
    commands = [_COMMAND.fullmatch(line) for line in told["github"].out.split("\n")[:-1]]
    assert all(commands)
    kinds = [command[1] for command in commands if command]
    assert len(kinds) - kinds.count("notice") == len(findings)
    for command in filter(None, commands):
        given = [pair.partition("=") for pair in command[2].split(",")]
        assert {name for name, _, _ in given} <= _PROPERTIES
        assert all(
            re.fullmatch(r"\d+", value) for name, _, value in given if name in ("line", "col")
        )


def test_forges_and_ci_read_as_many_findings_as_there_are(
    told: Mapping[str, Ran], findings: list[dict[str, Any]]
) -> None:
    """SARIF and GitLab's Code Quality are JSON, JUnit's is XML; no word adds or ends an element."""
    sarif = json.loads(told["sarif"].out)["runs"][0]["results"]
    assert len([each for each in sarif if each["ruleId"] in {f["code"] for f in findings}]) == len(
        findings
    )
    gitlab = [each for each in json.loads(told["gitlab"].out) if each["severity"] != "info"]
    assert len(gitlab) == len(findings)
    assert len({each["fingerprint"] for each in gitlab}) == len(findings)
    junit = ET.fromstring(told["junit"].out)  # noqa: S314
    assert {element.tag for element in junit.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "system-out", "skipped"}  # fmt: skip
    errors = [each for each in findings if each["severity"] == "error"]
    failures = [each.get("message", "") for each in junit.iter("failure")]
    assert len(failures) == len(errors)
    for failure, error in zip(failures, errors, strict=True):
        assert failure.startswith(f"{error['file']}:{error['line']}:{error['column']}: ")
