"""Points of the readiness list about people: who, how varied, what they want, when they can."""

from __future__ import annotations

from rmentor.planning.case import Answer, Case, listed
from rmentor.planning.frame_points import support_events
from rmentor.planning.supply import taught_wants

_FEWEST_PEOPLE, _FEWEST_MENTORS = 10, 3
_FEWEST_KINDS = 2
_ENOUGH_TAUGHT = 50  # percent of wants
_ENOUGH_WINDOWS = 80  # percent of people


def people(case: Case) -> Answer:
    """At least ten active volunteers and at least three mentors."""
    n, mentors = len(case.taking_part), len(case.mentors)
    evidence = listed(
        case.plural("%(n)d active volunteer", "%(n)d active volunteers", n),
        case.plural("%(n)d of them a mentor", "%(n)d of them mentors", mentors),
    )
    return (
        n >= _FEWEST_PEOPLE and mentors >= _FEWEST_MENTORS,
        evidence,
        case.text(
            "Find at least %(people)d volunteers, %(mentors)d of them mentors, or share the program with another organisation: rmentor add participant",
            people=_FEWEST_PEOPLE,
            mentors=_FEWEST_MENTORS,
        ),
    )


def varied(case: Case) -> Answer:
    """At least two departments and two grades."""
    departments = {p.department for p in case.taking_part if p.department is not None}
    grades = {p.seniority for p in case.taking_part if p.seniority is not None}
    evidence = listed(
        case.plural("%(n)d department", "%(n)d departments", len(departments)),
        case.plural("%(n)d grade", "%(n)d grades", len(grades)),
    )
    kinds = (len(departments), len(grades))
    is_met: bool | None = min(kinds) >= _FEWEST_KINDS
    if not is_met and all(n == 0 or n >= _FEWEST_KINDS for n in kinds):
        is_met = None  # nobody states one of them
    return is_met, evidence, case.text("Invite people of another department and another grade.")


def need(case: Case) -> Answer:
    """At least half of mentees’ wants can be taught by someone."""
    taught, wants = taught_wants(case.mentors, case.mentees, case.program.rules)
    following = case.text(
        "Look at the table of topics that rmentor pair ends with, and find mentors for those that are short."
    )
    if not wants:
        return None, case.text("nobody says yet what they want to learn"), following
    evidence = case.plural(
        "%(taught)d of %(n)d want can be taught by someone",
        "%(taught)d of %(n)d wants can be taught by someone",
        wants,
        taught=taught,
    )
    return 100 * taught >= _ENOUGH_TAUGHT * wants, evidence, following


def balance(case: Case) -> Answer:
    """As many seats are offered as mentees want."""
    rules, framework = case.program.rules, case.program.framework
    mentors = [person for person in case.mentors if person.offers]
    seats = sum(person.capacity for person in mentors)
    if not framework.has_pairs:
        seats = sum(rules.group_seats(each.capacity) for each in mentors) // rules.group_mentors
    wanting = sum(bool(person.wants) for person in case.mentees)
    wanted = wanting * rules.mentors_per_mentee
    evidence = listed(
        case.plural("%(n)d seat offered", "%(n)d seats offered", seats),
        case.plural("%(n)d wanted by mentees", "%(n)d wanted by mentees", wanted),
    )
    return (
        seats >= wanted if wanting or seats else None,
        evidence,
        case.text("Find more mentors, or raise the capacity of those who agree."),
    )


def time(case: Case) -> Answer:
    """At least four people in five gave windows, and each has one that is long enough."""
    framework = case.program.framework
    minutes = max(
        [framework.minutes, *(module.minutes or 0 for module in framework.modules)], default=0
    )
    given = [person for person in case.taking_part if person.availability]
    short = [
        person.name
        for person in given
        if all(window.minutes < minutes for window in person.availability)
    ]
    everybody = len(case.taking_part)
    following = case.text("Ask people for weekly windows of at least a session.")
    if not everybody:
        return None, case.text("nobody takes part yet"), following
    evidence = case.plural(
        "%(given)d of %(n)d person gave weekly windows",
        "%(given)d of %(n)d people gave weekly windows",
        everybody,
        given=len(given),
    )
    if short:
        evidence = case.plural(
            "%(windows)s; %(n)d has none of %(minutes)d minutes (%(names)s)",
            "%(windows)s; %(n)d have none of %(minutes)d minutes (%(names)s)",
            len(short),
            windows=evidence,
            minutes=minutes,
            names=case.names(short),
        )
    return not short and 100 * len(given) >= _ENOUGH_WINDOWS * everybody, evidence, following


def consent(case: Case) -> Answer:
    """Every active participant’s yes is on file."""
    active = [person for person in case.program.participants if person.status == "active"]
    missing = [person.name for person in active if not person.volunteer]
    following = case.text("Ask them, and write volunteer: true for those who say yes.")
    if not active:
        return None, case.text("there are no active participants yet"), following
    evidence = case.plural(
        "%(yes)d of %(n)d active participant has said yes",
        "%(yes)d of %(n)d active participants have said yes",
        len(active),
        yes=len(active) - len(missing),
    )
    if missing:
        evidence = case.text(
            "%(evidence)s; missing: %(names)s", evidence=evidence, names=case.names(missing)
        )
    return not missing, evidence, following


def mentors(case: Case) -> Answer:
    """Each mentor has a sufficient level in something, and drive noted."""
    least = case.program.rules.min_level
    able = [p for p in case.mentors if any(level >= least for level in p.offers.values())]
    noted = [person for person in case.mentors if person.drive is not None]
    following = case.text(
        "Interview each mentor; note drive, and a level of at least %(level)d in something.",
        level=least,
    )
    if not case.mentors:
        return None, case.text("there are no mentors yet"), following
    evidence = listed(
        case.plural(
            "%(able)d of %(n)d mentor at level %(level)d or above in something",
            "%(able)d of %(n)d mentors at level %(level)d or above in something",
            len(case.mentors),
            able=len(able),
            level=least,
        ),
        case.plural("%(n)d with drive noted", "%(n)d with drive noted", len(noted)),
    )
    helps = support_events(case)
    if helps:
        titles = case.names([event.title for event in helps])
        evidence = listed(evidence, case.text("supported by: %(titles)s", titles=titles))
    return len(able) == len(noted) == len(case.mentors), evidence, following
