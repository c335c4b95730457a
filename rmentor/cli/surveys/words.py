"""What an import of answers would do, in words for 80 columns: counts, and never what somebody answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rmentor.cli.options import Common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType

    from rmentor.intake.answer_desk import Outcome
    from rmentor.intake.exports import Export
    from rmentor.intake.problems import Problem


def show_export(export: Export, common: Common) -> None:
    """Show what was read, and as what; beside a diff as messages."""
    from rmentor.cli.intake import columns_in_words
    from rmentor.cli.terminal import console_for

    if common.json or (common.dry_run and common.quiet):
        return
    console = console_for(to_stderr=common.dry_run)
    for part in (*_files_in_words(export), *columns_in_words(export.columns)):
        console.print(part)


def show_outcome(found: Outcome, common: Common, on: date) -> None:
    """Show the counts and what is wrong, file by file; as one JSON document with ``--json``."""
    from rmentor.cli.import_ import warn_of
    from rmentor.cli.terminal import console_for, show_json, warn

    awaited = _awaited(found, on)
    if common.json:
        show_json(_outcome_json(found, awaited))
    elif not (common.dry_run and common.quiet):
        console = console_for(to_stderr=common.dry_run)
        for part in _counts_in_words(found, awaited):
            console.print(part)
    for file, same in groupby(found.problems, key=lambda each: each[0]):
        if file and len(found.export.stack.names) > 1:
            warn(file)
        warn_of(tuple(problem for _, problem in same))


def _awaited(found: Outcome, on: date) -> int:
    """How many answers are still awaited, with those of this run in."""
    from rmentor.followup.surveys import counts

    survey = found.after.surveys[found.survey]
    return counts(found.after, survey, on).awaited


def _files_in_words(export: Export) -> Iterator[RenderableType]:
    from rich.text import Text

    from rmentor.cli.terminal import clean

    rows = language().plural("%(n)d row", "%(n)d rows", len(export.stack.sheet.rows))
    names = language().few(export.stack.names, 3)
    yield Text(clean(f"{names}: {rows}"), style="bold")


def _counts_in_words(found: Outcome, awaited: int) -> Iterator[RenderableType]:
    from rich.text import Text

    settled = found.settled
    counts = say(
        "%(new)d new, %(changed)d changed, %(same)d unchanged, %(refused)d refused.",
        new=settled.new,
        changed=settled.changed,
        same=settled.same + settled.kept,
        refused=found.refused,
    )
    yield Text(counts, style="bold")
    if settled.changed:
        yield language().plural(
            "%(n)d later answer takes the place of an earlier one.",
            "%(n)d later answers take the place of earlier ones.",
            settled.changed,
        )
    if settled.earlier:
        yield language().plural(
            "%(n)d row is followed by a later one of the same person, which counts.",
            "%(n)d rows are followed by a later one of the same person, which counts.",
            settled.earlier,
        )
    if found.export.replies.silent and found.export.is_readable:
        yield language().plural(
            "%(n)d row answers nothing.",
            "%(n)d rows answer nothing.",
            found.export.replies.silent,
        )
    yield language().plural(
        "%(n)d answer is still awaited.", "%(n)d answers are still awaited.", awaited
    )


def _outcome_json(found: Outcome, awaited: int) -> dict[str, object]:
    """Counts only: what somebody answered stands nowhere in it."""
    export, settled, people = found.export, found.settled, found.people
    changed = people.intake if people else None
    return {
        "survey": found.survey,
        "files": list(export.stack.names),
        "rows": len(export.stack.sheet.rows),
        "columns": [
            {"header": column.header, "key": column.key, "how": column.how}
            for column in export.columns
        ],
        "new": settled.new,
        "changed": settled.changed,
        "same": settled.same,
        "kept": settled.kept,
        "earlier": settled.earlier,
        "refused": found.refused,
        "silent": export.replies.silent,
        "awaited": awaited,
        "participants": None
        if changed is None
        else {
            "accepted": found.accepted,
            "added": len(changed.added),
            "changed": len(changed.changed),
            "unchanged": len(changed.unchanged),
        },
        "problems": _problems_json(found.problems),
    }


def _problems_json(problems: Sequence[tuple[str, Problem]]) -> list[dict[str, object]]:
    from rmentor.intake.views import problems_json

    return [
        {"file": file or None, **each}
        for file, problem in problems
        for each in problems_json([problem], language())
    ]
