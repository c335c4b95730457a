"""``rmentor pair``: the best pairs, proved and explained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import EXIT_LEFT_OVER, Check, Common, Strict, Today, day, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing
    from rmentor.model.people import Participant


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "pair",
        help=say(
            "Pair the unpaired with the best possible whole, keeping active and locked pairs, "
            "and write pairs.yaml."
        ),
        epilog=say("Example: rmentor pair --dry-run"),
    )(with_common(pair))


def pair(
    anew: Annotated[
        bool, typer.Option("--anew", help=say("Start over, but for locked pairs."))
    ] = False,
    keep: Annotated[
        int,
        typer.Option(
            "--keep",
            metavar="N",
            min=0,
            max=1_000_000,
            help=say("With --anew: points that a pair which exists gets on top."),
        ),
    ] = 0,
    rematch: Annotated[
        str | None,
        typer.Option(
            "--rematch",
            metavar="PAIR",
            help=say("End this pair and look for other partners for both."),
            show_default=False,
        ),
    ] = None,
    strict: Strict = False,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Compute the pairing, show it and write what changes in pairs.yaml."""
    from rmentor.cli.ending import end
    from rmentor.cli.names import find_pair
    from rmentor.cli.opening import open_program
    from rmentor.cli.progress import working
    from rmentor.cli.terminal import show_json
    from rmentor.folder.dump import pairs_changes
    from rmentor.pairing.pair import pair as find_pairs
    from rmentor.pairing.views import pairing_json

    since = day(today)
    ready = open_program(common)
    _refuse_groups(ready)
    old = find_pair(ready.program, rematch).id if rematch is not None else None
    with working(say("Pairing …")):
        pairing = find_pairs(ready.program, anew=anew, keep=keep, rematch=old, since=since)
    if common.json:
        show_json(pairing_json(pairing))
    elif not common.dry_run:
        _show(ready, pairing)
    changes = pairs_changes(ready.program, ready.sources, pairing.after)
    end(
        ready.root,
        ready.sources,
        changes,
        common,
        message=say("Pair people: %(n)d pairs", n=len(pairing.pairs)),
        check=check,
    )
    if strict and pairing.unpaired:
        raise typer.Exit(EXIT_LEFT_OVER)


def _refuse_groups(ready: Ready) -> None:
    """Say that groups cannot be formed yet, rather than pair people who are to meet in groups."""
    from rmentor.errors import Unready

    if ready.program.framework.format == "group":
        raise Unready(
            what=say("framework.yaml says “format: group”, and groups cannot be formed yet."),
            hint=say("Write format: individual there to pair people one to one."),
        )


def _show(ready: Ready, pairing: Pairing) -> None:
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


def _show_topics(pairing: Pairing, title: object) -> None:
    from rmentor.cli.terminal import MOST_ROWS, show, table

    assert callable(title)  # noqa: S101
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
