"""Markdown pages as GitHub and GitLab show them, by rules of their own: what would be wrong there.

The anchors are written here a second time, from what the two forges document, so that a slip in
``rmentor.reporting.escape`` does not hide itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What both forges let through of HTML.
ALLOWED_HTML = {"a", "br", "details", "img", "picture", "source", "sub", "summary", "sup"}
_TAG = re.compile(r"</?\s*([a-zA-Z][\w-]*)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def _kept(sign: str) -> bool:
    r"""Ruby's ``\p{Word}``, and the two signs that stay: letters, marks, digits, connectors."""
    category = unicodedata.category(sign)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc") or sign in "- "


def on_github(title: str) -> str:
    """Anchor that GitHub gives to a heading of this text."""
    return "".join(filter(_kept, title.strip().lower())).replace(" ", "-")


def on_gitlab(title: str) -> str:
    """Anchor that GitLab gives to it."""
    made = re.sub(r"-+", "-", on_github(title))
    return f"anchor-{made}" if made.isdecimal() else made


@cache
def anchors(text: str, forge: Callable[[str], str]) -> set[str]:
    """Anchors of a page; a title that comes again is numbered."""
    seen: Counter[str] = Counter()
    found = set(re.findall(r'<a id="([\w-]+)"></a>', text))
    for title in _titles(text):
        made = forge(title)
        found.add(f"{made}-{seen[made]}" if seen[made] else made)
        seen[made] += 1
    return found


def _titles(text: str) -> Iterator[str]:
    read = _READER.parse(text)
    for at, token in enumerate(read):
        if token.type == "heading_open":
            inside = read[at + 1].children or []
            yield "".join(
                each.content
                for each in inside
                if each.type in ("text", "code_inline", "text_special")
            )


def _tokens(text: str) -> Iterator[Token]:
    for token in _READER.parse(text):
        yield token
        yield from token.children or []


def problems(path: str, pages: Mapping[str, str], is_there: Callable[[str], bool]) -> list[str]:
    """What a reader on a forge would stumble over in the page ``path``.

    Args:
        path: With forward slashes, from the top.
        pages: All Markdown pages by path.
        is_there: Whether a file or folder of that path exists.
    """
    text = pages[path]
    return [
        *_broken_tables(text),
        *_lost_html(text),
        *(said for target in _targets(text) for said in _lost(path, target, pages, is_there)),
    ]


def _targets(text: str) -> Iterator[str]:
    for token in _tokens(text):
        if token.type in ("link_open", "image"):
            yield str(token.attrs["href" if token.type == "link_open" else "src"])


def _lost(
    path: str, target: str, pages: Mapping[str, str], is_there: Callable[[str], bool]
) -> Iterator[str]:
    if _ELSEWHERE.match(target):
        return
    file, _, anchor = unquote(target).partition("#")
    place = normpath(join(dirname(path), file)) if file else path
    if place.startswith(("..", "/")):
        yield f"{target} leads out"
    elif not is_there(place):
        yield f"{target} leads nowhere"
    elif anchor:
        for forge in (on_github, on_gitlab):
            if place not in pages or anchor not in anchors(pages[place], forge):
                yield f"{target}: no such anchor {forge.__name__.replace('_', ' ')}"


def _lost_html(text: str) -> Iterator[str]:
    for token in _tokens(text):
        if token.type in ("html_block", "html_inline"):
            found = {tag.lower() for tag in _TAG.findall(token.content)}
            if found - ALLOWED_HTML:
                yield f"HTML that forges drop: {token.content}"


def _broken_tables(text: str) -> Iterator[str]:
    """Rows with more or fewer cells than their heads, and rows that are in no table."""
    lines = text.split("\n")
    inside: set[int] = set()
    for token in _READER.parse(text):
        if token.map and token.type in ("table_open", "fence", "code_block"):
            inside.update(range(*token.map))
        if token.map and token.type == "table_open":
            rows = [lines[at] for at in range(*token.map)]
            yield from (
                f"{row}: {_cells(row)} cells" for row in rows if _cells(row) != _cells(rows[0])
            )
    yield from (
        f"{line}: a row of no table"
        for at, line in enumerate(lines)
        if line.startswith("|") and at not in inside
    )


def _cells(row: str) -> int:
    """Cells as GitHub's specification of tables counts them: a bar with a backslash parts nothing."""
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return len(re.sub(r"\\.", "", inner).split("|"))
