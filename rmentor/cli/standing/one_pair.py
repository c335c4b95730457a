"""``status --pair``: one pair's whole story; no pulse, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from rmentor.cli.acting.consequences import pair_in_words, reason_in_words
from rmentor.cli.speech import language, say
from rmentor.cli.standing.lines import (
    STYLES,
    grid,
    show_heading,
    since_in_words,
)
from rmentor.language.dates import long_date
from rmentor.reporting.views.health_words import health_in_words, next_in_words, rule_in_words
from rmentor.reporting.views.people import person_view
from rmentor.reporting.views.when import moment, short_day
from rmentor.reporting.views.words import pair_status

if TYPE_CHECKING:
    from rich.table import Table

    from rmentor.followup.journal import Agreed
    from rmentor.followup.story import Chapter, Story
    from rmentor.model.people import Participant
    from rmentor.model.program import Program


def show_story(program: Program, told: Story) -> None:
    """Show a pair from its beginning to what comes next."""
    from rmentor.cli.terminal import show, show_styled

    people = program.people()
    show_styled(pair_in_words(program, told.pair), "bold")
    show(_about(program, told), _who(people, told))
    for each in _state(told):
        show(each)
    _show_health(program, people, told)
    _show_sessions(program, told)
    _show_levels(program, people, told)
    _show_actions(people, told)
    _show_steps(people, told)
    _show_coming(program, told)


def _about(program: Program, told: Story) -> str:
    """Id, topics and score in one line."""
    pair = told.pair
    parts = [pair.id, ", ".join(_topic(program, topic) for topic in pair.topics)]
    if pair.score is not None:
        parts.append(say("score %(score)s of 10,000", score=pair.score))
    return " · ".join(part for part in parts if part)


def _who(people: Mapping[str, Participant], told: Story) -> Table:
    """Who they are, and how to reach them."""
    pair = told.pair
    sides = ((say("mentor"), pair.mentors), (say("mentee"), pair.mentees))
    views = [
        (side, person_view(people[each], language()))
        for side, members in sides
        for each in members
        if each in people
    ]
    return grid([(side, view.name, view.place, view.email or "") for side, view in views])


def _topic(program: Program, topic: str) -> str:
    known = program.topics.get(topic)
    return known.title.in_language(language().code) if known else topic


def _state(told: Story) -> list[str]:
    """How the pair goes on, and its pauses."""
    pair = told.pair
    state = pair_status(pair.status, language())
    if pair.reason:
        state += f" ({reason_in_words(pair.reason)})"
    if pair.since:
        state += ", " + say("since %(day)s", day=_day(pair.since))
    if pair.until and not pair.is_current:
        state += ", " + say("until %(day)s", day=_day(pair.until))
    lines = [f"{say('State')}{say(': ')}{state}"]
    pauses = [
        say("from %(first)s to %(last)s", first=_day(each.first), last=_day(each.last))
        for each in pair.pauses
    ]
    if pair.status == "paused" and pair.until:
        pauses.append(say("since %(day)s", day=_day(pair.until)))
    if pauses:
        lines.append(f"{say('Pauses')}{say(': ')}{'; '.join(pauses)}")
    return lines


def _why_not(reason: str) -> str:
    """Say why a session was cancelled or moved (``model.sessions.CANCELLED_BECAUSE``)."""
    return {
        "work": say("work came first"),
        "absence": say("absence"),
        "place": say("no room or connection"),
        "mix-up": say("mix-up"),
        "other": say("other reason"),
    }.get(reason, reason)


def _day(day: date) -> str:
    return long_date(day, language().code)


def _show_health(program: Program, people: Mapping[str, Participant], told: Story) -> None:
    from rich.text import Text

    from rmentor.cli.terminal import clean, show

    found = told.health
    if found is None:
        return
    state = health_in_words(found.state, language())
    show_heading(f"{say('How it is doing')}{say(': ')}{state}", STYLES[found.state])
    rows = []
    for met in found.met:
        words = since_in_words(rule_in_words(people, met, language()), met.facts)
        following = next_in_words(program, people, met, language(), told.next_step)
        mark = Text(health_in_words(met.state, language()), style=STYLES[met.state])
        rows.append((mark, met.rule, Text(clean(f"{words}\n→ {following}"))))
    if rows:
        show(grid(rows))


def _show_sessions(program: Program, told: Story) -> None:
    from rmentor.cli.terminal import show

    if not told.chapters:
        return
    show_heading(say("Sessions"))
    show(grid([_chapter(program, each) for each in told.chapters], right=(0,)))


def _chapter(program: Program, each: Chapter) -> tuple[str, str, str, str]:
    """Number, date, topic, and what became of a session."""
    when = moment(each.planned, language()) if each.planned else "–"
    if each.fate in ("held", "cancelled") and each.day is not None:
        when = short_day(each.day, language())
    became = {
        "planned": say("planned"),
        "held": say("held"),
        "cancelled": say("cancelled"),
        "missing": say("over, not recorded"),
        "undated": say("without a date"),
    }[each.fate]
    if each.reason:
        became += f" ({_why_not(each.reason)})"
    if each.first:
        became += ", " + say("first planned for %(day)s", day=short_day(each.first, language()))
    if each.moves:
        became += ", " + language().plural("moved once", "moved %(n)d times", each.moves)
    topic = _topic(program, each.topic) if each.topic else ""
    return str(each.session), when, topic, became


def _show_levels(program: Program, people: Mapping[str, Participant], told: Story) -> None:
    from rmentor.cli.terminal import show

    if not told.ways:
        return
    is_group = len(told.pair.mentees) > 1
    rows = []
    for way in told.ways:
        title = _topic(program, way.topic)
        if is_group and way.person in people:
            title += f" ({people[way.person].name})"
        levels = " → ".join(str(level) for level in (way.first, *(level for _, level in way.noted)))
        last = (
            say("noted on %(day)s", day=short_day(way.noted[-1][0], language()))
            if way.noted
            else ""
        )
        rows.append((title, levels, last))
    show_heading(say("Levels"))
    show(grid(rows))


def _show_actions(people: Mapping[str, Participant], told: Story) -> None:
    from rmentor.cli.terminal import show

    if not told.actions:
        return
    rows = [_action(people, told.today, each) for each in told.actions]
    done = sum(each.action.done for each in told.actions)
    heading = say("Actions: %(done)d of %(all)d done", done=done, all=len(told.actions))
    show_heading(heading)
    show(grid(rows))


def _action(
    people: Mapping[str, Participant], today: date, each: Agreed
) -> tuple[str, str, str, str]:
    who = people[each.action.who].name if each.action.who in people else each.action.who
    state = (
        say("done")
        if each.action.done
        else say("overdue")
        if each.is_overdue(today)
        else say("to do")
    )
    due = short_day(each.action.due, language()) if each.action.due else ""
    return state, due, who, each.action.what


def _show_steps(people: Mapping[str, Participant], told: Story) -> None:
    from rmentor.cli.acting.reminders import step_in_words
    from rmentor.cli.terminal import show

    if not told.steps:
        return
    show_heading(say("Steps taken"))
    show(
        grid(
            [
                (
                    short_day(each.on, language()),
                    step_in_words(each.step),
                    ", ".join(people[who].name for who in each.who if who in people),
                )
                for each in told.steps
            ]
        )
    )


def _show_coming(program: Program, told: Story) -> None:
    from rmentor.cli.terminal import show

    if told.coming is None:
        return
    show_heading(say("What comes next"))
    topic = f", {_topic(program, told.coming.topic)}" if told.coming.topic else ""
    number = say("session %(n)d", n=told.coming.session)
    show(f"{moment(told.coming.start, language())}{say(': ')}{number}{topic}")
