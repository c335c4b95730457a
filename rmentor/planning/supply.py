"""How many wants somebody can teach."""

from __future__ import annotations

from collections.abc import Iterable

from rmentor.model.people import Participant
from rmentor.model.program import Rules


def taught_wants(
    mentors: Iterable[Participant], mentees: Iterable[Participant], rules: Rules
) -> tuple[int, int]:
    """Wants that some mentor other than the person can teach, and all wants.

    Equals counting ``teaching.teachable`` over all pairs of people, in one pass: whether anybody can
    teach a topic depends on the best who offer it.
    """
    best: dict[str, list[tuple[int, str]]] = {}
    for mentor in mentors:
        for topic, level in mentor.offers.items():
            if level >= rules.min_level:
                two = [*best.get(topic, ()), (level, mentor.id)]
                best[topic] = sorted(two, reverse=True)[:2]
    taught = wants = 0
    for mentee in mentees:
        for topic in mentee.wants:
            wants += 1
            least = mentee.level(topic) + rules.min_gap
            offers = best.get(topic, ())
            taught += any(level >= least and who != mentee.id for level, who in offers)
    return taught, wants
