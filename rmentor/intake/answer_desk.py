"""The door of ``survey import``: exports in; answers, people and changes out. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rmentor.changes import Change
from rmentor.folder.answers import answers_changes
from rmentor.intake.answer_columns import START
from rmentor.intake.answer_people import MANAGER, Directory, Seats, role_of
from rmentor.intake.answer_questions import Questions, questions_of
from rmentor.intake.answer_rows import Reply
from rmentor.intake.answers import Settled, remembered_as, settle
from rmentor.intake.applicants import Applicants, applicants
from rmentor.intake.exports import Export, read_export
from rmentor.intake.mapping import SURVEYS, SheetMapping
from rmentor.intake.memory import memory_changes, remembered
from rmentor.intake.problems import Fault, Problem
from rmentor.intake.stack import Stack
from rmentor.intake.topics import topic_index
from rmentor.language.catalogue import speak
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.surveys import Survey

if TYPE_CHECKING:
    from rmentor.folder.read import Sources


@dataclass(frozen=True, slots=True)
class Desk:
    """A survey to import answers to, and what answers are read against.

    Attributes:
        program: As it stands.
        sources: Files of its folder.
        homes: File that holds each participant.
        questions: Of the survey.
        directory: Who is in the program.
        before: What import.yaml says of this survey, or None.
        others: What it says of sheets of people, and of other surveys.
    """

    program: Program
    sources: Sources
    homes: Mapping[str, str]
    questions: Questions
    directory: Directory
    before: SheetMapping | None
    others: tuple[SheetMapping, ...]

    @property
    def survey(self) -> Survey:
        """What was asked."""
        return self.questions.survey

    def read(self, stack: Stack, mapping: SheetMapping | None, *, in_order: bool) -> Export:
        """Read the rows of some files.

        Args:
            stack: The files.
            mapping: What import.yaml and options say of them.
            in_order: Whether headings that are codes are the open questions in their order.
        """
        language = self.program.language
        return read_export(
            self.questions, stack, mapping, self.directory, language, in_order=in_order
        )

    def applicants(self, export: Export, mapping: SheetMapping | None) -> Applicants | None:
        """What answers before the start say of people; None of other surveys."""
        if self.survey.ask != START or not export.replies.replies:
            return None
        return applicants(
            self.program, self.sources, self.homes, self.questions, export.stack, export.columns,
            export.replies.replies, mapping, self.others, self.directory,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found.

    Attributes:
        survey: Its id.
        export: What the files say.
        settled: What becomes of the answers.
        people: What they change of participants, or None.
        accepted: Whether that is to be done.
        changes: To all files.
        after: The program with the answers; without what changes of people.
    """

    survey: str
    export: Export
    settled: Settled
    people: Applicants | None
    accepted: bool
    changes: tuple[Change, ...]
    after: Program

    @property
    def refused(self) -> int:
        """Rows that stay out."""
        return len(self.settled.refused | self.export.replies.refused)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all can come in, though something should."""
        given = self.settled.new + self.settled.changed + self.settled.same + self.settled.kept
        return not self.export.is_readable or (bool(self.refused) and not given)

    @property
    def problems(self) -> tuple[tuple[str, Problem], ...]:
        """All that is to be said, with the name of the file that it is about, or none."""
        return self.export.stack.placed(self._said())

    def _said(self) -> list[Problem]:
        people = self.people.intake.problems if self.people else ()
        return [
            *self.export.problems,
            *self.export.replies.problems,
            *people,
            *self.settled.problems,
        ]


def desk_for(
    program: Program, sources: Sources, homes: Mapping[str, str], survey: Survey
) -> tuple[Desk, tuple[Problem, ...]]:
    """Prepare the desk for a survey, and what is wrong with import.yaml."""
    sheets, wrong = remembered(sources)
    surveys, more = remembered(sources, SURVEYS)
    desk = Desk(
        program,
        sources,
        homes,
        questions_of(survey, topic_index(program.topics)),
        Directory(program),
        next((each for each in surveys if each.id == survey.id), None),
        (*sheets, *(each for each in surveys if each.id != survey.id)),
    )
    # Both lists are in one file, and what is wrong with it as a whole is found twice.
    return desk, tuple({repr(problem): problem for problem in (*wrong, *more)}.values())


def outcome(
    desk: Desk,
    export: Export,
    people: Applicants | None,
    *,
    accepted: bool,
    overrule: bool = False,
    mapping: SheetMapping | None = None,
) -> Outcome:
    """Work out what an export changes.

    Args:
        desk: What it is read against.
        export: What was read.
        people: What it says of people, or None.
        accepted: Whether participants change by it.
        overrule: Whether it is right where the answers that are there differ for the same day.
        mapping: What import.yaml and options say of it.
    """
    survey, program = desk.survey, desk.program
    new = set(people.intake.added) if people and accepted else set()
    after = _with_people(program, new)
    settled = settle(
        survey,
        program.answers.get(survey.id, ()),
        export.replies.replies,
        export.replies.faulty,
        _Who(desk, people, accepted=accepted),
        Seats(after, survey, desk.directory),
        overrule=overrule,
    )
    changes: list[Change] = []
    if people is not None and accepted:
        changes += people.intake.changes
    answered = replace(program, answers={**program.answers, survey.id: settled.answers})
    changes += answers_changes(program, desk.sources, survey.id, settled.answers)
    found = Outcome(survey.id, export, settled, people, accepted, (), answered)
    if not found.is_empty:
        changes += _memory(desk, found, mapping)
    return replace(found, changes=tuple(changes))


def _memory(desk: Desk, found: Outcome, mapping: SheetMapping | None) -> list[Change]:
    """What import.yaml is to remember of these files."""
    problems = [problem for _, problem in found.problems]
    after = remembered_as(mapping, desk.survey.id, found.export.columns, problems)
    if found.people is not None and found.accepted:
        after = replace(after, seen=found.people.seen)
    language = speak(desk.program.language)
    return memory_changes(desk.sources, desk.before, after, language, SURVEYS)


def _with_people(program: Program, new: Collection[str]) -> Program:
    """The program with newcomers: of them, only that they are there matters here."""
    if not new:
        return program
    people = [*program.participants, *(Participant(each, each, "both") for each in new)]
    return replace(program, participants=tuple(sorted(people, key=lambda person: person.id)))


class _Who:
    """Finds whose answer a row is."""

    def __init__(self, desk: Desk, people: Applicants | None, *, accepted: bool) -> None:
        self._directory = desk.directory
        self._only_managers = desk.survey.audience == (MANAGER,)
        self._before_start = desk.survey.ask == START
        self._people = people.people if people else {}
        known = desk.program.people()
        self._found = {
            row: person for row, person in self._people.items() if accepted or person in known
        }

    def __call__(self, reply: Reply) -> str | Fault | None:
        number = reply.row.number
        if number in self._found:
            return self._found[number]
        of_manager = self._only_managers or role_of(reply.said.get("role", "")) == MANAGER
        found = self._directory.respondent(reply.said, of_manager=of_manager)
        if not self._before_start or found == Fault("answer-anonymous"):
            return found
        if number not in self._people:
            # Somebody new whose row has other faults, or what keeps the person out has been said.
            return None
        value = found.args.get("value") if isinstance(found, Fault) else None
        return Fault("answer-newcomer", {"value": value or self._people[number]})
