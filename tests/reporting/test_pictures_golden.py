"""Pictures as somebody last looked at them: SVG and characters, in both languages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

import pytest

from rmentor.language.catalogue import speak
from rmentor.pairing.questions.moves import Move, Moves, Partner
from rmentor.reporting.pictures.moves import moves_picture, moves_view
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.score import score_picture
from rmentor.reporting.pictures.table import pictures
from rmentor.reporting.pictures.trends import TrendView, trends_picture
from tests.reporting.golden import FOLDER, assert_golden
from tests.reporting.programs import TODAY, a_rich_program, its_pairing

MOVES = Moves(
    (
        Move("bruno-t", (), (Partner("gwen-r--bruno-t", "gwen-r", 4120),)),
        Move(
            "carmen-o",
            (Partner("amine-b--carmen-o", "amine-b", 6850),),
            (Partner("pauline-r--carmen-o", "pauline-r", 7015),),
        ),
        Move(
            "catherine-a",
            (Partner("pauline-r--catherine-a", "pauline-r", 8315),),
            (Partner("amine-b--catherine-a", "amine-b", 5200),),
        ),
        Move("eva-m", (Partner("amine-b--eva-m", "amine-b", 7203),), ()),
    ),
    0,
    (("bruno-t", "mentee"),),
    (("eva-m", "mentee"),),
)
DAYS = tuple(date(2027, month, 4) for month in range(1, 7))
TRENDS = (
    TrendView(
        "Séances tenues", tuple(zip(DAYS, (0.0, 3.0, 5.0, 9.0, 14.0, 15.0), strict=True)), "0", "15"
    ),
    TrendView(
        "LinkedIn", tuple(zip(DAYS, (20, 20, 18, 35, 35, 52), strict=True)), "20 %", "52 %", "70 %"
    ),
    TrendView("Mentors", ((DAYS[2], 4.0),), "4", "4"),
)


def _made(language: str) -> Mapping[str, Picture]:
    """All pictures of the rich program."""
    program = a_rich_program(language)
    scenes = {
        public: Scene(program, its_pairing(program), TODAY, speak(language), public)
        for public in (False, True)
    }
    found = dict(pictures(scenes[False]))
    found |= {f"public-{name}": picture for name, picture in pictures(scenes[True]).items()}
    for name, picture in (
        ("score", score_picture(scenes[False], scenes[False].pairing.pairs[0])),
        ("moves", moves_picture(moves_view(scenes[False].people, MOVES), speak(language))),
        ("history", trends_picture(TRENDS, speak(language))),
    ):
        assert picture is not None
        found[name] = picture
    return found


def _path(language: str, name: str, kind: str) -> str:
    return f"pictures/{language}/{name}.{kind}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_golden_pictures(language: str) -> None:
    """What a reader sees in a report."""
    for name, picture in _made(language).items():
        assert_golden(_path(language, name, "svg"), picture.svg().encode())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_golden_characters(language: str) -> None:
    """What a reader sees on a terminal of 80 columns."""
    for name, picture in _made(language).items():
        text = "\n".join(picture.lines(80)) + "\n"
        assert_golden(_path(language, name, "txt"), text.encode())


def test_every_golden_picture_is_used() -> None:
    """A file that no test compares would mislead its reader."""
    names = {
        _path(language, name, kind)
        for language in ("fr", "en")
        for name in _made(language)
        for kind in ("svg", "txt")
    }
    if os.environ.get("RMENTOR_GOLDEN"):
        for stale in set((FOLDER / "pictures").rglob("*.*")) - {FOLDER / n for n in names}:
            stale.unlink()
        return
    there = {path.relative_to(FOLDER).as_posix() for path in (FOLDER / "pictures").rglob("*.*")}
    assert there == names
