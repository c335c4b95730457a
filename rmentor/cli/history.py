"""``rmentor history``: a program's figures over git's commits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli.figures import amount_in_words, figures_json
from rmentor.cli.options import Common, day, with_common
from rmentor.cli.speech import language, say
from rmentor.history.names import PREFIX

if TYPE_CHECKING:
    from pathlib import Path

    from rmentor.cli.opening import Opened
    from rmentor.history.figures import Amount
    from rmentor.history.past import Moment, Past
    from rmentor.history.revisions import Archive
    from rmentor.history.series import Series
    from rmentor.history.timeline import Revision, Timeline
    from rmentor.model.objectives import KPI
    from rmentor.model.program import Program

_BARS = "▁▂▃▄▅▆▇█"
_WIDEST, _WIDEST_NAME = 24, 28
_COLUMNS = ("people", "paired", "total", "lowest", "planned", "held")
PICTURED = ("people", "paired", "total", "lowest", "held")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "history",
        help=say(
            "The programme’s figures over time, from git’s commits: people, pairs, scores, sessions, KPIs. "
            "Nothing is checked out."
        ),
        epilog=say("Example: rmentor history --since 2027-03-01"),
    )(with_common(history))


def history(
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            metavar="N",
            help=say("Look at the newest N commits only."),
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help=say("Look at commits from this day on only, such as 2027-03-01."),
            show_default=False,
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """Read the program in each commit and show its figures."""
    from rmentor.cli.opening import open_folder
    from rmentor.cli.past.revisions import open_past
    from rmentor.cli.progress import working
    from rmentor.cli.terminal import show_json, tell
    from rmentor.history.figures import MEASURES
    from rmentor.history.kpis import kpi_measures
    from rmentor.history.past import past, states

    first_day = day(since)
    opened = open_folder(common)
    with open_past(opened.root) as archive, working(say("Reading commits …")):
        line = commits_of(archive, opened.root)
        chosen = [
            each for each in line.revisions if first_day is None or each.commit.day >= first_day
        ]
        chosen = chosen[-limit:] if limit else chosen
        program = opened.loaded.program or _latest(archive, chosen)
        measures = {**MEASURES, **(kpi_measures(program) if program else {})}
        found = past(states(archive, chosen), measures)
        is_newer = _is_newer(archive, line, opened)
    if common.json:
        show_json(_json(line, found))
        return
    _show(found, program)
    if line.is_cut:
        tell(say("This is a shallow clone: earlier commits are not here. git fetch --unshallow"))
    if found.moments and is_newer:
        tell(say("Your files hold changes that are not committed: rmentor diff"))


def commits_of(archive: Archive, root: Path) -> Timeline:
    """Commits that changed the program; none where nothing was committed yet."""
    from rmentor.git import path_in_repository
    from rmentor.history.commits import find_commit
    from rmentor.history.timeline import Timeline, timeline

    tip = find_commit(root, "HEAD")
    return timeline(archive, root, tip, path_in_repository(root)) if tip else Timeline(())


def _latest(archive: Archive, chosen: Sequence[Revision]) -> Program | None:
    """The program of the newest commit in which it has no errors."""
    from rmentor.history.past import states

    programs = (state.program for state in states(archive, reversed(chosen)))
    return next((program for program in programs if program is not None), None)


def _is_newer(archive: Archive, line: Timeline, opened: Opened) -> bool:
    """Whether the files say something else than the newest commit."""
    from rmentor.folder.load import load

    if not line.revisions:
        return True
    last = line.revisions[-1]
    sources = archive.sources(last.commit, last.folder)
    same = sources.files == opened.sources.files
    return not same and load(sources).program != opened.loaded.program


def _show(found: Past, program: Program | None) -> None:
    """Show a line for each commit whose figures changed, and a small picture of each figure."""
    from rich.table import Table
    from rich.text import Text

    from rmentor.cli.terminal import MOST_ROWS, clean, show, table
    from rmentor.history.past import changed

    if not found.moments:
        show(say("No commit holds this program yet."))
        return
    told = changed(found.moments)
    rows = [_row(moment) for moment in told[-MOST_ROWS:]]
    heads = [say("Date"), say("Commit"), say("Active"), say("Paired"), say("Total"),
             say("Lowest"), say("Dated"), say("Held"), ""]  # fmt: skip
    if not any(row[-1] for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    if len(told) > len(rows):
        show(say("… %(n)d earlier; --json has them all.", n=len(told) - len(rows)))
    made = table(heads, rows, right=range(2, 2 + len(_COLUMNS)))
    made.padding = (0, 1, 0, 0)  # eight columns on a narrow screen
    for column in made.columns:
        column.no_wrap = True
    show(made)
    pictures = Table.grid(padding=(0, 2))
    pictures.add_column(max_width=_WIDEST_NAME)
    pictures.add_column(no_wrap=True)
    pictures.add_column(no_wrap=True)
    for each in found.series:
        if each.known and (each.id in PICTURED or each.id.startswith(PREFIX)):
            pictures.add_row(
                clean(title_of(each.id, program)),
                Text(clean(_from_to(each, program)), style="bold"),
                _sparkline(each),
            )
    if pictures.row_count:
        show("", pictures)


def _row(moment: Moment) -> tuple[str, ...]:
    commit = moment.revision.commit
    note = ""
    if not moment.is_there:
        note = say("no program")
    elif moment.errors:
        note = language().plural("%(n)d error", "%(n)d errors", moment.errors)
    figures = moment.figures
    cells = [amount_in_words(figures[name]) if figures else "" for name in _COLUMNS]
    return commit.day.isoformat(), commit.id[:7], *cells, note


def title_of(figure: str, program: Program | None) -> str:
    """Title of a figure."""
    from rmentor.cli.past.words import figure_in_words
    from rmentor.reporting.views.words import computed_kpi

    if not figure.startswith(PREFIX):
        return figure_in_words(figure)
    kpi = kpi_of(figure, program)
    if kpi.title is None and kpi.computed is not None:
        return computed_kpi(kpi.computed, language())
    return kpi.title or kpi.id


def kpi_of(figure: str, program: Program | None) -> KPI:
    """KPI that a figure is of."""
    known = {kpi.id: kpi for kpi in program.kpis} if program else {}
    return known[figure.removeprefix(PREFIX)]


def _from_to(each: Series, program: Program | None) -> str:
    """The first and the latest figure, with unit and target of a KPI."""
    kpi = kpi_of(each.id, program) if each.id.startswith(PREFIX) else None
    unit = (kpi.unit or _unit(kpi)) if kpi else None
    words = _with_unit(each.last, unit)
    if each.first != each.last:
        words = f"{amount_in_words(each.first)} → {words}"
    if kpi is None or kpi.target is None:
        return words
    target = _with_unit(Fraction(str(kpi.target)), unit)
    return say("%(figures)s, target %(target)s", figures=words, target=target)


def _with_unit(amount: Amount | None, unit: str | None) -> str:
    from rmentor.reporting.views.when import figure

    if unit == "%" and amount is not None:
        return figure(float(amount), unit, language())
    words = amount_in_words(amount)
    return f"{words} {unit}" if unit else words


def _unit(kpi: KPI) -> str | None:
    """Unit of a computed KPI, where it is a sign that every language has."""
    from rmentor.followup.kpis import KPIS

    units = {each.id: each.unit for each in KPIS}
    unit = units.get(kpi.computed or "")
    return unit if unit == "%" else None


def _sparkline(each: Series) -> str:
    """A bar for each step of time, as high as the figure lies between its lowest and its highest."""
    from rmentor.history.series import sampled

    if len(each.known) < 2:
        return ""
    amounts = sampled(each.known, _WIDEST)
    there = [amount for amount in amounts if amount is not None]
    low, span = min(there), max(there) - min(there)
    bars = [
        " " if amount is None else _BARS[int((amount - low) * 7 / span) if span else 3]
        for amount in amounts
    ]
    return "".join(bars)


def _json(line: Timeline, found: Past) -> dict[str, Any]:
    return {
        "commits": [
            {
                "commit": moment.revision.commit.id,
                "date": moment.revision.commit.day.isoformat(),
                "subject": moment.revision.commit.subject,
                "folder": moment.revision.folder,
                "program": moment.is_there,
                "errors": moment.errors,
                "figures": figures_json(_own(moment)),
                "kpis": figures_json(_kpis(moment)),
            }
            for moment in found.moments
        ],
        "cut_off": line.is_cut,
    }


def _own(moment: Moment) -> dict[str, Amount | None]:
    return {name: n for name, n in moment.figures.items() if not name.startswith(PREFIX)}


def _kpis(moment: Moment) -> dict[str, Amount | None]:
    return {
        name.removeprefix(PREFIX): amount
        for name, amount in moment.figures.items()
        if name.startswith(PREFIX)
    }
