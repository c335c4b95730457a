"""What the page of all reports shows: documents as HTML, and the ways to them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class EntryView:
    """A way to a document.

    Attributes:
        id: The document's, in the page.
        label: Its name in short.
    """

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Documents of one kind.

    Attributes:
        title: What they are, or None for the main ones.
        entries: Ways to them, in reading order.
    """

    title: str | None
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document.

    Attributes:
        id: Slug, or two with a slash between them.
        heading: Id of its first heading, or None where it has none.
        label: Its name in short.
        html: Its content.
    """

    id: str
    heading: str | None
    label: str
    html: Markup


@dataclass(frozen=True, slots=True)
class SiteView:
    """The page.

    Attributes:
        title: Name of the program.
        language: ``fr`` or ``en``.
        months: Names of the months as the documents write them, with commas between them.
        first_month: Month from 1 in which days without a year begin.
        styles: Rules of the pictures.
        groups: The ways to the documents.
        documents: In reading order; the first one is shown first.
        preview: What tells this page from the next one in a live preview; empty in a file.
    """

    title: str
    language: str
    months: str
    first_month: int
    styles: Markup
    groups: tuple[GroupView, ...]
    documents: tuple[DocumentView, ...]
    preview: str = ""
