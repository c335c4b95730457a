"""``rmentor register``: what the organisation learns, on a terminal, with the ids to answer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.model.program import Program

KINDS = ("ideas", "circle", "quotes", "trainings", "lessons", "steps")
Row = tuple[str, str, str]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "register",
        help=say(
            "Show the register: ideas, the mentors’ circle, quotes, trainings, lessons, steps taken."
        ),
        epilog=say("Example: rmentor register ideas"),
    )(with_common(show_register))


def show_register(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KIND…]", help=", ".join(KINDS), show_default=False),
    ] = None,
    *,
    common: Common,
) -> None:
    """Show what register.yaml holds; nothing is written."""
    from rmentor.cli.learning.items import chosen, plain
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import MOST_ROWS, show, show_json, show_styled, table

    wanted = tuple(dict.fromkeys(chosen(each, KINDS, "KIND") for each in kinds or KINDS))
    program = open_program(common).program
    if common.json:
        show_json(
            {
                kind: [_kept_back(plain(each)) for each in getattr(program.register, kind)]
                for kind in wanted
            }
        )
        return
    found = 0
    for kind in wanted:
        rows = list(_ROWS[kind](program))
        if not rows:
            continue
        if found:
            show("")
        found += len(rows)
        headings = _headings(kind)
        show_styled(headings[0], "bold")
        show(table(headings[1:], rows[:MOST_ROWS]))
        if len(rows) > MOST_ROWS:
            show(say("… and %(n)d more; --json has them all.", n=len(rows) - MOST_ROWS))
    if not found:
        show(say("Nothing is on record yet. rmentor add --help says what can be added."))


def _headings(kind: str) -> Sequence[str]:
    """Heading of a kind, and of its columns."""
    return {
        "ideas": (say("Ideas"), say("Id"), say("Idea"), say("Where it is")),
        "circle": (say("Mentors’ circle"), say("Id"), say("What"), say("What becomes of it")),
        "quotes": (say("Quotes"), say("Id"), say("Text"), say("Consent")),
        "trainings": (say("Trainings"), say("Id"), say("Title"), say("Who was there")),
        "lessons": (say("For the next edition"), say("Id"), say("What"), say("How")),
        "steps": (say("Steps taken"), say("Id"), say("Whom it reached"), say("What")),
    }[kind]


def _ideas(program: Program) -> Iterator[Row]:
    from rmentor.model.register import IDEA_STATES
    from rmentor.reporting.views.register_words import idea_status

    people, speech = program.people(), language()
    for each in sorted(
        program.register.ideas, key=lambda idea: (IDEA_STATES.index(idea.status), idea.id)
    ):
        state = [idea_status(each.status, speech)]
        if each.topic is not None:
            state.append(program.topics[each.topic].title.in_language(speech.code))
        if each.owner is not None:
            state.append(people[each.owner].name if each.owner in people else each.owner)
        yield each.id, _with(each.idea, each.answer), "\n".join(state)


def _circle(program: Program) -> Iterator[Row]:
    for each in program.register.circle:
        if each.kind == "decision":
            state = say("decided; changes %(kit)s", kit=each.kit) if each.kit else say("decided")
        else:
            state = say("answered") if each.answer else say("open question")
        yield each.id, _with(each.what, each.answer), state


def _quotes(program: Program) -> Iterator[Row]:
    """Only what others may read is shown; a coordinator knows the rest again by id and person."""
    people = program.people()
    for each in program.register.quotes:
        if each.withdrawn is not None:
            text, state = "–", say("withdrawn on %(day)s", day=each.withdrawn.isoformat())
        elif each.consent is None:
            text, state = "–", say("waits for the person’s yes")
        else:
            text, state = each.text, say("yes on %(day)s", day=each.consent.isoformat())
        who = people[each.who].name
        state += "\n" + (
            say("%(name)s, by name", name=who) if each.named else say("%(name)s, unnamed", name=who)
        )
        yield each.id, text, state


def _trainings(program: Program) -> Iterator[Row]:
    from rmentor.reporting.views.when import length

    speech = language()
    for each in sorted(program.register.trainings, key=lambda one: (str(one.on or ""), one.id)):
        about = [each.on.isoformat()] if each.on is not None else []
        about += [length(each.minutes, speech)] if each.minutes else []
        there = speech.plural("%(n)d person", "%(n)d people", len(each.who))
        yield each.id, _with(each.title, " · ".join(about) or None, ""), there


def _lessons(program: Program) -> Iterator[Row]:
    from rmentor.model.register import LESSON_KINDS
    from rmentor.reporting.views.register_words import lesson_kind

    for each in sorted(
        program.register.lessons, key=lambda one: (LESSON_KINDS.index(one.kind), one.id)
    ):
        yield each.id, each.what, lesson_kind(each.kind, language())


def _steps(program: Program) -> Iterator[Row]:
    from rmentor.cli.acting.reminders import step_in_words

    people = program.people()
    for each in sorted(program.register.steps, key=lambda one: (one.on, one.id)):
        named = ", ".join(people[who].name for who in each.who)
        yield (
            each.id,
            named or each.pair or "–",
            f"{each.on.isoformat()} {step_in_words(each.step)}",
        )


_ROWS: Mapping[str, Callable[[Program], Iterator[Row]]] = {
    "ideas": _ideas,
    "circle": _circle,
    "quotes": _quotes,
    "trainings": _trainings,
    "lessons": _lessons,
    "steps": _steps,
}


def _with(text: str, more: str | None, arrow: str = "→ ") -> str:
    return f"{text}\n{arrow}{more}" if more else text


def _kept_back(item: dict[str, Any]) -> dict[str, Any]:
    """An item without the text that nobody may read: a quote before its yes, or after its no."""
    if "withdrawn" in item and (item["consent"] is None or item["withdrawn"] is not None):
        return {**item, "text": None}
    return item
