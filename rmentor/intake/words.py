"""Words as people write them in sheets, in French and English, and how they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from rmentor.folder.targets import DEVICES

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_GENDERED = re.compile(r"(?<=[a-z])(?:[.·•(/-]e(?:[.·•-]?s)?\)?|\(e\)(?:s|\(s\))?|\(s\))(?![a-z])")

YES = frozenset(["yes", "y", "oui", "o", "x", "true", "vrai", "ok", "ja", "si", "✓", "✔", "☑", "1"])
NO = frozenset(["no", "n", "non", "false", "faux", "nein", "☐", "0"])

ROLES = {
    "mentor": "mentor",
    "mentors": "mentor",
    "mentore": "mentee",
    "mentores": "mentee",
    "mentee": "mentee",
    "mentees": "mentee",
    "mentoree": "mentee",
    "personne accompagnee": "mentee",
    "both": "both",
    "les deux": "both",
    "mentor et mentore": "both",
    "mentor and mentee": "both",
    "mentor mentee": "both",
    "mentor mentore": "both",
}
STATUSES = {
    "applied": "applied",
    "candidat": "applied",
    "candidate": "applied",
    "active": "active",
    "actif": "active",
    "paused": "paused",
    "en pause": "paused",
    "left": "left",
    "parti": "left",
    "partie": "left",
}
MODES = {
    "onsite": "onsite",
    "on site": "onsite",
    "in person": "onsite",
    "sur site": "onsite",
    "sur place": "onsite",
    "presentiel": "onsite",
    "en presentiel": "onsite",
    "remote": "remote",
    "remotely": "remote",
    "online": "remote",
    "a distance": "remote",
    "distance": "remote",
    "distanciel": "remote",
    "en distanciel": "remote",
    "visio": "remote",
    "en visio": "remote",
    "either": "either",
    "les deux": "either",
    "both": "either",
    "hybride": "either",
    "hybrid": "either",
    "peu importe": "either",
    "indifferent": "either",
}
# The scale of the catalogue (0 never met ... 5 reference for others) in its own words, no others.
LEVELS = {
    "jamais": 0,
    "never": 0,
    "aucun": 0,
    "none": 0,
    "debutant": 1,
    "beginner": 1,
    "avec aide": 2,
    "with help": 2,
    "seul": 3,
    "able alone": 3,
    "a l aise": 4,
    "at ease": 4,
    "reference": 5,
}
# Answers that say "I have nothing to say here": as good as an empty cell.
NOTHING = frozenset(
    word
    for words in (
        "|n a|na|nc|neant|null|nothing|none|nobody",
        "aucun|aucune|personne|rien|r a s|ras|sans objet",
    )
    for word in words.split("|")
)
# What stands where a name should in the rows below a table that sum it up.
TOTALS = frozenset(
    word
    for words in (
        "total|totals|subtotal|grand total|sum|average|mean",
        "totaux|sous total|total general|somme|moyenne",
    )
    for word in words.split("|")
)
FLEXIBLE = frozenset({"flexible", "flexibles", "any", "anytime", "any time", "peu importe"})


# Signs that cannot be seen and that two scripts need all the same.
_JOINERS = "\u200c\u200d"


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Write ``text`` without accents, case and punctuation, words apart by one space.

    "N+1" becomes "n plus 1"; endings such as "·e" and "(e)s" go, so that "mentoré·e" is "mentore".
    """
    return _unadorned(_GENDERED.sub("", _without_accents(text)))


def slug(text: str) -> str:
    """Slug of a name: ``[a-z0-9-]``, at most 64 characters; may be empty."""
    plain = _unadorned(_without_accents(text)).encode("ascii", "ignore").decode("ascii")
    return "-".join(plain.split())[:64].strip("-")


def free_slug(text: str, taken: Collection[str]) -> str:
    """Slug of ``text``, with -2, -3 ... behind it where it is taken; ``person`` where it is empty.

    Nobody is called like a device: files have people's ids for their names.
    """
    wanted = slug(text) or "person"
    if wanted not in taken and wanted not in DEVICES:
        return wanted
    number = 2
    while (found := f"{wanted[: 63 - len(str(number))].rstrip('-')}-{number}") in taken:
        number += 1
    return found


def one_line(text: str) -> str:
    """Text on one line, without signs that cannot be seen, spaces collapsed."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join("".join(_visible(sign) for sign in text).split())


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") and sign not in _JOINERS else sign


def _without_accents(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def _unadorned(text: str) -> str:
    text = text.replace("+", " plus ").replace("&", " and ")
    return " ".join("".join(s if s.isalnum() or s in "✓✔☑☐" else " " for s in text).split())
