"""The page of a program's reports, and what a reader finds in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser

from rmentor.language.catalogue import speak
from rmentor.model.program import Program
from rmentor.reporting.files import report_changes
from rmentor.reporting.render import Renderer
from rmentor.reporting.site.page import Document, documents_of, page, pictures_of, site_view
from rmentor.reporting.views.site import SiteView
from tests.builders import sources_of
from tests.reporting.programs import TODAY, its_pairing
from tests.reporting.written import REPORTS

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "wbr"}


def view_of(
    program: Program,
    *wanted: str,
    today: date | None = TODAY,
    templates: Mapping[str, str] | None = None,
) -> tuple[SiteView, tuple[Document, ...]]:
    """What the page of some reports shows, and the Markdown that it comes from."""
    changes = report_changes(
        program,
        its_pairing(program),
        sources_of(templates or {}),
        wanted or REPORTS,
        today=today,
        existing=(),
    )
    documents = documents_of(changes)
    return site_view(program, documents, pictures_of(changes), speak(program.language)), documents


def page_of(
    program: Program, *wanted: str, templates: Mapping[str, str] | None = None, preview: str = ""
) -> str:
    """The page itself, as bytes of a file would be."""
    view, _ = view_of(program, *wanted, templates=templates)
    renderer = Renderer(sources_of(templates or {}).files, speak(program.language))
    return page(renderer, replace(view, preview=preview))


def called(program: Program, name: str) -> Program:
    """Call the program and everybody in it, its aims and its figures by one name."""
    return replace(
        program,
        name=name,
        participants=tuple(
            replace(each, name=name, department=name, site=name, email=name)
            for each in program.participants
        ),
        objectives=tuple(replace(each, title=name) for each in program.objectives),
        kpis=tuple(replace(each, title=name, unit=name) for each in program.kpis),
    )


@dataclass
class Element:
    """An element of a page, with all that stands in it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Words in it, with single spaces."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> list[str]:
        return [
            w for each in self.inside for w in ([each] if isinstance(each, str) else each._words())
        ]

    def all(self, *tags: str) -> list[Element]:
        """Elements inside it, in order; all of them without a tag."""
        found: list[Element] = []
        for each in self.inside:
            if isinstance(each, Element):
                found += [each] if not tags or each.tag in tags else []
                found += each.all(*tags)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: said or "" for name, said in attrs})
        assert len(made.attributes) == len(attrs), f"an attribute of <{tag}> comes twice"
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: said or "" for name, said in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(text: str) -> Element:
    """Elements of a page, each of which is closed where it must be."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> stays open"
    return reader.open[0]
