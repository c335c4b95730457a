"""Which column is which key: guessed from the headings once, then kept in import.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rmentor.intake.context import PEOPLE_KEYS, Context
from rmentor.intake.headings import is_sensitive, key_of, topic_of
from rmentor.intake.mapping import IGNORE, REPEATABLE, SheetMapping
from rmentor.intake.sheets import Sheet
from rmentor.intake.topics import TopicIndex
from rmentor.intake.values import has_meaning
from rmentor.intake.words import NO, YES, fold

# Headings that mean many things are believed only if some cell can be read for the key.
_PROVED = ("status", "drive", "mode", "country", "timezone", "waited")
# These, too, where the heading only contains the word.
_PROVED_INSIDE = ("volunteer", "role")
# Beside "Prénom", these are the last name; any other heading of a name is the whole name.
_HALF_NAMES = ("nom", "name")


def mapping_for(
    sheet: Sheet,
    mappings: Sequence[SheetMapping],
    topics: TopicIndex,
    role: str | None = None,
) -> SheetMapping:
    """Mapping of a sheet: the one of its name, else of the same headings, else a guess.

    A sheet is often saved under a new name each month; the same headings tell that it is the same,
    unless one name speaks of mentors and the other of mentees.

    Args:
        sheet: What was read.
        mappings: All that import.yaml holds.
        topics: Of the program.
        role: Of the people of a sheet that is new, where somebody has said it.
    """
    for mapping in mappings:
        if mapping.id == sheet.id:
            return mapping
    headers = set(sheet.headers)
    for mapping in mappings:
        if headers == set(mapping.columns) and _role_of(mapping.id) == _role_of(sheet.name):
            return mapping
    return guess(sheet, topics, role)


def guess(sheet: Sheet, topics: TopicIndex, role: str | None = None) -> SheetMapping:
    """Guess which column is which from the headings, and an unsaid role from the sheet's name."""
    role = role or _role_of(sheet.name)
    columns = dict.fromkeys(sheet.headers, IGNORE)
    taken: dict[str, tuple[bool, str]] = {}
    for header in sheet.headers:
        if is_sensitive(header):
            continue
        cells = [cell for cell in sheet.column(header) if cell]
        if about := _topic_column(header, cells, topics, role):
            columns[header] = about
            continue
        found = key_of(header)
        if found is None or not _is_believable(*found, cells, topics):
            continue
        key, whole = found
        if key not in REPEATABLE and key in taken:
            if taken[key][0] or not whole:
                continue
            columns[taken[key][1]] = IGNORE
        taken[key] = (whole, header)
        columns[header] = key
    _settle_names(columns)
    mapping = SheetMapping(sheet.id, columns, defaults={"role": role} if role else {})
    return _with_plain_answers(mapping, sheet)


def _topic_column(
    header: str, cells: Sequence[str], topics: TopicIndex, role: str | None
) -> str | None:
    """Key of a column about one topic, such as "offers.linkedin", or None."""
    about = topic_of(header, topics)
    if about is None:
        return None
    topic, key = about
    if key is None:
        ticked = all(fold(cell) in YES | NO and not cell.isdigit() for cell in cells)
        key = "offers" if role != "mentee" else "wants" if ticked else "levels"
    found = f"{key}.{topic}"
    context = Context(topics)
    read = sum(has_meaning(found, cell, context) for cell in cells)
    # "LinkedIn" may as well head the addresses of profiles.
    return found if 2 * read >= len(cells) else None


def _is_believable(key: str, whole: bool, cells: Sequence[str], topics: TopicIndex) -> bool:
    """Whether the filled cells of a column can be what its heading seems to ask for."""
    alike = len(cells) > 1 and len({cell.casefold() for cell in cells}) == 1
    if key in ("email", "name") and alike:
        return False  # the owner of a form, in every row
    if key == "email" and cells:
        return any("@" in cell for cell in cells)
    if key == "id" and any(cell.isdigit() for cell in cells):
        return False  # a running number of answers is nobody's id
    if key in PEOPLE_KEYS and cells and _are_answers(cells):
        return False
    if key in _PROVED or (key in _PROVED_INSIDE and not whole):
        context = Context(topics)
        plain = key in ("role", "mode") and _are_answers(cells)
        return not cells or plain or any(has_meaning(key, cell, context) for cell in cells)
    return True


def _are_answers(cells: Sequence[str]) -> bool:
    """Whether all cells say yes or no."""
    return all(fold(cell) in YES | NO for cell in cells)


def _settle_names(columns: dict[str, str]) -> None:
    """Make "Nom" beside "Prénom" the last name; parts beside a whole name are not needed."""
    by_key = {key: header for header, key in columns.items()}
    parts = [by_key[key] for key in ("first-name", "last-name") if key in by_key]
    if "name" not in by_key or not parts:
        return
    if len(parts) == 1 and fold(by_key["name"]) in _HALF_NAMES:
        columns[by_key["name"]] = "last-name" if "first-name" in by_key else "first-name"
        return
    spare = [by_key["name"]] if len(parts) == 2 else parts
    columns.update(dict.fromkeys(spare, IGNORE))


def _with_plain_answers(mapping: SheetMapping, sheet: Sheet) -> SheetMapping:
    """Say what yes and no mean where a heading asks "both mentor and mentee?" or "telework?"."""
    meanings: dict[str, dict[str, object]] = {
        "mode": {"yes": "either", "no": "onsite"},
        "role": {"yes": "both", "no": mapping.defaults.get("role", IGNORE)},
    }
    values = dict(mapping.values)
    for header, key in mapping.columns.items():
        if key in meanings:
            cells = [cell for cell in sheet.column(header) if cell]
            if cells and _are_answers(cells):
                values[key] = meanings[key]
    return replace(mapping, values=values)


def _role_of(name: str) -> str | None:
    """Role that the name of a sheet tells, such as "mentees 2027", or None."""
    words = set(fold(name).split())
    mentee = bool(words & {"mentee", "mentees", "mentore", "mentores", "mentoree", "mentorees"})
    mentor = bool(words & {"mentor", "mentors"})
    if mentee and mentor:
        return None
    return "mentee" if mentee else "mentor" if mentor else None
