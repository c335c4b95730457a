"""Several sheets as one: an export in pieces, or the one-row files that people send back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rmentor.intake.problems import Problem, gathered
from rmentor.intake.sheets import Row, Sheet


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row of a stack stands: its file, by place in the stack, and its number there."""

    file: int
    row: int


@dataclass(frozen=True, slots=True)
class Stack:
    """Sheets on top of each other.

    Attributes:
        sheet: All rows below all headings; rows are numbered from 1, through all files.
        names: Of the files.
        origins: Where each row stands, by its number less 1.
    """

    sheet: Sheet
    names: tuple[str, ...]
    origins: tuple[Origin, ...]

    def origin(self, row: Row) -> Origin:
        """Where a row stands."""
        return self.origins[row.number - 1]

    def of_file(self, file: int) -> tuple[Row, ...]:
        """Rows of one file."""
        return tuple(row for row in self.sheet.rows if self.origin(row).file == file)

    def with_rows(self, rows: Iterable[Row]) -> Sheet:
        """The sheet with only these rows."""
        return replace(self.sheet, rows=tuple(rows))

    def placed(self, problems: Iterable[Problem]) -> tuple[tuple[str, Problem], ...]:
        """Problems with the file and the rows that people see; one about no row has no file."""
        by_file: dict[int, list[Problem]] = {}
        for problem in problems:
            rows: dict[int, list[int]] = {}
            for number in problem.rows:
                origin = self.origins[number - 1]
                rows.setdefault(origin.file, []).append(origin.row)
            if not rows:
                by_file.setdefault(-1, []).append(problem)
            for file, found in rows.items():
                by_file.setdefault(file, []).append(replace(problem, rows=tuple(found)))
        return tuple(
            (self.names[file] if file >= 0 else "", problem)
            for file in sorted(by_file)
            for problem in gathered(by_file[file])
        )


def stacked(id_: str, sheets: Sequence[tuple[str, Sheet]]) -> Stack:
    """Stack sheets.

    Args:
        id_: Slug under which import.yaml remembers how they are read.
        sheets: Names of the files, and what was read from them.
    """
    headers = tuple(dict.fromkeys(header for _, sheet in sheets for header in sheet.headers))
    rows: list[Row] = []
    origins = []
    for file, (_, sheet) in enumerate(sheets):
        places = [sheet.headers.index(h) if h in sheet.headers else None for h in headers]
        for row in sheet.rows:
            cells = tuple("" if place is None else row.cells[place] for place in places)
            rows.append(Row(len(rows) + 1, cells, row.torn))
            origins.append(Origin(file, row.number))
    names = tuple(name for name, _ in sheets)
    return Stack(Sheet(headers, tuple(rows), id_), names, tuple(origins))
