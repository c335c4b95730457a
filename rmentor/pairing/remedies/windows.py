"""A weekly window that an unpaired person adds: as long as a session, inside one of somebody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from rmentor.model.pairing import Remedy
from rmentor.model.people import Participant
from rmentor.model.windows import DAY_MINUTES, Window, common, joined, shifted
from rmentor.pairing.case import Case, Setting
from rmentor.pairing.criteria import score_of
from rmentor.pairing.problem import Numbers
from rmentor.pairing.remedies.scene import Prospects, Scene
from rmentor.pairing.why import PLACE, Look

# Nobody is asked to come at night, wherever the other one lives.
MORNING, EVENING = 7 * 60, 21 * 60
# Partners, the best by score first, whose windows are looked at.
MOST_PARTNERS = 16


def window_remedies(scene: Scene, look: Look, before: Prospects, near: Numbers) -> Iterator[Remedy]:
    """The window that brings most, by day, at the beginning of one of a partner's windows.

    It may lie over windows that the person has: too short ones are drawn out by it.
    """
    worth = look.scores[near] + before.gains[near]
    timed = np.flatnonzero(look.first[near] == PLACE["time"])
    timed = timed[np.argsort(-worth[timed], kind="stable")][:MOST_PARTNERS]
    setting = scene.people.setting
    minutes = setting.program.framework.minutes
    mine = setting.week(look.person)
    weight = setting.full_points["time"]
    best: tuple[Fraction, int, Window] | None = None
    for place in timed.tolist():
        other = look.others[near[place]]
        theirs = setting.week(other)
        had = _share(mine, theirs, minutes)
        for window in theirs:
            added = Window(window.start, window.start + minutes)
            if window.minutes < minutes or not _by_day(_own(setting, look.person, added)):
                continue
            share = _share(joined((*mine, added)), theirs, minutes)
            found = int(worth[place]) + weight * (share - had)
            if best is None or found > best[0]:
                best = found, int(near[place]), added
    if best is not None:
        yield _added(scene, look, before, best[1], best[2])


def _share(mine: tuple[Window, ...], theirs: tuple[Window, ...], minutes: int) -> Fraction:
    """Criterion ``time`` of two people who both gave windows (contract, section 4)."""
    both = sum(window.minutes for window in common(mine, theirs))
    return min(Fraction(1), Fraction(both, 2 * minutes))


def _own(setting: Setting, person: Participant, window: Window) -> tuple[Window, ...]:
    """A window of the program's time zone in the person's own."""
    program = setting.program
    return shifted((window,), program.timezone, person.timezone, program.reference_day)


def _by_day(windows: tuple[Window, ...]) -> bool:
    """Whether it is not at night for whoever adds it."""
    first, last = windows[0].start % DAY_MINUTES, windows[-1].end
    return len(windows) == 1 and first >= MORNING and last <= windows[0].start - first + EVENING


def _added(scene: Scene, look: Look, before: Prospects, other: int, added: Window) -> Remedy:
    """The remedy, its score worked out with the window."""
    people, ways = scene.people, scene.ways
    setting, partner = people.setting, look.others[other]
    own = _own(setting, look.person, added)
    person = replace(look.person, availability=joined((*look.person.availability, *own)))
    pair = (partner, person) if look.role == "mentee" else (person, partner)
    total = _score(setting, *pair) + int(before.gains[other])
    mentor, mentee = pair[0].id, pair[1].id
    if look.role == "mentee":
        steps = ways.steps_to_room(people.column_of[mentor])
    else:
        steps = ways.steps_from(people.row_of[mentee], people.column_of[mentor])
    return scene.remedy("window", total, (mentor, mentee), steps, person=person.id, windows=own)


def _score(setting: Setting, mentor: Participant, mentee: Participant) -> int:
    """Score of people who are not as the program says, with a setting that remembers no weeks."""
    fresh = Setting(setting.program, setting.people, setting.goals, setting.managers)
    return score_of(Case(fresh, mentor, mentee))
