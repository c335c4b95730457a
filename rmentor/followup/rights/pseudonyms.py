"""A program in which everybody has a keyed pseudonym: for sharing what pairing and follow-up need.

Names that stand for people, departments, sites, organisations and interests are HMAC-SHA256 of the
word as people read it, under a key that is kept elsewhere: the same key gives the same ones, so that
two copies can be compared, and without it nobody can work out who is who by trying names. Grades,
topics, windows, levels, days and figures stay. Texts that people wrote do not come along.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rmentor.followup.rights.forget import BLANK
from rmentor.model.agenda import AgendaItem
from rmentor.model.events import AUDIENCES, Event
from rmentor.model.pairs import END_REASONS, Pair
from rmentor.model.people import Participant
from rmentor.model.program import Contact, Framework, Program
from rmentor.model.register import Register
from rmentor.model.sessions import JournalEntry, Plan
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Topic, Words

# 80 bits: of ten thousand people, two have one pseudonym once in 10^16 keys.
_SIGNS = 16
_BETWEEN = "--"


@dataclass(frozen=True, slots=True)
class Key:
    """What makes pseudonyms; whoever has it can find out whom one stands for."""

    secret: bytes

    def pseudonym(self, kind: str, word: str) -> str:
        """Pseudonym of a word of a kind, such as ``p-k3f9qa2bm5x7wz4c``."""
        told = f"{kind}\0{word}".encode()
        digest = hmac.new(self.secret, told, hashlib.sha256).digest()
        return f"{kind}-{b32encode(digest).decode().lower()[:_SIGNS]}"

    def person(self, who: str) -> str:
        """Pseudonym of a person, by id."""
        return self.pseudonym("p", who)

    def word(self, kind: str, said: str | None) -> str | None:
        """Pseudonym of a word as people read it: case and outer spaces do not count; empty stays empty."""
        if said is None:
            return None
        alike = " ".join(said.split()).casefold()
        return self.pseudonym(kind, alike) if alike else None


def pseudonymised(program: Program, key: Key, built_in: Mapping[str, Topic]) -> Program:
    """The program under pseudonyms: paired and counted as before, up to ties.

    Of equally good pairings the smaller ids come first, and under pseudonyms those are other people's.

    Args:
        program: The program.
        key: What makes the pseudonyms.
        built_in: Topics that every program knows; of all others, only ids stay.
    """
    people = {person.id: key.person(person.id) for person in program.participants}
    pairs = {pair.id: _pair_id(program, pair.id, people, key) for pair in program.pairs}
    return Program(
        name=key.pseudonym("program", program.name),
        language=program.language,
        timezone=program.timezone,
        country=program.country,
        start=program.start,
        end=program.end,
        sponsor=Contact(signed=program.sponsor.signed),
        smallest_group=program.smallest_group,
        rules=program.rules,
        weights=program.weights,
        aim=program.aim,
        closed=program.closed,
        max_per_week=program.max_per_week,
        hours=program.hours,
        framework=_framework(program.framework, people),
        participants=tuple(
            sorted(
                (_person(each, people, key) for each in program.participants),
                key=lambda each: each.id,
            )
        ),
        topics={
            name: built_in[name] if name in built_in else _topic(topic)
            for name, topic in program.topics.items()
        },
        objectives=tuple(replace(each, title=each.id) for each in program.objectives),
        kpis=tuple(replace(each, title=each.id if each.title else None) for each in program.kpis),
        pairs=tuple(
            sorted((_pair(each, people, pairs) for each in program.pairs), key=lambda each: each.id)
        ),
        plan=_plan(program.plan, pairs),
        journal=dict(
            sorted(
                (pairs[pair], tuple(_entry(each, people) for each in entries))
                for pair, entries in program.journal.items()
            )
        ),
        surveys={name: _survey(survey) for name, survey in program.surveys.items()},
        answers={
            name: _answers(answers, program.surveys.get(name), people, pairs)
            for name, answers in program.answers.items()
        },
        register=_register(program.register, people, pairs),
        health=program.health,
        rates=program.rates,
    )


def _pair_id(program: Program, pair: str, people: Mapping[str, str], key: Key) -> str:
    """``MENTOR--MENTEE`` or ``MENTOR--TOPIC`` under pseudonyms; of any other id, a pseudonym of it."""
    tokens = pair.split(_BETWEEN)
    if len(tokens) == 2 and all(each in people or each in program.topics for each in tokens):
        return _BETWEEN.join(people.get(each, each) for each in tokens)
    return key.pseudonym("pair", pair)


def _person(person: Participant, people: Mapping[str, str], key: Key) -> Participant:
    name = people[person.id]
    interests = {key.word("interest", each) for each in person.interests}
    return replace(
        person,
        id=name,
        name=name,
        email=None,
        department=key.word("department", person.department),
        site=key.word("site", person.site),
        organisation=key.word("organisation", person.organisation),
        manager=people.get(person.manager) if person.manager else None,
        interests=tuple(sorted(filter(None, interests))),
        avoid=tuple(sorted(people[each] for each in person.avoid if each in people)),
        prefer=tuple(sorted(people[each] for each in person.prefer if each in people)),
    )


def _pair(pair: Pair, people: Mapping[str, str], pairs: Mapping[str, str]) -> Pair:
    former = [replace(each, who=people[each.who]) for each in pair.former]
    return replace(
        pair,
        id=pairs[pair.id],
        mentor=people[pair.mentor],
        co_mentor=people[pair.co_mentor] if pair.co_mentor else None,
        mentees=tuple(sorted(people[each] for each in pair.mentees)),
        former=tuple(sorted(former, key=lambda each: each.who)),
        reason="other" if pair.reason and pair.reason not in END_REASONS else pair.reason,
    )


def _plan(plan: Plan, pairs: Mapping[str, str]) -> Plan:
    sessions = [
        replace(each, pair=pairs.get(each.pair, BLANK), place=None)
        for each in plan.sessions
        if each.pair in pairs
    ]
    unplaced = [
        replace(each, pair=pairs[each.pair], reason=BLANK)
        for each in plan.unplaced
        if each.pair in pairs
    ]
    return Plan(
        tuple(sorted(sessions, key=lambda each: (each.pair, each.session))),
        tuple(sorted(unplaced, key=lambda each: (each.pair, each.session))),
        tuple(replace(each, place=None) for each in plan.events),
        tuple(replace(each, reason=BLANK) for each in plan.unplaced_events),
    )


def _entry(entry: JournalEntry, people: Mapping[str, str]) -> JournalEntry:
    levels = {people[who]: found for who, found in entry.levels.items()}
    return replace(
        entry,
        levels=dict(sorted(levels.items())),
        actions=tuple(replace(each, who=people[each.who], what=BLANK) for each in entry.actions),
    )


def _framework(framework: Framework, people: Mapping[str, str]) -> Framework:
    return replace(
        framework,
        place=None,
        modules=tuple(
            replace(each, title=each.id, agenda=_agenda(each.agenda)) for each in framework.modules
        ),
        agenda=_agenda(framework.agenda),
        events=tuple(_event(each, people) for each in framework.events),
    )


def _event(event: Event, people: Mapping[str, str]) -> Event:
    audience = (each if each in AUDIENCES else people.get(each) for each in event.audience)
    return replace(
        event,
        title=event.id,
        place=None,
        guests=(),
        agenda=_agenda(event.agenda),
        audience=tuple(filter(None, audience)),
    )


def _agenda(items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
    return tuple(replace(each, title=BLANK) for each in items)


def _topic(topic: Topic) -> Topic:
    return replace(topic, title=Words(topic.id, topic.id), levels={}, exercises=(), material=())


def _survey(survey: Survey) -> Survey:
    return replace(
        survey,
        title=Words(survey.id, survey.id),
        when=None,
        items=tuple(
            replace(each, text=Words(each.id, each.id), choices=tuple(_choices(each).values()))
            for each in survey.items
        ),
    )


def _choices(item: SurveyItem) -> dict[str, str]:
    """A number for each answer to choose from."""
    return {said: str(number) for number, said in enumerate(item.choices, start=1)}


def _answers(
    answers: tuple[Answer, ...],
    survey: Survey | None,
    people: Mapping[str, str],
    pairs: Mapping[str, str],
) -> tuple[Answer, ...]:
    items = survey.items if survey is not None else ()
    closed = {item.id: _choices(item) for item in items if item.scale == "choice"}
    found = [
        replace(
            each,
            person=people[each.person],
            pair=pairs[each.pair] if each.pair else None,
            words={
                item: closed[item][said]
                for item, said in each.words.items()
                if said in closed.get(item, ())
            },
        )
        for each in answers
    ]
    return tuple(sorted(found, key=lambda each: each.key))


def _register(register: Register, people: Mapping[str, str], pairs: Mapping[str, str]) -> Register:
    """What figures are counted from: ideas, trainings and steps; no quote, no text."""
    return Register(
        ideas=tuple(
            replace(
                each,
                idea=BLANK,
                answer=BLANK if each.answer else None,
                owner=people.get(each.owner) if each.owner else None,
            )
            for each in register.ideas
        ),
        trainings=tuple(
            replace(each, title=each.id, who=tuple(people[who] for who in each.who))
            for each in register.trainings
        ),
        steps=tuple(
            replace(
                each,
                pair=pairs[each.pair] if each.pair else None,
                who=tuple(people[who] for who in each.who),
            )
            for each in register.steps
        ),
    )
