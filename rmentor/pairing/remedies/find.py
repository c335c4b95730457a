"""The door of remedies: everybody unpaired with reasons and remedies, and the best for the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rmentor.model.pairing import Reason, Remedy, Unpaired
from rmentor.model.people import Participant
from rmentor.pairing.columns import People
from rmentor.pairing.problem import Arcs, Numbers, Problem
from rmentor.pairing.remedies.fitting import best_seats, fitting_remedies, near_misses
from rmentor.pairing.remedies.recruits import Recruits, recruits
from rmentor.pairing.remedies.residual import REACHED, Ways, best_ways, ways_without_moves
from rmentor.pairing.remedies.scene import Prospects, Scene, prospects
from rmentor.pairing.remedies.windows import window_remedies
from rmentor.pairing.why import FREE, UNSEEN, Look, Outcome, looks

KINDS = ("seat", "window", "rule", "ask", "recruit")
# Remedies for one person, and for the whole program, where each kind gets a few.
MOST_FOR_ONE = 6
MOST_FOR_ALL = 20
MOST_OF_A_KIND = 5
# Unpaired people in each role for whom remedies are looked for, and possible pairs up to which
# others may have to move for one: more would take longer than the pairing itself.
MOST_PEOPLE = 1_000
MOST_PAIRS = 5_000 * 5_000
# Pairs of unpaired people and candidates that are looked at for reasons; among 10,000 people there
# are never so many. Above, reasons are told of those who come first, of some in any case.
MOST_LOOKS = 5 * 10**8
SOME_PEOPLE = 100


@dataclass(frozen=True)
class Found:
    """What ``find`` answers.

    Attributes:
        unpaired: By id, then role.
        remedies: For the whole program, the best first.
        unexplored: Unpaired people for whom no remedies were looked for.
    """

    unpaired: tuple[Unpaired, ...]
    remedies: tuple[Remedy, ...]
    unexplored: int


def find(
    people: People,
    outcome: Outcome,
    settled: tuple[Problem, Arcs] | None,
    about: str | None = None,
) -> Found:
    """Everybody who takes part and has no partner, with reasons and remedies.

    Args:
        people: Those who take part.
        outcome: What the choice left open.
        settled: The problem of which these arcs are the best choice. Without it, or where it is
            very large, there are only remedies for which nobody has to move.
        about: Somebody for whom remedies are looked for in any case.
    """
    seen, unseen = _looked_at(people, outcome, about)
    mentees = _first_ones(people.mentees, seen.without_mentor, about, MOST_PEOPLE)
    mentors = _first_ones(people.mentors, seen.without_mentee, about, MOST_PEOPLE)
    scene = Scene(
        people,
        _ways(people, outcome, settled),
        frozenset(people.mentees[row].id for row in outcome.without_mentor),
        frozenset(people.mentors[column].id for column in outcome.without_mentee),
        frozenset(
            person.id
            for person, free in zip(people.mentors, outcome.seats, strict=True)
            if person.capacity and free >= 0
        ),
        outcome.partners,
    )
    new = {
        "mentee": recruits(people, mentees, "mentor"),
        "mentor": recruits(people, mentors, "mentee"),
    }
    explored = {("mentee", p.id) for p in mentees} | {("mentor", p.id) for p in mentors}
    looked, best = _look_at_all(scene, seen, new, explored)
    unpaired = tuple(sorted((*looked, *unseen), key=lambda each: (each.id, each.role)))
    if any(reason.rule == FREE for one in unpaired for reason in one.reasons):
        # Pairing comes first; only what it leaves over can be mended.
        return Found(tuple(replace(one, remedies=()) for one in unpaired), (), 0)
    recruited = (*new["mentee"].for_all(), *new["mentor"].for_all())
    whole = (*best_seats(scene, MOST_OF_A_KIND), *_for_the_whole(scene, best), *recruited)
    return Found(unpaired, _best_of_all(whole), len(unpaired) - len(explored))


def _looked_at(
    people: People, outcome: Outcome, about: str | None
) -> tuple[Outcome, list[Unpaired]]:
    """What the choice left open for those who are looked at; and the others, without reasons."""
    seen: dict[str, list[int]] = {}
    unseen: list[Unpaired] = []
    for role, everybody, places, others in (
        ("mentee", people.mentees, outcome.without_mentor, people.mentors),
        ("mentor", people.mentors, outcome.without_mentee, people.mentees),
    ):
        most = max(SOME_PEOPLE, MOST_LOOKS // max(1, len(others)))
        first = {person.id for person in _first_ones(everybody, places, about, most)}
        seen[role] = [place for place in places if everybody[place].id in first]
        left = (everybody[place].id for place in places if everybody[place].id not in first)
        unseen += [Unpaired(person, role, (Reason(UNSEEN, len(others)),)) for person in left]
    some = replace(outcome, without_mentor=seen["mentee"], without_mentee=seen["mentor"])
    return some, unseen


def _first_ones(
    everybody: Sequence[Participant],
    places: Iterable[int],
    about: str | None,
    most: int,
) -> list[Participant]:
    """At most ``most`` of these, by id: who has waited longest, then the smaller ids."""
    mine = [everybody[place] for place in places]
    ranked = sorted(mine, key=lambda p: (p.id != about, -p.waited, p.id))
    return sorted(ranked[:most], key=lambda p: p.id)


def _ways(people: People, outcome: Outcome, settled: tuple[Problem, Arcs] | None) -> Ways:
    unserved = np.array(outcome.without_mentor, dtype=np.int64)
    if settled is not None and len(people.mentees) * len(people.mentors) <= MOST_PAIRS:
        return best_ways(*settled, unserved)
    return ways_without_moves(np.array(outcome.seats), len(people.mentees), unserved)


def _look_at_all(
    scene: Scene, outcome: Outcome, new: dict[str, Recruits], explored: set[tuple[str, str]]
) -> tuple[list[Unpaired], list[Remedy]]:
    """Everybody who is looked at, and what is worth telling about the whole."""
    unpaired: list[Unpaired] = []
    best: list[Remedy] = []
    before: dict[str, Prospects] = {}
    for look in looks(scene.people, outcome):
        if look.role not in before:
            before[look.role] = prospects(scene, look)
        remedies: tuple[Remedy, ...] = ()
        if (look.role, look.person.id) in explored:
            near = near_misses(look, before[look.role])
            fitting = list(_of_one(scene, look, before[look.role], near))
            best += fitting
            # Of a recruit much is unknown, so people who are there come first.
            recruited = sorted(new[look.role].for_one(look.person.id), key=_rank)
            remedies = (*sorted(fitting, key=_rank), *recruited)[:MOST_FOR_ONE]
        taken = look.taken(outcome.partners)
        unpaired.append(Unpaired(look.person.id, look.role, look.reasons(), taken, remedies))
    return unpaired, best


def _for_the_whole(scene: Scene, best: Iterable[Remedy]) -> Iterator[Remedy]:
    """What serves one person and is worth telling about the whole.

    A seat goes to whoever has waited longest, and best ways say more of it where there are any.
    """
    waited = {person.id: person.waited for person in scene.people.mentees}
    seats: dict[str, Remedy] = {}
    for remedy in best:
        mentor = remedy.mentor or ""
        if remedy.kind != "seat":
            yield remedy
        elif scene.ways.seat[scene.people.column_of[mentor]] < REACHED:
            held = seats.setdefault(mentor, remedy)
            rank, other = (
                (-waited[each.mentee or ""], -each.total, each.mentee or "")
                for each in (remedy, held)
            )
            if rank < other:
                seats[mentor] = remedy
    yield from seats.values()


def _of_one(scene: Scene, look: Look, before: Prospects, near: Numbers) -> Iterator[Remedy]:
    yield from fitting_remedies(scene, look, before, near)
    yield from window_remedies(scene, look, before, near)


def _rank(remedy: Remedy) -> tuple[object, ...]:
    """The most served first, then the most points, then what is less to do, then ids."""
    return (
        -remedy.served,
        -remedy.total,
        KINDS.index(remedy.kind),
        remedy.mentor or "",
        remedy.mentee or "",
        remedy.role or "",
        remedy.topic or "",
        remedy.rule or "",
        remedy.person or "",
    )


def _best_of_all(remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    """The most valuable changes, each once, a few of each kind.

    Those come first that serve people who are there; new mentees only give mentors something to do.
    """
    found: dict[tuple[object, ...], Remedy] = {}
    for remedy in sorted(remedies, key=lambda each: (brings_a_mentee(each), *_rank(each))):
        found.setdefault(_change(remedy), remedy)
    left = dict.fromkeys((kind for kind, *_ in found), MOST_OF_A_KIND)
    chosen = []
    for remedy in found.values():
        if left[remedy.kind]:
            left[remedy.kind] -= 1
            chosen.append(remedy)
    return tuple(chosen[:MOST_FOR_ALL])


def brings_a_mentee(remedy: Remedy) -> bool:
    """Whether those whom a remedy serves are not mentees yet."""
    asked = remedy.kind == "ask" and remedy.person == remedy.mentee
    return asked or (remedy.kind == "recruit" and remedy.role == "mentee")


def _change(remedy: Remedy) -> tuple[object, ...]:
    """What a remedy changes, whoever profits from it."""
    if remedy.kind in ("seat", "ask"):
        return remedy.kind, remedy.person, remedy.rule
    if remedy.kind == "recruit":
        return remedy.kind, remedy.role, remedy.topic
    return remedy.kind, remedy.rule, remedy.mentor, remedy.mentee, remedy.person
