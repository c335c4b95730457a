"""Ask what became of a session, a question at a time; what is planned is what Enter says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import typer

from rmentor.cli.journal.options import Typed, said_by, warn_of
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.findings import Finding
    from rmentor.intake.tellings import Heard
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program
    from rmentor.model.sessions import JournalEntry

_MOST_NAMED = 4
Answered = Callable[[Typed, str], Typed]


def asked(program: Program, pair: Pair, typed: Typed, today: date) -> Typed:
    """Ask for everything, each answer checked at once; Ctrl-C anywhere leaves all as it was."""
    from rmentor.cli.journal.words import pair_in_words
    from rmentor.cli.terminal import warn

    warn(pair_in_words(program, pair))
    questions = _Questions(program, pair, today)
    typed = questions.about_session(typed)
    if typed.state == "held":
        typed = questions.about_time(typed)
        typed = questions.about_people(typed)
        typed = questions.about_actions(typed)
    else:
        typed = questions.about_absence(typed)
    return questions.about_done(typed)


class _Questions:
    """Asks about one pair; an answer with a mistake is asked for again."""

    def __init__(self, program: Program, pair: Pair, today: date) -> None:
        self._program, self._pair, self._today = program, pair, today

    def about_session(self, typed: Typed) -> Typed:
        """Ask which session it is, and what became of it."""
        from rmentor.cli.journal.words import entry_in_words, session_in_words
        from rmentor.cli.terminal import warn
        from rmentor.followup.recording import line_of, meant_session, recorded_before

        number = meant_session(self._program, self._pair, self._today)
        if typed.session is None and number is not None:
            typed = replace(typed, session=str(number))
        if typed.session is None or self._faults(typed, "session"):
            warn_of(self._faults(typed, "session"), with_options=False)
            typed = self._ask(
                typed, "session", say("Which session?"), "", lambda t, a: replace(t, session=a)
            )
        number = int(str(typed.session))
        line = line_of(self._program, self._pair.id, number)
        if line is not None:
            when = session_in_words(self._program, line)
            warn(say("Session %(n)d, %(when)s", n=number, when=when))
        known = recorded_before(self._program, self._pair.id, number, None, None)
        if known is not None and not typed.replace:
            said = entry_in_words(self._program, known)
            warn(say("This is recorded already: %(what)s", what=said))
            if not agrees(say("Correct it?"), default=False):
                raise typer.Exit
            typed = replace(typed, replace=True)
        default = known.state if known is not None and typed.replace else "held"
        question = say("What became of it: held, cancelled or moved?")
        words = {"held": say("held"), "cancelled": say("cancelled"), "moved": say("moved")}
        return self._ask(typed, "state", question, words[default], _with_state)

    def about_time(self, typed: Typed) -> Typed:
        """Ask for day, length and topics of a session that was held."""
        entry = self._entry(typed)
        typed = self._day(typed, entry)
        typed = self._ask(
            typed,
            "minutes",
            say("How many minutes?"),
            str(entry.minutes or ""),
            lambda t, a: replace(t, minutes=a),
        )
        return self._ask(
            typed,
            "topics",
            say("On which topics?"),
            ", ".join(entry.topics),
            lambda t, a: replace(t, topics=(a,)),
        )

    def about_people(self, typed: Typed) -> Typed:
        """Ask each side for its pulse, then for levels and for what came back."""
        from rmentor.followup.journal import latest_level, returnable
        from rmentor.reporting.views.people import topic_title

        for side, question in (
            ("mentor", say("Pulse of the mentor, 1 to 5 (Enter: not asked)")),
            ("mentee", say("Pulse of the mentee, 1 to 5 (Enter: not asked)")),
        ):
            typed = self._ask(typed, "pulse", question, "", _with_pulse(side))
        people = self._program.people()
        for who in self._pair.mentees:
            for topic in self._entry(typed).topics:
                so_far = latest_level(self._program, self._pair, who, topic)
                question = say(
                    "Level of %(name)s in %(topic)s, 0 to 5 (so far %(level)d; Enter: the same)",
                    name=people[who].name,
                    topic=topic_title(self._program, topic),
                    level=so_far,
                )
                typed = self._ask(typed, "levels", question, "", _with_level(who, topic))
        could = sorted(returnable(self._program, self._pair))
        hint = say("Which topics came back from the mentee? (Enter: none)")
        if could:
            examples = language().few(could, _MOST_NAMED)
            hint = say(
                "Which topics came back from the mentee, such as %(topics)s?", topics=examples
            )
        return self._ask(typed, "returns", hint, "", lambda t, a: replace(t, returns=(a,)))

    def about_actions(self, typed: Typed) -> Typed:
        """Ask for new actions until Enter says that there are no more."""
        question = say("New action, as “PERSON: WHAT @DATE” (Enter: no more)")
        while True:
            after = self._ask(
                typed, "actions", question, "", lambda t, a: replace(t, actions=(*t.actions, a))
            )
            if after is typed:
                return typed
            typed = after

    def about_absence(self, typed: Typed) -> Typed:
        """Ask for the day of a session that was not held, why, and when it takes place instead."""
        typed = self._day(typed, self._entry(typed))
        question = say("Why: work, absence, place, mix-up or other? (Enter: not said)")
        typed = self._ask(typed, "reason", question, "", lambda t, a: replace(t, because=a))
        if typed.state == "moved":
            question = say("New date, such as 2027-03-04 12:00 (Enter: rmentor plan finds one)")
            typed = self._ask(typed, "to", question, "", lambda t, a: replace(t, to=a))
        return typed

    def about_done(self, typed: Typed) -> Typed:
        """Show the open actions, and ask which are done."""
        from rmentor.cli.journal.words import action_in_words
        from rmentor.cli.terminal import warn
        from rmentor.followup.journal import open_actions
        from rmentor.intake.tellings import done_actions

        waiting = open_actions(self._program, self._pair.id)
        if not waiting:
            return typed
        warn(say("Open actions:"))
        for agreed in waiting:
            warn("  " + action_in_words(self._program, agreed))
        while True:
            answer = _prompt(say("Which are done? Numbers, or all (Enter: none)"), "")
            _, findings = done_actions(self._program, self._pair, (answer,))
            if not findings:
                return replace(typed, done=(answer,)) if answer else typed
            warn_of(findings, with_options=False)

    def _day(self, typed: Typed, entry: JournalEntry) -> Typed:
        if typed.state == "held":
            question = say("On which day was it?")
        else:
            question = say("On which day was it to be?")
        day = entry.date.isoformat()
        return self._ask(typed, "date", question, day, lambda t, a: replace(t, date=a))

    def _ask(self, typed: Typed, key: str, question: str, default: str, put: Answered) -> Typed:
        """Ask until the answer has no mistake; an empty one changes nothing."""
        while True:
            answer = _prompt(question, default)
            if not answer and key not in ("session", "state"):
                return typed
            after = put(typed, answer)
            faults = self._faults(after, key)
            if not faults:
                return after
            warn_of(faults, with_options=False)

    def _faults(self, typed: Typed, key: str) -> list[Finding]:
        found = self._heard(typed).findings
        return [each for each in found if each.spot.keys[1:2] == (key,)]

    def _heard(self, typed: Typed) -> Heard:
        from rmentor.intake.tellings import hear

        said = said_by(self._program, self._pair, typed, self._today)
        return hear(self._program, said, self._today)

    def _entry(self, typed: Typed) -> JournalEntry:
        """The entry as it would be now: what has been answered, and as planned what has not."""
        from rmentor.followup.recording import as_planned

        telling = self._heard(typed).telling
        if telling is not None:
            return telling.entry
        number, state = int(str(typed.session)), typed.state or "held"
        return as_planned(self._program, self._pair, number, state, self._today)


def agrees(question: str, *, default: bool) -> bool:
    """Ask for a yes or a no, in the reader's language; Enter says the default."""
    from rmentor.intake.words import NO, YES, fold

    hint = say("Y/n") if default else say("y/N")
    while True:
        answer = fold(_prompt(f"{question} [{hint}]", ""))
        if not answer:
            return default
        if answer in YES or answer in NO:
            return answer in YES


def _prompt(question: str, default: str) -> str:
    answer: str = typer.prompt(question, default=default, show_default=bool(default), err=True)
    return answer.strip()


def _with_state(typed: Typed, answer: str) -> Typed:
    from rmentor.intake.log_words import state_word

    return replace(typed, state=state_word(answer))


def _with_pulse(side: str) -> Answered:
    return lambda typed, answer: replace(typed, pulse=(*typed.pulse, f"{side}={answer}"))


def _with_level(who: str, topic: str) -> Answered:
    return lambda typed, answer: replace(typed, levels=(*typed.levels, f"{who}:{topic}={answer}"))
