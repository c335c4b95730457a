"""``rmentor survey import``: answers from what form tools export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Check, Common, Now, today_or_now, with_common
from rmentor.cli.speech import say
from rmentor.cli.usage import Command

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.intake.answer_desk import Desk
    from rmentor.intake.applicants import Applicants
    from rmentor.intake.mapping import SheetMapping
    from rmentor.intake.stack import Stack

Name = Annotated[str, typer.Argument(metavar="ID", help=say("Id of a survey."))]
Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help=say("The export, or files that people sent back: CSV, XLSX or ODS.")
    ),
]
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
        metavar="HEADING=QUESTION",
        help=say(
            "What a column is: id of a question, name, email, person, role, pair, session, date, ignore …"
        ),
        show_default=False,
    ),
]
Dates = Annotated[
    str | None,
    typer.Option(
        "--dates",
        metavar="dd/mm/yyyy|mm/dd/yyyy",
        help=say("Which number of a date is the month, where nothing proves it."),
        show_default=False,
    ),
]
InOrder = Annotated[
    bool,
    typer.Option(
        "--in-order",
        help=say(
            "Headings that are codes, such as Q1[SQ001], are the open questions in their order."
        ),
    ),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help=say("Where surveys/ID.csv differs for the same day, the export is right."),
    ),
]
Yes = Annotated[
    bool,
    typer.Option("--yes", help=say("Change participants.yaml by the answers without asking.")),
]


Strict = Annotated[
    bool,
    typer.Option("--strict", help=say("Take nothing and exit with 1 if any row is refused.")),
]


def register_import(group: typer.Typer) -> None:
    """Add the command to the group ``rmentor survey``."""
    group.command(
        "import",
        cls=Command,
        help=say(
            "Read answers from what Google Forms, Microsoft Forms, LimeSurvey, Framaforms and others "
            "export, or from rmentor’s own forms. Importing again changes nothing; a later answer of "
            "the same person takes the place of the earlier one. Answers before the start also "
            "propose changes of participants.yaml."
        ),
        epilog=say("Example: rmentor survey import pulse answers.csv --dry-run"),
    )(with_common(import_answers))


def import_answers(
    name: Name,
    files: Files,
    sheet: SheetName = None,
    columns: Columns = None,
    dates: Dates = None,
    in_order: InOrder = False,
    overrule: Replace = False,
    yes: Yes = False,
    strict: Strict = False,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Read the files, show what they change, and change it."""
    from rmentor.cli.ending import end
    from rmentor.cli.import_ import stop_at
    from rmentor.cli.opening import open_program
    from rmentor.cli.progress import working
    from rmentor.cli.proving import proved
    from rmentor.cli.surveys.finding import find_survey
    from rmentor.cli.surveys.words import show_export, show_outcome
    from rmentor.cli.terminal import warn
    from rmentor.intake.answer_desk import desk_for, outcome

    on = today_or_now(today)
    ready = open_program(common)
    survey = find_survey(ready.program, name)
    desk, wrong = desk_for(ready.program, ready.sources, ready.loaded.homes, survey)
    stop_at(wrong, common, code=1)
    with working(say("Reading the sheet …")):
        stack = _stack(desk, files, sheet)
        mapping = _mapping(desk, stack, columns or [], dates, common)
        export = desk.read(stack, mapping, in_order=in_order)
        people = desk.applicants(export, mapping)
    show_export(export, common)
    writes = not (check or common.dry_run)
    accepted = _accepts(ready, people, common, yes=yes or not writes)
    found = outcome(desk, export, people, accepted=accepted, overrule=overrule, mapping=mapping)
    show_outcome(found, common, on)
    if found.is_empty or (strict and found.refused):
        warn(say("Nothing was imported."))
        raise typer.Exit(1)
    changes = proved(ready, found.changes)
    message = say("Import answers to %(survey)s", survey=survey.id)
    end(ready.root, ready.sources, changes, common, message=message, check=check)
    if found.refused:
        raise typer.Exit(1)


def _stack(desk: Desk, files: Sequence[Path], sheet: str | None) -> Stack:
    """Read all files; a file that is named twice is read once."""
    from rmentor.intake.exports import read_answer_sheet
    from rmentor.intake.stack import stacked

    sheets = [
        (file.name, read_answer_sheet(file, desk.questions, sheet=sheet))
        for file in dict.fromkeys(files)
    ]
    return stacked(desk.survey.id, sheets)


def _mapping(
    desk: Desk, stack: Stack, columns: list[str], dates: str | None, common: Common
) -> SheetMapping | None:
    """What import.yaml and the options say; ends with 2 where an option cannot be understood.

    Raises:
        Wrong: ``--dates`` or ``--map`` is in no form that is known.
    """
    from rmentor.cli.import_ import settings, stop_at
    from rmentor.errors import Wrong
    from rmentor.intake.days import DATE_ORDERS
    from rmentor.intake.mapping import SURVEYS, SheetMapping, amended

    if dates is not None and dates not in DATE_ORDERS:
        form = " | ".join(DATE_ORDERS)
        raise Wrong(what=say("“%(text)s” is not %(form)s.", text=dates, form=form))
    said = settings(columns, "HEADING=QUESTION")
    if desk.before is None and not said and dates is None:
        return None
    mapping = desk.before or SheetMapping(desk.survey.id)
    mapping, wrong = amended(mapping, stack.sheet.headers, said, {}, SURVEYS)
    stop_at(wrong, common, code=2)
    return replace(mapping, dates=dates or mapping.dates)


def _accepts(ready: Ready, people: Applicants | None, common: Common, *, yes: bool) -> bool:
    """Whether participants are to change by the answers: shown first, then asked on a terminal."""
    from rmentor.cli.intake import changes_in_words
    from rmentor.cli.terminal import console_for, on_a_terminal, show_text, tell
    from rmentor.folder.diffs import unified_diff
    from rmentor.folder.edit import apply

    if people is None or not people.intake.changes:
        return people is not None
    asks = not yes and on_a_terminal() and not common.json
    if not common.json and not (common.dry_run and common.quiet):
        console = console_for(to_stderr=common.dry_run)
        console.print(say("In participants.yaml:"), style="bold")
        for part in changes_in_words(ready.program, people.intake):
            console.print(part)
    if not asks:
        if not yes:
            tell(say("participants.yaml stays as it is. To change it by these answers: --yes"))
        return yes
    show_text(unified_diff(ready.root, apply(ready.sources, people.intake.changes)))
    return typer.confirm(say("Change participants.yaml by these answers?"), err=True)
