"""The program in which somebody is a pseudonym: figures stay as they were, and nobody is known by it.

What stands for somebody has no name, no address, no profile and no words of their own. It has what
figures of the past are counted from: role, yes and leave with their days, the levels in topics of
their own pairs, and the manager where a manager's answers are counted by who gave them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import replace

from rmentor.followup.journal import LEVELS_ITEM
from rmentor.followup.rights.names import Alias, is_in, is_them, new_pair_ids, pairs_of, plain
from rmentor.followup.rights.renaming import with_pair_ids
from rmentor.model.pairs import END_REASONS, Pair
from rmentor.model.people import Participant
from rmentor.model.program import Contact, Framework, Program, Stakeholder
from rmentor.model.register import Register
from rmentor.model.sessions import Action, JournalEntry
from rmentor.model.surveys import Answer, Survey

# In the place of what somebody wrote, where a text has to stand.
BLANK = "…"
# What pairing writes where it finds others for somebody (``rmentor pair --rematch``).
_REASONS = (*END_REASONS, "rematch")


def forgotten(program: Program, who: str, alias: Alias) -> Program:
    """The program with ``alias`` in the place of somebody who has left.

    Computed KPIs and the health of pairs stay as they are, on every day.

    Args:
        program: In which ``who`` has left already; see ``leaving.having_left``.
        who: Id of the person.
        alias: Who stands in the place.
    """
    person = program.people()[who]
    ids = new_pair_ids(program, person, alias.id)
    # A session of theirs that found no date waits for none any more.
    unplaced = tuple(
        each for each in program.plan.unplaced if not is_theirs(program, each.pair, who)
    )
    program = with_pair_ids(replace(program, plan=replace(program.plan, unplaced=unplaced)), ids)

    reports = reports_of(program, who)

    def named(each: str) -> str:
        return alias.id if each == who else each

    people = [
        _remains(program, person, alias) if each.id == who else _other(each, who, alias.id)
        for each in program.participants
    ]
    return replace(
        program,
        coordinator=Contact() if is_them(program.coordinator, person) else program.coordinator,
        sponsor=without_them(program.sponsor, person),
        stakeholders=tuple(_stakeholder(each, person, alias) for each in program.stakeholders),
        participants=tuple(sorted(people, key=lambda each: each.id)),
        pairs=tuple(_pair(each, named) for each in program.pairs),
        journal={
            pair: tuple(_entry(each, who, alias.id) for each in entries)
            for pair, entries in program.journal.items()
        },
        answers={
            name: tuple(
                sorted(
                    (
                        _answer(each, who, alias.id, reports, program.surveys.get(name))
                        for each in answers
                    ),
                    key=lambda each: each.key,
                )
            )
            for name, answers in program.answers.items()
        },
        register=_register(program.register, person, named),
        framework=_framework(program.framework, person, named),
    )


def is_theirs(program: Program, pair_id: str, who: str) -> bool:
    """Whether somebody is or was in the pair of that id."""
    place = bisect_left(program.pairs, pair_id, key=lambda pair: pair.id)
    known = place < len(program.pairs) and program.pairs[place].id == pair_id
    return known and is_in(program.pairs[place], who)


def _remains(program: Program, person: Participant, alias: Alias) -> Participant:
    """What stands for somebody."""
    topics = _figured_topics(program, person.id)
    return Participant(
        alias.id,
        alias.name,
        person.role,
        volunteer=person.volunteer,
        status="left",
        country=program.country,
        timezone=program.timezone,
        manager=person.manager if _needs_manager(program, person) else None,
        offers={topic: person.offers[topic] for topic in person.offers if topic in topics},
        wants={topic: person.wants[topic] for topic in person.wants if topic in topics},
        levels={topic: person.levels[topic] for topic in person.levels if topic in topics},
        volunteered=person.volunteered,
        status_since=person.status_since,
    )


def _figured_topics(program: Program, who: str) -> frozenset[str]:
    """Topics of somebody's pairs and of what they wrote: gains and returns are counted from levels in them."""
    found: set[str] = set()
    for pair in pairs_of(program, who):
        found.update(pair.topics)
        for entry in program.journal.get(pair.id, ()):
            found.update(entry.topics)
    return frozenset(found)


def _needs_manager(program: Program, person: Participant) -> bool:
    """Whether a manager's answers about somebody are counted, or others report to the manager through them."""
    about = any(
        answer.role == "manager" and answer.person == person.id
        for answers in program.answers.values()
        for answer in answers
    )
    return about or any(each.manager == person.id for each in program.participants)


def _other(each: Participant, who: str, alias: str) -> Participant:
    """Somebody else: a manager keeps a place in the line, and wishes about a person go with them."""
    if each.manager != who and who not in each.avoid and who not in each.prefer:
        return each
    return replace(
        each,
        manager=alias if each.manager == who else each.manager,
        avoid=tuple(one for one in each.avoid if one != who),
        prefer=tuple(one for one in each.prefer if one != who),
    )


def _pair(pair: Pair, named: Callable[[str], str]) -> Pair:
    former = [replace(each, who=named(each.who)) for each in pair.former]
    new = replace(
        pair,
        mentor=named(pair.mentor),
        co_mentor=None if pair.co_mentor is None else named(pair.co_mentor),
        mentees=tuple(sorted(map(named, pair.mentees))),
        former=tuple(sorted(former, key=lambda each: each.who)),
    )
    has_own_words = pair.reason is not None and pair.reason not in _REASONS
    return replace(new, reason="other") if new != pair and has_own_words else new


def _entry(entry: JournalEntry, who: str, alias: str) -> JournalEntry:
    levels = {alias if each == who else each: found for each, found in entry.levels.items()}
    return replace(
        entry,
        levels={each: levels[each] for each in sorted(levels)},
        actions=tuple(
            Action(alias, BLANK, each.due, each.done, each.returns) if each.who == who else each
            for each in entry.actions
        ),
    )


def _answer(
    answer: Answer, who: str, alias: str, reports: Collection[str], survey: Survey | None
) -> Answer:
    """An answer of somebody, or of their manager about them, without words and wishes."""
    if not is_from(answer, who, reports) and answer.person != who:
        return answer
    closed = _choices(survey)
    return replace(
        answer,
        person=alias if answer.person == who else answer.person,
        words={item: said for item, said in answer.words.items() if item in closed},
        topics={item: found for item, found in answer.topics.items() if item == LEVELS_ITEM},
    )


def reports_of(program: Program, who: str) -> frozenset[str]:
    """Ids of those whose manager somebody is."""
    return frozenset(each.id for each in program.participants if each.manager == who)


def is_from(answer: Answer, who: str, reports: Collection[str]) -> bool:
    """Whether somebody gave an answer: their own, or as the manager of whom it is about."""
    return answer.person in reports if answer.role == "manager" else answer.person == who


def _choices(survey: Survey | None) -> frozenset[str]:
    items = survey.items if survey is not None else ()
    return frozenset(item.id for item in items if item.scale == "choice")


def _register(register: Register, person: Participant, named: Callable[[str], str]) -> Register:
    """The register without their quotes; training and steps are counted under the new name."""
    return replace(
        register,
        ideas=tuple(
            replace(each, owner=None) if owns(each.owner, person) else each
            for each in register.ideas
        ),
        quotes=tuple(each for each in register.quotes if each.who != person.id),
        trainings=tuple(
            replace(each, who=tuple(map(named, each.who))) for each in register.trainings
        ),
        steps=tuple(replace(each, who=tuple(map(named, each.who))) for each in register.steps),
    )


def owns(owner: str | None, person: Participant) -> bool:
    """Whether the owner of an idea is a participant, by id or by the whole name."""
    return owner is not None and (owner == person.id or plain(owner) == plain(person.name))


def without_them(sponsor: Contact, person: Participant) -> Contact:
    """The sponsor; of a participant only the day of the consent is left."""
    return Contact(signed=sponsor.signed) if is_them(sponsor, person) else sponsor


def _stakeholder(each: Stakeholder, person: Participant, alias: Alias) -> Stakeholder:
    if plain(each.name) != plain(person.name):
        return each
    return Stakeholder(alias.name, each.on)


def _framework(framework: Framework, person: Participant, named: Callable[[str], str]) -> Framework:
    """The framework; whoever is invited by name stays counted, guests by name do not come any more."""
    return replace(
        framework,
        events=tuple(
            replace(
                each,
                audience=tuple(map(named, each.audience)),
                guests=tuple(name for name in each.guests if plain(name) != plain(person.name)),
            )
            for each in framework.events
        ),
    )
