"""Which pairs stay, which are up for choice again, and what pairs.yaml holds afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from rmentor.model.pairs import Pair
from rmentor.model.program import Program

REMATCH, ANEW = "rematch", "anew"
LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Stand:
    """Pairs before the choice.

    Attributes:
        kept: Current pairs that stay: constants of the choice, with their seats.
        open: Current pairs that may be chosen again or not.
        over: Pairs that have ended or are completed, and do not come back.
    """

    kept: tuple[Pair, ...]
    open: tuple[Pair, ...]
    over: tuple[Pair, ...]

    def mentees_of_mentors(self) -> Counter[str]:
        """How many mentees each mentor has among the pairs that stay."""
        return Counter(pair.mentor for pair in self.kept for _ in pair.mentees)

    def mentors_of_mentees(self) -> Counter[str]:
        """How many mentors each mentee has among the pairs that stay."""
        return Counter(mentee for pair in self.kept for mentee in pair.mentees)

    def not_again(self) -> set[tuple[str, str]]:
        """(mentor, mentee) that are paired already, or were and are over."""
        return couples((*self.kept, *self.over))


def stand_of(program: Program, *, anew: bool = False, rematch: str | None = None) -> Stand:
    """Sort a program's pairs.

    ``rematch`` ends the pair of that id. With ``anew``, active pairs are open unless they are locked;
    a paused pair stays, for its pause is an agreement, and so does a group, which only hands form.
    """
    kept, open_, over = [], [], []
    for pair in program.pairs:
        if pair.id == rematch and pair.is_current:
            over.append(replace(pair, status="ended", reason=REMATCH, locked=False))
        elif not pair.is_current:
            over.append(pair)
        elif anew and pair.status == "active" and not pair.locked and len(pair.mentees) == 1:
            open_.append(pair)
        else:
            kept.append(pair)
    return Stand(tuple(kept), tuple(open_), tuple(over))


def couples(pairs: Iterable[Pair]) -> set[tuple[str, str]]:
    """(mentor, mentee) of these pairs."""
    return {(pair.mentor, mentee) for pair in pairs for mentee in pair.mentees}


def ended_by_choice(program: Program, dropped: Iterable[Pair]) -> tuple[Pair, ...]:
    """Of the pairs that the choice did not take again, those that have met: they end, and stay on file.

    Pairs that never met leave nothing behind.
    """
    held = {session.pair for session in program.plan.sessions if session.state == "held"}
    return tuple(
        replace(pair, status="ended", reason=ANEW)
        for pair in dropped
        if pair.id in held or program.journal.get(pair.id)
    )


def new_ids(found: Iterable[tuple[str, str]], taken: Iterable[str]) -> dict[tuple[str, str], str]:
    """Id of each pair of (mentor, mentee), sorted, that no other pair has."""
    ids, named = set(taken), {}
    for mentor, mentee in sorted(found):
        named[mentor, mentee] = name = pair_id(mentor, mentee, ids)
        ids.add(name)
    return named


def pair_id(mentor: str, mentee: str, taken: Collection[str] = ()) -> str:
    """``MENTOR--MENTEE``; cut and marked with a digest where that is too long or taken.

    Ids may themselves contain ``--``, so two couples can come to the same name.
    """
    name = f"{mentor}--{mentee}"
    if len(name) <= LONGEST_ID and name not in taken:
        return name
    digest = sha256(f"{mentor}/{mentee}".encode()).hexdigest()[:8]
    room = (LONGEST_ID - len(digest) - 4) // 2
    return f"{mentor[:room].rstrip('-')}--{mentee[:room].rstrip('-')}--{digest}"
