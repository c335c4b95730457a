"""Who joined, left, paused or changed."""

from __future__ import annotations

from collections.abc import Iterator

from rmentor.folder.documents import person_document
from rmentor.history.differences import Difference, Field, differing
from rmentor.model.people import Participant
from rmentor.model.program import Program

# Whom somebody would rather avoid or have, what was noted after an interview, how to reach people and
# when they are away: named as changed, never told.
PRIVATE = frozenset(("email", "avoid", "prefer", "drive", "away", "back", "status_since"))
_USUAL = {"volunteer": False, "status": "active", "waited": 0, "mode": "either", "capacity": 1}
_BECAME = {"left": "left", "paused": "paused", "applied": "applied", "active": "active"}


def people_differences(before: Program, after: Program) -> Iterator[Difference]:
    """Everybody who is not as they were, by id."""
    old, new = before.people(), after.people()
    for who in sorted(old.keys() | new.keys()):
        if who not in old:
            person = new[who]
            kind = "joined" if person.status == "active" else _BECAME[person.status]
            yield Difference("people", kind, who, person.name, (Field("role", None, person.role),))
        elif who not in new:
            yield Difference("people", "removed", who, old[who].name)
        elif old[who] != new[who]:
            yield from _changed(before, old[who], after, new[who])


def _changed(
    before: Program, old: Participant, after: Program, new: Participant
) -> Iterator[Difference]:
    # Country and time zone that only follow the program's own are no change of the person's.
    fields = differing(
        person_document(old, before), person_document(new, after), private=PRIVATE, usual=_USUAL
    )
    kind = "changed"
    if old.status != new.status:
        kind = _BECAME[new.status]
        fields = tuple(each for each in fields if each.name not in ("status", "status_since"))
    if fields or kind != "changed":
        yield Difference("people", kind, new.id, new.name, fields)
