"""``rmentor kpis``: where every KPI stands, on one screen; one of them whole, with its formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, Now, today_or_now, with_common
from rmentor.cli.speech import language, say
from rmentor.cli.standing.kpi_words import state_in_words, trend_in_words

if TYPE_CHECKING:
    from rmentor.followup.kpi_standing import KpiStanding
    from rmentor.model.figures import Figure
    from rmentor.model.program import Program
    from rmentor.reporting.views.progress import KpiView

_FULL, _EMPTY = "█", "░"
_BAR = 10
_LONGEST_ID = 24  # that is kept on one line at 80 columns


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "kpis",
        help=say(
            "Show where each KPI stands between its baseline and its target; with an id, its "
            "definition, formula, parts and readings."
        ),
        epilog=say("Example: rmentor kpis sessions_held"),
    )(with_common(kpis))


def kpis(
    kpi: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help=say("Id of a KPI of objectives.yaml, or of one that rmentor computes."),
            autocompletion=completion.kpis,
            show_default=False,
        ),
    ] = None,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Compute the KPIs and show them."""
    from rmentor.cli.opening import open_program
    from rmentor.cli.terminal import show_json
    from rmentor.followup.kpi_standing import TREND_SINCE, kpi_standings
    from rmentor.followup.kpis import KPIS, computed

    now = today_or_now(today)
    program = open_program(common).program
    figures = computed(program, now)
    # Two figures about answers, of two days, would give away what few people answered in between.
    of_facts = [each for each in KPIS if each.is_of_facts]
    earlier = computed(program, now - TREND_SINCE, of_facts)
    standings = kpi_standings(program, now, figures, earlier)
    if kpi is not None:
        standings = (_chosen(kpi, standings, figures),)
    if common.json:
        from rmentor.cli.standing.kpis_json import kpis_json

        show_json(kpis_json(program, now, standings, figures if kpi is None else None))
    elif kpi is not None:
        from rmentor.cli.standing.whole_kpis import show_whole

        show_whole(program, standings[0], now)
    else:
        _show_all(program, standings, figures, now)


def _chosen(
    kpi: str, standings: Sequence[KpiStanding], figures: Mapping[str, Figure]
) -> KpiStanding:
    """The KPI of that id, or one that rmentor can compute although objectives.yaml does not ask for it.

    Raises:
        UnknownName: There is none; says which was probably meant.
    """
    from rmentor.errors import UnknownName
    from rmentor.folder.closest import nearest
    from rmentor.followup.kpi_standing import computed_standing
    from rmentor.model.objectives import KPI

    for each in standings:
        if kpi == each.kpi.id:
            return each
    for each in standings:
        if kpi == each.kpi.computed:
            return each
    if kpi in figures:
        return computed_standing(KPI(kpi, computed=kpi), figures, {})
    known = [*(each.kpi.id for each in standings), *figures]
    close = nearest(kpi, known)
    hint = (
        say("Did you mean %(names)s?", names=close)
        if close
        else say("There are: %(names)s.", names=", ".join(known))
    )
    raise UnknownName(kind=say("KPI"), name=kpi, hint=hint)


def _show_all(
    program: Program, standings: Sequence[KpiStanding], figures: Mapping[str, Figure], now: date
) -> None:
    from rmentor.cli.terminal import show, show_styled, table
    from rmentor.language.dates import long_date
    from rmentor.reporting.views.progress import kpi_view

    code = language().code
    show_styled(say("KPIs on %(day)s", day=long_date(now, code)), "bold")
    if standings:
        rows = [_row(each, kpi_view(each, language())) for each in standings]
        heads = (
            say("KPI"),
            say("Start"),
            say("Latest"),
            say("Target"),
            say("Where it stands"),
        )
        made = table(heads, rows, right=(1, 2, 3))
        made.columns[0].min_width = min(_LONGEST_ID, max(len(each.kpi.id) for each in standings))
        show("", made)
    else:
        show("", say("objectives.yaml has no KPI yet."))
    named = {each.kpi.computed for each in standings}
    others = [figure for name, figure in figures.items() if name not in named]
    if others:
        _show_others(others)
    if any(figure.is_hidden for figure in figures.values()):
        few = language().plural(
            "Hidden: fewer than %(n)d person answered.",
            "Hidden: fewer than %(n)d people answered.",
            max(program.smallest_group, 1),
        )
        show("", few)


def _show_others(figures: Sequence[Figure]) -> None:
    """Show what rmentor computes besides, which objectives.yaml could name with a target."""
    from rmentor.cli.terminal import show, show_styled, table
    from rmentor.followup.kpi_standing import computed_standing
    from rmentor.model.objectives import KPI
    from rmentor.reporting.views.progress import kpi_view

    known = {figure.id: figure for figure in figures}
    show("")
    show_styled(say("Computed besides; objectives.yaml can give each a target"), "bold")
    rows = []
    for name in known:
        standing = computed_standing(KPI(name, computed=name), known, {})
        view = kpi_view(standing, language())
        value = say("hidden") if standing.is_hidden else view.latest or "–"
        rows.append((name, view.title, value, view.of or ""))
    show("", table(("id", say("KPI"), say("Latest"), say("From")), rows, right=(2,)))


def _row(standing: KpiStanding, view: KpiView) -> tuple[str, ...]:
    below = view.of or (standing.on.isoformat() if standing.on else "")
    return (
        f"{view.title}\n{standing.kpi.id}",
        view.baseline or "–",
        "\n".join(filter(None, (view.latest or "–", below))),
        view.target or "–",
        "\n".join(filter(None, (_progress(standing, view), trend_in_words(standing, view)))),
    )


def _progress(standing: KpiStanding, view: KpiView) -> str:
    """Draw the way from baseline to target, and say where on it the KPI stands."""
    words = state_in_words(view)
    if standing.way is None:
        return words
    full = round(_BAR * min(max(standing.way, 0.0), 1.0))
    bar = f"{_FULL * full}{_EMPTY * (_BAR - full)}"
    return f"{bar} {view.way}" if view.state == "closer" else f"{bar}\n{words}"
