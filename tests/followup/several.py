"""Programs of a group side by side: each has as many pairs as are to be on time, watched, and at risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rmentor.folder.load import load
from rmentor.model.program import Program
from tests.builders import sources_of

TODAY = "2027-03-15"
DAYS = ("2027-02-15", "2027-03-01", "2027-03-15", "2027-03-29")
_WELL = "pulse: {mentor: 5, mentee: 5}, returns: [budgeting]"
_WATCH = "pulse: {mentor: 5, mentee: 3}, returns: [budgeting]"


@dataclass(frozen=True, slots=True)
class Group:
    """A program.

    Attributes:
        well: Pairs on time; ``watch`` to be watched; ``risk`` at risk.
        alone: Mentees without a mentor.
        idle: Mentors without a mentee.
        mail: Who has an address: everybody, as ``mentor3@MAIL``; nobody where it is empty.
        mails: Addresses of some, by id.
        hour: When sessions begin.
        kpis: Lines of objectives.yaml.
    """

    name: str = "Lyon"
    well: int = 0
    watch: int = 0
    risk: int = 0
    alone: int = 0
    idle: int = 0
    start: str = "2027-01-11"
    end: str = "2027-07-02"
    timezone: str = "Europe/Paris"
    language: str = "en"
    smallest: int = 5
    mail: str = ""
    mails: Mapping[str, str] | None = None
    hour: str = "12:00"
    kpis: str = ""

    @property
    def pairs(self) -> int:
        """How many pairs go on."""
        return self.well + self.watch + self.risk

    def files(self) -> Mapping[str, str]:
        """Its files."""
        ids = range(self.pairs)
        plan = "".join(
            f"  - {{pair: mentor{n}--mentee{n}, session: {number}, topic: linkedin, "
            f"start: {day} {self.hour}, minutes: 60}}\n"
            for n in sorted(ids, key=str)
            for number, day in enumerate(DAYS, 1)
        )
        pairs = "".join(
            f"  - {{id: mentor{n}--mentee{n}, mentor: mentor{n}, mentees: [mentee{n}], "
            f"topics: [linkedin], since: {self.start}}}\n"
            for n in ids
        )
        journals = {
            f"journal/mentor{n}--mentee{n}.yaml": "".join(
                f"- {{session: {number}, date: {day}, levels: {{mentee{n}: {{linkedin: 2}}}}, {said}}}\n"
                for number, (day, said) in enumerate(
                    zip(DAYS, (_WELL, _WELL if n < self.well else _WATCH), strict=False), 1
                )
            )
            for n in range(self.well + self.watch)
        }
        return {
            "program.yaml": (
                f"format: 1\nname: {self.name}\nlanguage: {self.language}\ntimezone: {self.timezone}\n"
                f"start: {self.start}\nend: {self.end}\nsmallest_group: {self.smallest}\n"
            ),
            "framework.yaml": "sessions: 6\nminutes: 60\nevery: 2 weeks\n",
            "participants.yaml": "participants:\n" + ("".join(self._people()) or "  []\n"),
            "pairs.yaml": f"pairs:\n{pairs}" if pairs else "",
            "plan.yaml": f"sessions:\n{plan}" if plan else "",
            "objectives.yaml": f"kpis:\n{self.kpis}" if self.kpis else "",
            **journals,
        }

    def program(self) -> Program:
        """It, without a disk."""
        program = load(sources_of(self.files())).program
        assert program is not None
        return program

    def written(self, folder: Path) -> Path:
        """Put it into a folder."""
        for path, text in self.files().items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return folder

    def _people(self) -> list[str]:
        kinds = (
            ("mentor", self.pairs + self.idle, "seniority: 1, offers: {linkedin: 5}"),
            ("mentee", self.pairs + self.alone, "seniority: 5, wants: {linkedin: 2}, offers: {budgeting: 4}"),
        )  # fmt: skip
        return [
            f"  - {{id: {role}{n}, name: {role.title()} {n}, role: {role}, volunteer: true"
            f"{self._address(f'{role}{n}')}, {skills}}}\n"
            for role, count, skills in kinds
            for n in range(count)
        ]

    def _address(self, person: str) -> str:
        address = (self.mails or {}).get(person) or (f"{person}@{self.mail}" if self.mail else "")
        return f", email: {address}" if address else ""
