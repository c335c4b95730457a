"""The options of ``rmentor log`` as what somebody says of a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rmentor.cli.speech import language, say
from rmentor.errors import Usage

if TYPE_CHECKING:
    from rmentor.findings import Finding
    from rmentor.folder.documents import Document
    from rmentor.intake.tellings import Said
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program

_COMMAND = "rmentor log"
# Option that says what a key of a journal's entry does.
OPTIONS: Mapping[str, str] = {
    "session": "--session",
    "date": "--date",
    "state": "--held",
    "to": "--to",
    "reason": "--because",
    "minutes": "--minutes",
    "topics": "--topic",
    "returns": "--returns",
    "pulse": "--pulse",
    "levels": "--level",
    "actions": "--action",
    "done": "--done",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed behind the options, as it stands there."""

    session: str | None = None
    date: str | None = None
    state: str | None = None
    to: str | None = None
    because: str | None = None
    minutes: str | None = None
    topics: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    pulse: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    return_actions: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    for_good: bool = False
    replace: bool = False

    def _names(self, *besides: str) -> list[str]:
        names = (field.name for field in fields(self) if field.name not in besides)
        return [name for name in names if getattr(self, name)]

    @property
    def says_nothing(self) -> bool:
        """Whether it names at most a session to talk about."""
        return not self._names("session", "replace")

    @property
    def ticks_only(self) -> bool:
        """Whether it says nothing but that actions are done."""
        return bool(self.done) and not self._names("done")

    def refuse_beside(
        self, pair: str | None, *, form: bool, source: Path | None, edit: bool
    ) -> None:
        """Refuse options that make no sense together.

        Raises:
            Usage: Some do not, or PAIR is missing.
        """
        week = "--form" if form else "--from" if source is not None else None
        others = self._names("replace") or edit or (form and source is not None)
        if week is not None and (others or pair is not None):
            raise _usage(say("%(option)s goes with no pair and no other options.", option=week))
        if week is None and pair is None:
            raise _usage(say("%(name)s is missing.", name="PAIR"))
        if edit and self._names("session", "replace"):
            raise _usage(say("With --edit, say all of it in the editor."))
        if self.for_good and self.state != "cancelled":
            raise _usage(say("--for-good goes with --cancelled."))


def only_state(states: Mapping[str, bool]) -> str | None:
    """The one of these that was chosen, or None.

    Raises:
        Usage: There are several.
    """
    chosen = [state for state, is_chosen in states.items() if is_chosen]
    if len(chosen) > 1:
        options = ", ".join(f"--{state}" for state in chosen)
        raise _usage(say("Only one of these can be true: %(options)s", options=options))
    return chosen[0] if chosen else None


def _usage(what: str) -> Usage:
    return Usage(what=what, command=_COMMAND)


def said_by(program: Program, pair: Pair, typed: Typed, today: date) -> Said:
    """Understand what was typed, as far as it can be understood."""
    from rmentor.intake.log_words import Desk, length_word, reason_word
    from rmentor.intake.tellings import Said, address_of
    from rmentor.intake.topics import topic_index

    desk = Desk(pair, program.people(), topic_index(program.topics), address_of(pair), today=today)
    values: Document = {
        "session": typed.session and typed.session.strip(),
        "date": typed.date and desk.day(typed.date),
        "state": typed.state,
        "minutes": typed.minutes and length_word(typed.minutes),
        "topics": desk.topic_list(typed.topics),
        "pulse": desk.pulse(typed.pulse),
        "levels": desk.levels(typed.levels),
        "actions": [
            *desk.actions(typed.actions),
            *desk.actions(typed.return_actions, returns=True),
        ],
        "returns": desk.topic_list(typed.returns),
        "reason": typed.because and reason_word(typed.because),
    }
    return Said(
        pair,
        {key: value for key, value in values.items() if value},
        desk.moment(typed.to) if typed.to else None,
        typed.for_good,
        typed.replace,
        tuple(desk.findings),
    )


def option_of(finding: Finding) -> str:
    """Option that a finding is about; empty where it is about none."""
    keys = finding.spot.keys
    return OPTIONS.get(str(keys[1]), "") if len(keys) > 1 else ""


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Mistakes as plain values."""
    from rmentor.folder.sentences import say as sentences

    found = []
    for finding in findings:
        message, remedy = sentences(finding, language())
        option = option_of(finding) or None
        found.append(
            {"option": option, "code": finding.code, "message": message, "help": remedy or None}
        )
    return found


def warn_of(findings: Iterable[Finding], *, with_options: bool = True) -> None:
    """Say each mistake, with its option where one was typed, and what to do."""
    from rmentor.cli.terminal import warn
    from rmentor.folder.sentences import say as sentences

    for finding in findings:
        message, remedy = sentences(finding, language())
        option = option_of(finding) if with_options else ""
        warn(say("%(place)s: %(what)s", place=option, what=message) if option else message)
        if remedy:
            warn("    " + remedy)
