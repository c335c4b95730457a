"""The door: a folder's bytes in; the program and everything that is wrong with it out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from rmentor.findings import Finding, Spot
from rmentor.folder.build import build
from rmentor.folder.catalogue import built_in_topics
from rmentor.folder.checks.documents import Documents, maps
from rmentor.folder.checks.surveys import Known, all_answers, known_names, read_answers
from rmentor.folder.checks.table import checked
from rmentor.folder.closest import nearest
from rmentor.folder.followup import build_survey
from rmentor.folder.memory import Memory
from rmentor.folder.problems import shape_findings, shown
from rmentor.folder.read import Sources, meant_name
from rmentor.folder.schema.doc import WordsDoc
from rmentor.folder.schema.files import SHAPES, kind_of, validated
from rmentor.folder.schema.program import ProgramDoc
from rmentor.folder.schema.surveys import SurveyDoc
from rmentor.folder.yaml_load import Parsed, collector_held, legible, load_yaml
from rmentor.language.catalogue import LANGUAGES
from rmentor.model.program import Program
from rmentor.model.surveys import Answer, Survey
from rmentor.model.topics import Words
from rmentor.resources import template_names

PROGRAM_FILE = "program.yaml"
_SLUG = re.compile(r"[a-z0-9-]{1,64}")
_LANGUAGE = re.compile(r"^language:[ \t]*[\"']?(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder says.

    Attributes:
        program: Checked and complete; None if there is any error.
        findings: All errors and warnings, sorted by file.
        language: Of the program, ``fr`` or ``en``, as far as it can be told.
        homes: File that holds each participant, by id.
    """

    program: Program | None
    findings: tuple[Finding, ...]
    language: str
    homes: Mapping[str, str]


# What plan.yaml may name that is gone: planning again writes it anew, and calls sessions off.
LEFT_BEHIND = frozenset(("unknown-pair", "unknown-module", "unknown-topic"))


def load(sources: Sources, *, to_plan: bool = False, memory: Memory | None = None) -> Loaded:
    """Read and check all files of a program. Never raises for what is in them.

    Args:
        sources: What was read.
        to_plan: Give the program also where the only errors are that plan.yaml names what is gone.
        memory: Of the folder read before, where many are read one after the other.
    """
    with collector_held():
        return _load(sources, to_plan=to_plan, memory=memory)


def _load(sources: Sources, *, to_plan: bool, memory: Memory | None) -> Loaded:
    if memory is not None:
        memory.turn()
    read = memory.parsed if memory is not None else load_yaml
    parsed = {
        path: read(content)
        for path, content in sorted(sources.files.items())
        if path.endswith(".yaml") and kind_of(path) != "templates"
    }
    findings = [*sources.problems, *_about_files(sources)]
    for path, each in parsed.items():
        findings += _yaml_findings(path, each)
    documents, homes = _documents(sources, parsed), _homes(parsed)
    across = memory.checked(documents) if memory is not None else checked(documents)
    tables = _answer_files(sources)
    known = known_names(documents) if tables else Known()
    docs: dict[str, BaseModel] = {}
    for path in sorted(parsed):
        # Each value goes when its document is there: of a million people there is no room for both.
        findings += _shaped(path, parsed.pop(path), docs, memory)
    answers, told = _answers(sources, docs, tables, known, memory)
    findings += [*across, *told]
    findings.sort(key=lambda finding: (finding.spot.file, finding.code, str(finding.spot)))
    is_right = all(
        finding.severity != "error" or (to_plan and _is_left_behind(finding))
        for finding in findings
    )
    return Loaded(
        program=replace(_remembered(sources, docs, memory), answers=answers) if is_right else None,
        findings=tuple(findings),
        language=_language(sources, docs),
        homes=homes,
    )


def _is_left_behind(finding: Finding) -> bool:
    return finding.spot.file == "plan.yaml" and finding.code in LEFT_BEHIND


def _unsaid(_: WordsDoc) -> Words:
    """Leave the words of a question out: its answers are read by its scale."""
    return Words("", "")


def _answer_files(sources: Sources) -> dict[str, bytes]:
    """Bytes of each surveys/ID.csv, by path."""
    return {
        path: content
        for path, content in sources.files.items()
        if path.endswith(".csv") and kind_of(path) == "surveys"
    }


def _answers(
    sources: Sources,
    docs: Mapping[str, BaseModel],
    tables: Mapping[str, bytes],
    known: Known,
    memory: Memory | None,
) -> tuple[dict[str, tuple[Answer, ...]], list[Finding]]:
    """Answers of all surveys, and what is wrong with them."""
    surveys: dict[str, Survey | None] = {}
    for path in sources.files if tables else ():
        if kind_of(path) == "surveys" and path.endswith(".yaml"):
            name, doc = PurePosixPath(path).stem, docs.get(path)
            surveys[name] = build_survey(name, doc, _unsaid) if isinstance(doc, SurveyDoc) else None
    read = memory.answered if memory is not None else read_answers
    answers, findings = all_answers(tables, surveys, known, read)
    return {name: found for name, found in sorted(answers.items()) if found}, findings


def _documents(sources: Sources, parsed: Mapping[str, Parsed]) -> Documents:
    return Documents(
        values={path: each.value for path, each in parsed.items()},
        lost={path: each.lost for path, each in parsed.items() if each.lost},
        unread=frozenset(problem.spot.file for problem in sources.problems),
        catalogue=built_in_topics(),
    )


def _about_files(sources: Sources) -> Iterator[Finding]:
    """Files that are missing, misnamed, or named after nothing."""
    refused = {problem.spot.file for problem in sources.problems}
    if PROGRAM_FILE not in sources.files and PROGRAM_FILE not in refused:
        yield Finding("missing-file", Spot(PROGRAM_FILE, mark=(1, 1)), {"file": PROGRAM_FILE})
    for path in sources.strange:
        args: dict[str, object] = {"right": meant_name(path) or ""}
        yield Finding("misnamed-file", Spot(path, mark=(1, 1)), args, "warning")
    yield from _alike_files(sources.files)
    templates = [path for path in sources.files if kind_of(path) == "templates"]
    # A kit is overridden by its name alone, whatever the language of the built-in one.
    known = sorted({PurePosixPath(name).name for name in template_names()}) if templates else ()
    for path in templates:
        name = path.removeprefix("templates/")
        if name not in known:
            args = {"value": shown(name), "close": nearest(name, known), "known": ", ".join(known)}
            yield Finding("unknown-template", Spot(path, mark=(1, 1)), args, "warning")
    for path in sources.files:
        name = PurePosixPath(path).stem
        if kind_of(path) == "surveys" and not _SLUG.fullmatch(name):
            yield Finding("survey-name", Spot(path, mark=(1, 1)), {"value": shown(name)})


def _alike_files(paths: Iterable[str]) -> Iterator[Finding]:
    """Names that some disks take for one: they tell no capitals, or no two ways to write an accent."""
    first: dict[str, str] = {}
    for path in paths:
        other = first.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            yield Finding("file-alike", Spot(path, mark=(1, 1)), {"other": shown(other)})


def _yaml_findings(path: str, parsed: Parsed) -> Iterator[Finding]:
    for problem in parsed.problems:
        spot = Spot(path, mark=(problem.line, problem.column))
        yield Finding(problem.code, spot, problem.args)


def _shaped(
    path: str, parsed: Parsed, docs: dict[str, BaseModel], memory: Memory | None
) -> Iterator[Finding]:
    """Put the document of a file into ``docs``, or find what is wrong with its shape."""
    kind = kind_of(path)
    if kind not in SHAPES or (parsed.value is None and parsed.lost):
        return
    if kind == "framework" and parsed.value is None:
        # An empty file says nothing: the framework is the classic one.
        return
    try:
        docs[path] = memory.shaped(kind, parsed) if memory else validated(kind, parsed.value)
    except ValidationError as error:
        yield from _without_lost_keys(shape_findings(path, kind, parsed.value, error), parsed)


def _without_lost_keys(findings: Iterator[Finding], parsed: Parsed) -> Iterator[Finding]:
    """Leave out that a top-level key is missing whose piece of the file could not be read."""
    for finding in findings:
        key = finding.args.get("key")
        is_lost = finding.code == "missing-key" and any(
            piece.startswith(f"{key}:") for piece in parsed.lost
        )
        if not is_lost or finding.spot.keys:
            yield finding


def _remembered(sources: Sources, docs: Mapping[str, BaseModel], memory: Memory | None) -> Program:
    """Build the program, with what is remembered of the last one."""
    return _program(docs) if memory is None else memory.built(sources.files, docs, _program)


def _program(docs: Mapping[str, BaseModel]) -> Program:
    """Build the program of documents of which none is wrong."""
    many: dict[str, dict[str, Any]] = {kind: {} for kind in ("participants", "journal", "surveys")}
    single: dict[str, Any] = {}
    for path, doc in docs.items():
        kind = kind_of(path)
        if kind in many:
            many[kind][PurePosixPath(path).stem] = doc
        elif kind != "program":
            single[kind] = doc
    return build(
        cast("ProgramDoc", docs[PROGRAM_FILE]),
        people=[doc for path, doc in docs.items() if kind_of(path) == "participants"],  # type: ignore[misc]
        journals=many["journal"],
        surveys=many["surveys"],
        catalogue=built_in_topics(),
        **single,
    )


def _language(sources: Sources, docs: Mapping[str, BaseModel]) -> str:
    """Language of the program, even where the rest of program.yaml is wrong."""
    doc = docs.get(PROGRAM_FILE)
    if isinstance(doc, ProgramDoc):
        return doc.language
    said = _LANGUAGE.search(legible(sources.files.get(PROGRAM_FILE, b"")))
    return said[1] if said and said[1] in LANGUAGES else "en"


def _homes(parsed: Mapping[str, Parsed]) -> dict[str, str]:
    homes: dict[str, str] = {}
    for path, each in parsed.items():
        if kind_of(path) == "participants":
            for _, item in maps(each.value, "participants"):
                if isinstance(item.get("id"), str):
                    homes.setdefault(item["id"].strip(), path)
    return homes
