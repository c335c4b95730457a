"""``rmentor add``: one more person, from options or from prompts; a pair that two people propose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import reading
from rmentor.cli.learning import adding
from rmentor.cli.options import Common, with_common
from rmentor.cli.pairing import proposals
from rmentor.cli.speech import language, say
from rmentor.cli.usage import Command, subcommands

if TYPE_CHECKING:
    from rmentor.intake.problems import Problem
    from rmentor.model.program import Program

REQUIRED = ("name", "role")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    group = subcommands(
        say("Add a participant, a pair that two people propose, or what the organisation learns.")
    )
    group.command(
        "participant",
        cls=Command,
        help=say("Add a participant; asks for what no option gives."),
        epilog=say(
            'Example: rmentor add participant --name "Léa M." --role mentor --set offers="linkedin: 4"'
        ),
    )(with_common(participant))
    group.command(
        "pair",
        cls=Command,
        help=say(
            "Add a pair that two people propose themselves, locked; shows the rules that it breaks "
            "and what it costs the whole. rmentor pair then pairs the others around it."
        ),
        epilog=say("Example: rmentor add pair pauline-r catherine-a"),
    )(with_common(proposals.pair))
    reading.add_to(group)
    adding.add_to(group)
    app.add_typer(group, name="add")


def participant(
    name: Annotated[
        str | None,
        typer.Option("--name", help=say("Name, as written by people."), show_default=False),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="mentor|mentee|both",
            help=say("mentor, mentee or both."),
            show_default=False,
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help=say("Any key of participants.yaml, as often as you like."),
            show_default=False,
        ),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help=say("Ask nothing; take what the options give."))
    ] = False,
    *,
    common: Common,
) -> None:
    """Check the answers the way that an import would, and add the person to participants.yaml."""
    from rmentor.changes import Add
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.proving import proved
    from rmentor.cli.terminal import on_a_terminal, show_json
    from rmentor.errors import Wrong
    from rmentor.intake.merge import people_file
    from rmentor.intake.person import new_person

    answers = _given(name, role, settings or [])
    ready = open_program(common)
    if on_a_terminal() and not no_input and not common.json:
        answers = _asked(ready.program, answers)
    missing = [key for key in REQUIRED if not answers.get(key)]
    if missing:
        raise Wrong(what=say("Missing: %(keys)s.", keys=", ".join(f"--{key}" for key in missing)))
    person, problems = new_person(ready.program, answers)
    _warn_of(problems)
    if not all(problem.is_note for problem in problems):
        raise typer.Exit(1)
    changes = proved(ready, [Add(people_file(ready.sources), ("participants",), person)])
    if common.json:
        show_json(person)
    end(
        ready.root,
        ready.sources,
        changes,
        common,
        message=say("Add %(id)s", id=person["id"]),
    )


def _warn_of(problems: Iterable[Problem]) -> None:
    """Say what is wrong with an answer and what to do."""
    from rmentor.cli.terminal import warn
    from rmentor.intake.problems import remedy, told

    for problem in problems:
        key = f"{problem.args['key']}: " if "key" in problem.args else ""
        warn(key + told(problem, language()))
        if help_ := remedy(problem, language()):
            warn("    " + help_)


def _given(name: str | None, role: str | None, settings: list[str]) -> dict[str, str]:
    from rmentor.errors import Wrong

    answers = {}
    if name:
        answers["name"] = name
    if role:
        answers["role"] = role
    for setting in settings:
        key, sign, value = setting.partition("=")
        if not sign:
            raise Wrong(what=say("“%(text)s” is not KEY=VALUE.", text=setting))
        answers[key.strip()] = value.strip()
    return answers


def _asked(program: Program, answers: dict[str, str]) -> dict[str, str]:
    """Ask for what is not given yet; an empty answer leaves a key out."""
    from rmentor.intake.person import QUESTIONS

    complete = dict(answers)
    for key, question, hint in QUESTIONS:
        if key not in complete and (answer := _answer(program, key, question, hint)):
            complete[key] = answer
    return complete


def _answer(program: Program, key: str, question: str, hint: str) -> str:
    """Answer to one question; asked again until it can be understood."""
    from rmentor.intake.person import wrong_answer

    words = f"{say(question)} ({say(hint)})"
    while True:
        if key in REQUIRED:
            answer: str = typer.prompt(words, err=True)
        else:
            answer = typer.prompt(words, default="", show_default=False, err=True)
        problems = wrong_answer(program, key, answer)
        if not problems:
            return answer.strip()
        _warn_of(problems)
