"""What changed, on the terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rmentor.cli.figures import amount_in_words
from rmentor.cli.past.words import (
    Words,
    figure_in_words,
    many_sessions,
    part_in_words,
)
from rmentor.cli.speech import language, say
from rmentor.history.differences import Comparison, Difference
from rmentor.language.dates import long_date
from rmentor.model.program import Program

# Lines of one kind; a comment has room for more than a screen.
_MOST_ON_SCREEN, _MOST_IN_COMMENT = 6, 40
_COME = frozenset(("joined", "applied", "active", "made", "resumed", "dated", "held", "added"))
_GONE = frozenset(("left", "removed", "ended", "dropped", "cancelled", "reopened"))
_COLOURS = {"+": "green", "−": "red", "~": "yellow"}


@dataclass(frozen=True, slots=True)
class Line:
    """A change in words: its sign, whom or what it is about, and what became of it."""

    sign: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """Changes of one part; ``more``: how many there are that no line tells."""

    heading: str
    lines: tuple[Line, ...]
    more: int = 0


def show_differences(
    found: Comparison, old: Program, new: Program, before: str, after: str
) -> None:
    """Show what changed between two states that are called ``before`` and ``after``."""
    from rich.table import Table
    from rich.text import Text

    from rmentor.cli.terminal import clean, show, show_styled

    show_styled(f"{before} → {after}", "bold")
    if not found.differences:
        show(say("Nothing has changed in the programme."))
        return
    figures = Table.grid(padding=(0, 2))
    for name, was, now in _figures(found):
        figures.add_row(name, Text(f"{was} → {now}", style="bold"))
    if figures.row_count:
        show("", figures)
    for section in _sections(found, old, new, _MOST_ON_SCREEN):
        show("")
        show_styled(section.heading, "bold")
        grid = Table.grid(padding=(0, 1))
        for line in section.lines:
            title = clean(line.title)
            words = Text(_sentence(title, clean(line.words)))
            words.stylize("bold", 0, len(title))
            grid.add_row(Text(line.sign, style=_COLOURS.get(line.sign, "")), words)
        show(grid)
        if section.more:
            show(say("… and %(n)d more; --json has them all.", n=section.more))


def markdown_of(found: Comparison, old: Program, new: Program, before: str, after: str) -> str:
    """Write what changed as Markdown, in which nothing that people typed has a meaning."""
    from rmentor.reporting.escape import markdown

    lines = [f"### {markdown(new.name)}", "", f"{markdown(before)} → {markdown(after)}", ""]
    if not found.differences:
        return "\n".join([*lines, say("Nothing has changed in the programme."), ""])
    figures = list(_figures(found))
    if figures:
        lines += [f"| | {say('Before')} | {say('After')} |", "|---|--:|--:|"]
        lines += [f"| {name} | {was} | {now} |" for name, was, now in figures]
        lines.append("")
    for section in _sections(found, old, new, _MOST_IN_COMMENT):
        lines += [f"**{section.heading}**", ""]
        for line in section.lines:
            title = f"**{markdown(line.title)}**" if line.title else ""
            # A plus would begin a list in the list.
            sign = "\\+" if line.sign == "+" else line.sign
            lines.append(f"- {sign} {_sentence(title, markdown(line.words))}")
        if section.more:
            lines.append("- " + say("… and %(n)d more", n=section.more))
        lines.append("")
    return "\n".join(lines)


def _sentence(title: str, words: str) -> str:
    return say("%(whom)s: %(what)s", whom=title, what=words) if title else words


def _figures(found: Comparison) -> Iterator[tuple[str, str, str]]:
    """Figures that changed: name, before and after."""
    for name, was in found.before.items():
        now = found.after[name]
        if was != now:
            yield figure_in_words(name), amount_in_words(was), amount_in_words(now)


def _sections(found: Comparison, old: Program, new: Program, most: int) -> Iterator[Section]:
    words = Words(old, new)
    for part, group in groupby(found.differences, key=lambda each: each.part):
        kinds: dict[str, list[Difference]] = {}
        for each in group:
            kinds.setdefault(each.kind, []).append(each)
        lines: list[Line] = []
        more = 0
        for kind, differences in kinds.items():
            if part == "sessions" and len(differences) > most:
                lines.append(_together(kind, differences))
                continue
            lines += [_line(words, each) for each in differences[:most]]
            more += max(len(differences) - most, 0)
        yield Section(part_in_words(part), tuple(lines), more)


def _line(words: Words, each: Difference) -> Line:
    title = each.title or ("" if each.part in ("framework", "settings") else each.id)
    if each.part == "settings":
        title = ""
    if each.part == "kpis":
        title = words.kpi(each)
    if each.part in ("sessions", "events"):
        title = f"{title}, {each.id.rpartition('/')[2]}"
    return Line(_sign(each.kind), title, words.of(each))


def _together(kind: str, differences: Sequence[Difference]) -> Line:
    """Many sessions in one line, with the first and the last day of their new dates."""
    days = sorted(
        str(field.after)[:10]
        for each in differences
        for field in each.fields
        if field.name in ("start", "date") and field.after is not None
    )
    details = ""
    if days:
        from datetime import date

        code = language().code
        first, last = (long_date(date.fromisoformat(day), code) for day in (days[0], days[-1]))
        details = first if first == last else say("%(first)s to %(last)s", first=first, last=last)
    told = many_sessions(kind, len(differences))
    return Line(_sign(kind), "", f"{told}, {details}" if details else told)


def _sign(kind: str) -> str:
    if kind in _COME:
        return "+"
    return "−" if kind in _GONE else "~"
