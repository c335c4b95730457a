"""People from answers to a survey before the start: as an import would bring them in.

Somebody new has applied, and said yes by answering why. Of somebody known, only what people say of
themselves is taken over: topics, levels, times, languages, interests, whom to avoid. Reasons stay with
the answers, and ``drive`` is for the interview to note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rmentor.intake.answer_columns import PERSONAL_KEYS, TARGETS, personal_key
from rmentor.intake.answer_people import Directory
from rmentor.intake.answer_questions import Questions
from rmentor.intake.answer_rows import Reply
from rmentor.intake.identities import IDENTITY_KEYS
from rmentor.intake.mapping import IGNORE, SheetMapping
from rmentor.intake.merge import Column, Intake, merge_rows, stated_keys
from rmentor.intake.rows import PersonRow, read_rows
from rmentor.intake.sheets import Sheet
from rmentor.intake.stack import Stack
from rmentor.intake.words import fold
from rmentor.model.program import Program
from rmentor.model.surveys import Survey

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

_ROLES = ("mentor", "mentee")


@dataclass(frozen=True, slots=True)
class Applicants:
    """What answers before the start would change in the participants.

    Attributes:
        intake: Changes, and who is concerned.
        people: Id of the person, by the number of each row.
        seen: What import.yaml is to remember of the values, by person.
    """

    intake: Intake
    people: Mapping[int, str]
    seen: Mapping[str, Mapping[str, str]]


def applicants(
    program: Program,
    sources: Sources,
    homes: Mapping[str, str],
    questions: Questions,
    stack: Stack,
    columns: Sequence[Column],
    replies: Sequence[Reply],
    mapping: SheetMapping | None,
    others: Sequence[SheetMapping],
    directory: Directory,
) -> Applicants:
    """Work out what the answers say of people; nothing is written.

    Args:
        program: As it stands.
        sources: Files of the program folder.
        homes: File that holds each participant.
        questions: Of the survey.
        stack: The files.
        columns: What becomes of each column.
        replies: Rows that can be read.
        mapping: What import.yaml says of this survey, or None.
        others: What else it remembers of people.
        directory: Who is in the program.
    """
    survey = questions.survey
    keys = {column.header: _key_of(column, questions) for column in columns}
    role = _role_of(survey)
    people_mapping = replace(
        mapping or SheetMapping(survey.id),
        columns=keys,
        defaults={**(mapping.defaults if mapping else {}), **({"role": role} if role else {})},
    )
    latest = _latest(replies)
    sheet, ids = _with_ids(stack, tuple(latest.values()), columns, directory)
    reading = read_rows(program, sheet, replace(people_mapping, columns={**keys, **ids}))
    by_number = {reply.row.number: reply for reply in replies}
    stated = stated_keys(sources, homes)
    rows = tuple(
        _of_an_applicant(row, by_number[row.number], program, stated.get(row.person, frozenset()))
        for row in reading.rows
    )
    reading = replace(reading, rows=rows)
    intake, seen = merge_rows(program, sources, homes, reading, people_mapping, others)
    found = {row.number: row.person for row in rows}
    people = {
        reply.row.number: found[last.row.number]
        for reply in replies
        if (last := latest[_identity(reply)]).row.number in found
    }
    return Applicants(replace(intake, columns=tuple(columns)), people, seen)


def _key_of(column: Column, questions: Questions) -> str:
    """Key of participants.yaml that a column tells, or ``ignore``."""
    target = column.key or IGNORE
    item = questions.item(target)
    if item is not None:
        _, dot, topic = target.partition(".")
        return f"{personal_key(item) or IGNORE}{dot}{topic}" if personal_key(item) else IGNORE
    if target == "person":
        return "name"
    if target in TARGETS and target not in (*IDENTITY_KEYS, "role"):
        return IGNORE
    return target


def _role_of(survey: Survey) -> str | None:
    roles = [role for role in _ROLES if role in survey.audience]
    return roles[0] if len(roles) == 1 else None


def _identity(reply: Reply) -> str:
    """What tells rows of one person from those of others: e-mail, else id, else name."""
    said = reply.said
    names = (said.get("first-name", ""), said.get("last-name", ""))
    for key in ("person", "email", "id", "name"):
        if said.get(key):
            return f"{key} {fold(said[key])}"
    return f"name {fold(' '.join(names))}"


def _latest(replies: Iterable[Reply]) -> dict[str, Reply]:
    """Last answer of each person: what somebody says later holds."""
    found: dict[str, Reply] = {}
    for reply in sorted(replies, key=lambda each: str(each.moment or "")):
        found[_identity(reply)] = reply
    return found


def _with_ids(
    stack: Stack, replies: Sequence[Reply], columns: Sequence[Column], directory: Directory
) -> tuple[Sheet, dict[str, str]]:
    """Sheet of these rows with columns more, and their keys: ids of who is known, e-mails of others.

    A name finds somebody known only where no e-mail could contradict it. What stands in a column
    ``person`` may be an id, an e-mail or a name.
    """
    sheet = stack.with_rows(reply.row for reply in replies)
    keys = {column.key for column in columns}
    person = [place for place, column in enumerate(columns) if column.key == "person"]
    added = [key for key in ("id", "email") if key not in keys and (person or key == "id")]
    rows = []
    for reply in replies:
        said = reply.said
        name = said.get("person") or ("" if said.get("email") else said.get("name", ""))
        found = directory.find(name) if name else ""
        more = {"id": found if isinstance(found, str) else ""}
        more["email"] = name if person and not more["id"] and "@" in name else ""
        is_no_name = any(more.values())
        cells = [
            "" if is_no_name and place in person else cell
            for place, cell in enumerate(reply.row.cells)
        ]
        rows.append(replace(reply.row, cells=(*cells, *(more[key] for key in added))))
    headers = {key: _free_header(key, sheet.headers) for key in added}
    wider = replace(sheet, headers=(*sheet.headers, *headers.values()), rows=tuple(rows))
    return wider, {header: key for key, header in headers.items()}


def _free_header(key: str, headers: Sequence[str]) -> str:
    """Heading that no column has."""
    while key in headers:
        key = f"({key})"
    return key


def _of_an_applicant(
    row: PersonRow, reply: Reply, program: Program, stated: frozenset[str]
) -> PersonRow:
    """What is taken from a row: of somebody new the application, of somebody known the personal keys."""
    volunteered = {"volunteered": reply.day.isoformat()} if reply.day else {}
    said_yes: dict[str, object] = {"volunteer": True, **volunteered}
    if row.new:
        return replace(row, values={**row.values, "status": "applied", **said_yes})
    values = {key: item for key, item in row.values.items() if key in PERSONAL_KEYS}
    known = program.people()[row.person]
    fallback = dict(row.fallback)
    # A no that somebody wrote down is theirs to take back.
    if not known.volunteer and "volunteer" not in stated:
        fallback |= said_yes
    return replace(row, values=values, fallback=fallback)
