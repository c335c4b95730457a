"""A report's Markdown as HTML: anchors of its own, tables that speak, pictures inside, links that lead.

HTML in the Markdown is text, as the escape of names means it to be. Nothing has a style attribute, which
the page's policy would not let through.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from markdown_it.token import Token
from markupsafe import Markup

from rmentor.reporting.anchors import Anchors, reader, words

# Elements that are written as they come; a table is more than that.
_PLAIN = {
    "paragraph_open": "<p>", "paragraph_close": "</p>\n", "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n", "ordered_list_close": "</ol>\n", "list_item_open": "<li>",
    "list_item_close": "</li>\n", "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n", "hr": "<hr>\n", "em_open": "<em>", "em_close": "</em>",
    "strong_open": "<strong>", "strong_close": "</strong>", "s_open": "<s>", "s_close": "</s>",
    "link_close": "</a>", "softbreak": "\n", "hardbreak": "<br>\n", "thead_open": "<thead>",
    "thead_close": "</thead>\n", "tbody_open": "<tbody>\n", "tbody_close": "</tbody>\n",
    "tr_open": "<tr>", "tr_close": "</tr>\n", "table_close": "</table></div>\n",
}  # fmt: skip
_ALIGNED = {"text-align:right": ' class="right"', "text-align:center": ' class="middle"'}


class Surroundings(Protocol):
    """The page in which a document stands."""

    def link(self, target: str) -> str:
        """Where a link of this document leads in the page."""
        ...

    def has_picture(self, target: str) -> bool:
        """Whether the page has this picture."""
        ...

    def picture(self, target: str) -> str:
        """Element of a picture that the page has."""
        ...


class Body:
    """One document's content, written from beginning to end."""

    def __init__(self, document: str, text: str, page: Surroundings) -> None:
        """Write the document with this id in the page."""
        self._id, self._page = document, page
        self._anchors = Anchors()
        self._heading_words = ""
        self._first_cell = False
        self._level = 0
        self.heading: str | None = None
        self.title: str | None = None
        self.html = Markup(self._blocks(reader().parse(text)))  # noqa: S704 - written here

    def _blocks(self, tokens: Sequence[Token]) -> str:
        made: list[str] = []
        skipped_until = ""
        alone = False
        for at, token in enumerate(tokens):
            kind = token.type
            if skipped_until:
                skipped_until = "" if kind == skipped_until else skipped_until
            elif token.hidden:
                continue
            elif kind == "paragraph_open" and self._holds_pictures(tokens[at + 1]):
                alone = True
                made.append('<div class="wide">')
            elif kind == "paragraph_close" and alone:
                alone = False
                made.append("</div>\n")
            elif kind == "thead_open" and not _has_words(tokens[at:]):
                skipped_until = "thead_close"
            else:
                made.append(self._block(tokens, at))
        return "".join(made)

    def _block(self, tokens: Sequence[Token], at: int) -> str:
        """One token as HTML."""
        token = tokens[at]
        kind = token.type
        if kind == "inline":
            return self._inline(token.children or ())
        if kind == "heading_open":
            return self._heading(token, tokens[at + 1])
        if kind == "heading_close":
            return f"</h{self._level}>\n"
        if kind == "table_open":
            caption = (
                f"<caption>{escape(self._heading_words)}</caption>" if self._heading_words else ""
            )
            return f'<div class="wide"><table>{caption}\n'
        if kind in ("th_open", "td_open", "th_close", "td_close"):
            return self._cell(tokens, at)
        if kind == "ordered_list_open":
            start = token.attrGet("start")
            return "<ol>\n" if start is None else f'<ol start="{escape(str(start))}">\n'
        if kind in ("fence", "code_block"):
            return f"<pre><code>{escape(token.content)}</code></pre>\n"
        if kind == "tr_open":
            self._first_cell = True
        return _PLAIN.get(kind) or escape(token.content)

    def _heading(self, token: Token, inline: Token) -> str:
        said = words(inline.children or ())
        identity = f"{self._id}/{self._anchors.next(said)}"
        self._heading_words = said
        if self.title is None:
            self.title, self.heading = said, identity
        # A slide may begin far below its deck's title; whoever listens to headings misses no level.
        self._level = min(int(token.tag[1]), self._level + 1)
        return f'<h{self._level} id="{escape(identity)}">'

    def _cell(self, tokens: Sequence[Token], at: int) -> str:
        """A cell; the first of a row names the row, one above without words names nothing."""
        token = tokens[at]
        opens = token.nesting == 1
        inline = tokens[at + 1] if opens else tokens[at - 1]
        has_words = bool(inline.content)
        is_head = token.tag == "th"
        names = has_words and (is_head or self._first_cell)
        tag = "th" if names else "td"
        if not opens:
            self._first_cell = False
            return f"</{tag}>"
        scope = f' scope="{"col" if is_head else "row"}"' if names else ""
        return f"<{tag}{scope}{_ALIGNED.get(str(token.attrGet('style')), '')}>"

    def _holds_pictures(self, inline: Token) -> bool:
        """Whether a paragraph is nothing but pictures that the page has."""
        inside = [each for each in inline.children or () if each.type != "softbreak"]
        return bool(inside) and all(
            each.type == "image" and self._page.has_picture(str(each.attrs["src"]))
            for each in inside
        )

    def _inline(self, tokens: Sequence[Token]) -> str:
        made: list[str] = []
        in_link = False
        for token in tokens:
            kind = token.type
            if kind == "code_inline":
                made.append(f"<code>{escape(token.content)}</code>")
            elif kind == "link_open":
                in_link = True
                target = self._page.link(str(token.attrs["href"]))
                made.append(f'<a href="{escape(target)}">')
            elif kind == "image":
                made.append(self._picture(token, in_link=in_link))
            else:
                in_link = in_link and kind != "link_close"
                made.append(_PLAIN.get(kind) or escape(token.content))
        return "".join(made)

    def _picture(self, token: Token, *, in_link: bool) -> str:
        """A picture; what the page does not have is a link like any other, since nothing is fetched."""
        source = str(token.attrs["src"])
        if self._page.has_picture(source):
            return self._page.picture(source)
        said = escape(words(token.children or ()) or source)
        return said if in_link else f'<a href="{escape(self._page.link(source))}">{said}</a>'


def _has_words(tokens: Sequence[Token]) -> bool:
    """Whether a table's head says anything."""
    for token in tokens:
        if token.type == "inline" and token.content:
            return True
        if token.type == "thead_close":
            break
    return False
