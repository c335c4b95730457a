"""``pair --what-if``: read what is supposed, and show the pairing beside today's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Summary
    from rmentor.model.program import Program
    from rmentor.pairing.questions.clauses import Clause, Slip
    from rmentor.pairing.questions.suppositions import Setting, Supposition
    from rmentor.pairing.questions.what_if import Comparison, Forced, Sum

FILE = "program.yaml"


def suppositions(
    ready: Ready, values: Sequence[str], leftover: Sequence[str]
) -> tuple[Supposition, ...]:
    """What the words of ``--what-if`` suppose.

    Args:
        ready: The program.
        values: Values of the option, in order.
        leftover: Words of the command line that belong to no option, in order.

    Raises:
        Wrong: With everything that cannot be read or cannot be, at once.
    """
    from rmentor.errors import Wrong
    from rmentor.pairing.questions.clauses import parse
    from rmentor.pairing.questions.suppositions import contradictions

    program = ready.program
    clauses, slips = parse(values, leftover, _finder(program))
    wrong = [_slip_in_words(program, slip) for slip in slips]
    found: list[Supposition] = []
    for clause in clauses:
        try:
            found.append(_meant(clause))
        except Wrong as error:
            wrong.append(str(error))
    wrong += [
        say("“%(one)s” and “%(other)s” cannot both be supposed.", one=one.text, other=other.text)
        for one, other in contradictions(found)
    ]
    if not wrong:
        wrong += _settings_that_do_not_fit(program, found)
    if wrong:
        raise Wrong(what="\n  ".join(dict.fromkeys(wrong)))
    return tuple(dict.fromkeys(found))


def _finder(program: Program) -> Callable[[str], str | None]:
    from rmentor.cli.names import find_person
    from rmentor.errors import UnknownName

    known: dict[str, str | None] = {}

    def find(typed: str) -> str | None:
        if typed not in known:
            try:
                known[typed] = find_person(program, typed).id
            except UnknownName:
                known[typed] = None
        return known[typed]

    return find


def _forms() -> dict[str, str]:
    """How each clause is written."""
    return {
        "without": say("without PERSON"),
        "with": say("with MENTOR MENTEE"),
        "not": say("not MENTOR MENTEE"),
        "weight": say("weight NAME=N"),
        "rule": say("rule NAME=VALUE"),
        "aim": say("aim total|fair"),
    }


def _slip_in_words(program: Program, slip: Slip) -> str:
    from rmentor.cli.names import find_person
    from rmentor.errors import UnknownName
    from rmentor.folder.closest import nearest
    from rmentor.pairing.questions.clauses import NOBODY, SHORT, UNKNOWN

    forms = _forms()
    if slip.kind == NOBODY:
        try:
            find_person(program, slip.text)
        except UnknownName as error:
            fields = error.args_by_name
            return f"{language().text(error.message, **fields)} {fields['hint']}".strip()
    if slip.kind == SHORT:
        word = slip.text.split()[0]
        return say("“%(text)s” lacks words; write: %(form)s", text=slip.text, form=forms[word])
    if slip.kind == UNKNOWN:
        close = nearest(slip.text, tuple(forms))
        meant = [say("Did you mean %(names)s?", names=forms[close])] if close else []
        listed = ", ".join(forms.values())
        what = say("“%(text)s” begins nothing that can be supposed.", text=slip.text)
        return " ".join([what, *meant, say("There is: %(forms)s.", forms=listed)])
    return say("“%(text)s” is not KEY=VALUE.", text=slip.text)


def _meant(clause: Clause) -> Supposition:
    """What one clause supposes.

    Raises:
        Wrong: It names one person twice, or a setting that program.yaml could not hold.
    """
    from rmentor.errors import Wrong
    from rmentor.pairing.questions.suppositions import NOT, WITH, WITHOUT, Not, With, Without

    if clause.word == WITHOUT:
        return Without(clause.people[0])
    if clause.word in (WITH, NOT):
        mentor, mentee = clause.people
        said = With(mentor, mentee) if clause.word == WITH else Not(mentor, mentee)
        if mentor == mentee:
            raise Wrong(what=say("“%(text)s” names one person twice.", text=said.text))
        return said
    return _setting(clause)


def _setting(clause: Clause) -> Setting:
    """A setting, read as program.yaml is."""
    from pydantic import ValidationError

    from rmentor.errors import Wrong
    from rmentor.folder.problems import shape_findings
    from rmentor.folder.schema.files import validated
    from rmentor.folder.sentences import say as in_words
    from rmentor.pairing.questions.suppositions import AIM, WEIGHT, Setting

    key = {AIM: "aim", WEIGHT: "weights"}.get(clause.word, "rules")
    steps = [key] if clause.word == AIM else [key, *clause.name.split(".")]
    written: Any = clause.value
    for step in reversed(steps):
        written = {step: written}
    written |= {"format": "1", "name": clause.word}
    try:
        value: Any = validated("program", written)
    except ValidationError as error:
        found = shape_findings(FILE, "program", written, error)
        sentences = [" ".join(in_words(each, language())) for each in found]
        raise Wrong(what="\n  ".join(sentences)) from None
    for step in steps:
        value = getattr(value, step)
    typed = f"{clause.word} {clause.value}"
    if clause.word != AIM:
        typed = f"{clause.word} {clause.name}={clause.value}"
    return Setting(clause.word, "_".join(steps[1:]) or AIM, value, typed)


def _settings_that_do_not_fit(program: Program, found: Sequence[Supposition]) -> Iterator[str]:
    """What is right each for itself and wrong together."""
    from rmentor.folder.sentences import SENTENCES
    from rmentor.pairing.questions.suppositions import Setting, suppose

    no_weight, _ = SENTENCES["no-weight"]
    group_order, _ = SENTENCES["group-order"]
    supposed = suppose(program, [each for each in found if isinstance(each, Setting)])
    if not supposed.weights.total:
        yield say(no_weight)
    rules = supposed.rules
    if rules.group_min > rules.group_max:
        yield say(group_order, least=rules.group_min, most=rules.group_max)


def show_comparison(ready: Ready, comparison: Comparison) -> None:
    """Show both pairings side by side, who changes, and what is held back. Nothing is written."""
    from rmentor.cli.pairing.moves import show_moves
    from rmentor.cli.terminal import show, show_styled, table

    today, then = say("Today"), say("What if")
    said = ", ".join(each.text for each in comparison.suppositions)
    show_styled(say("What if: %(said)s", said=said), "bold")
    show(table(("", today, then), list(_figures(comparison)), right=(1, 2)), "")
    show_moves(ready, comparison.moves, before=today, after=then)
    for forced in comparison.forced:
        show(_forced_in_words(ready.program, forced))
    if comparison.rescaled:
        show(say("What is supposed changes how pairs score: compare totals within a line only."))
    if comparison.kept:
        show(
            language().plural(
                "%(n)d active pair stays in both; with --anew it would be chosen again, too.",
                "%(n)d active pairs stay in both; with --anew they would be chosen again, too.",
                comparison.kept,
            )
        )
    show(say("Nothing was written."))


def _figures(found: Comparison) -> Iterator[tuple[str, str, str]]:
    """Rows of the table: what, today, what if."""
    now, then = found.now.summary, found.then.summary
    yield say("Mentees paired"), _paired(now), _paired(then)
    if found.rescaled:
        titles = (
            (say("Total, by today's weights and rules"), say("Lowest, by today's")),
            (say("Total, by the supposed ones"), say("Lowest, by the supposed ones")),
        )
        for (total, lowest), mine, theirs in zip(titles, found.now_by, found.then_by, strict=True):
            yield total, str(mine.total), str(theirs.total)
            yield lowest, _lowest(mine), _lowest(theirs)
    else:
        yield say("Total score"), str(now.total), str(then.total)
        yield say("Lowest score"), _lowest(found.now_by[0]), _lowest(found.then_by[0])
    if now.aim != then.aim:
        yield say("Aim of the pairing"), now.aim, then.aim
    yield say("Proof"), _proof(now), _proof(then)


def _paired(summary: Summary) -> str:
    return say("%(part)d of %(all)d", part=summary.paired, all=summary.mentees)


def _lowest(found: Sum) -> str:
    return "–" if found.lowest is None else str(found.lowest)


def _proof(summary: Summary) -> str:
    if summary.gap:
        return say("%(gap)d points from the best at most", gap=summary.gap)
    return say("optimal")


def _forced_in_words(program: Program, forced: Forced) -> str:
    from rmentor.cli.pairing.facts import rule_in_words

    found, people = forced.explanation, program.people()
    names = {"mentor": people[found.mentor].name, "mentee": people[found.mentee].name}
    broken = [rule_in_words(rule) for rule in found.failed]
    full = {
        "mentor": say("%(name)s has more mentees than seats", name=names["mentor"]),
        "mentee": say("%(name)s has more mentors than the rules allow", name=names["mentee"]),
    }
    broken += [full[role] for role in forced.full]
    if not broken:
        return say(
            "%(mentor)s and %(mentee)s, forced: score %(score)d, no rule is broken.",
            score=found.score,
            **names,
        )
    return say(
        "%(mentor)s and %(mentee)s, forced: score %(score)d, against the rules: %(broken)s.",
        score=found.score,
        broken=", ".join(broken),
        **names,
    )
