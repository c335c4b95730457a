"""Spreadsheets that are traps: refused before they are opened, and nothing of the machine gets into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from rmentor.intake import measuring, sheets
from rmentor.intake.refusals import NoWorkbook, TooBig, TooWide
from rmentor.intake.sheets import read_sheet
from rmentor.intake.workbooks import Workbook
from tests.intake.desk import a_workbook


def _book(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


_FAR = b"<worksheet><sheetData><row r='1'><c r='A1'/></row>%b</sheetData></worksheet>"
_ODS = b"<a xmlns:table='t' xmlns:text='x'><table:table><table:table-row %b><table:table-cell %b><text:p>%b</text:p></table:table-cell></table:table-row></table:table></a>"
_LONG = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
_MANY = 20_001


@pytest.mark.parametrize(
    ("members", "refused"),
    [
        ({"xl/sharedStrings.xml": b"<sst>" + b"<si>" * 500_000}, NoWorkbook),
        ({"content.xml": b"<table:table-row>" * 200_000}, NoWorkbook),
        ({"content.xml": b"<table:table-row" + b" a='1'" * 200_000}, NoWorkbook),
        ({"xl/worksheets/sheet1.xml": b"<row>" + b"<c><v>1</v></c>" * _MANY}, TooWide),
        ({"xl/worksheets/sheet1.xml": b"<row>" + b"<c r='A1'/>" * _MANY}, TooWide),
        ({"xl/sheet.png": b"<row>" + b"<x:c/>" * _MANY}, TooWide),
        ({"xl/a.xml": b"<c t = 's'><f/><v>0</v></c>" * 9000, "xl/SharedStrings.XML": _LONG}, TooBig),
        ({"xl/a.xml": b"<c x='>' t='s'><v>&#48;</v></c>" * 9000, "xl/b.xml": _LONG}, TooBig),
        ({"content.xml": b"<table:table-row table:number-rows-repeated = '999999'><table:table-cell><text:p>x</text:p>"}, TooWide),
        ({"content.xml": b"<table:table-row table:number-rows-repeated='000000000999999'><table:table-cell><text:p>x</text:p>"}, TooWide),
        ({"content.xml": _ODS % (b"", b"", b"a<text:s text:c='999999999'/>b")}, TooBig),
        ({"content.xml": _ODS % (b"", b"", b"<text:s text:c = '0020000000'/>" * 12)}, TooBig),
        ({"content.xml": _ODS % (b"", b"table:number-columns-repeated='10000'", b"x" * 30_000)}, TooBig),
        ({"content.xml": _ODS % (b"table:number-rows-repeated='10000'", b"", b"x" * 30_000)}, TooBig),
        ({"content.xml": _ODS % (b"table:number-rows-repeated='100'", b"table:number-columns-repeated='100'", b"<text:s text:c='30000'/>")}, TooBig),
        ({"content.xml": (_ODS % (b"", b"table:number-columns-repeated='10000' office:string-value='" + b"x" * 30_000 + b"'", b""))}, TooBig),
        ({"xl/a.xml": "<c r='A1'/>".encode("utf-16")}, NoWorkbook),
        ({"xl/a.xml": _FAR % b"<row r='2'><c r='DDDDDDDDDDDDDDDDDDDDDDDD2'/></row>"}, TooWide),
        ({"xl/a.xml": _FAR % b"<row r='2'><c r='XFD00000000001048576'/></row>"}, TooWide),
        ({"xl/a.xml": _FAR % b"<row r='1048576'><c r='XFD1'/></row>"}, TooWide),
        ({"xl/a.xml": _FAR % b"<row r='99999999999999'><c/></row>"}, TooWide),
        ({"xl/a.xml": _FAR % (b"<row>" + b"<c/>" * 9000 + b"</row><row r='90000'><c/></row>")}, TooWide),
        ({"xl/a.xml": _FAR % b"<row r='2'><c r='A2' r='XFD1048576'/></row>"}, NoWorkbook),
        ({"xl/a.xml": _FAR % b"<row r='2'><c x='<' r='XFD1048576'/></row>"}, NoWorkbook),
        ({"xl/a.xml": _FAR % b"<row r='2'><c r='A2'/></rov>"}, NoWorkbook),
    ],
)  # fmt: skip
def test_workbooks_that_are_traps_are_refused_before_they_are_opened(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    members: dict[str, bytes],
    refused: type[Exception],
) -> None:
    """However the XML is written, and whatever its file is called: counted in one walk through it."""
    monkeypatch.setattr(measuring, "MOST_CELLS", 20_000)
    path = tmp_path / "trap.xlsx"
    path.write_bytes(_book(members))
    with pytest.raises(refused):
        read_sheet(path)


_TABLE = "<a xmlns:table='t'><table:table><table:table-row><table:table-cell/></table:table-row>"


@pytest.mark.parametrize(
    "end", ["", "</a>", "</tle:table></a>", "<!-- </table:table></a> -->", "<![CDATA[</table:table></a>]]>"]
)  # fmt: skip
def test_a_table_without_an_end_never_reaches_the_reader(end: str) -> None:
    """The reader of ODS looks for it for ever, beyond the end of the file."""
    whole = io.BytesIO(_book({"content.xml": (_TABLE + "</table:table></a>").encode()}))
    measuring.measure(whole, "whole.ods")
    with pytest.raises(NoWorkbook):
        measuring.measure(io.BytesIO(_book({"content.xml": (_TABLE + end).encode()})), "cut.ods")


def test_a_thousand_names_of_one_sheet_are_not_all_looked_at(tmp_path: Path) -> None:
    """Each would be read anew, for a hundred bytes of the file."""
    looked = []

    class Book:
        def get_sheet_by_name(self, name: str) -> Book:
            looked.append(name)
            return self

        def to_python(self, *, skip_empty_area: bool) -> list[list[object]]:
            assert not skip_empty_area
            return [["Nom"]]

    names = tuple(f"x{number}" for number in range(1000))
    name, rows = Workbook("x.xlsx", names, Book()).chosen(None)
    assert (name, list(rows)) == ("x0", [["Nom"]])
    assert len(looked) < 50


def test_rows_that_are_hidden_and_empty_are_honest(tmp_path: Path) -> None:
    """Whoever hides all rows below a table has a last row far away, without a cell."""
    with zipfile.ZipFile(a_workbook(tmp_path, {"x": [["Nom"], ["Léa"]]})) as old:
        members = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    hidden = b"<row r='1048576' hidden='1'/></sheetData>"
    members[sheet] = members[sheet].replace(b"</sheetData>", hidden)
    path = tmp_path / "hidden.xlsx"
    path.write_bytes(_book(members))
    assert len(read_sheet(path).rows) == 1


def test_an_entity_of_a_sheet_is_not_resolved(tmp_path: Path) -> None:
    """A sheet that asks for a file of the machine's gets nothing of it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY l "lol"><!ENTITY m "&l;&l;&l;">]>'
    row = "<row><c t='inlineStr'><is><t>&e;</t></is></c><c t='inlineStr'><is><t>&m;</t></is></c></row>"
    whole = a_workbook(tmp_path, {"x": [["Nom"], ["Léa"]]})
    with zipfile.ZipFile(whole) as old:
        members = {name: old.read(name) for name in old.namelist()}
    sheet = f"<?xml version='1.0'?>{entity}<worksheet><sheetData>{row * 2}</sheetData></worksheet>"
    members["xl/worksheets/sheet1.xml"] = sheet.encode()
    path = tmp_path / "entities.xlsx"
    path.write_bytes(_book(members))
    try:
        said = str(read_sheet(path))
    except NoWorkbook:
        said = ""
    assert "canary" not in said
    assert "lollol" not in said


def test_a_packing_that_takes_more_memory_than_it_unpacks_is_refused(tmp_path: Path) -> None:
    """Workbooks are deflated; another method may want gigabytes for a few bytes."""
    path = tmp_path / "packed.xlsx"
    path.write_bytes(_book({"xl/workbook.xml": b"<x/>"}, zipfile.ZIP_LZMA))
    with pytest.raises(NoWorkbook):
        read_sheet(path)


def test_a_sheet_of_commas_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each comma is a cell, and each cell takes memory."""
    monkeypatch.setattr(sheets, "MOST_CELLS", 20_000)
    path = tmp_path / "wide.csv"
    path.write_text("id,name\n" + ("a," * 999 + "\n") * 25)
    with pytest.raises(TooWide):
        read_sheet(path)
