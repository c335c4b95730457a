"""How the pairs of a program do, as far as that tells of no few people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rmentor.followup.few import in_pairs, may_be_told
from rmentor.followup.health import health
from rmentor.followup.hiding import fewest
from rmentor.model.program import Program

# States of health in a portfolio: "new" pairs are on time as "good" ones are. HELP: the other two.
WELL, WATCH, AT_RISK = "well", "watch", "at-risk"
HELP = "help"


@dataclass(frozen=True, slots=True)
class ToldHealth:
    """How many pairs go on, and how they do; what is not told is None.

    Attributes:
        pairs: Those that go on.
        well: On time; ``help``: all the others.
        watch: Of ``help``, those to be watched; ``at_risk``: those at risk.
        few: ``WELL`` or ``HELP`` where it is told only that there are some such pairs, and fewer than
            ``fewest``; empty elsewhere.
        fewest: How many people, and pairs, may be told of at least.
    """

    pairs: int | None = None
    well: int | None = None
    help: int | None = None
    watch: int | None = None
    at_risk: int | None = None
    few: str = ""
    fewest: int = 1


def pairs_by_state(program: Program, today: date) -> Mapping[str, Sequence[str]]:
    """Ids of the pairs that go on, by ``WELL``, ``WATCH`` and ``AT_RISK``."""
    found: dict[str, list[str]] = {WELL: [], WATCH: [], AT_RISK: []}
    for each in health(program, today):
        found[WELL if each.state in ("new", "good") else each.state].append(each.pair)
    return found


def told_to_coordinator(states: Mapping[str, Sequence[str]]) -> ToldHealth:
    """All of it."""
    well, watch, risk = (len(states[state]) for state in (WELL, WATCH, AT_RISK))
    return ToldHealth(well + watch + risk, well, watch + risk, watch, risk)


def told_in_public(program: Program, states: Mapping[str, Sequence[str]]) -> ToldHealth:
    """As much as speaks of enough people: three states; else two; else which of the two are few.

    That there are "fewer than 5" is said of who has no mentor as well; how many exactly is not.
    """
    whole, least = told_to_coordinator(states), fewest(program)
    sizes = {state: _people(program, ids) for state, ids in states.items()}
    helped = _people(program, (*states[WATCH], *states[AT_RISK]))
    if not whole.pairs or may_be_told(program, *sizes.values()):
        return whole
    if may_be_told(program, sizes[WELL], helped):
        return ToldHealth(whole.pairs, whole.well, whole.help, fewest=least)
    for few, many in ((WELL, HELP), (HELP, WELL)):
        counts = {WELL: (sizes[WELL], whole.well), HELP: (helped, whole.help)}
        # Somebody who learns in two pairs is one person: neither number may be one of a few.
        if (
            max(each or 0 for each in counts[few])
            < least
            <= min(each or 0 for each in counts[many])
        ):
            return ToldHealth(whole.pairs, few=few, fewest=least)
    return ToldHealth(fewest=least)


def _people(program: Program, ids: Iterable[str]) -> int:
    wanted = frozenset(ids)
    return in_pairs(pair for pair in program.pairs if pair.id in wanted)
