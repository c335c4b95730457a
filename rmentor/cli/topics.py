"""``rmentor topics``: search what can be taught, and read what its levels mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.model.program import Program
    from rmentor.model.topics import Topic, Words


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "topics",
        help=say(
            "Search the topics that people can teach and learn, the built-in ones and the program's own."
        ),
        epilog=say("Example: rmentor topics linkedin"),
    )(with_common(topics))


def topics(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD…]",
            help=say("An id, or words of the title, the group or what a level says."),
            show_default=False,
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """List the topics that have all these words, or show a single one whole."""
    from rmentor.cli.opening import open_if_any
    from rmentor.cli.terminal import show_json
    from rmentor.intake.topics import search_topics

    opened = open_if_any(common)
    program = opened.loaded.program if opened is not None else None
    known = _known(program)
    found = search_topics(known, words or ())
    if common.json:
        show_json({"topics": _plain(found, program)})
    elif len(found) == 1:
        _show_whole(found[0], known)
    elif found:
        _show_list(found, program)
    else:
        _say_nothing_found(known, words or ())


def _known(program: Program | None) -> Mapping[str, Topic]:
    from rmentor.folder.catalogue import built_in_topics

    return built_in_topics() if program is None else program.topics


def _counts(program: Program) -> dict[str, tuple[int, int]]:
    """Mentees who want each topic, and mentors who offer it, of those who take part."""
    from rmentor.pairing.balance import topic_balance

    return {each.id: (each.wanted, each.offered) for each in topic_balance(program, ())}


def _show_list(found: Sequence[Topic], program: Program | None) -> None:
    from rmentor.cli.terminal import show, table

    code = language().code
    rows: list[tuple[object, ...]] = [
        (topic.id, topic.title.in_language(code), group_in_words(topic.group)) for topic in found
    ]
    headers = ["id", say("Topic"), say("Group")]
    if program is None:
        show(table(headers, rows))
    else:
        counts = _counts(program)
        rows = [
            (*row, *counts.get(topic.id, (0, 0))) for row, topic in zip(rows, found, strict=True)
        ]
        show(table([*headers, say("Wanted"), say("Offered")], rows, right=(3, 4)))
    show(
        "",
        language().plural(
            "%(n)d topic. One id shows it whole; topics.yaml adds your own.",
            "%(n)d topics. One id shows it whole; topics.yaml adds your own.",
            len(found),
        ),
    )


def _show_whole(topic: Topic, known: Mapping[str, Topic]) -> None:
    from rmentor.cli.terminal import show, show_styled, table

    code = language().code
    show_styled(topic.title.in_language(code), "bold")
    group = group_in_words(topic.group)
    show(f"{topic.id} · {group}" if group else topic.id)
    if topic.levels:
        rows = [(level, topic.levels[level].in_language(code)) for level in sorted(topic.levels)]
        show("", table((say("Level"), say("What a person can do")), rows, right=(0,)))
    for heading, texts in (
        (say("Exercises; the last is for later"), topic.exercises),
        (say("To bring"), topic.material),
    ):
        _show_points(heading, texts)
    before = [known[each].title.in_language(code) for each in topic.after if each in known]
    if before:
        show("", say("Comes after: %(topics)s", topics=", ".join(before)))


def _show_points(heading: str, texts: Sequence[Words]) -> None:
    from rmentor.cli.terminal import show, show_styled

    if texts:
        show("")
        show_styled(heading, "bold")
        show(*(f"- {text.in_language(language().code)}" for text in texts))


def _say_nothing_found(known: Mapping[str, Topic], words: Sequence[str]) -> None:
    from rmentor.cli.terminal import show
    from rmentor.intake.topics import topic_index

    show(say("No topic has all of these words: %(words)s", words=" ".join(words)))
    close = topic_index(known).close(" ".join(words))
    if close:
        show(say("Did you mean %(names)s?", names=", ".join(close)))
    show(say("A topic that is missing goes into topics.yaml: only id and title are required."))


def group_in_words(group: str | None) -> str:
    """Say the name of a group of topics; one of the program's own as it is written."""
    from rmentor.reporting.views.people import topic_group

    return topic_group(group, language())


def _plain(found: Sequence[Topic], program: Program | None) -> list[dict[str, Any]]:
    def both(words: Words) -> dict[str, str]:
        return {"fr": words.fr, "en": words.en}

    counts = _counts(program) if program is not None else {}

    def asked(topic: str) -> dict[str, int]:
        if program is None:
            return {}
        wanted, offered = counts.get(topic, (0, 0))
        return {"wanted": wanted, "offered": offered}

    return [
        {
            "id": topic.id,
            "title": both(topic.title),
            "group": topic.group,
            "levels": {str(level): both(topic.levels[level]) for level in sorted(topic.levels)},
            "exercises": [both(each) for each in topic.exercises],
            "material": [both(each) for each in topic.material],
            "after": list(topic.after),
            **asked(topic.id),
        }
        for topic in found
    ]
