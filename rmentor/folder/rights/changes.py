"""From a program to the same program without somebody: the changes of its hand-kept files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rmentor.changes import Add, Change, Drop, Put, Remove, Write
from rmentor.errors import EditFailed
from rmentor.folder.answers import answers_changes
from rmentor.folder.documents import contact_document, person_document, stakeholder_document
from rmentor.folder.dump import (
    journal_changes,
    journal_path,
    pairs_changes,
    plan_changes,
)
from rmentor.folder.edit import apply
from rmentor.folder.events import event_document
from rmentor.folder.read import Sources
from rmentor.folder.register_changes import register_changes
from rmentor.folder.rights.memory import memory_changes
from rmentor.folder.rights.own import without_comments_above
from rmentor.folder.rights.sweep import Found, swept
from rmentor.folder.rights.words import PersonWords
from rmentor.model.people import Participant
from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What takes somebody out of the hand-kept files.

    Attributes:
        changes: Whole files, written or removed.
        files: Those files after it.
        found: What was replaced in texts and comments, and what somebody has to look at.
    """

    changes: tuple[Change, ...]
    files: Mapping[str, bytes]
    found: tuple[Found, ...]


def forgetting(
    program: Program,
    sources: Sources,
    homes: Mapping[str, str],
    after: Program,
    who: str,
    words: PersonWords,
) -> Forgetting:
    """Make the files say what ``after`` says, then replace what texts and comments say of the person.

    Args:
        program: As the folder says it.
        sources: What was read from it.
        homes: File of each participant, as ``load`` found it.
        after: The program without the person.
        who: Id of the person.
        words: By which texts speak of the person.

    Raises:
        EditFailed: A file cannot be edited safely.
    """
    above = without_comments_above(homes[who], sources.files[homes[who]], who, words)
    bare = replace(sources, files={**sources.files, homes[who]: above.content})
    changes = [
        *_people(program, homes, after, who),
        *pairs_changes(program, bare, after.pairs),
        *plan_changes(program, bare, after.plan),
        *_program(program, after),
        *_events(program, after),
        *register_changes(program, bare, after.register),
        *memory_changes(bare, program.people()[who]),
    ]
    for survey in program.answers:
        given = after.answers.get(survey, ())
        changes += answers_changes(program, bare, survey, given)
    edited = apply(bare, changes) | _journals(program, bare, after)
    files = {path: text for path, text in {**bare.files, **edited}.items() if text is not None}
    found: list[Found] = list(above.found)
    for path in sorted(files):
        result = swept(path, files[path], words)
        files[path] = result.content
        found += result.found
        if words.mentions(path):
            found.append(Found(path, 1, path, replaced=False))
    return Forgetting(tuple(_writes(sources, files)), files, tuple(found))


def _writes(sources: Sources, files: Mapping[str, bytes]) -> Iterator[Change]:
    for path in sorted(sources.files.keys() | files.keys()):
        if path not in files:
            yield Remove(path)
        elif files[path] != sources.files.get(path):
            yield Write(path, files[path])


def _people(
    program: Program, homes: Mapping[str, str], after: Program, who: str
) -> Iterator[Change]:
    before, now = program.people(), after.people()
    yield Drop(homes[who], ("participants", who))
    for name, person in now.items():
        if name not in before:
            yield Add(homes[who], ("participants",), person_document(person, after))
        elif person != before[name]:
            yield from _ties(homes[name], before[name], person)


def _ties(home: str, before: Participant, after: Participant) -> Iterator[Change]:
    """Changes of whom somebody reports to, and of their wishes."""
    for key in ("manager", "avoid", "prefer"):
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            place = ("participants", before.id, key)
            value = list(new) if isinstance(new, tuple) else new
            yield Put(home, place, value) if new else Drop(home, place)


def _program(program: Program, after: Program) -> Iterator[Change]:
    file = "program.yaml"
    for key in ("coordinator", "sponsor"):
        contact = getattr(after, key)
        if contact != getattr(program, key):
            document = contact_document(contact)
            yield Put(file, (key,), document) if document else Drop(file, (key,))
    if after.stakeholders != program.stakeholders:
        people = [stakeholder_document(each) for each in after.stakeholders]
        yield Put(file, ("stakeholders",), people) if people else Drop(file, ("stakeholders",))


def _events(program: Program, after: Program) -> Iterator[Change]:
    file, now = "framework.yaml", after.framework.events_by_id()
    for event in program.framework.events:
        if event.id not in now:
            yield Drop(file, ("events", event.id))
            continue
        document = event_document(now[event.id])
        if now[event.id].audience != event.audience:
            yield Put(file, ("events", event.id, "for"), document["for"])
        if now[event.id].guests != event.guests:
            keys = ("events", event.id, "guests")
            guests = list(now[event.id].guests)
            yield Put(file, keys, guests) if guests else Drop(file, keys)


def _journals(program: Program, sources: Sources, after: Program) -> dict[str, bytes | None]:
    """Journals under the new names of their pairs.

    The comments of a journal whose pair has another name go with the old file: they are about the two.
    """
    found: dict[str, bytes | None] = {
        journal_path(pair): None for pair in program.journal if pair not in after.journal
    }
    for pair, entries in after.journal.items():
        if program.journal.get(pair) == entries:
            continue
        one = replace(after, journal={pair: entries})
        try:
            found |= apply(sources, journal_changes(program, sources, one))
        except EditFailed:
            # Two entries for one day cannot be told apart by an edit.
            others = {p: c for p, c in sources.files.items() if p != journal_path(pair)}
            bare = replace(sources, files=others)
            found |= apply(bare, journal_changes(replace(program, journal={}), bare, one))
    return found
