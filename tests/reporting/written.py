"""What the three doors of reporting write for a program, by path."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rmentor.changes import Remove, Write
from rmentor.model.kits import KITS
from rmentor.model.program import Program
from rmentor.reporting.files import calendar_changes, report_changes, session_changes
from tests.builders import sources_of
from tests.reporting.programs import TODAY, its_pairing

REPORTS = ("program", "sponsor", "pair", *KITS, "closing", "certificate")


def written(
    program: Program,
    *,
    templates: Mapping[str, str] | None = None,
    today: date | None = TODAY,
    existing: frozenset[str] = frozenset(),
) -> dict[str, bytes | None]:
    """Files that a program's plan and reports give; None for one that is removed."""
    sources = sources_of(templates or {})
    changes = [
        *session_changes(program, program.plan, sources, existing),
        *calendar_changes(program, program.plan, existing),
        *report_changes(
            program, its_pairing(program), sources, REPORTS, today=today, existing=existing
        ),
    ]
    files: dict[str, bytes | None] = {}
    for change in changes:
        assert isinstance(change, Write | Remove)
        assert change.file not in files
        text = change.text if isinstance(change, Write) else None
        files[change.file] = text.encode() if isinstance(text, str) else text
    return files


def reports_of(program: Program, *wanted: str, today: date | None = TODAY) -> dict[str, str]:
    """Markdown of these reports alone."""
    changes = report_changes(
        program, its_pairing(program), sources_of({}), wanted, today=today, existing=()
    )
    return {
        change.file: str(change.text)
        for change in changes
        if isinstance(change, Write) and change.file.endswith(".md")
    }


def texts(program: Program, **options: object) -> dict[str, str]:
    """Markdown files alone."""
    return {
        path: content.decode()
        for path, content in written(program, **options).items()  # type: ignore[arg-type]
        if content is not None and path.endswith(".md")
    }
