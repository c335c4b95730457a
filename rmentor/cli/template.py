"""``rmentor template``: list, show and copy out the texts that reports and plans are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import language, say
from rmentor.cli.usage import Command, subcommands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rmentor.cli.opening import Opened

FOLDER = "templates/"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    group = subcommands(say("List, show and copy out templates and presets."))
    group.command(
        "list",
        cls=Command,
        help=say("List the templates, those that this program has made its own, and the presets."),
        epilog=say("Example: rmentor template list"),
    )(with_common(list_))
    group.command(
        "show",
        cls=Command,
        help=say("Show a template, or the framework and objectives of a preset."),
        epilog=say("Example: rmentor template show sponsor.md"),
    )(with_common(show_))
    group.command(
        "eject",
        cls=Command,
        help=say("Copy a template into the program's templates folder, to change it there."),
        epilog=say("Example: rmentor template eject mentor-kit.md"),
    )(with_common(eject))
    app.add_typer(group, name="template")


Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=say("As rmentor template list shows it."),
        autocompletion=completion.templates,
    ),
]


def list_(*, common: Common) -> None:
    """List templates and presets."""
    from rmentor import resources
    from rmentor.cli.opening import open_if_any
    from rmentor.cli.terminal import show, show_json, table

    own = _own(open_if_any(common))
    names = _names()
    presets = {name: _frame(name) for name in resources.preset_names()}
    if common.json:
        show_json(
            {
                "templates": [
                    {"name": name, "what": _what(name), "own": FOLDER + name in own}
                    for name in names
                ],
                "presets": [{"name": name, **frame} for name, frame in presets.items()],
            }
        )
        return
    show(
        table(
            (say("Template"), say("What it makes"), ""),
            [
                (name, _what(name), say("the program's own") if FOLDER + name in own else "")
                for name in names
            ],
        ),
        "",
        table(
            (say("Preset"), say("Sessions"), say("Minutes"), say("Rhythm"), say("Formats")),
            [
                (
                    name,
                    frame["sessions"],
                    frame["minutes"],
                    _rhythm(frame["every"]),
                    ", ".join(frame["formats"]),
                )
                for name, frame in presets.items()
            ],
            right=(1, 2),
        ),
        "",
        say("rmentor template show NAME shows one; rmentor init --preset NAME begins with one."),
    )


def show_(name: Name, *, common: Common) -> None:
    """Print a template as it would be used, or a preset's own files."""
    from rmentor import resources
    from rmentor.cli.opening import open_if_any
    from rmentor.cli.terminal import show_json, show_text

    opened = open_if_any(common)
    if name in resources.preset_names():
        files = resources.preset_files(name, _spoken(opened))
        text = "\n".join(files[each].decode() for each in ("framework.yaml", "objectives.yaml"))
    else:
        text = _text(_known(name), _own(opened), _spoken(opened))
    if common.json:
        show_json({"name": name, "text": text})
    else:
        show_text(text)


def eject(name: Name, *, common: Common) -> None:
    """Write the built-in text of a template to ``templates/NAME``, unless one is there."""
    from rmentor.changes import Write
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_folder
    from rmentor.errors import AlreadyOurs

    opened = open_folder(common)
    path = FOLDER + _known(name)
    if path in opened.sources.files:
        raise AlreadyOurs(file=path)
    end(
        opened.root,
        opened.sources,
        [Write(path, _text(_known(name), {}, _spoken(opened)))],
        common,
        message=say("Make the template %(name)s our own", name=_known(name)),
    )


def _own(opened: Opened | None) -> Mapping[str, bytes]:
    return opened.sources.files if opened is not None else {}


def _names() -> tuple[str, ...]:
    """Templates by the names under which a program overrides them: kits without their language."""
    from rmentor.resources import template_names

    prefix = f"{language().code}/"
    return tuple(
        sorted(
            name.removeprefix(prefix)
            for name in template_names()
            if "/" not in name or name.startswith(prefix)
        )
    )


def _known(name: str) -> str:
    """Name of a template, also without its ending.

    Raises:
        UnknownName: There is no such template.
    """
    from rmentor.errors import UnknownName

    for each in (name, f"{name}.md", f"{name}.txt"):
        if each in _names():
            return each
    hint = say("See: rmentor template list")
    raise UnknownName(kind=say("template"), name=name, hint=hint)


def _spoken(opened: Opened | None) -> str:
    """Language of what is generated: the program's, which the reader's may differ from."""
    return opened.loaded.language if opened is not None else language().code


def _text(name: str, own: Mapping[str, bytes], code: str) -> str:
    from rmentor.resources import template_names, template_text

    if FOLDER + name in own:
        return own[FOLDER + name].decode("utf-8-sig", "replace")
    spoken = f"{code}/{name}"
    return template_text(spoken if spoken in template_names() else name)


def _frame(preset: str) -> dict[str, Any]:
    """Sessions, minutes, rhythm and formats of a preset, as its framework.yaml has them."""
    from rmentor.folder.yaml_load import load_yaml
    from rmentor.resources import preset_files

    frame = load_yaml(preset_files(preset, language().code)["framework.yaml"]).value
    modules = frame.get("modules") or []
    formats = {module.get("format") or frame["format"] for module in modules} or {frame["format"]}
    return {
        "sessions": int(frame["sessions"]),
        "minutes": int(frame["minutes"]),
        "every": frame["every"],
        "formats": sorted(formats),
    }


def _rhythm(every: str) -> str:
    from rmentor.reporting.views.when import rhythm

    number, unit = every.split()
    return rhythm(int(number) * (7 if unit.startswith("week") else 1), language())


def _what(name: str) -> str:
    return {
        "program.md": say("everything about the program, for its coordinator"),
        "sponsor.md": say("one page for the director"),
        "pair.md": say("a pair's page"),
        "invitation.txt": say("a participant's invitation: subject and text of the mail"),
        "reminder.txt": say("a reminder to a participant: subject and text of the mail"),
        "session.md": say("the plan of a session"),
        "survey.md": say("a survey as a mail"),
        "survey.html": say("a survey as a page to fill in"),
        "_survey-style.html": say("the look of a survey's page, part of it"),
        "_survey-script.html": say("how a survey's page saves its answers, part of it"),
        "site.html": say("all reports on one page"),
        "_site-style.html": say("the look of that page, part of it"),
        "_site-script.html": say("how that page is searched and sorted, part of it"),
        "_site-preview.html": say("how the preview follows changes, part of it"),
        "_readers.md": say("for whom a report is, part of others"),
        "closing.md": say("the final review"),
        "certificate.md": say("a participant's certificate"),
        "_circle.md": say("what the mentors' circle decided and asked, part of others"),
        "_costs.md": say("hours and cost, part of others"),
        "_ideas.md": say("ideas and their answers, part of others"),
        "_learning.md": say("what the organisation learns, part of others"),
        "_lessons.md": say("what to keep, change and stop, part of others"),
        "_outcomes.md": say("KPIs before and after, part of others"),
        "_trainings.md": say("trainings, part of others"),
        "_voices.md": say("what people let others read, part of others"),
        "_audit.md": say("who is served, by group, part of others"),
        "_charter.md": say("the points of the charter, part of others"),
        "_kpis.md": say("the table of KPIs, part of others"),
        "announcement.md": say("announcement, with the questions that people ask"),
        "briefing.md": say("the programme on one page"),
        "kickoff.md": say("slides of the kick-off"),
        "interviews.md": say("interview guides for the selection"),
        "mentor-kit.md": say("the mentor's notebook"),
        "mentee-kit.md": say("the mentee's notebook"),
        "charter.md": say("the charter to sign"),
        "circle.md": say("agenda of the mentors' circle"),
        "manager-note.md": say("a note to managers on the time freed"),
    }.get(name, "")
