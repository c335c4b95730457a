"""KPIs about answers: recommendation, confidence, and levels that people gained."""

from __future__ import annotations

from datetime import date

from rmentor.followup.hiding import Voice
from rmentor.followup.journal import LEVELS_ITEM, first_level
from rmentor.followup.measures.facts import Count, Facts, Measured
from rmentor.followup.surveys import RECOMMEND

_LAST = 1 << 30  # after every session of the day
# Recommendation, from 0 to 10: from where on somebody recommends, and up to where not (domain, section 6).
RECOMMENDS, RECOMMENDS_NOT = 9, 6


def recommend(facts: Facts) -> Measured:
    """Final answers, each by the role of who gave it: 1 for 9 and 10, -1 for 0 to 6."""
    counts, voices = [], []
    for each in facts.answers(facts.final_surveys):
        said = each.number(RECOMMEND, "0-10")
        if said is not None:
            who, role = each.who(facts.people), each.answer.role
            counts.append(Count((said >= RECOMMENDS) - (said <= RECOMMENDS_NOT), (who,), role))
            voices.append(Voice(who, each.answer.day, role))
    return Measured(tuple(counts), tuple(voices))


def mentor_confidence(facts: Facts) -> Measured:
    """Mentors' final answers on whether their confidence has grown, 1 to 5."""
    counts, voices = [], []
    for each in facts.answers(facts.final_surveys, "mentor"):
        said = each.number("confidence", "1-5")
        if said is not None:
            counts.append(Count(said, (each.answer.person,)))
            voices.append(Voice(each.answer.person, each.answer.day))
    return Measured(tuple(counts), tuple(voices))


def skill_gain(facts: Facts) -> Measured:
    """Mentees and their pair's topics: the latest level that is known, less the first.

    Whose level nobody has noted since is left out: nothing is known of a gain. A topic that two pairs
    of a mentee share counts once, with the latest level from wherever it comes; of one day, a
    survey's word comes after the journal's, and an answer without a day comes last.
    """
    noted: dict[tuple[str, str], list[tuple[date, int, int]]] = {}
    for _, entry in facts.entries:
        for person, levels in entry.levels.items():
            for topic, level in levels.items():
                noted.setdefault((person, topic), []).append((entry.date, entry.session, level))
    for each in facts.answers(facts.final_surveys, "mentee"):
        day = each.answer.day or date.max
        for topic, level in each.answer.topics.get(LEVELS_ITEM, {}).items():
            noted.setdefault((each.answer.person, topic), []).append((day, _LAST, level))
    learnt = {
        (mentee, topic)
        for pair in facts.edition
        for mentee in facts.mentees_of(pair)
        for topic in pair.topics
    }
    counts, voices = [], []
    for mentee, topic in sorted(learnt & noted.keys()):
        levels_then = sorted(noted[mentee, topic])
        gain = levels_then[-1][2] - first_level(facts.program, mentee, topic)
        counts.append(Count(gain, (mentee,), topic))
        voices += [
            Voice(mentee, None if day == date.max else day, topic, is_first=not number)
            for number, (day, _, _) in enumerate(levels_then)
        ]
    return Measured(tuple(counts), tuple(voices))
