"""Sheets as people have them: CSV in its many kinds, XLSX and ODS, all as rows of text.

How a CSV file is read is stated, not sniffed (docs/import.md): the encoding by its first bytes, the
delimiter by counting outside quotes. A workbook is measured before it is opened, so that a small
file that unpacks to a huge one is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rmentor.intake.measuring import MOST_CELLS, MOST_ROWS
from rmentor.intake.refusals import (
    BadQuotes,
    NoFile,
    NoSheet,
    NoText,
    OldWorkbook,
    TooBig,
    TooWide,
    Unreadable,
)
from rmentor.intake.words import one_line, slug
from rmentor.intake.workbooks import open_workbook

MOST_BYTES = 50_000_000
MOST_COLUMNS = 1_000
LONGEST_HEADING = 250
_DELIMITERS = (";", "\t", ",")
_SIGNS_LOOKED_AT = 100_000
_LINES_LOOKED_AT = 20
_QUOTED = re.compile(r'(?:(?<=[;,\t\r\n])|\A)"(?:[^"]|"")*"')
# Finds the headings among the rows that are not blank, and says how many rows end with them.
Headed = Callable[[Sequence[Sequence[str]]], tuple[Sequence[str], int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Attributes:
        number: As people see it in the sheet, from 1.
        cells: One per heading.
        torn: Whether it has more cells than there are headings: a delimiter stands in some cell
            without quotes, so no cell can be trusted.
    """

    number: int
    cells: tuple[str, ...]
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text.

    Attributes:
        headers: Headings, each different from the others; blank columns are left out.
        rows: Below the headings; blank rows and repeated headings are left out.
        name: Of the file, without its ending, and of the sheet in a workbook of several.
        sheet: Name of the sheet in a workbook, else empty.
        others: Names of the other sheets of the workbook; none for CSV.
        encoding: Of a CSV file, else empty.
        delimiter: Of a CSV file, else empty.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str
    sheet: str = ""
    others: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""

    @property
    def id(self) -> str:
        """Slug under which ``import.yaml`` remembers this sheet."""
        return slug(self.name) or "sheet"

    def column(self, header: str) -> tuple[str, ...]:
        """Cells below ``header``."""
        place = self.headers.index(header)
        return tuple(row.cells[place] for row in self.rows)


def first_of_two(rows: Sequence[Sequence[str]]) -> tuple[Sequence[str], int]:
    """Headings of a sheet of people: the first row with two filled cells, else the first row.

    A title may stand above.
    """
    first = next((n for n, cells in enumerate(rows) if sum(map(bool, cells)) > 1), 0)
    return rows[first], first + 1


def read_sheet(path: Path, *, sheet: str | None = None, headed: Headed = first_of_two) -> Sheet:
    """Read a CSV, XLSX or ODS file; of a workbook the named sheet, else the first with rows.

    Args:
        path: Of the file.
        sheet: Name of the sheet in a workbook.
        headed: What finds the headings.

    Raises:
        Wrong: There is no such file or sheet, it is too big, or it is no sheet at all.
    """
    content = _content(path)
    if content.startswith(b"PK\x03\x04"):
        return _from_workbook(path, content, sheet, headed)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWorkbook(file=path.name)
    if sheet is not None:
        raise NoSheet(file=path.name, sheet=sheet, sheets="–")
    text, encoding = decode(content, path.name)
    delimiter, skipped = find_delimiter(text)
    records = list(_limited(_records(text, delimiter, path.name), path.name))
    headers, rows = _table(records[skipped:], skipped, headed, may_tear=True)
    return Sheet(headers, rows, path.stem, encoding=encoding, delimiter=delimiter)


def _from_workbook(path: Path, content: bytes, wanted: str | None, headed: Headed) -> Sheet:
    book = open_workbook(content, path.name)
    sheet, cells = book.chosen(wanted)
    headers, rows = _table(list(_limited(cells, path.name)), 0, headed)
    others = tuple(name for name in book.names if name != sheet)
    return Sheet(headers, rows, f"{path.stem} {sheet}" if others else path.stem, sheet, others)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Text of a CSV file and its encoding: by its mark, else UTF-8, else cp1252 (old Excel).

    Raises:
        NoText: It is none of them.
    """
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    by_mark = [encoding for mark, encoding in marks.items() if content.startswith(mark)]
    if not by_mark and b"\0" in content:
        raise NoText(file=name)
    for encoding in by_mark or ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeError:
            continue
    raise NoText(file=name)


def find_delimiter(text: str) -> tuple[str, int]:
    """Delimiter of a CSV text, and how many first lines are about it (``sep=;``): 0 or 1.

    It is the sign among ``;``, tab and ``,`` that stands outside quotes on the most of the first 20
    lines; of those alike, the one that is never rare; of those alike again, the first in that order.
    """
    if stated := re.match(r'"?sep=([;,\t])"?\r?\n', text, re.IGNORECASE):
        return stated[1], 1
    lines = _QUOTED.sub("", text[:_SIGNS_LOOKED_AT]).splitlines()
    counts = [
        [line.count(delimiter) for line in lines if line.strip()][:_LINES_LOOKED_AT]
        for delimiter in _DELIMITERS
    ]
    ranks = [(sum(map(bool, each)), min(filter(None, each), default=0)) for each in counts]
    best = max(ranks)
    return (_DELIMITERS[ranks.index(best)] if best[0] else ","), 0


def _content(path: Path) -> bytes:
    """Bytes of an ordinary file of bearable size."""
    try:
        if not path.is_file():
            raise NoFile(file=path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(file=path, why=error.strerror or error) from error
    if len(content) > MOST_BYTES:
        raise TooBig(file=path.name, megabytes=MOST_BYTES // 1_000_000)
    return content


def _records(text: str, delimiter: str, name: str) -> Iterator[Sequence[str]]:
    """Records of a CSV text.

    Raises:
        BadQuotes: Quotes do not close; the line is that on which the record begins.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            yield record
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadQuotes(file=name, line=line) from error


def _limited(lines: Iterable[Sequence[str]], name: str) -> Iterator[Sequence[str]]:
    """The lines, as long as there are not too many of them."""
    cells = 0
    for number, line in enumerate(lines):
        cells += len(line)
        if number > MOST_ROWS or len(line) > MOST_COLUMNS or cells > MOST_CELLS:
            raise TooWide(file=name, row=number + 1, column=len(line))
        yield line


def tidy(cell: str) -> str:
    """Cell without empty lines, needless spaces and signs that cannot be seen."""
    if "\n" not in cell and "\r" not in cell:
        return one_line(cell)
    lines = (one_line(line) for line in cell.splitlines())
    return "\n".join(line for line in lines if line)


def _table(
    records: Sequence[Sequence[str]], skipped: int, headed: Headed, *, may_tear: bool = False
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Headings and rows."""
    numbered = enumerate(([tidy(cell) for cell in record] for record in records), skipped + 1)
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if not filled:
        return (), ()
    head, start = headed([cells for _, cells in filled])
    below = filled[start:]
    whole = [head, *(cells for _, cells in below)]
    kept = [
        place
        for place in range(max(map(len, whole)))
        if any(place < len(cells) and cells[place] for cells in whole)
    ]
    headers = _different(
        " ".join(head[place].split())[:LONGEST_HEADING]
        if place < len(head) and head[place]
        else f"({_column_letters(place + 1)})"
        for place in kept
    )
    rows = tuple(
        Row(
            number,
            tuple(cells[place] if place < len(cells) else "" for place in kept),
            may_tear and any(cells[len(head) :]),
        )
        for number, cells in below
        if cells != head
    )
    return headers, rows


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _different(headers: Iterable[str]) -> tuple[str, ...]:
    """Number headings that are there twice: "Level", "Level (2)"."""
    found: dict[str, None] = {}
    for header in headers:
        name, number = header, 2
        while name in found:
            name, number = f"{header} ({number})", number + 1
        found[name] = None
    return tuple(found)
