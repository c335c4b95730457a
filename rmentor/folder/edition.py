"""The next edition of a program: what of an old folder goes on, as contents of a new one.

People, framework, topics, objectives, questionnaires and templates go on with every comment in them,
lessons and whatever still waits for an answer with them; what happened stays behind: plan, journal,
readings, answers, quotes, old days, and whoever has left. Old pairs stand in
the new pairs.yaml as completed or ended: so the next round brings new encounters, and no new pair ever
takes the id, and with it the calendar entries, of an old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rmentor.changes import Change, Drop, Put
from rmentor.folder.dump import pairs_changes
from rmentor.folder.edit import apply
from rmentor.folder.edition_dates import old_days
from rmentor.folder.edition_register import going_on, register_file
from rmentor.folder.read import Sources
from rmentor.folder.rounds import changes_of_waited
from rmentor.folder.schema.files import kind_of
from rmentor.folder.yaml_load import load_yaml
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.rounds import next_edition

PROGRAM, OBJECTIVES = "program.yaml", "objectives.yaml"
_LEFT_BEHIND = ("plan", "journal", "register")
# Their old values cannot be those of the next edition; without them nothing is planned by mistake.
_DATES = ("start", "end")
_DATE_LINE = re.compile(rb"^(\xef\xbb\xbf)?((?:start|end)[ \t]*:)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Edition:
    """The next edition of a program.

    Attributes:
        files: Contents by relative path.
        left: People of the old edition who are not in it: their status was ``left``.
        moved_up: People whose manager has left, by the id of who is above them now, or None.
        waiting: People who have waited, with the rounds.
        learned: People whose levels are those that they last noted in a journal.
        former: Pairs that stand as completed or ended.
        readings: KPIs whose readings stayed behind.
        lessons: What the old edition leaves to this one: ``keep``, ``change`` or ``stop``, and what.
        open: Ids of ideas and of questions of the circle that still wait for an answer.
    """

    files: Mapping[str, bytes]
    left: tuple[str, ...]
    moved_up: Mapping[str, str | None]
    waiting: Mapping[str, int]
    learned: tuple[str, ...]
    former: tuple[str, ...]
    readings: tuple[str, ...]
    lessons: tuple[tuple[str, str], ...] = ()
    open: tuple[str, ...] = ()


def edition_after(
    program: Program, sources: Sources, homes: Mapping[str, str], language: str | None = None
) -> Edition:
    """Make the next edition.

    Args:
        program: The old one, without errors.
        sources: What it was read from.
        homes: File of each participant.
        language: ``fr`` or ``en`` where it is to change.
    """
    staying = {person.id for person in program.participants if person.status != "left"}
    after = next_edition(program)
    people = [person for person in after.participants if person.id in staying]
    above = {person.id: _above(program, person, staying) for person in people}
    levels = _last_levels(program)
    pairs = former_pairs(program, staying)
    read = tuple(kpi.id for kpi in program.kpis if kpi.readings)
    changes: list[Change] = [
        *(
            Drop(homes[person.id], ("participants", person.id))
            for person in program.participants
            if person.id not in staying
        ),
        *changes_of_waited(program, replace(after, participants=tuple(people)), homes),
        *(Drop(OBJECTIVES, ("kpis", kpi, "readings")) for kpi in read),
        *pairs_changes(program, sources, pairs),
        *old_days(program, sources, people, homes),
    ]
    for person in people:
        changes += _references(person, homes[person.id], staying, above[person.id])
        changes += _learned(person, homes[person.id], levels.get(person.id, {}))
    if language is not None and language != program.language:
        changes.append(Put(PROGRAM, ("language",), language))
    files = _going_on(sources) | {
        path: content for path, content in apply(sources, changes).items() if content is not None
    }
    spoken = program if language is None else replace(program, language=language)
    register = going_on(program, staying)
    files |= register_file(spoken, register)
    return Edition(
        files=files | {PROGRAM: _without_dates(files[PROGRAM])},
        left=tuple(each.id for each in program.participants if each.id not in staying),
        moved_up={
            who: boss for who, boss in above.items() if boss != program.people()[who].manager
        },
        waiting={person.id: person.waited for person in people if person.waited},
        learned=tuple(
            each.id for each in people if list(_learned(each, "", levels.get(each.id, {})))
        ),
        former=tuple(pair.id for pair in pairs),
        readings=read,
        lessons=tuple((each.kind, each.what) for each in register.lessons),
        open=(
            *(idea.id for idea in register.ideas),
            *(note.id for note in register.circle),
        ),
    )


def former_pairs(program: Program, staying: set[str]) -> list[Pair]:
    """The old pairs of people who stay; those that went on are completed with the old edition.

    Each has a last day, where one can be told, so that the next edition knows it for an old one: the
    edition's for those that went on, and for others the last on which they met.
    """
    met = {pair: max(days) for pair, days in _days_held(program).items()}
    found = []
    for pair in program.pairs:
        mentees = tuple(mentee for mentee in pair.mentees if mentee in staying)
        if pair.mentor not in staying or not mentees:
            continue
        days = (program.end, met.get(pair.id))
        last = next((day for day in (days if pair.is_current else days[::-1]) if day), None)
        if last is not None and pair.since is not None and last < pair.since:
            last = pair.since
        status = "completed" if pair.is_current else pair.status
        found.append(
            replace(
                pair,
                mentees=mentees,
                co_mentor=pair.co_mentor if pair.co_mentor in staying else None,
                former=tuple(each for each in pair.former if each.who in staying),
                status=status,
                until=pair.until or last,
                back=None,
            )
        )
    return found


def _days_held(program: Program) -> dict[str, list[date]]:
    days: dict[str, list[date]] = {}
    for session in program.plan.sessions:
        if session.state == "held":
            days.setdefault(session.pair, []).append(session.start.date())
    for pair, entries in program.journal.items():
        for entry in entries:
            if entry.state == "held":
                days.setdefault(pair, []).append(entry.date)
    return days


def _above(program: Program, person: Participant, staying: set[str]) -> str | None:
    """Manager of a person, or the next one up the line who stays."""
    people = program.people()
    manager = person.manager
    while manager is not None and manager in people and manager not in staying:
        manager = people[manager].manager
    return manager


def _references(
    person: Participant, home: str, staying: set[str], above: str | None
) -> Iterator[Change]:
    """Take out of a person's lines who is no longer there."""
    keys = ("participants", person.id)
    if above != person.manager:
        place = (*keys, "manager")
        yield Drop(home, place) if above is None else Put(home, place, above)
    for name, listed in (("avoid", person.avoid), ("prefer", person.prefer)):
        rest = [who for who in listed if who in staying]
        if len(rest) < len(listed):
            yield Put(home, (*keys, name), rest) if rest else Drop(home, (*keys, name))


def _last_levels(program: Program) -> dict[str, dict[str, int]]:
    """Levels that people last noted in journals, by person, then topic."""
    entries = [entry for entries in program.journal.values() for entry in entries]
    found: dict[str, dict[str, int]] = {}
    for entry in sorted(entries, key=lambda each: (each.date, each.session)):
        for who, levels in entry.levels.items():
            found.setdefault(who, {}).update(levels)
    return found


def _learned(person: Participant, home: str, levels: Mapping[str, int]) -> Iterator[Change]:
    """Carry on what somebody has learned, but for topics that the person teaches."""
    keys = ("participants", person.id, "levels")
    new = {
        topic: level
        for topic, level in sorted(levels.items())
        if topic not in person.offers and level != person.level(topic)
    }
    if new and not person.levels:
        yield Put(home, keys, new)
    else:
        yield from (Put(home, (*keys, topic), level) for topic, level in new.items())


def _going_on(sources: Sources) -> dict[str, bytes]:
    return {
        path: content
        for path, content in sources.files.items()
        if kind_of(path) not in _LEFT_BEHIND and not path.endswith(".csv")
    }


def _without_dates(content: bytes) -> bytes:
    """Program settings without first and last day: their lines stay as comments, as in a new program."""
    old = load_yaml(content).value
    wanted = {key: value for key, value in old.items() if key not in _DATES}
    commented = _DATE_LINE.sub(rb"\1#\2", content)
    if load_yaml(commented).value == wanted:
        return commented
    drops = [Drop(PROGRAM, (key,)) for key in _DATES if key in old]
    return apply(Sources(None, {PROGRAM: content}), drops).get(PROGRAM) or content
