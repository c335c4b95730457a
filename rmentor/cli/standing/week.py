"""Parts of ``status`` about the days to come, and about what others have yet to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.cli.standing.lines import (
    MOST_NAMES,
    grid,
    show_heading,
)
from rmentor.followup.week import WEEK
from rmentor.language.dates import long_date
from rmentor.reporting.views.when import moment, short_day

if TYPE_CHECKING:
    from rmentor.followup.overview import Overview
    from rmentor.model.people import Participant
    from rmentor.model.program import Program
    from rmentor.model.sessions import Session
    from rmentor.model.surveys import Awaited

MOST_SESSIONS = 4
MOST_EVENTS = 2
MOST_SURVEYS = 3
MOST_PAIRS = 2


def show_week(
    program: Program,
    people: Mapping[str, Participant],
    names: Mapping[str, str],
    found: Overview,
) -> None:
    """Show what is due from today to the same day of next week."""
    due = found.week
    rows = [_session_row(program, names, each) for each in due.sessions[:MOST_SESSIONS]]
    more = len(due.sessions) - MOST_SESSIONS
    if more > 0:
        rows.append(
            ("…", language().plural("and %(n)d more session", "and %(n)d more sessions", more))
        )
    titles = {event.id: event.title for event in program.framework.events}
    rows += [
        (moment(each.start, language()), titles.get(each.event, each.event))
        for each in due.events[:MOST_EVENTS]
    ]
    rows += [
        (short_day(each.closes, language()), say("closes: %(survey)s", survey=_title(each.title)))
        for each in due.surveys
        if each.closes is not None
    ]
    if due.actions:
        who = _names(people, (each.action.who for _, each in due.actions))
        first = due.actions[0][1].action.due or found.today
        due_now = language().plural(
            "%(n)d action is due: %(names)s",
            "%(n)d actions are due: %(names)s",
            len(due.actions),
            names=who,
        )
        rows.append((short_day(first, language()), due_now))
    if rows:
        until = long_date(found.today + WEEK, language().code, with_year=False)
        show_heading(say("Due until %(day)s", day=until))
        _show_grid(rows)


def _session_row(program: Program, names: Mapping[str, str], each: Session) -> tuple[str, str]:
    known = program.topics.get(each.topic or "")
    topic = known.title if known is not None else None
    told = say("session %(n)d", n=each.session) + (f", {_title(topic)}" if topic else "")
    return moment(each.start, language()), f"{names[each.pair]} ({told})"


def _title(words: object) -> str:
    return words.in_language(language().code)  # type: ignore[attr-defined, no-any-return]


def _names(people: Mapping[str, Participant], who: Iterable[str]) -> str:
    """Names of some people, each once, the first of them."""
    named = [people[each].name if each in people else each for each in dict.fromkeys(who)]
    return language().few(named, MOST_NAMES)


def show_open(
    program: Program,
    people: Mapping[str, Participant],
    names: Mapping[str, str],
    found: Overview,
) -> None:
    """Show what others have yet to do: sessions to record, answers, and who waits for a partner."""
    rows: list[tuple[str, str]] = []
    if missing := found.week.missing:
        numbers: dict[str, list[str]] = {}
        for each in missing:
            numbers.setdefault(each.pair, []).append(str(each.session))
        told = [f"{names[pair]} ({', '.join(some)})" for pair, some in numbers.items()]
        rows.append(
            (
                f"{say('Not recorded')} ({len(missing)})",
                f"{language().few(told, MOST_PAIRS)}\n→ rmentor log PAIR",
            )
        )
    answers = _awaited(program, people, found.awaited)
    rows += answers[:MOST_SURVEYS]
    if len(answers) > MOST_SURVEYS:
        more = len(answers) - MOST_SURVEYS
        rows.append(
            ("…", language().plural("and %(n)d more survey", "and %(n)d more surveys", more))
        )
    if found.unfit:
        told = [names[each] for each in found.unfit]
        rows.append(
            (
                say("Another partner wanted"),
                f"{language().few(told, MOST_NAMES)}\n→ rmentor pair --rematch {found.unfit[0]}",
            )
        )
    if found.waiting and program.pairs:
        who = _names(people, (person.id for person in found.waiting))
        rows.append((f"{say('Waiting list')} ({len(found.waiting)})", who))
    if rows:
        show_heading(say("Still open"))
        _show_grid(rows)


def _awaited(
    program: Program, people: Mapping[str, Participant], awaited: Iterable[Awaited]
) -> list[tuple[str, str]]:
    """Who has not answered, survey by survey, those waited for longest first."""
    by_survey: dict[str, list[Awaited]] = {}
    for each in sorted(awaited, key=lambda each: (each.due, each.survey, each.person)):
        by_survey.setdefault(each.survey, []).append(each)
    rows = []
    for survey, waited in by_survey.items():
        title = _title(program.surveys[survey].title) if survey in program.surveys else survey
        who = dict.fromkeys(_who_answers(people, each) for each in waited)
        rows.append((f"{title} ({len(who)})", _names(people, who)))
    return rows


def _who_answers(people: Mapping[str, Participant], each: Awaited) -> str:
    """Whose answer it is: of a manager, where the files name one."""
    if each.role != "manager" or each.person not in people:
        return each.person
    return people[each.person].manager or each.person


def show_later(program: Program, names: Mapping[str, str], found: Overview) -> None:
    """Show the next dates after this week."""
    last = found.today + WEEK
    titles = {event.id: event.title for event in program.framework.events}
    dates: list[tuple[date, str, str]] = []
    if (later := found.week.later) is not None:
        told = f"{names[later.pair]} ({say('session %(n)d', n=later.session)})"
        dates.append((later.start.date(), moment(later.start, language()), told))
    events = sorted(
        (
            each
            for each in program.plan.events
            if each.state == "planned" and each.start.date() > last
        ),
        key=lambda each: each.start,
    )
    for each in events[:MOST_EVENTS]:
        title = titles.get(each.event, each.event)
        dates.append((each.start.date(), moment(each.start, language()), title))
    if program.end is not None and program.end >= found.today:
        dates.append((program.end, short_day(program.end, language()), say("the programme ends")))
    if dates:
        show_heading(say("Next dates"))
        _show_grid([(when, told) for _, when, told in sorted(dates, key=lambda each: each[0])])


def _show_grid(rows: list[tuple[str, str]]) -> None:
    from rmentor.cli.terminal import show

    show(grid(rows))
