"""Who answered: the person of a row, in which role, of which pair, after which session."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rmentor.folder.closest import Nearest
from rmentor.followup.answered import OF_PAIRS, SIDES
from rmentor.followup.journal import entries_until, planned_sessions
from rmentor.intake.answer_words import ROLE_WORDS
from rmentor.intake.mapping import NAME_KEYS
from rmentor.intake.problems import Fault
from rmentor.intake.roster import Roster
from rmentor.intake.values import whole_number
from rmentor.intake.words import ROLES, fold, one_line
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.surveys import Answer, Survey

EACH = "each"
MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in which somebody may answer, and the pair of which; None: of none."""

    role: str
    pair: str | None = None


class Directory:
    """People of a program, to be found by what a row says of who answered."""

    def __init__(self, program: Program) -> None:
        """Make everybody findable by id, e-mail and name, its words in any order."""
        self._roster = Roster(program.participants)
        self._people = program.people()
        by_words: dict[tuple[str, ...], set[str]] = {}
        for person in program.participants:
            by_words.setdefault(_words(person.name), set()).add(person.id)
        self._by_words = {
            words: min(people) for words, people in by_words.items() if len(people) == 1
        }
        names = {
            name: person.id
            for person in program.participants
            for name in (fold(person.name), (person.email or "").casefold())
            if name
        }
        self._near = Nearest(tuple(self._people), names)
        self._reports: dict[str, list[str]] = {}
        for person in program.participants:
            if person.manager is not None:
                self._reports.setdefault(person.manager, []).append(person.id)

    @property
    def words(self) -> frozenset[str]:
        """Folded names and e-mails of all."""
        people = self._people.values()
        return frozenset(fold(said) for each in people for said in (each.name, each.email or ""))

    def find(self, text: str) -> str | Fault:
        """Id of the person whom a text names, or why there is none."""
        found = self._roster.name_of(text)
        if isinstance(found, Fault) and found.code == "unknown-person":
            found = self._by_words.get(_words(text), found)
        if isinstance(found, str) or found.code != "unknown-person":
            return found if isinstance(found, str) else Fault("answer-namesakes", found.args)
        said = one_line(text)
        close = self._near.to(said.casefold()) or self._near.to(fold(text))
        if close is None:
            return Fault("answer-unknown", {"value": said})
        args = {"value": said, "close": close, "name": self._people[close].name}
        return Fault("answer-close", args)

    def respondent(self, said: Mapping[str, str], *, of_manager: bool) -> str | Fault:
        """Id of the person whose answer a row is.

        Id, e-mail and name must not speak of two people. Of a manager, it is the participant of
        whom the answer speaks: named in a column, else the only one who reports to the manager.
        """
        if person := said.get("person"):
            return self.find(person)
        parts = [said[key] for key in NAME_KEYS if said.get(key)]
        names = {key: said[key] for key in ("id", "email", "name") if said.get(key)}
        if "name" not in names and parts:
            names["name"] = " ".join(parts)
        if not names:
            return Fault("answer-anonymous")
        found = {key: self.find(text) for key, text in names.items()}
        people = sorted({each for each in found.values() if isinstance(each, str)})
        if len(people) > 1:
            return Fault("answer-two-people", {"people": ", ".join(people)})
        if of_manager:
            return self._report_of(people, next(iter(names.values())))
        return people[0] if people else next(iter(found.values()))

    def _report_of(self, managers: Sequence[str], said: str) -> str | Fault:
        reports = self._reports.get(managers[0], []) if managers else []
        if len(reports) == 1:
            return reports[0]
        if not reports:
            return Fault("answer-of-whom", {"value": one_line(said)})
        return Fault("answer-which-report", {"people": ", ".join(reports)})


class Seats:
    """In which role, and of which pair, somebody answers a survey."""

    def __init__(self, program: Program, survey: Survey, directory: Directory) -> None:
        """Look up all pairs once."""
        self._program = program
        self._survey = survey
        self._directory = directory
        self._audience = survey.audience or SIDES
        self._pairs = {pair.id: pair for pair in program.pairs}
        self._of: dict[str, list[Seat]] = {}
        for pair in program.pairs:
            for role, people in zip(SIDES, (mentors_of(pair), mentees_of(pair)), strict=True):
                for person in people:
                    self._of.setdefault(person, []).append(Seat(role, pair.id))
        self._answers: dict[str, list[Answer]] = {}
        for answer in program.answers.get(survey.id, ()):
            self._answers.setdefault(answer.person, []).append(answer)

    def find(
        self, person: str, said: Mapping[str, str], items: Collection[str], day: date | None
    ) -> Seat | Fault:
        """Seat of an answer, or why it cannot be told.

        Args:
            person: Who answers.
            said: Cells of the row, by target.
            items: Ids of the items that are answered.
            day: When.
        """
        role = role_of(said["role"]) if said.get("role") else None
        if isinstance(role, Fault):
            return role
        if role is not None and role not in self._audience:
            args = {"role": role, "survey": self._survey.id}
            return Fault("answer-audience", {**args, "roles": ", ".join(self._audience)})
        seats = [seat for seat in self._all(person, role, said) if role in (None, seat.role)]
        if said.get("pair"):
            partner = self._with_partner(seats, person, said["pair"])
            if isinstance(partner, Fault):
                return partner
            seats = partner
        if not seats:
            code = "answer-no-pair" if self._survey.ask in OF_PAIRS else "answer-no-role"
            roles = role or ", ".join(self._audience)
            return Fault(code, {"person": person, "roles": roles})
        for narrowed in (
            [seat for seat in seats if not self._not_asked(seat.role, items)],
            self._settled(seats, person, day),
            [seat for seat in seats if self._is_alive(seat, day)],
        ):
            kept = [seat for seat in seats if seat in narrowed]
            seats = kept or seats
        if len(seats) > 1:
            return self._choice(person, seats)
        return seats[0]

    def session(
        self, person: str, seat: Seat, said: Mapping[str, str], day: date | None
    ) -> int | Fault | None:
        """Number of the session that an answer follows, or None where the survey asks for none.

        A column says it; else it is what an answer of that day says already, else the last session
        on that day or before it.
        """
        if self._survey.ask not in (EACH, "first"):
            return None
        if stated := said.get("session"):
            numbers, most = _numbers(stated), self._most_sessions(seat)
            if len(numbers) == 1 and 1 <= numbers[0] <= most:
                return numbers[0]
            args = {"value": one_line(stated), "lowest": 1, "highest": most}
            return Fault("answer-session", args)
        if self._survey.ask != EACH:
            return None
        if day is None or seat.pair is None:
            return Fault("answer-no-day")
        before = {
            answer.session
            for answer in self._answers.get(person, ())
            if answer.day == day and (answer.role, answer.pair) == (seat.role, seat.pair)
        }
        if len(before) == 1:
            return before.pop()
        found = last_session(self._program, seat.pair, day)
        return found or Fault("answer-no-session", {"pair": seat.pair, "day": day.isoformat()})

    def _all(self, person: str, role: str | None, said: Mapping[str, str]) -> list[Seat]:
        if self._survey.ask not in OF_PAIRS and not said.get("pair"):
            return self._without_pair(person)
        seats = [seat for seat in self._of.get(person, ()) if seat.role in self._audience]
        if MANAGER in self._audience and (role == MANAGER or len(self._audience) == 1):
            seats.append(Seat(MANAGER))
        return seats

    def _without_pair(self, person: str) -> list[Seat]:
        """Roles in which somebody answers who may have no pair yet."""
        if len(self._audience) == 1:
            return [Seat(self._audience[0])]
        found = self._program.people()[person]
        fits = {"mentor": found.teaches, "mentee": found.learns}
        return [Seat(role) for role in self._audience if fits.get(role, True)]

    def _with_partner(self, seats: Iterable[Seat], person: str, text: str) -> list[Seat] | Fault:
        """Seats in the pair that a cell names, by its id or by somebody in it."""
        named = [seat for seat in seats if seat.pair == text.strip()]
        if named:
            return named
        partner = self._directory.find(text)
        if isinstance(partner, Fault):
            return Fault("answer-pair", {"value": one_line(text), "person": person})
        found = [
            seat
            for seat in seats
            if seat.pair is None or partner in self._others(self._pairs[seat.pair], seat.role)
        ]
        return found or Fault("answer-pair", {"value": one_line(text), "person": person})

    def _most_sessions(self, seat: Seat) -> int:
        """Highest number of a session that a pair has, planned, held, or of the framework."""
        numbers = [self._program.framework.sessions]
        if seat.pair is not None:
            numbers += [each.session for each in planned_sessions(self._program, seat.pair)]
            numbers += [each.session for each in entries_until(self._program, seat.pair)]
        return max(numbers)

    def _others(self, pair: Pair, role: str) -> tuple[str, ...]:
        return mentees_of(pair) if role == "mentor" else mentors_of(pair)

    def _not_asked(self, role: str, items: Collection[str]) -> bool:
        asked = {item.id for item in self._survey.items_for(role)}
        return not asked.issuperset(items)

    def _settled(self, seats: Iterable[Seat], person: str, day: date | None) -> list[Seat]:
        """Seats of answers that are there already from that day: what was settled once stays so."""
        before = {
            Seat(answer.role, answer.pair)
            for answer in self._answers.get(person, ())
            if answer.day == day
        }
        found = [seat for seat in seats if seat in before]
        return found if len(found) == 1 else []

    def _is_alive(self, seat: Seat, day: date | None) -> bool:
        """Whether a pair was meeting on a day; without a day, whether it is now."""
        if seat.pair is None:
            return True
        pair = self._pairs[seat.pair]
        if day is None:
            return pair.is_current
        has_begun = pair.since is None or pair.since <= day
        has_ended = not pair.is_current and (pair.until is None or pair.until < day)
        return has_begun and not has_ended

    def _choice(self, person: str, seats: Sequence[Seat]) -> Fault:
        shown = ", ".join(seat.pair or seat.role for seat in seats)
        if len({seat.pair for seat in seats}) == 1:
            shown = ", ".join(seat.role for seat in seats)
            return Fault("answer-which-role", {"person": person, "choices": shown})
        return Fault("answer-which-pair", {"person": person, "choices": shown})


def mentors_of(pair: Pair) -> tuple[str, ...]:
    """Who teaches in a pair, and who once did."""
    return (*pair.mentors, *(each.who for each in pair.former if each.teaches))


def mentees_of(pair: Pair) -> tuple[str, ...]:
    """Who learns in a pair, and who once did."""
    return (*pair.mentees, *(each.who for each in pair.former if not each.teaches))


def last_session(program: Program, pair: str, day: date) -> int | None:
    """Number of the last session of a pair that was held, or planned, on a day or before it."""
    told = {entry.session: entry for entry in entries_until(program, pair, day)}
    found = [(entry.date, number) for number, entry in told.items() if entry.state == "held"] + [
        (session.start.date(), session.session)
        for session in planned_sessions(program, pair)
        if session.state != "cancelled" and session.session not in told
    ]
    return max((each for each in found if each[0] <= day), default=(None, None))[1]


def role_of(text: str) -> str | Fault:
    """Role that a cell names."""
    found = ROLES.get(fold(text)) or ROLE_WORDS.get(fold(text))
    if found in (None, "both"):
        return Fault("answer-role", {"value": one_line(text)})
    return str(found)


def _numbers(text: str) -> list[int]:
    """Numbers in a cell such as "3", "3,0" or "Séance 3"."""
    number = whole_number(text)
    return [int(each) for each in re.findall(r"[0-9]+", text)] if number is None else [number]


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).split()))
