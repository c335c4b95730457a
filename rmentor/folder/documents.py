"""The program as the plain values of its files: the inverse of ``build``.

What a field's default says is left out, so that a document reads like one that people wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rmentor.folder.catalogue import built_in_topics
from rmentor.folder.emit import Flow, stated
from rmentor.folder.events import (
    event_document,
    planned_event_document,
    unplaced_event_document,
)
from rmentor.folder.followup import (
    health_document,
    rates_document,
    register_document,
    survey_document,
)
from rmentor.folder.times import duration_text, span_text, window_texts
from rmentor.model.agenda import AgendaItem
from rmentor.model.objectives import KPI, Objective
from rmentor.model.pairs import Pair
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
from rmentor.model.sessions import JournalEntry, Session, Unplaced
from rmentor.model.topics import Topic, Words

Document = dict[str, Any]
# A rules key of the file for the fields that the model keeps apart.
_GROUP = {"group_min": "min", "group_max": "max", "group_mentors": "mentors"}


def documents(program: Program) -> dict[str, object]:
    """Plain value of every file of the program, by path; files with nothing in them are left out."""
    files: dict[str, object] = {
        "program.yaml": program_document(program),
        "framework.yaml": framework_document(program.framework),
    }
    lists: dict[str, Document] = {
        "participants.yaml": {
            "participants": [person_document(one, program) for one in program.participants]
        },
        "objectives.yaml": {
            "objectives": [_objective(each) for each in program.objectives],
            "kpis": [_kpi(each) for each in program.kpis],
        },
        "topics.yaml": {"topics": _own_topics(program)},
        "pairs.yaml": {"pairs": [pair_document(pair) for pair in program.pairs]},
        "plan.yaml": {
            "calendar": program.plan.calendar,
            "sessions": [session_document(each) for each in program.plan.sessions],
            "unplaced": [unplaced_document(each) for each in program.plan.unplaced],
            "events": [planned_event_document(each) for each in program.plan.events],
            "unplaced_events": [
                unplaced_event_document(each) for each in program.plan.unplaced_events
            ],
        },
    }
    for path, document in lists.items():
        if any(document.values()):
            files[path] = {key: items for key, items in document.items() if items}
    if register := register_document(program.register):
        files["register.yaml"] = register
    for pair, entries in program.journal.items():
        files[f"journal/{pair}.yaml"] = [entry_document(entry) for entry in entries]
    for name, survey in program.surveys.items():
        files[f"surveys/{name}.yaml"] = survey_document(survey, _words)
    return files


def program_document(program: Program) -> Document:
    """Value of program.yaml."""
    usual = Program(program.name)
    closed = [span_text(each) for each in program.closed]
    hours = window_texts(program.hours)
    kept = program.keep_after
    return {
        "format": 1,
        "name": program.name,
        "language": program.language,
        "timezone": program.timezone,
        **stated(
            country=program.country,
            start=program.start,
            end=program.end,
            coordinator=contact_document(program.coordinator),
            sponsor=contact_document(program.sponsor),
            stakeholders=[stakeholder_document(each) for each in program.stakeholders],
        ),
        **_other_than(usual, program, "smallest_group"),
        **stated(rules=_rules(program.rules), weights=_weights(program.weights)),
        **_other_than(usual, program, "aim"),
        **stated(closed=closed),
        **_other_than(usual, program, "max_per_week"),
        **({} if program.hours == usual.hours else {"hours": hours}),
        **stated(
            health=health_document(program.health, _number),
            rates=rates_document(program.rates, _number),
        ),
        **stated(keep_after=duration_text(kept) if kept != usual.keep_after else None),
    }


def person_document(person: Participant, program: Program) -> Document:
    """Item of participants.yaml."""
    usual = Participant("", "", "", country=program.country, timezone=program.timezone)
    times = {
        "availability": window_texts(person.availability, ranges=False),
        "away": [span_text(each) for each in person.away],
    }
    document: Document = {}
    for field in fields(Participant):
        found = getattr(person, field.name)
        if found is not None and found != getattr(usual, field.name):
            document[field.name] = times.get(field.name, _plain(found))
    return document


def framework_document(framework: Framework) -> Document:
    """Value of framework.yaml."""
    slack = framework.slack_days
    return {
        **_other_than(Framework(), framework, "format"),
        "sessions": framework.sessions,
        "minutes": framework.minutes,
        "every": duration_text(framework.every_days),
        **({} if slack == framework.every_days // 2 else {"slack": duration_text(slack)}),
        **stated(
            place=framework.place,
            modules=[_module(each) for each in framework.modules],
            agenda=_agenda(framework.agenda),
            events=[event_document(each) for each in framework.events],
        ),
    }


def pair_document(pair: Pair) -> Document:
    """Item of pairs.yaml, in the order of the contract."""
    return {
        "id": pair.id,
        "mentor": pair.mentor,
        **stated(co_mentor=pair.co_mentor),
        "mentees": list(pair.mentees),
        **({} if pair.format == "individual" else {"format": pair.format}),
        "topics": list(pair.topics),
        **stated(score=pair.score),
        "status": pair.status,
        **stated(reason=pair.reason),
        "locked": pair.locked,
        **stated(
            since=pair.since,
            until=pair.until,
            every=None if pair.every_days is None else duration_text(pair.every_days),
            pauses=[span_text(each) for each in pair.pauses],
            back=pair.back,
            former=[
                Flow(who=each.who, **stated(until=each.until, teaches=each.teaches or None))
                for each in pair.former
            ],
        ),
    }


def session_document(session: Session) -> Document:
    """Item of ``sessions`` in plan.yaml, in the order of the contract."""
    return {
        "pair": session.pair,
        "session": session.session,
        **stated(module=session.module, topic=session.topic),
        "format": session.format,
        "start": session.start,
        "minutes": session.minutes,
        **stated(place=session.place),
        "state": session.state,
        "sequence": session.sequence,
        **stated(first=session.first, agreed=session.agreed or None),
    }


def unplaced_document(unplaced: Unplaced) -> Document:
    """Item of ``unplaced`` in plan.yaml: in brackets, as the contract has it."""
    found = Flow(pair=unplaced.pair, session=unplaced.session, reason=unplaced.reason)
    if unplaced.nearest:
        found["nearest"] = list(unplaced.nearest)
    return found


def entry_document(entry: JournalEntry) -> Document:
    """Item of a journal, in the order of the contract."""
    actions = [
        Flow(
            who=each.who,
            what=each.what,
            **stated(due=each.due),
            done=each.done,
            **stated(returns=each.returns or None),
        )
        for each in entry.actions
    ]
    levels = {person: Flow(topics) for person, topics in entry.levels.items() if topics}
    return {
        "session": entry.session,
        "date": entry.date,
        "state": entry.state,
        **stated(
            minutes=entry.minutes,
            topics=list(entry.topics),
            pulse=Flow(entry.pulse),
            levels=Flow(levels),
            actions=actions,
            returns=list(entry.returns),
            reason=entry.reason,
        ),
    }


def _other_than(usual: object, found: object, name: str) -> Document:
    value = getattr(found, name)
    return {} if value == getattr(usual, name) else {name: value}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _number(value: Fraction | float) -> int | Decimal:
    """A figure as people write it: 40, 0.1, 35.5."""
    exact = Fraction(str(value)) if isinstance(value, float) else value
    if exact.denominator == 1:
        return exact.numerator
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def contact_document(contact: Contact) -> Document:
    """Value of ``coordinator`` or ``sponsor`` in program.yaml."""
    return Flow(stated(name=contact.name, email=contact.email, signed=contact.signed))


def stakeholder_document(one: Stakeholder) -> Document:
    """Item of ``stakeholders`` in program.yaml."""
    return Flow(name=one.name, **stated(on=one.on, said=one.said, taken_up=one.taken_up))


def _rules(rules: Rules) -> Document:
    found: Document = {}
    for field in fields(Rules):
        value = getattr(rules, field.name)
        if value == field.default:
            continue
        if field.name in _GROUP:
            found.setdefault("group", Flow())[_GROUP[field.name]] = value
        else:
            found[field.name] = value
    return found


def _weights(weights: Weights) -> Document:
    usual = Weights()
    return {
        name: _number(weights.of(name)) for name in CRITERIA if weights.of(name) != usual.of(name)
    }


def _words(words: Words) -> Any:
    return words.fr if words.fr == words.en else Flow(fr=words.fr, en=words.en)


def _agenda(items: Iterable[AgendaItem]) -> list[Document]:
    return [Flow(minutes=each.minutes, title=each.title) for each in items]


def _module(module: Module) -> Document:
    return {
        "id": module.id,
        "title": module.title,
        "sessions": module.sessions,
        **stated(
            topics=list(module.topics),
            format=module.format,
            minutes=module.minutes,
            agenda=_agenda(module.agenda),
        ),
    }


def _objective(objective: Objective) -> Document:
    lists = stated(topics=list(objective.topics), kpis=list(objective.kpis))
    return {"id": objective.id, "title": objective.title, **lists}


def _kpi(kpi: KPI) -> Document:
    readings = [Flow(date=each.date, value=_number(each.value)) for each in kpi.readings]
    return {
        "id": kpi.id,
        **stated(title=kpi.title, unit=kpi.unit),
        **_other_than(KPI(""), kpi, "better"),
        **stated(
            baseline=None if kpi.baseline is None else _number(kpi.baseline),
            target=None if kpi.target is None else _number(kpi.target),
            readings=readings,
            computed=kpi.computed,
        ),
    }


def _own_topics(program: Program) -> list[Document]:
    built_in = built_in_topics()
    return [
        topic_document(topic)
        for name, topic in program.topics.items()
        if built_in.get(name) != topic
    ]


def topic_document(topic: Topic) -> Document:
    """Item of topics.yaml."""
    return {
        "id": topic.id,
        "title": _words(topic.title),
        **stated(
            group=topic.group,
            levels={level: _words(words) for level, words in topic.levels.items()},
            exercises=[_words(each) for each in topic.exercises],
            material=[_words(each) for each in topic.material],
            after=list(topic.after),
        ),
    }
