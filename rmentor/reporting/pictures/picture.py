"""A picture in all its forms: SVG, words, and characters for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rmentor.reporting.pictures.shapes import Drawing
from rmentor.reporting.pictures.shapes import picture as as_svg
from rmentor.reporting.pictures.widths import filled


@dataclass(frozen=True)
class Picture:
    """A picture of one view: whatever shows it shows the same figures.

    Attributes:
        name: Slug; pictures in one page have different ones.
        view: Frozen view with all its figures.
        title: What it says, as a sentence: a reader who stops here has understood it.
        description: All its figures in words, for readers who do not see it.
        draw: Makes the drawing.
        write: Makes lines of characters, at most as many columns wide as asked for.
    """

    name: str
    view: object
    title: str
    description: str
    draw: Callable[[], Drawing]
    write: Callable[[int], Iterable[str]]

    def svg(self) -> str:
        """SVG file, the same bytes for the same view."""
        return as_svg(self.name, self.title, self.description, self.draw())

    def lines(self, width: int) -> tuple[str, ...]:
        """Title and picture as lines of characters that need no colour."""
        return (*filled(self.title, width), "", *(line.rstrip() for line in self.write(width)))
