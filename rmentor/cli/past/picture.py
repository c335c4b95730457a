"""Pictures of more than the program as it stands: who moves, and figures over git's commits."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.history.series import Series
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program
    from rmentor.reporting.pictures.picture import Picture
    from rmentor.reporting.pictures.trends import TrendView


def moves_of(ready: Ready, revision: str | None) -> Picture | None:
    """Who would change mentor if all were paired anew, or who has since a commit; None where nobody."""
    from rmentor.cli.progress import working
    from rmentor.pairing.pair import pair
    from rmentor.pairing.questions.moves import moves, moves_between
    from rmentor.reporting.pictures.moves import moves_picture, moves_view

    program = ready.program
    if revision is None:
        with working(say("Pairing …")):
            found = moves(program, pair(program, anew=True))
    else:
        before = _pairs_at(ready, revision)
        found = moves_between(program, before, (each for each in program.pairs if each.is_current))
    return moves_picture(moves_view(program.people(), found), language())


def _pairs_at(ready: Ready, revision: str) -> Iterable[Pair]:
    """Current pairs of a commit, of people who are still in the program."""
    from rmentor.cli.options import Common
    from rmentor.cli.past.revisions import find_named, open_past, program_at

    known = ready.program.people()
    with open_past(ready.root) as archive:
        then = program_at(archive, ready.root, find_named(ready.root, revision), Common())
    pairs = then.pairs if then else ()
    return [each for each in pairs if each.is_current and known.keys() >= set(each.people)]


def history_picture(ready: Ready) -> Picture | None:
    """Figures over git's commits; None where no commit holds the program."""
    from rmentor.cli.history import PICTURED, commits_of
    from rmentor.cli.past.revisions import open_past
    from rmentor.cli.progress import working
    from rmentor.history.figures import MEASURES
    from rmentor.history.kpis import kpi_measures
    from rmentor.history.names import PREFIX
    from rmentor.history.past import past, states
    from rmentor.reporting.pictures.trends import trends_picture

    measures = {**MEASURES, **kpi_measures(ready.program)}
    with open_past(ready.root) as archive, working(say("Reading commits …")):
        found = past(states(archive, commits_of(archive, ready.root).revisions), measures)
    shown = [each for each in found.series if each.id in PICTURED or each.id.startswith(PREFIX)]
    trends = [_trend(each, ready.program) for each in shown if each.known]
    return trends_picture(trends, language())


def _trend(each: Series, program: Program) -> TrendView:
    from rmentor.cli.figures import amount_in_words
    from rmentor.cli.history import kpi_of, title_of
    from rmentor.history.names import PREFIX
    from rmentor.reporting.pictures.trends import TrendView

    target = kpi_of(each.id, program).target if each.id.startswith(PREFIX) else None
    points = tuple(
        (point.day, float(point.amount)) for point in each.known if point.amount is not None
    )
    return TrendView(
        title_of(each.id, program),
        points,
        amount_in_words(each.first),
        amount_in_words(each.last),
        None if target is None else amount_in_words(Fraction(str(target))),
    )
