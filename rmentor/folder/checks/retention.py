"""Data that is kept past its time. Only whoever knows the day can tell, so this is no part of loading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rmentor.findings import Finding
from rmentor.folder.checks.documents import warning
from rmentor.model.program import Program


def kept_too_long(program: Program, today: date) -> Iterator[Finding]:
    """People whose data is there although the program's end and ``keep_after`` have passed."""
    if program.end is None:
        return
    last = program.end + timedelta(days=program.keep_after)
    people = sum(not person.is_forgotten for person in program.participants)
    if today > last and people:
        yield warning(
            "kept-too-long",
            "program.yaml",
            ("end",),
            end=program.end.isoformat(),
            last=last.isoformat(),
            people=people,
        )
