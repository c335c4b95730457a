"""``rmentor check``: every mistake at its place, then the readiness list."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Common, Today, day, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from datetime import date

    from rmentor.cli.opening import Opened
    from rmentor.planning.readiness import Readiness


class Form(StrEnum):
    """Forms of the findings; ``cli/formats.py`` writes all but the first two."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


_MARKS = {"met": "✓", "unmet": "✗", "unknown": "?"}
_COLOURS = {"met": "green", "unmet": "red", "unknown": "yellow"}


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "check",
        help=say("Check every file, then say whether the program is ready to start."),
        epilog=say("Example: rmentor check --strict"),
    )(with_common(check))


def check(
    strict: Annotated[
        bool,
        typer.Option("--strict", help=say("Exit with 1 for warnings and unmet points as well.")),
    ] = False,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            metavar="|".join(Form),
            help=say("For people, programs, GitHub, GitLab, code scanners or CI servers."),
        ),
    ] = Form.text,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Show all findings and the readiness list; exit with 1 if there is an error."""
    from rmentor.cli.excerpts import findings_json, show_findings
    from rmentor.cli.opening import open_folder
    from rmentor.cli.terminal import show_json, show_text

    on = day(today)
    opened = open_folder(common)
    findings = opened.loaded.findings
    points = _readiness(opened, on)
    if common.json or form is not Form.text:
        told = {
            "findings": findings_json(opened.sources, findings),
            "readiness": [
                {"id": p.id, "state": p.state, "evidence": p.evidence, "next": p.next}
                for p in points
            ],
        }
        if common.json or form is Form.json:
            show_json(told)
        else:
            from rmentor import __version__
            from rmentor.cli.formats import Report, in_format
            from rmentor.git import path_in_repository

            prefix = path_in_repository(opened.root)
            report = Report(**told, prefix=prefix, strict=strict, version=__version__)
            show_text(in_format(form.value, report))
    else:
        show_findings(opened.sources, findings)
        if opened.loaded.program is not None:
            _show(opened, points)
    wrong = any(f.severity == "error" for f in findings)
    doubtful = bool(findings) or any(p.state == "unmet" for p in points)
    if wrong or (strict and doubtful):
        raise typer.Exit(1)


def _readiness(opened: Opened, today: date | None) -> tuple[Readiness, ...]:
    from rmentor.planning.readiness import IDS, Readiness, readiness

    program = opened.loaded.program
    if program is None:
        evidence = say("the program has errors")
        return tuple(Readiness(name, "unknown", evidence, "rmentor check") for name in IDS)
    from rmentor.pairing.explain import only_in_line

    return readiness(program, language(), only_in_line(program), today=today)


def _show(opened: Opened, points: tuple[Readiness, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    from rmentor.cli.terminal import clean, show, tell

    program = opened.loaded.program
    assert program is not None  # noqa: S101
    met = sum(p.state == "met" for p in points)
    tell(
        language().plural(
            "%(name)s: no errors, %(n)d person.",
            "%(name)s: no errors, %(n)d people.",
            len(program.participants),
            name=program.name,
        ),
        "bold",
    )
    grid = Table.grid(padding=(0, 1))
    for point in points:
        mark = Text(_MARKS[point.state], style=_COLOURS[point.state])
        words = Text(clean(point.evidence))
        if point.state != "met" and point.next:
            words.append("\n→ " + clean(point.next), style="italic")
        grid.add_row(mark, Text(point.id, style="bold"), words)
    show(say("Ready to start? %(met)d of %(all)d points are met.", met=met, all=len(points)), grid)
