"""One person's place in the pairing, in words: with whom and why, or why with nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.model.pairing import Explanation, Pairing, ScoredPair, Taken, Unpaired
    from rmentor.model.program import Program

MOST_TAKEN = 5


def show_left_out(program: Program, person: str, why: str) -> None:
    """Say that somebody does not take part."""
    from rmentor.cli.terminal import show
    from rmentor.reporting.views.words import left_out_in_words

    name, words = program.people()[person].name, left_out_in_words(why, language())
    show(say("%(name)s does not take part: %(why)s.", name=name, why=words))


def show_pairs(
    program: Program, person: str, ranked: tuple[Explanation, ...], pairing: Pairing
) -> None:
    """Say with whom somebody is paired, or would be, and who would have scored higher."""
    from rmentor.cli.terminal import show, show_styled

    people = program.people()
    for found in pairing.pairs:
        if person not in found.pair.people:
            continue
        names = {
            "mentor": people[found.pair.mentor].name,
            "mentees": ", ".join(people[each].name for each in found.pair.mentees),
            "score": found.score,
        }
        show_styled(_with_whom(found, names), "bold")
        better = list(_better(program, person, found, ranked, pairing))
        if better:
            show(
                say(
                    "Higher scores, but taken in the best whole: %(names)s",
                    names=language().few(better, MOST_TAKEN),
                )
            )
        else:
            show(say("Nobody who fits would score higher."))


def _with_whom(found: ScoredPair, names: dict[str, object]) -> str:
    if found.new:
        return say(
            "rmentor pair would choose: %(mentor)s teaches %(mentees)s (%(score)d points).", **names
        )
    return say("pairs.yaml: %(mentor)s teaches %(mentees)s (%(score)d points).", **names)


def _better(
    program: Program,
    person: str,
    found: ScoredPair,
    ranked: tuple[Explanation, ...],
    pairing: Pairing,
) -> Iterator[str]:
    """Feasible candidates in the same role who score higher, with whom they are."""
    people = program.people()
    mine = set(found.pair.people)
    teaching = found.pair.mentor == person
    for each in ranked:
        if not each.is_feasible or each.score <= found.score:
            continue
        if (each.mentor == person) is not teaching:
            continue
        other = each.mentee if teaching else each.mentor
        partners = _partners(pairing, other, teaching=not teaching)
        if other not in mine and person not in partners:
            yield _taken_in_words(program, people[other].name, each.score, partners)


def _partners(pairing: Pairing, person: str, *, teaching: bool) -> list[str]:
    """With whom somebody is paired, as mentor or as mentee."""
    if teaching:
        mine = (each.pair for each in pairing.pairs if each.pair.mentor == person)
        return sorted({mentee for pair in mine for mentee in pair.mentees})
    return sorted({each.pair.mentor for each in pairing.pairs if person in each.pair.mentees})


def show_alone(program: Program, one: Unpaired) -> None:
    """Say why somebody has no partner, who fits but is taken, and what would change it."""
    from rmentor.cli.pairing.facts import rule_in_words
    from rmentor.cli.pairing.remedies import remedy_for_one
    from rmentor.cli.terminal import show, show_styled, table
    from rmentor.reporting.views.words import nothing_named

    person = program.people()[one.id]
    if one.role == "mentee":
        show_styled(say("%(name)s has no mentor.", name=person.name), "bold")
    else:
        show_styled(say("%(name)s has no mentee.", name=person.name), "bold")
    nothing = nothing_named(person, one.role, language())
    if nothing or not one.reasons:
        show(nothing or say("nobody is on the other side"))
    else:
        rows = [(rule_in_words(r.rule), r.count, r.only or "") for r in one.reasons]
        heads = (say("Why"), say("Candidates"), say("Only for that"))
        show(table(heads, rows, right=(1, 2)))
    if one.taken:
        show(
            say(
                "Who fits but is taken: %(names)s",
                names=language().few(_taken(program, one.taken), MOST_TAKEN),
            )
        )
    if not one.remedies:
        return
    show("", say("What would change it, and cost nobody a partner:"))
    for number, remedy in enumerate(one.remedies, start=1):
        sentence, *rest = remedy_for_one(program, remedy)
        show(f"{number}. {sentence}", *(f"   {line}" for line in rest))


def _taken(program: Program, taken: Iterable[Taken]) -> list[str]:
    people = program.people()
    return [_taken_in_words(program, people[each.id].name, each.score, each.by) for each in taken]


def _taken_in_words(program: Program, name: str, score: int, by: Iterable[str]) -> str:
    people = program.people()
    partners = ", ".join(people[each].name for each in by)
    if not partners:
        return say("%(name)s (%(score)d points)", name=name, score=score)
    return say(
        "%(name)s (%(score)d points; with %(partners)s)",
        name=name,
        score=score,
        partners=partners,
    )
