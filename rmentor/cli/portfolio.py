"""``rmentor portfolio``: all programs of a repository side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Check, Common, Now, day, today_or_now, with_common
from rmentor.cli.speech import adopt, language, say

if TYPE_CHECKING:
    from rmentor.followup.portfolio import Standing
    from rmentor.followup.shared import Clash, Shared
    from rmentor.model.program import Program

TEMPLATE = "templates/portfolio.md"
# By this rmentor knows its own file again, and does not write over somebody's.
MARK = "<!-- rmentor portfolio -->\n"
EXIT_ERRORS = 1


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "portfolio",
        help=say(
            "Show all programs of a folder side by side: people, sessions, health, KPIs, next "
            "dates, and who takes part in two at once. Exits with 1 if one has errors."
        ),
        epilog=say("Example: rmentor portfolio programmes --write portfolio.md"),
    )(with_common(portfolio))


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What was found.

    Attributes:
        today: The day, or None.
        programs: Those without errors, by folder.
        standings: How each of them stands.
        errors: How many errors the others have.
        reports: Names of the reports that are there, by folder.
        shared: Who takes part in two at once.
        clashes: Sessions of theirs at one time.
    """

    today: date | None
    programs: dict[str, Program]
    standings: dict[str, Standing]
    errors: dict[str, int]
    reports: dict[str, frozenset[str]]
    shared: tuple[Shared, ...]
    clashes: tuple[Clash, ...]


def portfolio(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[DIR]",
            help=say("Folder that the programs lie in, at any depth up to six."),
            show_default=False,
        ),
    ] = Path(),
    write: Annotated[
        str | None,
        typer.Option(
            "--write",
            metavar="FILE.md",
            help=say(
                "Write it as Markdown, to be handed on: with links to each program’s reports, "
                "without names, and without figures about a few."
            ),
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="fr|en",
            help=say("Language. Without it: the locale’s."),
            show_default=False,
        ),
    ] = None,
    check: Check = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Show how the programs below a folder stand; write nothing without ``--write``."""
    from rmentor.errors import NoPrograms
    from rmentor.folder.find import programs_below

    if lang is not None:
        adopt(_language(lang))
    folders = programs_below(common.program or folder)
    root = common.program or folder
    if not folders:
        raise NoPrograms(folder=str(root))
    if write is not None:
        # What is written depends on no clock.
        found = _look(root, folders, day(today), is_public=True)
        _write(root, _name(write), found, common, check=check)
    else:
        found = _look(root, folders, today_or_now(today), is_public=False)
        _show(found, common)
    if found.errors:
        raise typer.Exit(EXIT_ERRORS)


def _language(code: str) -> str:
    from rmentor.errors import Wrong
    from rmentor.language.catalogue import LANGUAGES

    if code not in LANGUAGES:
        raise Wrong(what=say("“%(text)s” is not a language here: fr or en.", text=code))
    return code


def _name(file: str) -> str:
    """Name of the file to write: a Markdown file in the folder itself.

    Raises:
        Wrong: It is something else.
    """
    from rmentor.errors import Wrong

    if PurePosixPath(file).name != file or not file.endswith(".md") or file.startswith("."):
        raise Wrong(
            what=say(
                "“%(file)s” cannot be written: name a file such as portfolio.md, which then lies in "
                "DIR itself.",
                file=file,
            )
        )
    return file


def _look(
    root: Path, folders: tuple[str, ...], today: date | None, *, is_public: bool
) -> Portfolio:
    """Read all programs and see how they stand."""
    from rmentor.followup.portfolio import standing
    from rmentor.followup.readership import COORDINATOR, PUBLIC
    from rmentor.followup.shared import clashes, shared_people

    programs: dict[str, Program] = {}
    errors: dict[str, int] = {}
    for folder in folders:
        read = _read(root / folder)
        if isinstance(read, int):
            errors[folder] = read
        else:
            programs[folder] = read
    readers = PUBLIC if is_public else COORDINATOR
    shared = shared_people(programs, today)
    return Portfolio(
        today,
        programs,
        {folder: standing(program, today, readers) for folder, program in programs.items()},
        errors,
        {folder: _reports(root / folder) for folder in programs},
        shared,
        clashes(programs, shared, today),
    )


def _read(root: Path) -> Program | int:
    """The program in a folder, or how many errors it has."""
    from rmentor.errors import RmentorError
    from rmentor.folder.land import recover
    from rmentor.folder.load import load
    from rmentor.folder.read import read_sources

    try:
        recover(root)
    except RmentorError:
        return 1
    loaded = load(read_sources(root))
    if loaded.program is not None:
        return loaded.program
    return sum(each.severity == "error" for each in loaded.findings)


def _reports(root: Path) -> frozenset[str]:
    from rmentor.folder.land import generated_files
    from rmentor.reporting.paths import REPORTS

    there = generated_files(root)
    return frozenset(name for name, path in REPORTS.items() if path in there)


def _show(found: Portfolio, common: Common) -> None:
    if common.json:
        from rmentor.cli.standing.portfolio_json import portfolio_json
        from rmentor.cli.terminal import show_json

        show_json(portfolio_json(found))
    else:
        from rmentor.cli.standing.portfolio_screen import show_portfolio

        show_portfolio(found)


def _write(root: Path, file: str, found: Portfolio, common: Common, *, check: bool) -> None:
    """Write the portfolio into its folder.

    Raises:
        AlreadyThere: Somebody's own file has that name.
    """
    from rmentor.changes import Write
    from rmentor.cli.ending import end
    from rmentor.cli.terminal import show_json
    from rmentor.errors import AlreadyThere
    from rmentor.folder.read import Sources, read_file
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.views.portfolio import portfolio_view

    old = read_file(root, file)
    if old is not None and not old.startswith(MARK.encode()):
        raise AlreadyThere(files=file)
    own = read_file(root, TEMPLATE)
    view = portfolio_view(
        found.standings,
        found.errors,
        found.reports,
        len(found.shared),
        max((program.smallest_group for program in found.programs.values()), default=1),
        found.today,
        language(),
    )
    renderer = Renderer({TEMPLATE: own} if own is not None else {}, language())
    text = MARK + renderer.render("portfolio.md", view)
    sources = Sources(root, {file: old} if old is not None else {})
    message = say("Write the portfolio")
    differ = end(root, sources, [Write(file, text)], common, message=message, check=check)
    if common.json:
        show_json({"files": [file], "changed": sorted(differ)})
