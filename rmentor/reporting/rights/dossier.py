"""Everything that the files of a program hold about one person, as plain values.

Of others there is the name where nothing could be understood without it. What a partner answered,
felt or agreed to do is the partner's; so is a manager's answer about somebody, and a wish not to be
paired with somebody. ``NOT_IN_IT`` says so to whoever reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rmentor.folder.documents import contact_document, person_document, stakeholder_document
from rmentor.folder.followup import register_item_document
from rmentor.followup.rights.forget import is_from, owns, reports_of
from rmentor.followup.rights.names import is_in, is_them, pairs_of, plain
from rmentor.language.catalogue import Language
from rmentor.model.pairs import END_REASONS, Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer
from rmentor.planning.attendance import comers

Document = dict[str, Any]
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Held:
    """What was found beside the program itself.

    Attributes:
        home: File that holds the person.
        remembered: Fingerprints of what was imported, by the entry of import.yaml.
        own_files: Generated files that are the person's alone.
        shared_files: Generated files that speak of the person and of others.
        mentions: File and line of texts and comments that name the person.
    """

    home: str
    remembered: Mapping[str, str]
    own_files: Collection[str] = ()
    shared_files: Collection[str] = ()
    mentions: Collection[tuple[str, int]] = ()


def dossier(program: Program, who: str, held: Held, language: Language) -> Document:
    """Everything about one person, ready for JSON.

    Args:
        program: The program.
        who: Id of the person.
        held: What was found beside it.
        language: Of what is said about the choice that was made.
    """
    person = program.people()[who]
    return {
        "format": _FORMAT,
        "program": {
            "name": program.name,
            "start": _written(program.start),
            "end": _written(program.end),
            "coordinator": _written(contact_document(program.coordinator)),
        },
        "person": {"file": held.home, **_written(person_document(person, program))},
        "manages": [_named(program, each) for each in sorted(reports_of(program, who))],
        "contacts": _written(dict(_contacts(program, person))),
        "pairs": [_written(_pair(program, pair, who)) for pair in pairs_of(program, who)],
        "sessions": [_written(each) for each in _sessions(program, who)],
        "events": [_written(each) for each in _events(program, who)],
        "journal": [_written(each) for each in _journal(program, who)],
        "answers": [_written(each) for each in _answers(program, who)],
        "register": _written(_register(program, person)),
        "imported": dict(sorted(held.remembered.items())),
        "files": {"own": sorted(held.own_files), "shared": sorted(held.shared_files)},
        "mentions": [{"file": file, "line": line} for file, line in sorted(held.mentions)],
        "not_in_it": list(not_in_it(language)),
    }


def not_in_it(language: Language) -> Iterator[str]:
    """What was left out, and why."""
    say = language.text
    yield say("what partners answered, felt or agreed to do: it is theirs")
    yield say("what a manager answered about this person, but for the day: it is the manager’s")
    yield say("who asked not to be paired with this person, or to be: that wish is the other’s")
    yield say("why a pair ended, where somebody put it in words of their own")
    yield say("earlier versions of the files in git’s history")


def _named(program: Program, who: str) -> Document:
    known = program.people().get(who)
    return {"id": who, "name": known.name if known is not None else who}


def _contacts(program: Program, person: Participant) -> Iterator[tuple[str, Document | list[Any]]]:
    for role in ("coordinator", "sponsor"):
        contact = getattr(program, role)
        if is_them(contact, person):
            yield role, contact_document(contact)
    consulted = [
        stakeholder_document(each)
        for each in program.stakeholders
        if plain(each.name) == plain(person.name)
    ]
    if consulted:
        yield "stakeholders", consulted


def _pair(program: Program, pair: Pair, who: str) -> Document:
    others = [each for each in pair.people if each != who]
    left = next((each for each in pair.former if each.who == who), None)
    teaches = who in pair.mentors or (left is not None and left.teaches)
    reason = pair.reason if pair.reason in END_REASONS else None
    return {
        "id": pair.id,
        "role": "mentor" if teaches else "mentee",
        "with": [_named(program, each) for each in others],
        "topics": list(pair.topics),
        "score": pair.score,
        "status": pair.status,
        "since": pair.since,
        "until": left.until if left is not None else pair.until,
        "reason": reason,
        "pauses": [[span.first, span.last] for span in pair.pauses],
    }


def _sessions(program: Program, who: str) -> Iterator[Document]:
    mine = {pair.id for pair in pairs_of(program, who)}
    for each in program.plan.sessions:
        if each.pair in mine:
            yield {
                "pair": each.pair,
                "session": each.session,
                "start": each.start,
                "minutes": each.minutes,
                "place": each.place,
                "topic": each.topic,
                "state": each.state,
            }


def _events(program: Program, who: str) -> Iterator[Document]:
    events = program.framework.events_by_id()
    for planned, coming in comers(program, program.plan):
        if who in coming:
            event = events.get(planned.event)
            yield {
                "event": planned.event,
                "title": event.title if event is not None else planned.event,
                "start": planned.start,
                "minutes": planned.minutes,
                "place": planned.place,
                "state": planned.state,
            }


def _journal(program: Program, who: str) -> Iterator[Document]:
    for pair in program.pairs:
        if not is_in(pair, who):
            continue
        for entry in program.journal.get(pair.id, ()):
            yield {"pair": pair.id, **_entry(pair, entry, who)}


def _entry(pair: Pair, entry: JournalEntry, who: str) -> Document:
    """An entry: what both did, and of the rest what is this person's own."""
    sides = {"mentor": pair.mentors, "mentee": pair.mentees}
    # What one side of a group felt is said for all of it, and nobody's own.
    alone = [side for side, people in sides.items() if people == (who,)]
    return {
        "session": entry.session,
        "date": entry.date,
        "state": entry.state,
        "reason": entry.reason,
        "minutes": entry.minutes,
        "topics": list(entry.topics),
        "returns": list(entry.returns),
        "pulse": next((entry.pulse[side] for side in alone if side in entry.pulse), None),
        "levels": dict(entry.levels.get(who, {})),
        "actions": [
            {"what": each.what, "due": each.due, "done": each.done}
            for each in entry.actions
            if each.who == who
        ],
    }


def _answers(program: Program, who: str) -> Iterator[Document]:
    reports = reports_of(program, who)
    for name, answers in program.answers.items():
        survey = program.surveys.get(name)
        title = survey.title.in_language(program.language) if survey is not None else name
        for each in answers:
            if is_from(each, who, reports):
                yield {"survey": name, "title": title, **_answer(program, each, who)}
            elif each.person == who:
                yield {"survey": name, "title": title, "role": each.role, "date": each.day}


def _answer(program: Program, answer: Answer, who: str) -> Document:
    about = {} if answer.person == who else {"about": _named(program, answer.person)}
    return {
        "role": answer.role,
        **about,
        "pair": answer.pair,
        "session": answer.session,
        "date": answer.day,
        "answers": {**answer.scales, **answer.words, **answer.topics},
    }


def _register(program: Program, person: Participant) -> Document:
    register, who = program.register, person.id
    found: dict[str, list[Document]] = {
        "ideas": [
            register_item_document(each) for each in register.ideas if owns(each.owner, person)
        ],
        "quotes": [register_item_document(each) for each in register.quotes if each.who == who],
        "trainings": [
            {"id": each.id, "title": each.title, "on": each.on, "minutes": each.minutes}
            for each in register.trainings
            if who in each.who
        ],
        "steps": [
            {"id": each.id, "step": each.step, "on": each.on, "pair": each.pair, "rule": each.rule}
            for each in register.steps
            if who in each.who or (not each.who and _is_of(program, each.pair, who))
        ],
    }
    return {kind: items for kind, items in found.items() if items}


def _is_of(program: Program, pair_id: str | None, who: str) -> bool:
    return any(pair.id == pair_id and who in pair.people for pair in program.pairs)


def _written(value: Any) -> Any:
    """A value as JSON has it: days as text, nothing that is not known."""
    if isinstance(value, Mapping):
        return {
            str(key): _written(each)
            for key, each in value.items()
            if each is not None and each not in ({}, [], ())
        }
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
