"""Whom each row is about, and which rows are about nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rmentor.intake.context import Context
from rmentor.intake.mapping import NAME_KEYS, SheetMapping
from rmentor.intake.problems import Problem
from rmentor.intake.roster import Identity, Roster
from rmentor.intake.sheets import Row, Sheet
from rmentor.intake.values import read_cell
from rmentor.intake.words import TOTALS, fold, free_slug

IDENTITY_KEYS = ("id", "name", "email", *NAME_KEYS)


@dataclass(slots=True)
class Known:
    """What is known while the rows are read.

    Attributes:
        roster: Who may be meant.
        taken: What the row of each person found so far says about who it is.
        first_rows: Its number.
        problems: What is wrong.
    """

    roster: Roster
    taken: dict[str, Identity] = field(default_factory=dict)
    first_rows: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, row: Row, code: str, /, **args: object) -> None:
        """Note what is wrong with a row."""
        self.problems.append(Problem(code, args, (row.number,)))


@dataclass(frozen=True, slots=True)
class Line:
    """A row whose person is known.

    Attributes:
        row: The row.
        cells: Text by heading.
        person: Id.
        identity: What the row says about who it is.
    """

    row: Row
    cells: Mapping[str, str]
    person: str
    identity: Identity


def identified(sheet: Sheet, mapping: SheetMapping, context: Context, known: Known) -> list[Line]:
    """Rows that are about somebody, with that person; those left out are noted.

    Rows that say most come first, whatever their place, and those without a name last: by then, all
    are known whom they may mean.
    """
    said = [
        (row, cells, identity)
        for row in sheet.rows
        if (cells := _cells(row, sheet, known)) is not None
        if (identity := _identity(cells, mapping, context, known, row)) is not None
    ]
    said.sort(key=lambda each: each[2].vagueness)
    lines = [line for row, cells, identity in said if (line := _line(row, cells, identity, known))]
    return sorted(lines, key=lambda line: line.row.number)


def _cells(row: Row, sheet: Sheet, known: Known) -> dict[str, str] | None:
    """Text by heading, or None where no cell can be trusted."""
    if row.torn:
        known.note(row, "torn-row")
        return None
    return dict(zip(sheet.headers, row.cells, strict=True))


def _identity(
    cells: Mapping[str, str], mapping: SheetMapping, context: Context, known: Known, row: Row
) -> Identity | None:
    """What a row says about who it is, or None for a row of totals.

    What is wrong with its cells is told when the row is read as a whole.
    """
    said: dict[str, str] = {}
    for header, key in mapping.columns.items():
        if key in IDENTITY_KEYS and cells[header] and key not in said:
            found, _ = read_cell(key, cells[header], context)
            if isinstance(found, str):
                said[key] = found
    parts = (said.get("first-name"), said.get("last-name"))
    name = said.get("name") or " ".join(part for part in parts if part) or None
    first = name or next(filter(None, row.cells), "")
    if fold(first) in TOTALS and "email" not in said:
        known.note(row, "totals-row", name=first)
        return None
    return Identity(said.get("id"), name, said.get("email"))


def _line(row: Row, cells: Mapping[str, str], identity: Identity, known: Known) -> Line | None:
    """A row with its person, or None if the row is left out."""
    found = known.roster.find(identity, known.taken)
    if found.fault:
        known.note(row, found.fault.code, **found.fault.args)
    if found.stops:
        return None
    person = found.id
    if person in known.first_rows:
        name = identity.name or person
        known.note(row, "same-person", name=name, row=known.first_rows[person])
        known.roster.share(person, identity)
        return None
    if person is None:
        if not identity.name:
            known.note(row, "no-name")
            return None
        person = free_slug(identity.id or identity.name, known.roster.ids)
    identity = _with_own_email(row, person, identity, known)
    if found.id is None:
        known.roster.add(person, identity.name, identity.email)
    known.roster.share(person, identity)
    known.first_rows[person] = row.number
    known.taken[person] = identity
    return Line(row, cells, person, identity)


def _with_own_email(row: Row, person: str, identity: Identity, known: Known) -> Identity:
    """Identity without the e-mail if that is somebody else's."""
    owner = known.roster.email_owner(identity.email, person) if identity.email else None
    if owner is None:
        return identity
    known.note(row, "shared-email", email=identity.email, other=owner)
    return replace(identity, email=None)
