"""What remedies are looked for in: the people, the best choice, and the ways through it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rmentor.model.pairing import Remedy, Shift
from rmentor.model.people import Participant
from rmentor.pairing.columns import People
from rmentor.pairing.problem import Numbers
from rmentor.pairing.remedies.residual import NOBODY, NOWHERE, REACHED, Step, Ways
from rmentor.pairing.why import Look, Truth

# Whoever has not said yes, or not been accepted yet, may be asked; a pause is a decision.
MAY_BE_ASKED = ("active", "applied")


@dataclass(frozen=True)
class Scene:
    """A choice of pairs that is the best.

    Attributes:
        people: Those who take part.
        ways: Through the choice.
        unserved: Ids of mentees without a mentor.
        idle: Ids of mentors without a mentee.
        giving: Ids of mentors who could give one more seat: who neither rest from teaching
            (capacity 0) nor have more mentees than seats already.
        partners: By (role, id), of those who have any.
    """

    people: People
    ways: Ways
    unserved: frozenset[str]
    idle: frozenset[str]
    giving: frozenset[str]
    partners: Mapping[tuple[str, str], tuple[str, ...]]

    def remedy(
        self, kind: str, total: int, couple: tuple[str, str], steps: Iterable[Step], **facts: Any
    ) -> Remedy:
        """A remedy that makes the pair ``couple``, (mentor, mentee), while others move."""
        mentor, mentee = couple
        shifts = tuple(map(self._shift, steps))
        learn = self.unserved & {mentee, *(each.mentee for each in shifts)}
        teach = self.idle & {mentor, *(each.joins for each in shifts if each.joins)}
        return Remedy(
            kind,
            served=1,
            total=total,
            mentor=mentor,
            mentee=mentee,
            people=tuple(sorted(learn | teach)),
            shifts=shifts,
            **facts,
        )

    def _shift(self, step: Step) -> Shift:
        mentors = self.people.mentors
        return Shift(
            self.people.mentees[step.mentee].id,
            mentors[step.leaves].id if step.leaves != NOBODY else None,
            mentors[step.joins].id if step.joins != NOBODY else None,
        )


@dataclass(frozen=True)
class Prospects:
    """What a pair with each of the others would bring beside its score.

    Attributes:
        gains: Points that making room for the pair adds, ``NOWHERE`` where there is none.
        reached: Where there is room.
        giving: Who could give one more seat.
        levels: By topic that the others offer, if they teach, or else want: their levels in it.
        named: Where each of these topics is offered or wanted.
    """

    gains: Numbers
    reached: Truth
    giving: Truth
    levels: Mapping[str, Numbers]
    named: Mapping[str, Truth]


def prospects(scene: Scene, look: Look) -> Prospects:
    """What the others of a look bring; the same for all looks of one role."""
    if look.role == "mentee":
        room = _known(scene.people.column_of, scene.ways.room)
        gains = [room.get(p.id, _asked(scene, p, "mentor")) for p in look.others]
        topics = [person.offers for person in look.others]
    else:
        moving = _known(scene.people.row_of, scene.ways.moving)
        gains = [moving.get(p.id, _asked(scene, p, "mentee")) for p in look.others]
        topics = [person.wants for person in look.others]
    known = sorted({topic for each in topics for topic in each})
    levels = {topic: np.zeros(len(look.others), dtype=np.int64) for topic in known}
    named = {topic: np.zeros(len(look.others), dtype=bool) for topic in known}
    for place, (person, each) in enumerate(zip(look.others, topics, strict=True)):
        for topic in each:
            named[topic][place] = True
            levels[topic][place] = (
                person.offers[topic] if look.role == "mentee" else person.level(topic)
            )
    giving = np.array([person.id in scene.giving for person in look.others], dtype=bool)
    worth = np.array(gains, dtype=np.int64)
    return Prospects(worth, worth > REACHED, giving, levels, named)


def _known(place_of: Mapping[str, int], figures: Numbers) -> dict[str, int]:
    """Figures by id."""
    listed = figures.tolist()
    return {person: listed[place] for person, place in place_of.items()}


def _asked(scene: Scene, person: Participant, role: str) -> int:
    """Gain of somebody who could be asked to come over to this side."""
    may = person.status in MAY_BE_ASKED and (role, person.id) not in scene.partners
    return 0 if may and (person.capacity or role == "mentee") else NOWHERE
