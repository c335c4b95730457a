"""Pausing, coming back, and leaving: a pair, this round, or the program. What each does to whom.

Every function answers with the program as it is afterwards, or with why it cannot be. Sessions stay
as they are: what was held is never touched, and what is planned is called off by the next plan.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rmentor.followup.pair_changes import (
    CORRECTED,
    PairChange,
    Refusal,
    ended,
    goes_on_without,
    larger,
    paused,
    refusal,
    restated,
    resumed,
    smaller,
)
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program

# What a change is about.
OF_PAIR, OF_ROUND, OF_PROGRAM = "pair", "round", "program"


@dataclass(frozen=True, slots=True)
class StateChange:
    """A program after a pair or a person has changed state.

    Attributes:
        scope: ``pair``, ``round`` or ``program``: what was left, or is come back to.
        program: As it is afterwards.
        people: Everybody whose own state changes, before and after.
        pairs: What becomes of pairs, by id.
        stays: Ids of paused pairs of somebody who is back that stay as they are.
    """

    scope: str
    program: Program
    people: tuple[tuple[Participant, Participant], ...] = ()
    pairs: tuple[PairChange, ...] = ()
    stays: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether everything is as it was."""
        return not self.people and not self.pairs


def pair_of(program: Program, pair_id: str) -> Pair:
    """Pair of that id.

    Raises:
        LookupError: There is none.
    """
    place = bisect_left(program.pairs, pair_id, key=lambda pair: pair.id)
    if place < len(program.pairs) and program.pairs[place].id == pair_id:
        return program.pairs[place]
    raise LookupError(pair_id)


def pause_pair(
    program: Program, pair_id: str, on: date, *, back: date | None = None
) -> StateChange | Refusal:
    """Let a pair pause from a day on; of one that pauses already, the day of return may change."""
    pair = pair_of(program, pair_id)
    if not pair.is_current:
        return Refusal("pair-over", pair.id, pair.until)
    if back is not None and back <= (pair.until or on if pair.status == "paused" else on):
        return Refusal("back-before", pair.id, back)
    if pair.status == "paused":
        if back in (None, pair.back):
            return StateChange(OF_PAIR, program)
        change = PairChange(CORRECTED, pair, replace(pair, back=back))
        return _changed(program, OF_PAIR, pairs=[change])
    if against := refusal(program, pair, on):
        return against
    return _changed(program, OF_PAIR, pairs=[paused(program, pair, on, back)])


def resume_pair(program: Program, pair_id: str, on: date) -> StateChange | Refusal:
    """Let a pair that pauses go on from a day on: its pause is noted among the earlier ones."""
    pair = pair_of(program, pair_id)
    if not pair.is_current:
        return Refusal("pair-over", pair.id, pair.until)
    if pair.status == "active":
        return StateChange(OF_PAIR, program)
    people = program.people()
    for person in pair.people:
        if people[person].status in ("paused", "left"):
            return Refusal(f"person-{people[person].status}", person)
    if pair.until is not None and on < pair.until:
        return Refusal("before-pause", pair.id, pair.until)
    return _changed(program, OF_PAIR, pairs=[resumed(program, pair, on)])


def end_pair(
    program: Program,
    pair_id: str,
    on: date,
    *,
    reason: str | None = None,
    completed: bool = False,
    who: str | None = None,
    restate: bool = False,
) -> StateChange | Refusal:
    """Let a pair end without fault, or one person leave a group that goes on.

    Args:
        program: The program.
        pair_id: The pair.
        on: Its last day.
        reason: Of ``END_REASONS``; without it ``other``. A pair all of whose sessions were held is
            completed and needs none.
        completed: It has reached what it wanted before the last session.
        who: Of a group, who leaves it; None: all of it ends.
        restate: Of a pair that is over, also say the day anew.
    """
    pair = pair_of(program, pair_id)
    if who is not None and who not in pair.people:
        return Refusal("not-in-pair", who)
    if not pair.is_current:
        said = restated(program, pair, on if restate else None, reason, completed=completed)
        if isinstance(said, Refusal):
            return said
        return _changed(program, OF_PAIR, pairs=[said] if said else [])
    if who is not None and goes_on_without(pair, who):
        return _changed(program, OF_PAIR, pairs=[smaller(program, pair, who, on)])
    if against := refusal(program, pair, on):
        return against
    change = ended(program, pair, on, reason or "other", completed=completed)
    return _changed(program, OF_PAIR, pairs=[change])


def pause_person(
    program: Program,
    who: str,
    on: date,
    *,
    back: date | None = None,
    waits: bool | None = None,
) -> StateChange | Refusal:
    """Let somebody leave this round, or wait for a while.

    Args:
        program: The program.
        who: Id of the person.
        on: First day.
        back: Day of return, where it is known.
        waits: Whether one-to-one partners wait. None: where the person means to be back before the
            program ends. Otherwise those pairs end, and partners may be paired again. A group with
            others left goes on without the person either way.
    """
    person = program.people()[who]
    if person.status in ("left", "applied"):
        return Refusal(f"has-{person.status}", who, person.status_since)
    begun = person.status_since or on if person.status == "paused" else on
    if back is not None and back <= begun:
        return Refusal("back-before", who, back)
    if person.status == "paused":
        return _back_on(program, person, back)
    pairs = [pair for pair in program.pairs if pair.is_current and who in pair.people]
    for pair in pairs:
        if not goes_on_without(pair, who) and (against := refusal(program, pair, on)):
            return against
    if waits is None:
        waits = back is not None and (program.end is None or back <= program.end)
    found = []
    for pair in pairs:
        if goes_on_without(pair, who):
            found.append(smaller(program, pair, who, on))
        elif not waits:
            found.append(ended(program, pair, on, "other", but=who))
        elif pair.status == "active":
            found.append(paused(program, pair, on, back))
    after = replace(person, status="paused", status_since=on, back=back)
    return _changed(program, OF_ROUND, people=[(person, after)], pairs=found)


def resume_person(program: Program, who: str, on: date) -> StateChange | Refusal:
    """Let somebody who pauses, or had left, take part again, and the pairs that waited go on.

    A group that went on meanwhile takes the person back where there is room. A pair that had paused
    before, or whose other people cannot go on yet, stays as it is.
    """
    person = program.people()[who]
    if person.status == "active":
        return StateChange(OF_ROUND, program)
    if person.status == "applied":
        return Refusal("has-applied", who)
    if person.status_since is not None and on < person.status_since:
        return Refusal("before-pause", who, person.status_since)
    after = replace(person, status="active", status_since=on, back=None)
    others = {**program.people(), who: after}
    found, stays = [], []
    for pair in program.pairs:
        if not pair.is_current:
            continue
        if back_in := larger(program, pair, person):
            found.append(back_in)
        elif pair.status == "paused" and who in pair.people:
            earlier = pair.until and person.status_since and pair.until < person.status_since
            ready = all(others[each].status == "active" for each in pair.people)
            if ready and not earlier:
                found.append(resumed(program, pair, on))
            else:
                stays.append(pair.id)
    scope = OF_PROGRAM if person.status == "left" else OF_ROUND
    return _changed(program, scope, people=[(person, after)], pairs=found, stays=stays)


def leave(program: Program, who: str, on: date) -> StateChange | Refusal:
    """Let somebody leave the program: pairs end or dissolve, groups with others left go on."""
    person = program.people()[who]
    pairs = [pair for pair in program.pairs if pair.is_current and who in pair.people]
    for pair in pairs:
        if not goes_on_without(pair, who) and (against := refusal(program, pair, on)):
            return against
    found = [
        smaller(program, pair, who, on)
        if goes_on_without(pair, who)
        else ended(program, pair, on, "left", but=who)
        for pair in pairs
    ]
    people = []
    if person.status != "left":
        people.append((person, replace(person, status="left", status_since=on, back=None)))
    return _changed(program, OF_PROGRAM, people=people, pairs=found)


def _back_on(program: Program, person: Participant, back: date | None) -> StateChange:
    """Change the day of return of somebody who pauses, and of the pairs that wait for it."""
    if back in (None, person.back):
        return StateChange(OF_ROUND, program)
    pairs = [
        PairChange(CORRECTED, pair, replace(pair, back=back))
        for pair in program.pairs
        if pair.status == "paused" and person.id in pair.people and pair.back == person.back
    ]
    return _changed(program, OF_ROUND, people=[(person, replace(person, back=back))], pairs=pairs)


def _changed(
    program: Program,
    scope: str,
    *,
    people: Sequence[tuple[Participant, Participant]] = (),
    pairs: Sequence[PairChange] = (),
    stays: Sequence[str] = (),
) -> StateChange:
    new_people = {after.id: after for _, after in people}
    new_pairs: dict[str, Pair] = {each.after.id: each.after for each in pairs}
    after = replace(
        program,
        participants=tuple(new_people.get(each.id, each) for each in program.participants),
        pairs=tuple(new_pairs.get(each.id, each) for each in program.pairs),
    )
    return StateChange(scope, after, tuple(people), tuple(pairs), tuple(stays))
