"""KPIs about sessions: what was held, when, and what came back in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from rmentor.followup.hiding import Voice, enough, fewest
from rmentor.followup.journal import is_two_way
from rmentor.followup.measures.facts import Count, Facts, HeldSession, Measured
from rmentor.model.pairs import Pair

# From which answer on a mentor has got something back (domain, section 7).
GOT_SOMETHING = 4


def sessions_held(facts: Facts) -> Measured:
    """Sessions that are due: whether each was held."""
    held = {(each.pair.id, each.session) for each in facts.held}
    people = {pair.id: pair.people for pair in facts.edition}
    return Measured(
        tuple(Count(key in held, people[key[0]]) for key in sorted(facts.due)),
    )


def on_time(facts: Facts) -> Measured:
    """Sessions held that had a date: whether it was within the slack of the first one."""
    slack = facts.program.framework.slack_days
    return Measured(
        tuple(
            Count(
                abs((each.day - (line.first or line.start.date())).days) <= slack, each.pair.people
            )
            for each in facts.held
            if (line := each.line) is not None
        )
    )


def attendance(facts: Facts) -> Measured:
    """Sessions held, and cancelled ones."""
    return Measured(
        (
            *(Count(1, each.pair.people) for each in facts.held),
            *(Count(0, pair.people) for pair in facts.called_off),
        )
    )


def topics_taught(facts: Facts) -> Measured:
    """Topics of sessions held, each once, with everybody who was there."""
    people: dict[str, set[str]] = {}
    for each in facts.held:
        for topic in _topics(each):
            people.setdefault(topic, set()).update(each.pair.people)
    return Measured(tuple(Count(1, tuple(sorted(people[topic]))) for topic in sorted(people)))


def _topics(held: HeldSession) -> tuple[str, ...]:
    """What the journal says was taught, in either direction; else what was planned."""
    if held.entry is not None and (held.entry.topics or held.entry.returns):
        return (*held.entry.topics, *held.entry.returns)
    return (held.line.topic,) if held.line is not None and held.line.topic else ()


def two_way(facts: Facts) -> Measured:
    """Sessions held: whether the mentee gave something back.

    The journal tells, or the mentor in the final survey: that counts for every session of the pair.
    Answers count only where there are enough that make a difference, and until ``facts.heard``.
    """
    told = {(each.pair.id, each.session): _came_back(facts, each) for each in facts.held}
    rest = [each for each in facts.held if not told[each.pair.id, each.session]]
    answers = _something_back(facts)
    voices = tuple(_voices(rest, answers))
    in_time = [voice for voice in voices if facts.is_in_time(voice.day)]
    if facts.is_heard and enough(in_time, fewest(facts.program)):
        for each in rest:
            said = [
                mark
                for mark, day in _marks(each.pair, answers).values()
                if facts.is_in_time(day) and facts.is_in_time(each.day)
            ]
            told[each.pair.id, each.session] = max(said, default=0) >= GOT_SOMETHING
    return Measured(
        tuple(Count(told[each.pair.id, each.session], each.pair.people) for each in facts.held),
        voices,
    )


def _came_back(facts: Facts, held: HeldSession) -> bool:
    return held.entry is not None and is_two_way(facts.program, held.pair, held.entry)


# By mentor, then pair (None: whichever): what was answered, and when.
_Answers = Mapping[str, Mapping[str | None, tuple[int, date | None]]]


def _something_back(facts: Facts) -> _Answers:
    found: dict[str, dict[str | None, tuple[int, date | None]]] = {}
    for each in facts.answers(facts.final_surveys, "mentor"):
        mark = each.number("something-back", "1-5")
        if mark is not None:
            of_pairs = found.setdefault(each.answer.person, {})
            of_pairs[each.answer.pair] = (mark, each.answer.day)
    return found


def _marks(pair: Pair, answers: _Answers) -> dict[str, tuple[int, date | None]]:
    """What each mentor of a pair answered: on this pair, else on none in particular."""
    found = {}
    for mentor in pair.mentors:
        said = answers.get(mentor, {})
        if pair.id in said or None in said:
            found[mentor] = said.get(pair.id) or said[None]
    return found


def _voices(rest: Iterable[HeldSession], answers: _Answers) -> Iterator[Voice]:
    """Answers that make a difference: of a session held of which the journal says nothing."""
    for each in rest:
        for mentor, (_, day) in _marks(each.pair, answers).items():
            yield Voice(mentor, max(day, each.day) if day else None)
