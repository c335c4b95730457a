"""Points of the readiness list about the frame: aims, sessions, support, follow-up, who stands for it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from rmentor.language.dates import long_date
from rmentor.model.events import EVERYBODY, MENTORS, Event
from rmentor.planning.case import Answer, Case, listed

_SUPPORT_KINDS = ("circle", "training")
_SUPPORT_WORDS = ("circle", "cercle", "training", "formation")


def objectives(case: Case) -> Answer:
    """At least one objective has a KPI with baseline and target."""
    objectives = case.program.objectives
    measured = {
        kpi.id for kpi in case.program.kpis if kpi.baseline is not None and kpi.target is not None
    }
    measurable = sum(any(kpi in measured for kpi in each.kpis) for each in objectives)
    evidence = listed(
        case.plural("%(n)d objective", "%(n)d objectives", len(objectives)),
        case.plural(
            "%(n)d with a KPI that has a baseline and a target",
            "%(n)d with a KPI that has a baseline and a target",
            measurable,
        ),
    )
    return (
        measurable > 0,
        evidence,
        case.text("Give an objective a KPI with baseline and target in objectives.yaml."),
    )


def framework(case: Case) -> Answer:
    """Agendas add up, and sessions at their rhythm fit between start and end."""
    program, framework = case.program, case.program.framework
    totals = [(framework.minutes, framework.agenda)]
    totals += [(module.minutes or framework.minutes, module.agenda) for module in framework.modules]
    for minutes, agenda in totals:
        total = sum(item.minutes for item in agenda)
        if agenda and total != minutes:
            return (
                False,
                case.text(
                    "minutes of an agenda: %(total)d, of its session: %(minutes)d",
                    total=total,
                    minutes=minutes,
                ),
                case.text("Make the minutes in framework.yaml add up."),
            )
    sessions = case.plural("%(n)d session", "%(n)d sessions", framework.sessions)
    if program.start is None or program.end is None:
        return (
            None,
            case.text("%(sessions)s, and no dates yet", sessions=sessions),
            case.text("Add start and end to program.yaml."),
        )
    needed = (framework.sessions - 1) * framework.every_days + 1
    given = max(0, (program.end - program.start).days + 1)
    evidence = case.text(
        "%(sessions)s: %(needed)s needed, %(given)s from start to end",
        sessions=sessions,
        needed=case.plural("%(n)d day", "%(n)d days", needed),
        given=case.plural("%(n)d day", "%(n)d days", given),
    )
    return (
        needed <= given,
        evidence,
        case.text("Plan fewer sessions, or closer together, or move the end in program.yaml."),
    )


def support(case: Case) -> Answer:
    """A mentors’ circle or a training is planned."""
    plan = case.program.plan
    dated = Counter(each.event for each in plan.events if each.state != "cancelled")
    undated = {each.event for each in plan.unplaced_events}
    events = support_events(case)
    lost = [each.title for each in events if not dated[each.id] and each.id in undated]
    found = [
        module.title
        for module in case.program.framework.modules
        if module.format == "workshop" or any(word in module.id for word in _SUPPORT_WORDS)
    ]
    found += [
        case.plural(
            "%(title)s (%(n)d date)", "%(title)s (%(n)d dates)", dated[each.id], title=each.title
        )
        if dated[each.id]
        else each.title
        for each in events
        if each.title not in lost
    ]
    if found:
        return True, case.text("planned: %(titles)s", titles=case.names(found)), ""
    if lost:
        return (
            False,
            case.text("without a date: %(titles)s", titles=case.names(lost)),
            case.text("Choose its day and time in framework.yaml, such as on: 2027-01-25 10:00"),
        )
    return (
        None,
        case.text("no file speaks of a mentors’ circle or a training"),
        case.text("Plan an hour a month in which mentors help each other."),
    )


def support_events(case: Case) -> tuple[Event, ...]:
    """Circles and trainings to which mentors are invited."""
    mentors = {EVERYBODY, MENTORS, *(person.id for person in case.mentors)}
    return tuple(
        event
        for event in case.program.framework.events
        if event.kind in _SUPPORT_KINDS and not mentors.isdisjoint(event.audience)
    )


def evaluation(case: Case) -> Answer:
    """Pulse and final surveys exist."""
    ids = sorted(case.program.surveys)
    wanted = {
        "pulse": any(each.split("-")[0] == "pulse" for each in ids),
        "final": any(each.split("-")[0] == "final" for each in ids),
    }
    missing = [name for name, is_there in wanted.items() if not is_there]
    if not missing:
        return True, case.text("surveys: %(ids)s", ids=", ".join(ids)), ""
    return (
        False,
        case.text("surveys that are missing: %(ids)s", ids=", ".join(missing)),
        case.text("Add them to surveys/: one after each session, one at the end."),
    )


def sponsor(case: Case) -> Answer:
    """A sponsor is named; the evidence says whether the program is signed off."""
    contact = case.program.sponsor
    name = contact.name or contact.email
    if name and contact.signed is not None:
        on = long_date(contact.signed, case.language.code)
        if case.today is None or contact.signed <= case.today:
            name = case.text("%(name)s, signed off on %(on)s", name=name, on=on)
        else:
            name = case.text("%(name)s, to be signed off on %(on)s", name=name, on=on)
    elif name:
        name = case.text("%(name)s; no file says that it is signed off", name=name)
    return _named(case, name, case.text("Name the sponsor in program.yaml."))


def coordinator(case: Case) -> Answer:
    """A coordinator is named."""
    contact = case.program.coordinator
    return _named(
        case, contact.name or contact.email, case.text("Name the coordinator in program.yaml.")
    )


def stakeholders(case: Case) -> Answer:
    """Whoever has a stake was consulted, and something came of what they said."""
    everybody = case.program.stakeholders
    following = case.text(
        "Note under stakeholders in program.yaml whom you consulted, when, what they said and what you took up."
    )
    if not everybody:
        return None, case.text("no file says who was consulted"), following
    consulted = [
        each
        for each in everybody
        if each.on is not None and (case.today is None or each.on <= case.today)
    ]
    waiting = [each.name for each in everybody if each not in consulted]
    open_ = [each.name for each in consulted if each.said and not each.taken_up]
    evidence = case.plural(
        "%(consulted)d of %(n)d stakeholder consulted",
        "%(consulted)d of %(n)d stakeholders consulted",
        len(everybody),
        consulted=len(consulted),
    )
    last = max((each.on for each in consulted if each.on), default=None)
    if last is not None:
        on = long_date(last, case.language.code)
        evidence = case.text("%(evidence)s, the last on %(on)s", evidence=evidence, on=on)
    if waiting:
        names = case.names(waiting)
        evidence = case.text(
            "%(evidence)s; still to come: %(names)s", evidence=evidence, names=names
        )
    if open_:
        names = case.names(open_)
        evidence = case.text(
            "%(evidence)s; without an answer: %(names)s", evidence=evidence, names=names
        )
    return not waiting and not open_, evidence, following


def _named(case: Case, name: str | None, following: str) -> Answer:
    return bool(name), name or case.text("nobody is named"), following


def line(case: Case) -> Answer:
    """Nobody’s only feasible mentor is in their reporting line."""
    following = case.text(
        "Find a mentor outside their reporting line for each: rmentor explain PERSON"
    )
    if case.only_in_line:
        people = case.program.people()
        names = [people[each].name if each in people else each for each in case.only_in_line]
        evidence = case.plural(
            "%(n)d mentee has feasible mentors only in their own reporting line: %(names)s",
            "%(n)d mentees have feasible mentors only in their own reporting line: %(names)s",
            len(names),
            names=case.names(names),
        )
        return False, evidence, following
    if not any(person.manager for person in case.program.participants):
        return (
            None,
            case.text("nobody’s manager is stated"),
            case.text("Write each participant’s manager, so that no pair follows the hierarchy."),
        )
    return True, case.text("nobody depends on a mentor in their own reporting line"), following


def stale(case: Case) -> Answer:
    """Nobody's data is older than its time, which ends ``keep_after`` the program."""
    end, today = case.program.end, case.today
    following = case.text(
        "When that time is over, forget people (rmentor forget), or keep a copy under pseudonyms (rmentor export --pseudonyms) and delete the folder."
    )
    if end is None:
        return None, case.text("the program has no end date"), following
    on = long_date(end, case.language.code)
    if today is None:
        evidence = case.text("the program ends on %(end)s; no file says what day it is", end=on)
        return None, evidence, following
    last = end + timedelta(days=case.program.keep_after)
    kept = sum(not person.is_forgotten for person in case.program.participants)
    evidence = case.plural(
        "the program ends on %(end)s; data of %(n)d person is kept until %(last)s",
        "the program ends on %(end)s; data of %(n)d people is kept until %(last)s",
        kept,
        end=on,
        last=long_date(last, case.language.code),
    )
    return today <= last or not kept, evidence, following
