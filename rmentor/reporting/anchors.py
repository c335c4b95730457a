"""Anchors of headings as forges give them, and tables of contents that lead to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rmentor.reporting.escape import anchor, markdown

# A list of fewer headings than these is no help.
FEWEST = 3
_LEVEL = "h2"


@cache
def reader() -> MarkdownIt:
    """Markdown as forges read it: CommonMark with tables and struck out text; HTML is text."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@cache
def _blocks() -> MarkdownIt:
    """The same without what stands inside of paragraphs, which takes most of the time."""
    blocks = MarkdownIt("commonmark", {"html": False}).enable(["table"])
    blocks.core.ruler.enableOnly(["normalize", "block"])
    return blocks


class Anchors:
    """Anchors of one document's headings, each in its turn.

    GitHub and GitLab number those that come again; they differ in runs of hyphens only, which no
    heading of ours has (``jch/html-pipeline``: ``toc_filter.rb``; GitLab: ``utils/markdown.rb``).
    """

    def __init__(self) -> None:
        """Begin with the first heading."""
        self._taken: Counter[str] = Counter()

    def next(self, heading: str) -> str:
        """Anchor of the next heading, of whatever level, from the text that readers see."""
        found = str(anchor(heading))
        again = self._taken[found]
        self._taken[found] += 1
        return f"{found}-{again}" if again else found


def words(tokens: Iterable[Token]) -> str:
    """Text that readers see of what stands inside a paragraph or heading."""
    found = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            found.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            found.append("\n")
    return "".join(found)


def with_contents(text: str, mark: str) -> str:
    """Put a list of links to a document's main headings in the place of ``mark``."""
    bare = text.replace(mark, "")
    anchors = Anchors()
    lines: list[str] = []
    for level, heading in _headings(_blocks().parse(bare)):
        here = anchors.next(heading)
        if level == _LEVEL and here:
            lines.append(f"- [{markdown(heading)}](#{here})")
    return text.replace(mark, "\n".join(lines) if len(lines) >= FEWEST else "")


def _headings(tokens: Sequence[Token]) -> Iterable[tuple[str, str]]:
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            inside = reader().parseInline(tokens[at + 1].content)[0].children or []
            yield token.tag, words(inside)
