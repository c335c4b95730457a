"""``rmentor check``: every mistake at its place, then the readiness list."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli.options import Common, Today, day, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from datetime import date

    from rmentor.cli.opening import Opened
    from rmentor.findings import Finding
    from rmentor.planning.readiness import Readiness


class Form(StrEnum):
    """Forms of the findings; ``cli/formats.py`` writes all but the first two."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE…]",
        help=say("Check the programs that these files belong to, as pre-commit asks for it."),
        show_default=False,
    ),
]
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
    files: Files = None,
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
    from rmentor.cli.terminal import tell

    on = day(today)
    if not files:
        if _is_wrong(common, form, on, strict=strict):
            raise typer.Exit(1)
        return
    roots = _programs_of(files)
    if len(roots) > 1 and (common.json or form in (Form.json, Form.sarif, Form.junit, Form.gitlab)):
        from rmentor.errors import Wrong

        raise Wrong(what=say("One document is about one program: name one with --program."))
    if not roots:
        tell(say("None of these files belongs to a program."))
    wrong = [
        _is_wrong(replace(common, program=root), form, on, strict=strict, under=_way_to(root))
        for root in roots
    ]
    if any(wrong):
        raise typer.Exit(1)


def _programs_of(files: Iterable[Path]) -> list[Path]:
    """Folders of the programs that the files lie in, each once; a file outside of any is passed over."""
    from rmentor.errors import NoProgram
    from rmentor.folder.find import find_program

    found = set()
    for path in files:
        with suppress(NoProgram):
            found.add(find_program(path.parent))
    return sorted(found)


def _way_to(root: Path) -> str:
    """How files of a program are named by somebody who named them from here, as a prefix."""
    here = Path.cwd()
    below = root.resolve()
    return f"{below.relative_to(here).as_posix()}/" if here in below.parents else ""


def _is_wrong(
    common: Common, form: Form, today: date | None, *, strict: bool, under: str = ""
) -> bool:
    """Check one program and show what there is to say; answer whether the check failed."""
    from rmentor.cli.excerpts import findings_json, show_findings
    from rmentor.cli.opening import open_folder

    opened = open_folder(common)
    findings = [*opened.loaded.findings, *_kept_too_long(opened, today)]
    points = _readiness(opened, today)
    if common.json or form is not Form.text:
        told = {
            "findings": findings_json(opened.sources, findings),
            "readiness": [
                {"id": p.id, "state": p.state, "evidence": p.evidence, "next": p.next}
                for p in points
            ],
        }
        _write_out(opened, told, Form.json if common.json else form, strict=strict)
    else:
        show_findings(opened.sources, findings, under=under)
        if opened.loaded.program is not None:
            _show(opened, points)
    wrong = any(f.severity == "error" for f in findings)
    doubtful = bool(findings) or any(p.state == "unmet" for p in points)
    return wrong or (strict and doubtful)


def _kept_too_long(opened: Opened, today: date | None) -> tuple[Finding, ...]:
    """Data of people that is kept past its time, where somebody says what day it is."""
    from rmentor.folder.checks.retention import kept_too_long

    program = opened.loaded.program
    return tuple(kept_too_long(program, today)) if program is not None and today else ()


def _write_out(opened: Opened, told: dict[str, Any], form: Form, *, strict: bool) -> None:
    """Print what was found in a form that programs read."""
    from rmentor.cli.terminal import show_json, show_text

    if form is Form.json:
        show_json(told)
        return
    from rmentor import __version__
    from rmentor.cli.formats import Report, in_format
    from rmentor.git import path_in_repository

    prefix = path_in_repository(opened.root)
    report = Report(**told, prefix=prefix, strict=strict, version=__version__)
    show_text(in_format(form.value, report))


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
