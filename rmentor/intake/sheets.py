"""Sheets as people have them: CSV in its many kinds, XLSX and ODS, all as rows of text.

How a CSV file is read is stated, not sniffed (docs/import.md): the encoding by its first bytes, the
delimiter by counting outside quotes. A workbook is measured before it is opened, so that a small
file that unpacks to a huge one is refused.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from rmentor.errors import Wrong
from rmentor.intake.refusals import (
    NeedsReader,
    NoFile,
    NoSheet,
    NoTable,
    NoText,
    NoWorkbook,
    OldWorkbook,
    TooBig,
    TooWide,
)
from rmentor.intake.words import slug

MOST_BYTES = 50_000_000
MOST_UNPACKED_BYTES = 300_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
_DELIMITERS = (";", "\t", ",")
_LINES_COUNTED = 20
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,7})(\d{1,9})"')
_REPEATED_ROW = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="(\d{5,})"[^>/]*>(.*?)</table:table-row>', re.DOTALL
)
_REPEATED_CELL = re.compile(rb'<table:table-cell[^>]*number-columns-repeated="(\d{4,})"[^>]*')


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as people see it in the sheet, from 1, and its cells, one per heading."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text.

    Attributes:
        headers: Headings, each different from the others; blank columns are left out.
        rows: Below the headings; blank rows are left out.
        name: Of the file, without its ending, and of the sheet in a workbook.
        sheets: Names of all sheets of the workbook; none for CSV.
        encoding: Of a CSV file, else empty.
        delimiter: Of a CSV file, else empty.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str
    sheets: tuple[str, ...] = ()
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


def read_sheet(path: Path, *, sheet: str | None = None) -> Sheet:
    """Read a CSV, XLSX or ODS file; of a workbook the named sheet, else the first with rows.

    Raises:
        Wrong: There is no such file or sheet, it is too big, or it is no sheet at all.
    """
    content = _content(path)
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(path, content, sheet)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWorkbook(file=path.name)
    if sheet is not None:
        raise NoSheet(file=path.name, sheet=sheet, sheets="-")
    text, encoding = decode(content, path.name)
    delimiter, skipped = find_delimiter(text)
    lines = _limited(_records(text, delimiter, path.name), path.name)
    return _table(list(lines)[skipped:], skipped, path.stem, encoding=encoding, delimiter=delimiter)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Text of a CSV file and its encoding: by its mark, else UTF-8, else cp1252 (old Excel).

    Raises:
        Wrong: It is none of them.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content, encoding, name), encoding
    if b"\0" in content:
        raise NoText(file=name, encoding="UTF-8")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(content, "cp1252", name), "cp1252"


def find_delimiter(text: str) -> tuple[str, int]:
    """Delimiter of a CSV text, and how many first lines are about it (``sep=;``): 0 or 1.

    It is the sign among ``;``, tab and ``,`` that stands outside quotes most often on the line, of
    the first 20, on which it is rarest. Of two alike, the first in that order.
    """
    if stated := re.match(r'"?sep=([;,\t])"?\r?\n', text, re.IGNORECASE):
        return stated[1], 1
    counts = list(_counts(text))
    if not counts:
        return ",", 0
    rarest = [min(line[place] for line in counts) for place in range(len(_DELIMITERS))]
    if not any(rarest):
        # Rows cut short by hand: the headings decide.
        rarest = list(counts[0])
    if not any(rarest):
        return ",", 0
    return _DELIMITERS[rarest.index(max(rarest))], 0


def _counts(text: str) -> Iterator[tuple[int, ...]]:
    """Delimiters outside quotes on each of the first lines that have something on them."""
    count = dict.fromkeys(_DELIMITERS, 0)
    place, before, filled, lines = 0, "\n", False, 0
    while place < len(text) and lines < _LINES_COUNTED:
        sign = text[place]
        if sign == '"' and before in ";,\t\r\n":
            place = _after_quotes(text, place + 1)
            filled, before = True, '"'
            continue
        if sign in count:
            count[sign] += 1
        if sign not in "\r\n":
            filled = True
        elif filled:
            yield tuple(count.values())
            count, filled, lines = dict.fromkeys(_DELIMITERS, 0), False, lines + 1
        before, place = sign, place + 1
    if filled:
        yield tuple(count.values())


def _after_quotes(text: str, place: int) -> int:
    """Place behind the closing quote of the cell that ``place`` is inside of."""
    while (end := text.find('"', place)) >= 0:
        if text[end + 1 : end + 2] != '"':
            return end + 1
        place = end + 2
    return len(text)


def _content(path: Path) -> bytes:
    """Bytes of an ordinary file of bearable size."""
    if not path.is_file():
        raise NoFile(file=path)
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooBig(file=path.name, megabytes=MOST_BYTES // 1_000_000)
    return content


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeError as error:
        raise NoText(file=name, encoding=encoding) from error


def _records(text: str, delimiter: str, name: str) -> Iterator[Sequence[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise NoTable(file=name, why=error) from error


def _limited(lines: Iterable[Sequence[str]], name: str) -> Iterator[Sequence[str]]:
    """The lines, as long as there are not too many of them."""
    for number, line in enumerate(lines):
        if number > MOST_ROWS or len(line) > MOST_COLUMNS:
            raise TooWide(file=name, row=number + 1, column=len(line))
        yield line


def _read_workbook(path: Path, content: bytes, wanted: str | None) -> Sheet:
    _measure(content, path.name)
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise NeedsReader(file=path.name) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(book.sheet_names)
        found = _chosen(book, names, wanted, path.name)
        lines = _limited(([_as_text(cell) for cell in row] for row in found[1]), path.name)
        name = path.stem if len(names) == 1 else f"{path.stem} {found[0]}"
        return _table(list(lines), 0, name, sheets=names)
    except Wrong:
        raise
    except Exception as error:  # calamine raises a class of its own for each kind of damage
        raise NoWorkbook(file=path.name) from error


def _chosen(
    book: Any, names: Sequence[str], wanted: str | None, file: str
) -> tuple[str, list[list[object]]]:
    """Name and rows of the wanted sheet, else of the first that has rows below its headings."""
    if wanted is not None:
        match = [name for name in names if name.casefold() == wanted.casefold()]
        if not match:
            raise NoSheet(file=file, sheet=wanted, sheets=", ".join(names))
        names = match
    first: tuple[str, list[list[object]]] | None = None
    for name in names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        first = first or (name, rows)
        if len(rows) > 1:
            return name, rows
    if first is None:
        raise NoWorkbook(file=file)
    return first


def _measure(content: bytes, name: str) -> None:
    """Refuse a workbook that would unpack to more than memory should hold."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                unpacked += member.file_size
                if unpacked > MOST_UNPACKED_BYTES:
                    raise TooBig(file=name, megabytes=MOST_UNPACKED_BYTES // 1_000_000)
                # Reading to the end also proves that the stated size is the true one.
                inside = archive.read(member)
                if member.filename.startswith("xl/worksheets/") or member.filename == "content.xml":
                    _measure_cells(inside, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise NoWorkbook(file=name) from error


def _measure_cells(inside: bytes, name: str) -> None:
    """Refuse a few cells far apart: the space between them would be held in memory."""
    rows = columns = 1
    for letters, digits in _CELL.findall(inside):
        rows = max(rows, int(digits))
        columns = max(columns, _column_number(letters.decode()))
    for repeated, cells in _REPEATED_ROW.findall(inside):
        if b"office:value" in cells:
            rows += int(repeated)
    for match in _REPEATED_CELL.finditer(inside):
        if b"office:value" in match[0]:
            columns += int(match[1])
    if rows > MOST_ROWS + 1 or rows * columns > MOST_CELLS:
        raise TooWide(file=name, row=rows, column=columns)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _as_text(cell: object) -> str:
    """Text of a workbook's cell: 1.0 is "1", dates are ISO 8601."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def tidy(cell: str) -> str:
    """Cell without spaces around its lines, odd spaces and empty lines."""
    lines = (" ".join(line.split()) for line in cell.replace("\0", "").splitlines())
    return "\n".join(line for line in lines if line)


def _table(
    lines: Sequence[Sequence[str]],
    skipped: int,
    name: str,
    *,
    sheets: tuple[str, ...] = (),
    encoding: str = "",
    delimiter: str = "",
) -> Sheet:
    """Make a table of the lines; the first that is not blank holds the headings."""
    numbered = [
        (number, [tidy(cell) for cell in line])
        for number, line in enumerate(lines, start=skipped + 1)
    ]
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if not filled:
        return Sheet((), (), name, sheets, encoding, delimiter)
    width = max(len(cells) for _, cells in filled)
    padded = [(number, cells + [""] * (width - len(cells))) for number, cells in filled]
    kept = [place for place in range(width) if any(cells[place] for _, cells in padded)]
    headers = _different(
        padded[0][1][place].replace("\n", " ") or f"({_column_letters(place + 1)})" for place in kept
    )
    rows = tuple(
        Row(number, tuple(cells[place] for place in kept)) for number, cells in padded[1:]
    )
    return Sheet(headers, rows, name, sheets, encoding, delimiter)


def _different(headers: Iterable[str]) -> tuple[str, ...]:
    """Number headings that are there twice: "Level", "Level (2)"."""
    found: list[str] = []
    for header in headers:
        name, number = header, 2
        while name in found:
            name, number = f"{header} ({number})", number + 1
        found.append(name)
    return tuple(found)
