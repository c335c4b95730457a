"""Where the texts of a picture stand, by widths that a browser measured."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"

# DejaVu Sans, from the space to the tilde, in thousandths of its size, as Chromium measures it.
_REGULAR = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)  # fmt: skip
_BOLD = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
)  # fmt: skip
_SIZES = {"title": 17, "small": 11}
_MOVED = re.compile(r"translate\((-?\d+) (-?\d+)\)( rotate\(-90\))?")


@dataclass(frozen=True)
class Box:
    """Room that a text takes, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: int

    def touches(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def width_of(text: str, size: int, *, bold: bool) -> float:
    """Pixels that a text takes on one line."""
    table = _BOLD if bold else _REGULAR
    thousandths = 0
    for sign in text:
        plain = unicodedata.normalize("NFD", sign)[0]
        if unicodedata.combining(sign):
            continue
        if " " <= plain <= "~":
            thousandths += table[ord(plain) - 32]
        elif unicodedata.east_asian_width(sign) in "WF":
            thousandths += 1000
        else:
            thousandths += {"·": 318, "’": 318, "…": 1000, "—": 1000, "\u202f": 318}.get(sign, 640)
    return thousandths * size / 1000


def boxes(root: ET.Element) -> list[Box]:
    """Boxes of all texts of a picture."""
    found: list[Box] = []
    _walk(root, (0, 0), found)
    return found


def _walk(element: ET.Element, at: tuple[int, int], found: list[Box]) -> None:
    for child in element:
        moved = _MOVED.match(child.get("transform") or "")
        x, y = (at[0] + int(moved[1]), at[1] + int(moved[2])) if moved else at
        if child.tag == SVG + "g":
            _walk(child, (x, y), found)
        elif child.tag == SVG + "text" and child.text:
            found.append(_box(child, (x, y), upright=bool(moved and moved[3])))


def _box(element: ET.Element, at: tuple[int, int], *, upright: bool) -> Box:
    kinds = set((element.get("class") or "").split())
    size = next((_SIZES[kind] for kind in sorted(kinds & _SIZES.keys())), 13)
    text = str(element.text)
    wide = width_of(text, size, bold=bool(kinds & {"title", "strong"}))
    if upright:
        return Box(text, at[0] - 0.75 * size, at[1] - wide, at[0] + 0.2 * size, at[1], size)
    x, y = at[0] + int(element.get("x", 0)), at[1] + int(element.get("y", 0))
    left = x - {"end": wide, "middle": wide / 2}.get(element.get("text-anchor", ""), 0)
    return Box(text, left, y - 0.75 * size, left + wide, y + 0.2 * size, size)
