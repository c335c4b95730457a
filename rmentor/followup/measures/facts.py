"""What computed KPIs look at: pairs, sessions held and called off, answers; gathered once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from rmentor.followup.hiding import Voice
from rmentor.followup.journal import due_sessions, entries_until, planned_sessions
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.rounds import is_of_this_edition
from rmentor.model.sessions import JournalEntry, Session, last_words
from rmentor.model.surveys import Answer, Survey


@dataclass(frozen=True, slots=True)
class Count:
    """What one session, answer, pair or person adds to a figure.

    Attributes:
        amount: To the numerator.
        people: Whom it speaks of; of an answer, who gave it.
        part: Part of the figure in which it counts, empty where there are none.
    """

    amount: int | Fraction
    people: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a KPI counts, and the answers that tell: none where it tells plain facts."""

    counts: tuple[Count, ...]
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session that was held: its day, and the line of the plan and the journal's entry, if any."""

    pair: Pair
    session: int
    day: date
    line: Session | None
    entry: JournalEntry | None


class Facts:
    """A program as it is known on a day.

    Attributes:
        program: The program.
        today: Last day that counts; None: everything counts.
        heard: Last day whose answers count in a figure that is not only about answers; None: every
            answer does.
        is_heard: False where no answer counts in such a figure.
    """

    def __init__(
        self,
        program: Program,
        today: date | None = None,
        *,
        heard: date | None = None,
        is_heard: bool = True,
    ) -> None:
        self.program = program
        self.today = today
        self.heard = heard if heard is not None else today
        self.is_heard = is_heard

    def has_come(self, day: date | None) -> bool:
        """Whether a day counts; one that nobody noted does."""
        return day is None or self.today is None or day <= self.today

    def is_in_time(self, day: date | None) -> bool:
        """Whether an answer of that day counts in a figure that is not only about answers."""
        return day is None or self.heard is None or day <= self.heard

    @cached_property
    def people(self) -> dict[str, Participant]:
        """Participants by id."""
        return self.program.people()

    @cached_property
    def edition(self) -> tuple[Pair, ...]:
        """All pairs of this edition, whatever became of them, also those yet to begin."""
        return tuple(pair for pair in self.program.pairs if is_of_this_edition(self.program, pair))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs of this edition that have begun."""
        return tuple(pair for pair in self.edition if self.has_come(pair.since))

    def mentees_of(self, pair: Pair) -> tuple[str, ...]:
        """Mentees of a pair, and those who have left it while it went on."""
        return (*pair.mentees, *(each.who for each in pair.former if not each.teaches))

    def status(self, pair: Pair) -> str:
        """Status of a pair on the day; before the day on which it ended, it was active."""
        return "active" if pair.until and not self.has_come(pair.until) else pair.status

    @cached_property
    def entries(self) -> tuple[tuple[Pair, JournalEntry], ...]:
        """What the journals say, by pair, then day."""
        return tuple(
            (pair, entry)
            for pair in self.edition
            for entry in entries_until(self.program, pair.id, self.today)
        )

    @cached_property
    def held(self) -> tuple[HeldSession, ...]:
        """Sessions that were held, as the journal or else the plan says, by pair and number."""
        return tuple(held for pair in self.edition for held in self._held_of(pair))

    def _held_of(self, pair: Pair) -> Iterator[HeldSession]:
        lines = {line.session: line for line in planned_sessions(self.program, pair.id)}
        words = last_words(entries_until(self.program, pair.id, self.today))
        for number in sorted(lines.keys() | words.keys()):
            line, entry = lines.get(number), words.get(number)
            if entry is not None:
                if entry.state == "held":
                    yield HeldSession(pair, number, entry.date, line, entry)
            elif line is not None and line.state == "held" and self.has_come(line.start.date()):
                yield HeldSession(pair, number, line.start.date(), line, None)

    @cached_property
    def due(self) -> frozenset[tuple[str, int]]:
        """Sessions that should have been held by now, or have been, by pair and number."""
        planned = {
            (line.pair, line.session)
            for pair in self.edition
            for line in due_sessions(self.program, pair.id, self.today)
        }
        return frozenset(planned | {(held.pair.id, held.session) for held in self.held})

    @cached_property
    def called_off(self) -> tuple[Pair, ...]:
        """The pair of each session that was cancelled, as often as it was.

        Where the journal does not speak of a session, the plan does; what it has called off because a
        pair had ended was not cancelled by anybody.
        """
        found = [pair for pair, entry in self.entries if entry.state == "cancelled"]
        told = {(pair.id, entry.session) for pair, entry in self.entries}
        for pair in self.edition:
            over = None if pair.is_current else pair.until
            for line in planned_sessions(self.program, pair.id):
                day = line.start.date()
                if (
                    line.state == "cancelled"
                    and (line.pair, line.session) not in told
                    and self.has_come(day)
                    and (over is None or day < over)
                ):
                    found.append(pair)
        return tuple(found)

    def answers(self, surveys: Iterable[str], role: str | None = None) -> Iterator[Answered]:
        """Answers to these surveys that are in, from one role or from all."""
        for name in surveys:
            survey = self.program.surveys.get(name)
            if survey is None:
                continue
            for answer in self.program.answers.get(name, ()):
                if role in (None, answer.role) and self.has_come(answer.day):
                    yield Answered(survey, answer)

    @cached_property
    def final_surveys(self) -> tuple[str, ...]:
        """Surveys that are asked after the last session."""
        return tuple(sorted(s.id for s in self.program.surveys.values() if s.ask == "last"))


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with the survey that it is to."""

    survey: Survey
    answer: Answer

    def number(self, item: str, scale: str) -> int | None:
        """What it says to an item of that scale, reversed where the item is; None where nothing."""
        for each in self.survey.items:
            if each.id == item and each.scale == scale and item in self.answer.scales:
                said = self.answer.scales[item]
                return 6 - said if each.reverse and scale == "1-5" else said
        return None

    def who(self, people: dict[str, Participant]) -> str:
        """Who answered; of a manager's answer, the manager of the person whom it is about."""
        if self.answer.role != "manager":
            return self.answer.person
        about = people.get(self.answer.person)
        manager = about.manager if about else None
        return manager or f"manager of {self.answer.person}"
