"""The price of a choice in words: whom people would rather have, what locks cost, what forcing costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.pairing.costs.alternatives import (
        Alternative,
        Alternatives,
        PairAlternatives,
        PairPrice,
    )
    from rmentor.pairing.costs.cost import Cost
    from rmentor.pairing.costs.locks import LockPrice

MOST_WISHES = 30
MOST_BLOCKING_SHOWN = 10
GIVES_WAY = " *"
UNKNOWN = "?"


def refuse_too_many(ready: Ready) -> None:
    """Say that prices are told up to 10,000 people only.

    Raises:
        Unready: More people take part.
    """
    from rmentor.errors import Unready
    from rmentor.pairing.costs.forcing import too_many_to_price

    if too_many_to_price(ready.program):
        raise Unready(
            what=say("So many people take part that the price of each choice is not worked out."),
            hint=say("Prices are told up to 10,000 mentors and 10,000 mentees."),
        )


def show_prices(ready: Ready, found: Alternatives) -> None:
    """Show who would rather have whom, which pairs block, and what each would cost the whole."""
    from rmentor.cli.terminal import show

    _show_wishes(
        ready,
        say("Mentees who would score higher with another mentor"),
        say("Mentor now"),
        [(each.pair.mentees[0], each.pair.mentor, each, each.for_mentee) for each in found.pairs],
    )
    _show_wishes(
        ready,
        say("Mentors who would score higher with another mentee"),
        say("Mentee now"),
        [(each.pair.mentor, each.pair.mentees[0], each, each.for_mentor) for each in found.pairs],
    )
    _show_blocking(ready, found)
    sides = [side for each in found.pairs for side in (each.for_mentor, each.for_mentee)]
    giving_way = any(side.opens for side in sides if side is not None and side.gain > 0)
    if giving_way or any(each.opens for each in found.blocking[:MOST_BLOCKING_SHOWN]):
        show(say("* Another pair that stays would be up for choice again."))
    if found.unpriced:
        show(
            say(
                "%(n)d costs were not worked out (%(sign)s): only the largest gains are priced "
                "where people are very many.",
                n=found.unpriced,
                sign=UNKNOWN,
            )
        )


def _show_wishes(
    ready: Ready,
    heading: str,
    now: str,
    sides: Sequence[tuple[str, str, PairAlternatives, Alternative | None]],
) -> None:
    """Show those of one role for whom another partner scores higher, the largest gain first."""
    from rmentor.cli.terminal import show, show_styled, table

    people = ready.program.people()
    listed = [
        (-other.gain, person, partner, each.score, other)
        for person, partner, each, other in sides
        if other is not None and other.gain > 0
    ]
    listed.sort(key=lambda each: each[:3])
    show_styled(f"{heading} ({len(listed)}/{len(sides)})", "bold")
    if not listed:
        show(say("Everybody has the best partner who could be had."), "")
        return
    rows = [
        (
            people[person].name,
            people[partner].name,
            people[other.partner].name,
            f"{other.score} (+{other.gain})",
            _marked(ready, other.cost, other.opens),
        )
        for _, person, partner, _, other in listed[:MOST_WISHES]
    ]
    heads = (say("Person"), now, say("Rather"), say("Score"), say("Would cost the whole"))
    show(table(heads, rows, right=(3,)))
    if len(listed) > MOST_WISHES:
        show(say("… and %(n)d more; --json has them all.", n=len(listed) - MOST_WISHES))
    show("")


def _show_blocking(ready: Ready, found: Alternatives) -> None:
    from rmentor.cli.terminal import show, show_styled, table

    people = ready.program.people()
    heading = say("Pairs where both would rather have each other")
    show_styled(f"{heading} ({found.blocking_count})", "bold")
    if not found.blocking:
        show(say("There are none: nobody could do better with somebody who would agree."))
        return
    shown = found.blocking[:MOST_BLOCKING_SHOWN]
    rows = [
        (
            people[each.mentor].name,
            people[each.mentee].name,
            each.score,
            f"+{each.mentor_gain} / +{each.mentee_gain}",
            _marked(ready, each.cost, each.opens),
        )
        for each in shown
    ]
    heads = (
        say("Mentor"), say("Mentee"), say("Score"), say("Gain of each"),
        say("Would cost the whole"),
    )  # fmt: skip
    show(table(heads, rows, right=(2, 3)))
    if found.blocking_count > len(shown):
        show(say("… and %(n)d more with smaller gains.", n=found.blocking_count - len(shown)))
    first = shown[0]
    command = _command(first.mentor, first.mentee, first.opens)
    show(say("To force one all the same: %(command)s", command=command))


def show_locks(
    ready: Ready, prices: Sequence[LockPrice], together: LockPrice | None = None
) -> None:
    """Show what each lock costs, and all of them."""
    from rmentor.cli.pairing.facts import rule_in_words
    from rmentor.cli.terminal import MOST_ROWS, show, show_styled, table

    if not prices or together is None:
        return
    people = ready.program.people()
    count = len(together.pairs)
    show_styled(say("What locks cost") + f" ({count})", "bold")
    dear = sorted(prices, key=lambda each: [-part for part in each.cost.in_order])
    rows = [
        (
            people[each.pairs[0].mentor].name,
            people[each.pairs[0].mentees[0]].name,
            each.score,
            _lock_in_words(ready, each),
            ", ".join(rule_in_words(rule) for rule in each.breaks),
        )
        for each in dear[:MOST_ROWS]
    ]
    heads = (
        say("Mentor"), say("Mentee"), say("Score"), say("Costs the whole"), say("Breaks"),
    )  # fmt: skip
    show(table(heads, rows, right=(2,)))
    if count > len(prices):
        show(say("… and %(n)d more with higher scores.", n=count - len(prices)))
    if count > 1:
        show(say("All locks together cost: %(cost)s", cost=_lock_in_words(ready, together)))


def show_price_of_pair(ready: Ready, found: PairPrice) -> None:
    """Show what forcing one pair would cost the whole, and who would change partner."""
    from rmentor.cli.pairing.moves import show_moves
    from rmentor.cli.terminal import show, show_styled

    people = ready.program.people()
    if found.current:
        show(say("They are a pair of the best whole, so this choice costs nothing."))
        return
    if found.full:
        names = ", ".join(people[person].name for person in found.full)
        show(
            say(
                "They cannot be forced: all places of %(names)s are taken by locked or paused "
                "pairs or groups.",
                names=names,
            )
        )
    if found.cost is None or found.moves is None:
        return
    price = cost_in_words(ready, found.cost)
    show_styled(say("Price of forcing this pair: %(cost)s", cost=price), "bold")
    if found.opens:
        show(say("Up for choice again for it: %(pairs)s", pairs=", ".join(found.opens)))
    show_moves(
        ready, found.moves, before=say("Best whole: mentor"), after=say("With this pair: mentor")
    )
    command = _command(found.mentor, found.mentee, found.opens)
    show(say("To force it: %(command)s", command=command))


def _command(mentor: str, mentee: str, opens: Sequence[str]) -> str:
    return f"rmentor add pair {mentor} {mentee}" + "".join(f" --end {pair}" for pair in opens)


def cost_in_words(ready: Ready, cost: Cost | None) -> str:
    """Say what the whole loses, what counts most first."""
    if cost is None:
        return UNKNOWN
    name, amount = cost.first
    if name == "points":
        return _points_in_words(amount)
    return f"{_loss_in_words(ready, cost, name, amount)} ({_signed(-cost.points)})"


def _loss_in_words(ready: Ready, cost: Cost, name: str, amount: int) -> str:
    people = ready.program.people()
    alone = ", ".join(people[person].name for person in cost.alone)
    if name == "lowest":
        return (
            say("the lowest score falls by %(n)d", n=amount)
            if amount > 0
            else say("the lowest score rises by %(n)d", n=-amount)
        )
    if amount > 0:
        return (
            say("leaves %(names)s without a mentor", names=alone)
            if name == "served"
            else say("leaves %(names)s, who waited longer, without a mentor", names=alone)
        )
    return (
        say("nothing; it serves %(n)d more", n=-amount)
        if name == "served"
        else say("nothing; it serves people who waited longer")
    )


def _points_in_words(amount: int) -> str:
    if not amount:
        return say("nothing")
    if amount < 0:
        return say("nothing; it brings %(points)s", points=_signed(-amount, sign=False))
    return _signed(amount, sign=False)


def _signed(amount: int, *, sign: bool = True) -> str:
    points = language().plural("%(n)d point", "%(n)d points", abs(amount))
    if not sign:
        return points
    return f"{'−' if amount < 0 else '+'}{points}" if amount else "±0"


def _lock_in_words(ready: Ready, price: LockPrice) -> str:
    from rmentor.cli.pairing.moves import people_in_words

    words = cost_in_words(ready, price.cost)
    named = {(person, "mentee") for person in price.cost.alone}
    others = [each for each in price.alone if each not in named]
    if not others:
        return words
    names = people_in_words(ready.program.people(), others)
    return words + "; " + say("without a partner for it: %(names)s", names=names)


def _marked(ready: Ready, cost: Cost | None, opens: Sequence[str]) -> str:
    return cost_in_words(ready, cost) + (GIVES_WAY if opens else "")
