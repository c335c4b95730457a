"""What pydantic found wrong with a file's shape, as findings of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from rmentor.findings import Finding, Keys, Spot
from rmentor.folder.closest import Nearest, folded
from rmentor.folder.compose import Unread
from rmentor.folder.mistakes import mistakes
from rmentor.folder.scalars import Fault
from rmentor.folder.schema.files import SHAPES
from rmentor.folder.schema.journal import EntryDoc
from rmentor.folder.schema.participants import PersonDoc

_SHOWN = 60
_FEW = 5
_KEY_STEP = "[key]"
_CHOICE = re.compile(r"'([^']*)'")
_MAPS = ("model_type", "model_attributes_type", "dict_type")
_LISTS = ("tuple_type", "list_type")
# No criterion sees these and none can be added for them, so there is no field (contract, section 4).
_PERSONAL = re.compile(
    r"age|ages|years?|annees?|date-of-birth|birth.*|dob|born|.*naissance.*|ne-le|nee-le|gender|genre|"
    r"sexe?|civilite|religion|nationality|nationalite|origine?|ethnic.*|race|disabilit.*|handicap.*|"
    r"health|sante|marital.*|pregnan.*"
)
_PRIVATE = re.compile(
    r"notes?|comments?|commentaires?|remarks?|remarques?|said|summary|resume|feedback|minutes-of.*|"
    r"compte-rendu|verbatim|discussion|conversation|quotes?"
)
# Words that French speakers write, by the key that is meant.
_KEY_WORDS = {
    "nom": "name", "titre": "title", "langue": "language", "langues": "languages",
    "debut": "start", "fin": "end", "pays": "country", "fuseau-horaire": "timezone",
    "courriel": "email", "e-mail": "email", "mail": "email", "adresse": "email",
    "volontaire": "volunteer", "statut": "status", "grade": "seniority", "anciennete": "seniority",
    "service": "department", "departement": "department", "lieu": "place", "organization": "organisation",
    "entreprise": "organisation", "company": "organisation", "responsable": "manager",
    "offre": "offers", "offer": "offers", "souhaits": "wants", "want": "wants", "niveaux": "levels",
    "centres-d-interet": "interests", "interets": "interests", "disponibilites": "availability",
    "creneaux": "availability", "windows": "availability", "absences": "away", "capacite": "capacity",
    "motivation": "drive", "eviter": "avoid", "poids": "weights", "regles": "rules",
    "fermetures": "closed", "horaires": "hours", "sujets": "topics", "etapes": "modules",
    "personnes": "participants", "people": "participants", "binomes": "pairs", "seances": "sessions",
    "duree": "minutes", "rythme": "every", "objectifs": "objectives", "indicateurs": "kpis",
    "pour": "for", "invites": "guests", "evenements": "events", "parties-prenantes": "stakeholders",
    "signe": "signed", "cible": "target", "valeur": "value", "unite": "unit", "raison": "reason", "mentee": "mentees",
}  # fmt: skip
_CHOICE_WORDS = {
    "mentore": "mentee", "mentoree": "mentee", "les-deux": "both", "candidat": "applied",
    "candidate": "applied", "actif": "active", "en-pause": "paused", "parti": "left",
    "partie": "left", "sur-place": "onsite", "on-site": "onsite", "presentiel": "onsite",
    "a-distance": "remote", "distanciel": "remote", "au-choix": "either", "hybride": "either",
    "hybrid": "either", "francais": "fr", "french": "fr", "anglais": "en", "english": "en",
    "individuel": "individual", "groupe": "group", "atelier": "workshop", "projet": "project",
    "termine": "completed", "tenue": "held", "annulee": "cancelled", "canceled": "cancelled",
    "lancement": "kickoff", "kick-off": "kickoff", "formation": "training", "cercle": "circle",
    "bilan": "review", "prevue": "planned", "higher": "up", "lower": "down",
}  # fmt: skip


def shape_findings(file: str, kind: str, value: Any, error: ValidationError) -> Iterator[Finding]:
    """Findings for all mistakes in the shape of ``value``, each once."""
    found = [
        _finding(file, kind, value, each)
        for each in mistakes(kind, value, error)
        if not isinstance(_walk(value, each["loc"])[1], Unread)
    ]
    # A required key that is only misspelt is one mistake, not two.
    misspelt = {(f.spot.keys[:-1], f.args.get("close")) for f in found if f.code == "unknown-key"}
    seen = set()
    for finding in found:
        key = finding.args.get("key")
        if finding.code == "missing-key" and (finding.spot.keys, key) in misspelt:
            continue
        if (finding.code, finding.spot, key) not in seen:
            seen.add((finding.code, finding.spot, key))
            yield finding


def shown(value: object) -> str:
    """A value in a sentence: as YAML writes it, on one line, not too long."""
    if isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {_inner(value[key])}" for key in list(value)[:_FEW]) + "}"
    elif isinstance(value, list):
        text = "[" + ", ".join(_inner(each) for each in value[:_FEW]) + "]"
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _inner(value: object) -> str:
    return "…" if isinstance(value, dict | list) else str(value or "")


def _finding(file: str, kind: str, value: Any, error: Any) -> Finding:
    loc: Keys = error["loc"]
    part = "value"
    if loc and loc[-1] == _KEY_STEP:
        loc, part = loc[:-1], "key"
    keys, found = _walk(value, loc)
    args: dict[str, object] = {
        "key": _name(keys),
        "value": shown(loc[-1] if part == "key" else found),
    }
    code = error["type"]
    if code == "extra_forbidden":
        return _unknown_key(file, kind, keys)
    if code == "missing":
        if keys == loc:
            return Finding("empty-value", Spot(file, keys, "key"), args)
        return Finding("missing-key", Spot(file, keys), {"key": loc[-1]})
    if part == "value":
        if found is None:
            return Finding("empty-value", Spot(file, keys, "key"), args)
        if code in _MAPS:
            return Finding("map-expected", Spot(file, keys), args | _hint(kind, keys))
        if code in _LISTS:
            return Finding("list-expected", Spot(file, keys), args)
        if isinstance(found, dict | list) and code != "value_error":
            return Finding("one-value", Spot(file, keys), args)
    code, more = _meaning(code, error.get("ctx") or {}, str(found))
    return Finding(code, Spot(file, keys, part), args | more)


def _meaning(code: str, context: dict[str, Any], text: str) -> tuple[str, dict[str, object]]:
    """Code of ours and what its sentence names."""
    if code == "literal_error":
        choices = _CHOICE.findall(context["expected"])
        close = _nearest_choice(tuple(choices)).to(text)
        return "unknown-choice", {"choices": ", ".join(choices), "close": close}
    if code == "value_error":
        fault = context["error"]
        assert isinstance(fault, Fault)  # noqa: S101 - our validators raise nothing else
        return fault.code, fault.fields
    return code, context


def _unknown_key(file: str, kind: str, keys: Keys) -> Finding:
    key = str(keys[-1])
    doc = _doc_at(SHAPES[kind], keys[:-1])
    if doc is PersonDoc and _PERSONAL.fullmatch(folded(key)):
        return Finding("personal-key", Spot(file, keys, "key"), {"key": key})
    if doc is EntryDoc and _PRIVATE.fullmatch(folded(key)):
        return Finding("private-key", Spot(file, keys, "key"), {"key": key})
    known = _keys(doc)
    args = {"key": shown(key), "close": _nearest_key(known).to(key), "known": ", ".join(known)}
    return Finding("unknown-key", Spot(file, keys, "key"), args)


@lru_cache(maxsize=64)
def _nearest_key(known: tuple[str, ...]) -> Nearest:
    return Nearest(known, {word: meant for word, meant in _KEY_WORDS.items() if meant in known})


@lru_cache(maxsize=64)
def _nearest_choice(choices: tuple[str, ...]) -> Nearest:
    return Nearest(
        choices, {word: meant for word, meant in _CHOICE_WORDS.items() if meant in choices}
    )


def _hint(kind: str, keys: Keys) -> dict[str, object]:
    """Keys of the map that is expected, to show how to write it."""
    doc = _doc_at(SHAPES[kind], keys)
    return {"known": ", ".join(_keys(doc))}


def _keys(doc: type[BaseModel] | None) -> tuple[str, ...]:
    """Keys of a map, as people write them."""
    return tuple(field.alias or name for name, field in doc.model_fields.items()) if doc else ()


def _walk(value: Any, loc: Keys) -> tuple[Keys, Any]:
    """How far ``loc`` leads into what was written, and what is there.

    One value may stand for a list, or for both languages; the path then ends at that value.
    """
    for depth, step in enumerate(loc):
        is_there = isinstance(value, dict) and step in value
        is_there |= isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not is_there:
            return loc[:depth], value
        value = value[step]
    return loc, value


def _doc_at(doc: type[BaseModel] | None, keys: Keys) -> type[BaseModel] | None:
    """Shape of the map at ``keys``, or None where keys are free."""
    for step in keys:
        if doc is None:
            return None
        if isinstance(step, int):
            field = doc.model_fields.get("root")
            doc = _doc_in(field.annotation) if field else doc
        else:
            field = doc.model_fields.get(step)
            doc = _doc_in(field.annotation) if field else None
    return doc


def _doc_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((doc for each in get_args(annotation) if (doc := _doc_in(each))), None)


def _name(keys: Keys) -> str:
    """Last key of a path that has a name: the list's for one of its items."""
    return next((str(key) for key in reversed(keys) if isinstance(key, str)), "")
