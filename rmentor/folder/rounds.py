"""What a new round changes in the participants' files."""

from __future__ import annotations

from collections.abc import Mapping

from rmentor.changes import Change, Put
from rmentor.model.program import Program
from rmentor.model.rounds import next_round


def waiting_changes(program: Program, homes: Mapping[str, str]) -> list[Change]:
    """Changes of ``waited`` with which the program's next round begins, by file, then by person.

    Args:
        program: As it stands at the end of a round; ``next_round`` is what it then becomes.
        homes: File of each participant, as ``load`` found it.
    """
    return changes_of_waited(program, next_round(program), homes)


def changes_of_waited(before: Program, after: Program, homes: Mapping[str, str]) -> list[Change]:
    """Changes from one ``waited`` to the other, for those of ``after`` in whom it differs."""
    known = before.people()
    differ = [person for person in after.participants if known[person.id].waited != person.waited]
    return [
        Put(homes[person.id], ("participants", person.id, "waited"), person.waited)
        for person in sorted(differ, key=lambda each: (homes[each.id], each.id))
    ]
