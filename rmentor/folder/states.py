"""States of people and pairs to the fewest changes of their files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rmentor.changes import Change, Drop, Put
from rmentor.folder.dump import pairs_changes
from rmentor.model.program import Program

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

_OWN = ("status", "status_since", "back")


def state_changes(
    program: Program, sources: Sources, homes: Mapping[str, str], after: Program
) -> list[Change]:
    """Changes that give people and pairs the states that they have in ``after``.

    Args:
        program: As the folder says it.
        sources: What was read from it.
        homes: File of each participant, as ``load`` found it.
        after: The same people and pairs in other states.
    """
    before = program.people()
    differ = [person for person in after.participants if before[person.id] != person]
    changes: list[Change] = []
    for person in sorted(differ, key=lambda each: (homes[each.id], each.id)):
        for name in _OWN:
            old, new = getattr(before[person.id], name), getattr(person, name)
            keys = ("participants", person.id, name)
            if new is None and old is not None:
                changes.append(Drop(homes[person.id], keys))
            elif new != old:
                changes.append(Put(homes[person.id], keys, new))
    return [*changes, *pairs_changes(program, sources, after.pairs)]
