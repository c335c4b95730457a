"""What every picture promises: legible, told in words, the same bytes, safe, small, without colour."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.language.catalogue import speak
from rmentor.pairing.questions.moves import Move, Moves, Partner
from rmentor.reporting.escape import one_line
from rmentor.reporting.pictures.moves import moves_picture, moves_view
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.score import score_picture
from rmentor.reporting.pictures.shapes import WIDTH
from rmentor.reporting.pictures.table import SUBJECTS, pictures
from rmentor.reporting.pictures.trends import TrendView, trends_picture
from rmentor.reporting.pictures.widths import columns, text_width
from tests.reporting import hostile
from tests.reporting.boxes import SVG, boxes, width_of
from tests.reporting.crowds import NAMES, a_scene

SIZES = (1, 10, 24, 25, 500)
LARGEST = 300_000
TALLEST = 1250
_ELEMENTS = (
    "svg", "title", "desc", "style", "defs", "pattern", "g", "rect", "line", "circle", "path", "text",
)  # fmt: skip


def _moves(scene: Scene) -> Picture | None:
    """Everybody's mentor is the next one's."""
    mentors = [each.pair.mentor for each in scene.pairing.pairs]
    turned = [*mentors[1:], mentors[0]]
    changes = tuple(
        Move(
            each.pair.mentees[0],
            (Partner(each.pair.id, each.pair.mentor, each.score),),
            (Partner("new", mentor, (each.score * 7) % 10_000),),
        )
        for each, mentor in zip(scene.pairing.pairs, turned, strict=True)
    )
    return moves_picture(moves_view(scene.people, Moves(changes, 3, (), ())), scene.language)


def _trends(scene: Scene) -> Picture | None:
    days = [date(2027, 1 + n, 1) for n in range(12)]
    trends = [
        TrendView(
            f"{name} " * 5,
            tuple((day, float(day.month % 5)) for day in days),
            "1",
            "1 544 850",
            "2 %",
        )
        for name in (*NAMES, "One more")
    ]
    return trends_picture(trends, scene.language)


@cache
def _all(pairs: int, language: str) -> dict[str, Picture]:
    """Every kind of picture there is, of a program of so many pairs."""
    scene = a_scene(pairs, language)
    made = dict(pictures(scene))
    for name, picture in (
        ("score", score_picture(scene, scene.pairing.pairs[0])),
        ("moves", _moves(scene)),
        ("history", _trends(scene)),
    ):
        assert picture is not None
        made[name] = picture
    made |= {
        f"public {n}": p for n, p in pictures(a_scene(pairs, language, is_public=True)).items()
    }
    return made


def _every() -> Iterator[tuple[int, str, str]]:
    for pairs in SIZES:
        for language in ("fr", "en"):
            for name in _all(pairs, language):
                yield pairs, language, name


every_picture = pytest.mark.parametrize(("pairs", "language", "name"), list(_every()))


def test_every_subject_is_drawn() -> None:
    """The crowd has something to show of everything, so nothing below is tested of nothing."""
    names = {subject.name for subject in SUBJECTS} | {"score", "moves", "history"}
    for pairs in (10, 500):
        made = _all(pairs, "en")
        assert names <= made.keys()
    assert "public pairing" not in made
    assert {"public kpis", "public sessions", "public satisfaction"} <= made.keys()


@every_picture
def test_a_picture_tells_its_title_and_figures_to_those_who_do_not_see_it(
    pairs: int, language: str, name: str
) -> None:
    """It has a title that is a sentence of its own, and a description; both are named by the root."""
    picture = _all(pairs, language)[name]
    root = ET.fromstring(picture.svg())  # noqa: S314 - our own
    assert root.get("role") == "img"
    ids = [
        each.get("id")
        for each in (root.find(SVG + "title"), root.find(SVG + "desc"))
        if each is not None
    ]
    assert str(root.get("aria-labelledby")).split() == ids
    assert root.findtext(SVG + "title") == one_line(picture.title)
    assert re.search(r"\d", picture.title) or picture.name == "topics"
    assert root.findtext(SVG + "desc") == one_line(picture.description)
    assert len(picture.description) > 20
    assert "None" not in picture.svg()


@every_picture
def test_a_picture_stays_legible(pairs: int, language: str, name: str) -> None:
    """No text is smaller than 10 pixels, leaves the picture, or overlaps another, at any size."""
    root = ET.fromstring(_all(pairs, language)[name].svg())  # noqa: S314 - our own
    width, height = int(str(root.get("width"))), int(str(root.get("height")))
    assert width == WIDTH <= 900
    assert height <= TALLEST
    found = boxes(root)
    for box in found:
        assert box.size >= 10
        assert box.left >= 0, box
        assert box.right <= width, box
        assert box.top >= 0, box
        assert box.bottom <= height, box
    for one, other in combinations(found, 2):
        assert not one.touches(other), (one, other)


@every_picture
def test_a_picture_is_nothing_but_shapes(pairs: int, language: str, name: str) -> None:
    """No script, no image, no link, nothing from elsewhere; whole numbers; bounded in size."""
    svg = _all(pairs, language)[name].svg()
    assert len(svg.encode()) <= LARGEST
    root = ET.fromstring(svg)  # noqa: S314 - our own
    for each in root.iter():
        assert each.tag.removeprefix(SVG) in _ELEMENTS
        for key, value in each.attrib.items():
            assert not key.startswith("on")
            assert "href" not in key
            assert "://" not in value
            if key in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"):
                assert value.lstrip("-").isdigit(), (key, value)
    style = str(root.findtext(SVG + "style"))
    assert not re.search(r"@import|url\(|://", style)
    own = root.get("aria-labelledby", "").split("-title")[0]
    assert all(used.startswith(own) for used in re.findall(r"url\(#([^)]+)\)", svg))
    assert all(str(each.get("id")).startswith(own) for each in root.iter() if each.get("id"))


@every_picture
def test_a_picture_brings_its_own_colours_for_light_dark_and_paper(
    pairs: int, language: str, name: str
) -> None:
    """Its rules hold inside it only; on paper it is light, whatever the screen is."""
    root = ET.fromstring(_all(pairs, language)[name].svg())  # noqa: S314 - our own
    style = str(root.findtext(SVG + "style"))
    assert "@media screen and (prefers-color-scheme:dark)" in style
    rules = re.findall(r"^([^{}\n]+)\{[^{}]+\}$", style, re.MULTILINE)
    assert rules
    assert all(rule.startswith(".rmentor ") for rule in rules)
    used = {kind for each in root.iter() for kind in (each.get("class") or "").split()} - {
        "rmentor"
    }
    told = {rule.split(".")[-1] for rule in rules}
    assert used <= told
    assert root.get("class") == "rmentor"


@every_picture
def test_a_picture_fits_a_terminal(pairs: int, language: str, name: str) -> None:
    """Of characters alone, it takes no more columns than there are, and says the same."""
    picture = _all(pairs, language)[name]
    for width in (80, 120):
        lines = picture.lines(width)
        assert max(columns(line) for line in lines) <= width
        assert len(lines) <= 75
        assert not any(line != line.rstrip() for line in lines)
        assert one_line(" ".join(lines[: lines.index("")])) == one_line(picture.title)


_PRINT_ALL = (
    "from tests.reporting.crowds import a_scene\n"
    "from rmentor.reporting.pictures.table import pictures\n"
    "for public in (False, True):\n"
    "    for picture in pictures(a_scene(30, 'fr', is_public=public)).values():\n"
    "        print(picture.svg(), *picture.lines(80), sep='\\n')\n"
)


def test_the_same_program_gives_the_same_bytes() -> None:
    """In another process, whose sets and maps have another order, every byte is the same."""
    made = [
        subprocess.run(
            [sys.executable, "-c", _PRINT_ALL],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]
    assert made[0].count(b"</svg>") > 8


@given(
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=40),
    st.sampled_from(("", "strong", "title", "small")),
)
@settings(max_examples=60)
def test_a_text_takes_no_more_room_than_is_reckoned(said: str, kind: str) -> None:
    """What fits by our figures fits by those that a browser measured."""
    said = one_line(said)
    size = {"title": 17, "small": 11}.get(kind, 13)
    assert text_width(said, kind) >= width_of(said, size, bold=kind in ("strong", "title")) * 0.97


@given(hostile.ANYTHING)
@settings(max_examples=30)
def test_no_name_breaks_a_picture(name: str) -> None:
    """Whatever people and departments are called, each picture is drawn, well-formed and legible."""
    scene = a_scene(10, "fr")
    program = replace(
        scene.program,
        participants=tuple(
            replace(each, name=name, department=name if place % 2 else "Ventes")
            for place, each in enumerate(scene.program.participants)
        ),
        kpis=tuple(replace(each, title=name, unit=name) for each in scene.program.kpis),
    )
    scene = Scene(program, scene.pairing, scene.today, speak("fr"))
    made = [*pictures(scene).values(), score_picture(scene, scene.pairing.pairs[0]), _moves(scene)]
    for picture in made:
        assert picture is not None
        root = ET.fromstring(picture.svg())  # noqa: S314 - our own
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= set(_ELEMENTS)
        for one, other in combinations(boxes(root), 2):
            assert not one.touches(other), (one, other)
        assert all(columns(line) <= 80 for line in picture.lines(80))
