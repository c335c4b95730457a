"""Best dates for pairs that went short, together with those around them.

1. Pairs that went short and those that share people with them are a *core*. The bound of ``prices`` with
   all others away is what no dates of the core can be better than; where it has that, while every
   other pair has what it would have alone, no dates of the whole cluster are better.
2. Else dates are looked for beside all others: by ``dive``, then, in small cores, by ``joint``.
3. Else the core grows by those that share people with it, as long as that is not too large.
4. Around each pair that is still short, a few pairs at a time are solved, until that helps no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from rmentor.planning.chains import Table, table
from rmentor.planning.cluster import Bounds, Cluster, clusters
from rmentor.planning.dive import dive
from rmentor.planning.joint import best_together, joint_starts, size_of
from rmentor.planning.load import Dates, Task
from rmentor.planning.prices import Prices

MOST_STARTS = 24_000
_MOST_JOINT = 6_000
_MOST_NEAR = 10
_SMALL = 12


def best_around(cluster: Cluster, bounds: Bounds) -> bool:
    """Improve what fell short; answer whether the result is proven best."""
    search = _Search(cluster, bounds)
    return search.by_cores() or search.by_pieces()


class _Search:
    def __init__(self, cluster: Cluster, bounds: Bounds) -> None:
        self.cluster, self.bounds = cluster, bounds

    def by_cores(self) -> bool:
        """Solve cores of growing size; answer whether all are proven best."""
        steps = 1 if len(self.cluster.tasks) > _SMALL else len(self.cluster.tasks)
        while short := self.cluster.short(self.bounds):
            near = self.cluster.near(short, steps)
            better, proven = False, True
            for core in clusters(near):
                before = self.cluster.score(core)
                proven &= self._solve(core)
                better |= self.cluster.score(core) > before
            if proven:
                return True
            if not better and len(near) == len(self.cluster.tasks):
                return False
            steps = 1 if better else steps + 1
        return True

    def by_pieces(self) -> bool:
        """Solve a few pairs around each that is short; answer whether that was enough to be proven."""
        better = True
        while better:
            better = False
            for task in self.cluster.short(self.bounds):
                piece = self._piece(task)
                before = self.cluster.score(piece)
                self._improve(piece, None)
                better |= self.cluster.score(piece) > before
        return not self.cluster.short(self.bounds)

    def _piece(self, task: Task) -> list[Task]:
        """A pair and those nearest to it, as many as are solved at once."""
        piece, steps = [task], 1
        while len(piece) < _MOST_NEAR:
            ring = self.cluster.near([task], steps)
            if len(ring) == len(piece):
                break
            known = {each.pair for each in piece}
            piece += [each for each in ring if each.pair not in known]
            steps += 1
        return piece[:_MOST_NEAR]

    def _solve(self, core: Sequence[Task]) -> bool:
        """Improve a core; answer whether nothing can be better, wherever the others are."""
        cluster = self.cluster
        inside = {task.pair for task in core}
        others = [t for t in cluster.near(core, 1) if t.pair not in inside]
        with cluster.without([*core, *others]):
            starts = joint_starts(core, cluster.load, cluster.zone)
            if size_of(starts) > MOST_STARTS:
                return False
            here = table(core, starts, cluster.load)
        most = Prices(here)
        most.settle(_worth(here, cluster.dates), {})
        if _worth(here, cluster.dates) < most.bound:
            self._improve(core, None if others else most)
        return _worth(here, cluster.dates) >= most.bound

    def _improve(self, core: Sequence[Task], prices: Prices | None) -> None:
        """Look for better dates of a core beside all others; ``prices`` if they are known."""
        cluster = self.cluster
        now = {task.pair: cluster.dates[task.pair] for task in core}
        before = cluster.score(core)
        found = now
        with cluster.without(core):
            starts = joint_starts(core, cluster.load, cluster.zone)
            if size_of(starts) > MOST_STARTS:
                return
            here = table(core, starts, cluster.load) if prices is None else prices.table
            worth = _worth(here, now)
            if prices is None:
                prices = Prices(here)
                prices.settle(worth, {})
            if worth < prices.bound:
                best, chosen = dive(prices, prices.bound)
                if best > worth:
                    worth, found = best, here.dates(chosen)
            if worth < prices.bound and size_of(starts) <= _MOST_JOINT:
                joint = best_together(here.tasks, starts, cluster.load, found)
                if joint is not None and _worth(here, joint.dates) > worth:
                    found = joint.dates
        cluster.set(core, found)
        if cluster.score(core) < before:
            cluster.set(core, now)


def _worth(here: Table, dates: dict[str, Dates]) -> int:
    """What dates are worth in a table."""
    placed = 1 + sum(len(task.standing) for task in here.tasks)
    return sum(
        placed + (task.standing.get(number) == slot)
        for task in here.tasks
        for number, slot in dates[task.pair].items()
    )
