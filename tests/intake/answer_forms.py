"""A programme that is under way, and exports of form tools to import into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.intake.answer_desk import Desk, Outcome, desk_for, outcome
from rmentor.intake.exports import read_answer_sheet
from rmentor.intake.mapping import SURVEYS, SheetMapping, amended
from rmentor.intake.stack import stacked
from rmentor.model.program import Program
from rmentor.model.surveys import Answer
from tests.intake.desk import a_folder

ANSWERS = Path(__file__).with_name("data") / "answers"
PEOPLE = """\
participants:
  - {id: lea, name: Léa Martin, email: lea.martin@example.org, role: mentor, volunteer: true, offers: {linkedin: 5}}
  - {id: tom, name: Tom Nguyen, email: tom.nguyen@example.org, role: mentor, volunteer: true}
  - {id: zoe, name: Zoé Roux, role: both, volunteer: true}
  - {id: eva, name: Éva Dubois, email: eva.dubois@example.org, role: mentee, volunteer: true, manager: max}
  - {id: max, name: Max Bernard, email: max.bernard@example.org, role: mentee, volunteer: true}
  - {id: ines, name: Inès O'Brien, role: mentee, volunteer: true, manager: max}
"""
PAIRS = """\
pairs:
  - {id: lea--eva, mentor: lea, mentees: [eva], topics: [linkedin, tiktok], since: 2027-01-11}
  - {id: tom--max, mentor: tom, mentees: [max], topics: [linkedin], since: 2027-01-11}
  - {id: tom--zoe, mentor: tom, mentees: [zoe], topics: [tiktok], since: 2027-01-11}
  - {id: zoe--ines, mentor: zoe, mentees: [ines], topics: [tiktok], since: 2027-01-11}
"""
PLAN = """\
sessions:
  - {pair: lea--eva, session: 1, start: 2027-01-19 12:00, minutes: 60, state: held}
  - {pair: lea--eva, session: 2, start: 2027-02-02 12:00, minutes: 60, state: held}
  - {pair: lea--eva, session: 3, start: 2027-02-16 12:00, minutes: 60, state: planned}
  - {pair: tom--max, session: 1, start: 2027-01-20 12:00, minutes: 60, state: held}
"""
JOURNALS = {
    "journal/lea--eva.yaml": (
        "- {session: 1, date: 2027-01-19, state: held}\n"
        "- {session: 2, date: 2027-02-02, state: held}\n"
    ),
    "journal/tom--max.yaml": "- {session: 1, date: 2027-01-20, state: held}\n",
}
DATED = "start: 2027-01-11\nend: 2027-07-02\n"


def a_programme(files: Mapping[str, str] | None = None) -> Sources:
    """Four pairs and two sessions held, with the questionnaires that ``init`` brings."""
    sources = a_folder()
    program = sources.files["program.yaml"].decode() + DATED
    own = {
        "program.yaml": program,
        "participants.yaml": PEOPLE,
        "pairs.yaml": PAIRS,
        "plan.yaml": PLAN,
        **JOURNALS,
        **(files or {}),
    }
    return Sources(None, {**sources.files, **{path: text.encode() for path, text in own.items()}})


def opened(sources: Sources) -> Program:
    """The programme of a folder, which must load without errors."""
    loaded = load(sources)
    assert loaded.program is not None, [f for f in loaded.findings if f.severity == "error"]
    return loaded.program


@dataclass
class Run:
    """One import: what it found, and the folder afterwards."""

    found: Outcome
    sources: Sources
    survey: str

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers to the survey, as the folder has them afterwards."""
        return opened(self.sources).answers.get(self.survey, ())

    @property
    def answer(self) -> Answer:
        """The only one."""
        (found,) = self.answers
        return found

    @property
    def counts(self) -> dict[str, int]:
        """What became of the rows."""
        settled = self.found.settled
        found = {
            "new": settled.new, "changed": settled.changed, "same": settled.same, "kept": settled.kept,
            "earlier": settled.earlier, "refused": self.found.refused,
        }  # fmt: skip
        return {name: count for name, count in found.items() if count}

    @property
    def codes(self) -> list[str]:
        """Codes of the problems, in their order."""
        return [problem.code for _, problem in self.found.problems]


@dataclass
class Form:
    """How an import is asked for.

    Attributes:
        accepted: Whether participants may change.
    """

    in_order: bool = False
    overrule: bool = False
    accepted: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)


def run(
    sources: Sources,
    survey: str,
    *files: Path,
    form: Form | None = None,
    desk: Desk | None = None,
) -> Run:
    """Import files the way that the command does; ``desk`` is that of the folder, where it is there already."""
    form = form or Form()
    desk = desk or desk_of(sources, survey)
    sheets = [(file.name, read_answer_sheet(file, desk.questions)) for file in files]
    stack = stacked(survey, sheets)
    mapping = desk.before
    if form.columns:
        headers = stack.sheet.headers
        base = mapping or SheetMapping(survey)
        mapping, wrong = amended(base, headers, form.columns, {}, SURVEYS)
        assert not wrong
    export = desk.read(stack, mapping, in_order=form.in_order)
    people = desk.applicants(export, mapping)
    found = outcome(
        desk, export, people, accepted=form.accepted, overrule=form.overrule, mapping=mapping
    )
    changed = {path: text for path, text in apply(sources, found.changes).items() if text}
    return Run(found, Sources(None, {**sources.files, **changed}), survey)


def desk_of(sources: Sources, survey: str) -> Desk:
    loaded = load(sources)
    assert loaded.program is not None, [f for f in loaded.findings if f.severity == "error"]
    desk, wrong = desk_for(loaded.program, sources, loaded.homes, loaded.program.surveys[survey])
    assert not wrong
    return desk


def an_export(
    folder: Path, headings: Sequence[str], *rows: Sequence[str], name: str = "export.csv"
) -> Path:
    """A CSV file of these headings and rows."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([headings, *rows])
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8")
    return path
