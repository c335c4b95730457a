"""Sheets that cannot be read, each with what to do about it."""

from __future__ import annotations

from rmentor.errors import Wrong


class NoFile(Wrong):
    """The path names nothing, or something else than a file."""

    message = "There is no file %(file)s."


class Unreadable(Wrong):
    """A file that the system does not hand out."""

    message = "%(file)s cannot be read: %(why)s"


class TooBig(Wrong):
    """More bytes than a sheet of people ever has."""

    message = "%(file)s is bigger than %(megabytes)s MB; it was not opened."
    help = "Is it the right file?"


class TooWide(Wrong):
    """More rows or columns than a sheet of people ever has, or cells very far apart."""

    message = "%(file)s reaches to row %(row)s, column %(column)s; it was not opened."
    help = "Delete what stands far from the table, or save the table as CSV."


class NoText(Wrong):
    """Neither a workbook nor text."""

    message = "%(file)s is neither a workbook nor text."
    help = "Save the sheet as CSV (UTF-8) or as XLSX."


class BadQuotes(Wrong):
    """Text in which quotes do not close, so that nobody knows where its cells end."""

    message = "%(file)s, line %(line)s: a quote opens a cell there and never closes properly."
    help = "Save the sheet as CSV from a spreadsheet; a quote inside a cell is written twice."


class NoWorkbook(Wrong):
    """A damaged XLSX or ODS file, or another kind of archive."""

    message = "%(file)s is no XLSX or ODS workbook, or is damaged."
    help = "Open it and save it again, as XLSX or CSV."


class OldWorkbook(Wrong):
    """The binary format from before 2007, or a workbook with a password."""

    message = "%(file)s is in the format of Excel before 2007, or protected by a password."
    help = "Save it as XLSX or CSV, without a password."


class NoSheet(Wrong):
    """A workbook without the sheet that was asked for."""

    message = "%(file)s has no sheet “%(sheet)s”."
    help = "It has: %(sheets)s"


class NeedsReader(Wrong):
    """The optional library is not installed."""

    message = "Reading %(file)s needs python-calamine."
    help = "Install it: pip install 'rmentor[sheets]', or save the sheet as CSV."
