"""KPIs about pairs and people: who was served, who waited, what became of them."""

from __future__ import annotations

from datetime import date, timedelta

from rmentor.followup.measures.facts import Count, Facts, Measured
from rmentor.model.pairs import Pair

# Within which somebody whose pair ended finds another partner (domain, section 7).
REMATCH = timedelta(weeks=3)
REMATCHED = "rematched"


def pairs_completed(facts: Facts) -> Measured:
    """Pairs that are over: whether they completed their programme."""
    over = [(pair, facts.status(pair)) for pair in facts.pairs]
    return Measured(
        tuple(
            Count(status == "completed", pair.people)
            for pair, status in over
            if status in ("completed", "ended")
        )
    )


def no_fault_exits(facts: Facts) -> Measured:
    """All pairs: whether each ended early, which is nobody's fault."""
    return Measured(
        tuple(Count(facts.status(pair) == "ended", pair.people) for pair in facts.pairs)
    )


def rematched(facts: Facts) -> Measured:
    """Pairs that ended on a day that is known: whether each mentee soon began with somebody else."""
    begun: dict[str, list[date]] = {}
    for pair in facts.pairs:
        for mentee in pair.mentees if pair.since else ():
            begun.setdefault(mentee, []).append(pair.since or date.min)

    def is_rematched(pair: Pair, ended: date) -> bool:
        return all(
            any(ended <= since <= ended + REMATCH for since in begun.get(mentee, ()))
            for mentee in pair.mentees
        )

    return Measured(
        tuple(
            Count(is_rematched(pair, pair.until), pair.people, REMATCHED)
            for pair in facts.pairs
            if facts.status(pair) == "ended" and pair.until is not None
        )
    )


def wait(facts: Facts) -> Measured:
    """People who had a session: days from their yes to their first, where the yes has a day."""
    first: dict[str, date] = {}
    for held in facts.held:
        for person in (*held.pair.mentors, *facts.mentees_of(held.pair)):
            first[person] = min(held.day, first.get(person, held.day))
    return Measured(
        tuple(
            Count((first[person.id] - person.volunteered).days, (person.id,))
            for person in facts.program.participants
            if person.volunteered is not None and person.id in first
        )
    )


def served(facts: Facts) -> Measured:
    """Volunteers who want to learn: whether each has a mentor, or met one whom the pair ended with."""
    met = {held.pair.id for held in facts.held}
    paired = {
        mentee
        for pair in facts.pairs
        if facts.status(pair) != "ended" or pair.id in met
        for mentee in facts.mentees_of(pair)
    }
    return Measured(
        tuple(
            Count(person.id in paired, (person.id,))
            for person in facts.program.participants
            if person.volunteer and person.learns and facts.has_come(person.volunteered)
        )
    )


def retention(facts: Facts) -> Measured:
    """Everybody in participants.yaml: whether they are still there."""
    return Measured(
        tuple(
            Count(
                person.status != "left"
                or (person.status_since is not None and not facts.has_come(person.status_since)),
                (person.id,),
            )
            for person in facts.program.participants
        )
    )
