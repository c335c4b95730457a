"""A text and what is to be cut, put in and replaced in it, all in places of the text as it was."""

from __future__ import annotations

from collections.abc import Iterable

from rmentor.folder.extents import line_start, next_line


class Overlap(Exception):
    """Two splices touch the same text: the edit cannot be made this way."""


class Patch:
    """Splices of one text; where two begin at one place, the earlier one comes first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = _newline(text)
        self.splices: list[tuple[int, int, str]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put ``text`` in the place of what stands from ``start`` to ``end``."""
        self.splices.append((start, end, text))

    def cut(self, start: int, end: int) -> None:
        """Take out what stands from ``start`` to ``end``."""
        self.splices.append((start, end, ""))

    def insert_lines(self, place: int, lines: Iterable[str]) -> None:
        """Put whole lines in before ``place``, which begins a line or is the end of the text."""
        text = self.newline.join(lines)
        unended = place == len(self.text) and self.text and not self.text.endswith("\n")
        text = self.newline + text if unended else text + self.newline
        self.splices.append((place, place, text))

    def cut_lines(self, start: int, end: int) -> None:
        """Take whole lines out, with the blank lines behind them where blank ones stand before."""
        self.splices.append((start, end, ""))
        above = line_start(self.text, start - 1) if start else 0
        if self.text[above:start].strip():
            return
        blank = end
        while blank < len(self.text):
            following = next_line(self.text, blank)
            if self.text[blank:following].strip():
                break
            blank = following
        # A splice of its own, so that new lines may still be put in between.
        if blank > end:
            self.splices.append((end, blank, ""))

    def applied(self, start: int = 0, end: int | None = None) -> str:
        """Text from ``start`` to ``end`` with the splices made.

        Raises:
            Overlap: Two of them overlap, or one reaches out of these bounds.
        """
        end = len(self.text) if end is None else end
        pieces: list[str] = []
        position = start
        for first, last, text in sorted(self.splices, key=lambda splice: splice[:2]):
            if first < position or last > end:
                raise Overlap
            pieces += (self.text[position:first], text)
            position = last
        pieces.append(self.text[position:end])
        return "".join(pieces)


def _newline(text: str) -> str:
    """Newline of the first line."""
    found = text.find("\n")
    return "\r\n" if found > 0 and text[found - 1] == "\r" else "\n"
