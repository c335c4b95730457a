"""The frontier as a table: what each number of points for staying gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.pairing.questions.frontier import Frontier, Point

MOST_POINTS = 24


def show_frontier(ready: Ready, frontier: Frontier) -> None:
    """Show the score against people moved, and which N to give to ``--keep``."""
    from rmentor.cli.terminal import show, show_styled, table

    points = frontier.points
    shown = _spread(points)
    show_styled(say("Score against people moved, by pair --anew --keep N"), "bold")
    show(
        table(
            (
                say("N, from"),
                say("Mentees moved"),
                say("Total score"),
                say("Lowest score"),
                say("Mentees paired"),
            ),
            [
                (
                    point.keep,
                    point.moved,
                    point.total,
                    "–" if point.lowest is None else point.lowest,
                    point.served,
                )
                for point in shown
            ],
            right=(0, 1, 2, 3, 4),
        )
    )
    if len(shown) < len(points):
        show(
            say(
                "%(n)d further outcomes lie between these; --json has them all.",
                n=len(points) - len(shown),
            )
        )
    if len(points) == 1:
        show(say("One outcome only: no number of points for staying changes anything."))
    else:
        show(say("To choose one, for example:"))
        show(f"  rmentor pair --anew --keep {shown[len(shown) // 2].keep}")
    show(_proof(ready, frontier))


def _spread(points: Sequence[Point]) -> Sequence[Point]:
    """Points for a table: all if few, else evenly spread, with the first and the last."""
    if len(points) <= MOST_POINTS:
        return points
    last, steps = len(points) - 1, MOST_POINTS - 1
    return [points[step * last // steps] for step in range(MOST_POINTS)]


def _proof(ready: Ready, frontier: Frontier) -> str:
    gap = max(point.gap for point in frontier.points)
    if gap:
        return say("Proof: each line is at most %(gap)d points from the best.", gap=gap)
    if frontier.complete:
        return say("Proof: each line is optimal, and no whole number gives another outcome.")
    if ready.program.aim == "fair":
        return say(
            "Proof: each line is optimal for its N. With the aim fair, others may lie between."
        )
    return say("Proof: each line is optimal for its N; others may lie between.")
