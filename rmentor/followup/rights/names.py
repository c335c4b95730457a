"""By which names files know somebody, and the new ones that pairs get when one of them is forgotten."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Contact, Program

# Id of somebody who was forgotten: a number that says nothing, in the order in which people asked.
_ALIAS = "forgotten-"
_BETWEEN = "--"
# Shorter words of a name are initials, or words of a language.
SHORTEST_WORD = 3
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Alias:
    """Who stands in the place of somebody who was forgotten.

    Attributes:
        id: Such as ``forgotten-1``.
        name: The same for people to read.
    """

    id: str
    name: str


def next_alias(program: Program) -> str:
    """Id of the next person to be forgotten: the first that no person and no pair has."""
    taken = {person.id for person in program.participants}
    taken |= {token for pair in program.pairs for token in pair.id.split(_BETWEEN)}
    number = 1
    while f"{_ALIAS}{number}" in taken:
        number += 1
    return f"{_ALIAS}{number}"


def pairs_of(program: Program, who: str) -> tuple[Pair, ...]:
    """Pairs in which somebody is or was."""
    return tuple(pair for pair in program.pairs if is_in(pair, who))


def is_in(pair: Pair, who: str) -> bool:
    """Whether somebody is in a pair, or has left it while it went on."""
    return who in pair.people or any(each.who == who for each in pair.former)


def words_of(name: str) -> tuple[str, ...]:
    """Words of a name by which somebody may be known, as they are written."""
    return tuple(word for word in _WORD.findall(name) if len(word) >= SHORTEST_WORD)


def plain(text: str) -> str:
    """Text in small letters without accents, single spaces between its words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(kept.split())


def new_pair_ids(program: Program, person: Participant, alias: str | None) -> Mapping[str, str]:
    """New ids of the pairs whose ids name somebody, by the old ones.

    ``MENTOR--MENTEE`` gets the alias in its place, or, without one, somebody who is left. An id that
    somebody made up and that has a word of the name in it is made anew, of the mentor's and the first
    mentee's ids.
    """
    taken = {pair.id for pair in program.pairs} | {each.id for each in program.participants}
    words = {plain(word) for word in (*words_of(person.name), person.id)}
    found: dict[str, str] = {}
    for pair in program.pairs:
        instead = alias or _who_is_left(pair, person.id)
        tokens = pair.id.split(_BETWEEN)
        if person.id in tokens:
            tokens = [instead if token == person.id else token for token in tokens]
        elif is_in(pair, person.id) and words & _pieces(pair, person.id):
            ends = (pair.mentor, pair.mentees[0])
            tokens = [instead if who == person.id else who for who in ends]
        made = new = _BETWEEN.join(tokens)
        if made == pair.id:
            continue
        number = 2
        while new in taken:
            new, number = f"{made}-{number}", number + 1
        taken.add(new)
        found[pair.id] = new
    return found


def _who_is_left(pair: Pair, who: str) -> str:
    """Whose id stands where the one of somebody who is gone stood: of the same side, where one is left."""
    mentors = [each for each in pair.mentors if each != who]
    mentees = [each for each in pair.mentees if each != who]
    same, others = (mentors, mentees) if who == pair.mentor else (mentees, mentors)
    return (same or others or ["pair"])[0]


def _pieces(pair: Pair, who: str) -> set[str]:
    """Words of a pair's id that are in no id of its other people."""
    others = {piece for each in pair.people if each != who for piece in each.split("-")}
    return set(pair.id.split("-")) - others


def is_them(contact: Contact, person: Participant) -> bool:
    """Whether a contact of the program is a participant: by e-mail, else by the whole name."""
    if contact.email and person.email:
        return contact.email.casefold() == person.email.casefold()
    return contact.name is not None and plain(contact.name) == plain(person.name)
