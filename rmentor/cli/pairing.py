"""The pairing on the terminal: pairs, who stays alone and why, topics, and the proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing
    from rmentor.model.people import Participant


def show_pairing(ready: Ready, pairing: Pairing) -> None:
    """Show what was chosen, and what it leaves open."""
    from rmentor.cli.terminal import MOST_ROWS, show, show_styled, table

    people = ready.program.people()
    topics = ready.program.topics
    lang = ready.program.language

    def title(topic: str) -> str:
        return topics[topic].title.in_language(lang) if topic in topics else topic

    rows = [
        (
            "+" if found.new else "=",
            people[found.pair.mentor].name,
            ", ".join(people[mentee].name for mentee in found.pair.mentees),
            ", ".join(title(topic) for topic in found.pair.topics[:2])
            + (" …" if len(found.pair.topics) > 2 else ""),
            found.score,
        )
        for found in pairing.pairs[:MOST_ROWS]
    ]
    if rows:
        show(
            table(("", say("Mentor"), say("Mentee"), say("Topics"), say("Score")), rows, right=(4,))
        )
    if len(pairing.pairs) > MOST_ROWS:
        show(say("… and %(n)d more; pairs.yaml has them all.", n=len(pairing.pairs) - MOST_ROWS))
    _show_unpaired(pairing, people)
    _show_topics(pairing, title)
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
    from rmentor.cli.facts import reasons_in_words
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


def _show_topics(pairing: Pairing, title: Callable[[str], str]) -> None:
    from rmentor.cli.terminal import MOST_ROWS, show, table

    rows = [
        (title(topic.id), topic.wanted, topic.offered, topic.served, topic.short or "")
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
