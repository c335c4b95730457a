"""The table of topics: who wants each, who offers it, and who gets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rmentor.model.pairing import TopicBalance
from rmentor.model.pairs import Pair
from rmentor.model.program import Program


def topic_balance(program: Program, current: Sequence[Pair]) -> tuple[TopicBalance, ...]:
    """Topics that somebody who takes part wants or offers, by id.

    A want is served where a current pair of the mentee has the topic among its own.
    """
    least = program.rules.min_level
    taught: dict[str, set[str]] = {}
    for pair in current:
        for mentee in pair.mentees:
            taught.setdefault(mentee, set()).update(pair.topics)
    wanted: Counter[str] = Counter()
    served: Counter[str] = Counter()
    offered: Counter[str] = Counter()
    for person in program.participants:
        if not person.takes_part:
            continue
        if person.learns:
            # Of a mapping a Counter would add up the values, which are importances.
            wanted.update(person.wants.keys())
            served.update(taught.get(person.id, set()) & person.wants.keys())
        if person.teaches:
            offered.update(topic for topic, level in person.offers.items() if level >= least)
    return tuple(
        TopicBalance(topic, wanted[topic], offered[topic], served[topic])
        for topic in sorted(wanted.keys() | offered.keys())
    )
