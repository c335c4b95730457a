"""Which pairs stay, which are up for choice again, and what pairs.yaml holds afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from rmentor.model.pairs import Pair
from rmentor.model.program import Program

REMATCH, ANEW = "rematch", "anew"
LONGEST_ID = 64
# Points for a pair that stays, at most.
MOST_KEEP = 1_000_000


@dataclass(frozen=True, slots=True)
class Stand:
    """Pairs before the choice.

    Attributes:
        kept: Current pairs that stay: constants of the choice, with their seats.
        open: Current pairs that may be chosen again or not.
        over: Pairs that have ended or are completed.
        former: Of those, the ones whose people are not proposed to each other again.
    """

    kept: tuple[Pair, ...]
    open: tuple[Pair, ...]
    over: tuple[Pair, ...]
    former: tuple[Pair, ...]

    def mentees_of_mentors(self) -> Counter[str]:
        """How many mentees each mentor has among the pairs that stay."""
        return Counter(pair.mentor for pair in self.kept for _ in pair.mentees)

    def mentors_of_mentees(self) -> Counter[str]:
        """How many mentors each mentee has among the pairs that stay."""
        return Counter(mentee for pair in self.kept for mentee in pair.mentees)

    def not_again(self) -> set[tuple[str, str]]:
        """(mentor, mentee) that are paired already, or were and are not to be again."""
        apart = parted((*self.kept, *self.open, *self.former))
        return couples((*self.kept, *self.former)) | apart


def stand_of(
    program: Program,
    *,
    anew: bool = False,
    rematch: str | None = None,
    again: bool = False,
    on: date | None = None,
    groups: bool = False,
) -> Stand:
    """Sort a program's pairs.

    Where sessions are held in groups, groups are no business of one-to-one pairing: they are left out.

    Args:
        program: Its pairs, in any state.
        anew: Active pairs are open unless they are locked; a paused pair stays, for its pause is an
            agreement, and so does a group that hands formed in a program without groups.
        rematch: Id of a pair to end.
        again: Former pairs may be proposed again, but for the one that ``rematch`` ends.
        on: Last day of a pair that ends, where it is known.
        groups: Sort the groups instead, of a program that has some.
    """
    kept, open_, over = [], [], []
    forms_groups = program.framework.has_groups
    for pair in program.pairs:
        if forms_groups and pair.is_group != groups:
            continue
        if pair.id == rematch and pair.is_current:
            over.append(ended(pair, REMATCH, on))
        elif not pair.is_current:
            over.append(pair)
        elif (
            anew
            and pair.status == "active"
            and not pair.locked
            and (forms_groups or not pair.is_group)
        ):
            open_.append(pair)
        else:
            kept.append(pair)
    former = [pair for pair in over if not again or pair.id == rematch]
    return Stand(tuple(kept), tuple(open_), tuple(over), tuple(former))


def ended(pair: Pair, reason: str, on: date | None) -> Pair:
    """The pair, ended on the day ``on``, where it is known and the pair had begun by then."""
    begun = on is not None and (pair.since is None or pair.since <= on)
    until = on if begun else pair.until
    return replace(pair, status="ended", reason=reason, locked=False, until=until, back=None)


def couples(pairs: Iterable[Pair]) -> set[tuple[str, str]]:
    """(mentor, mentee) of these pairs."""
    return {
        (mentor, mentee) for pair in pairs for mentor in pair.mentors for mentee in pair.mentees
    }


def parted(pairs: Iterable[Pair]) -> set[tuple[str, str]]:
    """(mentor, mentee) of whom one has left a group that the other is or was in."""
    found = set()
    for pair in pairs:
        mentors = {*pair.mentors, *(each.who for each in pair.former if each.teaches)}
        mentees = {*pair.mentees, *(each.who for each in pair.former if not each.teaches)}
        gone = {each.who for each in pair.former}
        found |= {(one, other) for one in mentors for other in mentees if {one, other} & gone}
    return found


def ended_by_choice(
    program: Program, dropped: Iterable[Pair], on: date | None = None
) -> tuple[Pair, ...]:
    """Of the pairs that the choice did not take again, those that have met or have dates.

    They end, and stay on file: their journal, answers and the register need them, and their calendars
    must say that the sessions are off. Other pairs leave nothing behind.
    """
    plan = program.plan
    dated = {each.pair for each in plan.sessions} | {each.pair for each in plan.unplaced}
    dated |= {step.pair for step in program.register.steps if step.pair is not None}
    dated |= {each.pair for said in program.answers.values() for each in said if each.pair}
    return tuple(
        ended(pair, ANEW, on)
        for pair in dropped
        if pair.id in dated or program.journal.get(pair.id)
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
