"""Options that every command shares, and their help in the reader's language."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer

from rmentor.cli.speech import say


@dataclass(frozen=True, slots=True)
class Common:
    """What the common options said.

    Attributes:
        program: Folder named with ``--program``, or None: walk up from here.
        json: One JSON document on standard output, nothing else.
        dry_run: Show the diff, write nothing.
        commit: One git commit of just the files written.
        quiet: Leave messages out.
        no_color: Leave colour out.
    """

    program: Path | None = None
    json: bool = False
    dry_run: bool = False
    commit: bool = False
    quiet: bool = False
    no_color: bool = False


_SHARED = say("Common options")

_OPTIONS: dict[str, Any] = {
    "program": Annotated[
        Path | None,
        typer.Option(
            "--program",
            metavar="DIR",
            help=say("Program folder. Without it: the first program.yaml here or above."),
            show_default=False,
            rich_help_panel=_SHARED,
        ),
    ],
    "json": Annotated[
        bool,
        typer.Option(
            "--json", help=say("Print one JSON document, nothing else."), rich_help_panel=_SHARED
        ),
    ],
    "dry_run": Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=say("Show what would change as a diff; write nothing."),
            rich_help_panel=_SHARED,
        ),
    ],
    "commit": Annotated[
        bool,
        typer.Option(
            "--commit",
            help=say("Make one git commit of just the files written."),
            rich_help_panel=_SHARED,
        ),
    ],
    "quiet": Annotated[
        bool, typer.Option("--quiet", help=say("Say nothing but results."), rich_help_panel=_SHARED)
    ],
    "no_color": Annotated[
        bool,
        typer.Option(
            "--no-color", help=say("No colour. NO_COLOR does the same."), rich_help_panel=_SHARED
        ),
    ],
}


# Names of the options that all commands have which call for them.
COMMON_NAMES = frozenset(_OPTIONS)


def with_common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the common options; it receives them as ``common``."""
    hints = get_type_hints(command, include_extras=True)
    signature = inspect.signature(command)
    own = [
        parameter.replace(annotation=hints[name])
        for name, parameter in signature.parameters.items()
        if name != "common"
    ]
    defaults = Common()
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(defaults, name),
            annotation=annotation,
        )
        for name, annotation in _OPTIONS.items()
    ]

    @functools.wraps(command)
    def wrapped(**values: Any) -> None:
        from rmentor.cli.terminal import configure

        common = Common(**{name: values.pop(name) for name in _OPTIONS})
        configure(no_color=common.no_color, quiet=common.quiet)
        command(common=common, **values)

    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    for parameter in own + shared:
        _say_default(parameter)
    wrapped.__signature__ = signature.replace(parameters=own + shared)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {p.name: p.annotation for p in own + shared}
    del wrapped.__wrapped__
    return wrapped


def _say_default(parameter: inspect.Parameter) -> None:
    """Show in the help that a flag is off by default; Typer shows the other defaults itself."""
    if parameter.default is False:
        for option in get_args(parameter.annotation)[1:]:
            option.show_default = say("off")


def day(text: str | None) -> date | None:
    """Read the day of ``--today``.

    Raises:
        Wrong: It is not a date.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        from rmentor.errors import Wrong

        what = say("“%(text)s” is not a date; write it as 2027-03-01.", text=text)
        raise Wrong(what=what) from None


Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="DATE",
        help=say("The day it is, such as 2027-03-01. What is written never depends on a clock."),
        show_default=False,
    ),
]
Now = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="DATE",
        help=say("The day it is, such as 2027-03-01; if not given, this machine’s."),
        show_default=False,
    ),
]


def today_or_now(text: str | None) -> date:
    """Read the day of ``--today``; the machine's where it is not given.

    For commands that look at now, or note what happened: what a report says never depends on a clock.

    Raises:
        Wrong: It is not a date.
    """
    return day(text) or date.today()  # noqa: DTZ011 - the day on the wall of whoever types


Check = Annotated[
    bool,
    typer.Option("--check", help=say("Write nothing; exit with 1 if something would change.")),
]
# What --strict ends with where somebody or something is left over (contract, section 3).
EXIT_LEFT_OVER = 3
Strict = Annotated[
    bool, typer.Option("--strict", help=say("Exit with 3 if somebody or something is left over."))
]
