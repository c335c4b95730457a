"""One page of all the reports asked for: ways to them, a search, tables that sort.

It says what the Markdown says, since it is made from it, and asks nothing of any network.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote, unquote

from markupsafe import Markup

from rmentor.changes import Change, Write
from rmentor.language.catalogue import Language
from rmentor.language.dates import month
from rmentor.model.kits import KITS
from rmentor.model.program import Program
from rmentor.reporting.paths import CERTIFICATES, PAIR_REPORTS, SITE, kit, relative
from rmentor.reporting.render import Renderer
from rmentor.reporting.sealed import sealed
from rmentor.reporting.site.body import Body
from rmentor.reporting.site.pictures import Pictures
from rmentor.reporting.views.site import DocumentView, EntryView, GroupView, SiteView

# Pictures of all pairs together may take so many characters of the page.
MOST_OF_PAIRS = 1_200_000
_FOLDER = "reports/"
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^()\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)
_MAIN, _PAIRS, _KITS, _CERTIFICATES = range(4)
# The main reports in the order in which they are read; any other comes after them.
_FIRST = ("sponsor", "program", "closing")


@dataclass(frozen=True, slots=True)
class Document:
    """A report in Markdown.

    Attributes:
        path: From the program's folder.
        text: What it says.
    """

    path: str
    text: str


def documents_of(changes: Iterable[Change]) -> tuple[Document, ...]:
    """Reports in Markdown that some changes write."""
    return tuple(
        Document(change.file, change.text)
        for change in changes
        if isinstance(change, Write)
        and isinstance(change.text, str)
        and change.file.endswith(".md")
    )


def pictures_of(changes: Iterable[Change]) -> dict[str, str]:
    """Pictures that some changes write, by path."""
    return {
        change.file: change.text
        for change in changes
        if isinstance(change, Write)
        and isinstance(change.text, str)
        and change.file.endswith(".svg")
    }


def site_view(
    program: Program,
    documents: Sequence[Document],
    pictures: Mapping[str, str],
    language: Language,
) -> SiteView:
    """Put documents together to a page; what they say is theirs.

    Args:
        program: Whose name stands above them.
        documents: What the page shows, in any order.
        pictures: Those that documents may show, by path.
        language: Of the documents and of the words around them.
    """
    ordered = sorted(documents, key=lambda each: _place(each.path))
    drawn = Pictures(pictures)
    # Pictures of hundreds of pairs would make the page too heavy for a phone; their files stay beside it.
    beside = Pictures({}) if _weight(ordered, pictures) > MOST_OF_PAIRS else drawn
    ids = {each.path: _id(each.path) for each in ordered}
    views: list[DocumentView] = []
    groups: dict[int, list[EntryView]] = {}
    for each in ordered:
        seen = beside if _kind(each.path) == _PAIRS else drawn
        body = Body(ids[each.path], each.text, _Page(each.path, ids, seen))
        label = _label(each.path, body.title, program, language)
        views.append(DocumentView(ids[each.path], body.heading, label, body.html))
        groups.setdefault(_kind(each.path), []).append(EntryView(ids[each.path], label))
    return SiteView(
        title=program.name,
        language=language.code,
        months=",".join(month(number, language.code) for number in range(1, 13)),
        first_month=program.start.month if program.start else 1,
        styles=Markup(drawn.styles),  # noqa: S704 - of our own pictures
        groups=tuple(
            GroupView(_group(kind, language), tuple(entries))
            for kind, entries in sorted(groups.items())
        ),
        documents=tuple(views),
    )


def page(renderer: Renderer, view: SiteView) -> str:
    """Write the page as a file, which says itself what it may do."""
    return sealed(renderer.render("site.html", view))


def preview_page(renderer: Renderer, view: SiteView, written: str) -> tuple[str, str]:
    """Write the page for a live preview, and what tells it from the next one.

    Args:
        renderer: Of the program's templates.
        view: The page.
        written: The same page as a file.
    """
    mark = sha256(written.encode()).hexdigest()[:16]
    return page(renderer, replace(view, preview=mark)), mark


def _weight(documents: Iterable[Document], pictures: Mapping[str, str]) -> int:
    """How many characters the pictures of the pairs take."""
    return sum(
        len(pictures.get(_resolved(target, each.path), ""))
        for each in documents
        if _kind(each.path) == _PAIRS
        for target in _PICTURE.findall(each.text)
    )


def _resolved(target: str, path: str) -> str:
    """Path from the program's folder of what the document at ``path`` names from its own place."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))


class _Page:
    """The page, as one of its documents sees it."""

    def __init__(self, path: str, ids: Mapping[str, str], pictures: Pictures) -> None:
        self._path, self._ids, self._pictures = path, ids, pictures

    def link(self, target: str) -> str:
        """A document of the page is an anchor; another file stays one, seen from the page."""
        if _ELSEWHERE.match(target):
            return target
        place, _, fragment = target.partition("#")
        path = _resolved(place, self._path) if place else self._path
        if path in self._ids:
            return f"#{self._ids[path]}" + (f"/{unquote(fragment)}" if fragment else "")
        return quote(relative(path, SITE)) + (f"#{fragment}" if fragment else "")

    def has_picture(self, target: str) -> bool:
        """Whether the page has this picture."""
        return self._pictures.has(_resolved(target, self._path))

    def picture(self, target: str) -> str:
        """Element of a picture that the page has."""
        return self._pictures.inline(_resolved(target, self._path))


def _id(path: str) -> str:
    return path.removeprefix(_FOLDER).removesuffix(".md")


def _kind(path: str) -> int:
    if PAIR_REPORTS.fullmatch(path):
        return _PAIRS
    if CERTIFICATES.fullmatch(path):
        return _CERTIFICATES
    return _KITS if path in map(kit, KITS) else _MAIN


def _place(path: str) -> tuple[int, int, str]:
    """Where a document stands: the main ones, pairs by id, what is handed out, certificates."""
    kind, name = _kind(path), _id(path)
    known = KITS if kind == _KITS else _FIRST
    return kind, known.index(name) if name in known else len(known), path


def _group(kind: int, language: Language) -> str | None:
    say = language.text
    return {
        _PAIRS: say("Pairs"),
        _KITS: say("To hand out"),
        _CERTIFICATES: say("Certificates"),
    }.get(kind)


def _label(path: str, title: str | None, program: Program, language: Language) -> str:
    """What a document is called among others."""
    say, name = language.text, _id(path)
    if _kind(path) == _CERTIFICATES:
        whose = program.people().get(name.rpartition("/")[2])
        return whose.name if whose else name
    known = {
        "sponsor": say("The essentials"),
        "program": say("The whole programme"),
        "closing": say("The final review"),
    }
    return known.get(name) or title or name
