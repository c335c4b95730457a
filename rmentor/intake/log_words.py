"""What people write of a session, in options or in cells, as the values that a journal has.

Names and titles become ids where only one thing can be meant; what nobody has stays as it is written, so
that the check of the entry names it and says what was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from rmentor.findings import Finding, Spot
from rmentor.folder import scalars
from rmentor.folder.closest import folded
from rmentor.folder.documents import Document
from rmentor.intake.days import read_spans
from rmentor.intake.topics import TopicIndex
from rmentor.intake.words import ROLES, fold, one_line
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant

STATES: Mapping[str, str] = {
    word: state
    for state, words in {
        "held": "held|tenue|tenu|eu lieu|a eu lieu|faite|fait|done|realisee|ok|oui|yes|x",
        "cancelled": "cancelled|canceled|annulee|annule|called off",
        "moved": "moved|reportee|reporte|deplacee|deplace|postponed|rescheduled",
    }.items()
    for word in words.split("|")
}
REASONS: Mapping[str, str] = {
    word: reason
    for reason, words in {
        "work": "work|travail|charge de travail|workload|urgence",
        "absence": "absence|absent|absente|away",
        "place": "place|lieu|salle|room|materiel",
        "mix-up": "mix up|malentendu|misunderstanding|oubli",
        "other": "other|autre|autre raison",
    }.items()
    for word in words.split("|")
}
_RELATIVE = {"today": 0, "aujourd hui": 0, "yesterday": 1, "hier": 1}
_LENGTH = re.compile(r"(?:(\d{1,2})\s*h)?\s*(\d{1,4})?\s*(?:min\w*|mn|')?", re.IGNORECASE)
_MOMENT = re.compile(
    r"(?P<day>.*?)[\sT,à]+(?P<hour>\d{1,2})\s*[:hH]\s*(?P<minute>\d{2})?(?::\d{2})?"
)
_PULSE = re.compile(r"(?P<side>[^=:]+?)\s*[=:\s]\s*(?P<felt>\S+)")
_LEVEL = re.compile(r"(?:(?P<who>[^:=]+):)?\s*(?P<topic>.+?)\s*[=:\s]\s*(?P<level>[^\s=:]+)")
_ACTION = re.compile(r"(?P<who>[^:]+?)\s*:\s*(?P<what>.+?)(?:\s*@\s*(?P<due>\d.*))?")


class Desk:
    """Reads what is said of the sessions of one pair."""

    def __init__(
        self,
        pair: Pair,
        people: Mapping[str, Participant],
        topics: TopicIndex,
        at: Spot,
        *,
        today: date,
        order: str | None = None,
    ) -> None:
        """Take what the words may name.

        Args:
            pair: The pair.
            people: Everybody by id.
            topics: Topics by what people call them.
            at: Address of the entry, for findings.
            today: The day it is.
            order: Of day and month in dates that are not ISO, where it is known.
        """
        self._pair = pair
        self._members = [people[each] for each in pair.people if each in people]
        self._topics = topics
        self._at = at
        self._today = today
        self._order = order
        self.findings: list[Finding] = []

    def _object(self, code: str, key: str, **args: object) -> None:
        self.findings.append(Finding(code, Spot(self._at.file, (*self._at.keys, key)), args))

    def person(self, name: str) -> str:
        """Id of one of the pair by id, name, role, or a part of these that only one has."""
        wanted = folded(name)
        role = ROLES.get(fold(name))
        in_role = {"mentor": self._pair.mentors, "mentee": self._pair.mentees}.get(role or "", ())
        if len(in_role) == 1:
            return in_role[0]
        for fits in (str.__eq__, str.startswith, str.__contains__):
            meant = {
                each.id
                for each in self._members
                if wanted and any(fits(known, wanted) for known in (each.id, folded(each.name)))
            }
            if len(meant) == 1:
                return meant.pop()
        return name.strip()

    def topic(self, name: str) -> str:
        """Id of a topic by id or title."""
        return self._topics.find(name) or one_line(name)

    def topic_list(self, texts: Iterable[str]) -> list[str]:
        """Ids of topics, each once; a text may list several."""
        found: list[str] = []
        for text in texts:
            if (whole := self._topics.find(text)) is not None:
                found.append(whole)
                continue
            found += [self.topic(part) for part in re.split(r"[;,\n]", text) if part.strip()]
        return list(dict.fromkeys(found))

    def day(self, text: str) -> str:
        """Day in ISO form, where only one day can be meant."""
        said = text.strip()
        if (back := _RELATIVE.get(fold(said))) is not None:
            return (self._today - timedelta(days=back)).isoformat()
        try:
            return scalars.day(said).isoformat()
        except scalars.Fault:
            spans, faults = read_spans(said, self._order)
        one = spans[0] if len(spans) == 1 and not faults else None
        return one.first.isoformat() if one and one.first == one.last else said

    def moment(self, text: str) -> str:
        """Day, or day and time, in the form of files, where it can be understood."""
        match = _MOMENT.fullmatch(text.strip())
        if match is None:
            return self.day(text)
        return f"{self.day(match['day'])} {int(match['hour']):02d}:{match['minute'] or '00'}"

    def pulse(self, texts: Iterable[str]) -> Document:
        """Pulse by side: "mentor=5,mentee=4"."""
        found: Document = {}
        for piece in _pieces(texts, r"[;,\n]"):
            match = _PULSE.fullmatch(piece)
            if match is None:
                self._object("pulse-form", "pulse", value=piece)
                continue
            side = match["side"].strip()
            found[ROLES.get(fold(side), side)] = match["felt"]
        return found

    def levels(self, texts: Iterable[str]) -> Document:
        """Levels by person, then topic: "catherine-a:linkedin=2"; one mentee need not be named."""
        found: dict[str, dict[str, str]] = {}
        for piece in _pieces(texts, r"[;,\n]"):
            match = _LEVEL.fullmatch(piece)
            alone = self._pair.mentees[0] if len(self._pair.mentees) == 1 else None
            if match is None or (match["who"] is None and alone is None):
                example = f"{self._pair.mentees[0]}:{next(iter(self._pair.topics), 'seo')}=2"
                self._object("level-form", "levels", value=piece, example=example)
                continue
            who = self.person(match["who"]) if match["who"] else str(alone)
            found.setdefault(who, {})[self.topic(match["topic"])] = match["level"]
        return dict(found)

    def actions(self, texts: Iterable[str], *, returns: bool = False) -> list[Document]:
        """Actions: "catherine-a: Publish a post @2027-02-02", the day only where there is one."""
        found: list[Document] = []
        for text in texts:
            match = _ACTION.fullmatch(one_line(text))
            if match is None:
                self._object("action-form", "actions", value=one_line(text))
                continue
            action: Document = {"who": self.person(match["who"]), "what": match["what"].strip()}
            if match["due"]:
                action["due"] = self.day(match["due"])
            if returns:
                action["returns"] = "true"
            found.append(action)
        return found


def state_word(text: str) -> str:
    """What became of a session, in the words of a journal."""
    return STATES.get(fold(text), one_line(text))


def reason_word(text: str) -> str:
    """Why a session was not held, in the words of a journal."""
    return REASONS.get(fold(text), one_line(text))


def length_word(text: str) -> str:
    """Minutes, of "85", "85 min" or "1 h 25"."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        return one_line(text)
    return str(60 * int(match[1] or 0) + int(match[2] or 0))


def cell_lines(text: str) -> list[str]:
    """Parts of a cell that lists several things, one a line or parted by semicolons."""
    return list(_pieces([text], r"[;\n]"))


def _pieces(texts: Iterable[str], between: str) -> Iterator[str]:
    for text in texts:
        for piece in re.split(between, text):
            if said := one_line(piece).strip(" •·*"):
                yield said


def numbers_in(texts: Sequence[str]) -> tuple[list[int], list[str]]:
    """Numbers of actions, and what else is said of them: "1,3", "Publish a post"."""
    numbers: list[int] = []
    words: list[str] = []
    for text in texts:
        parts = [part for part in re.split(r"[\s,;]+", text.strip().rstrip(".")) if part]
        if parts and all(part.rstrip(".").isdecimal() for part in parts):
            numbers += [int(part.rstrip(".")) for part in parts]
        elif text.strip():
            words.append(one_line(text))
    return numbers, words
