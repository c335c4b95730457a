"""The program without somebody, as if they had never been in it: figures of the past change."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from rmentor.followup.rights.forget import is_from, owns, reports_of, without_them
from rmentor.followup.rights.names import is_them, new_pair_ids, plain
from rmentor.followup.rights.renaming import with_pair_ids
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Contact, Framework, Program
from rmentor.model.register import Register
from rmentor.model.sessions import JournalEntry, Plan
from rmentor.model.surveys import Answer


def removed(program: Program, who: str) -> Program:
    """The program without a person, their pairs, and all that was said in or about those.

    A group goes on without them where a mentor and a mentee are left. Who reported to them reports
    to their manager, so that nobody is paired with somebody above.
    """
    person = program.people()[who]
    ids = new_pair_ids(program, person, None)
    stays = {pair.id for pair in program.pairs if _without(pair, who) is not None}
    program = with_pair_ids(program, {old: new for old, new in ids.items() if old in stays})
    kept = [pair for each in program.pairs if (pair := _without(each, who)) is not None]
    pairs = {pair.id for pair in kept}
    gone = {pair.id for pair in program.pairs} - pairs
    framework = _framework(program.framework, person)
    return replace(
        program,
        coordinator=Contact() if is_them(program.coordinator, person) else program.coordinator,
        sponsor=without_them(program.sponsor, person),
        stakeholders=tuple(
            each for each in program.stakeholders if plain(each.name) != plain(person.name)
        ),
        participants=tuple(_other(each, person) for each in program.participants if each.id != who),
        pairs=tuple(kept),
        plan=_plan(program.plan, gone, {event.id for event in framework.events}),
        journal={
            pair: tuple(_entry(each, who) for each in entries)
            for pair, entries in program.journal.items()
            if pair in pairs
        },
        answers=_answers(program, who, gone),
        register=_register(program.register, person, gone),
        framework=framework,
    )


def _without(pair: Pair, who: str) -> Pair | None:
    """A pair without somebody, or None where nobody is left to teach or to learn."""
    mentors = tuple(each for each in pair.mentors if each != who)
    mentees = tuple(each for each in pair.mentees if each != who)
    if not mentors or not mentees:
        return None
    return replace(
        pair,
        mentor=mentors[0],
        co_mentor=mentors[1] if len(mentors) > 1 else None,
        mentees=mentees,
        former=tuple(each for each in pair.former if each.who != who),
    )


def _other(each: Participant, person: Participant) -> Participant:
    who = person.id
    if each.manager != who and who not in each.avoid and who not in each.prefer:
        return each
    above = None if person.manager == each.id else person.manager
    return replace(
        each,
        manager=above if each.manager == who else each.manager,
        avoid=tuple(one for one in each.avoid if one != who),
        prefer=tuple(one for one in each.prefer if one != who),
    )


def _plan(plan: Plan, gone: Collection[str], events: Collection[str]) -> Plan:
    return replace(
        plan,
        sessions=tuple(each for each in plan.sessions if each.pair not in gone),
        unplaced=tuple(each for each in plan.unplaced if each.pair not in gone),
        events=tuple(each for each in plan.events if each.event in events),
        unplaced_events=tuple(each for each in plan.unplaced_events if each.event in events),
    )


def _entry(entry: JournalEntry, who: str) -> JournalEntry:
    return replace(
        entry,
        levels={each: found for each, found in entry.levels.items() if each != who},
        actions=tuple(each for each in entry.actions if each.who != who),
    )


def _answers(program: Program, who: str, gone: Collection[str]) -> dict[str, tuple[Answer, ...]]:
    """Answers without theirs, without their manager's about them, and without those about their pairs."""
    reports = reports_of(program, who)
    found = {
        name: tuple(
            each
            for each in answers
            if each.person != who and each.pair not in gone and not is_from(each, who, reports)
        )
        for name, answers in program.answers.items()
    }
    return {name: answers for name, answers in found.items() if answers}


def _register(register: Register, person: Participant, gone: Collection[str]) -> Register:
    who = person.id

    def others(people: Iterable[str]) -> tuple[str, ...]:
        return tuple(each for each in people if each != who)

    return replace(
        register,
        ideas=tuple(
            replace(each, owner=None) if owns(each.owner, person) else each
            for each in register.ideas
        ),
        quotes=tuple(each for each in register.quotes if each.who != who),
        trainings=tuple(replace(each, who=others(each.who)) for each in register.trainings),
        steps=tuple(
            replace(each, who=others(each.who))
            for each in register.steps
            if each.pair not in gone and each.who != (who,)
        ),
    )


def _framework(framework: Framework, person: Participant) -> Framework:
    """The framework without events that were for them alone."""
    return replace(
        framework,
        events=tuple(
            replace(
                each,
                audience=tuple(name for name in each.audience if name != person.id),
                guests=tuple(name for name in each.guests if plain(name) != plain(person.name)),
            )
            for each in framework.events
            if each.audience != (person.id,)
        ),
    )
