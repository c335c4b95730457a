"""Exchanges that cost nothing: who may take whose seat so that the whole stays as good.

Nodes are mentors, mentees, the hub (free seats, and mentors beyond a mentee's first) and the groups
of mentees who compete. An exchange is a way from a mentee to a mentor: each mentee on it leaves a
mentor, each mentor takes somebody else. All steps have exactly the price of their pair, so the sum
stays what it is, and all best choices differ by such ways only (complementary slackness).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from rmentor.pairing.bitsets import members_of, smallest

# Junctions through which a mentee may get one mentor more, and one less, with that many now.
Freedom = Callable[[int, int], tuple[int, int]]


class Exchange:
    """The exchanges that are open; pairs and mentees that are settled take no part any more.

    Numbers of nodes: mentors from 0, then mentees, then the hub, then the groups. Sets are bitsets
    of these.

    Args:
        tight: For each mentor and mentee, with whom a pair has exactly its price.
        used: For each mentor and mentee, with whom there is a pair.
        mentors: How many of these are mentors.
        groups: How many groups compete.
        freedom: Of a mentee's number (from 0) and number of mentors.
        priceless: Mentors whose seats have no price, so that they may stay free.
        idle: Free seats of each mentor.
    """

    def __init__(
        self,
        tight: Sequence[int],
        used: Sequence[int],
        mentors: int,
        groups: int,
        freedom: Freedom,
        priceless: int,
        idle: Sequence[int],
    ) -> None:
        self.tight = list(tight)
        self.used = list(used)
        self._mentors = mentors
        self._hub = len(self.tight)
        self._freedom = freedom
        self._priceless = priceless
        self._idle = list(idle)
        size = self._hub + 1 + groups
        # What leads to and from each junction.
        self._gaining = [0] * (1 + groups)
        self._dropping = [0] * (1 + groups)
        self._gaining[0] = priceless
        self._partners = [each.bit_count() for each in self.used[mentors:]]
        self._noted = [(0, 0)] * len(self._partners)
        for mentee in range(mentors, self._hub):
            self._note_mentee(mentee)
        for mentor in range(mentors):
            self._note_mentor(mentor)
        # Parts between which no exchange leads; they only ever split.
        self._part_of = [0] * size
        self._parts = [(1 << size) - 1]

    def may_gain(self, mentee: int) -> bool:
        """Whether a mentee might get one mentor more."""
        return bool(self._noted[mentee - self._mentors][0])

    def movable(self, mentee: int) -> int:
        """Mentors whom a mentee might leave."""
        return self.used[mentee] & self.tight[mentee]

    def candidates(self, mentee: int) -> int:
        """Mentors whom a mentee might have, of whom no search has excluded that, or has for good."""
        within = self._parts[self._part_of[mentee]]
        return (self.tight[mentee] & within) | self.used[mentee]

    def settle_pair(self, mentee: int, mentor: int) -> None:
        """Keep a pair: no exchange touches it from now on."""
        self.tight[mentee] &= ~(1 << mentor)
        self.tight[mentor] &= ~(1 << mentee)

    def settle(self, mentee: int) -> None:
        """Keep all that a mentee has and has not."""
        self._parts[self._part_of[mentee]] &= ~(1 << mentee)

    def pair(self, mentee: int, mentor: int) -> bool:
        """Give a mentee that mentor by an exchange; tell whether there is one."""
        way = self._way(mentee, mentor)
        if way is None:
            return False
        self._follow(way)
        self._join(mentor, mentee)
        return True

    def _after(self, node: int) -> int:
        """Where a seat that is one too many at ``node`` may go."""
        if node < self._mentors:
            free = self.tight[node] & ~self.used[node]
            return free | 1 << self._hub if self._priceless >> node & 1 else free
        if node < self._hub:
            return self.movable(node) | self._noted[node - self._mentors][0] << self._hub
        return self._dropping[node - self._hub]

    def _before(self, node: int) -> int:
        """From where a seat may come to ``node``."""
        if node < self._mentors:
            held = self.used[node] & self.tight[node]
            return held | 1 << self._hub if self._dropping[0] >> node & 1 else held
        if node < self._hub:
            drop = self._noted[node - self._mentors][1]
            return (self.tight[node] & ~self.used[node]) | drop << self._hub
        return self._gaining[node - self._hub]

    def _way(self, start: int, goal: int) -> list[int] | None:
        """Shortest way from both ends; where there is none, the part splits for good."""
        within = self._parts[self._part_of[start]]
        if not within >> goal & 1:
            return None
        ahead, behind = [1 << start], [1 << goal]
        seen_ahead, seen_behind = ahead[0], behind[0]
        while not (met := seen_ahead & seen_behind):
            if ahead[-1].bit_count() <= behind[-1].bit_count():
                new = self._all(self._after, ahead[-1]) & within & ~seen_ahead
                if not new:
                    self._split(self._part_of[start], seen_ahead)
                    return None
                ahead.append(new)
                seen_ahead |= new
            else:
                new = self._all(self._before, behind[-1]) & within & ~seen_behind
                if not new:
                    self._split(self._part_of[start], seen_behind)
                    return None
                behind.append(new)
                seen_behind |= new
        return self._trace(ahead, behind, smallest(met))

    @staticmethod
    def _all(step: Callable[[int], int], nodes: int) -> int:
        found = 0
        for node in members_of(nodes):
            found |= step(node)
        return found

    def _trace(self, ahead: Sequence[int], behind: Sequence[int], middle: int) -> list[int]:
        """Way through ``middle``, back through the layers of both searches."""
        way = [middle]
        depth = next(n for n, layer in enumerate(ahead) if layer >> middle & 1)
        for layer in reversed(ahead[:depth]):
            way.insert(0, smallest(self._before(way[0]) & layer))
        depth = next(n for n, layer in enumerate(behind) if layer >> middle & 1)
        for layer in reversed(behind[:depth]):
            way.append(smallest(self._after(way[-1]) & layer))
        return way

    def _split(self, part: int, some: int) -> None:
        """No exchange leads out of ``some`` or none leads in: make it a part of its own."""
        rest = self._parts[part] & ~some
        smaller, larger = sorted((some, rest), key=int.bit_count)
        self._parts[part] = larger
        for node in members_of(smaller):
            self._part_of[node] = len(self._parts)
        self._parts.append(smaller)

    def _follow(self, way: Sequence[int]) -> None:
        for node, other in pairwise(way):
            if node < self._mentors and other < self._hub:
                self._join(node, other)
            elif other < self._mentors and node < self._hub:
                self._leave(other, node)
            elif node < self._mentors:
                self._idle[node] += 1
            elif other < self._mentors:
                self._idle[other] -= 1
            elif node < self._hub:
                self._partners[node - self._mentors] += 1
            else:
                self._partners[other - self._mentors] -= 1
        for node in way:
            if node < self._mentors:
                self._note_mentor(node)
            elif node < self._hub:
                self._note_mentee(node)

    def _join(self, mentor: int, mentee: int) -> None:
        self.used[mentor] |= 1 << mentee
        self.used[mentee] |= 1 << mentor

    def _leave(self, mentor: int, mentee: int) -> None:
        self.used[mentor] &= ~(1 << mentee)
        self.used[mentee] &= ~(1 << mentor)

    def _note_mentor(self, mentor: int) -> None:
        bit = 1 << mentor
        self._dropping[0] &= ~bit
        if self._idle[mentor] and self._priceless & bit:
            self._dropping[0] |= bit

    def _note_mentee(self, mentee: int) -> None:
        number = mentee - self._mentors
        before, now = self._noted[number], self._freedom(number, self._partners[number])
        self._noted[number] = now
        for leading, old, new in zip((self._gaining, self._dropping), before, now, strict=True):
            for junction in members_of(old ^ new):
                leading[junction] ^= 1 << mentee
