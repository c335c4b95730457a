"""``rmentor survey``: the surveys, their forms, and their last day."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli import completion
from rmentor.cli.options import Check, Common, Now, today_or_now, with_common
from rmentor.cli.speech import language, say
from rmentor.cli.surveys.finding import find_survey
from rmentor.cli.surveys.sheet import register_import
from rmentor.cli.usage import Command, Group

if TYPE_CHECKING:
    from datetime import date

    from rmentor.model.surveys import Awaited, Survey

# What stands for a survey in the list of commands: every word that is no command is one's id.
FORMS = "ID"


class Form(StrEnum):
    """Forms of a form."""

    csv = "csv"
    md = "md"
    html = "html"
    all = "all"


class Spoken(StrEnum):
    """Languages to ask in."""

    fr = "fr"
    en = "en"


class _Forms(Command):
    """The command whose name stands for its argument."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Leave the argument out: ``rmentor survey ID`` says it already."""
        return [each for each in super().collect_usage_pieces(ctx) if "ID" not in each]


class _Surveys(Group):
    """Takes ``survey pulse`` for the forms of a survey, and ``survey`` for the list of them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put in the command that was left out."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = [FORMS, *args]
        return list(super().parse_args(ctx, args))


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    group = typer.Typer(
        cls=_Surveys,
        help=say("List the surveys, write forms that people fill in, read their answers."),
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.command(
        FORMS,
        cls=_Forms,
        help=say(
            "Write the forms of a survey into reports/surveys/: a sheet of those who are awaited, "
            "and for each role a mail and a page that saves its answers to a file. "
            "Without ID: list the surveys."
        ),
        epilog=say("Example: rmentor survey pulse --format html --for mentee"),
    )(with_common(survey))
    register_import(group)
    group.command(
        "close",
        cls=Command,
        help=say("Set the last day for answers of a survey."),
        epilog=say("Example: rmentor survey close midterm --on 2027-04-09"),
    )(with_common(close))
    app.add_typer(group, name="survey")


def _offered(ctx: Any, incomplete: str) -> completion.Offers:
    """Offer surveys, and the commands that stand in the same place."""
    commands = [(each, "") for each in ("close", "import") if each.startswith(incomplete)]
    return [*completion.surveys(ctx, incomplete), *commands]


Name = Annotated[
    str | None,
    typer.Argument(
        metavar="ID", help=say("Id of a survey."), show_default=False, autocompletion=_offered
    ),
]
Which = Annotated[Form, typer.Option("--format", help=say("Which forms to write."))]
Role = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="ROLE",
        help=say("Only for this role: mentor, mentee, manager …"),
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="DIR",
        help=say("Another folder, within the program’s."),
        show_default=False,
    ),
]
Lang = Annotated[
    Spoken | None,
    typer.Option(
        "--lang",
        help=say("Language to ask in; the program’s if not given."),
        show_default=False,
    ),
]


def survey(
    name: Name = None,
    form: Which = Form.all,
    role: Role = None,
    output: Output = None,
    lang: Lang = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Write the forms of a survey, or list all surveys."""
    from rmentor.cli.opening import open_program

    on = today_or_now(today)
    ready = open_program(common)
    if name is None:
        from rmentor.cli.surveys.listing import show_surveys

        show_surveys(ready.program, on, as_json=common.json)
        return
    from rmentor.cli.ending import end
    from rmentor.cli.terminal import show_json
    from rmentor.followup.surveys import recipients
    from rmentor.language.catalogue import speak
    from rmentor.reporting.forms import FORMATS, form_changes

    asked = find_survey(ready.program, name)
    roles = _roles(asked, role)
    waiting = [one for one in recipients(ready.program, asked, on) if one.role in roles]
    changes = form_changes(
        ready.program,
        asked,
        ready.sources.files,
        waiting,
        formats=FORMATS if form is Form.all else (form.value,),
        roles=roles,
        folder=_folder(ready.root, output),
        language=speak(lang.value if lang else ready.program.language),
    )
    if common.json:
        files = [change.file for change in changes]
        people = [_awaited_json(one) for one in waiting]
        show_json({"survey": asked.id, "files": files, "awaited": people})
    elif not common.dry_run:
        _show_waiting(asked, roles, waiting, on)
    message = say("Write the forms of %(survey)s", survey=asked.id)
    end(ready.root, ready.sources, changes, common, message=message, check=check)


def close(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help=say("Id of a survey."), autocompletion=completion.surveys
        ),
    ],
    day: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help=say("Last day for answers, such as 2027-04-09; today if not given."),
            show_default=False,
        ),
    ] = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Set ``closes`` of a survey."""
    from rmentor.changes import Put
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import show, show_json
    from rmentor.language.dates import long_date

    last = today_or_now(day or today)
    ready = open_program(common)
    asked = find_survey(ready.program, name)
    changes = [Put(f"surveys/{asked.id}.yaml", ("closes",), last)] if last != asked.closes else []
    if common.json:
        show_json({"survey": asked.id, "closes": last.isoformat()})
    elif not common.dry_run:
        shown = long_date(last, language().code)
        show(say("%(survey)s takes answers until %(day)s.", survey=asked.id, day=shown))
    message = say("Close the survey %(survey)s on %(day)s", survey=asked.id, day=last.isoformat())
    end(ready.root, ready.sources, changes, common, message=message, check=check)


def _roles(asked: Survey, role: str | None) -> tuple[str, ...]:
    """Roles to write forms for.

    Raises:
        Wrong: The survey does not go to that role.
    """
    from rmentor.errors import Wrong

    roles = asked.audience or ("mentor", "mentee")
    if role is None:
        return roles
    if role not in roles:
        known = ", ".join(roles)
        what = say(
            "%(survey)s does not go to “%(role)s”, but to: %(known)s.",
            survey=asked.id,
            role=role,
            known=known,
        )
        raise Wrong(what=what)
    return (role,)


def _folder(root: Path, output: Path | None) -> str:
    """Where forms go, from the program's folder.

    Raises:
        OutOfFolder: It is not in there.
        Wrong: People keep files there that a form might take the place of.
    """
    from rmentor.errors import OutOfFolder, Wrong
    from rmentor.folder.read import FOLDERS
    from rmentor.reporting.forms import FOLDER

    if output is None:
        return FOLDER
    try:
        path = (Path.cwd() / output).resolve().relative_to(root.resolve())
    except ValueError:
        raise OutOfFolder(file=str(output)) from None
    if not path.parts or path.parts[0] in FOLDERS or path.parts[0].startswith("."):
        what = say(
            "%(folder)s is not for forms; choose a folder such as reports/mails.",
            folder=str(output),
        )
        raise Wrong(what=what)
    return path.as_posix()


def _show_waiting(
    asked: Survey, roles: Sequence[str], waiting: Sequence[Awaited], on: date
) -> None:
    from rmentor.cli.surveys.listing import role_in_words
    from rmentor.cli.terminal import show, show_styled
    from rmentor.followup.surveys import is_closed

    show_styled(asked.title.in_language(language().code), "bold")
    if is_closed(asked, on):
        show(say("The time for answers is over."))
    for role in roles:
        n = sum(one.role == role for one in waiting)
        counted = language().plural("%(n)d answer awaited", "%(n)d answers awaited", n)
        show(say("%(whom)s: %(what)s", whom=role_in_words(role), what=counted))


def _awaited_json(one: Awaited) -> dict[str, object]:
    return {
        "person": one.person,
        "role": one.role,
        "pair": one.pair,
        "session": one.session,
        "due": one.due.isoformat(),
    }
