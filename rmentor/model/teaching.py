"""Which topics one person may teach another: the one plain definition.

Pairing computes the same thing on arrays; a property in the tests holds it to this.
"""

from __future__ import annotations

from rmentor.model.people import Participant
from rmentor.model.program import Rules

# Levels between two people from which a topic counts whole (contract, section 4).
FULL_GAP = 3


def teachable(mentor: Participant, mentee: Participant, rules: Rules) -> dict[str, int]:
    """Topics that ``mentor`` may teach ``mentee``, with the levels between them (O - L).

    The mentee wants the topic, the mentor offers it at ``min_level`` or above, and is at least
    ``min_gap`` levels ahead (contract, section 4). Sorted by topic id.
    """
    found = {}
    for topic in sorted(mentee.wants):
        offered = mentor.offers.get(topic)
        if offered is None or offered < rules.min_level:
            continue
        gap = offered - mentee.level(topic)
        if gap >= rules.min_gap:
            found[topic] = gap
    return found


def ordered_topics(mentor: Participant, mentee: Participant, rules: Rules) -> tuple[str, ...]:
    """Teachable topics, most important to the mentee first, then by id."""
    topics = teachable(mentor, mentee, rules)
    return tuple(sorted(topics, key=lambda topic: (-mentee.wants[topic], topic)))
