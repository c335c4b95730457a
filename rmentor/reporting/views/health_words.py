"""Words for health: states, rules with what they were seen from, and next steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rmentor.followup.escalation import NextStep
from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date
from rmentor.model.health import Met
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.register import Step

MOST_NAMES = 3
MOST_TOPICS = 3


def health_in_words(state: str, language: Language) -> str:
    """Say how a pair stands."""
    say = language.text
    return {
        "new": say("new pair"),
        "good": say("on time"),
        "watch": say("to watch"),
        "at-risk": say("at risk"),
    }[state]


def rule_in_words(people: Mapping[str, Participant], met: Met, language: Language) -> str:
    """Say which rule a pair meets, with what it was seen from."""
    say, plural = language.text, language.plural
    facts: Mapping[str, Any] = met.facts
    is_risk = met.state == "at-risk"
    if met.rule == "unanswered":
        return _unanswered(people, facts, language)
    rules: Mapping[str, Callable[[], str]] = {
        "not-started": lambda: plural(
            "no session recorded, %(n)d day after the planned start",
            "no session recorded, %(n)d days after the planned start",
            facts["days"],
        ),
        "silent": lambda: plural(
            "no session recorded for %(n)d day, with one every %(rhythm)d planned",
            "no session recorded for %(n)d days, with one every %(rhythm)d planned",
            facts["days"],
            rhythm=facts["rhythm"],
        ),
        "cancelled": lambda: _cancelled(facts, language),
        "low-pulse": lambda: (
            say("one side’s pulse has fallen twice in a row")
            if facts["falling"]
            else say("one side’s last pulse is very low")
            if is_risk
            else say("one side’s last pulse is low")
        ),
        "unbalanced": lambda: plural(
            "the two pulses of the last session are far apart",
            "the two pulses of the last %(n)d sessions are far apart",
            facts["times"],
        ),
        "no-return": lambda: _no_return(facts, language, whole=is_risk),
        "stuck-actions": lambda: _stuck(facts, language, all_of_them=is_risk),
        "no-progress": lambda: say(
            "no new level noted after %(held)d of %(total)d sessions",
            held=facts["held"],
            total=facts["total"],
        ),
    }
    return rules[met.rule]()


def _cancelled(facts: Mapping[str, Any], language: Language) -> str:
    if facts["count"] < facts["of"]:
        return language.text(
            "%(n)d of the last %(of)d sessions cancelled or moved",
            n=facts["count"],
            of=facts["of"],
        )
    return language.plural(
        "the last session cancelled or moved",
        "the last %(n)d sessions all cancelled or moved",
        facts["count"],
    )


def _no_return(facts: Mapping[str, Any], language: Language, *, whole: bool) -> str:
    if whole:
        return language.plural(
            "nothing came back in the whole first half (%(n)d session)",
            "nothing came back in the whole first half (%(n)d sessions)",
            facts["sessions"],
        )
    return language.plural(
        "nothing came back in the last session",
        "nothing came back in the last %(n)d sessions",
        facts["sessions"],
    )


def _stuck(facts: Mapping[str, Any], language: Language, *, all_of_them: bool) -> str:
    if all_of_them:
        return language.plural(
            "all actions overdue at the last session",
            "all actions overdue at %(n)d sessions in a row",
            facts["times"],
        )
    return language.plural(
        "%(n)d of %(due)d due actions is overdue",
        "%(n)d of %(due)d due actions are overdue",
        facts["overdue"],
        due=facts["due"],
    )


def _unanswered(
    people: Mapping[str, Participant], facts: Mapping[str, Any], language: Language
) -> str:
    who = _names(people, facts["who"], language)
    if facts["survey"] == "pulse":
        return language.plural(
            "pulse missing after the last session: %(names)s",
            "pulse missing after the last %(n)d sessions: %(names)s",
            facts["times"],
            names=who,
        )
    return language.plural(
        "mid-term survey unanswered for %(n)d day: %(names)s",
        "mid-term survey unanswered for %(n)d days: %(names)s",
        facts["days"],
        names=who,
    )


def next_in_words(
    program: Program,
    people: Mapping[str, Participant],
    met: Met,
    language: Language,
    step: NextStep | None = None,
) -> str:
    """Say what a coordinator does about it; ``step`` follows those that were taken already."""
    if step is not None and step.rule == met.rule and step.last is not None:
        return _step_in_words(step, step.last, language)
    say = language.text
    facts: Mapping[str, Any] = met.facts
    if met.rule == "no-return" and facts["topics"]:
        topics = _titles(program, facts["topics"], language)
        return say("Suggest what the mentee can teach: %(topics)s", topics=topics)
    if met.rule == "unanswered":
        names = _names(people, facts["who"], language)
        return say("Send a reminder: %(names)s", names=names)
    if met.rule == "silent" and met.state == "at-risk":
        return say("Call them.")
    return {
        "not-started": say("Call them: record what was held, or offer a date."),
        "silent": say("Send them a reminder; if they stay silent, call."),
        "cancelled": say("Ask whether the time is really freed; find a new slot."),
        "low-pulse": say(
            "Talk to each alone; the mentors’ circle can help, and so can another pair, without fault."
        ),
        "unbalanced": say("Re-read the charter together."),
        "no-return": say("Suggest topics that the mentee can teach."),
        "stuck-actions": say("Agree on smaller actions."),
        "no-progress": say("Change the exercise or the topic."),
    }[met.rule]


def _step_in_words(step: NextStep, last: Step, language: Language) -> str:
    """Say which step follows the last one, and from when on."""
    say = language.text
    due = step.due or last.on
    days = {
        "last": long_date(last.on, language.code, with_year=False),
        "due": long_date(due, language.code, with_year=False),
    }
    if last.step == "release":
        return say("Another pair was offered on %(last)s; ask again from %(due)s on.", **days)
    if last.step == "call":
        return say(
            "Called on %(last)s; from %(due)s on, offer an end without fault and another pair.",
            **days,
        )
    if step.step == "call":
        return say("Reminded on %(last)s; call from %(due)s on.", **days)
    return say("Reminded on %(last)s; remind again from %(due)s on.", **days)


def advice_in_words(program: Program, met: Met, language: Language) -> str:
    """Say to the two people of a pair what may help, where the rule is one that both can see."""
    say = language.text
    facts: Mapping[str, Any] = met.facts
    if met.rule == "no-return" and facts["topics"]:
        topics = _titles(program, facts["topics"], language)
        return say("The mentee can teach something, too: %(topics)s.", topics=topics)
    return {
        "not-started": say("Choose a date together, a short one if need be."),
        "silent": say("Choose a date together, a short one if need be."),
        "cancelled": say("See whether the time is really freed, and look for another slot."),
        "no-return": say("Look for something that the mentee can teach, too."),
        "stuck-actions": say("Agree on smaller actions."),
        "no-progress": say("Try another exercise, or another topic."),
    }[met.rule]


def _names(people: Mapping[str, Participant], who: Iterable[str], language: Language) -> str:
    return language.few([people[each].name if each in people else each for each in who], MOST_NAMES)


def _titles(program: Program, topics: Iterable[str], language: Language) -> str:
    titles = [
        program.topics[topic].title.in_language(language.code) if topic in program.topics else topic
        for topic in topics
    ]
    return language.few(titles, MOST_TOPICS)
