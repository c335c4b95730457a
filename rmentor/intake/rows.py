"""Rows of a sheet as people: whom each is about, and what it says about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from rmentor.intake.context import (
    DAY_KEYS,
    DEFAULT_IMPORTANCE,
    DEFAULT_LEVEL,
    KEYS,
    PEOPLE_KEYS,
    TOPIC_KEYS,
    Context,
    column_order,
)
from rmentor.intake.days import date_order
from rmentor.intake.identities import IDENTITY_KEYS, Known, Line, identified
from rmentor.intake.mapping import IGNORE, NAME_KEYS, SheetMapping
from rmentor.intake.problems import Fault, Problem
from rmentor.intake.roster import Identity, Roster, digest
from rmentor.intake.sheets import Sheet
from rmentor.intake.topics import topic_index
from rmentor.intake.values import Answer, read_cell
from rmentor.model.people import Participant
from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What one row says about one person.

    Attributes:
        person: Id.
        new: Whether the person is not in the program yet.
        number: Row as people see it.
        values: By key, as participants.yaml has them, without ``id``.
        whole: Keys of topics whose cell lists all of them, so that one that is gone was taken out.
        fallback: Values by key that the mapping gives where the row has none.
    """

    person: str
    new: bool
    number: int
    values: Mapping[str, object]
    whole: frozenset[str] = frozenset()
    fallback: Mapping[str, object] = field(default_factory=dict)

    @property
    def document(self) -> dict[str, object]:
        """The person as a new item of participants.yaml, in the order of the contract."""
        values = {**self.fallback, **self.values}
        return {"id": self.person, **{key: values[key] for key in column_order(values)}}

    @property
    def digests(self) -> dict[str, str]:
        """Digest of each value of a new person; of each topic where there are several."""
        found: dict[str, str] = {}
        for key, item in {**self.fallback, **self.values}.items():
            if isinstance(item, dict):
                found |= {f"{key}.{topic}": digest(level) for topic, level in item.items()}
            else:
                found[key] = digest(item)
        return found


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows that can come in, and what is wrong with the others."""

    rows: tuple[PersonRow, ...]
    problems: tuple[Problem, ...]


def read_rows(program: Program, sheet: Sheet, mapping: SheetMapping) -> Reading:
    """Read all rows: first whom each is about, so that rows can name each other, then the rest."""
    if not set(mapping.columns.values()) & set(IDENTITY_KEYS):
        return Reading((), (Problem("no-name-column"),))
    emails = [
        cell
        for header, key in mapping.columns.items()
        if key == "email"
        for cell in sheet.column(header)
    ]
    known = Known(Roster(program.participants, mapping.seen, emails))
    context = _context(program, sheet, mapping)
    lines = identified(sheet, mapping, context, known)
    context = replace(context, find_person=_directory(program, lines).name_of)
    fallback = _fallback(mapping, context, known.problems)

    @cache
    def read(key: str, text: str) -> Answer:
        # Most cells of a column say what another one says.
        return read_cell(key, text, context)

    people = program.people()
    columns = {header: key for header, key in mapping.columns.items() if key not in (IGNORE, "id")}
    rows = []
    for line in lines:
        values, whole = _read_line(line, columns, read, known.problems)
        new = line.person not in people
        missing = {key: item for key, item in fallback.items() if key not in values}
        if new and "role" not in {**values, **missing}:
            role = _role_told(values)
            if role is None:
                known.note(line.row, "no-role")
                continue
            missing["role"] = role
        rows.append(PersonRow(line.person, new, line.row.number, values, whole, missing))
    rows = list(_without_strangers(rows, set(people)))
    rows = _without_circles(rows, people, known.problems)
    return Reading(tuple(rows), tuple(known.problems))


def _context(program: Program, sheet: Sheet, mapping: SheetMapping) -> Context:
    """What the cells of ``sheet`` are read against, but for people."""
    dates = [header for header, key in mapping.columns.items() if key in DAY_KEYS]
    proven = date_order(cell for header in dates for cell in sheet.column(header))
    return Context(
        topics=topic_index(program.topics),
        values=mapping.meanings(),
        level=int(mapping.defaults.get("level", DEFAULT_LEVEL)),
        importance=int(mapping.defaults.get("importance", DEFAULT_IMPORTANCE)),
        date_order=mapping.dates or proven,
    )


def _directory(program: Program, lines: Sequence[Line]) -> Roster:
    """Everybody by name and e-mail; those of the sheet are called what the sheet calls them."""
    said = {line.person: line.identity for line in lines}
    directory = Roster()
    for person in program.participants:
        here = said.pop(person.id, Identity(None, None, None))
        directory.add(person.id, here.name or person.name, here.email or person.email)
    for person_id, identity in said.items():
        directory.add(person_id, identity.name, identity.email)
    return directory


def _fallback(
    mapping: SheetMapping, context: Context, problems: list[Problem]
) -> dict[str, object]:
    """What the mapping gives to people whose row does not say it."""
    values: dict[str, object] = {}
    for key, text in mapping.defaults.items():
        if key not in KEYS:
            continue
        found, faults = read_cell(key, text, Context(context.topics))
        problems += [Problem(fault.code, {"key": key, **fault.args}) for fault in faults]
        if found is not None:
            values[key] = found
    return values


def _role_told(values: Mapping[str, object]) -> str | None:
    """Role that follows from what a row offers and wants, or None."""
    told = [role for key, role in (("offers", "mentor"), ("wants", "mentee")) if values.get(key)]
    return "both" if len(told) == 2 else told[0] if told else None


def _read_line(
    line: Line,
    columns: Mapping[str, str],
    read: Callable[[str, str], Answer],
    problems: list[Problem],
) -> tuple[dict[str, object], frozenset[str]]:
    """Values of a row and its ``whole`` keys; what cannot be read goes to ``problems``."""
    values: dict[str, object] = {}
    whole: set[str] = set()
    torn: set[str] = set()
    for header, key in columns.items():
        if not line.cells[header]:
            continue
        found, faults = read(key, line.cells[header])
        start = key.partition(".")[0]
        if start in PEOPLE_KEYS:
            found, more = _not_oneself(found, line.person)
            faults = (*faults, *more)
        if faults:
            torn.add(start)
            problems += [
                Problem(fault.code, {"key": start, **fault.args}, (line.row.number,), header)
                for fault in faults
            ]
        if found is not None:
            _put_in(values, start, found)
        if key in TOPIC_KEYS:
            whole.add(key)
    _settle_identity(values, line.identity)
    # A topic with a column of its own is never taken out: its empty cell says nothing.
    alone = {key.partition(".")[0] for key in columns.values() if "." in key}
    return values, frozenset(whole - torn - alone)


def _not_oneself(found: object, person: str) -> tuple[object, tuple[Fault, ...]]:
    """Take the person of the row out of those whom the row names."""
    fault = (Fault("self-reference", {"value": person}),)
    if found == person:
        return None, fault
    if isinstance(found, list) and person in found:
        return [other for other in found if other != person] or None, fault
    return found, ()


def _put_in(values: dict[str, object], key: str, found: object) -> None:
    """Put a value in; several columns of one key make one list or one map, else the first holds."""
    before = values.get(key)
    if isinstance(before, dict) and isinstance(found, dict):
        values[key] = dict(sorted({**found, **before}.items()))
    elif isinstance(before, list) and isinstance(found, list):
        values[key] = list(dict.fromkeys([*before, *found]))
    elif before is None:
        values[key] = found


def _settle_identity(values: dict[str, object], identity: Identity) -> None:
    """Make one name of first and last name; keep an e-mail only where it is the person's own."""
    for key in NAME_KEYS:
        values.pop(key, None)
    for key, said in (("name", identity.name), ("email", identity.email)):
        if said:
            values[key] = said
        else:
            values.pop(key, None)


def _without_strangers(rows: list[PersonRow], there: set[str]) -> Iterator[PersonRow]:
    """Rows that do not name people of rows that were left out after all."""
    known = there | {row.person for row in rows}
    for row in rows:
        values = dict(row.values)
        for key in PEOPLE_KEYS:
            named = values.get(key)
            if isinstance(named, str) and named not in known:
                del values[key]
            elif isinstance(named, list) and not known.issuperset(named):
                values[key] = [person for person in named if person in known]
        yield replace(row, values=values)


def _without_circles(
    rows: list[PersonRow], people: Mapping[str, Participant], problems: list[Problem]
) -> list[PersonRow]:
    """Rows without a manager who would be above and below somebody at once."""
    above = {person.id: person.manager for person in people.values()}
    above |= {row.person: str(row.values["manager"]) for row in rows if "manager" in row.values}
    kept = []
    for row in rows:
        circle = [row.person]
        while (manager := above.get(circle[-1])) is not None and manager not in circle:
            circle.append(manager)
        if "manager" in row.values and manager == row.person:
            args = {"people": " → ".join((*circle, row.person))}
            problems.append(Problem("manager-circle", args, (row.number,)))
            above[row.person] = None
            values = {key: item for key, item in row.values.items() if key != "manager"}
            kept.append(replace(row, values=values))
        else:
            kept.append(row)
    return kept
