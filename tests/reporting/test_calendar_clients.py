"""Calendars in the hands of others: a CalDAV server with its client, and another parser.

Radicale (which reads with vobject) serves on loopback, the caldav library talks to it, and ics.py
parses the files by itself: none of them shares code with the library that writes.
"""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from zoneinfo import ZoneInfo

import pytest

from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session
from rmentor.reporting.calendars import calendars, uid
from tests.reporting.programs import PLAN, a_rich_program

# Earlier versions of the server leave folders open; that is its business.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has there
        """Say nothing about requests."""


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[Any]:
    """An empty calendar on a CalDAV server of its own."""
    from caldav import DAVClient
    from radicale import Application
    from radicale import config as settings

    configuration = settings.load()
    configuration.update(
        {
            "storage": {"filesystem_folder": str(tmp_path / "collections")},
            "auth": {"type": "none"},
            "logging": {"level": "critical"},
        },
        "test",
    )
    server = make_server("127.0.0.1", 0, Application(configuration), handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with DAVClient(
            f"http://127.0.0.1:{server.server_port}/",
            username="rh",
            password="none",  # noqa: S106 - nobody checks it
        ) as client:
            yield client.principal().make_calendar(name="Mentoring")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _resources(content: bytes) -> list[str]:
    """What a client sends when somebody imports a file: each event by itself, with its zone."""
    text = content.decode()
    zone = "".join(re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", text, re.DOTALL))
    head = text[: text.index("BEGIN:VTIMEZONE")].replace("METHOD:PUBLISH\r\n", "")
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", text, re.DOTALL)
    return [f"{head}{zone}{event}END:VCALENDAR\r\n" for event in events]


def _import(calendar: Any, program: Program, plan: Plan) -> None:
    for resource in _resources(calendars(program, plan)["calendars/program.ics"]):
        calendar.add_event(resource)


def _instant(session: Session) -> datetime:
    return session.start.replace(tzinfo=PARIS).astimezone(UTC)


def _seen(calendar: Any) -> dict[str, tuple[datetime, datetime, str]]:
    """Start, end and status of every event on the server, by UID, as vobject reads them."""
    found = {}
    for resource in calendar.events():
        event = resource.vobject_instance.vevent
        start, end = event.dtstart.value, event.dtend.value
        assert event.uid.value not in found, "an event is there twice"
        found[event.uid.value] = (start.astimezone(UTC), end.astimezone(UTC), event.status.value)
    return found


def _expected(plan: Plan) -> dict[str, tuple[datetime, datetime, str]]:
    return {
        uid(session, plan.calendar): (
            _instant(session),
            _instant(session) + timedelta(minutes=session.minutes),
            "CANCELLED" if session.state == "cancelled" else "CONFIRMED",
        )
        for session in plan.sessions
    }


def _busy(calendar: Any) -> set[tuple[datetime, datetime]]:
    """When the server says that somebody is busy."""
    data = calendar.freebusy_request(FIRST, LAST).data.replace("\r\n ", "").replace("\n ", "")
    spans = re.findall(r"(\d{8}T\d{6}Z)/(\d{8}T\d{6}Z)", data)
    return {tuple(datetime.strptime(at, "%Y%m%dT%H%M%S%z") for at in span) for span in spans}  # type: ignore[misc]


def _busy_expected(plan: Plan) -> set[tuple[datetime, datetime]]:
    return {
        (start, end) for start, end, status in _expected(plan).values() if status == "CONFIRMED"
    }


def test_a_caldav_client_sees_every_session_at_its_time(calendar: Any) -> None:
    """Each session is one event, at the instant that the plan means, also after clocks change."""
    program = a_rich_program("fr")
    _import(calendar, program, PLAN)
    assert _seen(calendar) == _expected(PLAN)
    assert _busy(calendar) == _busy_expected(PLAN)


def test_importing_again_moves_sessions_and_doubles_none(calendar: Any) -> None:
    """A session that moves is moved, one called off no longer takes anybody's time."""
    program = a_rich_program("fr")
    _import(calendar, program, PLAN)
    planned = [n for n, session in enumerate(PLAN.sessions) if session.state == "planned"]
    moved, dropped = planned[0], planned[-1]
    assert moved != dropped
    sessions = list(PLAN.sessions)
    sessions[moved] = replace(
        sessions[moved], start=sessions[moved].start + timedelta(days=2, hours=1), sequence=1
    )
    sessions[dropped] = replace(sessions[dropped], state="cancelled", sequence=1)
    changed = Plan(tuple(sessions))
    _import(calendar, program, changed)
    assert _seen(calendar) == _expected(changed)
    assert _busy(calendar) == _busy_expected(changed)
    assert len(_busy(calendar)) == len(_busy_expected(PLAN)) - 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_another_parser_reads_every_calendar(language: str) -> None:
    """ics.py finds the same events at the same instants in each person's and pair's file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ics import Calendar

    program = a_rich_program(language)
    expected = _expected(PLAN)
    seen: set[str] = set()
    for path, content in calendars(program, PLAN).items():
        with warnings.catch_warnings():
            # Its grammar library warns about itself.
            warnings.simplefilter("ignore")
            events = Calendar(content.decode()).events
        assert events, path
        for event in events:
            start, end, status = expected[event.uid]
            assert (event.begin.datetime, event.end.datetime, event.status) == (start, end, status)
            seen.add(event.uid)
    assert seen == set(expected)
