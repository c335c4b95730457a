"""How much a workbook would unpack to, measured before a reader sees it.

A small file can unpack to a huge one, two cells far apart make a reader hold all the space between them,
and one long text can be shared by many cells. The XML is looked through from front to back, once.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from rmentor.intake.refusals import NoWorkbook, TooBig, TooWide

MOST_UNPACKED_BYTES = 200_000_000
MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
# What the format allows; other methods take far more memory than what they unpack.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Attributes of an element: in quotes, ">" has no meaning.
_ATTRIBUTES = rb"""((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)"""
_XLSX_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(c|row)(?=[\s/>])" + _ATTRIBUTES + rb">")
_XLSX_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)0*(\d*)""")
_XLSX_SHARES = re.compile(rb"""(?:^|\s)t\s*=\s*["']s["']""")
_XLSX_NUMBER = re.compile(rb"\s*<(?:[\w.-]+:)?v>\s*(\d{1,9})\s*<")
_XLSX_TEXT = re.compile(rb"<(/?)(?:[\w.-]+:)?si(?=[\s/>])" + _ATTRIBUTES + rb">")
# A number of so many digits is beyond every sheet.
_LONG, _FAR = 9, 10**9
# Members that hold cells or the texts of cells.
_READ = re.compile(rb"<(?:table:table|(?:[\w.-]+:)?(?:sheetData|sst))[\s/>]")
_ODS_ELEMENT = re.compile(
    rb"<(/?)table:(table-row|table|(?:covered-)?table-cell)(?=[\s/>])" + _ATTRIBUTES + rb">"
)
_ODS_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["']\s*\+?0*(\d{1,9})""")
_ODS_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["']\s*\+?0*(\d{1,9})""")
_ODS_SPACES = re.compile(rb"""text:c\s*=\s*["']\s*\+?0*(\d+)""")
# How XML of two or four bytes a sign begins: the patterns above would pass it over, and no program writes it.
_WIDE = (b"\xff\xfe<", b"\xfe\xff\0", b"\xff\xfe\0", b"<\0", b"\0<", b"\0\0")


def measure(content: IO[bytes], name: str) -> None:
    """Refuse a workbook that would unpack to more than memory should hold.

    Args:
        content: The workbook, as a zip archive.
        name: Of the file, for messages.

    Raises:
        NoWorkbook: It is packed in a way that workbooks never are.
        TooBig: It would unpack to more than memory should hold.
        TooWide: It has very many cells, or one very far from the others.
        zipfile.BadZipFile: It is no archive, or a damaged one; other exceptions for the same reason.
    """
    sheets = _Sheets(name)
    with zipfile.ZipFile(content) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
            raise TooBig(file=name, megabytes=MOST_UNPACKED_BYTES // 1_000_000)
        for member in members:
            if member.compress_type not in _METHODS:
                raise NoWorkbook(file=name)
            # Reading to the end also proves that the stated size is the true one.
            sheets.look(archive.read(member))
    sheets.add_up()


class _Sheets:
    """What was seen of the cells and the shared texts of a workbook."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = 0
        self._lengths: list[int] = []
        self._shared: list[int] = []
        self._held = 0

    def look(self, inside: bytes) -> None:
        """Look through one member, whatever its name says that it is."""
        if inside.startswith(_WIDE):
            raise NoWorkbook(file=self._name)
        self._reach(*self._of_xlsx(inside))
        self._lengths += _lengths(inside)
        if len(self._lengths) > MOST_CELLS:
            raise TooWide(file=self._name, row=len(self._lengths), column=1)
        if b"<table:" in inside:
            self._reach(*self._of_ods(inside))
        if _READ.search(inside) and not _is_whole(inside):
            raise NoWorkbook(file=self._name)

    def add_up(self) -> None:
        """Refuse texts that many cells share: the file holds one once, the reader once per cell.

        A cell whose number cannot be read counts as if it shared the longest text.
        """
        longest = max(self._lengths, default=0)
        known = len(self._lengths)
        for number in self._shared:
            self._hold(self._lengths[number] if 0 <= number < known else longest)

    def _reach(self, rows: int, columns: int) -> None:
        """Refuse a few cells far apart: the space between them would be held in memory."""
        if rows > MOST_ROWS + 1 or rows * columns > MOST_CELLS:
            raise TooWide(file=self._name, row=rows, column=columns)

    def _count(self, cells: int = 1) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise TooWide(file=self._name, row=1, column=self._cells)

    def _of_xlsx(self, inside: bytes) -> tuple[int, int]:
        """Last row and last column that hold a cell; one that does not say its place is the next one."""
        rows = columns = row = column = 0
        for element in _XLSX_ELEMENT.finditer(inside):
            kind, attributes = element.groups()
            place = _XLSX_PLACE.search(attributes)
            row_said, column_said = _place(place) if place else (0, 0)
            if kind == b"row":
                row, column = row_said or row + 1, 0
                continue
            self._count()
            column = column_said or column + 1
            rows, columns = max(rows, row, row_said), max(columns, column)
            if _XLSX_SHARES.search(attributes):
                number = _XLSX_NUMBER.match(inside, element.end())
                self._shared.append(int(number[1]) if number else -1)
        return rows, columns

    def _of_ods(self, inside: bytes) -> tuple[int, int]:
        """Last row and last column, over all tables, that hold something; repeated ones count each."""
        most_rows = most_columns = row = column = rows = 0
        begin = copies = 0
        for element in _ODS_ELEMENT.finditer(inside):
            is_end, kind, attributes = element.groups()
            if copies:
                self._hold(copies * _written(inside[begin : element.start()]))
                copies = 0
            if kind == b"table":
                row = 0
            elif kind == b"table-row" and not is_end:
                rows = _repeated(_ODS_ROWS, attributes)
                row, column = row + rows, 0
            elif kind.endswith(b"table-cell") and not is_end:
                self._count()
                columns = _repeated(_ODS_COLUMNS, attributes)
                column += columns
                if not attributes.endswith(b"/") or b"value" in attributes:
                    begin, copies = element.end(), columns * max(rows, 1)
                    self._hold(copies * len(attributes))
                    most_rows, most_columns = max(most_rows, row), max(most_columns, column)
        return most_rows, most_columns

    def _hold(self, length: int) -> None:
        """Refuse texts that a reader would copy, or fill with spaces, beyond what memory should hold."""
        self._held += length
        if self._held > MOST_UNPACKED_BYTES:
            raise TooBig(file=self._name, megabytes=MOST_UNPACKED_BYTES // 1_000_000)


def _written(content: bytes) -> int:
    """Length of what stands in a cell, with the spaces of which only the number stands there."""
    if b"text:c" not in content:
        return len(content)
    return len(content) + sum(int(number[:_LONG]) for number in _ODS_SPACES.findall(content))


def _is_whole(inside: bytes) -> bool:
    """Whether a member is XML that ends what it begins and says nothing twice.

    The reader takes other things for XML as well, and looks for the end of a table for ever.
    """
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(inside, True)
    except (expat.ExpatError, ValueError):
        return False
    return True


def _refuse_entity(*_: object) -> None:
    raise ValueError


def _lengths(inside: bytes) -> Iterator[int]:
    """Lengths of the shared texts; one that does not end reaches to the end of the member."""
    begin = None
    for sign in _XLSX_TEXT.finditer(inside):
        if sign[1] and begin is not None:
            yield sign.end() - begin
            begin = None
        elif not sign[1] and sign[0].endswith(b"/>"):
            yield sign.end() - sign.start()
        elif not sign[1] and begin is None:
            begin = sign.start()
    if begin is not None:
        yield len(inside) - begin


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _place(said: re.Match[bytes]) -> tuple[int, int]:
    """Row and column that "B12" names, 0 where it names none; of very long ones that they are far."""
    letters, digits = said.groups()
    row = int(digits or 0) if len(digits) < _LONG else _FAR
    return row, _column_number(letters.upper()) if len(letters) < _LONG else _FAR


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
