"""``rmentor log --form`` and ``--from``: a whole week's sessions at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rmentor.cli.options import Common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.intake.weeks import RowProblem, Week
    from rmentor.model.program import Program


def print_form(program: Program, today: date) -> None:
    """Print a form of the sessions that are due, in the program's language."""
    from rmentor.cli.terminal import show_text
    from rmentor.intake.weeks import week_form
    from rmentor.language.catalogue import speak

    show_text(week_form(program, today, speak(program.language)))


def record_week(
    ready: Ready, file: Path, today: date, common: Common, *, check: bool, correcting: bool
) -> None:
    """Record every row of a sheet that is filled in, or none where one is wrong."""
    from rmentor.cli.journal.record import changes_of, end_log
    from rmentor.cli.terminal import show_json, warn
    from rmentor.intake.sheets import read_sheet
    from rmentor.intake.weeks import problems_by_row, read_week

    week = read_week(ready.program, read_sheet(file), today, correcting=correcting)
    problems = list(problems_by_row(week.problems))
    if common.json:
        show_json(_json(week, problems))
    if problems:
        for problem in problems:
            _warn_of(problem)
        warn(say("Nothing was recorded."))
        raise typer.Exit(1)
    pairs = {telling.pair.id for _, telling in week.tellings}
    pairs |= {
        pair for pair, entries in week.after.journal.items() if _differs(ready, pair, entries)
    }
    changes = changes_of(ready, week.after, pairs, today)
    if not (common.json or common.dry_run):
        _show(week)
    message = say("Log %(file)s: %(n)d sessions", file=file.name, n=len(week.tellings))
    end_log(ready, changes, common, message=message, check=check)


def _differs(ready: Ready, pair: str, entries: object) -> bool:
    return ready.program.journal.get(pair, ()) != entries


def _show(week: Week) -> None:
    from rmentor.cli.journal.words import entry_in_words, pair_in_words
    from rmentor.cli.terminal import MOST_ROWS, show, show_styled, table

    rows = [
        (row, pair_in_words(week.after, each.pair), entry_in_words(week.after, each.entry))
        for row, each in week.tellings
    ]
    if rows:
        heads = (say("Row"), say("Pair"), say("Recorded"))
        show(table(heads, rows[:MOST_ROWS], right=(0,)))
    if len(rows) > MOST_ROWS:
        show(say("… and %(n)d more; --json has them all.", n=len(rows) - MOST_ROWS))
    show_styled(
        say(
            "%(new)d recorded, %(known)d known already, %(empty)d not filled in.",
            new=len(rows),
            known=week.known,
            empty=week.skipped,
        ),
        "bold",
    )


def _warn_of(problem: RowProblem) -> None:
    from rmentor.cli.terminal import warn
    from rmentor.folder.sentences import say as sentences

    message, remedy = sentences(problem.finding, language())
    place = say("row %(n)d", n=problem.row)
    if problem.column is not None:
        place += ", " + say("column “%(column)s”", column=problem.column)
    warn(say("%(place)s: %(what)s", place=place, what=message))
    if remedy:
        warn("    " + remedy)


def _json(week: Week, problems: list[RowProblem]) -> dict[str, object]:
    from rmentor.cli.journal.words import entry_json
    from rmentor.folder.sentences import say as sentences

    told = []
    for problem in problems:
        message, remedy = sentences(problem.finding, language())
        told.append(
            {
                "row": problem.row,
                "column": problem.column,
                "code": problem.finding.code,
                "message": message,
                "help": remedy or None,
            }
        )
    return {
        "recorded": [
            {"row": row, "pair": each.pair.id, "entry": entry_json(each.entry)}
            for row, each in week.tellings
        ],
        "known": week.known,
        "empty": week.skipped,
        "problems": told,
    }
