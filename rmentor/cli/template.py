"""``rmentor template``: list, show and copy out the texts that reports and plans are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, with_common
from rmentor.cli.reports.portfolio_home import PORTFOLIO, portfolio_home
from rmentor.cli.reports.templates import what
from rmentor.cli.speech import language, say
from rmentor.cli.usage import Command, subcommands

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
        "names",
        cls=Command,
        help=say("List the names that a template may use: what each is, with an example."),
        epilog=say("Example: rmentor template names sponsor.md"),
    )(with_common(names))
    group.command(
        "eject",
        cls=Command,
        help=say("Copy a template into the program's templates folder, to change it there."),
        epilog=say("Example: rmentor template eject mentor-kit.md"),
    )(with_common(eject))
    group.command(
        "diff",
        cls=Command,
        help=say(
            "Show how the program's own templates differ from those that ship: one, or all without "
            "a name."
        ),
        epilog=say("Example: rmentor template diff sponsor.md"),
    )(with_common(diff))
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
    others = sorted(
        path.removeprefix(FOLDER)
        for path in own
        if path.startswith(FOLDER) and path.removeprefix(FOLDER) not in names
    )
    presets = {name: _frame(name) for name in resources.preset_names()}
    if common.json:
        show_json(
            {
                "templates": [
                    {"name": name, "what": what(name), "own": FOLDER + name in own}
                    for name in (*names, *others)
                ],
                "presets": [{"name": name, **frame} for name, frame in presets.items()],
            }
        )
        return
    show(
        table(
            (say("Template"), say("What it makes"), ""),
            [
                (name, what(name), say("the program's own") if FOLDER + name in own else "")
                for name in (*names, *others)
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

    is_portfolio = PORTFOLIO in (name, f"{name}.md")
    opened = portfolio_home(common) if is_portfolio else open_if_any(common)
    if name in resources.preset_names():
        files = resources.preset_files(name, _spoken(opened))
        text = "\n".join(files[each].decode() for each in ("framework.yaml", "objectives.yaml"))
    else:
        _show_template(_known(name), opened, common)
        return
    if common.json:
        show_json({"name": name, "text": text})
    else:
        show_text(text)


def _show_template(name: str, opened: Opened | None, common: Common) -> None:
    """Print a template, and beside it the names that it may use and the parts that it is made of."""
    from rmentor.cli.terminal import show_json, show_text, tell
    from rmentor.reporting.templates import names_for, parts_of

    read = _reader(opened)
    text = read(name) or ""
    names, parts = names_for(name, read), parts_of(name, read)
    if common.json:
        show_json({"name": name, "text": text, "names": list(names), "parts": list(parts)})
        return
    show_text(text)
    if names:
        tell(say("Names here: %(names)s", names=", ".join(names)))
        tell(say("What each is, with an example: rmentor template names %(name)s", name=name))
    if parts:
        tell(say("It includes: %(parts)s", parts=", ".join(parts)))


def names(name: Name, *, common: Common) -> None:
    """Print the names of a template's document, or of the documents that a part is used in."""
    from rmentor.cli.opening import open_if_any
    from rmentor.cli.reports.names import names_json, show_names
    from rmentor.cli.terminal import show_json, tell
    from rmentor.reporting.templates import users_of, view_of

    opened = open_if_any(common)
    known = _known(name)
    of_part = () if view_of(known) else users_of(known, _reader(opened))
    if common.json:
        shown = {each: names_json(each) for each in of_part or (known,)}
        show_json({"name": known, "documents": shown})
        return
    if of_part:
        tell(
            say(
                "%(name)s is a part; it may use what all documents have that it is used in: %(names)s",
                name=known,
                names=", ".join(of_part),
            )
        )
    for each in of_part[:1] or (known,):
        show_names(each)


def eject(name: Name, *, common: Common) -> None:
    """Write the built-in text of a template to ``templates/NAME``, unless one is there."""
    from rmentor.changes import Write
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_folder
    from rmentor.cli.terminal import show_json, tell
    from rmentor.errors import AlreadyOurs
    from rmentor.reporting.templates import parts_of

    known = _known(name)
    opened = portfolio_home(common) if known == PORTFOLIO else open_folder(common)
    path = FOLDER + known
    if path in opened.sources.files:
        raise AlreadyOurs(file=path)
    differ = end(
        opened.root,
        opened.sources,
        [Write(path, _built_in(known, _spoken(opened)))],
        common,
        message=say("Make the template %(name)s our own", name=known),
    )
    read = _reader(opened)
    parts = [part for part in parts_of(known, read) if FOLDER + part not in opened.sources.files]
    if known == PORTFOLIO:
        # Of all its templates a folder of programs has this one alone.
        parts = []
    if common.json:
        show_json({"files": [path], "changed": sorted(differ), "parts": parts})
    elif parts:
        tell(
            language().plural(
                "It includes %(parts)s, which still ships with rmentor: eject it too to change it.",
                "It includes %(parts)s, which still ship with rmentor: eject those too to change them.",
                len(parts),
                parts=", ".join(parts),
            )
        )


def diff(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help=say("As rmentor template list shows it."),
            show_default=False,
            autocompletion=completion.templates,
        ),
    ] = None,
    *,
    common: Common,
) -> None:
    """Show how templates of the program differ from the built-in ones of the same names."""
    from rmentor.cli.opening import open_folder
    from rmentor.cli.terminal import show_json, show_text, tell
    from rmentor.folder.diffs import file_diff

    names = (_known(name),) if name is not None else _names()
    opened = portfolio_home(common) if names == (PORTFOLIO,) else open_folder(common)
    own = _own(opened)
    found = {
        each: file_diff(
            FOLDER + each, _built_in(each, _spoken(opened)).encode(), own[FOLDER + each]
        )
        for each in names
        if FOLDER + each in own
    }
    if common.json:
        show_json({"templates": [{"name": each, "diff": found[each]} for each in sorted(found)]})
        return
    show_text("".join(found.values()))
    if not found:
        tell(say("Nothing of that is the program's own: all of it ships with rmentor."))
    elif not any(found.values()):
        tell(say("There is no difference."))


def _own(opened: Opened | None) -> Mapping[str, bytes]:
    return opened.sources.files if opened is not None else {}


def _names() -> tuple[str, ...]:
    """Names under which a program overrides templates: kits without their language, parts last."""
    from rmentor.resources import template_names

    prefix = f"{language().code}/"
    known = (
        name.removeprefix(prefix)
        for name in template_names()
        if "/" not in name or name.startswith(prefix)
    )
    return tuple(sorted(known, key=lambda name: (name.startswith("_"), name)))


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


def _reader(opened: Opened | None) -> Callable[[str], str | None]:
    """Finds a template's text as it is used: the program's own, or else the built-in one."""
    own, code, names = _own(opened), _spoken(opened), frozenset(_names())

    def read(name: str) -> str | None:
        if FOLDER + name in own:
            return own[FOLDER + name].decode("utf-8-sig", "replace")
        return _built_in(name, code) if name in names else None

    return read


def _built_in(name: str, code: str) -> str:
    from rmentor.resources import template_names, template_text

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
