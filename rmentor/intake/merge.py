"""Rows and people to changes: what an import would add and change, hand edits kept.

For each person and key, import.yaml remembers a digest of the value last imported. A cell that says
what it said then changes nothing, so that an edit made by hand since stays; a cell that says
something else now is taken over, unless the value was edited by hand as well. An empty cell never
erases anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rmentor.changes import Add, Change
from rmentor.intake.compare import Comparison, Difference, Memory, compare
from rmentor.intake.context import KEYS
from rmentor.intake.headings import is_sensitive
from rmentor.intake.mapping import IGNORE, SheetMapping
from rmentor.intake.memory import memory_changes, unknown_words, with_blanks
from rmentor.intake.problems import Problem, gathered
from rmentor.intake.rows import PersonRow, Reading, read_rows
from rmentor.intake.sheets import Sheet
from rmentor.language.catalogue import speak
from rmentor.model.program import Program

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

PEOPLE_FILE = "participants.yaml"


@dataclass(frozen=True, slots=True)
class Column:
    """What becomes of a column.

    Attributes:
        header: Its heading.
        key: What it is read as, or None: it is not read.
        how: ``remembered`` in import.yaml or ``guessed`` from the heading; of a column that is not
            read ``sensitive`` (rmentor never reads such a column), ``stated`` in import.yaml, or
            ``unknown``.
    """

    header: str
    key: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What an import would do.

    Attributes:
        changes: To participants and to import.yaml; none when nothing is new.
        columns: What becomes of each column, in the order of the sheet.
        added: Ids of new people, in the order of the rows.
        changed: Ids of people with other values.
        unchanged: Ids of people of the sheet who stay as they are.
        silent: Ids of those of ``added`` for whom nobody says that they volunteer.
        differences: What changes, value by value, of the people in ``changed``.
        kept: Values edited by hand since the last import, which stay.
        problems: What could not be read; everything else comes in.
    """

    changes: tuple[Change, ...]
    columns: tuple[Column, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    silent: tuple[str, ...]
    differences: tuple[Difference, ...]
    kept: tuple[Difference, ...]
    problems: tuple[Problem, ...]

    @property
    def failures(self) -> tuple[Problem, ...]:
        """Problems by which something of the sheet stays out."""
        return tuple(problem for problem in self.problems if not problem.is_note)


def merge(
    program: Program,
    sources: Sources,
    homes: Mapping[str, str],
    sheet: Sheet,
    mapping: SheetMapping,
    mappings: Sequence[SheetMapping] = (),
    elsewhere: Sequence[SheetMapping] = (),
) -> Intake:
    """Work out what importing ``sheet`` would change; nothing is written.

    Args:
        program: As it stands.
        sources: Files of the program folder.
        homes: File that holds each participant.
        sheet: What was read.
        mapping: Which column is which: remembered, guessed, or amended.
        mappings: All that import.yaml holds of sheets.
        elsewhere: What it holds of answers to surveys, which may have brought people, too.
    """
    from rmentor.folder.yaml_load import collector_held

    with collector_held():
        return _merged(program, sources, homes, sheet, mapping, mappings, elsewhere)


def _merged(
    program: Program,
    sources: Sources,
    homes: Mapping[str, str],
    sheet: Sheet,
    mapping: SheetMapping,
    mappings: Sequence[SheetMapping],
    elsewhere: Sequence[SheetMapping],
) -> Intake:
    before = next((each for each in mappings if each.id == mapping.id), None)
    columns = columns_of(sheet, mapping, before, program.topics)
    readable = {column.header: column.key or IGNORE for column in columns}
    reading = read_rows(program, sheet, replace(mapping, columns=readable))
    others = [*(each for each in mappings if each.id != mapping.id), *elsewhere]
    intake, seen = merge_rows(program, sources, homes, reading, mapping, others)
    wrong = _wrong_columns(sheet, mapping, program.topics)
    changes = list(intake.changes)
    if reading.rows:
        kept_columns = mapping.columns if mapping.stated else readable
        after = with_blanks(mapping, unknown_words(reading.problems))
        after = replace(after, columns=kept_columns, seen=seen)
        changes += memory_changes(sources, before, after, speak(program.language))
    problems = gathered([*wrong, *intake.problems])
    return replace(intake, changes=tuple(changes), columns=columns, problems=problems)


def merge_rows(
    program: Program,
    sources: Sources,
    homes: Mapping[str, str],
    reading: Reading,
    mapping: SheetMapping,
    others: Sequence[SheetMapping],
) -> tuple[Intake, dict[str, Mapping[str, str]]]:
    """Work out what rows change of participants, and what import.yaml is to remember as seen.

    Args:
        program: As it stands.
        sources: Files of the program folder.
        homes: File that holds each participant.
        reading: The rows.
        mapping: How they were read; its ``seen`` tells a hand edit from a change of the sheet.
        others: What else import.yaml remembers as seen.
    """
    new = [row for row in reading.rows if row.new]
    comparisons = _compared(program, sources, homes, reading.rows, mapping, others)
    problems = [*reading.problems, *(found for each in comparisons for found in each.problems)]
    intake = Intake(
        changes=(
            *(Add(people_file(sources), ("participants",), row.document) for row in new),
            *(change for each in comparisons for change in each.changes),
        ),
        columns=(),
        added=tuple(row.person for row in new),
        changed=tuple(each.row.person for each in comparisons if each.differences),
        unchanged=tuple(each.row.person for each in comparisons if not each.differences),
        silent=tuple(row.person for row in new if row.document.get("volunteer") is not True),
        differences=tuple(found for each in comparisons for found in each.differences),
        kept=tuple(found for each in comparisons for found in each.kept),
        problems=gathered(problems),
    )
    seen = {row.person: row.digests for row in new}
    return intake, {**mapping.seen, **seen, **{each.row.person: each.seen for each in comparisons}}


def people_file(sources: Sources) -> str:
    """File that new people go to: participants.yaml, else the first of participants/."""
    there = sorted(path for path in sources.files if path.startswith("participants/"))
    return there[0] if there and PEOPLE_FILE not in sources.files else PEOPLE_FILE


def columns_of(
    sheet: Sheet, mapping: SheetMapping, before: SheetMapping | None, topics: Collection[str]
) -> tuple[Column, ...]:
    """What becomes of each column; sensitive ones are not read, whatever the mapping says."""
    found = []
    for header in sheet.headers:
        key = mapping.columns.get(header, IGNORE)
        known = before is not None and before.columns.get(header) == key
        if is_sensitive(header):
            found.append(Column(header, None, "sensitive"))
        elif key == IGNORE or not _is_there(key, topics):
            found.append(Column(header, None, "stated" if known else "unknown"))
        else:
            found.append(Column(header, key, "remembered" if known else "guessed"))
    return tuple(found)


def _is_there(key: str, topics: Collection[str]) -> bool:
    """Whether the topic that a key such as "offers.linkedin" names exists."""
    return "." not in key or key.partition(".")[2] in topics


def _wrong_columns(sheet: Sheet, mapping: SheetMapping, topics: Collection[str]) -> list[Problem]:
    """Columns that the mapping names and that are not there, or whose topic is not."""
    missing = [
        Problem("missing-column", {"value": header})
        for header, key in mapping.columns.items()
        if header not in sheet.headers and key != IGNORE
    ]
    return missing + [
        Problem("no-topic", {"topic": key.partition(".")[2]}, column=header)
        for header, key in mapping.columns.items()
        if header in sheet.headers and not _is_there(key, topics)
    ]


def _compared(
    program: Program,
    sources: Sources,
    homes: Mapping[str, str],
    rows: Sequence[PersonRow],
    mapping: SheetMapping,
    others: Sequence[SheetMapping],
) -> list[Comparison]:
    """Each row of somebody who is in the program already, compared with the program."""
    people = program.people()
    stated: Mapping[str, frozenset[str]] = {}
    if set(mapping.defaults) & set(KEYS) - {"role"}:
        stated = stated_keys(sources, homes)
    return [
        compare(
            people[row.person],
            row,
            Memory(
                mapping.seen.get(row.person, {}),
                {
                    key: digest
                    for other in others
                    for key, digest in other.seen.get(row.person, {}).items()
                },
            ),
            homes.get(row.person, PEOPLE_FILE),
            stated.get(row.person, frozenset()),
        )
        for row in rows
        if not row.new
    ]


def stated_keys(sources: Sources, homes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Keys that each person has in the files, which no default may touch."""
    from rmentor.folder.yaml_load import load_yaml

    found: dict[str, frozenset[str]] = {}
    for path in sorted(set(homes.values()) & sources.files.keys()):
        document = load_yaml(sources.files[path]).value
        people = document.get("participants") if isinstance(document, Mapping) else document
        for person in people or ():
            if isinstance(person, Mapping):
                found[str(person.get("id"))] = frozenset(map(str, person))
    return found
