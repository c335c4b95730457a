"""Shapes of SVG pictures: whole numbers, light, dark and print, readable without colour.

A picture stands beside a report as a file, so it brings its own background and colours for both
schemes, and says its title and content to those who do not see it. Its rules hold inside it only, and
its ids begin with its name, so that several pictures may stand in one page as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rmentor.reporting.escape import xml
from rmentor.reporting.pictures.widths import text_width, wrapped

WIDTH = 760
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
RIGHT = WIDTH - MARGIN

# Each colour on a light and on a dark ground. Text has a contrast above 4.5:1 to whatever it stands on;
# what must be told apart differs in lightness as well, or in its edge (tests/reporting/test_colours.py).
COLOURS: Mapping[str, tuple[str, str]] = {
    "ink": ("#1f2328", "#e8edf2"),
    "quiet": ("#4d5661", "#b0b9c3"),
    "ground": ("#ffffff", "#10161d"),
    "edge": ("#c4cbd3", "#3a444f"),
    "rule": ("#d8dee4", "#2a323b"),
    "deep": ("#14508c", "#79b8ff"),
    "pale": ("#b3d1f0", "#1f3d5c"),
    "shade": ("#eceff2", "#1c242d"),
    "accent": ("#9a3412", "#ffb38a"),
    "heat-1": ("#e6f0fa", "#172a3d"),
    "heat-2": ("#b9d5f1", "#1d4267"),
    "heat-3": ("#7fb2e2", "#28659f"),
    "heat-4": ("#2f74b8", "#79b8ff"),
    "heat-5": ("#0f3f73", "#cfe6ff"),
}
STEPS = 5

# What each kind of shape or text looks like; colours by their names above.
_KINDS: Mapping[str, str] = {
    "title": "font-size:17px;font-weight:600",
    "small": "font-size:11px",
    "strong": "font-weight:600",
    "quiet": "fill:{quiet}",
    "note": "fill:{accent}",
    "over": "fill:{ground}",
    "ground": "fill:{ground}",
    "edge": "fill:none;stroke:{edge}",
    "rule": "stroke:{rule}",
    "full": "fill:{deep}",
    "part": "fill:{pale};stroke:{deep}",
    "none": "fill:none;stroke:{quiet};stroke-dasharray:3 2",
    "shade": "fill:{shade}",
    "missed": "stroke:{accent}",
    "hatch": "stroke:{accent};stroke-width:2",
    "mark": "stroke:{accent};stroke-width:2",
    "goal": "stroke:{ink};stroke-width:3",
    "ring": "fill:none;stroke:{accent};stroke-width:3",
    "before": "fill:{ground};stroke:{deep};stroke-width:2",
    "path": "fill:none;stroke:{deep};stroke-width:2",
    "other": "fill:{accent};stroke:{ground}",
    **{f"heat-{step}": f"fill:{{heat-{step}}}" for step in range(1, STEPS + 1)},
}
_FONT = '13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif'
_COLOUR = re.compile(r"\{([a-z0-9-]+)\}")
_CLASS = re.compile(r'class="([^"]*)"')
_HATCH = "#hatch"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn below the title.

    Attributes:
        height: In pixels.
        shapes: In drawing order; y is 0 just below the title.
    """

    height: int
    shapes: Sequence[str]


def picture(name: str, title: str, description: str, drawing: Drawing) -> str:
    """Put shapes together to an SVG file.

    Args:
        name: Slug of the picture, for the ids in it.
        title: What it says; drawn at the top as well, in as many lines as it needs.
        description: All its figures in words, for readers who do not see it.
        drawing: What stands below the title.
    """
    heading = wrapped(title, INNER, "title")
    top = 20 + 22 * len(heading)
    height = top + drawing.height
    body = [
        rect(0, 0, WIDTH, height, "ground"),
        rect(0, 0, WIDTH, height, "edge"),
        *(text(MARGIN, 34 + 22 * line, said, "title") for line, said in enumerate(heading)),
        f'<g transform="translate(0 {top})">',
        *drawing.shapes,
        "</g>",
    ]
    inside = "\n".join(body)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" class="rmentor" role="img" '
        f'aria-labelledby="{name}-title {name}-description">'
    )
    return "\n".join(
        (
            head,
            f'<title id="{name}-title">{xml(title)}</title>',
            f'<desc id="{name}-description">{xml(description)}</desc>',
            _style(inside),
            *([_hatching(name)] if _HATCH in inside else []),
            inside.replace(_HATCH, f"#{name}-hatch"),
            "</svg>",
            "",
        )
    )


def _style(inside: str) -> str:
    """Rules for the kinds that a picture uses, on a light ground, then on a dark one."""
    used = {kind for classes in _CLASS.findall(inside) for kind in classes.split()}
    if _HATCH in inside:
        used.add("hatch")
    kinds = [(f".{kind}", rules) for kind, rules in _KINDS.items() if kind in used]
    light = [("text", f"font:{_FONT};fill:{{ink}}"), *kinds]
    dark = [
        (kind, ";".join(rule for rule in rules.split(";") if _COLOUR.search(rule)))
        for kind, rules in light
    ]
    return "\n".join(
        (
            "<style>",
            *_rules(light, 0),
            # Paper is light, whatever the screen is.
            "@media screen and (prefers-color-scheme:dark){",
            *_rules([(kind, rules) for kind, rules in dark if rules], 1),
            "}",
            "</style>",
        )
    )


def _rules(kinds: Iterable[tuple[str, str]], scheme: int) -> list[str]:
    def colour(found: re.Match[str]) -> str:
        return COLOURS[found[1]][scheme]

    return [f".rmentor {kind}{{{_COLOUR.sub(colour, rules)}}}" for kind, rules in kinds]


def _hatching(name: str) -> str:
    """Slanted lines, for what is told apart from plain areas without any colour."""
    return (
        f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><line class="hatch" x1="1" y1="0" x2="1" y2="6"/>'
        "</pattern></defs>"
    )


def rect(x: int, y: int, width: int, height: int, kind: str) -> str:
    """Rectangle of a kind that the style knows."""
    hatched = f' fill="url({_HATCH})"' if kind == "missed" else ""
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"{hatched}/>'


def line(x1: int, y1: int, x2: int, y2: int, kind: str) -> str:
    """Straight line of a kind that the style knows."""
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def circle(x: int, y: int, radius: int, kind: str) -> str:
    """Circle of a kind that the style knows."""
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{radius}"/>'


def diamond(x: int, y: int, size: int, kind: str) -> str:
    """Square on its corner, ``size`` pixels from its middle to each."""
    return (
        f'<path class="{kind}" d="M{x} {y - size}L{x + size} {y}L{x} {y + size}L{x - size} {y}Z"/>'
    )


def path(points: Iterable[tuple[int, int]], kind: str) -> str:
    """Line through some points."""
    return f'<path class="{kind}" d="M{"L".join(f"{x} {y}" for x, y in points)}"/>'


def text(x: int, y: int, said: str | int, kind: str = "", anchor: str = "start") -> str:
    """Text at a point on its baseline; ``anchor`` is ``start``, ``middle`` or ``end``."""
    of_kind = f' class="{kind}"' if kind else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{of_kind} x="{x}" y="{y}"{place}>{xml(str(said))}</text>'


def upright(x: int, y: int, said: str, kind: str = "") -> str:
    """Text that runs upwards from a point on its baseline."""
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} transform="translate({x} {y}) rotate(-90)">{xml(said)}</text>'


def key(kinds: Iterable[tuple[str, str]], y: int) -> tuple[list[str], int]:
    """What the kinds of shapes mean, and the baseline of the last line that takes.

    Args:
        kinds: What each means, and its kind, or one of ``before``, ``after``, ``other``, ``goal``.
        y: Baseline of the first line.
    """
    shapes: list[str] = []
    x = MARGIN
    for words, kind in kinds:
        wide = 20 + text_width(words, "small")
        if x > MARGIN and x + wide > RIGHT:
            x, y = MARGIN, y + 18
        shapes += [_sign(x, y, kind), text(x + 20, y, words, "small")]
        x += wide + 22
    return shapes, y


def _sign(x: int, y: int, kind: str) -> str:
    if kind in ("before", "after"):
        return circle(x + 7, y - 4, 5, "full" if kind == "after" else "before")
    if kind == "other":
        return diamond(x + 7, y - 4, 6, "other")
    if kind in ("goal", "mark"):
        return line(x + 7, y - 11, x + 7, y + 2, kind)
    if kind == "path":
        return path(((x, y - 4), (x + 14, y - 4)), kind)
    return rect(x, y - 10, 14, 11, kind)
