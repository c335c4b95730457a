"""What pausing, ending and leaving do to pairs, people and sessions, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from rmentor.cli.speech import language, say
from rmentor.language.dates import long_date

if TYPE_CHECKING:
    from rmentor.errors import RmentorError
    from rmentor.followup.pair_changes import PairChange, Refusal
    from rmentor.followup.states import StateChange
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program


def in_days(on: date) -> str:
    """Write a day as the reader's language does."""
    return long_date(on, language().code)


def pair_in_words(program: Program, pair: Pair) -> str:
    """Name a pair by its people, a group by its topic and who leads it."""
    people = program.people()
    if pair.is_group and pair.topics:
        title = program.topics[pair.topics[0]].title.in_language(language().code)
        mentors = " + ".join(people[each].name for each in pair.mentors)
        return say("group %(topic)s (%(mentors)s)", topic=title, mentors=mentors)
    return " · ".join(people[each].name for each in pair.people)


def reason_in_words(reason: str) -> str:
    """Say why a pair ended, without fault; what somebody wrote of their own stays as it is."""
    return {
        "time": say("time was short"),
        "moved": say("a new position"),
        "left": say("somebody left the program"),
        "fit": say("another partner suits better"),
        "aims": say("other aims"),
        "silent": say("contact was lost"),
        "other": say("other reasons"),
        "rematch": say("other partners are looked for"),
    }.get(reason, reason)


def consequences(program: Program, found: StateChange) -> Iterator[str]:
    """What happens to each pair, its people, its sessions and its lock; a line each."""
    names = {person.id: person.name for person in program.participants}
    for change in found.pairs:
        yield "  " + say(
            "%(pair)s: %(what)s",
            pair=pair_in_words(program, change.before),
            what=_what_happens(program, change),
        )
        yield from ("    " + line for line in _details(program, change))
    for pair_id in found.stays:
        yield "  " + say("%(pair)s stays paused: rmentor resume %(pair)s", pair=pair_id)
    is_left = any(after.status == "left" for _, after in found.people)
    if not found.pairs and found.people and not found.stays and is_left:
        (before, _), *_ = found.people
        yield "  " + say("%(name)s was in no pair: nothing else changes.", name=names[before.id])


def _what_happens(program: Program, change: PairChange) -> str:
    pair = change.after
    people = program.people()
    gone = [people[each].name for each in change.before.people if each not in pair.people]
    more = [people[each].name for each in pair.people if each not in change.before.people]
    why = f" ({reason_in_words(pair.reason)})" if pair.reason not in (None, "other") else ""
    return {
        "paused": say("pauses")
        + (say(", to be back on %(day)s", day=in_days(pair.back)) if pair.back else ""),
        "resumed": say("goes on"),
        "completed": say("completed"),
        "ended": say("ends without fault; what was held stays") + why,
        "dissolved": say("dissolves before its first session") + why,
        "smaller": say("goes on without %(names)s", names=", ".join(gone)),
        "larger": say("takes %(names)s back", names=", ".join(more)),
        "corrected": say("is noted anew"),
    }[change.kind]


def _details(program: Program, change: PairChange) -> Iterator[str]:
    before, after = change.before, change.after
    people = program.people()
    if before.locked and not after.locked:
        yield say("Its lock is taken off.")
    if after.mentor != before.mentor:
        yield say("%(name)s leads it alone now.", name=people[after.mentor].name)
    least = program.rules.group_min
    if change.kind == "smaller" and len(after.mentees) < least:
        yield language().plural(
            "With %(n)d mentee it is below the %(least)d of group.min: rmentor pair looks for more, "
            "or let it end.",
            "With %(n)d mentees it is below the %(least)d of group.min: rmentor pair looks for more, "
            "or let it end.",
            len(after.mentees),
            least=least,
        )
    if n := len(change.called_off):
        if change.kind == "paused":
            yield language().plural(
                "%(n)d session to come is called off by the next rmentor plan, and finds a new date "
                "once the pair goes on.",
                "%(n)d sessions to come are called off by the next rmentor plan, and find new dates "
                "once the pair goes on.",
                n,
            )
        else:
            yield language().plural(
                "%(n)d session to come is called off by the next rmentor plan, calendars included.",
                "%(n)d sessions to come are called off by the next rmentor plan, calendars included.",
                n,
            )
    for who in change.free:
        name = people[who].name
        if change.kind == "completed":
            yield say("%(name)s may be paired again.", name=name)
        else:
            yield say(
                "%(name)s may be paired again and keeps the place in the waiting list.", name=name
            )


def refused(program: Program, refusal: Refusal) -> RmentorError:
    """Say why something cannot be done, and what to do instead."""
    from rmentor.errors import Unready

    names = {person.id: person.name for person in program.participants}
    fields: dict[str, Any] = {
        "what": names.get(refusal.what, refusal.what),
        "id": refusal.what,
        "day": in_days(refusal.day) if refusal.day else "",
    }
    sentences = {
        "pair-over": (
            say("%(id)s is over.", **fields),
            say("For these two to go on: rmentor add pair MENTOR MENTEE"),
        ),
        "is-completed": (
            say("%(id)s is completed, and needs no reason.", **fields),
            "",
        ),
        "held-later": (
            say("%(id)s held a session on %(day)s, after that day.", **fields),
            say("Choose %(day)s or a later day.", **fields),
        ),
        "not-begun": (say("%(id)s began on %(day)s, after that day.", **fields), ""),
        "in-pause": (
            say("%(id)s paused until %(day)s already.", **fields),
            say("Choose a later day."),
        ),
        "before-pause": (
            say("%(what)s pauses since %(day)s, after that day.", **fields),
            say("Choose %(day)s or a later day.", **fields),
        ),
        "back-before": (
            say("%(day)s is no day of return: the pause begins that day or later.", **fields),
            say("Choose a later day."),
        ),
        "person-paused": (
            say("%(what)s is paused.", **fields),
            say("First: rmentor resume %(id)s", **fields),
        ),
        "person-left": (
            say("%(what)s has left the program.", **fields),
            say("If %(what)s is back: rmentor resume %(id)s", **fields),
        ),
        "has-left": (
            say("%(what)s has left the program.", **fields),
            say("If %(what)s is back: rmentor resume %(id)s", **fields),
        ),
        "has-applied": (
            say("%(what)s has applied and is not accepted yet.", **fields),
            say("To accept, write status: active for %(id)s; to say no: rmentor leave %(id)s", **fields),
        ),
        "not-in-pair": (say("%(what)s is not in this pair.", **fields), ""),
    }  # fmt: skip
    what, hint = sentences[refusal.why]
    return Unready(what=what, hint=hint)


def state_json(found: StateChange) -> dict[str, Any]:
    """What changes, for other programs."""
    return {
        "scope": found.scope,
        "people": [
            {
                "id": after.id,
                "status": after.status,
                "since": _iso(after.status_since),
                "back": _iso(after.back),
            }
            for _, after in found.people
        ],
        "pairs": [_pair_json(change) for change in found.pairs],
        "stays": list(found.stays),
    }


def _pair_json(change: PairChange) -> dict[str, Any]:
    return {
        "id": change.after.id,
        "kind": change.kind,
        "status": change.after.status,
        "reason": change.after.reason,
        "until": _iso(change.after.until),
        "back": _iso(change.after.back),
        "called_off": [
            {"session": each.session, "start": each.start.isoformat(" ", "minutes")}
            for each in change.called_off
        ],
        "free": list(change.free),
    }


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
