"""What pausing, going on, ending and a person's leaving make of one pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rmentor.followup.held import held_sessions_of
from rmentor.followup.journal import is_told, planned_sessions
from rmentor.model.pairs import Former, Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.rounds import pairs_that_met
from rmentor.model.sessions import Session, last_words
from rmentor.model.windows import Span

_DAY = timedelta(days=1)
# ``dissolved``: ended before it met. ``smaller``: a group goes on without somebody; ``larger``: with
# somebody who is back. ``corrected``: only what is said about its state changes.
PAUSED, RESUMED, COMPLETED, ENDED, DISSOLVED = (
    "paused",
    "resumed",
    "completed",
    "ended",
    "dissolved",
)
SMALLER, LARGER, CORRECTED = "smaller", "larger", "corrected"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done.

    Attributes:
        why: Such as ``pair-over`` or ``held-later``.
        what: Id of the pair or person that stands against it.
        day: Day that does, where one does.
    """

    why: str
    what: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PairChange:
    """What becomes of one pair.

    Attributes:
        kind: ``paused``, ``resumed``, ``completed``, ``ended``, ``dissolved``, ``smaller``, ``larger``
            or ``corrected``.
        called_off: Planned sessions that the next plan calls off, by number.
        free: Who has a seat again, and takes part.
    """

    kind: str
    before: Pair
    after: Pair
    called_off: tuple[Session, ...] = ()
    free: tuple[str, ...] = ()


def last_held_day(program: Program, pair: Pair, today: date | None = None) -> date | None:
    """Day of the last session that a pair held, as journal and plan have it, or None."""
    return max((held.day for held in held_sessions_of(program, pair, today)), default=None)


def refusal(program: Program, pair: Pair, on: date) -> Refusal | None:
    """What speaks against a pair's pausing or ending on a day: what happened later."""
    held = last_held_day(program, pair)
    if held is not None and held > on:
        return Refusal("held-later", pair.id, held)
    if pair.status == "paused" and pair.until is not None and on < pair.until:
        return Refusal("before-pause", pair.id, pair.until)
    later = [span.last for span in pair.pauses if span.last >= on]
    return Refusal("in-pause", pair.id, max(later)) if later else None


def paused(program: Program, pair: Pair, on: date, back: date | None) -> PairChange:
    """Pause a pair; one that has not begun has no first day of the pause yet."""
    has_begun = pair.since is None or pair.since <= on
    after = replace(pair, status="paused", until=on if has_begun else None, back=back)
    return PairChange(PAUSED, pair, after, _to_call_off(program, pair, on))


def resumed(program: Program, pair: Pair, on: date) -> PairChange:
    """Let a paused pair go on; its pause is noted up to the day before."""
    after = replace(_with_pause(program, pair, on), status="active", until=None, back=None)
    return PairChange(RESUMED, pair, after)


def ended(
    program: Program,
    pair: Pair,
    on: date,
    reason: str,
    *,
    completed: bool = False,
    but: str | None = None,
) -> PairChange:
    """End a pair: completed where all its sessions were held, or ``completed`` says so.

    Args:
        program: The program.
        pair: One that goes on, or pauses.
        on: Its last day; one that has not begun by then gets none.
        reason: Why, where it is not completed.
        completed: Whether it has reached what it wanted.
        but: Whoever leaves, and has no use for the seat.
    """
    is_done = completed or _has_held_all(program, pair)
    has_begun = pair.since is None or pair.since <= on
    after = replace(
        _with_pause(program, pair, on),
        status="completed" if is_done else "ended",
        reason=None if is_done else reason,
        locked=False,
        until=on if has_begun else None,
        back=None,
    )
    has_met = pair.id in pairs_that_met(program)
    kind = COMPLETED if is_done else ENDED if has_met else DISSOLVED
    free = _who_seeks(program, (each for each in pair.people if each != but))
    return PairChange(kind, pair, after, _to_call_off(program, pair, on), free)


def restated(
    program: Program, pair: Pair, on: date | None, reason: str | None, *, completed: bool
) -> PairChange | Refusal | None:
    """Say anew when or why a pair ended; None: nothing differs."""
    if on is not None:
        held = last_held_day(program, pair)
        if held is not None and held > on:
            return Refusal("held-later", pair.id, held)
        if pair.since is not None and on < pair.since:
            return Refusal("not-begun", pair.id, pair.since)
    if reason is not None and pair.status == "completed":
        return Refusal("is-completed", pair.id, pair.until)
    after = replace(pair, until=on or pair.until, reason=reason or pair.reason)
    if completed:
        after = replace(after, status="completed", reason=None)
    return None if after == pair else PairChange(CORRECTED, pair, after)


def goes_on_without(pair: Pair, who: str) -> bool:
    """Whether a group has others left to teach and to learn, so that it need not end."""
    if not pair.is_group:
        return False
    return (pair.mentors if who in pair.mentors else pair.mentees) != (who,)


def smaller(program: Program, pair: Pair, who: str, on: date) -> PairChange:
    """Let a group go on without somebody; whoever leads it alone then is its mentor."""
    mentors = [each for each in pair.mentors if each != who]
    gone = Former(who, on, teaches=who in pair.mentors)
    after = replace(
        pair,
        mentor=mentors[0],
        co_mentor=mentors[1] if len(mentors) > 1 else None,
        mentees=tuple(each for each in pair.mentees if each != who),
        # One mentee alone may be left: it stays a group all the same.
        format="group",
        former=_by_id((*(each for each in pair.former if each.who != who), gone)),
    )
    return PairChange(SMALLER, pair, after, free=_who_seeks(program, (who,)))


def larger(program: Program, pair: Pair, person: Participant) -> PairChange | None:
    """Take somebody back into a group that was left on the day of the person's own pause."""
    gone = next((each for each in pair.former if each.who == person.id), None)
    if gone is None or gone.until is None or gone.until != person.status_since:
        return None
    if gone.teaches and pair.co_mentor is not None:
        return None
    if not gone.teaches and len(pair.mentees) >= program.rules.group_max:
        return None
    if person.id in pair.people:
        return None
    after = replace(
        pair,
        co_mentor=person.id if gone.teaches else pair.co_mentor,
        mentees=pair.mentees if gone.teaches else tuple(sorted((*pair.mentees, person.id))),
        former=tuple(each for each in pair.former if each != gone),
    )
    return PairChange(LARGER, pair, after)


def _by_id(former: Iterable[Former]) -> tuple[Former, ...]:
    return tuple(sorted(former, key=lambda each: each.who))


def _with_pause(program: Program, pair: Pair, on: date) -> Pair:
    """The pair with the pause that it is in, if any, noted among the earlier ones."""
    if pair.status != "paused":
        return pair
    first = pair.until
    if first is None and pair.since is not None and last_held_day(program, pair) is None:
        first = pair.since
    if first is None or first >= on:
        return pair
    pauses = {*pair.pauses, Span(first, on - _DAY)}
    return replace(pair, pauses=tuple(sorted(pauses)))


def _has_held_all(program: Program, pair: Pair) -> bool:
    numbers = program.framework.numbers_of(pair)
    held = {each.session for each in held_sessions_of(program, pair)}
    return bool(numbers) and held.issuperset(numbers)


def _to_call_off(program: Program, pair: Pair, on: date) -> tuple[Session, ...]:
    words = last_words(program.journal.get(pair.id, ()))
    return tuple(
        session
        for session in planned_sessions(program, pair.id)
        if session.state == "planned"
        and session.start.date() >= on
        and not is_told(session, words.get(session.session))
    )


def _who_seeks(program: Program, who: Iterable[str]) -> tuple[str, ...]:
    people = program.people()
    return tuple(each for each in who if people[each].takes_part)
