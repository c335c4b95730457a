"""``rmentor import``: people from a sheet."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Check, Common, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.intake.mapping import SheetMapping
    from rmentor.intake.merge import Intake
    from rmentor.intake.problems import Problem
    from rmentor.intake.sheets import Sheet


SheetName = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help=say("Sheet of a workbook. Without it: the first with rows."),
        show_default=False,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="HEADING=KEY",
        help=say(
            "What a column is: a key of participants.yaml, first-name, offers.TOPIC, ignore …"
        ),
        show_default=False,
    ),
]
Role = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar="mentor|mentee|both",
        help=say("Role of people whose row does not say it."),
        show_default=False,
    ),
]
Defaults = Annotated[
    list[str] | None,
    typer.Option(
        "--default",
        metavar="KEY=VALUE",
        help=say("Value where a row has none, such as volunteer=true or level=3."),
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "import",
        help=say(
            "Bring people in from a CSV, XLSX or ODS sheet. Which column is what is guessed, shown and "
            "remembered in import.yaml. Import the sheet again whenever it changes: only what changed "
            "in it is taken over, and edits made by hand stay."
        ),
        epilog=say("Example: rmentor import volunteers.csv --role mentor --dry-run"),
    )(with_common(import_))


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("The sheet."))],
    sheet: SheetName = None,
    columns: Columns = None,
    role: Role = None,
    defaults: Defaults = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help=say("Bring nobody in and exit with 1 if anything is wrong.")),
    ] = False,
    check: Check = False,
    *,
    common: Common,
) -> None:
    """Read the sheet, show what it changes, and change it."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.progress import working
    from rmentor.cli.proving import proved
    from rmentor.cli.terminal import show_json
    from rmentor.intake.columns import mapping_for
    from rmentor.intake.mapping import SURVEYS, amended
    from rmentor.intake.memory import remembered
    from rmentor.intake.merge import merge
    from rmentor.intake.sheets import read_sheet
    from rmentor.intake.topics import topic_index
    from rmentor.intake.views import intake_json

    said = settings(columns or [], "HEADING=KEY")
    given = settings(defaults or [], "KEY=VALUE") | ({"role": role} if role else {})
    ready = open_program(common)
    with working(say("Reading the sheet …")):
        table = read_sheet(file, sheet=sheet)
        mappings, wrong = remembered(ready.sources)
        answered, more = remembered(ready.sources, SURVEYS)
        stop_at(wrong or more, common, code=1)
        topics = topic_index(ready.program.topics)
        mapping = mapping_for(table, mappings, topics, given.get("role"))
        mapping, wrong = amended(mapping, table.headers, said, given)
        stop_at(wrong, common, code=2)
        homes = ready.loaded.homes
        intake = merge(ready.program, ready.sources, homes, table, mapping, mappings, answered)
    if common.json:
        show_json(intake_json(table, mapping.id, intake, language()))
    else:
        _show(ready, file, table, mapping, intake, common)
    _stop_if_wrong(intake, strict=strict)
    changes = proved(ready, intake.changes)
    end(
        ready.root,
        ready.sources,
        changes,
        common,
        message=say("Import %(file)s", file=file.name),
        check=check,
    )
    if not common.json:
        _say_next(intake, writes=not (check or common.dry_run))


def settings(given: list[str], form: str) -> dict[str, str]:
    """Left and right sides of options such as HEADING=KEY; a heading may hold the sign itself."""
    from rmentor.errors import Wrong

    found = {}
    for text in given:
        left, sign, right = text.rpartition("=")
        if not sign or not left.strip() or not right.strip():
            raise Wrong(what=say("“%(text)s” is not %(form)s.", text=text, form=form))
        found[left.strip()] = right.strip()
    return found


def stop_at(problems: tuple[Problem, ...], common: Common, *, code: int) -> None:
    """End with ``code`` where import.yaml or an option cannot be understood."""
    from rmentor.cli.terminal import show_json
    from rmentor.intake.views import problems_json

    if problems:
        if common.json:
            show_json({"problems": problems_json(problems, language())})
        warn_of(problems)
        raise typer.Exit(code)


def _stop_if_wrong(intake: Intake, *, strict: bool) -> None:
    """End with 1 where nobody can come in, and under --strict where anything stays out."""
    from rmentor.cli.terminal import warn

    nobody = not (intake.added or intake.changed or intake.unchanged)
    if intake.failures and (strict or nobody):
        warn(say("Nothing was imported."))
        raise typer.Exit(1)


def warn_of(problems: tuple[Problem, ...]) -> None:
    """Say each problem with its place and what to do; nothing silences it."""
    from rmentor.cli.terminal import warn
    from rmentor.intake.problems import remedy, told

    for _, same in groupby(problems, key=lambda problem: (problem.code, problem.column)):
        kind = list(same)
        for problem in kind:
            warn(("· " if problem.is_note else "✗ ") + told(problem, language()))
        if help_ := remedy(kind[0], language()):
            warn("    " + help_)


def _show(
    ready: Ready, file: Path, table: Sheet, mapping: SheetMapping, intake: Intake, common: Common
) -> None:
    """Show columns, people and problems; beside a diff only as messages."""
    from rmentor.cli.intake import changes_in_words, columns_in_words, sheet_in_words
    from rmentor.cli.terminal import console_for

    if not (common.dry_run and common.quiet):
        console = console_for(to_stderr=common.dry_run)
        for part in (
            *sheet_in_words(file, table, mapping),
            *columns_in_words(intake.columns),
            *changes_in_words(ready.program, intake),
        ):
            console.print(part)
    warn_of(intake.problems)


def _say_next(intake: Intake, *, writes: bool) -> None:
    """Say what to do now."""
    from rmentor.cli.terminal import tell

    if intake.silent:
        tell(
            language().plural(
                "%(n)d of the new people has not said yes (volunteer) and will not be paired.",
                "%(n)d of the new people have not said yes (volunteer) and will not be paired.",
                len(intake.silent),
            )
        )
        tell("    " + say("If filling in this sheet means yes: --default volunteer=true"))
    if not writes:
        return
    if intake.failures:
        tell(
            say(
                "Next: put right what is marked ✗, in the sheet or in import.yaml, and import again."
            )
        )
    elif intake.added or intake.changed:
        tell(say("Next: rmentor check"))
