"""How a sheet is read, as import.yaml remembers it; docs/import.md documents the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from rmentor.intake.context import KEYS, TOPIC_KEYS
from rmentor.intake.days import DATE_ORDERS
from rmentor.intake.problems import Problem
from rmentor.intake.words import fold, slug

IGNORE = "ignore"
NAME_KEYS = ("first-name", "last-name")
# A column may be repeated for these; their values are put together.
REPEATABLE = (*TOPIC_KEYS, "languages", "interests", "availability", "away", "avoid", "prefer")
ROLES = ("mentor", "mentee", "both")
_TARGETS = (*KEYS, *NAME_KEYS, IGNORE)
_TARGET_FORMS = (*_TARGETS, *(f"{key}.TOPIC" for key in TOPIC_KEYS))
_DEFAULTS = (
    "role",
    "volunteer",
    "status",
    "level",
    "importance",
    "country",
    "organisation",
    "mode",
)
# Words that a default may be, and the highest level and importance.
_CHOICES = {
    "role": ROLES,
    "volunteer": ("true", "false"),
    "status": ("applied", "active", "paused", "left"),
    "mode": ("onsite", "remote", "either"),
    "level": tuple("12345"),
    "importance": tuple("123"),
}
_FIELDS = ("id", "columns", "values", "defaults", "dates", "seen")
# Lists of import.yaml: sheets of people, and answers to surveys by the id of the survey.
SHEETS, SURVEYS = "sheets", "surveys"


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read; an entry of ``sheets``, or of ``surveys``, in import.yaml.

    An entry of ``surveys`` has other targets of columns: ``answer_columns.py`` knows them.

    Attributes:
        id: Slug of the sheet's name, or the survey.
        columns: Key by heading: a participant's, ``first-name``, ``last-name``, ``offers.TOPIC``
            (also ``wants.`` and ``levels.``), or ``ignore``.
        values: By key, what the sheet's own words mean; None where nobody has said it yet.
        defaults: For people whose row does not say it; ``level`` and ``importance`` are those of
            topics without one.
        dates: ``dd/mm/yyyy`` or ``mm/dd/yyyy``, or None.
        seen: By person and key, a digest of the value last imported.
        stated: Whether it stands in import.yaml already.
    """

    id: str
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    seen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stated: bool = False

    def meanings(self) -> dict[str, dict[str, object]]:
        """``values`` with folded words, for looking cells up."""
        return {
            key: {fold(word): meaning for word, meaning in words.items()}
            for key, words in self.values.items()
        }


def parse_mappings(
    document: object, kind: str = SHEETS
) -> tuple[tuple[SheetMapping, ...], tuple[Problem, ...]]:
    """All entries of a list of import.yaml and all that is wrong with them.

    Args:
        document: Its plain value, scalars as text; None where there is no such file.
        kind: Which list.
    """
    problems: list[Problem] = []
    entries = _map(document, "import.yaml", problems).get(kind) or []
    if isinstance(document, Mapping):
        _refuse_unknown(document, (SHEETS, SURVEYS), "import.yaml", problems)
    if not isinstance(entries, list):
        problems.append(_misformed(kind, "a list of maps"))
        entries = []
    mappings = [_parse(entry, kind, problems) for entry in entries]
    twice = {one.id for one in mappings if sum(one.id == other.id for other in mappings) > 1}
    problems += [_misformed(f"{kind}: {name}", "there once only") for name in sorted(twice)]
    return tuple(mappings), tuple(problems)


def _parse(entry: object, kind: str, problems: list[Problem]) -> SheetMapping:
    """One entry of a list."""
    stated = _map(entry, kind, problems)
    name = str(stated.get("id") or "")
    where = f"{kind}: {name}"
    if not name or slug(name) != name:
        problems.append(_misformed(f"{kind}: id", "a slug"))
    _refuse_unknown(stated, _FIELDS, where, problems)
    dates = stated.get("dates")
    if dates is not None and dates not in DATE_ORDERS:
        problems.append(_misformed(f"{where}: dates", " | ".join(DATE_ORDERS)))
    return SheetMapping(
        name,
        columns=_columns(
            _map(stated.get("columns"), f"{where}: columns", problems), problems, kind
        ),
        values=_values(
            _map(stated.get("values"), f"{where}: values", problems), where, problems, kind
        ),
        defaults=_defaults(_map(stated.get("defaults"), f"{where}: defaults", problems), problems),
        dates=str(dates) if dates in DATE_ORDERS else None,
        seen={
            person: _seen(text)
            for person, text in _map(stated.get("seen"), f"{where}: seen", problems).items()
        },
        stated=True,
    )


def amended(
    mapping: SheetMapping,
    headers: Sequence[str],
    columns: Mapping[str, str],
    defaults: Mapping[str, str],
    kind: str = SHEETS,
) -> tuple[SheetMapping, tuple[Problem, ...]]:
    """Mapping with what somebody says on top, and what of it cannot be.

    Args:
        mapping: Remembered or guessed.
        headers: Headings of the sheet.
        columns: Key by heading; a heading may be written without accents and capitals.
        defaults: As in the mapping.
        kind: List of import.yaml that the mapping stands in.
    """
    problems: list[Problem] = []
    named: dict[str, object] = {}
    for heading, key in columns.items():
        same = [header for header in headers if header == heading]
        same = same or [header for header in headers if fold(header) == fold(heading)]
        if len(same) == 1:
            named[same[0]] = key
        else:
            problems.append(_unknown(heading, "headings", headers))
    said = _columns(named, problems, kind)
    kept = {
        # One heading for one key: the one that is said takes the place of the one that was guessed.
        header: IGNORE if key in said.values() and key not in REPEATABLE else key
        for header, key in mapping.columns.items()
    }
    return (
        replace(
            mapping,
            columns={**kept, **said},
            defaults={**mapping.defaults, **_defaults(defaults, problems)},
        ),
        tuple(problems),
    )


def _columns(
    columns: Mapping[str, object], problems: list[Problem], kind: str = SHEETS
) -> dict[str, str]:
    """Keys by heading; a heading without one is ignored.

    What a column of a survey may be is known with its questions only.
    """
    found = {}
    for header, target in columns.items():
        key = IGNORE if target is None else str(target)
        start, _, topic = key.partition(".")
        of_topic = start in TOPIC_KEYS and topic and slug(topic) == topic
        if kind == SURVEYS or key in _TARGETS or of_topic:
            found[header] = key
        else:
            problems.append(_unknown(key, f"columns: {header}", _TARGET_FORMS))
            found[header] = IGNORE
    return found


def _values(
    values: Mapping[str, object], where: str, problems: list[Problem], kind: str
) -> dict[str, dict[str, object]]:
    if kind == SHEETS:
        _refuse_unknown(values, KEYS, f"{where}: values", problems)
    return {
        key: _map(words, f"{where}: values: {key}", problems)
        for key, words in values.items()
        if key in KEYS or kind == SURVEYS
    }


def _defaults(stated: Mapping[str, object], problems: list[Problem]) -> dict[str, str]:
    _refuse_unknown(stated, _DEFAULTS, "defaults", problems)
    found = {}
    for key, item in stated.items():
        if key not in _DEFAULTS or item is None:
            continue
        text = str(item)
        if key in _CHOICES and text not in _CHOICES[key]:
            problems.append(_misformed(f"defaults: {key}", " | ".join(_CHOICES[key])))
        else:
            found[key] = text
    return found


def _seen(text: object) -> dict[str, str]:
    """Digests of one person: "email=k3f9qa2b offers.linkedin=77aabbcc"."""
    pairs = (pair.partition("=") for pair in str(text or "").split())
    return {key: digest for key, _, digest in pairs if digest}


def _map(value: object, where: str, problems: list[Problem]) -> dict[str, object]:
    """``value`` as a map; empty where it is none."""
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    if value is not None:
        problems.append(_misformed(where, "a map"))
    return {}


def _refuse_unknown(
    stated: Mapping[str, object], possible: Sequence[str], where: str, problems: list[Problem]
) -> None:
    problems += [_unknown(str(key), where, possible) for key in stated if key not in possible]


def _misformed(where: str, form: str) -> Problem:
    return Problem("mapping-form", {"where": where, "form": form})


def _unknown(key: str, where: str, possible: Sequence[str]) -> Problem:
    shown = get_close_matches(key, possible, n=3, cutoff=0.5) or possible
    return Problem("mapping-key", {"value": key, "where": where, "possible": ", ".join(shown)})
