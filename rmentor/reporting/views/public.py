"""What of a report may be handed on: nobody named, and no count of fewer than ``smallest_group`` people.

Views are made for the coordinator, with figures of answers as they may be published, and lose here what
only the coordinator is to know. So a template of the program's own shows no more than ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rmentor.followup.costs import ROLES, roles_of
from rmentor.followup.few import (
    calendar_may_be_told,
    in_pairs,
    is_few,
    may_be_told,
    pairs_may_be_told,
)
from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.reporting.views.closing import ClosingView
from rmentor.reporting.views.costs import CostsView, gatherings
from rmentor.reporting.views.events import EventView
from rmentor.reporting.views.figures import SessionFigures
from rmentor.reporting.views.kits import KitView
from rmentor.reporting.views.learning import LearningView
from rmentor.reporting.views.progress import ObjectiveView
from rmentor.reporting.views.sponsor import NOBODY, HelpView, NamesView, ShortView, SponsorView
from rmentor.reporting.views.topic_lines import topic_lines

_NO_SESSIONS = SessionFigures(0, 0, 0, 0, 0, None, 0)


def sponsor_in_public(
    program: Program, pairing: Pairing, today: date | None, view: SponsorView
) -> SponsorView:
    """The sponsor's page, to be handed on."""
    pairs = [each.pair for each in pairing.pairs]
    has_many = not is_few(program, view.paired)
    # Who has a mentor can be counted from the sessions: it is the number of all that is not told.
    tells_all = not (has_many and is_few(program, view.mentees - view.paired))
    if not calendar_may_be_told(program):
        view = replace(view, figures=_NO_SESSIONS, coming=None, dates=None, last=None)
    needs = _needs(program, pairing, view)
    return replace(
        view,
        is_public=True,
        mentees=_told(program, view.mentees) if tells_all else 0,
        mentors=_told(program, view.mentors),
        paired=view.paired if has_many else 0,
        pairs=view.pairs if has_many else 0,
        objectives=tuple(
            _objective(program, pairs, today, frozenset(aim.topics), each)
            for aim, each in zip(program.objectives, view.objectives, strict=True)
        ),
        needs=needs,
        verdict="helped" if view.verdict == "well" and needs.points else view.verdict,
        next_event=_event(program, view.next_event),
        learning=_learning(program, view.learning),
        costs=_costs(program, today, view.costs),
    )


def closing_in_public(program: Program, today: date | None, view: ClosingView) -> ClosingView:
    """The final review, to be handed on."""
    tells_pairs = pairs_may_be_told(program, today)
    if not calendar_may_be_told(program):
        view = replace(view, held=0, hours="")
    return replace(
        view,
        is_public=True,
        pairs=view.pairs if tells_pairs else 0,
        completed=view.completed if tells_pairs else 0,
        going_on=view.going_on if tells_pairs else 0,
        met=view.met if tells_pairs else 0,
        learning=_learning(program, view.learning),
        costs=_costs(program, today, view.costs),
        mentors=(),
        mentees=(),
    )


def kit_in_public(program: Program, pairing: Pairing, view: KitView) -> KitView:
    """What the kits name, to be handed on; how many take part where no few have no partner."""
    teaching = len({who for each in pairing.pairs for who in each.pair.mentors})
    learning = pairing.summary.paired
    groups = (teaching, view.mentors - teaching), (learning, view.mentees - learning)
    is_told = all(may_be_told(program, *(max(0, n) for n in each)) for each in groups)
    return view if is_told else replace(view, mentors=0, mentees=0)


def _told(program: Program, people: int) -> int:
    return 0 if is_few(program, people) else people


def _objective(
    program: Program,
    pairs: Iterable[Pair],
    today: date | None,
    topics: frozenset[str],
    view: ObjectiveView,
) -> ObjectiveView:
    """An objective; how many pairs work on it only where that tells of no few people."""
    known = tuple(pairs)
    works = [pair for pair in known if topics & set(pair.topics)]
    rest = [pair for pair in known if pair not in works]
    is_told = may_be_told(program, in_pairs(works), in_pairs(rest))
    if is_told and pairs_may_be_told(program, today):
        return view
    return replace(view, pairs=0, all_pairs=0)


def _needs(program: Program, pairing: Pairing, view: SponsorView) -> HelpView:
    """Who needs help, as counts; what sessions need is told of sessions."""
    needs, figures = view.needs, view.figures
    alone = len(needs.alone) + needs.alone_more
    paused = [each.pair for each in pairing.pairs if each.pair.status == "paused"]
    unnamed, waiting = (
        _counted(program, count, people)
        for count, people in ((alone, alone), (len(paused), in_pairs(paused)))
    )
    if is_few(program, view.paired):
        unnamed = NOBODY
    lines = [line for line in topic_lines(program, pairing) if line.short]
    short = tuple(
        ShortView(each.title, each.short, None if is_few(program, each.offered) else each.offered)
        for each in lines[: len(needs.short)]
        if may_be_told(program, each.short, each.served)
    )
    crowds = (unnamed, waiting)
    points = len(needs.behind) + len(needs.short_titles) + bool(figures.undated)
    return HelpView(
        alone=(),
        alone_more=0,
        unnamed=unnamed,
        undated=NOBODY,
        missing=NOBODY,
        paused=waiting,
        behind=needs.behind,
        short=short,
        short_titles=needs.short_titles,
        points=points + bool(figures.missing) + sum(bool(c.count or c.is_few) for c in crowds),
    )


def _counted(program: Program, count: int, people: int) -> NamesView:
    if is_few(program, people):
        return NamesView((), 0, 0, is_few=True)
    return NamesView((), count, 0)


def _event(program: Program, view: EventView | None) -> EventView | None:
    """An event; who comes only where nobody knows of a few who do not."""
    if view is None or may_be_told(program, view.coming, view.absent):
        return view
    return replace(view, coming=0, absent=0)


def _learning(program: Program, view: LearningView) -> LearningView:
    """What the register tells; of training, how many people had any."""
    return replace(
        view,
        trainings=tuple(replace(each, people=0, hours="") for each in view.trainings),
        trained=_told(program, view.trained),
        hours="",
    )


def _costs(program: Program, today: date | None, view: CostsView) -> CostsView:
    """Hours by use and role where none of them is of few people, else in all, or not at all.

    What pairs do is known from their sessions: the rest of all hours is that of events and training.
    """
    cells = _there(program, today)
    if any(is_few(program, len(people)) for people in cells.values()):
        view = replace(view, uses=(), price=None)
    rest = [
        frozenset[str]().union(*(cells[when, use, role] for use in _FOR_MANY for role in ROLES))
        for when in _WHEN
    ]
    if any(is_few(program, len(people)) for people in rest):
        return replace(
            view, planned="", spent="", planned_cost=None, spent_cost=None, price=None, minutes=0
        )
    return view


_WHEN, _FOR_MANY = ("planned", "spent"), ("events", "training")


def _there(program: Program, today: date | None) -> dict[tuple[str, str, str], set[str]]:
    """Who is at events and in trainings: planned or by today, by use and role."""
    roles = roles_of(program)
    found: dict[tuple[str, str, str], set[str]] = {
        (when, use, role): set() for when in _WHEN for use in _FOR_MANY for role in ROLES
    }

    def add(use: str, day: date | None, who: Iterable[str], alone: str | None) -> None:
        is_over = day is None or today is None or day <= today
        for person in who:
            role = alone or roles.get(person, "mentee")
            for when in _WHEN if is_over else _WHEN[:1]:
                found[when, use, role].add(person)

    for each in gatherings(program):
        alone = next((role for role in ROLES if each.audience == (f"{role}s",)), None)
        if each.state != "cancelled":
            add("training" if each.is_training else "events", each.day, each.who, alone)
    for training in program.register.trainings:
        add("training", training.on, training.who, None)
    return found
