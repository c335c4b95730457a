"""Find people and pairs by what somebody typed: an id, a name, or a slip of either."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from rmentor.cli.speech import say
from rmentor.errors import UnknownName
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program


def find_person(program: Program, typed: str) -> Participant:
    """Participant with that id, or with that very name if only one has it.

    Raises:
        UnknownName: There is none; says who was probably meant.
    """
    people = program.people()
    if typed in people:
        return people[typed]
    named = [p for p in program.participants if is_name(typed, p)]
    if len(named) == 1:
        return named[0]
    ids = {**{p.name.casefold(): p.id for p in program.participants}, **{i: i for i in people}}
    raise UnknownName(kind=say("participant"), name=typed, hint=_hint(typed, ids))


def is_name(typed: str, person: Participant) -> bool:
    """Whether that is a participant's name, in capitals or not and however its accents are coded."""
    one, other = (unicodedata.normalize("NFC", text).casefold() for text in (typed, person.name))
    return one == other


def find_pair(program: Program, typed: str) -> Pair:
    """Pair with that id.

    Raises:
        UnknownName: There is none; says which was probably meant.
    """
    for pair in program.pairs:
        if pair.id == typed:
            return pair
    people = program.people()
    ids: dict[str, str] = {}
    for pair in program.pairs:
        names = [people[who].name for who in pair.people if who in people]
        first = [name.partition(" ")[0] for name in names]
        for word in (pair.id, *pair.people, *names, *first):
            ids.setdefault(word.casefold(), pair.id)
    raise UnknownName(kind=say("pair"), name=typed, hint=_hint(typed, ids))


def find_topic(program: Program, typed: str) -> str:
    """Id of the topic with that id or, in either language, that title.

    Raises:
        UnknownName: There is none; says which was probably meant.
    """
    from rmentor.folder.closest import folded, nearest

    wanted = folded(typed)
    titles = {
        title: each.id
        for each in program.topics.values()
        for title in (each.title.fr, each.title.en)
    }
    by_title = {folded(title): topic for title, topic in titles.items()}
    if wanted in program.topics or wanted in by_title:
        return wanted if wanted in program.topics else by_title[wanted]
    close = nearest(typed, tuple(program.topics), titles)
    hint = say("Did you mean %(names)s?", names=close) if close else ""
    raise UnknownName(kind=say("topic"), name=typed, hint=hint)


def _hint(typed: str, ids: Mapping[str, str]) -> str:
    import difflib

    close: Iterable[str] = difflib.get_close_matches(typed.casefold(), list(ids), n=3, cutoff=0.6)
    found = list(dict.fromkeys(ids[word] for word in close))
    return say("Did you mean %(names)s?", names=", ".join(found)) if found else ""
