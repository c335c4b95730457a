"""Keys of a participant, and what cells are read against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rmentor.intake.problems import Fault
from rmentor.intake.topics import TopicIndex

# Keys of a participant in the order of the contract, section 2, then the days of follow-up.
KEYS = (
    "id",
    "name",
    "email",
    "role",
    "volunteer",
    "status",
    "waited",
    "seniority",
    "department",
    "site",
    "manager",
    "organisation",
    "country",
    "timezone",
    "languages",
    "mode",
    "offers",
    "wants",
    "levels",
    "interests",
    "availability",
    "away",
    "capacity",
    "avoid",
    "prefer",
    "drive",
    "volunteered",
    "status_since",
    "back",
)
_PLACES = {key: place for place, key in enumerate(KEYS)}
TOPIC_KEYS = ("offers", "wants", "levels")
DAY_KEYS = ("away", "volunteered", "status_since", "back")
PEOPLE_KEYS = ("manager", "avoid", "prefer")
# Keys whose words are few, so that a sheet's own words can be translated one by one.
CLOSED_KEYS = ("role", "volunteer", "status", "seniority", "mode", "capacity", "drive")
# Of a topic that a cell names without a figure.
DEFAULT_LEVEL = 4
DEFAULT_IMPORTANCE = 2


@dataclass(frozen=True, slots=True)
class Context:
    """What cells are read against.

    Attributes:
        topics: Topics of the program, findable by what people call them.
        values: By key, what the sheet's own words mean; words are folded.
        level: Own level where an offer names none.
        importance: Where a want names none.
        date_order: ``dd/mm/yyyy`` or ``mm/dd/yyyy``, stated or proven, or None.
        find_person: Id of the person that a text names, or the fault.
    """

    topics: TopicIndex
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    level: int = DEFAULT_LEVEL
    importance: int = DEFAULT_IMPORTANCE
    date_order: str | None = None
    find_person: Callable[[str], str | Fault] = lambda name: Fault(
        "unknown-person", {"value": name}
    )


def column_order(keys: Iterable[str]) -> list[str]:
    """Keys in the order of the contract."""
    return sorted(keys, key=_PLACES.__getitem__)
