"""Wholes by trying out all of them: what a program comes to, with and without some of its pairs.

Built on the contract as ``oracle.py`` reads it; nothing here comes from ``rmentor.pairing``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.program import Program, Rules
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle

Couple = tuple[str, str]  # mentor, mentee


@dataclass(frozen=True)
class Whole:
    """Everything that a whole is compared by."""

    couples: frozenset[Couple]
    served: frozenset[str]
    waited: int
    lowest: int
    points: int


class Choices(oracle.Choices):
    """The same choices, gone through mentee by mentee: far fewer than all sets of couples."""

    def all(self) -> Iterator[tuple[Couple, ...]]:
        """Every set of couples that the seats allow."""
        options = [
            [
                some
                for size in range(wanted + 1)
                for some in combinations([c for c in sorted(self.worth) if c[1] == mentee], size)
            ]
            for mentee, wanted in sorted(self.wanted.items())
        ]
        for chosen in product(*options):
            couples = tuple(couple for some in chosen for couple in some)
            if all(
                sum(mentor == m for m, _ in couples) <= seats
                for mentor, seats in self.seats.items()
            ):
                yield couples


def choices_of(program: Program, *, anew: bool = False, keep: int = 0) -> Choices:
    """What a run of ``pair`` may choose from."""
    return Choices(**vars(oracle.choices_of(program, anew=anew, keep=keep)))


def whole(
    program: Program, *, anew: bool = False, keep: int = 0, existing: Collection[Couple] = ()
) -> Whole:
    """The best whole; couples that are ``existing`` have ``keep`` points more, also when they stay."""
    people = {person.id: person for person in program.participants}
    choices = choices_of(program, anew=anew, keep=keep)
    kept = {
        (pair.mentor, pair.mentees[0])
        for pair in program.pairs
        if pair.status in ("active", "paused")
        and not (anew and pair.status == "active" and not pair.locked)
    }
    points = {
        (mentor, mentee): oracle.score(program, people[mentor], people[mentee])
        + (keep if (mentor, mentee) in existing else 0)
        for mentor, mentee in kept
    }
    points |= {couple: choices.worth[couple] for couple in choices.best()}
    served = frozenset(
        mentee
        for _, mentee in points
        if people[mentee].volunteer
        and people[mentee].status == "active"
        and people[mentee].role != "mentor"
    )
    return Whole(
        frozenset(points),
        served,
        sum(people[mentee].waited for mentee in served),
        min(points.values(), default=0),
        sum(points.values()),
    )


def loss(program: Program, best: Whole, other: Whole) -> tuple[object, ...]:
    """Served, waited, lowest where it counts, points, and who is alone for it."""
    served, waited = len(best.served) - len(other.served), best.waited - other.waited
    lowest = best.lowest - other.lowest if program.aim == "fair" else 0
    alone = sorted(best.served - other.served) if (served, waited) > (0, 0) else []
    return served, waited, lowest, best.points - other.points, tuple(alone)


def forced(
    program: Program, couple: Couple, *, anew: bool = False, instead: str | None = None
) -> Program | None:
    """The program with a couple locked together, and what is in its way opened; None if it is full."""
    capacity = {person.id: person.capacity for person in program.participants}
    kept = [
        pair
        for pair in program.pairs
        if pair.status in ("active", "paused")
        and not (anew and pair.status == "active" and not pair.locked)
    ]
    gone: list[Pair] = []
    for most, mine in (
        (capacity[couple[0]], [pair for pair in kept if pair.mentor == couple[0]]),
        (program.rules.mentors_per_mentee, [p for p in kept if p.mentees[0] == couple[1]]),
    ):
        if len(mine) < most:
            continue
        giving = [p for p in mine if (p.status == "active" and not p.locked) or p.id == instead]
        if len(mine) - len(giving) >= most:
            return None
        gone += giving
    left = [
        pair
        for pair in program.pairs
        if pair not in gone
        and not ((pair.mentor, pair.mentees[0]) == couple and pair.status == "active")
    ]
    locked = Pair("forced", couple[0], (couple[1],), locked=True)
    return replace(program, pairs=(*left, locked))


@st.composite
def crowds(draw: st.DrawFn, mentors: int = 4, mentees: int = 4) -> Program:
    """Few people who nearly all fit, so that who gets whom is a matter of points and places."""
    most = draw(st.sampled_from([1, 1, 1, 2]))
    teaching = [f"m{number}" for number in range(draw(st.integers(1, mentors)))]
    learning = [f"e{number}" for number in range(draw(st.integers(1, mentees)))]

    def some(names: list[str]) -> tuple[str, ...]:
        return tuple(sorted(draw(st.lists(st.sampled_from(names), unique=True, max_size=2))))

    people = [
        a_mentor(
            name,
            offers={"linkedin": draw(st.integers(3, 5)), "seo": draw(st.integers(2, 5))},
            capacity=draw(st.sampled_from([1, 1, 2])),
            prefer=some(learning),
            drive=draw(st.integers(1, 5)),
        )
        for name in teaching
    ] + [
        a_mentee(
            name,
            wants=draw(st.sampled_from([{"linkedin": 2}, {"seo": 1}, {"linkedin": 1, "seo": 3}])),
            waited=draw(st.sampled_from([0, 0, 0, 1, 2])),
            avoid=some(teaching)[:1],
            prefer=some(teaching),
            drive=draw(st.integers(1, 5)),
        )
        for name in learning
    ]
    couples = draw(
        st.lists(st.sampled_from([*product(teaching, learning)]), unique=True, max_size=3)
    )
    states = st.sampled_from(["active", "active", "active", "paused", "ended"])
    pairs = tuple(
        Pair(
            f"{mentor}--{mentee}",
            mentor,
            (mentee,),
            status=draw(states),
            locked=draw(st.booleans()),
        )
        for mentor, mentee in sorted(couples)
    )
    return a_program(
        *people,
        pairs=pairs,
        aim=draw(st.sampled_from(["total", "fair"])),
        rules=Rules(mentors_per_mentee=most),
    )
