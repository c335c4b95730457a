"""Which figures about answers may be shown, so that nothing about a few people can be worked out.

A figure is shown where at least ``smallest_group`` different people answered. What is more, figures
that are shown together, or one after the other, must not give a smaller one away by subtraction: the
whole less its other parts, or the mean of June less the mean of May.

1. Answers are dated. A *step* is a day on which the whole is published, as of that day; on some of
   these days a part of it (a side, a topic) is published as well. All of these are sums of answers.
2. Think of a graph. Every step is a node, and every publication of a part is one; one more node, the
   ground, stands for all that was never published by part. The answers that came in between two steps
   in one part are an edge: from the node of that step to the node of the first publication of that
   part that has them, or to the ground.
3. An attacker adds and subtracts published sums, each any number of times. That gives every node a
   number, and an answer counts in the result by the difference of the numbers at the two ends of its
   edge (the sums are the incidence matrix of the graph, seen cumulatively). So the people that a
   result speaks of are those on a cut, and all is safe if every cut has enough of them.
4. Nodes that are joined by the answers of enough people cannot be cut apart by fewer: they become one.
   Where that makes the whole graph one node, every cut is large enough. That is what is demanded of
   each publication, before it is made.

The view of published tables as graphs, and of what they give away as cuts: Gusfield, A graph theoretic
approach to statistical data security (SIAM Journal on Computing 17, 1988).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rmentor.model.program import Program

People = int
"""A set of people as bits of a number."""
_GROUND = 0


@dataclass(frozen=True, slots=True)
class Voice:
    """An answer that counts in a figure.

    Attributes:
        who: Whose it is, also where one person speaks several times.
        day: Since when it counts; None: since ever.
        part: Part of the figure in which it counts, empty where there are none.
        is_first: Whether nothing of that person counted on the matter before; else it takes the
            place of what did.
    """

    who: str
    day: date | None = None
    part: str = ""
    is_first: bool = True


def fewest(program: Program) -> int:
    """How many people a figure speaks of at least."""
    return max(program.smallest_group, 1)


def enough(voices: Iterable[Voice], smallest: int) -> bool:
    """Whether these are answers of at least ``smallest`` different people."""
    return len({voice.who for voice in voices}) >= smallest


def visible_parts(voices: Iterable[Voice], smallest: int) -> frozenset[str]:
    """Parts that may be shown beside the whole: the larger first, and none that gives away another."""
    known, sums = tuple(voices), Sums(smallest)
    sums.add_step(by_part(known, bits_of(known)))
    return frozenset(part for part in sums.pending() if sums.publish(part))


def steps_beside(
    voices: Iterable[Voice], days: Sequence[date], parts: Collection[str], smallest: int
) -> frozenset[date]:
    """Days, in their order, whose wholes may be shown together, and beside these parts as of the last.

    The last day is shown in any case, with those parts; where any other day could give somebody away,
    it is the only one. Voices without a day were there before the first.
    """
    known = tuple(voices)
    bits = bits_of(known)

    def between(first: date, last: date) -> list[Voice]:
        return [each for each in known if first < (each.day or days[0]) <= last]

    told = [date.min]
    for day in days:
        if enough(between(told[-1], day), smallest):
            told.append(day)
    if len(told) > 1 and between(told[-1], days[-1]):
        # Too few have answered since: it cannot stand beside the last day.
        told.pop()
    if told[-1] != days[-1]:
        told.append(days[-1])
    sums = Sums(smallest)
    for first, last in pairwise(told):
        sums.add_step(by_part(between(first, last), bits))
    is_safe = all(sums.publish(part) for part in sums.pending() if part in parts)
    return frozenset(told[1:] if is_safe else days[-1:])


def by_part(voices: Iterable[Voice], bits: Mapping[str, int]) -> dict[str, People]:
    """Who speaks in each part; ``bits`` holds everybody's bit."""
    found: dict[str, People] = {}
    for voice in voices:
        found[voice.part] = found.get(voice.part, 0) | 1 << bits[voice.who]
    return found


def bits_of(voices: Iterable[Voice]) -> dict[str, int]:
    """Bit of everybody who speaks."""
    return {who: bit for bit, who in enumerate(sorted({voice.who for voice in voices}))}


def union(sets: Iterable[People]) -> People:
    """Everybody who is in one of these sets."""
    everybody = 0
    for people in sets:
        everybody |= people
    return everybody


_Edge = tuple[int, int, People]


class Sums:
    """The graph of what has been published of one figure."""

    def __init__(self, smallest: int) -> None:
        self._smallest = smallest
        # Nodes, each with one that it is joined with for good; and edges that will never change.
        self._joined = [_GROUND]
        self._fixed: list[_Edge] = []
        # Answers that are in no publication of their part yet, by step, then part; steps by part.
        self._open: dict[int, dict[str, People]] = {}
        self._steps: dict[str, list[int]] = {}

    def add_step(self, cells: Mapping[str, People]) -> None:
        """Publish the whole, with the answers that have come in since the last time."""
        step = self._new_node()
        self._open[step] = dict(cells)
        for part in cells:
            self._steps.setdefault(part, []).append(step)

    def pending(self) -> Iterator[str]:
        """Parts with answers in no publication of theirs, those of most people first."""
        sizes = {part: self._people_of(part).bit_count() for part in self._steps}
        return iter(sorted(sizes, key=lambda part: (-sizes[part], part)))

    def publish(self, part: str) -> bool:
        """Publish a part as of the last step, if that is safe; answer whether it was."""
        if self._people_of(part).bit_count() < self._smallest:
            return False
        node, its_steps = self._new_node(), self._steps[part]
        taken = {step: self._open[step].pop(part) for step in its_steps}
        fixed = [*self._fixed, *((step, node, people) for step, people in taken.items())]
        if self._hangs_on_the_ground(taken):
            self._fixed = fixed
        elif self._is_safe(fixed):
            self._fixed = self._contracted(self._joined, fixed)
        else:
            self._joined.pop()
            for step, people in taken.items():
                self._open[step][part] = people
            return False
        del self._steps[part]
        return True

    def _hangs_on_the_ground(self, taken: Mapping[int, People]) -> bool:
        """Whether enough of these people join the new publication to steps that are firm without them.

        Firm are steps that enough others join to the ground. So the publication is one with the
        ground, and every answer that was taken joins the same nodes as before.
        """
        firm = union(
            people
            for step, people in taken.items()
            if self._others(step).bit_count() >= self._smallest
        )
        return firm.bit_count() >= self._smallest

    def _new_node(self) -> int:
        self._joined.append(len(self._joined))
        return len(self._joined) - 1

    def _people_of(self, part: str) -> People:
        return union(self._open[step][part] for step in self._steps[part])

    def _others(self, step: int) -> People:
        return union(self._open[step].values())

    def _is_safe(self, fixed: Iterable[_Edge]) -> bool:
        """Whether joining nodes that have enough people between them makes one node of each piece."""
        ground = [
            (step, _GROUND, self._others(step)) for step, cells in self._open.items() if cells
        ]
        return not self._contracted(list(self._joined), [*fixed, *ground])

    def _contracted(self, joined: list[int], edges: list[_Edge]) -> list[_Edge]:
        """Join nodes, changing ``joined``, as long as some have enough people between them.

        Returns:
            The edges that are left, between nodes that are not joined.
        """

        def top(node: int) -> int:
            while joined[node] != node:
                joined[node] = joined[joined[node]]
                node = joined[node]
            return node

        near: dict[int, dict[int, People]] = {}
        strong: list[tuple[int, int]] = []

        def connect(one: int, other: int, people: People) -> None:
            mine = near.setdefault(one, {})
            mine[other] = near.setdefault(other, {})[one] = people | mine.get(other, 0)
            if mine[other].bit_count() >= self._smallest:
                strong.append((one, other))

        for one, other, people in edges:
            ends = top(one), top(other)
            if ends[0] != ends[1]:
                connect(*ends, people)
        while strong:
            one, other = (top(node) for node in strong.pop())
            if one == other:
                continue
            few, many = sorted((one, other), key=lambda node: len(near[node]))
            joined[few] = many
            for node, people in near.pop(few).items():
                del near[node][few]
                if node != many:
                    connect(node, many, people)
        return [
            (one, other, people)
            for one, others in near.items()
            for other, people in others.items()
            if one < other
        ]
