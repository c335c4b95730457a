"""Words for what the model holds as codes: levels, states, rules, criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rmentor.language.catalogue import Language
from rmentor.model.pairing import Reason
from rmentor.model.people import Participant
from rmentor.model.program import RULES

# Rules that leave nobody to speak of: oneself, and people whose role is another one.
NOT_CANDIDATES = ("self", "role")
# After the rules, what becomes of candidates who fit: partners of an ended pair, those who would lower
# the lowest score under ``aim: fair``, those who are free, and those who are taken; and what groups
# add: a full one, one with another topic or time, and those with whom too few have both in common.
_ORDER = (*RULES, "former", "lowest", "free", "full", "slot", "small", "taken")


def level_in_words(level: int, language: Language) -> str:
    """Say what a level of any topic means."""
    say = language.text
    return (
        say("never met"),
        say("has seen it"),
        say("can do it with help"),
        say("able alone"),
        say("at ease, adapts"),
        say("reference for others"),
    )[level]


def importance_in_words(importance: int, language: Language) -> str:
    """Say how much somebody wants a topic, 1 to 3."""
    say = language.text
    return (say("useful"), say("important"), say("very important"))[min(max(importance, 1), 3) - 1]


def criterion_in_words(name: str, language: Language) -> str:
    """Say what a criterion looks at."""
    say = language.text
    return {
        "needs": say("What the mentee wants and the mentor can teach"),
        "returns": say("What the mentee can teach in return"),
        "goals": say("Topics of the program’s objectives"),
        "interests": say("Interests in common"),
        "time": say("Time in common each week"),
        "mix": say("Different departments"),
        "drive": say("Motivation and openness of both"),
        "prefer": say("They asked for each other"),
    }[name]


def strength_in_words(name: str, language: Language) -> str:
    """Say in a few words that a criterion speaks for a pair."""
    say = language.text
    return {
        "needs": say("teaches what is wanted most"),
        "returns": say("learns something in return"),
        "goals": say("serves the objectives"),
        "interests": say("interests in common"),
        "time": say("enough time in common"),
        "mix": say("different departments"),
        "drive": say("both motivated"),
        "prefer": say("asked for each other"),
    }[name]


def weakness_in_words(name: str, language: Language) -> str:
    """Say in a few words that a criterion speaks against a pair."""
    say = language.text
    return {
        "needs": say("few of the wanted topics"),
        "returns": say("nothing to learn in return"),
        "goals": say("away from the objectives"),
        "interests": say("no interest in common"),
        "time": say("little time in common"),
        "mix": say("same department"),
        "drive": say("motivation to be supported"),
        "prefer": say("had asked for others"),
    }[name]


def pair_status(status: str, language: Language) -> str:
    """Say a pair's status."""
    say = language.text
    return {
        "active": say("active"),
        "paused": say("paused"),
        "completed": say("completed"),
        "ended": say("ended"),
    }[status]


def session_state(state: str, language: Language) -> str:
    """Say a session's state."""
    say = language.text
    return {"planned": say("planned"), "held": say("held"), "cancelled": say("cancelled")}[state]


def mode_in_words(mode: str, language: Language) -> str:
    """Say how somebody meets."""
    say = language.text
    return {
        "onsite": say("on site"),
        "remote": say("remotely"),
        "either": say("on site or remotely"),
    }[mode]


def role_in_words(role: str, language: Language) -> str:
    """Say a participant's role."""
    say = language.text
    return {"mentor": say("mentor"), "mentee": say("mentee"), "both": say("mentor and mentee")}[
        role
    ]


def left_out_in_words(why: str, language: Language) -> str:
    """Say why somebody does not take part."""
    say = language.text
    return {
        "volunteer": say("has not said yes yet"),
        "applied": say("not accepted yet"),
        "paused": say("paused"),
        "left": say("has left"),
    }[why]


def computed_kpi(kpi: str, language: Language) -> str:
    """Name of a KPI that rmentor computes, or its id where it is not known."""
    say = language.text
    return {
        "sessions_held": say("Sessions held, of those due"),
        "on_time": say("Sessions held on time"),
        "attendance": say("Sessions held, of those held or cancelled"),
        "skill_gain": say("Levels gained by topic"),
        "topics_taught": say("Topics taught"),
        "pulse": say("Mean pulse after a session"),
        "two_way": say("Sessions in which the mentee gave something back"),
        "recommend": say("Recommendation score"),
        "mentor_confidence": say("Mentors’ confidence"),
        "pairs_completed": say("Pairs that completed their programme"),
        "no_fault_exits": say("Pairs ended without fault"),
        "wait": say("Days from volunteering to the first session"),
        "served": say("Volunteers who have a mentor"),
        "retention": say("Participants still in the organisation"),
    }.get(kpi, kpi)


def reasons_in_words(reasons: Sequence[Reason], role: str, language: Language) -> tuple[str, ...]:
    """Say what became of the candidates, most of them first; nobody is named."""
    counted = _reasons_of_mentee if role == "mentee" else _reasons_of_mentor
    told = [reason for reason in reasons if reason.rule not in NOT_CANDIDATES]
    told.sort(key=lambda reason: (-reason.count, _order(reason.rule)))
    said = counted(language)
    return tuple(said[reason.rule](reason.count) for reason in told if reason.rule in said)


def nothing_named(person: Participant, role: str, language: Language) -> str | None:
    """Say that somebody named no topic, which no candidate could mend; None where some are named."""
    if role == "mentee" and not person.wants:
        return language.text("has named no topic to learn yet")
    if role == "mentor" and not person.offers:
        return language.text("has named no topic to teach yet")
    return None


def nearest_reason(reasons: Sequence[Reason], language: Language) -> str | None:
    """Say to a sponsor what keeps the mentors apart who came closest to fit, or None.

    A rule removes only candidates whom those before it have let pass, so the last one tells most.
    """
    said = _nearest(language)
    told = [reason for reason in reasons if reason.rule in said and reason.count]
    last = max(told, key=lambda reason: _order(reason.rule), default=None)
    return said[last.rule](last.count) if last else None


def _order(rule: str) -> int:
    return _ORDER.index(rule) if rule in _ORDER else len(_ORDER)


def _nearest(language: Language) -> dict[str, Callable[[int], str]]:
    """Sentences by rule; wishes, motivation and scores are not a sponsor's business."""
    plural, say = language.plural, language.text
    return {
        "seniority": lambda _: say("the mentors looked at are not junior in grade"),
        "line": lambda _: say("the mentors looked at are in the same reporting line"),
        "topic": lambda _: say("no mentor teaches what is wanted, at a sufficient level"),
        "language": lambda n: plural(
            "%(n)d mentor teaches what is wanted, but shares no language",
            "%(n)d mentors teach what is wanted, but share no language",
            n,
        ),
        "time": lambda n: plural(
            "%(n)d mentor teaches what is wanted, but has no long enough window in common",
            "%(n)d mentors teach what is wanted, but have no long enough window in common",
            n,
        ),
        "place": lambda n: plural(
            "%(n)d mentor teaches what is wanted, but cannot meet there",
            "%(n)d mentors teach what is wanted, but cannot meet there",
            n,
        ),
        "free": lambda n: plural(
            "%(n)d mentor would fit and is free", "%(n)d mentors would fit and are free", n
        ),
        "taken": lambda n: plural(
            "%(n)d mentor would fit but is taken", "%(n)d mentors would fit but are taken", n
        ),
        **_groups_of_mentors(language),
    }


def _groups_of_mentors(language: Language) -> dict[str, Callable[[int], str]]:
    """Why the groups of mentors who fit are out of reach."""
    plural = language.plural
    return {
        "full": lambda n: plural(
            "%(n)d mentor would fit, but the group is full",
            "%(n)d mentors would fit, but their groups are full",
            n,
        ),
        "slot": lambda n: plural(
            "%(n)d mentor would fit, but the group has another topic or time",
            "%(n)d mentors would fit, but their groups have another topic or time",
            n,
        ),
        "small": lambda n: plural(
            "%(n)d mentor would fit, but too few mentees share a topic and a time",
            "%(n)d mentors would fit, but too few mentees share a topic and a time",
            n,
        ),
    }


def _both_sides(language: Language) -> dict[str, Callable[[int], str]]:
    plural = language.plural
    return {
        "volunteer": lambda n: plural(
            "%(n)d does not take part now", "%(n)d do not take part now", n
        ),
        "line": lambda n: plural(
            "%(n)d is in the same reporting line", "%(n)d are in the same reporting line", n
        ),
        "language": lambda n: plural("%(n)d shares no language", "%(n)d share no language", n),
        "time": lambda n: plural(
            "%(n)d has no long enough window in common",
            "%(n)d have no long enough window in common",
            n,
        ),
        "place": lambda n: plural(
            "%(n)d cannot meet there (site, on site or remote)",
            "%(n)d cannot meet there (site, on site or remote)",
            n,
        ),
        "department": lambda n: plural(
            "%(n)d is in the same department", "%(n)d are in the same department", n
        ),
        "score": lambda n: plural(
            "%(n)d would make too weak a pair", "%(n)d would make too weak a pair", n
        ),
        "avoid": lambda n: plural(
            "%(n)d is set aside by a wish", "%(n)d are set aside by a wish", n
        ),
        "former": lambda n: plural("%(n)d was a partner before", "%(n)d were partners before", n),
        "lowest": lambda n: plural(
            "%(n)d would fit, but lower the weakest score",
            "%(n)d would fit, but lower the weakest score",
            n,
        ),
        "free": lambda n: plural("%(n)d would fit and is free", "%(n)d would fit and are free", n),
        "unseen": lambda n: plural(
            "%(n)d was not looked at, for too many are unpaired",
            "%(n)d were not looked at, for too many are unpaired",
            n,
        ),
    }


def _reasons_of_mentee(language: Language) -> dict[str, Callable[[int], str]]:
    plural = language.plural
    return {
        **_both_sides(language),
        "seniority": lambda n: plural(
            "%(n)d mentor is not junior in grade", "%(n)d mentors are not junior in grade", n
        ),
        "topic": lambda n: plural(
            "%(n)d mentor teaches none of the wanted topics at a sufficient level",
            "%(n)d mentors teach none of the wanted topics at a sufficient level",
            n,
        ),
        "taken": lambda n: plural(
            "%(n)d mentor would fit but is taken", "%(n)d mentors would fit but are taken", n
        ),
        **_groups_of_mentors(language),
    }


def _reasons_of_mentor(language: Language) -> dict[str, Callable[[int], str]]:
    plural = language.plural
    return {
        **_both_sides(language),
        "seniority": lambda n: plural(
            "%(n)d mentee is not senior in grade", "%(n)d mentees are not senior in grade", n
        ),
        "topic": lambda n: plural(
            "%(n)d mentee wants nothing that this mentor can teach",
            "%(n)d mentees want nothing that this mentor can teach",
            n,
        ),
        "taken": lambda n: plural(
            "%(n)d mentee would fit but has a mentor",
            "%(n)d mentees would fit but have a mentor",
            n,
        ),
        "small": lambda n: plural(
            "%(n)d mentee would fit, but too few share a topic and a time",
            "%(n)d mentees would fit, but too few share a topic and a time",
            n,
        ),
    }
