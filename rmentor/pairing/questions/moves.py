"""What a pairing changes for people: + made, - over, ~ a mentee who moves to another mentor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.pairing.case import Case, Setting, setting_of
from rmentor.pairing.criteria import score_of

MADE, OVER, MOVES = "+", "-", "~"
MENTOR, MENTEE = "mentor", "mentee"

Couple = tuple[str, str]
Person = tuple[str, str]  # id and role


@dataclass(frozen=True, slots=True)
class Partner:
    """A mentor whom a mentee gets or loses.

    Attributes:
        pair: Id of the pair.
        mentor: Id of the mentor.
        score: Of the two, 0 to 10000, as the program scores them that the moves were asked of.
    """

    pair: str
    mentor: str
    score: int


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee whose mentors change. Both lists are sorted by mentor."""

    mentee: str
    lost: tuple[Partner, ...]
    gained: tuple[Partner, ...]

    @property
    def mark(self) -> str:
        """``~`` from one mentor to another, ``-`` to nobody, ``+`` one who is new."""
        if self.lost and self.gained:
            return MOVES
        return OVER if self.lost else MADE


@dataclass(frozen=True, slots=True)
class Moves:
    """All that changes from some pairs to others.

    Attributes:
        changes: By mentee.
        unchanged: Mentors and mentees who stay together, counted as pairs of two.
        paired: People who had no partner in a role and now have one, as (id, role), sorted.
        alone: People who had one and now have none, likewise.
    """

    changes: tuple[Move, ...]
    unchanged: int
    paired: tuple[Person, ...]
    alone: tuple[Person, ...]

    @property
    def moved(self) -> int:
        """People moved: mentees who lose a mentor whom they have."""
        return sum(bool(each.lost) for each in self.changes)

    @property
    def made(self) -> int:
        """Pairs of two that are new."""
        return sum(len(each.gained) for each in self.changes)

    @property
    def over(self) -> int:
        """Pairs of two that do not go on."""
        return sum(len(each.lost) for each in self.changes)


def moves(program: Program, pairing: Pairing) -> Moves:
    """What a pairing changes in the current pairs of pairs.yaml."""
    before = [each for each in program.pairs if each.is_current]
    return moves_between(program, before, [each.pair for each in pairing.pairs])


def moves_between(program: Program, before: Iterable[Pair], after: Iterable[Pair]) -> Moves:
    """What changes from some current pairs to others, scored as ``program`` scores."""
    old, new = _pair_ids(before), _pair_ids(after)
    setting = setting_of(program)
    lost = _partners(setting, {couple: old[couple] for couple in old.keys() - new.keys()})
    gained = _partners(setting, {couple: new[couple] for couple in new.keys() - old.keys()})
    had, have = _people(old), _people(new)
    return Moves(
        changes=tuple(
            Move(mentee, tuple(lost.get(mentee, ())), tuple(gained.get(mentee, ())))
            for mentee in sorted(lost.keys() | gained.keys())
        ),
        unchanged=len(old.keys() & new.keys()),
        paired=tuple(sorted(have - had)),
        alone=tuple(sorted(had - have)),
    )


def _pair_ids(pairs: Iterable[Pair]) -> dict[Couple, str]:
    """Id of the pair, or group, that each mentor and mentee are in together."""
    return {(pair.mentor, mentee): pair.id for pair in pairs for mentee in pair.mentees}


def _people(couples: Iterable[Couple]) -> set[Person]:
    return {person for mentor, mentee in couples for person in ((mentor, MENTOR), (mentee, MENTEE))}


def _partners(setting: Setting, ids: dict[Couple, str]) -> dict[str, list[Partner]]:
    found: dict[str, list[Partner]] = {}
    people = setting.people
    for (mentor, mentee), name in sorted(ids.items()):
        score = score_of(Case(setting, people[mentor], people[mentee]))
        found.setdefault(mentee, []).append(Partner(name, mentor, score))
    return found


def moves_json(found: Moves) -> dict[str, Any]:
    """Moves as JSON values, lists sorted by id."""

    def partners(some: Iterable[Partner]) -> list[dict[str, Any]]:
        return [{"pair": p.pair, "mentor": p.mentor, "score": p.score} for p in some]

    def people(some: Iterable[Person]) -> list[dict[str, str]]:
        return [{"id": person, "role": role} for person, role in some]

    return {
        "changes": [
            {
                "mentee": each.mentee,
                "mark": each.mark,
                "lost": partners(each.lost),
                "gained": partners(each.gained),
            }
            for each in found.changes
        ],
        "unchanged": found.unchanged,
        "made": found.made,
        "over": found.over,
        "moved": found.moved,
        "paired": people(found.paired),
        "alone": people(found.alone),
    }
