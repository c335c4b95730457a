"""Lines and columns of a text as editors count them, looked up from an index."""

from __future__ import annotations

import re
from bisect import bisect_right

# libyaml also breaks lines at U+0085, U+2028 and U+2029; editors do not.
_NEWLINE = re.compile(r"\r\n|\n|\r")


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at ``index``."""
        index = min(max(index, 0), len(self._text))
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def text_of(self, line: int) -> str:
        """Text of a line, from 1, without its newline; empty past the end."""
        if not 1 <= line <= len(self._starts):
            return ""
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[self._starts[line - 1] : end].rstrip("\r\n")

    def __len__(self) -> int:
        """How many lines there are; an empty one after the last newline counts."""
        return len(self._starts)
