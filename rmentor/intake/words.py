"""Words as people write them in sheets, in French and English, and how they are compared."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_GENDERED = re.compile(r"(?<=[a-z])(?:[.·•(/-]e(?:[.·•-]?s)?\)?|\(e\)(?:s|\(s\))?|\(s\))(?![a-z])")

YES = frozenset("yes y oui o x true vrai ok ja si ✓ ✔ ☑ 1".split())
NO = frozenset("no n non false faux nein ☐ 0".split())

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
LANGUAGES = {
    "francais": "fr",
    "french": "fr",
    "anglais": "en",
    "english": "en",
    "allemand": "de",
    "german": "de",
    "deutsch": "de",
    "espagnol": "es",
    "spanish": "es",
    "espanol": "es",
    "italien": "it",
    "italian": "it",
    "italiano": "it",
    "portugais": "pt",
    "portuguese": "pt",
    "portugues": "pt",
    "neerlandais": "nl",
    "dutch": "nl",
    "nederlands": "nl",
    "arabe": "ar",
    "arabic": "ar",
    "chinois": "zh",
    "mandarin": "zh",
    "chinese": "zh",
    "japonais": "ja",
    "japanese": "ja",
    "polonais": "pl",
    "polish": "pl",
    "roumain": "ro",
    "romanian": "ro",
    "russe": "ru",
    "russian": "ru",
    "turc": "tr",
    "turkish": "tr",
    "catalan": "ca",
    "grec": "el",
    "greek": "el",
    "suedois": "sv",
    "swedish": "sv",
    "danois": "da",
    "danish": "da",
    "ukrainien": "uk",
    "ukrainian": "uk",
    "vietnamien": "vi",
    "vietnamese": "vi",
    "hindi": "hi",
    "coreen": "ko",
    "korean": "ko",
}
COUNTRIES = {
    "france": "FR",
    "belgique": "BE",
    "belgium": "BE",
    "suisse": "CH",
    "switzerland": "CH",
    "luxembourg": "LU",
    "canada": "CA",
    "allemagne": "DE",
    "germany": "DE",
    "espagne": "ES",
    "spain": "ES",
    "italie": "IT",
    "italy": "IT",
    "portugal": "PT",
    "pays bas": "NL",
    "netherlands": "NL",
    "royaume uni": "GB",
    "united kingdom": "GB",
    "uk": "GB",
    "irlande": "IE",
    "ireland": "IE",
    "etats unis": "US",
    "united states": "US",
    "usa": "US",
    "maroc": "MA",
    "morocco": "MA",
    "tunisie": "TN",
    "tunisia": "TN",
}
# Answers that say "I have nothing to say here": as good as an empty cell.
NOTHING = frozenset({"", "n a", "na", "nc", "neant", "null", "nothing", "rien", "sans objet"})
FLEXIBLE = frozenset({"flexible", "flexibles", "any", "anytime", "any time", "peu importe"})


def fold(text: str) -> str:
    """Write ``text`` without accents, case and punctuation, words apart by one space.

    "N+1" becomes "n plus 1"; endings such as "·e" and "(e)s" go, so that "mentoré·e" is "mentore".
    """
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = _GENDERED.sub("", text).replace("+", " plus ").replace("&", " and ")
    return " ".join("".join(s if s.isalnum() or s in "✓✔☑☐" else " " for s in text).split())


def slug(text: str) -> str:
    """Slug of a name: ``[a-z0-9-]``, at most 64 characters; may be empty."""
    folded = fold(text).encode("ascii", "ignore").decode("ascii")
    return "-".join(folded.split())[:64].strip("-")


def free_slug(text: str, taken: frozenset[str] | set[str]) -> str:
    """Slug of ``text``, with -2, -3 ... behind it where it is taken; ``person`` where it is empty."""
    wanted = slug(text) or "person"
    if wanted not in taken:
        return wanted
    number = 2
    while (found := f"{wanted[: 63 - len(str(number))].rstrip('-')}-{number}") in taken:
        number += 1
    return found


def one_line(text: str) -> str:
    """Text on one line, without control characters, spaces collapsed."""
    return " ".join(
        "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text).split()
    )
