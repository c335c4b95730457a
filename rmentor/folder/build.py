"""Documents to the program: what was left out filled in, windows joined, everything in one order.

The order of people, files and keys in the folder never shows in the result; the order of objectives,
KPIs, modules, agendas, events and their guests, stakeholders, a pair's topics and a survey's questions is
meant and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rmentor.folder.events import build_event, build_planned_events, build_unplaced_events
from rmentor.folder.followup import build_health, build_rates, build_register, build_survey
from rmentor.folder.schema.doc import WordsDoc
from rmentor.folder.schema.framework import AgendaItemDoc, FrameworkDoc
from rmentor.folder.schema.journal import EntryDoc, JournalDoc
from rmentor.folder.schema.objectives import KPIDoc, ObjectivesDoc
from rmentor.folder.schema.pairs import PairsDoc
from rmentor.folder.schema.participants import ParticipantsDoc, PersonDoc
from rmentor.folder.schema.plan import PlanDoc
from rmentor.folder.schema.program import ProgramDoc, RulesDoc, WeightsDoc
from rmentor.folder.schema.register import RegisterDoc
from rmentor.folder.schema.surveys import SurveyDoc
from rmentor.folder.schema.topics import TopicDoc, TopicsDoc
from rmentor.model.agenda import AgendaItem
from rmentor.model.objectives import KPI, Objective, Reading
from rmentor.model.pairs import Former, Pair
from rmentor.model.people import Participant
from rmentor.model.program import (
    CRITERIA,
    Contact,
    Framework,
    Module,
    Program,
    Rules,
    Stakeholder,
    Weights,
)
from rmentor.model.sessions import (
    Action,
    JournalEntry,
    Plan,
    Session,
    Unplaced,
)
from rmentor.model.surveys import Answer
from rmentor.model.topics import Topic, Words
from rmentor.model.windows import Span, Window, joined


def build(
    program: ProgramDoc,
    *,
    people: Iterable[ParticipantsDoc] = (),
    objectives: ObjectivesDoc | None = None,
    framework: FrameworkDoc | None = None,
    topics: TopicsDoc | None = None,
    pairs: PairsDoc | None = None,
    plan: PlanDoc | None = None,
    journals: Mapping[str, JournalDoc] | None = None,
    surveys: Mapping[str, SurveyDoc] | None = None,
    answers: Mapping[str, tuple[Answer, ...]] | None = None,
    register: RegisterDoc | None = None,
    catalogue: Mapping[str, Topic] | None = None,
) -> Program:
    """Make the program of documents without errors; journals and surveys by id."""
    objectives = objectives or ObjectivesDoc()
    own = topics.topics if topics else ()
    known = dict(catalogue or {})
    known |= {topic.id: build_topic(topic, known.get(topic.id)) for topic in own}
    everybody = [person for doc in people for person in doc.participants]
    journal = {pair: _entries(doc) for pair, doc in sorted((journals or {}).items())}
    asked = {name: build_survey(name, doc, _words) for name, doc in sorted((surveys or {}).items())}
    return Program(
        name=program.name,
        language=program.language,
        timezone=program.timezone,
        country=program.country,
        start=program.start,
        end=program.end,
        coordinator=Contact(program.coordinator.name, program.coordinator.email),
        sponsor=Contact(program.sponsor.name, program.sponsor.email, program.sponsor.signed),
        stakeholders=_stakeholders(program),
        smallest_group=program.smallest_group,
        rules=_rules(program.rules),
        weights=_weights(program.weights),
        aim=program.aim,
        closed=_spans(program.closed),
        max_per_week=program.max_per_week,
        hours=_windows(program.hours) if program.hours else Program("").hours,
        framework=_framework(framework),
        participants=tuple(
            _person(person, program) for person in sorted(everybody, key=lambda each: each.id)
        ),
        topics={name: known[name] for name in sorted(known)},
        objectives=tuple(
            Objective(each.id, each.title, each.topics, each.kpis) for each in objectives.objectives
        ),
        kpis=tuple(_kpi(each) for each in objectives.kpis),
        pairs=_pairs(pairs or PairsDoc()),
        plan=_plan(plan or PlanDoc()),
        journal=journal,
        surveys=asked,
        answers={name: found for name, found in sorted((answers or {}).items()) if found},
        register=build_register(register),
        health=build_health(program.health),
        rates=build_rates(program.rates),
        keep_after=program.keep_after,
    )


def build_topic(doc: TopicDoc, built_in: Topic | None = None) -> Topic:
    """Make a topic; of a built-in one that it overrides, what it does not say stays."""
    made = Topic(
        id=doc.id,
        title=_words(doc.title),
        group=doc.group,
        levels={level: _words(doc.levels[level]) for level in sorted(doc.levels)},
        exercises=tuple(map(_words, doc.exercises)),
        material=tuple(map(_words, doc.material)),
        after=doc.after,
    )
    if built_in is None:
        return made
    said: dict[str, Any] = {name: getattr(made, name) for name in sorted(doc.model_fields_set)}
    return replace(built_in, **said)


def _words(doc: WordsDoc) -> Words:
    """Both texts; the one that was given where the other was not."""
    return Words(fr=doc.fr or doc.en or "", en=doc.en or doc.fr or "")


def _stakeholders(doc: ProgramDoc) -> tuple[Stakeholder, ...]:
    return tuple(
        Stakeholder(each.name, each.on, each.said, each.taken_up) for each in doc.stakeholders
    )


def _rules(doc: RulesDoc) -> Rules:
    return Rules(
        seniority=doc.seniority,
        manager_levels=doc.manager_levels,
        min_level=doc.min_level,
        min_gap=doc.min_gap,
        mentors_per_mentee=doc.mentors_per_mentee,
        cross_department=doc.cross_department,
        min_score=doc.min_score,
        group_min=doc.group.min,
        group_max=doc.group.max,
        group_mentors=doc.group.mentors,
    )


def _weights(doc: WeightsDoc) -> Weights:
    return Weights(**{name: getattr(doc, name) for name in CRITERIA})


def _person(doc: PersonDoc, program: ProgramDoc) -> Participant:
    return Participant(
        id=doc.id,
        name=doc.name,
        role=doc.role,
        email=doc.email,
        volunteer=doc.volunteer,
        status=doc.status,
        waited=doc.waited,
        seniority=doc.seniority,
        department=doc.department,
        site=doc.site,
        manager=doc.manager,
        organisation=doc.organisation,
        country=doc.country or program.country,
        timezone=doc.timezone or program.timezone,
        languages=_sorted(doc.languages),
        mode=doc.mode,
        offers=_by_topic(doc.offers),
        wants=_by_topic(doc.wants),
        levels=_by_topic(doc.levels),
        interests=_sorted(doc.interests),
        availability=_windows(doc.availability),
        away=_spans(doc.away),
        capacity=doc.capacity,
        avoid=_sorted(doc.avoid),
        prefer=_sorted(doc.prefer),
        drive=doc.drive,
        volunteered=doc.volunteered,
        status_since=doc.status_since,
        back=doc.back,
    )


def _by_topic(levels: Mapping[str, int]) -> dict[str, int]:
    return {topic: levels[topic] for topic in sorted(levels)} if levels else {}


def _sorted(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts))) if texts else ()


def _windows(windows: Sequence[tuple[Window, ...]]) -> tuple[Window, ...]:
    return joined(window for each in windows for window in each) if windows else ()


def _spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans))) if spans else ()


def _framework(doc: FrameworkDoc | None) -> Framework:
    if doc is None:
        return Framework()
    return Framework(
        sessions=doc.sessions,
        minutes=doc.minutes,
        every_days=doc.every,
        # The contract's default, half of the rhythm, in whole days.
        slack_days=doc.every // 2 if doc.slack is None else doc.slack,
        format=doc.format,
        place=doc.place,
        modules=tuple(
            Module(
                id=module.id,
                title=module.title,
                sessions=module.sessions,
                topics=module.topics,
                format=module.format,
                minutes=module.minutes,
                agenda=_agenda(module.agenda),
            )
            for module in doc.modules
        ),
        agenda=_agenda(doc.agenda),
        events=tuple(map(build_event, doc.events)),
    )


def _agenda(items: Iterable[AgendaItemDoc]) -> tuple[AgendaItem, ...]:
    return tuple(AgendaItem(item.minutes, item.title) for item in items)


def _kpi(doc: KPIDoc) -> KPI:
    readings = sorted(doc.readings, key=lambda reading: reading.date)
    return KPI(
        id=doc.id,
        title=doc.title,
        unit=doc.unit,
        better=doc.better,
        baseline=None if doc.baseline is None else float(doc.baseline),
        target=None if doc.target is None else float(doc.target),
        readings=tuple(Reading(each.date, float(each.value)) for each in readings),
        computed=doc.computed,
    )


def _pairs(doc: PairsDoc) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            id=each.id,
            mentor=each.mentor,
            mentees=_sorted(each.mentees),
            topics=each.topics,
            score=each.score,
            status=each.status,
            reason=each.reason,
            locked=each.locked,
            since=each.since,
            until=each.until,
            every_days=each.every,
            format=each.format,
            co_mentor=each.co_mentor,
            pauses=_spans(each.pauses),
            back=each.back,
            former=tuple(
                Former(one.who, one.until, one.teaches)
                for one in sorted(each.former, key=lambda one: one.who)
            ),
        )
        for each in sorted(doc.pairs, key=lambda pair: pair.id)
    )


def _plan(doc: PlanDoc) -> Plan:
    sessions = [
        Session(
            pair=each.pair,
            session=each.session,
            start=each.start,
            minutes=each.minutes,
            module=each.module,
            topic=each.topic,
            format=each.format,
            place=each.place,
            state=each.state,
            sequence=each.sequence,
            first=each.first,
            agreed=each.agreed,
        )
        for each in doc.sessions
    ]
    unplaced = [
        Unplaced(each.pair, each.session, each.reason, tuple(sorted(each.nearest)))
        for each in doc.unplaced
    ]
    return Plan(
        tuple(sorted(sessions, key=lambda each: (each.pair, each.session))),
        tuple(sorted(unplaced, key=lambda each: (each.pair, each.session))),
        build_planned_events(doc.events),
        build_unplaced_events(doc.unplaced_events),
        doc.calendar or "",
    )


def _entries(doc: JournalDoc) -> tuple[JournalEntry, ...]:
    found = [build_entry(each) for each in doc.root]
    return tuple(sorted(found, key=lambda each: (each.session, each.date, repr(each))))


def build_entry(doc: EntryDoc) -> JournalEntry:
    """Make an entry of a journal."""
    pulse = {"mentor": doc.pulse.mentor, "mentee": doc.pulse.mentee}
    return JournalEntry(
        session=doc.session,
        date=doc.date,
        state=doc.state,
        minutes=doc.minutes,
        topics=doc.topics,
        pulse={side: felt for side, felt in pulse.items() if felt is not None},
        levels={person: _by_topic(doc.levels[person]) for person in sorted(doc.levels)},
        actions=tuple(
            Action(each.who, each.what, each.due, each.done, each.returns) for each in doc.actions
        ),
        returns=doc.returns,
        reason=doc.reason,
    )
