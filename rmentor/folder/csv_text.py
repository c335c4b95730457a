"""CSV as the program's folder keeps it: records of text, where each cell stands, and safe cells.

A file is written with commas, quotes only where they are needed, and cells that no spreadsheet takes
for a formula. Read are semicolons and tabs, too, as spreadsheets in other languages save them.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rmentor.folder.lines import Lines
from rmentor.folder.places import Place

_DELIMITERS = (",", ";", "\t")
_NEWLINE = re.compile(r"\r\n|\r")
_QUOTED = r'"(?:[^"]|"")*"?'
# What spreadsheets compute; an apostrophe before it makes it a text, in all of them.
_FORMULA = re.compile(r"'*[=+\-@\t]")
_GUARDED = re.compile(r"'+[=+\-@\t]")


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV text as records.

    Attributes:
        records: Cells as they stand there; a blank line is an empty record.
        lines: Line, from 1, on which each record begins.
        delimiter: Between cells.
        torn: Line, from 1, of a record whose quotes never close, with which reading ended; or None.
    """

    records: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str
    torn: int | None = None


def read_table(text: str) -> Table:
    """Split a CSV text, of which the first line is the headings, into records."""
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[str, ...]] = []
    lines = [1]
    try:
        for record in reader:
            records.append(tuple(record))
            lines.append(reader.line_num + 1)
    except csv.Error:
        return Table(tuple(records), tuple(lines), delimiter, lines[-1])
    return Table(tuple(records), tuple(lines), delimiter)


def delimiter_of(text: str) -> str:
    """Delimiter of the headings: the sign that they have most of; a comma where they have none."""
    headings = re.sub(_QUOTED, "", text[:100_000]).lstrip("\r\n").splitlines()[:1]
    return max(_DELIMITERS, key=(headings or [""])[0].count)


def meant(cell: str) -> str:
    """What a cell says: without spaces around it, and without what kept it from being a formula."""
    said = (_NEWLINE.sub("\n", cell) if "\r" in cell else cell).strip()
    return said[1:] if said.startswith("'") and _GUARDED.match(said) else said


def safe(said: str) -> str:
    """Cell that reads as ``said`` again, and that no spreadsheet takes for a formula."""
    cell = _NEWLINE.sub("\n", said).strip()
    return "'" + cell if _FORMULA.match(cell) else cell


def csv_text(records: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Write records, their cells made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows([safe(cell) for cell in record] for record in records)
    return out.getvalue()


def find_cells(text: str, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Place]:
    """Where cells stand, by record and column, both from 0; a missing one at the end of its record."""
    delimiter, lines = delimiter_of(text), Lines(text)
    cell = re.compile(f"{_QUOTED}[^{delimiter}\r\n]*|[^{delimiter}\r\n]*")
    columns: dict[int, set[int]] = defaultdict(set)
    for row, column in wanted:
        columns[row].add(column)
    found = {(row, column): Place(1, 1, 2) for row, asked in columns.items() for column in asked}
    at, row, column = 0, 0, 0
    while at <= len(text):
        match = cell.match(text, at)
        assert match is not None  # noqa: S101 - an empty cell matches, too
        end = match.end()
        is_last = end == len(text) or text[end] in "\r\n"
        for each in columns.get(row, ()):
            if each == column or (is_last and each > column):
                found[row, each] = _place(lines, match.start(), end)
        at, column = end + 1, column + 1
        if is_last:
            at += text.startswith("\r\n", end)
            row, column = row + 1, 0
    return found


def _place(lines: Lines, start: int, end: int) -> Place:
    """Place of a cell; of one over several lines, up to the end of the first."""
    line, column = lines.place(start)
    last_line, last_column = lines.place(end)
    stop = last_column if last_line == line else len(lines.text_of(line)) + 1
    return Place(line, column, max(stop, column + 1))
