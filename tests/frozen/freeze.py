"""Freeze what a release reads, for ever: ``python -m tests.frozen.freeze`` before it is tagged.

Each release has a folder with programs as they were written then, the pairing of the sample, and the
documents that their files mean. Later releases must read them as this one does; a frozen folder is
never written anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rmentor import __version__
from rmentor.folder.answers import answers_text
from rmentor.folder.documents import documents
from rmentor.folder.emit import as_loaded
from rmentor.folder.load import load
from rmentor.folder.read import Sources, read_sources
from rmentor.model.program import Program
from rmentor.pairing.pair import pair
from rmentor.pairing.views import pairing_json
from tests.folder.whole_program import WHOLE

FROZEN = Path(__file__).parent
SAMPLE = FROZEN.parents[1] / "sample_program"
_PAIR = ("id", "mentor", "mentees", "topics", "score", "criteria")
_ANSWERS = (
    "person,role,pair,session,date,useful,fit\n"
    "catherine-a,mentee,pauline-r--catherine-a,1,2027-01-20,4,good\n"
    "pauline-r,mentor,pauline-r--catherine-a,1,2027-01-20,,deciding\n"
)


def meaning(program: Program) -> dict[str, Any]:
    """What the files of a program mean, as plain values in one order."""
    said = {path: as_loaded(value) for path, value in documents(program).items()}
    found: dict[str, Any] = json.loads(json.dumps(said, sort_keys=True))
    return found


def program_of(files: Mapping[str, bytes]) -> Program:
    """The program that some files say."""
    found = load(Sources(None, dict(sorted(files.items()))))
    assert found.program is not None, found.findings
    return found.program


def pairing_of(program: Program) -> dict[str, Any]:
    """The pairing as ``pair --json`` gives it, without what is said to people about it."""
    found = json.loads(json.dumps(pairing_json(pair(program))))
    summary = {
        key: found["summary"][key] for key in ("mentees", "paired", "total", "lowest", "aim")
    }
    return {
        "pairs": [{key: each[key] for key in _PAIR} for each in found["pairs"]],
        "unpaired": [each["id"] for each in found["unpaired"]],
        "summary": summary,
    }


def answers_of(program: Program) -> dict[str, str]:
    """Answers to each survey, as its file would have them."""
    return {
        name: answers_text(program.surveys[name], given) for name, given in program.answers.items()
    }


def freeze(folder: Path) -> None:
    """Write the programs of this release, and what they mean, into a new folder."""
    programs = {
        "sample": dict(read_sources(SAMPLE).files),
        "whole": {
            **{path: text.encode() for path, text in WHOLE.items()},
            "surveys/pulse.csv": _ANSWERS.encode(),
        },
    }
    folder.mkdir()
    for name, files in programs.items():
        for path, content in files.items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        program = program_of(files)
        _write(folder / f"{name}.json", {**meaning(program), "answers": answers_of(program)})
    _write(folder / "sample-pairs.json", pairing_of(program_of(programs["sample"])))


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    freeze(FROZEN / (sys.argv[1] if len(sys.argv) > 1 else __version__))
