"""Calendars, read by a small reader of RFC 5545 that shares nothing with what wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Contact, Program
from rmentor.model.sessions import Plan, Session
from rmentor.reporting.calendars import calendars
from rmentor.reporting.escape import one_line
from rmentor.reporting.paths import calendar_paths
from tests.builders import a_mentee, a_mentor, a_program
from tests.reporting import hostile
from tests.reporting.golden import assert_golden
from tests.reporting.programs import PLAN, a_rich_program, renamed

_LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_ESCAPE = re.compile(r"\\([\\;,nN])")


@dataclass
class Component:
    """A component: its properties with their parameters, and the components in it."""

    name: str
    properties: dict[str, tuple[str, str]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def text(self, key: str) -> str:
        """Value of a property of kind TEXT."""
        said = self.properties[key][1]
        assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", said), said
        return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], said)

    def all(self, name: str) -> list[Component]:
        """Parts of that name."""
        return [part for part in self.parts if part.name == name]


def read(content: bytes) -> Component:
    """Read a calendar and refuse whatever RFC 5545 refuses."""
    assert content.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    lines = content[:-2].split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no character is torn apart by folding
    unfolded = content[:-2].replace(b"\r\n ", b"").decode().split("\r\n")
    root = Component("")
    stack = [root]
    for line in unfolded:
        match = _LINE.fullmatch(line)
        assert match, line
        name, parameters, said = match.groups()
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", said)
        if name == "BEGIN":
            stack.append(Component(said))
            stack[-2].parts.append(stack[-1])
        elif name == "END":
            assert stack.pop().name == said
        else:
            assert name not in stack[-1].properties, f"{name} twice"
            stack[-1].properties[name] = (parameters, said)
    assert stack == [root]
    (calendar,) = root.parts
    assert calendar.name == "VCALENDAR"
    return calendar


def instant(calendar: Component, event: Component, key: str) -> datetime:
    """Moment of a property, reckoned with the offsets that the calendar itself gives."""
    parameters, said = event.properties[key]
    if said.endswith("Z"):
        return datetime.strptime(said, "%Y%m%dT%H%M%S%z")
    (zone,) = calendar.all("VTIMEZONE")
    assert parameters == f";TZID={zone.properties['TZID'][1]}"
    local = datetime.fromisoformat(said)
    onsets = []
    for part in zone.parts:
        assert part.name in ("STANDARD", "DAYLIGHT")
        offset = _offset(part.properties["TZOFFSETTO"][1])
        onset = datetime.fromisoformat(part.properties["DTSTART"][1])
        utc = onset - _offset(part.properties["TZOFFSETFROM"][1])
        onsets.append((utc, offset))
    earlier = [offset for utc, offset in sorted(onsets) if utc <= local - offset]
    return (local - earlier[-1]).replace(tzinfo=UTC)


def _offset(said: str) -> timedelta:
    sign = -1 if said[0] == "-" else 1
    return sign * timedelta(hours=int(said[1:3]), minutes=int(said[3:5]))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_golden_calendars(language: str) -> None:
    """Three calendars as somebody last looked at them."""
    program = a_rich_program(language)
    made = calendars(program, program.plan)
    for name in ("pauline-r", "amine-b--carmen-o", "program"):
        # Where lines are folded is the library's business, and differs from version to version.
        unfolded = made[f"calendars/{name}.ics"].replace(b"\r\n ", b"").replace(b"\r\n", b"\n")
        assert_golden(f"{language}/calendars/{name}.ics", unfolded)


def test_everybody_has_the_sessions_of_their_own() -> None:
    """A person has all of theirs, a pair its own, the program all; nobody else's."""
    program = a_rich_program("fr")
    made = {path: read(content) for path, content in calendars(program, program.plan).items()}
    uids = {path: {e.text("UID") for e in c.all("VEVENT")} for path, c in made.items()}
    assert len(uids["calendars/program.ics"]) == len(program.plan.sessions)
    both = uids["calendars/amine-b--carmen-o.ics"] | uids["calendars/amine-b--eva-m.ics"]
    assert uids["calendars/amine-b.ics"] == both
    assert uids["calendars/eva-m.ics"] == uids["calendars/amine-b--eva-m.ics"]
    assert "calendars/bruno-t.ics" not in made
    for calendar in made.values():
        assert calendar.properties["VERSION"][1] == "2.0"
        assert len({e.text("UID") for e in calendar.all("VEVENT")}) == len(calendar.all("VEVENT"))
        for event in calendar.all("VEVENT"):
            assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"} <= set(
                event.properties
            )


def test_a_cancelled_session_is_cancelled() -> None:
    """Whoever subscribed sees that it does not take place, with a higher sequence."""
    program = a_rich_program("fr")
    calendar = read(calendars(program, program.plan)["calendars/carmen-o.ics"])
    states = [(e.text("STATUS"), e.text("SEQUENCE")) for e in calendar.all("VEVENT")]
    assert states == [("CONFIRMED", "0"), ("CANCELLED", "1")]


def test_a_session_that_moves_or_changes_its_topic_keeps_its_uid() -> None:
    """Calendars move the event instead of showing two."""
    program = a_rich_program("fr")
    moved = replace(
        PLAN.sessions[4],
        start=datetime.fromisoformat("2027-06-01 10:00"),
        topic="linkedin",
        place=None,
        sequence=5,
    )
    plan = Plan((*PLAN.sessions[:4], moved, *PLAN.sessions[5:]))
    before = read(calendars(program, program.plan)["calendars/amine-b--eva-m.ics"])
    later = replace(program, name="Renamed", start=date(2027, 1, 4))
    after = read(calendars(later, plan)["calendars/amine-b--eva-m.ics"])
    uids = {e.text("UID") for e in before.all("VEVENT")}
    assert {e.text("UID") for e in after.all("VEVENT")} == uids
    sequences = {e.text("SEQUENCE") for e in after.all("VEVENT")}
    assert "5" in sequences


def _one_session(timezone: str, start: datetime, minutes: int) -> Program:
    pair = Pair("mia--eva", "mia", ("eva",), ("linkedin",))
    session = Session("mia--eva", 1, start, minutes, topic="linkedin")
    return a_program(
        a_mentor(), a_mentee(), timezone=timezone, pairs=(pair,), plan=Plan((session,))
    )


@given(
    timezone=st.sampled_from(
        ["Europe/Paris", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
         "Africa/Casablanca", "America/Sao_Paulo", "Pacific/Auckland", "Europe/Dublin", "UTC"]
    ),
    start=st.datetimes(datetime.fromisoformat("2026-01-02"), datetime.fromisoformat("2030-12-30")),
    minutes=st.integers(15, 240),
)  # fmt: skip
def test_events_are_when_the_plan_says_wherever_they_are(
    timezone: str, start: datetime, minutes: int
) -> None:
    """The offsets in the calendar itself give the same instant as the zone, before and after changes."""
    start = start.replace(second=0, microsecond=0)
    zone = ZoneInfo(timezone)
    aware = start.replace(tzinfo=zone).astimezone(UTC)
    if aware.astimezone(zone).replace(tzinfo=None) != start:
        return  # clocks jump over it: nothing can be planned then
    if start.replace(tzinfo=zone, fold=1).utcoffset() != start.replace(tzinfo=zone).utcoffset():
        return  # clocks show it twice: nothing is planned then either
    program = _one_session(timezone, start, minutes)
    # A whole year around it, so that there are changes of clocks to get wrong.
    program = replace(program, start=date(start.year, 1, 1), end=date(start.year, 12, 31))
    calendar = read(calendars(program, program.plan)["calendars/program.ics"])
    (event,) = calendar.all("VEVENT")
    assert instant(calendar, event, "DTSTART") == aware
    ends = aware + timedelta(minutes=minutes)
    local_end = ends.astimezone(zone)
    if local_end.replace(fold=1).utcoffset() == local_end.replace(fold=0).utcoffset():
        assert instant(calendar, event, "DTEND") == ends


@given(name=hostile.ANYTHING, place=hostile.ANYTHING, email=hostile.ANYTHING)
def test_nobody_types_their_way_into_a_calendar(name: str, place: str, email: str) -> None:
    """A hostile name is a summary, and nothing but a summary."""
    program = renamed(a_rich_program("fr"), "pauline-r", name)
    sessions = tuple(replace(session, place=place) for session in PLAN.sessions)
    program = replace(program, coordinator=Contact(name, email), name=name)
    calendar = read(calendars(program, Plan(sessions))["calendars/pauline-r.ics"])
    events = calendar.all("VEVENT")
    assert [part.name for part in calendar.parts] == ["VTIMEZONE", *["VEVENT"] * 4]
    for event in events:
        assert one_line(name) in event.text("SUMMARY")
        if one_line(place):
            assert event.text("LOCATION") == one_line(place)
        assert not event.parts


def test_the_coordinator_organises_where_there_is_an_address() -> None:
    """No address, no organizer; and calendars to subscribe to have no attendees."""
    program = a_rich_program("fr")
    calendar = read(calendars(program, program.plan)["calendars/program.ics"])
    assert calendar.properties["METHOD"][1] == "PUBLISH"
    event = calendar.all("VEVENT")[0]
    assert event.properties["ORGANIZER"] == (';CN="Salomé G."', "mailto:salome.g@example.org")
    assert "ATTENDEE" not in event.properties
    nobody = replace(program, coordinator=Contact("Salomé G.", "not an address"))
    calendar = read(calendars(nobody, program.plan)["calendars/program.ics"])
    assert all("ORGANIZER" not in event.properties for event in calendar.all("VEVENT"))


def test_sessions_of_a_pair_that_is_gone_still_reach_its_people() -> None:
    """A pair taken out of pairs.yaml leaves called-off sessions, and they are told."""
    program = replace(a_rich_program("fr"), pairs=())
    made = calendars(program, program.plan)
    assert "calendars/pauline-r.ics" in made
    assert "calendars/pauline-r--catherine-a.ics" in made


_SLUG = st.sampled_from(["program", "program-person", "a", "b", "a--b", "a--b-pair", "b--a", "c"])


@given(st.sets(_SLUG), st.sets(_SLUG))
def test_no_two_calendars_share_a_file(people: set[str], pairs: set[str]) -> None:
    """Somebody called like a pair, or like the program, has a file of their own."""
    program = a_program(*(Participant(each, each, "both") for each in people))
    paths = calendar_paths(program, pairs)
    all_paths = [paths.program, *paths.people.values(), *paths.pairs.values()]
    assert len(set(all_paths)) == len(all_paths) == len(people) + len(pairs) + 1
    assert paths.program == "calendars/program.ics"
    for person in people - {"program"}:
        assert paths.people[person] == f"calendars/{person}.ics"
    for pair in pairs - people - {"program"}:
        assert paths.pairs[pair] == f"calendars/{pair}.ics"
