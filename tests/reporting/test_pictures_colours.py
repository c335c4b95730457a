"""Colours: enough contrast in both schemes, and told apart in grey and by the colour-blind."""

from __future__ import annotations

import re
from itertools import combinations
from math import sqrt
from xml.etree import ElementTree as ET

import pytest

from rmentor.reporting.pictures.shapes import COLOURS, STEPS
from rmentor.reporting.pictures.table import pictures
from tests.reporting.boxes import SVG
from tests.reporting.crowds import a_scene

LIGHT, DARK = 0, 1
Colour = tuple[float, float, float]
# Dichromats in linear RGB, for sRGB: Vienot, Brettel and Mollon, Color Research and Application 24 (1999).
SIGHTS: dict[str, tuple[Colour, Colour, Colour]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
# Areas and marks that stand side by side in one picture and mean different things.
MUST_DIFFER = (
    ("deep", "pale"), ("deep", "ground"), ("deep", "shade"), ("accent", "ground"), ("accent", "pale"),
    ("accent", "shade"), ("ink", "pale"), ("ink", "ground"),
    *((f"heat-{step}", f"heat-{step + 1}") for step in range(1, STEPS)),
)  # fmt: skip
# What may look alike without colour, and by what it differs instead.
TOLD_BY_SHAPE = {
    ("deep", "accent"): "missed is hatched, a ring and a diamond have their own shape",
    ("ink", "deep"): "a target is a line across its bar",
}


def _linear(name: str, scheme: int) -> Colour:
    code = COLOURS[name][scheme]
    shares = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return red, green, blue


def _seen(colour: Colour, sight: str) -> Colour:
    red, green, blue = (
        min(1.0, max(0.0, sum(part * share for part, share in zip(row, colour, strict=True))))
        for row in SIGHTS[sight]
    )
    return red, green, blue


def _luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def _contrast(one: Colour, other: Colour) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _lab(colour: Colour) -> Colour:
    """CIE L*a*b* for D65."""
    red, green, blue = colour
    sums = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (s ** (1 / 3) if s > 216 / 24389 else (841 / 108) * s + 4 / 29 for s in sums)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _distance(one: Colour, other: Colour) -> float:
    """Difference of two colours, CIE 1976."""
    return sqrt(sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)))


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("text", ["ink", "quiet", "accent"])
def test_text_stands_out_from_the_ground(text: str, scheme: int) -> None:
    """Every text has the contrast that WCAG asks for at its best level, 7 to 1."""
    assert _contrast(_linear(text, scheme), _linear("ground", scheme)) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_figures_in_cells_can_be_read(step: int, scheme: int) -> None:
    """On each step of the heat map its figure has a contrast of 4.5 to 1."""
    text = "ground" if step > 3 else "ink"
    assert _contrast(_linear(text, scheme), _linear(f"heat-{step}", scheme)) >= 4.5


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_what_means_something_else_looks_different_to_everybody(scheme: int, sight: str) -> None:
    """Neighbours keep a difference that is plain to see, whatever the eyes, and on grey paper."""
    for one, other in MUST_DIFFER:
        seen = [_seen(_linear(name, scheme), sight) for name in (one, other)]
        assert _distance(*seen) >= 10, (one, other)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_a_higher_score_is_always_farther_from_the_ground(scheme: int) -> None:
    """The steps of the heat map follow one another in lightness, so that grey keeps their order."""
    ground = _luminance(_linear("ground", scheme))
    away = [
        abs(_luminance(_linear(f"heat-{step}", scheme)) - ground) for step in range(1, STEPS + 1)
    ]
    assert away == sorted(away)


def _areas(kind: str) -> tuple[str | None, str | None, str | None]:
    """Fill, edge and dashes of a kind of area, as a picture has them on a light ground."""
    for picture in pictures(a_scene(10, "en")).values():
        svg = picture.svg()
        light = svg.split("@media")[0]
        if rule := re.search(rf"^\.rmentor \.{kind}\{{(.*)\}}$", light, re.MULTILINE):
            told = dict(part.split(":") for part in rule[1].split(";"))
            root = ET.fromstring(svg)  # noqa: S314 - our own
            hatched = {
                each.get("fill") for each in root.iter(SVG + "rect") if each.get("class") == kind
            }
            return (
                told.get("fill") or max(filter(None, hatched)),
                told.get("stroke"),
                told.get("stroke-dasharray"),
            )
    raise AssertionError(kind)


def test_states_of_sessions_differ_by_more_than_colour() -> None:
    """Held is full, planned light with an edge, not recorded hatched, called off dashed and empty."""
    kinds = {kind: _areas(kind) for kind in ("full", "part", "missed", "none")}
    assert kinds["full"][1] is None
    assert kinds["part"][1] is not None
    assert kinds["part"][2] is None
    assert str(kinds["missed"][0]).startswith("url(#")
    assert kinds["none"][0] == "none"
    assert kinds["none"][2] is not None
    assert len(set(kinds.values())) == 4


def test_pairs_of_colours_that_grey_makes_alike_have_another_sign() -> None:
    """Nothing is told by hue alone: whatever is close in grey is in neither list by accident."""
    listed = {frozenset(pair) for pair in (*MUST_DIFFER, *TOLD_BY_SHAPE)}
    areas = ("deep", "pale", "accent", "ground", "shade", "ink")
    for one, other in combinations(areas, 2):
        seen = [_seen(_linear(name, LIGHT), "grey") for name in (one, other)]
        if _distance(*seen) < 10:
            assert frozenset((one, other)) in listed or "shade" in (one, other), (one, other)
