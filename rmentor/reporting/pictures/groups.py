"""Groups of people by what they state, few enough to be drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rmentor.language.catalogue import Language
from rmentor.pairing.words import read_alike

# Groups that are told apart: the largest.
MOST_GROUPS = 10
Stated = str | int | None


def alike(stated: Stated) -> Stated:
    """What stands for every spelling that reads alike; None where nothing is stated."""
    return (read_alike(stated) or None) if isinstance(stated, str) else stated


class Groups:
    """The largest groups by name, the others together, those who state nothing last.

    Attributes:
        names: Of the groups.
        places: Which of them each person is in.
    """

    def __init__(self, stated: Sequence[Stated], language: Language) -> None:
        """Group people by what each states; spellings that read alike are one group."""
        read = [alike(each) for each in stated]
        sizes = Counter(read)
        spelt: dict[Stated, Stated] = {}
        for each in sorted((each for each in stated if alike(each) is not None), key=str):
            spelt.setdefault(alike(each), each)
        by_size = sorted(spelt, key=lambda each: (-sizes[each], str(each)))
        chosen, rest = sorted(by_size[:MOST_GROUPS], key=_in_order), by_size[MOST_GROUPS:]
        names = [str(spelt[each]) for each in chosen]
        known = {each: place for place, each in enumerate(chosen)}
        if rest:
            known |= dict.fromkeys(rest, len(names))
            names.append(language.text("others (%(n)d)", n=len(rest)))
        if sizes[None]:
            known[None] = len(names)
            names.append(language.text("not stated"))
        self.names = tuple(names)
        self.places = tuple(known[each] for each in read)


def _in_order(stated: Stated) -> tuple[int, str]:
    return (stated, "") if isinstance(stated, int) else (0, str(stated).casefold())
