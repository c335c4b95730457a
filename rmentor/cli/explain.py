"""``rmentor explain``: why a pair, why this person."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import CriterionScore, Explanation, Pairing, ScoredPair, Unpaired
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
        str,
        typer.Argument(
            metavar="PERSON",
            help=say("A participant, or a mentor."),
            autocompletion=completion.people,
        ),
    ],
    mentee: Annotated[
        str | None,
        typer.Argument(
            metavar="[MENTEE]",
            help=say("The mentee of a pair."),
            show_default=False,
            autocompletion=completion.people,
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """Show one pair's rules and criteria, or one person's candidates."""
    from rmentor.cli.names import find_person
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import show_json
    from rmentor.pairing.explain import candidates

    ready = open_program(common)
    program = ready.program
    someone = find_person(program, person)
    if mentee is not None:
        _explain_pair(ready, someone.id, find_person(program, mentee).id, common)
        return
    answer = _answer(program, someone.id, candidates(program, someone.id))
    if common.json:
        show_json(_answer_json(answer))
    else:
        _show_answer(program, answer)


def _explain_pair(ready: Ready, mentor: str, mentee: str, common: Common) -> None:
    """Show every rule and criterion of a pair, and what forcing it would cost the whole."""
    from rmentor.cli.pairing.prices import show_price_of_pair
    from rmentor.cli.terminal import show_json
    from rmentor.pairing.costs.alternatives import price_json, price_of_pair
    from rmentor.pairing.costs.forcing import too_many_to_price
    from rmentor.pairing.explain import explain as explain_pair
    from rmentor.pairing.views import explanation_json

    program = ready.program
    found = explain_pair(program, mentor, mentee)
    is_priced = program.framework.format != "group" and not too_many_to_price(program)
    price = price_of_pair(program, mentor, mentee) if is_priced else None
    if common.json:
        show_json({**explanation_json(found), "price": price_json(price) if price else None})
        return
    _show_pair(program, found)
    if price:
        show_price_of_pair(ready, price)


@dataclass(frozen=True)
class _Answer:
    """What there is to say of one person.

    Attributes:
        ranked: All possible partners.
        pairs: That the person is in: as pairs.yaml has them, or as ``pair`` would choose.
        unpaired: Roles in which the person has no partner, with reasons and remedies.
        left_out: Why the person does not take part, or None.
        pairing: The whole.
    """

    person: str
    ranked: tuple[Explanation, ...]
    pairs: tuple[ScoredPair, ...]
    unpaired: tuple[Unpaired, ...]
    left_out: str | None
    pairing: Pairing


def _answer(program: Program, person: str, ranked: tuple[Explanation, ...]) -> _Answer:
    """Look at the pairs that stand, which ``pair`` keeps, and at what it would add to them."""
    from rmentor.cli.progress import working
    from rmentor.pairing.pair import pair, standing

    with working(say("Pairing …")):
        # Groups alone may take minutes to form, so the ones that stand are looked at.
        one_to_one = program.framework.has_pairs
        pairing = pair(program, about=person) if one_to_one else standing(program)
    return _Answer(
        person,
        ranked,
        tuple(each for each in pairing.pairs if person in each.pair.people),
        tuple(each for each in pairing.unpaired if each.id == person),
        pairing.left_out.get(person),
        pairing,
    )


def _answer_json(answer: _Answer) -> dict[str, Any]:
    from rmentor.pairing.views import explanation_json, scored_pair_json, unpaired_json

    alone = [(each.role, unpaired_json(each)) for each in answer.unpaired]
    return {
        "id": answer.person,
        "pair": [scored_pair_json(each) for each in answer.pairs],
        **{
            name: [{"role": role, **fact} for role, one in alone for fact in one[name]]
            for name in ("reasons", "taken")
        },
        "remedies": [{"for": role, **fact} for role, one in alone for fact in one["remedies"]],
        "candidates": [explanation_json(each) for each in answer.ranked],
    }


def _show_answer(program: Program, answer: _Answer) -> None:
    from rmentor.cli.pairing.one_person import show_alone, show_left_out, show_pairs

    _show_candidates(program, answer.person, answer.ranked)
    if answer.left_out is not None:
        show_left_out(program, answer.person, answer.left_out)
    show_pairs(program, answer.person, answer.ranked, answer.pairing)
    for one in answer.unpaired:
        show_alone(program, one)


def _show_pair(program: Program, found: Explanation) -> None:
    from rmentor.cli.pairing.facts import (
        criterion_in_words,
        fact_in_words,
        named,
        rule_name_in_words,
    )
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
    from rmentor.cli.pairing.facts import fact_in_words

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


def _for(program: Program, each: Explanation) -> str:
    from rmentor.cli.pairing.facts import criterion_in_words

    titles = [program.topics[t].title.in_language(language().code) for t in each.topics[:2]]
    strong = [
        criterion_in_words(part.name)
        for part in sorted(each.criteria, key=lambda part: -part.points)
        if part.share is not None and part.share >= Fraction(1, 2) and part.weight
    ]
    return "; ".join(filter(None, [", ".join(titles), ", ".join(strong[:3])]))


def _against(each: Explanation) -> str:
    from rmentor.cli.pairing.facts import criterion_in_words, rule_in_words

    if not each.is_feasible:
        return ", ".join(rule_in_words(rule) for rule in each.failed[:3])
    weak = [
        criterion_in_words(part.name)
        for part in sorted(each.criteria, key=lambda part: -part.weight)
        if part.share is not None and part.share < Fraction(1, 4) and part.weight
    ]
    return ", ".join(weak[:3])
