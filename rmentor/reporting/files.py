"""What reports, session plans and calendars change in the program's folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rmentor.changes import Change, Remove, Write
from rmentor.folder.read import Sources
from rmentor.followup.journal import as_told
from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.language.catalogue import Language, speak
from rmentor.model.kits import KITS
from rmentor.model.pairing import Pairing
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Unplaced
from rmentor.reporting.calendars import calendars
from rmentor.reporting.paths import (
    CALENDARS,
    CERTIFICATES,
    DRAFTS,
    PAIR_REPORTS,
    REPORTS,
    SESSION_PLANS,
    calendar_paths,
    certificate,
    kit,
    pair_report,
    session_plan,
)
from rmentor.reporting.views.figures import by_pair

if TYPE_CHECKING:
    from rmentor.reporting.pictures.album import Album
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.views.closing import ClosingView
    from rmentor.reporting.views.program import ProgramView
    from rmentor.reporting.views.sponsor import SponsorView


def session_changes(
    program: Program, plan: Plan, sources: Sources, existing: Collection[str]
) -> list[Change]:
    """Write a plan for every session that is planned or held; remove those that are no more.

    Args:
        program: People, framework, topics and what the journal says.
        plan: The sessions.
        sources: Whose templates are used.
        existing: Paths of generated files that are there.

    Raises:
        TemplateFailed: A template of the program is wrong.
    """
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.views.session import session_view

    language = speak(program.language)
    people = program.people()
    sessions = by_pair(each for each in plan.sessions if each.state != "cancelled")
    undated = _undated(plan)
    texts: dict[str, str] = {}
    with Renderer(sources.files, language) as renderer:
        for pair in program.pairs:
            if pair.status == "ended":
                continue
            mine = sessions.get(pair.id, ())
            for session in mine:
                view = session_view(
                    program, people, pair, session, mine, language, undated.get(pair.id, ())
                )
                texts[session_plan(pair.id, session.session)] = renderer.render("session.md", view)
    return _changes(texts, existing, SESSION_PLANS)


def _undated(plan: Plan) -> dict[str, list[Unplaced]]:
    """Sessions without a date, by pair."""
    found: dict[str, list[Unplaced]] = {}
    for each in plan.unplaced:
        found.setdefault(each.pair, []).append(each)
    return found


def calendar_changes(program: Program, plan: Plan, existing: Collection[str]) -> list[Change]:
    """Write a calendar for everybody who has sessions; remove those of people who have none left."""
    return _changes(calendars(program, plan), existing, CALENDARS)


def draft_changes(
    program: Program,
    plan: Plan,
    calendars: Iterable[Change],
    sources: Sources,
    existing: Collection[str],
    *,
    since: date | None,
) -> list[Change]:
    """Write an invitation for everybody who has sessions to come; remove those of all others.

    Args:
        program: People, pairs and framework.
        plan: The sessions.
        calendars: What writes the calendars: each draft brings its person's along.
        sources: Whose template is used.
        existing: Paths of generated files that are there.
        since: The day it is: sessions before it are not to come. None: all that are planned are.

    Raises:
        TemplateFailed: The program's template of the invitation is wrong.
    """
    from rmentor.reporting.mails import drafts
    from rmentor.reporting.render import Renderer

    language = speak(program.language)
    contents = {
        each.file: each.text.encode() if isinstance(each.text, str) else each.text
        for each in calendars
        if isinstance(each, Write)
    }
    with Renderer(sources.files, language) as renderer:
        made = drafts(program, plan, contents, renderer, language, since=since)
    return _changes(made, existing, DRAFTS)


def report_changes(
    program: Program,
    pairing: Pairing,
    sources: Sources,
    wanted: Sequence[str],
    *,
    today: date | None,
    existing: Collection[str],
    readers: Readership = COORDINATOR,
) -> list[Change]:
    """Write the reports asked for, with their pictures.

    ``program`` brings the pairs' pages along, since it leads to them.

    Args:
        program: The program, with its plan and journal.
        pairing: What stands, scored and explained.
        sources: Whose templates are used.
        wanted: ``program``, ``sponsor``, ``pair``, ``closing``, ``certificate``, and any of ``KITS``.
        today: The day it is, or None: reports then say nothing that depends on it.
        existing: Paths of generated files that are there.
        readers: Who reads them, all of them. Others than the coordinator get ``sponsor``, ``closing`` and
            kits alone (``reporting.public``).

    Raises:
        TemplateFailed: A template of the program is wrong.
    """
    from rmentor.reporting.pictures.album import Album
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.views.certificate import certificate_views

    program, language = as_told(program, today), speak(program.language)
    album = Album(program, pairing, today, language, readers)
    texts: dict[str, str] = {}
    with Renderer(sources.files, language) as renderer:
        if "program" in wanted:
            view = replace(_whole(program, pairing, today), pictures=album.of_report("program"))
            texts[REPORTS["program"]] = renderer.render("program.md", view)
        if "sponsor" in wanted:
            page = _sponsor(program, pairing, today, readers)
            page = replace(page, pictures=album.of_report("sponsor"))
            texts[REPORTS["sponsor"]] = renderer.render("sponsor.md", page)
        texts |= _kits(program, pairing, wanted, renderer, readers)
        if "closing" in wanted:
            review = replace(_closing(program, today, readers), pictures=album.of_report("closing"))
            texts[REPORTS["closing"]] = renderer.render("closing.md", review)
        changes = _changes(texts | album.files(), (), None)
        changes += map(Remove, album.over(existing))
        if "certificate" in wanted:
            each = certificate_views(program, today, language)
            made = {certificate(who): renderer.render("certificate.md", each[who]) for who in each}
            changes += _changes(made, existing, CERTIFICATES)
        if "program" in wanted or "pair" in wanted:
            beside = Album(program, pairing, today, language)
            pages = _pair_pages(program, pairing, renderer.render, today, language, beside)
            changes += _changes(pages | beside.files(), existing, PAIR_REPORTS)
    return changes


def _whole(program: Program, pairing: Pairing, today: date | None) -> ProgramView:
    from rmentor.reporting.views.program import program_view

    paths = calendar_paths(program, {session.pair for session in program.plan.sessions})
    return program_view(program, pairing, paths, today, speak(program.language))


def _sponsor(
    program: Program, pairing: Pairing, today: date | None, readers: Readership
) -> SponsorView:
    from rmentor.reporting.views.public import sponsor_in_public
    from rmentor.reporting.views.sponsor import sponsor_view

    view = sponsor_view(program, pairing, today, speak(program.language), readers)
    return sponsor_in_public(program, pairing, today, view) if readers.is_public else view


def _closing(program: Program, today: date | None, readers: Readership) -> ClosingView:
    from rmentor.reporting.views.closing import closing_view
    from rmentor.reporting.views.public import closing_in_public

    view = closing_view(program, today, speak(program.language), readers)
    return closing_in_public(program, today, view) if readers.is_public else view


def _kits(
    program: Program,
    pairing: Pairing,
    wanted: Sequence[str],
    renderer: Renderer,
    readers: Readership,
) -> dict[str, str]:
    """Texts to hand out, filled with the program's own names, dates and objectives."""
    from rmentor.reporting.views.kits import kit_view
    from rmentor.reporting.views.public import kit_in_public

    names = [name for name in KITS if name in wanted]
    if not names:
        return {}
    view = kit_view(program, speak(program.language))
    if readers.is_public:
        view = kit_in_public(program, pairing, view)
    return {kit(name): renderer.render(f"{name}.md", view) for name in names}


def _pair_pages(
    program: Program,
    pairing: Pairing,
    render: Callable[[str, object], str],
    today: date | None,
    language: Language,
    album: Album,
) -> dict[str, str]:
    from rmentor.followup.health import health
    from rmentor.reporting.views.pair import pair_view

    people = program.people()
    found = {each.pair: each for each in (health(program, today) if today else ())}
    sessions = by_pair(program.plan.sessions)
    unplaced = _undated(program.plan)
    paths = calendar_paths(program, sessions)
    return {
        pair_report(each.pair.id): render(
            "pair.md",
            replace(
                pair_view(
                    program,
                    people,
                    each,
                    sessions.get(each.pair.id, ()),
                    unplaced.get(each.pair.id, ()),
                    paths.pairs.get(each.pair.id),
                    language,
                    found.get(each.pair.id),
                ),
                pictures=album.of_pair(each),
            ),
        )
        for each in pairing.pairs
    }


def _changes(
    texts: Mapping[str, str | bytes], existing: Collection[str], ours: re.Pattern[str] | None
) -> list[Change]:
    """Write ``texts``; remove files whose paths are of ``ours`` and that are no longer made."""
    writes: list[Change] = [Write(path, texts[path]) for path in sorted(texts)]
    stale = [
        path for path in sorted(existing) if ours and ours.fullmatch(path) and path not in texts
    ]
    return [*writes, *map(Remove, stale)]
