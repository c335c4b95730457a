"""``rmentor explain``: why a pair, why this person."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.model.pairing import CriterionScore, Explanation
    from rmentor.model.program import Program

MOST_CANDIDATES = 10


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "explain",
        help=say(
            "Explain a pair rule by rule and criterion by criterion, or rank one person's candidates."
        ),
        epilog=say("Example: rmentor explain pauline-r catherine-a"),
    )(with_common(explain))


def explain(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help=say("A participant, or a mentor."))
    ],
    mentee: Annotated[
        str | None,
        typer.Argument(metavar="[MENTEE]", help=say("The mentee of a pair."), show_default=False),
    ] = None,
    *,
    common: Common,
) -> None:
    """Show one pair's rules and criteria, or one person's candidates."""
    from rmentor.cli.names import find_person
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import show_json
    from rmentor.pairing.explain import candidates
    from rmentor.pairing.explain import explain as explain_pair
    from rmentor.pairing.views import explanation_json

    program = open_program(common).program
    someone = find_person(program, person)
    if mentee is not None:
        found = explain_pair(program, someone.id, find_person(program, mentee).id)
        if common.json:
            show_json(explanation_json(found))
        else:
            _show_pair(program, found)
        return
    ranked = candidates(program, someone.id)
    if common.json:
        show_json({"id": someone.id, "candidates": [explanation_json(each) for each in ranked]})
    else:
        _show_candidates(program, someone.id, ranked)


def _show_pair(program: Program, found: Explanation) -> None:
    from rmentor.cli.facts import criterion_in_words, fact_in_words, named, rule_name_in_words
    from rmentor.cli.terminal import show, show_styled, table

    people = program.people()
    names = {"mentor": people[found.mentor].name, "mentee": people[found.mentee].name}
    show_styled(say("%(mentor)s teaches %(mentee)s", **names), "bold")
    show(
        table(
            ("", say("Rule"), names["mentor"], names["mentee"], say("Found")),
            [
                (
                    "✓" if check.holds else "✗",
                    named(check.rule, rule_name_in_words(check.rule)),
                    fact_in_words(program, check.mentor),
                    fact_in_words(program, check.mentee),
                    fact_in_words(program, check.found) if check.found is not None else "",
                )
                for check in found.rules
            ],
        )
    )
    show(
        "",
        table(
            (say("Criterion"), say("Value"), say("Weight"), say("Points"), say("Found")),
            [
                (
                    named(part.name, criterion_in_words(part.name)),
                    _share(part),
                    _number(part.weight),
                    _number(part.points),
                    _found(program, part),
                )
                for part in found.criteria
            ],
            right=(1, 2, 3),
        ),
    )
    show_styled(say("Score: %(score)d of 10000", score=found.score), "bold")
    if not found.is_feasible:
        show_styled(
            say("They may not be paired: %(rules)s.", rules=", ".join(found.failed)), "bold red"
        )


def _found(program: Program, part: CriterionScore) -> str:
    from rmentor.cli.facts import fact_in_words

    if part.found is None:
        return ""
    if part.name == "time":
        return say("%(n)s min a week in common", n=part.found)
    return fact_in_words(program, part.found)


def _share(part: CriterionScore) -> str:
    return say("not stated, 0.5") if part.share is None else _number(part.share, digits=2)


def _number(value: Fraction, digits: int = 1) -> str:
    from rmentor.language.dates import decimal

    return decimal(float(value), language().code, digits=digits)


def _show_candidates(program: Program, person: str, ranked: tuple[Explanation, ...]) -> None:
    from rmentor.cli.terminal import show, show_styled, table

    people = program.people()
    for role, heading in (
        ("mentee", say("%(name)s may learn from", name=people[person].name)),
        ("mentor", say("%(name)s may teach", name=people[person].name)),
    ):
        mine = [each for each in ranked if getattr(each, role) == person]
        if not mine:
            continue
        feasible = [each for each in mine if each.is_feasible]
        other = "mentor" if role == "mentee" else "mentee"
        show_styled(f"{heading} ({len(feasible)}/{len(mine)})", "bold")
        rows = [
            (
                each.score if each.is_feasible else "✗",
                people[getattr(each, other)].name,
                _for(program, each),
                _against(each),
            )
            for each in mine[: max(len(feasible[:MOST_CANDIDATES]) + 5, MOST_CANDIDATES)]
        ]
        show(
            table((say("Score"), say("Candidate"), say("For"), say("Against")), rows, right=(0,)),
            "",
        )
        if not feasible:
            show(_why_none(mine))


def _for(program: Program, each: Explanation) -> str:
    from rmentor.cli.facts import criterion_in_words

    titles = [program.topics[t].title.in_language(language().code) for t in each.topics[:2]]
    strong = [
        criterion_in_words(part.name)
        for part in sorted(each.criteria, key=lambda part: -part.points)
        if part.share is not None and part.share >= Fraction(1, 2) and part.weight
    ]
    return "; ".join(filter(None, [", ".join(titles), ", ".join(strong[:3])]))


def _against(each: Explanation) -> str:
    from rmentor.cli.facts import criterion_in_words, rule_in_words

    if not each.is_feasible:
        return ", ".join(rule_in_words(rule) for rule in each.failed[:3])
    weak = [
        criterion_in_words(part.name)
        for part in sorted(each.criteria, key=lambda part: -part.weight)
        if part.share is not None and part.share < Fraction(1, 4) and part.weight
    ]
    return ", ".join(weak[:3])


def _why_none(mine: list[Explanation]) -> str:
    from rmentor.cli.facts import rule_in_words

    counts: dict[str, int] = {}
    for each in mine:
        counts[each.failed[0]] = counts.get(each.failed[0], 0) + 1
    listed = ", ".join(
        f"{rule_in_words(rule)} ({n})" for rule, n in sorted(counts.items(), key=lambda c: -c[1])
    )
    return say("Nobody fits: %(listed)s", listed=listed)
