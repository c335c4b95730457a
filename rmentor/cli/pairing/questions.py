"""What ``rmentor pair`` is asked beside the pairing: what if, the frontier, prices, the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rmentor.cli.options import Common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing
    from rmentor.model.program import Program
    from rmentor.pairing.keep import Stand

# Locks times possible pairs of people, up to which prices of locks are told without being asked for.
AT_ONCE = 500_000


@dataclass(frozen=True, slots=True)
class Way:
    """How the pairing is asked for; see ``pairing.pair.pair``."""

    anew: bool
    keep: int
    rematch: str | None
    again: bool
    since: date | None
    gap: float
    limit: float | None

    def stand(self, program: Program) -> Stand:
        """Pairs before the choice, when it is asked for in this way."""
        from rmentor.pairing.keep import stand_of

        return stand_of(
            program, anew=self.anew, rematch=self.rematch, again=self.again, on=self.since
        )


def suppose(ready: Ready, way: Way, values: list[str], words: list[str], common: Common) -> None:
    """Show the pairing beside today's; write nothing."""
    from rmentor.cli.pairing.what_if import show_comparison, suppositions
    from rmentor.cli.terminal import show_json
    from rmentor.pairing.questions.what_if import comparison_json
    from rmentor.pairing.questions.what_if import what_if as compare

    found = compare(
        ready.program,
        suppositions(ready, values, words),
        anew=way.anew,
        keep=way.keep,
        again=way.again,
        since=way.since,
    )
    if common.json:
        show_json(comparison_json(found))
    else:
        show_comparison(ready, found)


def show_frontier_of(ready: Ready, way: Way, common: Common) -> None:
    """Show the score against people moved; write nothing."""
    from rmentor.cli.pairing.frontier import show_frontier
    from rmentor.cli.progress import working
    from rmentor.cli.terminal import show_json
    from rmentor.pairing.questions.frontier import affordable, frontier_json
    from rmentor.pairing.questions.frontier import frontier as all_points

    with working(say("Pairing …")):
        found = all_points(ready.program, again=way.again, most=affordable(ready.program))
    if common.json:
        show_json(frontier_json(found))
    else:
        show_frontier(ready, found)


def show_locks_at_once(ready: Ready, way: Way) -> None:
    """State the price of each lock where that takes no time; else name the option that does."""
    from rmentor.cli.pairing.prices import show_locks
    from rmentor.cli.terminal import show
    from rmentor.pairing.costs.locks import all_lock_prices, locked_pairs

    program = ready.program
    if program.framework.format == "group":
        return
    stand = way.stand(program)
    locked = len(locked_pairs(stand))
    if locked * len(program.participants) ** 2 > AT_ONCE:
        show(say("rmentor pair --prices states what each of the %(n)d locks costs.", n=locked))
    elif locked:
        show_locks(ready, *all_lock_prices(program, stand, keep=way.keep))


def prices_of(ready: Ready, pairing: Pairing, way: Way, common: Common) -> dict[str, Any]:
    """Show what choices and locks cost, or answer it for JSON."""
    from rmentor.cli.pairing.prices import refuse_too_many, show_locks, show_prices
    from rmentor.cli.progress import working
    from rmentor.pairing.costs.alternatives import alternatives, alternatives_json
    from rmentor.pairing.costs.locks import all_lock_prices, lock_prices_json

    _refuse_groups(ready)
    refuse_too_many(ready)
    stand = way.stand(ready.program)
    with working(say("Working out what choices cost …")):
        found = alternatives(ready.program, pairing, stand, keep=way.keep)
        locks, together = all_lock_prices(ready.program, stand, keep=way.keep)
    if common.json:
        return {"prices": {**alternatives_json(found), **lock_prices_json(locks, together)}}
    show_prices(ready, found)
    show_locks(ready, locks, together)
    return {}


def _refuse_groups(ready: Ready) -> None:
    """Say that places in groups have no prices, rather than price something else."""
    from rmentor.errors import Unready

    if ready.program.framework.format == "group":
        raise Unready(
            what=say("This program meets in groups, whose places have no prices."),
            hint=say("Ask what another choice would bring: rmentor pair --what-if"),
        )


def audit_of(ready: Ready, pairing: Pairing, way: Way, common: Common) -> dict[str, Any]:
    """Show the audit, or answer it for JSON."""
    from rmentor.cli.pairing.audit import show_audit
    from rmentor.cli.progress import working
    from rmentor.pairing.audit.audit import audit, audit_json
    from rmentor.pairing.audit.weights import Asked

    asked = Asked(way.anew, way.keep, way.rematch, way.again)
    with working(say("Pairing without each criterion …")):
        found = audit(ready.program, pairing, asked)
    if common.json:
        return {"audit": audit_json(found)}
    show_audit(ready, found)
    return {}
