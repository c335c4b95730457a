"""``rmentor report``: Markdown reports from templates, and all of them in one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.options import Check, Common, Today, day, with_common
from rmentor.cli.speech import say
from rmentor.model.kits import REPORTS

if TYPE_CHECKING:
    from rmentor.changes import Change
    from rmentor.cli.opening import Ready
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.views.site import SiteView

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME…]",
        help=", ".join(REPORTS),
        show_default=False,
        autocompletion=completion.reports,
    ),
]
Public = Annotated[
    bool,
    typer.Option(
        "--public",
        help=say(
            "Write what may be handed on, into reports/public: nobody is named, and no figure tells "
            "what a few people answered."
        ),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "report",
        help=say(
            "Write reports and kits from templates; all of them without a name. With --html also "
            "one page of them, which needs nothing but itself."
        ),
        epilog=say("Example: rmentor report sponsor --today 2027-03-01"),
    )(with_common(report))


def report(
    names: Names = None,
    html: Annotated[
        bool, typer.Option("--html", help=say("Write them into reports/report.html as well."))
    ] = False,
    open_: Annotated[
        bool, typer.Option("--open", help=say("Write that page, and open it in the browser."))
    ] = False,
    public: Public = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help=say("Write them again on every change, with a preview on this machine only."),
        ),
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            min=0,
            max=65535,
            metavar="N",
            help=say("Port of the preview; 0 takes any that is free."),
        ),
    ] = 0,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Write the reports asked for, in the program's language."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.reporting.paths import PUBLIC_SITE, SITE

    wanted = _wanted(names, public=public)
    on = day(today)
    if watch:
        _refuse_with_watch(common, check=check, public=public)
    ready = open_program(common)
    if watch:
        _watch(ready, common, wanted, on, named=bool(names), port=port, opened=open_)
        return
    if public:
        changes = _handout(ready, wanted, on, with_page=html or open_)
    else:
        changes = _reports(ready, wanted, on)
        if html or open_:
            changes = [*changes, _page(ready, changes, named=bool(names))]
    differ = end(
        ready.root, ready.sources, changes, common, message=say("Write reports"), check=check
    )
    _show(changes, differ, common)
    if open_ and not check and not common.dry_run:
        launch(str(ready.root.resolve() / (PUBLIC_SITE if public else SITE)))


def launch(place: str) -> None:
    """Open a page in the browser of whoever types, or say that it could not be done."""
    if typer.launch(place):
        from rmentor.cli.terminal import warn

        warn(say("No browser could be opened from here. The page: %(place)s", place=place))


def _wanted(names: Sequence[str] | None, *, public: bool) -> tuple[str, ...]:
    """Names of the reports asked for, each once.

    Raises:
        UnknownName: There is no such report.
        Wrong: It is about people one by one, and not to be handed on.
    """
    from rmentor.errors import UnknownName, Wrong

    known: Sequence[str] = REPORTS
    if public:
        from rmentor.reporting import public as handing_on

        known = handing_on.REPORTS
    wanted = tuple(dict.fromkeys(names or known))
    hint = say("Reports: %(names)s", names=", ".join(known))
    for name in wanted:
        if name not in REPORTS:
            raise UnknownName(kind=say("report"), name=name, hint=hint)
        if name not in known:
            what = say("%(name)s is about people one by one: it is not handed on.", name=name)
            raise Wrong(what=f"{what} {hint}")
    return wanted


def _handout(
    ready: Ready, wanted: Sequence[str], today: date | None, *, with_page: bool
) -> list[Change]:
    """What may be handed on; warns of texts that name somebody."""
    from rmentor.cli.terminal import tell, warn
    from rmentor.folder.land import generated_files
    from rmentor.pairing.pair import standing
    from rmentor.reporting.public import handout

    made = handout(
        ready.program,
        standing(ready.program),
        ready.sources,
        wanted,
        today=today,
        existing=generated_files(ready.root),
        with_page=with_page,
    )
    for places, sentence in (
        (made.named, say("Names of participants were left out, as … stands for them:")),
        (
            made.perhaps,
            say("These texts may still name somebody; look at them before you hand them on:"),
        ),
    ):
        if places:
            warn("\n  ".join((sentence, *places)))
    if today is None:
        tell(
            say(
                "Without --today every answer counts at once; with it, those of the last two weeks wait "
                "until all of them are recorded."
            )
        )
    return list(made.changes)


def _refuse_with_watch(common: Common, *, check: bool, public: bool) -> None:
    from rmentor.errors import Wrong

    options = {
        "--public": public,
        "--check": check,
        "--dry-run": common.dry_run,
        "--json": common.json,
        "--commit": common.commit,
    }
    for option, is_on in options.items():
        if is_on:
            raise Wrong(
                what=say("--watch writes and goes on: leave %(option)s away.", option=option)
            )


def _reports(ready: Ready, wanted: Sequence[str], today: date | None) -> list[Change]:
    from rmentor.folder.land import generated_files
    from rmentor.pairing.pair import standing
    from rmentor.reporting.files import report_changes

    return report_changes(
        ready.program,
        standing(ready.program),
        ready.sources,
        wanted,
        today=today,
        existing=generated_files(ready.root),
    )


def _site(ready: Ready, changes: Sequence[Change], *, named: bool) -> tuple[Renderer, SiteView]:
    """The page of the reports; what is one person's only where it was asked for."""
    from rmentor.language.catalogue import speak
    from rmentor.reporting.paths import CERTIFICATES
    from rmentor.reporting.render import Renderer
    from rmentor.reporting.site.page import documents_of, pictures_of, site_view

    language = speak(ready.program.language)
    documents = [
        each for each in documents_of(changes) if named or not CERTIFICATES.fullmatch(each.path)
    ]
    view = site_view(ready.program, documents, pictures_of(changes), language)
    return Renderer(ready.sources.files, language), view


def _page(ready: Ready, changes: Sequence[Change], *, named: bool) -> Change:
    from rmentor.changes import Write
    from rmentor.reporting.paths import SITE
    from rmentor.reporting.site.page import page

    return Write(SITE, page(*_site(ready, changes, named=named)))


def _show(changes: Sequence[Change], differ: Sequence[str], common: Common) -> None:
    """Name the files: all of them in JSON, else those that are not one pair's or person's."""
    from rmentor.cli.terminal import show, show_json
    from rmentor.reporting.paths import PUBLIC_FOLDER

    paths = {*(change.file for change in changes), *differ}
    if common.json:
        show_json({"files": sorted(paths), "changed": sorted(differ)})
    elif not common.dry_run:
        for path in sorted(paths):
            if path.count("/") == 1 or path.startswith(PUBLIC_FOLDER):
                show(path)


def _watch(
    ready: Ready,
    common: Common,
    wanted: Sequence[str],
    today: date | None,
    *,
    named: bool,
    port: int,
    opened: bool,
) -> None:
    from rmentor.changes import Write
    from rmentor.cli.reports.watch import Edition, watch
    from rmentor.reporting.paths import SITE
    from rmentor.reporting.site.page import page, preview_page

    def make(program: Ready) -> Edition:
        changes = _reports(program, wanted, today)
        renderer, view = _site(program, changes, named=named)
        written = page(renderer, view)
        shown, mark = preview_page(renderer, view, written)
        return Edition([*changes, Write(SITE, written)], shown, mark)

    watch(ready, common, make, port=port, ready=launch if opened else lambda url: url)
