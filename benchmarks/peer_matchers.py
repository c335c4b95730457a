"""Public matchers of people: deferred acceptance, and a mentor matcher, on the same people.

Imported by ``peer_solvers.py``, which says how it is run. ``matching`` here is one of two packages that
go by that module name; ``peers.py`` puts the right one in the way.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from peer_solvers import Clock, Given

BEST = 10_000


def hospital_resident(given: Given, clock: Clock) -> Any:
    """``matching``: mentees are residents, mentors are hospitals; both go by score, then by place."""
    from matching.games import HospitalResident

    with clock.on("input"):
        mentees = _ranked(given.scores)
        mentors = _ranked(given.scores.T)
        seats = {mentor: int(given.seats[mentor]) for mentor in mentors}

    def play() -> list[tuple[int, int]]:
        with clock.on("solve"):
            game = HospitalResident.create_from_dictionaries(mentees, mentors, seats)
            found = game.solve()
        return [(mentee.name, mentor.name) for mentor in found for mentee in found[mentor]]

    return _pairs(_deep(play))


def stable_marriage(given: Given, clock: Clock) -> Any:
    """``matching``: everybody must rank everybody, so the infeasible come last and are struck after."""
    from matching.games import StableMarriage

    if given.scores.shape[0] != len(given.owners):
        raise SystemExit("it needs as many seats as mentees")
    with clock.on("input"):
        scores = given.scores[:, given.owners]
        mentees = _ranked(scores, everybody=True)
        seats = _ranked(scores.T, everybody=True)

    def play() -> list[tuple[int, int]]:
        with clock.on("solve"):
            found = StableMarriage.create_from_dictionaries(mentees, seats).solve()
        return [(mentee.name, found[mentee].name) for mentee in found]

    married = _pairs(_deep(play))
    mentors = given.owners[married[:, 1]]
    feasible = given.scores[married[:, 0], mentors] >= 0
    return np.column_stack([married[feasible, 0], mentors[feasible]])


def _ranked(scores: Any, *, everybody: bool = False) -> dict[int, list[int]]:
    """Whom each row would have, best first; a row without anybody is left out."""
    found = {}
    for row, points in enumerate(scores):
        order = np.argsort(-points.astype(np.int64), kind="stable")
        names = (order if everybody else order[points[order] >= 0]).tolist()
        if names:
            found[row] = names
    return found


def _deep(work: Callable[[], list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Run where there is room to recur: the package copies everybody through everybody's friends."""
    found: list[list[tuple[int, int]]] = []
    sys.setrecursionlimit(10_000_000)
    threading.stack_size(1 << 30)
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def mentor_match_on_our_scores(given: Given, clock: Clock) -> Any:
    """``mentor-match``: its objects, grid and Hungarian method, with our score as its one rule."""
    from matching import process
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.rules.rule import Rule

    class OurScore(Rule):  # type: ignore[misc]
        def apply(self, match_object: Any) -> int:
            score = int(scores[match_object.mentee.row][match_object.mentor.seat])
            match_object.disallowed = score < 0
            return max(0, score)

        def evaluate(self, match_object: Any) -> bool:
            raise NotImplementedError

    with clock.on("input"):
        scores = given.scores[:, given.owners].tolist()
        mentees = [Mentee(email=f"mentee {row}", grade=0) for row in range(len(scores))]
        mentors = [Mentor(email=f"mentor {seat}", grade=0) for seat in range(len(given.owners))]
        for row, mentee in enumerate(mentees):
            mentee.row = row
        for seat, mentor in enumerate(mentors):
            mentor.seat = seat
    with clock.on("solve"):
        process.process_data(mentors, mentees, [[OurScore()]])
    return _matched(given, mentors)


def mentor_match_whole(given: Given, clock: Clock) -> Any:
    """``mentor-match`` as its users write it: yes-or-no rules with points, ours as near as that goes."""
    import operator

    from matching import process
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.rules.rule import Disqualify, Equivalent, Generic, Grade

    with clock.on("input"):
        people = json.loads((given.folder / "people.json").read_text("utf-8"))
        owners = given.owners.tolist()
        mentees = [_person(Mentee, row, each) for row, each in enumerate(people["mentees"])]
        mentors = [
            _person(Mentor, seat, people["mentors"][owner]) for seat, owner in enumerate(owners)
        ]
        # It takes rules from the end of the list and stops at the first that forbids: those go last.
        rules = [
            Generic({True: 40, False: 0}, lambda m: _half_taught(m.mentor, m.mentee)),
            Generic({True: 15, False: 0}, lambda m: bool(_taught(m.mentee, m.mentor))),
            Generic({True: 10, False: 0}, lambda m: bool(_goals(m.mentor, m.mentee))),
            Generic({True: 10, False: 0}, lambda m: bool(m.mentor.likes & m.mentee.likes)),
            Generic(
                {True: 10, False: 0}, lambda m: _minutes(m.mentor, m.mentee) >= 2 * m.mentee.meet
            ),
            Equivalent("organisation", {True: 0, False: 5}),
            Generic({True: 5, False: 0}, lambda m: m.mentor.drive + m.mentee.drive >= 6),
            Disqualify(lambda m: not _taught(m.mentor, m.mentee)),
            Disqualify(lambda m: _longest(m.mentor, m.mentee) < m.mentee.meet),
            Disqualify(lambda m: not _can_meet(m.mentor, m.mentee)),
            Disqualify(lambda m: not m.mentor.speaks & m.mentee.speaks),
            Disqualify(Grade(0, operator.ge).evaluate),
        ]
    with clock.on("solve"):
        process.process_data(mentors, mentees, [rules])
    return _matched(given, mentors)


def _person(kind: Any, number: int, facts: dict[str, Any]) -> Any:
    """A participant of theirs with what our people say."""
    # It tells people apart by their addresses; each seat of a mentor is one of its people.
    address = f"{facts['id']} {number}"
    person = kind(email=address, grade=facts["grade"], organisation=facts["department"])
    person.row = person.seat = number
    person.speaks, person.likes = set(facts["languages"]), set(facts["interests"])
    for name in ("offers", "wants", "goals", "windows", "mode", "site", "drive", "meet"):
        setattr(person, name, facts[name])
    return person


def _taught(mentor: Any, mentee: Any) -> list[str]:
    return [
        topic
        for topic in mentee.wants
        if mentor.offers.get(topic, 0) >= max(3, mentee.offers.get(topic, 0) + 1)
    ]


def _half_taught(mentor: Any, mentee: Any) -> bool:
    known = sum(mentee.wants[topic] for topic in _taught(mentor, mentee))
    return bool(2 * known >= sum(mentee.wants.values()))


def _goals(mentor: Any, mentee: Any) -> list[str]:
    return [topic for topic in _taught(mentor, mentee) if topic in mentee.goals]


def _shared(mentor: Any, mentee: Any) -> list[int]:
    return [
        min(one[1], other[1]) - max(one[0], other[0])
        for one in mentor.windows
        for other in mentee.windows
    ]


def _longest(mentor: Any, mentee: Any) -> int:
    return max(_shared(mentor, mentee))


def _minutes(mentor: Any, mentee: Any) -> int:
    return sum(each for each in _shared(mentor, mentee) if each > 0)


def _can_meet(mentor: Any, mentee: Any) -> bool:
    modes = {mentor.mode, mentee.mode}
    return "onsite" not in modes or ("remote" not in modes and mentor.site == mentee.site)


def _matched(given: Given, mentors: list[Any]) -> Any:
    return _pairs(
        [(mentee.row, int(given.owners[m.seat])) for m in mentors for mentee in m.mentees]
    )


def _pairs(listed: list[tuple[int, int]]) -> Any:
    return np.array(listed, dtype=np.int64).reshape(len(listed), 2)


MATCHERS: dict[str, Callable[[Given, Clock], Any]] = {
    "hospital-resident": hospital_resident,
    "stable-marriage": stable_marriage,
    "mentor-match": mentor_match_on_our_scores,
    "mentor-match-whole": mentor_match_whole,
}
