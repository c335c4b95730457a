"""Remedies for one unpaired person among the people of the program: rules, seats, who may be asked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rmentor.model.pairing import Remedy
from rmentor.pairing.problem import Numbers
from rmentor.pairing.remedies.residual import REACHED
from rmentor.pairing.remedies.scene import Prospects, Scene
from rmentor.pairing.why import ORDER, PLACE, TAKEN, Look

# Rules that a lead may set aside for two people. Never whether somebody takes part (they can be
# asked), nor what they would rather not; a common window can be added, see ``windows.py``.
MAY_BE_SET_ASIDE = ("seniority", "line", "topic", "language", "place", "department", "score")
MAY_BE_ASKED_FOR = ("volunteer", "role")


def near_misses(look: Look, before: Prospects) -> Numbers:
    """Others whom one rule alone keeps away, with whom the pair would serve somebody more."""
    return np.flatnonzero((look.fails == 1) & before.reached)


def fitting_remedies(
    scene: Scene, look: Look, before: Prospects, near: Numbers
) -> Iterator[Remedy]:
    """The best pair for each rule that may be set aside or asked for, and the best seat."""
    worth = look.scores[near] + before.gains[near]
    for place in np.unique(look.first[near]).tolist():
        rule = ORDER[place]
        if rule not in MAY_BE_SET_ASIDE and rule not in MAY_BE_ASKED_FOR:
            continue
        chosen = np.flatnonzero(look.first[near] == place)
        if rule == "topic":
            chosen = chosen[_could_teach(look, before, near[chosen])]
        if len(chosen):
            best = int(chosen[np.argmax(worth[chosen])])
            yield _pair_made(scene, look, int(near[best]), int(worth[best]), rule)
    if look.role == "mentee":
        yield from _seat(scene, look, before)


def _could_teach(look: Look, before: Prospects, others: Numbers) -> Numbers:
    """Places of those where the one who teaches is ahead in a wanted topic, if by less than asked."""
    ahead = np.zeros(len(others), dtype=bool)
    if look.role == "mentee":
        for topic in look.person.wants:
            if topic in before.levels:
                ahead |= before.levels[topic][others] > look.person.level(topic)
    else:
        for topic, level in look.person.offers.items():
            if topic in before.levels:
                wanted = before.named[topic][others]
                ahead |= wanted & (before.levels[topic][others] < level)
    return np.flatnonzero(ahead)


def _pair_made(scene: Scene, look: Look, other: int, total: int, rule: str) -> Remedy:
    person, partner = look.person.id, look.others[other].id
    people, ways = scene.people, scene.ways
    asked = rule in MAY_BE_ASKED_FOR
    kind = "ask" if asked else "rule"
    up_to = partner if asked else None
    if look.role == "mentee":
        known = partner in people.column_of
        steps = ways.steps_to_room(people.column_of[partner]) if known else ()
        return scene.remedy(kind, total, (partner, person), steps, rule=rule, person=up_to)
    known = partner in people.row_of
    column = people.column_of[person]
    steps = ways.steps_from(people.row_of[partner], column) if known else ()
    return scene.remedy(kind, total, (person, partner), steps, rule=rule, person=up_to)


def _seat(scene: Scene, look: Look, before: Prospects) -> Iterator[Remedy]:
    """One more seat for this person, beside those who are there: nobody has to move."""
    fits = np.flatnonzero((look.first == PLACE[TAKEN]) & before.giving)
    if len(fits):
        best = int(fits[np.argmax(look.scores[fits])])
        mentor = look.others[best].id
        couple = mentor, look.person.id
        yield scene.remedy("seat", int(look.scores[best]), couple, (), person=mentor)


def best_seats(scene: Scene, most: int) -> Iterator[Remedy]:
    """The mentors one more seat of whom is worth most to the whole, with who comes in and who moves."""
    people, seat = scene.people, scene.ways.seat
    able = np.array([person.id in scene.giving for person in people.mentors], dtype=bool)
    giving = np.flatnonzero((seat > REACHED) & able)
    for column in giving[np.argsort(-seat[giving], kind="stable")][:most].tolist():
        row = scene.ways.takes_seat(column)
        mentor = people.mentors[column].id
        steps = scene.ways.steps_from(row, column)
        couple = mentor, people.mentees[row].id
        yield scene.remedy("seat", int(seat[column]), couple, steps, person=mentor)
