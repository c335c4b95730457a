"""Every state that a program was in, and its figures: what `history` shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.folder.load import load
from rmentor.folder.memory import Memory
from rmentor.history.figures import Amount, Measure
from rmentor.history.revisions import Archive
from rmentor.history.series import Series, series
from rmentor.history.timeline import Revision
from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class State:
    """What a program was in a commit.

    Attributes:
        revision: The commit, and where the folder was.
        program: None where it had errors, or was not there.
        errors: How many mistakes its files had.
        is_there: Whether there was a program at all: a commit may remove it.
    """

    revision: Revision
    program: Program | None
    errors: int = 0
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """A commit with the figures of its program: none where it had errors or was not there."""

    revision: Revision
    figures: Mapping[str, Amount | None]
    errors: int = 0
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Past:
    """A program over time.

    Attributes:
        moments: Oldest first.
        series: The same by figure, at the moments that have figures.
    """

    moments: tuple[Moment, ...]
    series: tuple[Series, ...]


def states(archive: Archive, revisions: Iterable[Revision]) -> Iterator[State]:
    """Read the program at each revision, one after the other; what did not change is not read again."""
    memory = Memory()
    for revision in revisions:
        if not archive.has_program(revision.commit, revision.folder):
            yield State(revision, None, is_there=False)
            continue
        loaded = load(archive.sources(revision.commit, revision.folder), memory=memory)
        errors = sum(finding.severity == "error" for finding in loaded.findings)
        yield State(revision, loaded.program, errors)


def past(found: Iterable[State], measures: Mapping[str, Measure]) -> Past:
    """Take the figures of each state."""
    seen: list[State] = []

    def readable() -> Iterator[tuple[date, Program]]:
        for state in found:
            # Hundreds of whole programs are too much to keep.
            seen.append(State(state.revision, None, state.errors, state.is_there))
            if state.program is not None:
                yield state.revision.commit.day, state.program

    taken = series(readable(), measures)
    rows = iter(zip(*(each.points for each in taken), strict=True))
    moments = []
    for state in seen:
        has_figures = state.is_there and not state.errors
        row = next(rows) if has_figures else ()
        figures = {each.id: point.amount for each, point in zip(taken, row, strict=False)}
        moments.append(Moment(state.revision, figures, state.errors, state.is_there))
    return Past(tuple(moments), taken)


def changed(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """Moments that are not as the one before them: other figures, other errors, or back again."""
    found: list[Moment] = []
    for moment in moments:
        before = found[-1] if found else None
        if before is None or _seen(moment) != _seen(before):
            found.append(moment)
    return tuple(found)


def _seen(moment: Moment) -> tuple[object, ...]:
    return moment.figures, moment.errors, moment.is_there
