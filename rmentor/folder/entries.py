"""Entries of journals before they are in any file: plain values in, entries and findings out.

They are checked as their file would be: by its shape, and against the program's people, topics and pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic import ValidationError

from rmentor.findings import Finding
from rmentor.folder.build import build_entry
from rmentor.folder.checks.documents import Documents
from rmentor.folder.checks.pairs import journal_people
from rmentor.folder.checks.references import unknown_ids
from rmentor.folder.dump import journal_path
from rmentor.folder.problems import shape_findings
from rmentor.folder.schema.files import validated
from rmentor.folder.schema.journal import JournalDoc
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry


def read_entries(
    program: Program, told: Mapping[str, Any]
) -> tuple[dict[str, tuple[JournalEntry, ...]], tuple[Finding, ...]]:
    """Entries by pair, in the order in which they were told, and what is wrong with them.

    A pair whose entries have a mistake in their shape has none in the answer; a name that nobody has
    is a finding, and its entry is there all the same.

    Args:
        program: The program that they are to be recorded in.
        told: For each pair, what its file would say: a list of entries, which are maps of texts.
    """
    values = {journal_path(pair): value for pair, value in told.items()}
    findings = _names(program, values)
    found: dict[str, tuple[JournalEntry, ...]] = {}
    for pair in told:
        path = journal_path(pair)
        try:
            document = cast("JournalDoc", validated("journal", values[path]))
        except ValidationError as error:
            findings += shape_findings(path, "journal", values[path], error)
            continue
        found[pair] = tuple(build_entry(each) for each in document.root)
    return found, tuple(findings)


def _names(program: Program, journals: Mapping[str, Any]) -> list[Finding]:
    """Names in journals that nobody has, or nobody of the pair."""
    people = [
        {"id": each.id, "name": each.name, **({"email": each.email} if each.email else {})}
        for each in program.participants
    ]
    pairs = [
        {
            "id": pair.id,
            "mentor": pair.mentor,
            "mentees": list(pair.mentees),
            "former": [{"who": each.who} for each in pair.former],
            **({"co_mentor": pair.co_mentor} if pair.co_mentor else {}),
        }
        for pair in program.pairs
        if f"journal/{pair.id}.yaml" in journals
    ]
    documents = Documents(
        {"participants.yaml": {"participants": people}, "pairs.yaml": {"pairs": pairs}, **journals},
        {},
        frozenset(),
        program.topics,
    )
    found = [*unknown_ids(documents), *journal_people(documents)]
    return [finding for finding in found if finding.spot.file in journals]
