"""Find the pair that somebody means by a part of its id or of its people's names."""

from __future__ import annotations

from rmentor.cli.names import find_pair
from rmentor.cli.speech import language, say
from rmentor.errors import Wrong
from rmentor.model.pairs import Pair
from rmentor.model.program import Program

_MOST_NAMED = 4


def which_pair(program: Program, typed: str) -> Pair:
    """Pair with that id, else the only one in whose id or people's names all words typed occur.

    Accents and capitals do not matter. Where several fit, the only one of them that goes on is meant.

    Raises:
        UnknownName: There is none; says which was probably meant.
        Wrong: More than one fits.
    """
    from rmentor.folder.closest import folded

    people = program.people()
    wanted = [folded(word) for word in typed.replace("·", " ").split()]
    found = []
    for pair in program.pairs:
        if pair.id == typed:
            return pair
        names = [people[each].name for each in pair.people if each in people]
        text = folded(" ".join((pair.id, *names)))
        if wanted and all(word in text for word in wanted):
            found.append(pair)
    going_on = [pair for pair in found if pair.is_current]
    if len(found) == 1 or len(going_on) == 1:
        return (going_on or found)[0]
    if not found:
        return find_pair(program, typed)
    ids = language().few([pair.id for pair in going_on or found], _MOST_NAMED)
    raise Wrong(
        what=say("“%(typed)s” fits several pairs; say which: %(names)s", typed=typed, names=ids)
    )
