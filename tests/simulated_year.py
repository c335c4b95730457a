"""A year of a large program, week by week, as the files that its people would have committed.

Every fact is kept beside the files that say it, so that figures can be counted from what happened
instead of from what rmentor reads.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from rmentor.resources import preset_files

START = date(2027, 1, 11)
WEEKS = 50
RHYTHM = 8  # weeks between two sessions of a pair
TOPICS = ("linkedin", "ai-assistants", "spreadsheets", "dashboards", "tiktok")
RETURNS = ("budgeting", "negotiation", "leadership")
FINALS = {
    "final-mentor": (
        "confidence",
        "explain-better",
        "know-organisation",
        "something-back",
        "again",
    ),
    "final-mentee": ("weekly-use", "other-generation", "go-on"),
}
MIDTERM = (
    "we-meet", "clear-aims", "topic-fits", "both-ways", "say-what-i-think", "time-freed", "burden",
)  # fmt: skip


@dataclass
class Entry:
    """What became of a session, once somebody recorded it."""

    pair: int
    session: int
    day: date
    planned: date
    state: str
    pulse: dict[str, int] = field(default_factory=dict)
    level: int | None = None
    returned: bool = False


@dataclass
class Row:
    """Answers of one person to one survey."""

    survey: str
    pair: int
    role: str
    day: date
    scales: dict[str, int]
    level: int | None = None


class Year:
    """The simulation. ``weeks()`` gives the files that each Monday's commit changes."""

    def __init__(self, pairs: int = 300, sessions: int = 6, seed: int = 2027) -> None:
        """Draw who is who; the rest is drawn week by week."""
        self.pairs, self.sessions = pairs, sessions
        self._chance = random.Random(seed)
        self.entries: list[Entry] = []
        self.rows: list[Row] = []
        self.ended: dict[int, date] = {}
        self.left: set[int] = set()
        self.topic = [self._chance.choice(TOPICS) for _ in range(pairs)]
        self.first_level = [self._chance.randint(0, 2) for _ in range(pairs)]
        self._level = list(self.first_level)
        # Each pair meets on a weekday and in a week of its own.
        self._offset = [self._chance.randrange(0, 4 * 7) for _ in range(pairs)]

    def planned(self, pair: int, session: int) -> date:
        """Day for which a session is planned: a weekday."""
        day = START + timedelta(days=self._offset[pair] + (session - 1) * RHYTHM * 7)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def weeks(self) -> Iterator[tuple[date, Mapping[str, str]]]:
        """Monday of each week, and the files that changed in the week before it."""
        yield START, self._first_files()
        for week in range(1, WEEKS + 1):
            monday = START + timedelta(weeks=week)
            changed = self._journals(monday)
            changed |= self._surveys(monday)
            changed |= self._departures(monday)
            if week % 4 == 0:
                changed["objectives.yaml"] = self._objectives(week)
            yield monday, changed

    def _first_files(self) -> dict[str, str]:
        surveys = {
            path: content.decode()
            for path, content in preset_files("classic", "en").items()
            if path.startswith("surveys/")
        }
        return surveys | {
            "program.yaml": f"format: 1\nname: A year\nlanguage: en\ntimezone: Europe/Paris\nstart: {START}\n"
            f"end: {START + timedelta(weeks=WEEKS + 2)}\nrules: {{seniority: any}}\n",
            "framework.yaml": f"sessions: {self.sessions}\nminutes: 60\nevery: {RHYTHM} weeks\nslack: 1 week\n",
            "objectives.yaml": self._objectives(0),
            "participants.yaml": self._participants(),
            "pairs.yaml": self._pairs(),
            "plan.yaml": self._plan(),
        }

    def _participants(self) -> str:
        lines = ["participants:"]
        for pair in range(self.pairs):
            topic, level = self.topic[pair], self.first_level[pair]
            away = "left" if pair in self.left else "active"
            lines.append(
                f"  - {{id: m{pair}, name: Mentor {pair}, role: mentor, volunteer: true, status: {away}, seniority: 1, "
                f"department: D{pair % 7}, offers: {{{topic}: 5}}, wants: {{{RETURNS[pair % 3]}: 2}}}}"
            )
            lines.append(
                f"  - {{id: e{pair}, name: Mentee {pair}, role: mentee, volunteer: true, seniority: 5, "
                f"volunteered: {START - timedelta(days=30)}, department: E{pair % 5}, wants: {{{topic}: 3}}, "
                f"levels: {{{topic}: {level}}}, offers: {{{RETURNS[pair % 3]}: 5}}}}"
            )
        return "\n".join(lines) + "\n"

    def _pairs(self) -> str:
        lines = ["pairs:"]
        for pair in range(self.pairs):
            ended = self.ended.get(pair)
            status = f"ended, reason: time, until: {ended}" if ended else "active"
            lines.append(
                f"  - {{id: m{pair}--e{pair}, mentor: m{pair}, mentees: [e{pair}], topics: [{self.topic[pair]}], "
                f"score: {5000 + pair}, since: {START}, status: {status}}}"
            )
        return "\n".join(lines) + "\n"

    def _plan(self) -> str:
        states = {(each.pair, each.session): each.state for each in self.entries}
        lines = ["sessions:"]
        for pair in range(self.pairs):
            for session in range(1, self.sessions + 1):
                state = states.get((pair, session), "planned")
                lines.append(
                    f"  - {{pair: m{pair}--e{pair}, session: {session}, topic: {self.topic[pair]}, "
                    f"start: {self.planned(pair, session)} 1{pair % 8}:00, minutes: 60, state: {state}}}"
                )
        return "\n".join(lines) + "\n"

    def _objectives(self, week: int) -> str:
        readings = "".join(
            f"      - {{date: {START + timedelta(weeks=each)}, value: {20 + each}}}\n"
            for each in range(4, week + 1, 4)
        )
        return (
            "objectives:\n  - {id: online, title: Present online, topics: [linkedin], kpis: [active, gain]}\n"
            "kpis:\n  - id: active\n    title: Active every week\n    baseline: 20\n    target: 70\n"
            + (f"    readings:\n{readings}" if readings else "")
            + "  - {id: gain, computed: skill_gain, target: 1.5}\n  - {id: held, computed: sessions_held, target: 90}\n"
        )

    def _journals(self, monday: date) -> dict[str, str]:
        """Record the sessions of the week before; some a week late, some never."""
        chance, touched = self._chance, set()
        for pair in range(self.pairs):
            if pair in self.ended:
                continue
            for session in range(1, self.sessions + 1):
                planned = self.planned(pair, session)
                if not monday - timedelta(days=7) <= planned < monday or chance.random() < 0.05:
                    continue
                state = "held" if chance.random() < 0.88 else "cancelled"
                late = min(chance.choice([0, 0, 0, 1, 2]), (monday - planned).days - 1)
                entry = Entry(pair, session, planned + timedelta(days=late), planned, state)
                if state == "held":
                    entry.pulse = {
                        side: min(5, max(1, round(chance.gauss(4.2, 0.8))))
                        for side in ("mentor", "mentee")
                        if chance.random() < 0.9
                    }
                    if chance.random() < 0.4 and self._level[pair] < 5:
                        self._level[pair] += 1
                        entry.level = self._level[pair]
                    entry.returned = chance.random() < 0.5
                self.entries.append(entry)
                touched.add(pair)
        changed = {f"journal/m{pair}--e{pair}.yaml": self._journal(pair) for pair in touched}
        return changed | ({"plan.yaml": self._plan()} if touched else {})

    def _journal(self, pair: int) -> str:
        lines = []
        for each in sorted(
            (entry for entry in self.entries if entry.pair == pair), key=lambda entry: entry.session
        ):
            lines += [f"- session: {each.session}", f"  date: {each.day}", f"  state: {each.state}"]
            if each.state == "held":
                lines += ["  minutes: 55", f"  topics: [{self.topic[pair]}]"]
            if each.pulse:
                felt = ", ".join(f"{side}: {value}" for side, value in each.pulse.items())
                lines.append(f"  pulse: {{{felt}}}")
            if each.level is not None:
                lines.append(f"  levels: {{e{pair}: {{{self.topic[pair]}: {each.level}}}}}")
            if each.returned:
                lines.append(f"  returns: [{RETURNS[pair % 3]}]")
        return "\n".join(lines) + "\n"

    def _surveys(self, monday: date) -> dict[str, str]:
        """Answers come in after the third session and after the last."""
        chance, touched = self._chance, set()
        for each in [entry for entry in self.entries if entry.state == "held"]:
            if not monday - timedelta(days=7) <= each.day < monday:
                continue
            for role in ("mentor", "mentee"):
                if chance.random() < 0.25:
                    continue
                if each.session == 3:
                    scales = {item: chance.randint(2, 5) for item in MIDTERM}
                    self.rows.append(Row("midterm", each.pair, role, monday, scales))
                    touched.add("midterm")
                elif each.session == self.sessions:
                    survey = f"final-{role}"
                    scales = {item: chance.randint(2, 5) for item in FINALS[survey]}
                    scales["recommend"] = chance.randint(5, 10)
                    level = self._level[each.pair] if role == "mentee" else None
                    self.rows.append(Row(survey, each.pair, role, monday, scales, level))
                    touched.add(survey)
        return {f"surveys/{survey}.csv": self._answers(survey) for survey in sorted(touched)}

    def _answers(self, survey: str) -> str:
        rows = [row for row in self.rows if row.survey == survey]
        items = list(dict.fromkeys(item for row in rows for item in row.scales))
        levels = sorted({f"levels.{self.topic[row.pair]}" for row in rows if row.level is not None})
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["person", "role", "pair", "session", "date", *items, *levels])
        lines = []
        for row in rows:
            person = f"{'m' if row.role == 'mentor' else 'e'}{row.pair}"
            cells: list[object] = [person, row.role, f"m{row.pair}--e{row.pair}", "", row.day]
            cells += [row.scales.get(item, "") for item in items]
            for level in levels:
                mine = row.level is not None and level == f"levels.{self.topic[row.pair]}"
                cells.append(row.level if mine else "")
            lines.append(cells)
        writer.writerows(sorted(lines, key=lambda cells: [str(cell) for cell in cells[:4]]))
        return text.getvalue()

    def _departures(self, monday: date) -> dict[str, str]:
        """About one pair in twenty ends within the year, and one mentor in forty leaves."""
        chance, gone = self._chance, False
        for pair in range(self.pairs):
            if pair not in self.ended and chance.random() < 0.05 / WEEKS:
                self.ended[pair] = monday - timedelta(days=1)
                gone = True
                if chance.random() < 0.5:
                    self.left.add(pair)
        return (
            {"pairs.yaml": self._pairs(), "participants.yaml": self._participants()} if gone else {}
        )
