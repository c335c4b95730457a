"""Pictures of more than the program as it stands: who moves, and figures over git's commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.history.series import Series
    from rmentor.model.program import Program
    from rmentor.pairing.questions.moves import Moves
    from rmentor.reporting.pictures.picture import Picture
    from rmentor.reporting.pictures.trends import TrendView


@dataclass(frozen=True, slots=True)
class Question:
    """Whose moves are asked for.

    Attributes:
        revision: Since a commit, or between two of them (``A..B``).
        what_if: Under these changes, as ``pair --what-if`` reads them. Without both: if all were
            paired anew.
    """

    revision: str | None = None
    what_if: tuple[str, ...] = ()


def moves_of(ready: Ready, asked: Question) -> Picture | None:
    """Who would change mentor, or who has; None where nobody.

    Raises:
        Wrong: What is supposed cannot be read.
        UnknownName: There is no such commit.
    """
    from rmentor.cli.progress import working
    from rmentor.pairing.pair import pair
    from rmentor.pairing.questions.moves import moves
    from rmentor.reporting.pictures.moves import moves_picture, moves_view

    program = ready.program
    if asked.what_if:
        found = _supposed(ready, asked.what_if)
    elif asked.revision is not None:
        program, found = _between(ready, asked.revision)
    else:
        with working(say("Pairing …")):
            found = moves(program, pair(program, anew=True))
    return moves_picture(moves_view(program.people(), found), language())


def _supposed(ready: Ready, values: Sequence[str]) -> Moves:
    """Who would have another mentor if all were paired anew under a change than without it."""
    from rmentor.cli.pairing.what_if import suppositions
    from rmentor.cli.progress import working
    from rmentor.pairing.questions.what_if import what_if

    supposed = suppositions(ready, values, ())
    with working(say("Pairing …")):
        return what_if(ready.program, supposed, anew=True).moves


def _between(ready: Ready, revision: str) -> tuple[Program, Moves]:
    """Who has moved since a commit, or between two, and the program that names them."""
    from rmentor.errors import Unready
    from rmentor.pairing.questions.moves import moves_between

    first, dots, second = revision.partition("..")
    program = _program_at(ready, second or "HEAD") if dots else ready.program
    if program is None:
        raise Unready(
            what=say("There was no program yet in %(revision)s.", revision=second or "HEAD"),
            hint=say("Name a later commit."),
        )
    then = _program_at(ready, first or "HEAD")
    known = program.people().keys()
    before = [
        each
        for each in (then.pairs if then else ())
        if each.is_current and known >= set(each.people)
    ]
    return program, moves_between(
        program, before, (each for each in program.pairs if each.is_current)
    )


def _program_at(ready: Ready, revision: str) -> Program | None:
    from rmentor.cli.options import Common
    from rmentor.cli.past.revisions import find_named, open_past, program_at

    with open_past(ready.root) as archive:
        return program_at(archive, ready.root, find_named(ready.root, revision), Common())


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
