"""The pairing on the terminal: pairs, who stays alone and why, topics, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing
    from rmentor.model.people import Participant


def show_pairing(ready: Ready, pairing: Pairing, *, over: bool = False) -> None:
    """Show what was chosen, and what it leaves open; ``over``: whether pairs that stood may be gone."""
    from rmentor.cli.pairing.groups import show_groups
    from rmentor.cli.pairing.moves import show_moves
    from rmentor.cli.pairing.remedies import show_remedies
    from rmentor.cli.pairing.waiting import show_waiting
    from rmentor.cli.terminal import show
    from rmentor.pairing.questions.moves import moves

    _show_pairs(ready, pairing)
    show_groups(ready, pairing)
    _show_unpaired(pairing, ready.program.people())
    show_remedies(ready, pairing)
    show_waiting(ready, pairing)
    _show_topics(ready, pairing)
    if over:
        show("")
        show_moves(ready, moves(ready.program, pairing))
    _show_summary(pairing)


def _show_pairs(ready: Ready, pairing: Pairing) -> None:
    from rmentor.cli.terminal import MOST_ROWS, show, table
    from rmentor.reporting.views.people import topic_title

    people = ready.program.people()
    pairs = [found for found in pairing.pairs if not found.members]
    rows = [
        (
            "+" if found.new else "=",
            people[found.pair.mentor].name,
            ", ".join(people[mentee].name for mentee in found.pair.mentees),
            ", ".join(topic_title(ready.program, topic) for topic in found.pair.topics[:2])
            + (" …" if len(found.pair.topics) > 2 else ""),
            found.score,
        )
        for found in pairs[:MOST_ROWS]
    ]
    if rows:
        show(
            table(("", say("Mentor"), say("Mentee"), say("Topics"), say("Score")), rows, right=(4,))
        )
    if len(pairs) > MOST_ROWS:
        show(say("… and %(n)d more; pairs.yaml has them all.", n=len(pairs) - MOST_ROWS))


def _show_summary(pairing: Pairing) -> None:
    """Say how many are served, how well, and how far that is proved."""
    from rmentor.cli.terminal import show, show_styled

    summary = pairing.summary
    show_styled(
        say(
            "%(paired)d of %(mentees)d mentees are paired; total %(total)d, lowest %(lowest)s.",
            paired=summary.paired,
            mentees=summary.mentees,
            total=summary.total,
            lowest="–" if summary.lowest is None else summary.lowest,
        ),
        "bold",
    )
    if summary.proof == "optimal":
        show(
            say(
                "Aim: %(aim)s. Proof: optimal; no other choice of pairs is better.", aim=summary.aim
            )
        )
    else:
        show(
            say(
                "Aim: %(aim)s. Proof: at most %(gap)d points from the best.",
                aim=summary.aim,
                gap=summary.gap,
            )
        )


def _show_unpaired(pairing: Pairing, people: Mapping[str, Participant]) -> None:
    from rmentor.cli.pairing.facts import reasons_in_words
    from rmentor.cli.terminal import MOST_ROWS, show, table
    from rmentor.reporting.views.words import nothing_named

    for role, heading in (
        ("mentee", say("Mentees without a mentor")),
        ("mentor", say("Mentors without a mentee")),
    ):
        rows = [
            (
                people[one.id].name,
                nothing_named(people[one.id], role, language()) or reasons_in_words(one.reasons),
            )
            for one in pairing.unpaired
            if one.role == role
        ]
        if rows:
            show(
                "",
                table(
                    (f"{heading} ({len(rows)})", say("Why (how many candidates)")), rows[:MOST_ROWS]
                ),
            )
            if len(rows) > MOST_ROWS:
                show(say("… and %(n)d more; --json has them all.", n=len(rows) - MOST_ROWS))
    if any(reason.only for one in pairing.unpaired for reason in one.reasons):
        show(say("* Nothing else keeps some of them away: rmentor explain PERSON says whom."))
    if pairing.left_out:
        counts: dict[str, int] = {}
        for why in pairing.left_out.values():
            counts[why] = counts.get(why, 0) + 1
        words = {
            "volunteer": say("have not said yes"),
            "applied": say("not yet accepted"),
            "paused": say("paused"),
            "left": say("left"),
        }
        listed = ", ".join(f"{words[why]} ({n})" for why, n in sorted(counts.items()))
        show("", say("Not taking part: %(listed)s", listed=listed))


def _show_topics(ready: Ready, pairing: Pairing) -> None:
    from rmentor.cli.terminal import MOST_ROWS, show, table
    from rmentor.reporting.views.people import topic_title

    rows = [
        (
            topic_title(ready.program, topic.id),
            topic.wanted,
            topic.offered,
            topic.served,
            topic.short or "",
        )
        for topic in sorted(pairing.topics, key=lambda t: (-t.short, -t.wanted, t.id))
        if topic.wanted
    ]
    if rows:
        show(
            "",
            table(
                (say("Topic"), say("Wanted"), say("Offered"), say("Served"), say("Short")),
                rows[:MOST_ROWS],
                right=(1, 2, 3, 4),
            ),
        )
