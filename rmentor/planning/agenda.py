"""What a session is about: module, format, length, place, topic, and its agenda."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from rmentor.language.catalogue import Language, speak
from rmentor.model.agenda import AgendaItem
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Session

_TOPIC_TITLE = re.compile(r"\{\{\s*topic\.title\s*\}\}")
_ROUND_TO = 5


def session_topics(
    framework: Framework,
    people: Mapping[str, Participant],
    pair: Pair,
    settled: Mapping[int, str | None] = MappingProxyType({}),
) -> dict[int, str]:
    """Topic of each session of a pair, by session number; empty for a pair without topics.

    A module that names topics takes those of the pair's that it names; where there are none, and
    in every other session, the pair's own are taken: the mentor can teach no others. Topics come in
    the pair's order, each with a share of the sessions after its importance to the mentees.

    ``settled``: Topics of sessions that keep theirs. They count as their topics' share, so that a pair
    which changes the order half-way still comes to each; the others are given.
    """
    sessions_by_pool: dict[tuple[str, ...], list[int]] = {}
    done: dict[tuple[str, ...], Counter[str | None]] = {}
    for number in framework.numbers_of(pair):
        module = framework.module_of(number)
        named = module.topics if module else ()
        pool = tuple(topic for topic in pair.topics if topic in named) or pair.topics
        if number in settled:
            done.setdefault(pool, Counter())[settled[number]] += 1
        else:
            sessions_by_pool.setdefault(pool, []).append(number)
    weights = _importances(people, pair)
    found: dict[int, str] = {}
    for pool, numbers in sessions_by_pool.items():
        spread = _spread(pool, weights, len(numbers), done.get(pool, Counter()))
        found.update(zip(numbers, spread, strict=False))
    return found


def _importances(people: Mapping[str, Participant], pair: Pair) -> dict[str, int]:
    mentees = [people[mentee] for mentee in pair.mentees if mentee in people]
    return {
        topic: max(1, sum(mentee.wants.get(topic, 0) for mentee in mentees))
        for topic in pair.topics
    }


def _spread(
    topics: Sequence[str], weights: Mapping[str, int], sessions: int, done: Counter[str | None]
) -> list[str]:
    """Topics of ``sessions`` sessions in order: one each, the rest by the method of Sainte-Laguë.

    ``done``: Sessions that each topic has had already.
    """
    fresh = [topic for topic in topics if not done[topic]][:sessions]
    taken = [topic for topic in topics if done[topic] or topic in fresh]
    turns = {topic: done[topic] + (topic in fresh) for topic in taken}

    def claim(topic: str) -> tuple[Fraction, int]:
        # Of equal claims, that of the topic with fewer sessions.
        return Fraction(weights[topic], 2 * turns[topic] + 1), -turns[topic]

    for _ in range(sessions - len(fresh) if taken else 0):
        turns[max(taken, key=claim)] += 1
    return [topic for topic in taken for _ in range(turns[topic] - done[topic])]


def agenda_of(program: Program, session: Session) -> tuple[AgendaItem, ...]:
    """Agenda of a session, its minutes adding up to the session's, ``{{ topic.title }}`` filled in.

    A module's own, else the framework's, else one that the field recommends. ``{{ topic.title }}``
    is replaced as text: nothing in an agenda is executed.
    """
    framework = program.framework
    module = framework.module_of(session.session)
    items = (module.agenda if module else ()) or framework.agenda
    language = speak(program.language)
    if not items:
        items = _recommended(program, session, language)
    topic = program.topics.get(session.topic or "")
    title = topic.title.in_language(program.language) if topic else language.text("your topic")
    minutes = _stretched([item.minutes for item in items], session.minutes)
    return tuple(
        AgendaItem(length, _TOPIC_TITLE.sub(lambda _: title, item.title))
        for length, item in zip(minutes, items, strict=True)
    )


def _recommended(program: Program, session: Session, language: Language) -> tuple[AgendaItem, ...]:
    """Agenda that the field recommends, in percents of the session's time."""
    say = language.text
    together = program.framework.numbers_with(session.session)
    if session.format == "workshop":
        parts = [
            (10, say("Aims of the workshop")),
            (15, say("Demonstration: {{ topic.title }}")),
            (25, say("Practice")),
            (15, say("Second demonstration")),
            (25, say("Practice on one’s own example")),
            (10, say("Questions and next actions")),
        ]
    elif session.format == "project":
        parts = [
            (15, say("Back on actions")),
            (15, say("What we make today: {{ topic.title }}")),
            (45, say("Work on the project together")),
            (15, say("Show it, and the mentee’s return gift")),
            (10, say("Next actions and pulse")),
        ]
    elif session.session == together[0]:
        parts = [
            (20, say("Who we are and what each of us expects")),
            (15, say("Read and sign the charter")),
            (40, say("A first small success: {{ topic.title }}")),
            (15, say("The mentee’s return gift")),
            (10, say("Our rhythm, next actions and pulse")),
        ]
    elif session.session == together[-1]:
        parts = [
            (15, say("Back on actions")),
            (35, say("Before and after: {{ topic.title }}")),
            (25, say("What each of us has learnt")),
            (15, say("Thanks, and what continues")),
            (10, say("Pulse and final survey")),
        ]
    else:
        parts = [
            (15, say("Back on actions")),
            (55, say("Hands on: {{ topic.title }}")),
            (20, say("The mentee’s return gift")),
            (10, say("Next actions and pulse")),
        ]
    return tuple(AgendaItem(minutes, title) for minutes, title in parts)


def _stretched(minutes: Sequence[int], total: int) -> list[int]:
    """Scale ``minutes`` to ``total``, rounded to five where that is possible, by running sums."""
    given = sum(minutes)
    if given == total or given <= 0:
        return list(minutes)
    for unit in (_ROUND_TO, 1):
        ends, so_far = [0], 0
        for each in minutes:
            so_far += each
            ends.append((2 * so_far * total // (given * unit) + 1) // 2 * unit)
        lengths = [after - before for before, after in itertools.pairwise(ends)]
        if ends[-1] == total and all(lengths):
            return lengths
    return lengths
