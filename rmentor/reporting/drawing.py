"""Shapes of SVG pictures: whole numbers, light and dark, readable without colour.

A picture stands beside a report as a file, so it brings its own background and colours for both
schemes, and says its title and content to those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rmentor.reporting.escape import one_line, xml

WIDTH = 760
MARGIN = 24

# Contrast of text to ground is above 7:1 in both schemes; kinds of bars differ in lightness and edge.
_STYLE = """\
  <style>
    text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
    .title { font-size: 17px; font-weight: 600 }
    .small { font-size: 11px }
    .quiet { fill: #4d5661 }
    .strong { font-weight: 600 }
    .ground { fill: #ffffff }
    .edge { fill: none; stroke: #c4cbd3 }
    .rule { stroke: #d8dee4 }
    .full { fill: #14508c }
    .part { fill: #b3d1f0; stroke: #14508c }
    .none { fill: none; stroke: #4d5661; stroke-dasharray: 3 2 }
    .shade { fill: #eceff2 }
    .mark { stroke: #9a3412; stroke-width: 2 }
    .note { fill: #9a3412 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e8edf2 }
      .quiet { fill: #b0b9c3 }
      .ground { fill: #10161d }
      .edge { stroke: #3a444f }
      .rule { stroke: #2a323b }
      .full { fill: #79b8ff }
      .part { fill: #1f3d5c; stroke: #79b8ff }
      .none { stroke: #b0b9c3 }
      .shade { fill: #1c242d }
      .mark { stroke: #ffb38a }
      .note { fill: #ffb38a }
    }
  </style>"""


def picture(name: str, height: int, title: str, description: str, shapes: Sequence[str]) -> str:
    """Put shapes together to an SVG file.

    Args:
        name: Slug of the picture, for the ids in it.
        height: In pixels; every picture is ``WIDTH`` wide.
        title: What it shows; drawn at the top as well.
        description: All its figures in words, for readers who do not see it.
        shapes: Elements, in drawing order.
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{name}-title {name}-description">'
    )
    return "\n".join(
        (
            head,
            f'  <title id="{name}-title">{xml(title)}</title>',
            f'  <desc id="{name}-description">{xml(description)}</desc>',
            _STYLE,
            "  " + rect(0, 0, WIDTH, height, "ground"),
            "  " + rect(0, 0, WIDTH, height, "edge"),
            "  " + text(MARGIN, 34, title, "title"),
            *("  " + shape for shape in shapes),
            "</svg>",
            "",
        )
    )


def rect(x: int, y: int, width: int, height: int, kind: str) -> str:
    """Rectangle of a kind that the style knows."""
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>'


def line(x1: int, y1: int, x2: int, y2: int, kind: str) -> str:
    """Straight line of a kind that the style knows."""
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def text(x: int, y: int, said: str | int, kind: str = "", anchor: str = "start") -> str:
    """Text at a point on its baseline; ``anchor`` is ``start``, ``middle`` or ``end``."""
    of_kind = f' class="{kind}"' if kind else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{of_kind} x="{x}" y="{y}"{place}>{xml(str(said))}</text>'


def shortened(said: str, most: int) -> str:
    """One line of at most so many characters, with an ellipsis where it was longer."""
    said = one_line(said)
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"
