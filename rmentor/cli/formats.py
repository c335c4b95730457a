"""What ``rmentor check`` found, in the forms that forges and CI servers read.

GitHub: https://docs.github.com/actions/reference/workflow-commands-for-github-actions · GitLab: Code Quality
reports (a subset of Code Climate) · SARIF 2.1.0 (OASIS) · JUnit XML, as Jenkins and others read it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from rmentor.cli.terminal import clean

# XML 1.0 has no place for these, not even as references.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to tell.

    Attributes:
        findings: As in ``check --json``, sorted.
        readiness: The same.
        prefix: Path of the program's folder from the repository's top, empty or with a slash at its end.
        strict: Whether warnings and unmet points count as failures.
        version: Of rmentor.
    """

    findings: Sequence[Mapping[str, Any]]
    readiness: Sequence[Mapping[str, Any]]
    prefix: str
    strict: bool
    version: str

    @property
    def unmet(self) -> list[Mapping[str, Any]]:
        """Points of the readiness list that are unmet."""
        return [point for point in self.readiness if point["state"] == "unmet"]


def in_format(name: str, report: Report) -> str:
    """Write a report in the format of that name, with a newline at its end where it has any lines.

    Args:
        name: ``github``, ``gitlab``, ``sarif`` or ``junit``.
        report: What to write.
    """
    return _WRITERS[name](report)


def _github(report: Report) -> str:
    """Workflow commands, which GitHub shows on the lines of a change."""
    lines = [
        "::{severity} file={file},line={line},col={column},title={title}::{message}".format(
            severity=each["severity"],
            file=_property(report.prefix + each["file"]),
            line=each["line"],
            column=each["column"],
            title=_property(each["code"]),
            message=_command_text(_sentences(each)),
        )
        for each in report.findings
    ]
    lines += [
        f"::notice file={_property(report.prefix + 'program.yaml')},title={_property(point['id'])}"
        f"::{_command_text(_advice(point))}"
        for point in report.unmet
    ]
    return "".join(line + "\n" for line in lines)


def _command_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command_text(text).replace(":", "%3A").replace(",", "%2C")


def _gitlab(report: Report) -> str:
    """Code Quality: a list of issues, each with a fingerprint that stays when lines move."""
    severities = {"error": "major", "warning": "minor"}
    seen: dict[str, int] = {}
    issues = []
    for each in report.findings:
        path = report.prefix + each["file"]
        same = f"{path}\0{each['code']}\0{each['message']}"
        seen[same] = seen.get(same, 0) + 1
        issues.append(
            {
                "description": _sentences(each),
                "check_name": each["code"],
                "fingerprint": _fingerprint(f"{same}\0{seen[same]}"),
                "severity": severities[each["severity"]],
                "location": {"path": path, "lines": {"begin": each["line"]}},
            }
        )
    issues += [
        {
            "description": _advice(point),
            "check_name": point["id"],
            "fingerprint": _fingerprint(f"{report.prefix}\0{point['id']}"),
            "severity": "info",
            "location": {"path": f"{report.prefix}program.yaml", "lines": {"begin": 1}},
        }
        for point in report.unmet
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _sarif(report: Report) -> str:
    """SARIF 2.1.0; columns count characters, as rmentor's do."""
    results: list[dict[str, Any]] = [
        {
            "ruleId": each["code"],
            "level": each["severity"],
            "message": {"text": _sentences(each)},
            "locations": [_place(report.prefix + each["file"], each["line"], each["column"])],
        }
        for each in report.findings
    ]
    results += [
        {
            "ruleId": f"ready-{point['id']}",
            "level": "note",
            "message": {"text": _advice(point)},
            "locations": [_place(f"{report.prefix}program.yaml", 1, 1)],
        }
        for point in report.unmet
    ]
    rules = [{"id": rule} for rule in sorted({str(result["ruleId"]) for result in results})]
    driver = {"name": "rmentor", "version": report.version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _place(path: str, line: int, column: int) -> dict[str, Any]:
    from urllib.parse import quote

    region = {"startLine": line, "startColumn": column}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path)}, "region": region}}


def _junit(report: Report) -> str:
    """One case a finding, or one that passes where there is none; and one a point of readiness."""
    suites = ET.Element("testsuites", name="rmentor check")
    files = ET.SubElement(suites, "testsuite", name="files")
    for each in report.findings:
        place = f"{report.prefix}{each['file']}:{each['line']}:{each['column']}"
        case = _case(files, each["code"], place)
        if each["severity"] == "error" or report.strict:
            _outcome(case, "failure", each["severity"], f"{place}: {_sentences(each)}")
        else:
            ET.SubElement(case, "system-out").text = _xml(f"{place}: {_sentences(each)}")
    if not report.findings:
        _case(files, "files", report.prefix + "program.yaml")
    ready = ET.SubElement(suites, "testsuite", name="readiness")
    for point in report.readiness:
        case = _case(ready, point["id"], "readiness")
        if point["state"] == "unmet" and report.strict:
            _outcome(case, "failure", "unmet", _advice(point))
        elif point["state"] != "met":
            _outcome(case, "skipped", None, _advice(point))
    for suite in (files, ready):
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=False) + "\n"


def _case(suite: ET.Element, name: str, place: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", name=_xml(name), classname=_xml(place))


def _outcome(case: ET.Element, kind: str, sort: str | None, text: str) -> None:
    outcome = ET.SubElement(case, kind, message=_xml(text))
    if sort is not None:
        outcome.set("type", sort)


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _sentences(finding: Mapping[str, Any]) -> str:
    return clean(" ".join(part for part in (finding["message"], finding["help"]) if part))


def _advice(point: Mapping[str, Any]) -> str:
    return clean(" → ".join(part for part in (point["evidence"], point["next"]) if part))


_WRITERS: Mapping[str, Callable[[Report], str]] = {
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
    "junit": _junit,
}
