"""What the screens of ``status`` are made of: names, days, aligned lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.language.dates import long_date

if TYPE_CHECKING:
    from rich.table import Table

    from rmentor.model.program import Program

# Colours help; words say it.
STYLES = {"at-risk": "bold red", "watch": "yellow", "good": "green", "new": "cyan"}
MOST_NAMES = 3


class PairNames(dict[str, str]):
    """Names of pairs by id, each worked out when it is asked for."""

    def __init__(self, program: Program) -> None:
        """Take the program that the pairs are of."""
        super().__init__()
        self._program, self._pairs = program, {pair.id: pair for pair in program.pairs}

    def __missing__(self, pair_id: str) -> str:
        """Name a pair by its people, a group by its topic and who leads it."""
        from rmentor.cli.acting.consequences import pair_in_words

        self[pair_id] = pair_in_words(self._program, self._pairs[pair_id])
        return self[pair_id]


def grid(rows: Sequence[Sequence[object]], right: Sequence[int] = ()) -> Table:
    """Lines with aligned columns, without headings."""
    from rich.table import Table
    from rich.text import Text

    from rmentor.cli.terminal import clean

    made = Table.grid(padding=(0, 2, 0, 0))
    for place in range(max(map(len, rows), default=0)):
        made.add_column(overflow="fold", justify="right" if place in right else "left")
    for row in rows:
        made.add_row(*(each if isinstance(each, Text) else Text(clean(each)) for each in row))
    return made


def show_heading(text: str, style: str = "bold") -> None:
    """Show the heading of a part, a blank line above it."""
    from rmentor.cli.terminal import show, show_styled

    show("")
    show_styled(text, style)


def since_in_words(words: str, facts: Mapping[str, object]) -> str:
    """Say since when something that was seen goes wrong."""
    since = facts.get("since")
    if not isinstance(since, date):
        return words
    day = long_date(since, language().code, with_year=False)
    return say("%(what)s, since %(day)s", what=words, day=day)
