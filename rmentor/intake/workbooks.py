"""Workbooks, XLSX and ODS: measured before they are opened, then every cell as text.

What a workbook would unpack to is measured first (``measuring.py``), before the reader sees it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from rmentor.errors import Wrong
from rmentor.intake.measuring import measure
from rmentor.intake.refusals import NeedsReader, NoSheet, NoWorkbook
from rmentor.model.windows import clock_text

MOST_LOOKED_AT = 20


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

        Any number of sheets may be one and the same in the file, so that not all of them are looked at.

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
        for name in names[:MOST_LOOKED_AT]:
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
    with _sound(file):
        measure(io.BytesIO(content), file)
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
