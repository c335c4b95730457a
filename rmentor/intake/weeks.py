"""A week's sessions in a sheet: a form of those that are due, and its rows when they are filled in.

A row is filled in where it says more than which session it is. Rows of the same sheet may be recorded any
number of times: what the journal says already changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rmentor.findings import Finding, Spot
from rmentor.folder.closest import Nearest, folded
from rmentor.folder.csv_text import csv_text, meant
from rmentor.folder.documents import Document
from rmentor.followup.journal import open_actions, unrecorded_sessions
from rmentor.followup.recording import Telling, recorded, ticked
from rmentor.intake.days import DATE_ORDERS, date_order
from rmentor.intake.log_words import Desk, cell_lines, length_word, reason_word, state_word
from rmentor.intake.sheets import Row, Sheet
from rmentor.intake.tellings import Said, address_of, done_actions, hear
from rmentor.intake.topics import TopicIndex, topic_index
from rmentor.intake.values import whole_number
from rmentor.intake.words import NOTHING, fold, one_line
from rmentor.language.catalogue import Language
from rmentor.model.pairs import Pair
from rmentor.model.program import Program

# Headings in French and English, then what else people may call them; all are understood.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pair": ("binôme", "pair"),
    "people": ("personnes", "people"),
    "session": ("séance", "session"),
    "date": ("date", "date", "jour", "day"),
    "state": ("ce qu’il en est", "state", "état", "statut", "status"),
    "to": ("nouvelle date", "new date"),
    "reason": ("raison", "reason", "pourquoi", "because"),
    "minutes": ("minutes", "minutes", "durée", "length"),
    "topics": ("sujets", "topics", "sujet", "topic"),
    "pulse-mentor": ("ressenti mentor", "pulse mentor", "ressenti du mentor"),
    "pulse-mentee": ("ressenti mentoré", "pulse mentee", "ressenti du mentoré"),
    "levels": ("niveaux", "levels", "niveau", "level"),
    "returns": ("en retour", "returns", "in return"),
    "actions": ("nouvelles actions", "actions", "new actions"),
    "open": ("actions ouvertes", "open actions"),
    "done": ("actions faites", "done", "done actions", "actions done"),
}
# What the form fills in itself, and what is there to read.
_GIVEN = frozenset(("pair", "people", "session", "date", "open"))
# Column that a key of a journal's entry comes from.
_SOURCES: Mapping[str, str] = {"pulse": "pulse-mentor"}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something wrong with a row. ``column``: its heading, or None."""

    row: int
    column: str | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Week:
    """What a sheet records.

    Attributes:
        after: The program with all of it.
        tellings: What is recorded, with the number of the row.
        known: Rows that the journals have already.
        skipped: Rows that are not filled in.
        problems: Everything that is wrong; then nothing is to be written.
    """

    after: Program
    tellings: tuple[tuple[int, Telling], ...]
    known: int
    skipped: int
    problems: tuple[RowProblem, ...]


def heading(column: str, language: Language) -> str:
    """Heading of a column in a language."""
    return COLUMNS[column][language.code != "fr"]


def week_form(program: Program, today: date, language: Language) -> str:
    """A form of all sessions that are due and not recorded, by day, as CSV that spreadsheets open."""
    people = program.people()
    rows = []
    for pair in program.pairs:
        waiting = open_actions(program, pair.id)
        shown = "; ".join(f"{each.number}. {each.action.what}" for each in waiting)
        names = " · ".join(people[who].name for who in pair.people if who in people)
        for session in unrecorded_sessions(program, pair.id, today):
            given = {
                "pair": pair.id,
                "people": names,
                "session": str(session.session),
                "date": session.start.date().isoformat(),
                "open": shown,
            }
            rows.append(((session.start, session.key), given))
    rows.sort(key=lambda row: row[0])
    records = [[heading(column, language) for column in COLUMNS]]
    records += [[one_line(given.get(column, "")) for column in COLUMNS] for _, given in rows]
    return "\ufeff" + csv_text(records, ";" if language.code == "fr" else ",")


def read_week(program: Program, sheet: Sheet, today: date, *, correcting: bool = False) -> Week:
    """Read a sheet and find out what it records, or all that is wrong with it.

    Args:
        program: The program as it is.
        sheet: The form as it came back, or another sheet with such headings.
        today: The day it is.
        correcting: Whether rows may say something else than journals do.
    """
    headings, problems = _headings(sheet)
    if "pair" not in headings:
        return Week(program, (), 0, 0, tuple(problems))
    clerk = _Clerk(program, sheet, headings, today, correcting=correcting)
    filled = [row for row in sheet.rows if clerk.is_filled(row)]
    for row in filled:
        clerk.tick(row)
    for row in filled:
        clerk.take(row)
    return Week(
        clerk.program,
        tuple(clerk.tellings),
        clerk.known,
        len(sheet.rows) - len(filled),
        (*problems, *clerk.problems),
    )


def _headings(sheet: Sheet) -> tuple[dict[str, str], list[RowProblem]]:
    """Heading of each column that is there, and headings that nobody understands."""
    words = {fold(word): column for column, names in COLUMNS.items() for word in names}
    known = Nearest([name for names in COLUMNS.values() for name in names[:2]])
    found: dict[str, str] = {}
    problems = []
    for header in sheet.headers:
        column = words.get(fold(header))
        if column is not None:
            found.setdefault(column, header)
        elif any(sheet.column(header)):
            args = {"value": header, "close": known.to(header)}
            problems.append(RowProblem(1, None, _finding("unknown-column", args)))
    if "pair" not in found:
        problems.append(RowProblem(1, None, _finding("no-pair-column", {})))
    return found, problems


def _finding(code: str, args: Mapping[str, object]) -> Finding:
    return Finding(code, Spot(""), args)


class _Clerk:
    """Takes one row after the other; what one records, the next one finds."""

    def __init__(
        self,
        program: Program,
        sheet: Sheet,
        headings: Mapping[str, str],
        today: date,
        *,
        correcting: bool,
    ) -> None:
        self.program = self._before = program
        self.tellings: list[tuple[int, Telling]] = []
        self.problems: list[RowProblem] = []
        self.known = 0
        self._today, self._correcting = today, correcting
        self._headings = headings
        self._places = {column: sheet.headers.index(header) for column, header in headings.items()}
        dates = [sheet.column(headings[each]) for each in ("date", "to") if each in headings]
        usual = DATE_ORDERS[0] if program.language == "fr" else None
        self._order = date_order(cell for cells in dates for cell in cells) or usual
        self._topics: TopicIndex = topic_index(program.topics)
        self._people = program.people()
        self._pairs = _pairs_by_name(program)

    def _cell(self, row: Row, column: str) -> str:
        place = self._places.get(column)
        cell = meant(row.cells[place]) if place is not None else ""
        return "" if fold(cell) in NOTHING and column not in ("pair", "people") else cell

    def is_filled(self, row: Row) -> bool:
        """Whether a row says more than which session it is about."""
        return any(self._cell(row, column) for column in COLUMNS if column not in _GIVEN)

    def tick(self, row: Row) -> None:
        """Tick off the actions that a row calls done, by the numbers that they had in the form."""
        pair = self._pair(row)
        if pair is None:
            close = Nearest(list(self._pairs)).to(self._cell(row, "pair"))
            meant_id = self._pairs[close].id if close else None
            args = {"value": self._cell(row, "pair"), "close": meant_id}
            self._note(row, "pair", _finding("no-such-pair", args))
            return
        done, faults = done_actions(self._before, pair, cell_lines(self._cell(row, "done")))
        for fault in faults:
            self._note(row, "done", fault)
        if not faults:
            self.program = ticked(self.program, pair.id, done)

    def take(self, row: Row) -> None:
        """Record what a row says of its session, or note what is wrong with it."""
        pair = self._pair(row)
        if pair is None:
            return
        said = self._said(row, pair)
        if set(said.values) <= {"session", "date"} and said.to is None and not said.findings:
            return
        heard = hear(self.program, said, self._today)
        for finding in heard.findings:
            self._note(row, _column_of(finding), finding)
        if heard.telling is None or heard.findings:
            return
        if heard.is_known:
            self.known += 1
        elif heard.is_in_the_way:
            args = {"session": heard.telling.entry.session, "pair": pair.id}
            self._note(row, "session", _finding("recorded-already", args))
        else:
            self.tellings.append((row.number, heard.telling))
            self.program = recorded(self.program, heard.telling)

    def _pair(self, row: Row) -> Pair | None:
        return self._pairs.get(folded(self._cell(row, "pair")))

    def _note(self, row: Row, column: str | None, finding: Finding) -> None:
        header = self._headings.get(column or "")
        self.problems.append(RowProblem(row.number, header, finding))

    def _said(self, row: Row, pair: Pair) -> Said:
        """What a row says, as far as it can be understood."""
        desk = Desk(
            pair,
            self._people,
            self._topics,
            address_of(pair),
            today=self._today,
            order=self._order,
        )

        def cell(column: str) -> str:
            return self._cell(row, column)

        pulse = {side: _whole(cell(f"pulse-{side}")) for side in ("mentor", "mentee")}
        values: Document = {
            "session": _whole(cell("session")),
            "date": desk.day(cell("date")),
            "state": cell("state") and state_word(cell("state")),
            "minutes": cell("minutes") and length_word(_whole(cell("minutes"))),
            "topics": desk.topic_list([cell("topics")]),
            "pulse": {side: felt for side, felt in pulse.items() if felt},
            "levels": desk.levels([cell("levels")]),
            "actions": desk.actions(cell_lines(cell("actions"))),
            "returns": desk.topic_list([cell("returns")]),
            "reason": cell("reason") and reason_word(cell("reason")),
        }
        to = desk.moment(cell("to")) if cell("to") else None
        said = Said(pair, {key: value for key, value in values.items() if value}, to)
        return replace(said, correcting=self._correcting, findings=tuple(desk.findings))


def _pairs_by_name(program: Program) -> dict[str, Pair]:
    """Pairs by id and by the names of their people, where no other has these."""
    people = program.people()
    named: dict[str, list[Pair]] = {}
    for pair in program.pairs:
        names = " · ".join(people[who].name for who in pair.people if who in people)
        named.setdefault(folded(names), []).append(pair)
    found = {name: pairs[0] for name, pairs in named.items() if len(pairs) == 1}
    return {**found, **{folded(pair.id): pair for pair in program.pairs}}


def _column_of(finding: Finding) -> str | None:
    """Column that a finding on an entry is about."""
    keys: Sequence[object] = finding.spot.keys
    key = str(keys[1]) if len(keys) > 1 else None
    if key == "pulse" and len(keys) > 2:
        return f"pulse-{keys[2]}"
    return _SOURCES.get(key or "", key)


def _whole(cell: str) -> str:
    """Digits of a whole number that a spreadsheet may have made 2.0; anything else as it is."""
    number = whole_number(cell)
    return cell if number is None else str(number)


def problems_by_row(problems: Sequence[RowProblem]) -> Iterator[RowProblem]:
    """Problems in the order in which people go through the sheet."""
    yield from sorted(problems, key=lambda each: (each.row, each.column or ""))
