"""Reports to be handed on: in a folder of their own, naming nobody, with figures as they are published."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rmentor.changes import Change, Remove, Write
from rmentor.folder.read import Sources
from rmentor.followup.readership import PUBLIC
from rmentor.language.catalogue import speak
from rmentor.model.kits import KITS
from rmentor.model.pairing import Pairing
from rmentor.model.program import Program
from rmentor.reporting.files import report_changes
from rmentor.reporting.nameless import nameless
from rmentor.reporting.paths import PUBLIC_FOLDER, REPORTS_FOLDER, SITE

# Reports that there are to hand on; the others are about people one by one.
REPORTS = ("sponsor", "closing", *KITS)


@dataclass(frozen=True, slots=True)
class Handout:
    """What is handed on.

    Attributes:
        changes: That write it.
        named: Texts in which a participant's name gave way; ``perhaps``: that may still name somebody.
    """

    changes: tuple[Change, ...]
    named: tuple[str, ...]
    perhaps: tuple[str, ...]


def handout(
    program: Program,
    pairing: Pairing,
    sources: Sources,
    wanted: Sequence[str],
    *,
    today: date | None,
    existing: Collection[str],
    with_page: bool,
) -> Handout:
    """Write the reports asked for into reports/public, with links to nothing outside of it.

    Args:
        program: The program, with its plan and journal.
        pairing: What stands.
        sources: Whose templates are used.
        wanted: Of ``REPORTS``.
        today: The day it is, or None.
        existing: Paths of generated files that are there.
        with_page: Whether to put them on one page as well. Without it, a page that is there goes,
            since it would say something else than the files beside it.

    Raises:
        TemplateFailed: A template of the program is wrong.
    """
    bare = nameless(program, today)
    there = {
        path.replace(PUBLIC_FOLDER, REPORTS_FOLDER, 1)
        for path in existing
        if path.startswith(PUBLIC_FOLDER)
    }
    made = report_changes(
        bare.program, pairing, sources, wanted, today=today, existing=there, readers=PUBLIC
    )
    if with_page:
        made.append(_page(bare.program, sources, made))
    elif SITE in there:
        made.append(Remove(SITE))
    return Handout(tuple(map(_moved, made)), bare.named, bare.perhaps)


def _page(program: Program, sources: Sources, made: Sequence[Change]) -> Write:
    """All of it on one page, which needs nothing but itself."""
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.site.page import documents_of, page, pictures_of, site_view

    language = speak(program.language)
    view = site_view(program, documents_of(made), pictures_of(made), language)
    return Write(SITE, page(Renderer(sources.files, language), view))


def _moved(change: Change) -> Change:
    """The same change in the folder of what is handed on."""
    assert isinstance(change, Write | Remove)  # noqa: S101 - reports change nothing else
    return replace(change, file=change.file.replace(REPORTS_FOLDER, PUBLIC_FOLDER, 1))
