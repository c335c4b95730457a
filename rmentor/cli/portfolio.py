"""``rmentor portfolio``: all programs of a repository side by side."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Check, Common, Now, day, today_or_now, with_common
from rmentor.cli.speech import adopt, language, say
from rmentor.cli.standing.several import Portfolio

if TYPE_CHECKING:
    from rmentor.model.program import Program
    from rmentor.reporting.views.portfolio import PortfolioView

# By this rmentor knows its own file again, and does not write over somebody's.
MARK = "<!-- rmentor portfolio -->"
BOM = b"\xef\xbb\xbf"
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
                "Write it as Markdown into DIR, to be handed on: without names, without figures "
                "about a few, with links to the reports in each program’s reports/public."
            ),
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="fr|en",
            help=say(
                "Language. Without it: the locale’s; of what is written, that of most programs."
            ),
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
    _refuse_without_file(common, write, check=check)
    root = _root(folder, common.program)
    folders = programs_below(root)
    if not folders:
        raise NoPrograms(folder=str(root))
    if write is None:
        found = _look(root, folders, today_or_now(today), is_public=False)
        _show(root, found, common)
    else:
        # What is written depends on no clock and no locale.
        found = _look(root, folders, day(today), is_public=True)
        _write(root, _name(write), found, common, check=check, spoken=lang or _most_spoken(found))
    if found.errors:
        raise typer.Exit(EXIT_ERRORS)


def _root(folder: Path, program: Path | None) -> Path:
    """Folder of all programs, however it was named.

    Raises:
        Wrong: Two were.
    """
    from rmentor.errors import Wrong

    if program is None:
        return folder
    if folder not in (Path(), program):
        raise Wrong(what=say("DIR and --program name two folders: give one of them."))
    return program


def _refuse_without_file(common: Common, write: str | None, *, check: bool) -> None:
    """Refuse options that say how to write where nothing is written."""
    from rmentor.errors import Wrong

    asked = {"--check": check, "--dry-run": common.dry_run, "--commit": common.commit}
    named = [option for option, is_asked in asked.items() if is_asked]
    if write is None and named:
        raise Wrong(what=say("%(option)s needs --write FILE.md.", option=named[0]))


def _most_spoken(found: Portfolio) -> str:
    """Language of most programs; English where there is no such one."""
    often = Counter(program.language for program in found.programs.values())
    return "fr" if often["fr"] > often["en"] else "en"


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
    reports = _public_reports if is_public else _reports
    return Portfolio(
        today,
        programs,
        {folder: standing(program, today, readers) for folder, program in programs.items()},
        errors,
        {folder: reports(root / folder) for folder in programs},
        shared,
        clashes(programs, shared, today),
    )


def _read(root: Path) -> Program | int:
    """The program in a folder, or how many errors it has."""
    from rmentor.errors import RmentorError
    from rmentor.folder.load import load
    from rmentor.folder.settled import read_settled

    try:
        loaded = load(read_settled(root).sources)
    except RmentorError:
        return 1
    if loaded.program is not None:
        return loaded.program
    return sum(each.severity == "error" for each in loaded.findings)


def _reports(root: Path) -> frozenset[str]:
    from rmentor.folder.land import generated_files
    from rmentor.reporting.paths import REPORTS

    there = generated_files(root)
    return frozenset(name for name, path in REPORTS.items() if path in there)


def _public_reports(root: Path) -> frozenset[str]:
    from rmentor.folder.land import generated_files
    from rmentor.reporting.paths import PUBLIC_FOLDER
    from rmentor.reporting.public import REPORTS

    there = generated_files(root)
    return frozenset(name for name in REPORTS if f"{PUBLIC_FOLDER}{name}.md" in there)


def _show(root: Path, found: Portfolio, common: Common) -> None:
    if common.json:
        from rmentor.cli.standing.portfolio_json import portfolio_json
        from rmentor.cli.terminal import show_json

        show_json(portfolio_json(found))
    else:
        from rmentor.cli.standing.portfolio_screen import show_portfolio

        show_portfolio(root, found)


def _write(
    root: Path, file: str, found: Portfolio, common: Common, *, check: bool, spoken: str
) -> None:
    """Write the portfolio into its folder.

    Raises:
        NotThePortfolio: Somebody's own file has that name.
    """
    from rmentor.changes import Write
    from rmentor.cli.ending import end
    from rmentor.cli.reports.portfolio_home import portfolio_home
    from rmentor.cli.terminal import show_json
    from rmentor.errors import NotThePortfolio
    from rmentor.folder.read import Sources, read_file
    from rmentor.language.catalogue import speak
    from rmentor.reporting.render import Renderer

    old = read_file(root, file)
    is_ours = old is not None and old.removeprefix(BOM).startswith(MARK.encode())
    if not is_ours and (old is not None or (root / file).exists()):
        raise NotThePortfolio(file=file)
    own = portfolio_home(Common(program=root)).sources.files
    renderer = Renderer(own, speak(spoken))
    text = f"{MARK}\n{renderer.render('portfolio.md', _view(found, spoken))}"
    sources = Sources(root, {file: old} if old is not None else {})
    message = say("Write the portfolio")
    differ = end(root, sources, [Write(file, text)], common, message=message, check=check)
    if common.json:
        show_json({"files": [file], "changed": sorted(differ)})
    else:
        _say_what_is_missing(found)


def _view(found: Portfolio, spoken: str) -> PortfolioView:
    from rmentor.followup.hiding import fewest
    from rmentor.followup.shared import sharing_may_be_told
    from rmentor.language.catalogue import speak
    from rmentor.reporting.views.portfolio import Between, portfolio_view

    is_told = sharing_may_be_told(found.programs, found.shared)
    between = Between(
        len(found.shared) if is_told else None, bool(found.shared), bool(found.clashes)
    )
    return portfolio_view(
        found.standings,
        found.errors,
        found.reports,
        {folder: fewest(program) for folder, program in found.programs.items()},
        between,
        found.today,
        speak(spoken),
    )


def _say_what_is_missing(found: Portfolio) -> None:
    """Say what would make the page say more."""
    from rmentor.cli.terminal import tell

    if found.today is None:
        tell(say("Without --today it says nothing of what is due, and of how pairs do."))
    bare = [folder for folder in sorted(found.reports) if not found.reports[folder]]
    if bare:
        tell(
            language().plural(
                "%(n)d program has no report to be handed on: rmentor report --public --program %(folder)s",
                "%(n)d programs have no report to be handed on, such as %(folder)s: rmentor report --public",
                len(bare),
                folder=bare[0],
            )
        )
