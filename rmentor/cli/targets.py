"""Find the person, or the pair, that somebody means by a part of a name."""

from __future__ import annotations

from rmentor.cli.speech import language, say
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program

_MOST_NAMED = 4


def which_person(program: Program, typed: str) -> Participant:
    """Participant with that id, else the only one in whose id or name all words typed occur.

    Raises:
        UnknownName: There is none; says who was probably meant.
        Wrong: More than one fits.
    """
    from rmentor.cli.names import find_person
    from rmentor.errors import Wrong

    found = _people(program, typed)
    if not found:
        return find_person(program, typed)
    if len(found) > 1:
        names = language().few([person.id for person in found], _MOST_NAMED)
        raise Wrong(
            what=say(
                "“%(typed)s” fits several people; say who: %(names)s", typed=typed, names=names
            )
        )
    return found[0]


def which_target(program: Program, typed: str) -> Pair | Participant:
    """Person or pair: a person where the words fit one, a pair where they fit nobody.

    Raises:
        UnknownName: There is neither; says which was probably meant.
        Wrong: More than one fits.
    """
    from rmentor.cli.which import which_pair

    if any(pair.id == typed for pair in program.pairs) or not _people(program, typed):
        return which_pair(program, typed)
    return which_person(program, typed)


def _people(program: Program, typed: str) -> list[Participant]:
    from rmentor.folder.closest import folded

    wanted = [folded(word) for word in typed.split()]
    found = []
    for person in program.participants:
        if person.id == typed:
            return [person]
        text = f"{person.id} {folded(person.name)}"
        if wanted and all(word in text for word in wanted):
            found.append(person)
    named = [person for person in found if folded(person.name) == folded(typed)]
    return named if len(named) == 1 else found
