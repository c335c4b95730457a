"""Who is who: finds the person that a row or a cell speaks of."""

from __future__ import annotations

import json
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from rmentor.intake.problems import Fault
from rmentor.intake.words import fold, one_line, slug
from rmentor.model.people import Participant


@dataclass(frozen=True, slots=True)
class Identity:
    """What a row says about who it is; None where it does not."""

    id: str | None
    name: str | None
    email: str | None

    @property
    def vagueness(self) -> tuple[bool, bool]:
        """How little it says; smaller is better."""
        return self.name is None, self.id is None and self.email is None


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a row speaks of.

    Attributes:
        id: Person of the program or of an earlier row, or None for somebody new.
        fault: Why the row cannot come in, or something to know; ``stops`` tells which.
        stops: Whether the row is left out.
    """

    id: str | None = None
    fault: Fault | None = None
    stops: bool = False


def digest(item: object) -> str:
    """Eight signs (40 bits) of SHA-256 of a value in base 32; lists count in any order."""
    if isinstance(item, list | tuple):
        item = sorted(map(str, item))
    return _digest_of(json.dumps(item, sort_keys=True, ensure_ascii=False))


@lru_cache(maxsize=100_000)
def _digest_of(text: str) -> str:
    return b32encode(sha256(text.encode()).digest()[:5]).decode().lower()


class Roster:
    """People of the program and of the rows read so far, by id, e-mail and name.

    It grows while the rows are read, so that a row can name somebody who stands above it.

    Attributes:
        ids: Ids that are taken, those of people who were taken out included.
    """

    def __init__(
        self,
        people: Iterable[Participant] = (),
        seen: Mapping[str, Mapping[str, str]] | None = None,
        emails: Iterable[str] = (),
    ) -> None:
        """Make the people of the program findable.

        Args:
            people: Of the program.
            seen: Digests of the last import of this sheet, by person and key.
            emails: All that stand in the sheet.
        """
        self._emails: dict[str, str | None] = {}
        self._by_email: dict[str, set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        self._seen: dict[tuple[str, str], set[str]] = {}
        self._imported = frozenset(seen or ())
        self._in_sheet = frozenset(email.casefold() for email in emails)
        self.ids: set[str] = set()
        for person in people:
            self.add(person.id, person.name, person.email)
        # With nobody left of those imported, the program was begun anew: nothing is remembered.
        if seen and not self.ids.isdisjoint(seen):
            self.ids |= seen.keys()
            for person_id, digests in seen.items():
                for key in ("name", "email"):
                    if key in digests:
                        self._seen.setdefault((key, digests[key]), set()).add(person_id)

    def add(self, person_id: str, name: str | None, email: str | None) -> None:
        """Make somebody findable."""
        self.ids.add(person_id)
        self._emails[person_id] = email
        self.share(person_id, Identity(person_id, name, email))

    def email_owner(self, email: str, besides: str) -> str | None:
        """First of those who have this e-mail, besides one person; or None."""
        owners = self._by_email.get(email.casefold(), set()) - {besides}
        return min(owners, default=None)

    def find(self, row: Identity, taken: Mapping[str, Identity]) -> Found:
        """Whom a row speaks of: by id, else e-mail, else full name where it is unique.

        Args:
            row: What the row says.
            taken: What earlier rows of this sheet say, by person; a row with another id is another
                person, even if both gave one e-mail.
        """
        if row.id and row.id in self._emails:
            return Found(row.id)
        if row.email:
            owners = self._by_email.get(row.email.casefold(), set())
            same = [other for other in owners if _have_one_id(row, taken.get(other))]
            if same:
                return Found(min(same))
        if remembered := self._remembered(row, taken):
            return remembered
        return self._by_full_name(row, taken)

    def share(self, person_id: str, row: Identity) -> None:
        """Make somebody findable by what a row says, too, whatever the program says."""
        if row.email:
            self._by_email.setdefault(row.email.casefold(), set()).add(person_id)
        if row.name:
            self._by_name.setdefault(fold(row.name), set()).add(person_id)

    def name_of(self, text: str) -> str | Fault:
        """Id of the person whom a cell names by id, e-mail or full name, or the fault."""
        if (wanted := slug(text)) in self._emails:
            return wanted
        same = self._by_email.get(text.strip().casefold()) or self._by_name.get(fold(text)) or set()
        if len(same) == 1:
            return min(same)
        return Fault("several-people" if same else "unknown-person", {"value": one_line(text)})

    def _remembered(self, row: Identity, taken: Mapping[str, Identity]) -> Found | None:
        """Whom the last import found in a row with this e-mail, or with this name if it has none."""
        key, stated = ("email", row.email) if row.email else ("name", row.name)
        found = self._seen.get((key, digest(stated)), set()) if stated else set()
        found = {other for other in found if _may_be_one(row, taken.get(other))}
        if len(found) != 1:
            return None
        (person_id,) = found
        if person_id in self._emails:
            return Found(person_id)
        args = {"name": row.name or row.email, "id": person_id}
        return Found(None, Fault("removed-since", args), stops=True)

    def _by_full_name(self, row: Identity, taken: Mapping[str, Identity]) -> Found:
        """By the name; people with different e-mails are different people."""
        same = sorted(self._by_name.get(fold(row.name), ())) if row.name else []
        same = [other for other in same if _may_be_one(row, taken.get(other))]
        open_to = [other for other in same if not row.email or self._is_open(other)]
        if len(open_to) == 1:
            return Found(open_to[0])
        if len(open_to) > 1:
            return Found(None, Fault("several-people", {"value": row.name}), stops=True)
        if same and not row.id:
            return Found(None, Fault("namesake", {"name": row.name, "other": same[0]}))
        return Found()

    def _is_open(self, person_id: str) -> bool:
        """Whether a row of this name and another e-mail may be this person.

        One without e-mail, or one whom this sheet brought and whose e-mail it no longer has: it was
        corrected in the sheet.
        """
        email = self._emails[person_id]
        return not email or (person_id in self._imported and email.casefold() not in self._in_sheet)


def _have_one_id(row: Identity, other: Identity | None) -> bool:
    """Whether two rows may be of one person as far as their ids tell."""
    return other is None or not row.id or not other.id or row.id == other.id


def _may_be_one(row: Identity, other: Identity | None) -> bool:
    """Whether two rows may be of one person as far as their ids and names tell."""
    if other is None or not row.name or not other.name:
        return _have_one_id(row, other)
    return _have_one_id(row, other) and fold(row.name) == fold(other.name)
