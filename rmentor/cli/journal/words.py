"""A pair's journal in words, and as JSON: what was recorded, what is open, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.followup.journal import Agreed
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program
    from rmentor.model.sessions import JournalEntry, Session


def pair_in_words(program: Program, pair: Pair) -> str:
    """The names of a pair: "Pauline R. · Catherine A."."""
    people = program.people()
    return " · ".join(people[who].name if who in people else who for who in pair.people)


def entry_in_words(program: Program, entry: JournalEntry) -> str:
    """What became of a session, in one line. Pulses are theirs: that there are some is enough."""
    from rmentor.language.dates import long_date

    day = long_date(entry.date, language().code, with_weekday=True)
    fields = {"n": entry.session, "day": day}
    if entry.state == "held":
        head = say("session %(n)d, held on %(day)s", **fields)
    elif entry.state == "moved":
        head = say("session %(n)d, moved from %(day)s", **fields)
    else:
        head = say("session %(n)d, cancelled on %(day)s", **fields)
    return " · ".join((head, *_details(program, entry)))


def _details(program: Program, entry: JournalEntry) -> Iterator[str]:
    from rmentor.reporting.views.people import topic_title

    people = program.people()
    if entry.minutes is not None:
        yield language().plural("%(n)d minute", "%(n)d minutes", entry.minutes)
    if entry.topics:
        yield ", ".join(topic_title(program, topic) for topic in entry.topics)
    if entry.returns:
        titles = ", ".join(topic_title(program, topic) for topic in entry.returns)
        yield say("in return: %(topics)s", topics=titles)
    for who, levels in entry.levels.items():
        name = people[who].name if who in people else who
        shown = ", ".join(f"{topic_title(program, topic)} {n}" for topic, n in levels.items())
        yield say("%(name)s is now at %(levels)s", name=name, levels=shown)
    if entry.pulse:
        yield say("pulse noted")
    if entry.reason is not None:
        yield reason_in_words(entry.reason)


def reason_in_words(reason: str) -> str:
    """Why a session was not held."""
    return {
        "work": say("too much work"),
        "absence": say("somebody was away"),
        "place": say("no place, or nothing that worked"),
        "mix-up": say("a mix-up"),
        "other": say("another reason"),
    }[reason]


def action_in_words(program: Program, agreed: Agreed) -> str:
    """An action with its number: "3. Catherine A. – Publish a post (by 2 February 2027)"."""
    from rmentor.language.dates import long_date

    action = agreed.action
    person = program.people().get(action.who)
    line = f"{agreed.number}. {person.name if person else action.who} – {action.what}"
    if action.due is None:
        return line
    return f"{line} ({say('by %(day)s', day=long_date(action.due, language().code))})"


def session_in_words(program: Program, session: Session) -> str:
    """When a session is planned, and what it is about."""
    from rmentor.language.dates import long_moment
    from rmentor.reporting.views.people import topic_title

    when = long_moment(session.start, language().code)
    return f"{when} – {topic_title(program, session.topic)}" if session.topic else when


def show_pair(program: Program, pair: Pair, entries: Sequence[JournalEntry], today: date) -> None:
    """Show what was recorded of a pair, its open actions, and its next session."""
    from rmentor.cli.terminal import show, show_styled
    from rmentor.followup.journal import next_session, open_actions, planned_sessions

    show_styled(pair_in_words(program, pair), "bold")
    for entry in entries:
        said = entry_in_words(program, entry)
        show(say("Recorded: %(what)s", what=said))
    waiting = open_actions(program, pair.id)
    if waiting:
        show(say("Open actions:"))
        for agreed in waiting:
            late = f" – {say('overdue')}" if agreed.is_overdue(today) else ""
            show(f"  {action_in_words(program, agreed)}{late}")
    lines = planned_sessions(program, pair.id)
    numbers = [each.session for each in program.plan.unplaced if each.pair == pair.id]
    if numbers:
        listed = ", ".join(map(str, numbers))
        show(say("Without a date for now: session %(numbers)s", numbers=listed))
    coming = next_session(lines, today)
    if coming is not None:
        when = session_in_words(program, coming)
        show(say("Next: session %(n)d, %(when)s", n=coming.session, when=when))


def log_json(
    program: Program, pair: Pair, entries: Sequence[JournalEntry], today: date
) -> dict[str, Any]:
    """The same as plain values."""
    from rmentor.followup.journal import next_session, open_actions, planned_sessions
    from rmentor.followup.recording import line_of

    coming = next_session(planned_sessions(program, pair.id), today)
    told = [
        {
            "entry": entry_json(entry),
            "plan": session_json(line_of(program, pair.id, entry.session)),
        }
        for entry in entries
    ]
    return {
        "pair": pair.id,
        "recorded": told,
        "open_actions": [
            {"number": each.number, "session": each.session, **_action_json(each)}
            for each in open_actions(program, pair.id)
        ],
        "next_session": session_json(coming),
    }


def entry_json(entry: JournalEntry) -> dict[str, Any]:
    """An entry as its file has it."""
    from rmentor.folder.documents import entry_document

    document: Any = _plain(entry_document(entry))
    return dict(document)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _action_json(agreed: Agreed) -> dict[str, Any]:
    action = agreed.action
    due = action.due.isoformat() if action.due else None
    return {"who": action.who, "what": action.what, "due": due, "returns": action.returns}


def session_json(session: Session | None) -> dict[str, Any] | None:
    """A line of the plan as plain values; times are local, in the program's zone."""
    if session is None:
        return None
    return {
        "session": session.session,
        "start": session.start.isoformat(sep=" ", timespec="minutes"),
        "minutes": session.minutes,
        "topic": session.topic,
        "state": session.state,
        "sequence": session.sequence,
        "first": session.first.isoformat() if session.first else None,
    }
