"""Findings in the forms that forges and CI servers read, each read back by a parser of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.cli.formats import Report, in_format
from tests.conftest import Rmentor

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
# GitHub undoes these, in this order, in properties; in the message only the first three.
ESCAPES = (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def _finding(**fields: Any) -> Mapping[str, Any]:
    known = {
        "file": "pairs.yaml", "line": 3, "column": 5, "code": "unknown-key", "severity": "error",
        "message": "Wrong.", "help": "Do it.",
    }  # fmt: skip
    return {**known, **fields}


findings = st.builds(
    lambda text, remedy, line, column, severity: _finding(
        message=text, help=remedy, line=line, column=column, severity=severity
    ),
    st.text(min_size=1),
    st.text(),
    st.integers(1, 10**6),
    st.integers(1, 10**4),
    st.sampled_from(["error", "warning"]),
)
points = st.builds(
    lambda state, evidence: {"id": "people", "state": state, "evidence": evidence, "next": "x"},
    st.sampled_from(["met", "unmet", "unknown"]),
    st.text(),
)
reports = st.builds(
    Report,
    findings=st.lists(findings, max_size=4),
    readiness=st.lists(points, max_size=2),
    prefix=st.sampled_from(["", "hr/mentoring 2027/", "é:,%/"]),
    strict=st.booleans(),
    version=st.just("1.0"),
)


def _undone(text: str) -> str:
    for written, meant in ESCAPES:
        text = text.replace(written, meant)
    return text


@given(reports)
def test_github_reads_one_command_a_line_whatever_people_typed(report: Report) -> None:
    """No name of anybody begins a command of its own or ends a property early."""
    lines = in_format("github", report).split("\n")[:-1]
    assert len(lines) == len(report.findings) + len(report.unmet)
    for line, finding in zip(lines, report.findings, strict=False):
        found = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line, re.DOTALL)
        assert found is not None
        fields = dict(each.split("=", 1) for each in found[2].split(","))
        assert found[1] == finding["severity"]
        assert _undone(fields["file"]) == report.prefix + finding["file"]
        assert (fields["line"], fields["col"]) == (str(finding["line"]), str(finding["column"]))
        assert "\r" not in found[3]


@given(reports)
def test_gitlab_reads_issues_whose_fingerprints_differ(report: Report) -> None:
    """GitLab drops issues that share a fingerprint."""
    issues = json.loads(in_format("gitlab", report))
    prints = [issue["fingerprint"] for issue in issues[: len(report.findings)]]
    assert len(set(prints)) == len(report.findings)
    assert all(
        issue["severity"] in ("info", "minor", "major")
        and issue["location"]["path"].startswith(report.prefix)
        and issue["location"]["lines"]["begin"] >= 1
        for issue in issues
    )


def test_a_finding_keeps_its_fingerprint_when_its_line_moves() -> None:
    """GitLab then says that nothing is new."""
    first, second = (
        json.loads(in_format("gitlab", Report([_finding(line=line)], [], "", False, "1")))
        for line in (3, 30)
    )
    assert first[0]["fingerprint"] == second[0]["fingerprint"]


@given(reports)
def test_sarif_is_valid_by_its_own_schema(report: Report) -> None:
    """By the schema that OASIS publishes."""
    document = json.loads(in_format("sarif", report))
    jsonschema.Draft4Validator(SCHEMA).validate(document)
    run = document["runs"][0]
    assert len(run["results"]) == len(report.findings) + len(report.unmet)
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == known


@given(reports)
def test_junit_counts_failures_as_check_does(report: Report) -> None:
    """A run fails there exactly where check ends with 1."""
    suites = ET.fromstring(in_format("junit", report))  # noqa: S314 - our own
    failures = suites.findall(".//failure")
    wrong = any(each["severity"] == "error" for each in report.findings)
    doubtful = bool(report.findings) or bool(report.unmet)
    assert bool(failures) == (wrong or (report.strict and doubtful))
    for suite in suites:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "junit"])
def test_paths_begin_at_the_top_of_the_repository(
    rmentor: Rmentor, tmp_path: Path, form: str
) -> None:
    """A program in a folder of a repository is found there by the forge."""
    import subprocess

    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "hr" / "one").mkdir(parents=True)
    (tmp_path / "hr" / "one" / "program.yaml").write_text("nmae: x\n", "utf-8")
    done = rmentor("check", "--format", form, cwd=tmp_path / "hr" / "one")
    assert done.code == 1
    assert "hr/one/program.yaml" in done.out
    assert done.err == ""


def test_json_is_json_by_either_name(rmentor: Rmentor, tmp_path: Path) -> None:
    """``--json`` and ``--format json`` are one."""
    (tmp_path / "program.yaml").write_text("name: x\n", "utf-8")
    one, other = (
        rmentor("check", "--json", cwd=tmp_path),
        rmentor("check", "--format", "json", cwd=tmp_path),
    )
    assert one.out == other.out
    assert json.loads(one.out)["findings"] == []
