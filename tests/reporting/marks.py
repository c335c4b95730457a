"""Markdown as a forge reads it: its structure, and the text that readers see."""

from __future__ import annotations

from collections import Counter

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(text: str) -> list[Token]:
    """All tokens of a document, those inside paragraphs as well."""
    found: list[Token] = []
    for token in _READER.parse(text):
        found.append(token)
        found += token.children or []
    return found


def structure(text: str) -> Counter[tuple[str, str]]:
    """How many headings, tables, links and so on there are; texts do not count."""
    return Counter(
        (token.type, token.tag)
        for token in tokens(text)
        if token.type not in ("text", "inline", "text_special")
    )


def plain(text: str) -> str:
    """Text that readers see, without marks."""
    return "".join(token.content for token in tokens(text) if token.type in ("text", "code_inline"))


def links(text: str) -> list[str]:
    """Targets of links and pictures."""
    return [
        str(token.attrs["href" if token.type == "link_open" else "src"])
        for token in tokens(text)
        if token.type in ("link_open", "image")
    ]


def headings(text: str) -> list[tuple[str, str]]:
    """Headings with their tags."""
    found = _READER.parse(text)
    return [
        (token.tag, plain(found[at + 1].content))
        for at, token in enumerate(found)
        if token.type == "heading_open"
    ]
