"""Rounds of pairing: who found a partner, and who has waited how long.

``waited`` counts the earlier rounds in which somebody who took part found no partner. It grows where a
round is over: ``pair --new-round`` begins the next one in the same program, ``init --from`` in the
next edition. There, everybody who was served begins anew, from 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program


def seeks(person: Participant) -> bool:
    """Whether somebody takes part and looks for a partner: a mentor without any seat does not."""
    return person.takes_part and (person.learns or person.capacity > 0)


def waiting_list(program: Program, pairing: Pairing) -> tuple[Participant, ...]:
    """Who looks for a partner and has none in these pairs: the longest waiting first, then by id."""
    return waiting_beside(program, (each.pair for each in pairing.pairs))


def waiting_beside(program: Program, pairs: Iterable[Pair]) -> tuple[Participant, ...]:
    """Who looks for a partner and is in none of these pairs: the longest waiting first, then by id."""
    paired = {who for pair in pairs for who in pair.people}
    waiting = [p for p in program.participants if seeks(p) and p.id not in paired]
    return tuple(sorted(waiting, key=lambda person: (-person.waited, person.id)))


def pairs_that_met(program: Program) -> frozenset[str]:
    """Ids of pairs of which a session was held, as the plan or the journal has it."""
    planned = {session.pair for session in program.plan.sessions if session.state == "held"}
    written = {
        pair
        for pair, entries in program.journal.items()
        if any(entry.state == "held" for entry in entries)
    }
    return frozenset(planned | written)


def found_partner(program: Program) -> frozenset[str]:
    """Everybody who has found a partner in this edition of the program.

    That is whoever is or was in a pair that goes on, was completed, or met before it ended. A pair
    that ended before the program's first day belongs to an earlier edition.
    """
    met = pairs_that_met(program)
    return frozenset(
        who
        for pair in program.pairs
        if is_of_this_edition(program, pair) and (pair.status != "ended" or pair.id in met)
        for who in (*pair.people, *(each.who for each in pair.former if pair.id in met))
    )


def is_of_this_edition(program: Program, pair: Pair) -> bool:
    """Whether a pair is not one that was over before the program's first day."""
    begun, over = program.start, pair.until
    return pair.is_current or begun is None or over is None or over >= begun


def next_round(program: Program) -> Program:
    """The program in its next round: whoever took part and found no partner has waited one more."""
    served = found_partner(program)
    people = tuple(
        replace(person, waited=person.waited + 1)
        if seeks(person) and person.id not in served
        else person
        for person in program.participants
    )
    return replace(program, participants=people)


def next_edition(program: Program) -> Program:
    """The people of the next edition: the same, where whoever was served has not waited."""
    served = found_partner(program)
    people = tuple(
        replace(person, waited=0) if person.id in served else person
        for person in next_round(program).participants
    )
    return replace(program, participants=people)
