"""Reporting lines: who stands above whom, and how far."""

from __future__ import annotations

from collections.abc import Mapping


def chain_above(person: str, managers: Mapping[str, str | None], levels: int) -> tuple[str, ...]:
    """Managers above ``person``, nearest first, at most ``levels`` of them.

    A chain that comes back to somebody in it ends there.
    """
    chain: list[str] = []
    seen = {person}
    above = managers.get(person)
    while above is not None and above in managers and above not in seen and len(chain) < levels:
        chain.append(above)
        seen.add(above)
        above = managers.get(above)
    return tuple(chain)


def line_between(
    one: str, other: str, managers: Mapping[str, str | None], levels: int
) -> tuple[str, ...]:
    """People from the lower of the two up to the upper, both included; empty if in no one line."""
    for lower, upper in ((one, other), (other, one)):
        chain = chain_above(lower, managers, levels)
        if upper in chain:
            return (lower, *chain[: chain.index(upper) + 1])
    return ()
