"""Points of the readiness list about the frame: aims, sessions, support, follow-up, who stands for it."""

from __future__ import annotations

from datetime import timedelta

from rmentor.language.dates import long_date
from rmentor.planning.case import Answer, Case, listed

_KEPT_AFTER_END = timedelta(days=365)
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
    found = [
        module.title
        for module in case.program.framework.modules
        if module.format == "workshop" or any(word in module.id for word in _SUPPORT_WORDS)
    ]
    if found:
        return True, case.text("planned: %(titles)s", titles=case.names(found)), ""
    return (
        None,
        case.text("no file speaks of a mentors’ circle or a training"),
        case.text("Plan an hour a month in which mentors help each other."),
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
    """A sponsor is named."""
    contact = case.program.sponsor
    return _named(
        case, contact.name or contact.email, case.text("Name the sponsor in program.yaml.")
    )


def coordinator(case: Case) -> Answer:
    """A coordinator is named."""
    contact = case.program.coordinator
    return _named(
        case, contact.name or contact.email, case.text("Name the coordinator in program.yaml.")
    )


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
    """No data is older than its time, which ends a year after the program."""
    end, today = case.program.end, case.today
    following = case.text("When the program is over, remove what is no longer needed.")
    if end is None:
        return None, case.text("the program has no end date"), following
    on = long_date(end, case.language.code)
    if today is None:
        evidence = case.text("the program ends on %(end)s; no file says what day it is", end=on)
        return None, evidence, following
    is_fresh = today <= end + _KEPT_AFTER_END
    return is_fresh, case.text("the program ends on %(end)s", end=on), following
