"""Which items of a new list are which items of the old one, so that the others can stay untouched."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from typing import Any

from rmentor.changes import item_key, session_of
from rmentor.folder.emit import as_loaded


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """Positions of a longest strictly rising subsequence (patience sorting, n log n)."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(tails, number)
        before.append(at[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(number)
            at.append(position)
        else:
            tails[pile] = number
            at[pile] = position
    rise: list[int] = []
    position = at[-1] if at else -1
    while position >= 0:
        rise.append(position)
        position = before[position]
    return rise[::-1]


def kept_places(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """For each of ``new``, the place in ``old`` that it keeps; the places rise."""
    head = 0
    most = min(len(old), len(new))
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place in range(head, len(old) - tail):
        waiting[old[place]].append(place)
    found: list[int | None] = list(range(head))
    for each in new[head : len(new) - tail]:
        places = waiting.get(each)
        found.append(places.popleft() if places else None)
    known = [(position, place) for position, place in enumerate(found) if place is not None]
    rise = {known[index][0] for index in longest_rise([place for _, place in known])}
    found = [place if position in rise else None for position, place in enumerate(found)]
    return [*found, *range(len(old) - tail, len(old))]


def align(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each item of ``new``, the item of ``old`` that it is, in rising order, or None.

    Items with a key are the same where the key is; others where the value is. What is left between
    two of those, without keys on either side, is one for one the same with another value; likewise
    entries of a journal about one session, whose day or state may have been corrected.
    """
    match = kept_places([_identity(each) for each in old], [_identity(each) for each in new])
    taken = {place for place in match if place is not None}
    start = 0
    run: list[int] = []
    for position, place in [*enumerate(match), (len(match), len(old))]:
        if place is None:
            run.append(position)
            continue
        left = [at for at in range(start, place) if at not in taken]
        free = [at for at in left if item_key(old[at]) is None]
        nameless = [at for at in run if item_key(new[at]) is None]
        if len(nameless) == len(run):
            for at, found in zip(nameless, free, strict=False):
                match[at] = found
        elif len(run) == 1 and len(left) == 1:
            session = session_of(new[run[0]])
            if session is not None and session == session_of(old[left[0]]):
                match[run[0]] = left[0]
        start, run = place + 1, []
    return match


def _identity(item: Any) -> Hashable:
    key = item_key(item)
    return ("key", key) if key is not None else ("value", repr(as_loaded(item)))
