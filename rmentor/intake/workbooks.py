"""Workbooks, XLSX and ODS: measured before they are opened, then every cell as text.

A small file can unpack to a huge one, two cells far apart make a reader hold all the space between
them, and one long text can be shared by many cells. All are refused before the reader sees them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from rmentor.errors import Wrong
from rmentor.intake.refusals import NeedsReader, NoSheet, NoWorkbook, TooBig, TooWide
from rmentor.model.windows import clock_text

MOST_UNPACKED_BYTES = 200_000_000
MOST_ROWS = 100_000
MOST_CELLS = 5_000_000
_XLSX_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Z]{1,7})(\d{1,9})["']""")
_XLSX_SHARED = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\bt=["']s["'][^<>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})"""
)
_XLSX_TEXT = re.compile(rb"<(?:\w+:)?si\s*/>|<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_ODS_ROW = re.compile(
    rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)|</table:table>", re.DOTALL
)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ODS_ROWS = re.compile(rb"""number-rows-repeated=["'](\d{1,9})""")
_ODS_COLUMNS = re.compile(rb"""number-columns-repeated=["'](\d{1,9})""")


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open workbook.

    Attributes:
        file: Name of the file, for messages.
        names: Of its sheets, those that can be seen first.
    """

    file: str
    names: tuple[str, ...]
    _book: Any

    def chosen(self, wanted: str | None) -> tuple[str, Iterator[list[str]]]:
        """Name and cells of the wanted sheet, else of the first that has rows below its headings.

        Raises:
            NoSheet: There is none of that name.
            NoWorkbook: There is none at all, or it is damaged.
        """
        names = self.names
        if wanted is not None:
            names = tuple(name for name in names if name.casefold() == wanted.casefold())
            if not names:
                raise NoSheet(file=self.file, sheet=wanted, sheets=", ".join(self.names))
        if not names:
            raise NoWorkbook(file=self.file)
        for name in names:
            cells = self._cells(name)
            if len(cells) > 1:
                return name, _as_texts(cells)
        return names[0], _as_texts(self._cells(names[0]))

    def _cells(self, name: str) -> list[list[object]]:
        with _sound(self.file):
            # Blank rows above the table count, so that row numbers are those that people see.
            sheet = self._book.get_sheet_by_name(name)
            rows: list[list[object]] = sheet.to_python(skip_empty_area=False)
            return rows


def open_workbook(content: bytes, file: str) -> Workbook:
    """Open the bytes of a workbook.

    Raises:
        NeedsReader: python-calamine is not installed.
        NoWorkbook: It is none, or is damaged.
        TooBig: It would unpack to more than memory should hold.
        TooWide: It has a cell very far from the others.
    """
    _measure(content, file)
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum
    except ImportError as error:
        raise NeedsReader(file=file) from error
    with _sound(file):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            (sheet.visible != SheetVisibleEnum.Visible, sheet.name)
            for sheet in book.sheets_metadata
        ]
    shown = sorted(sheets, key=lambda pair: pair[0])
    return Workbook(file, tuple(name for _, name in shown), book)


@contextmanager
def _sound(file: str) -> Iterator[None]:
    """Make one refusal of all the ways in which readers say that a file is damaged.

    zipfile and zlib have many words for it, python-calamine a class for each kind and a panic that
    is no ``Exception``.
    """
    try:
        yield
    except (Wrong, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise NoWorkbook(file=file) from error


def _measure(content: bytes, name: str) -> None:
    """Refuse a workbook that would unpack to more than memory should hold."""
    lengths: list[int] = []
    shared: list[bytes] = []
    with _sound(name), zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
            raise TooBig(file=name, megabytes=MOST_UNPACKED_BYTES // 1_000_000)
        for member in members:
            # Reading to the end also proves that the stated size is the true one.
            inside = archive.read(member)
            if member.filename == "content.xml":
                _refuse_far(_reach_of_ods(inside), name)
            elif member.filename.endswith(".xml"):
                _refuse_far(_reach_of_xlsx(inside), name)
                shared += _XLSX_SHARED.findall(inside)
                lengths += [len(text) for text in _XLSX_TEXT.findall(inside)]
    # One text that many cells share is held once by the file and once per cell by the reader.
    held = sum(lengths[number] for number in map(int, shared) if number < len(lengths))
    if held > MOST_UNPACKED_BYTES:
        raise TooBig(file=name, megabytes=MOST_UNPACKED_BYTES // 1_000_000)


def _refuse_far(reach: tuple[int, int], name: str) -> None:
    """Refuse a few cells far apart: the space between them would be held in memory."""
    rows, columns = reach
    if rows > MOST_ROWS + 1 or rows * columns > MOST_CELLS:
        raise TooWide(file=name, row=rows, column=columns)


def _reach_of_xlsx(inside: bytes) -> tuple[int, int]:
    """Last row and last column that hold a cell."""
    cells = _XLSX_CELL.findall(inside)
    rows = max((int(digits) for _, digits in cells), default=0)
    longest = max((len(letters) for letters, _ in cells), default=0)
    columns = {letters for letters, _ in cells if len(letters) == longest}
    return rows, max(map(_column_number, columns), default=0)


def _reach_of_ods(inside: bytes) -> tuple[int, int]:
    """Last row and last column, over all tables, that hold a value; repeated ones count each."""
    most_rows = most_columns = row = 0
    for match in _ODS_ROW.finditer(inside):
        if match[0].startswith(b"</"):
            row = 0
            continue
        row += _repeated(_ODS_ROWS, match[1])
        columns = _columns_with_values(match[2] or b"")
        if columns:
            most_rows, most_columns = max(most_rows, row), max(most_columns, columns)
    return most_rows, most_columns


def _columns_with_values(row: bytes) -> int:
    column = last = 0
    for attributes in _ODS_CELL.findall(row):
        column += _repeated(_ODS_COLUMNS, attributes)
        if b"office:value" in attributes:
            last = column
    return last


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _as_texts(cells: list[list[object]]) -> Iterator[list[str]]:
    return ([as_text(cell) for cell in row] for row in cells)


def as_text(cell: object) -> str:
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
        return clock_text(int(cell.total_seconds()) // 60)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
