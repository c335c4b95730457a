"""What an import would do, in words and tables for 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rmentor.intake.compare import Difference
    from rmentor.intake.mapping import SheetMapping
    from rmentor.intake.merge import Column, Intake
    from rmentor.intake.sheets import Sheet
    from rmentor.model.program import Program

MOST_PEOPLE = 20
MOST_CHANGED = 40
_HEADING_WIDTH = 44


def sheet_in_words(file: Path, table: Sheet, mapping: SheetMapping) -> Iterator[RenderableType]:
    """Say what was read, and by which entry of import.yaml."""
    from rich.text import Text

    from rmentor.cli.terminal import clean

    rows = language().plural("%(n)d row", "%(n)d rows", len(table.rows))
    if table.sheet:
        place = say("%(file)s, sheet “%(sheet)s”", file=file.name, sheet=table.sheet)
        line = f"{place}: {rows}"
    else:
        delimiter = {"\t": say("tab")}.get(table.delimiter, table.delimiter)
        how = say("%(encoding)s, cells parted by %(sign)s", encoding=table.encoding, sign=delimiter)
        line = f"{file.name}: {rows} ({how})"
    yield Text(clean(line), style="bold")
    if table.others:
        others = ", ".join(table.others)
        yield clean(say("Other sheets, not read: %(names)s (choose with --sheet)", names=others))
    if mapping.id != table.id:
        yield clean(say("Read as “%(id)s” in import.yaml: same headings.", id=mapping.id))


def columns_in_words(columns: Sequence[Column]) -> Iterator[RenderableType]:
    """Say which column is read as which key, and which are left out and why."""
    from rmentor.cli.terminal import clean, table

    hows = {"guessed": say("guessed"), "remembered": say("remembered")}
    rows = [
        (_short(column.header), column.key, hows[column.how]) for column in columns if column.key
    ]
    if rows:
        yield table((say("Column"), say("Read as"), ""), rows)
    for how, sentence in (
        ("sensitive", say("Never read, being nobody's business here: %(names)s")),
        ("stated", say("Left out, as import.yaml says: %(names)s")),
        ("unknown", say("Left out, for want of a key (--map HEADING=KEY): %(names)s")),
    ):
        names = [_short(column.header) for column in columns if column.how == how]
        if names:
            yield clean(sentence % {"names": " · ".join(names)})
    yield ""


def changes_in_words(program: Program, intake: Intake) -> Iterator[RenderableType]:
    """Say who comes in, what changes of whom, and what stays as it was edited by hand."""
    from rich.text import Text

    from rmentor.cli.terminal import clean

    if intake.added:
        yield clean(say("New: %(names)s", names=_some(intake.added)))
    names = {person.id: person.name for person in program.participants}
    for person in intake.changed[:MOST_CHANGED]:
        yield Text(clean(f"{names[person]} ({person})"), style="bold")
        yield _differences([each for each in intake.differences if each.person == person])
    if len(intake.changed) > MOST_CHANGED:
        more = len(intake.changed) - MOST_CHANGED
        yield say("… and %(n)d more; --json has them all.", n=more)
    if intake.kept:
        kept = [f"{each.person} {each.key}" for each in intake.kept]
        yield clean(say("Edited by hand since, and kept: %(names)s", names=_some(kept)))
    yield Text(
        say(
            "%(added)d added, %(changed)d changed, %(unchanged)d unchanged.",
            added=len(intake.added),
            changed=len(intake.changed),
            unchanged=len(intake.unchanged),
        ),
        style="bold",
    )


def _differences(differences: Sequence[Difference]) -> RenderableType:
    """Key, value in the file, value in the sheet."""
    from rich.table import Table
    from rich.text import Text

    from rmentor.cli.terminal import clean
    from rmentor.intake.compare import in_words

    grid = Table.grid(padding=(0, 1))
    for each in differences:
        grid.add_row(
            Text("   " + clean(each.key)),
            Text(clean(in_words(each.before)), style="red"),
            "→",
            Text(clean(in_words(each.after)), style="green"),
        )
    return grid


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:MOST_PEOPLE])
    more = len(names) - MOST_PEOPLE
    return shown + (f" (+{more})" if more > 0 else "")


def _short(heading: str) -> str:
    return heading if len(heading) <= _HEADING_WIDTH else heading[: _HEADING_WIDTH - 1] + "…"
