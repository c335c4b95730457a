"""``status --json``: keys that others may rely on; docs/health.md describes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rmentor.cli.speech import language
from rmentor.cli.standing.kpis_json import plain
from rmentor.followup.escalation import NextStep
from rmentor.followup.journal import Agreed, next_session, planned_sessions
from rmentor.followup.kpi_standing import KpiStanding
from rmentor.followup.overview import Overview
from rmentor.followup.story import Story
from rmentor.model.health import PairHealth
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.reporting.views.health_words import next_in_words

Json = dict[str, Any]


def status_json(program: Program, found: Overview) -> Json:
    """Document of the whole program, every list sorted."""
    people, pairs = program.people(), {pair.id: pair for pair in program.pairs}
    due = found.week
    counted = Counter((each.survey, each.role) for each in found.awaited)
    return {
        "today": found.today.isoformat(),
        "pairs": [
            {
                "id": each.pair,
                "status": pairs[each.pair].status,
                "health": each.state,
                "rules": _rules(program, people, each, found.steps.get(each.pair)),
                "sessions": dict(found.sessions[each.pair]),
                "next": _coming(program, pairs[each.pair], found.today),
            }
            for each in found.health
        ],
        "due": {
            "sessions": [_session(each) for each in due.sessions],
            "actions": [{"pair": pair, **_action(each)} for pair, each in due.actions],
            "events": [
                {"event": each.event, "number": each.number, "start": _moment(each.start)}
                for each in due.events
            ],
            "surveys": [
                {"survey": each.id, "closes": plain_fact(each.closes)} for each in due.surveys
            ],
            "missing": [_session(each) for each in due.missing],
        },
        "awaited": [
            {"survey": survey, "role": role, "count": count}
            for (survey, role), count in sorted(counted.items())
        ],
        "waiting": [{"id": person.id, "waited": person.waited} for person in found.waiting],
        "unfit": list(found.unfit),
        "kpis": [kpi_json(each) for each in sorted(found.kpis, key=lambda each: each.kpi.id)],
    }


def _rules(
    program: Program,
    people: Mapping[str, Participant],
    found: PairHealth,
    step: NextStep | None,
) -> list[Json]:
    return [
        {
            "rule": met.rule,
            "state": met.state,
            "facts": {name: plain_fact(fact) for name, fact in sorted(met.facts.items())},
            "next": next_in_words(program, people, met, language(), step),
        }
        for met in found.met
    ]


def _coming(program: Program, pair: Pair, today: date) -> Json | None:
    """Next session of a pair that goes on."""
    if pair.status != "active":
        return None
    coming = next_session(planned_sessions(program, pair.id), today)
    return _session(coming) if coming is not None else None


def kpi_json(each: KpiStanding) -> Json:
    """How a KPI stands; its value null where it is hidden, or not known yet."""
    kpi = each.kpi
    return {
        "id": kpi.id,
        "title": kpi.title,
        "computed": kpi.computed,
        "unit": kpi.unit,
        "better": kpi.better,
        "baseline": plain(kpi.baseline),
        "target": plain(kpi.target),
        "value": plain(each.value),
        "way": each.way,
        "state": each.state,
        "hidden": each.is_hidden,
    }


def _session(each: Session) -> Json:
    return {"pair": each.pair, "session": each.session, "start": _moment(each.start)}


def _action(each: Agreed) -> Json:
    return {
        "session": each.session,
        "who": each.action.who,
        "due": plain_fact(each.action.due),
    }


def _moment(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")


def plain_fact(fact: object) -> object:
    """Write a fact as JSON can: days as 2027-03-01."""
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, tuple | list):
        return [plain_fact(each) for each in fact]
    return fact


def story_json(program: Program, told: Story) -> Json:
    """Document of one pair's story."""
    pair, found = told.pair, told.health
    return {
        "today": told.today.isoformat(),
        "id": pair.id,
        "mentors": list(pair.mentors),
        "mentees": list(pair.mentees),
        "topics": list(pair.topics),
        "score": pair.score,
        "status": pair.status,
        "reason": pair.reason,
        "since": plain_fact(pair.since),
        "until": plain_fact(pair.until),
        "pauses": [[each.first.isoformat(), each.last.isoformat()] for each in pair.pauses],
        "health": found.state if found is not None else None,
        "rules": _rules(program, program.people(), found, told.next_step) if found else [],
        "sessions": [
            {
                "session": each.session,
                "state": each.fate,
                "start": _moment(each.planned) if each.planned else None,
                "first": plain_fact(each.first),
                "date": plain_fact(each.day),
                "topic": each.topic,
                "moves": each.moves,
                "reason": each.reason,
            }
            for each in told.chapters
        ],
        "levels": [
            {
                "who": way.person,
                "topic": way.topic,
                "first": way.first,
                "noted": [{"date": day.isoformat(), "level": level} for day, level in way.noted],
            }
            for way in told.ways
        ],
        "actions": [
            {
                **_action(each),
                "what": each.action.what,
                "done": each.action.done,
                "overdue": each.is_overdue(told.today),
            }
            for each in told.actions
        ],
        "steps": [
            {"step": each.step, "on": each.on.isoformat(), "rule": each.rule, "who": list(each.who)}
            for each in told.steps
        ],
        "next": _session(told.coming) if told.coming is not None else None,
    }
