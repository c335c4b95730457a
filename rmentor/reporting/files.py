"""What reports, session plans and calendars change in the program's folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rmentor.changes import Change, Remove, Write
from rmentor.folder.read import Sources
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
    PICTURES,
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
    from rmentor.reporting.render import Renderer


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
    renderer = Renderer(sources.files, language)
    people = program.people()
    sessions = by_pair(each for each in plan.sessions if each.state != "cancelled")
    undated = _undated(plan)
    texts: dict[str, str] = {}
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
    renderer = Renderer(sources.files, language)
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

    Raises:
        TemplateFailed: A template of the program is wrong.
    """
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.views.certificate import certificate_views
    from rmentor.reporting.views.closing import closing_view
    from rmentor.reporting.views.program import program_view
    from rmentor.reporting.views.sponsor import sponsor_view

    language = speak(program.language)
    renderer = Renderer(sources.files, language)
    texts: dict[str, str] = {}
    if "program" in wanted:
        paths = calendar_paths(program, {session.pair for session in program.plan.sessions})
        view = program_view(program, pairing, paths, today, language)
        texts[REPORTS["program"]] = renderer.render("program.md", view)
    if "sponsor" in wanted:
        page = sponsor_view(program, pairing, today, language)
        texts[REPORTS["sponsor"]] = renderer.render("sponsor.md", page)
    if texts:
        texts |= _pictures(program, pairing, today, language)
    texts |= _kits(program, wanted, renderer, language)
    if "closing" in wanted:
        view_of_all = closing_view(program, today, language)
        texts[REPORTS["closing"]] = renderer.render("closing.md", view_of_all)
    changes = _changes(texts, (), None)
    if "certificate" in wanted:
        each = certificate_views(program, today, language)
        made = {certificate(who): renderer.render("certificate.md", each[who]) for who in each}
        changes += _changes(made, existing, CERTIFICATES)
    if "program" in wanted or "pair" in wanted:
        pages = _pair_pages(program, pairing, renderer.render, today, language)
        changes += _changes(pages, existing, PAIR_REPORTS)
    return changes


def _kits(
    program: Program, wanted: Sequence[str], renderer: Renderer, language: Language
) -> dict[str, str]:
    """Texts to hand out, filled with the program's own names, dates and objectives."""
    from rmentor.reporting.views.kits import kit_view

    names = [name for name in KITS if name in wanted]
    if not names:
        return {}
    view = kit_view(program, language)
    return {kit(name): renderer.render(f"{name}.md", view) for name in names}


def _pictures(
    program: Program, pairing: Pairing, today: date | None, language: Language
) -> dict[str, str]:
    from rmentor.reporting.pictures import sessions_picture, topics_picture
    from rmentor.reporting.views.program import topic_lines

    return {
        PICTURES["topics"]: topics_picture(topic_lines(program, pairing), language),
        PICTURES["sessions"]: sessions_picture(program, today, language),
    }


def _pair_pages(
    program: Program,
    pairing: Pairing,
    render: Callable[[str, object], str],
    today: date | None,
    language: Language,
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
