"""Which pairs were made, moved, ended or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rmentor.folder.documents import pair_document
from rmentor.history.differences import Difference, Field, differing
from rmentor.model.pairs import END_REASONS, Pair
from rmentor.model.program import Program

_USUAL = {"status": "active", "locked": False, "format": "individual"}


def pair_differences(before: Program, after: Program) -> Iterator[Difference]:
    """Every pair that is not as it was, by id.

    A mentee who has another mentor than before is one change, ``moved``, of the new pair.
    """
    old = {pair.id: pair for pair in before.pairs}
    new = {pair.id: pair for pair in after.pairs}
    moved = _moved(old, new)
    origins = {pair.id for pair in moved.values()}
    for name in sorted(old.keys() | new.keys()):
        if name in moved:
            yield _moved_to(moved[name], new[name], after)
        elif name in origins:
            continue
        elif name not in old:
            pair = new[name]
            kind = "made" if pair.is_current else pair.status
            yield Difference("pairs", kind, name, names(pair, after), _ending(pair))
        elif name not in new:
            yield Difference("pairs", "removed", name, names(old[name], before))
        elif old[name] != new[name]:
            yield _changed(old[name], new[name], after)


def names(pair: Pair, program: Program) -> str:
    """Names of the people of a pair, mentors first."""
    people = program.people()
    return " · ".join(people[who].name if who in people else who for who in pair.people)


def _moved(old: Mapping[str, Pair], new: Mapping[str, Pair]) -> dict[str, Pair]:
    """Pairs that took the place of another with the same mentee: the other, by the id of the new."""
    gone: dict[tuple[str, ...], list[Pair]] = {}
    for name, pair in sorted(old.items()):
        still = new.get(name)
        if pair.is_current and not pair.is_group and (still is None or not still.is_current):
            gone.setdefault(pair.mentees, []).append(pair)
    found = {}
    for name, pair in sorted(new.items()):
        earlier = old.get(name)
        is_new = pair.is_current and (earlier is None or not earlier.is_current)
        if is_new and not pair.is_group and gone.get(pair.mentees):
            origin = gone[pair.mentees][0]
            # Somebody whose programme is complete begins another one.
            if (became := new.get(origin.id)) is None or became.status != "completed":
                found[name] = gone[pair.mentees].pop(0)
    return found


def _moved_to(origin: Pair, pair: Pair, after: Program) -> Difference:
    fields = [Field("mentor", origin.mentor, pair.mentor)]
    if origin.score != pair.score:
        fields.append(Field("score", origin.score, pair.score))
    return Difference("pairs", "moved", pair.id, names(pair, after), tuple(fields))


def _changed(old: Pair, new: Pair, after: Program) -> Difference:
    fields = differing(
        pair_document(old),
        pair_document(new),
        private=() if (new.reason or END_REASONS[0]) in END_REASONS else ("reason",),
        usual=_USUAL,
    )
    kind, told = "changed", {"status", "pauses"}
    if old.status != new.status:
        kind = "resumed" if new.status == "active" and old.status == "paused" else new.status
        kind = "made" if kind == "active" else kind
    elif old.locked != new.locked:
        kind, told = ("locked" if new.locked else "unlocked"), {"locked"}
    if kind != "changed":
        fields = tuple(each for each in fields if each.name not in told)
    return Difference("pairs", kind, new.id, names(new, after), fields)


def _ending(pair: Pair) -> tuple[Field, ...]:
    """What there is to tell of a pair that was not there before."""
    if pair.is_current:
        return () if pair.score is None else (Field("score", None, pair.score),)
    if pair.reason is None:
        return ()
    is_note = pair.reason not in END_REASONS
    return (Field("reason", None, None if is_note else pair.reason, is_private=is_note),)
