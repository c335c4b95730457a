"""``rmentor add participant``: one more person, from options or from prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready

REQUIRED = ("name", "role")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    group = typer.Typer(
        help=say("Add somebody to the program."),
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.command(
        "participant",
        help=say("Add a participant; asks for what no option gives."),
        epilog=say(
            'Example: rmentor add participant --name "Léa M." --role mentor --set offers="linkedin: 4"'
        ),
    )(with_common(participant))
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
    from rmentor.cli.terminal import on_a_terminal, show_json, warn
    from rmentor.errors import Wrong
    from rmentor.intake.person import new_person

    answers = _given(name, role, settings or [])
    ready = open_program(common)
    if on_a_terminal() and not no_input and not common.json:
        answers = _asked(answers)
    missing = [key for key in REQUIRED if not answers.get(key)]
    if missing:
        raise Wrong(what=say("Missing: %(keys)s.", keys=", ".join(f"--{key}" for key in missing)))
    person, problems = new_person(ready.program, answers)
    if problems:
        for problem in problems:
            warn(say(problem.message, **problem.args))
        raise typer.Exit(1)
    if common.json:
        show_json(person)
    end(
        ready.root,
        ready.sources,
        [Add(_file(ready), ("participants",), person)],
        common,
        message=say("Add %(id)s", id=person["id"]),
    )


def _file(ready: Ready) -> str:
    """File that new people go to: participants.yaml, or the last file of participants/."""
    people = sorted(path for path in ready.sources.files if path.startswith("participants"))
    return people[0] if people else "participants.yaml"


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


def _asked(answers: dict[str, str]) -> dict[str, str]:
    """Ask for what is not given yet; an empty answer leaves a key out."""
    from rmentor.intake.person import QUESTIONS

    complete = dict(answers)
    for key, question, hint in QUESTIONS:
        if key in complete:
            continue
        words = say(question) + (f" ({say(hint)})" if hint else "")
        if key in REQUIRED:
            complete[key] = typer.prompt(words, err=True)
        elif answer := typer.prompt(words, default="", show_default=False, err=True):
            complete[key] = answer
    return complete
