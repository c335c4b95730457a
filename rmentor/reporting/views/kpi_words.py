"""What each computed KPI is, in words: what it tells, what is counted, and of how many."""

from __future__ import annotations

from rmentor.followup.kpis import KPIS
from rmentor.followup.measures.people import REMATCHED
from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal
from rmentor.model.figures import Figure

_HOW = {kpi.id: kpi.how for kpi in KPIS}


def definition(kpi: str, language: Language) -> str:
    """Say what a computed KPI tells."""
    say = language.text
    return {
        "sessions_held": say("Of the sessions that should have taken place by now, those held."),
        "on_time": say(
            "Of the sessions held that had a date, those held within the framework’s slack of the "
            "day first planned."
        ),
        "attendance": say("Of the sessions held or cancelled, those held."),
        "skill_gain": say(
            "Levels that mentees have gained in the topics of their pair, on average; a topic of "
            "which no later level is known does not count."
        ),
        "topics_taught": say("Different topics of the sessions held, whoever taught them."),
        "pulse": say("How people felt after their sessions, from 1 to 5, on average."),
        "two_way": say(
            "Of the sessions held, those in which the mentee gave something back: the journal says "
            "so, or the mentor in the final survey (4 or 5), for all sessions of the pair."
        ),
        "recommend": say(
            "Of those who answered a final survey, the share who recommend the programme (9 or 10), "
            "less the share who do not (0 to 6)."
        ),
        "mentor_confidence": say(
            "How far mentors agree in the final survey that their confidence has grown, from 1 to "
            "5, on average."
        ),
        "pairs_completed": say("Of the pairs that are over, those that completed their programme."),
        "no_fault_exits": say("Of all pairs, those that ended early, which is nobody’s fault."),
        "wait": say("Days from the yes to the first session: half of the people waited no longer."),
        "served": say("Of the volunteers who want to learn, those who have or had a mentor."),
        "retention": say(
            "Of all participants, those who have not left; to be compared with the organisation’s "
            "own rate."
        ),
    }[kpi]


def counted(kpi: str, language: Language) -> tuple[str, str | None]:
    """Say what the numerator and the denominator of a computed KPI count; None where it has none."""
    say = language.text
    return {
        "sessions_held": (say("sessions held"), say("sessions due")),
        "on_time": (
            say("sessions held within the slack of their first date"),
            say("sessions held that had a date"),
        ),
        "attendance": (say("sessions held"), say("sessions held or cancelled")),
        "skill_gain": (
            say("latest level less first level, added up"),
            say("topics of mentees with a later level"),
        ),
        "topics_taught": (say("topics of sessions held"), None),
        "pulse": (say("pulses, added up"), say("pulses")),
        "two_way": (say("sessions in which something came back"), say("sessions held")),
        "recommend": (say("answers 9 and 10 less answers 0 to 6"), say("answers")),
        "mentor_confidence": (say("answers from 1 to 5, added up"), say("answers")),
        "pairs_completed": (say("pairs completed"), say("pairs completed or ended")),
        "no_fault_exits": (say("pairs ended"), say("pairs")),
        "wait": (say("days from the yes to the first session"), say("people who had a session")),
        "served": (say("mentees with a mentor"), say("volunteers who want to learn")),
        "retention": (say("participants who have not left"), say("participants")),
    }[kpi]


def formula(kpi: str, language: Language) -> str:
    """Write the formula of a computed KPI."""
    above, below = counted(kpi, language)
    if _HOW[kpi] == "median":
        return language.text("median of the %(what)s", what=above)
    if below is None:
        return language.text("number of %(what)s", what=above)
    return f"{above} ÷ {below}" + (" × 100" if _HOW[kpi] == "share" else "")


def of_how_many(kpi: str, figure: Figure, language: Language) -> str | None:
    """Say what a figure was computed from: "12 of 15"; None where it is hidden, or a plain count."""
    above, below = figure.numerator, figure.denominator
    if figure.is_hidden or not below:
        return None
    number = decimal(float(below), language.code)
    if _HOW[kpi] == "share" and kpi != "recommend" and above is not None:
        return language.text(
            "%(part)s of %(all)s", part=decimal(float(above), language.code), all=number
        )
    if _HOW[kpi] == "median":
        return language.plural("%(n)d person", "%(n)d people", int(below))
    if kpi == "skill_gain":
        return language.plural("%(n)d level", "%(n)d levels", int(below))
    return language.plural("%(n)d answer", "%(n)d answers", int(below))


def part_in_words(part: str, language: Language) -> str | None:
    """Name of a part of a figure: a side or a role; None for a topic."""
    say = language.text
    return {
        "mentor": say("Mentors"),
        "mentee": say("Mentees"),
        "manager": say("Managers"),
        REMATCHED: say("Found another partner within three weeks"),
    }.get(part)
