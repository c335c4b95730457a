"""Pictures: figures printed, whole numbers, no colour alone, the same bytes for the same input."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.language.catalogue import speak
from rmentor.model.sessions import Plan
from rmentor.reporting.drawing import WIDTH, shortened
from rmentor.reporting.escape import one_line
from rmentor.reporting.pictures import MOST_TOPICS, sessions_picture, topics_picture
from rmentor.reporting.views.program import TopicLineView
from tests.reporting import hostile
from tests.reporting.programs import PLAN, TODAY, a_rich_program

SVG = "{http://www.w3.org/2000/svg}"


def _drawn(picture: str) -> ET.Element:
    """Parse a picture and check what all pictures promise."""
    root = ET.fromstring(picture)  # noqa: S314 - our own
    assert {each.tag for each in root.iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "style", "rect", "line", "text")
    }
    ids = {each.get("id") for each in root if each.get("id")}
    assert ids == set(str(root.get("aria-labelledby")).split())
    assert "prefers-color-scheme: dark" in picture
    height = int(str(root.get("height")))
    for shape in root.iter():
        for name in ("x", "y", "x1", "y1", "x2", "y2", "width", "height"):
            said = shape.get(name)
            if said is not None:
                assert 0 <= int(said) <= max(WIDTH, height)
        if shape.tag == SVG + "rect":
            assert int(str(shape.get("x"))) + int(str(shape.get("width"))) <= WIDTH
            assert int(str(shape.get("y"))) + int(str(shape.get("height"))) <= height
        assert not {name for name in shape.attrib if "href" in name or name.startswith("on")}
    assert not re.search(r"@import|url\(", str(root.findtext(SVG + "style")))
    return root


def _texts(root: ET.Element) -> list[str]:
    return [str(each.text) for each in root.iter(SVG + "text")]


_TOPIC = st.builds(
    lambda title, wanted, offered, served: TopicLineView(
        title, wanted, offered, min(served, wanted), wanted - min(served, wanted)
    ),
    hostile.ANYTHING,
    st.integers(1, 900),
    st.integers(0, 900),
    st.integers(0, 900),
)


@given(st.lists(_TOPIC, max_size=60), st.sampled_from(["fr", "en"]))
@settings(max_examples=40)
def test_topics_are_drawn_with_their_figures(topics: list[TopicLineView], language: str) -> None:
    """Every topic drawn has its three figures beside it, and every topic is told in words."""
    root = _drawn(topics_picture(topics, speak(language)))
    said = _texts(root)
    for topic in topics[:MOST_TOPICS]:
        assert (shortened(topic.title, 32) or "None") in said
        for figure in (topic.wanted, topic.served, topic.offered):
            assert str(figure) in said
    description = str(root.find(SVG + "desc").text)  # type: ignore[union-attr]
    for topic in topics:
        assert one_line(topic.title) in description or not topic.title.strip()
    if len(topics) > MOST_TOPICS:
        assert any(str(len(topics) - MOST_TOPICS) in each for each in said)


@pytest.mark.parametrize(("weeks", "months"), [(1, False), (24, False), (55, False), (130, True)])
def test_sessions_are_counted_by_week_or_by_month(weeks: int, months: bool) -> None:
    """Long programs are drawn by month, so that columns stay wide enough to read."""
    program = a_rich_program("en")
    sessions = tuple(
        replace(
            PLAN.sessions[3], session=week + 1, start=PLAN.sessions[0].start + timedelta(weeks=week)
        )
        for week in range(weeks)
    )
    end = program.start + timedelta(weeks=weeks) if program.start else None
    program = replace(program, plan=Plan(sessions), end=end, journal={})
    root = _drawn(sessions_picture(program, None, speak("en")))
    said = _texts(root)
    assert ("Sessions a month" if months else "Sessions a week") in said
    columns = [each for each in root.iter(SVG + "rect") if each.get("class") == "part"]
    assert all(int(str(each.get("width"))) >= 6 for each in columns)
    counts = sum(int(each) for each in said if each.isdigit())
    assert counts == weeks


def test_the_day_is_marked_only_where_somebody_says_it() -> None:
    """Without --today no line is drawn, and the bytes are the same on any day."""
    program = a_rich_program("en")
    assert "today" in sessions_picture(program, TODAY, speak("en"))
    assert "today" not in sessions_picture(program, None, speak("en"))
    assert "today" not in sessions_picture(program, date(2026, 1, 1), speak("en"))


def test_kinds_of_bars_differ_without_colour() -> None:
    """Held, planned and called off have different lightness or edges in both schemes."""
    picture = sessions_picture(a_rich_program("fr"), None, speak("fr"))
    for scheme in picture.split("@media"):
        fills = re.findall(r"\.(full|part) \{ fill: #(\w{6})", scheme)
        light = {name: sum(bytes.fromhex(colour)) / 765 for name, colour in fills}
        assert abs(light["full"] - light["part"]) > 0.25
    assert "stroke-dasharray" in picture


def test_text_can_be_read_in_light_and_dark() -> None:
    """Contrast of text to ground is at least 7 to 1 (WCAG 2.2, level AAA)."""
    picture = sessions_picture(a_rich_program("fr"), TODAY, speak("fr"))
    light, dark = picture.split("@media")
    for scheme in (light, dark):
        (ground,) = re.findall(r"\.ground \{ fill: #(\w{6})", scheme)
        inks = re.findall(r"(?:text|\.quiet|\.note) \{[^}]*fill: #(\w{6})", scheme)
        assert len(inks) == 3
        for ink in inks:
            assert _contrast(ink, ground) >= 7


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    first, second = sorted((_luminance(one), _luminance(other)))
    return (second + 0.05) / (first + 0.05)


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in bytes.fromhex(colour)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
