"""``rmentor picture``: a program's pictures on the terminal, or as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from rmentor.cli import completion
from rmentor.cli.options import Check, Common, Today, day, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.cli.past.picture import Question
    from rmentor.model.pairing import ScoredPair
    from rmentor.reporting.pictures.picture import Picture
    from rmentor.reporting.pictures.scene import Scene

NARROWEST, WIDEST = 60, 100
# Pictures that are made of more than the program as it stands; all but the last are of single people.
_MORE = ("score", "moves", "history")

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help=say("Name of a picture."),
        autocompletion=completion.pictures,
        show_default=False,
    ),
]
OfPair = Annotated[
    str | None,
    typer.Argument(
        metavar="[PAIR]",
        help=say("Whose score it is, with score."),
        autocompletion=completion.pairs,
        show_default=False,
    ),
]
AsSvg = Annotated[
    bool, typer.Option("--svg", help=say("Print it as SVG, for a file or another program."))
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help=say("Write it as SVG into this file, within the program’s folder."),
        show_default=False,
    ),
]
Public = Annotated[
    bool,
    typer.Option(
        "--public", help=say("As others may see it: without names, and no figure about a few.")
    ),
]
Revision = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="REV",
        help=say(
            "With moves: who moved since this commit, or between two (A..B), instead of who would "
            "with --anew."
        ),
        show_default=False,
    ),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if",
        metavar="CHANGE",
        help=say(
            "With moves: who would move under a change, as pair --anew --what-if has it, such as "
            '"without pauline-r".'
        ),
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "picture",
        help=say(
            "Draw a picture of the programme on the terminal, or as SVG: KPIs, sessions, pairing, "
            "departments, topics, progress, satisfaction, score PAIR, moves, history. Without a name: "
            "what each of them says."
        ),
        epilog=say("Example: rmentor picture sessions --today 2027-03-01"),
    )(with_common(picture))


def picture(
    name: Name = None,
    pair: OfPair = None,
    svg: AsSvg = False,
    output: Output = None,
    public: Public = False,
    revision: Revision = None,
    what_if: WhatIf = None,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Draw one picture, or list them all."""
    from rmentor.cli.opening import open_program

    ready = open_program(common)
    if name is None:
        _show_all(ready, day(today), common, is_public=public)
        return
    asked = _asked(name, revision, what_if or [])
    made = _made(ready, name, pair, day(today), asked, is_public=public)
    if output is not None:
        _write(ready, made, output, common, check=check)
    else:
        _show(made, common, as_svg=svg)


def _asked(name: str, revision: str | None, what_if: list[str]) -> Question:
    """Which moves are asked for.

    Raises:
        Wrong: Two kinds at once, or of another picture.
    """
    from rmentor.cli.past.picture import Question
    from rmentor.errors import Wrong

    if what_if and revision is not None:
        raise Wrong(what=say("--from tells what was, --what-if what would be: give one of them."))
    if what_if and name != "moves":
        raise Wrong(what=say("--what-if goes with moves: rmentor picture moves --what-if CHANGE"))
    return Question(revision, tuple(what_if))


def _scene(ready: Ready, today: date | None, *, is_public: bool) -> Scene:
    from rmentor.pairing.pair import standing
    from rmentor.reporting.nameless import nameless
    from rmentor.reporting.pictures.scene import Scene

    pairing = standing(ready.program)
    program = nameless(ready.program, today).program if is_public else ready.program
    return Scene(program, pairing, today, language(), is_public)


def _show_all(ready: Ready, today: date | None, common: Common, *, is_public: bool) -> None:
    """List the pictures with what each says."""
    from rmentor.cli.terminal import show, show_json, table
    from rmentor.reporting.pictures.table import pictures

    found = pictures(_scene(ready, today, is_public=is_public))
    if common.json:
        show_json({"pictures": [{"name": name, "title": found[name].title} for name in found]})
    elif found:
        show(table((say("Picture"), say("What it says")), [(n, p.title) for n, p in found.items()]))
        show("", say("Also: score PAIR, moves, history. rmentor picture NAME draws one."))
    else:
        show(say("There is nothing to draw yet: rmentor pair makes the pairs."))


def _made(
    ready: Ready,
    name: str,
    pair: str | None,
    today: date | None,
    asked: Question,
    *,
    is_public: bool,
) -> Picture:
    """Make the picture that was asked for.

    Raises:
        UnknownName: There is none of that name.
        Unready: There is nothing to show.
    """
    from rmentor.cli.past.picture import history_picture, moves_of
    from rmentor.reporting.pictures.score import score_picture
    from rmentor.reporting.pictures.table import SUBJECTS

    subjects = {subject.name: subject for subject in SUBJECTS}
    if name not in subjects and name not in _MORE:
        _refuse_name(name, [*subjects, *_MORE])
    if is_public and (name in _MORE[:-1] or (name in subjects and subjects[name].names_people)):
        _refuse_public(name)
    if name == "moves":
        made = moves_of(ready, asked)
    elif name == "history":
        made = history_picture(ready)
    else:
        scene = _scene(ready, today, is_public=is_public)
        made = (
            score_picture(scene, _pair(scene, pair))
            if name == "score"
            else subjects[name].make(scene)
        )
    return made if made is not None else _refuse_nothing(name, asked)


def _pair(scene: Scene, typed: str | None) -> ScoredPair:
    """Current pair of that id.

    Raises:
        Wrong: None is named.
        UnknownName: There is none of that id.
    """
    from rmentor.errors import UnknownName, Wrong
    from rmentor.folder.closest import nearest

    known = {each.pair.id: each for each in scene.pairing.pairs}
    if typed is None:
        raise Wrong(what=say("Whose score? Name the pair: rmentor picture score PAIR"))
    if typed not in known:
        close = nearest(typed, list(known))
        hint = say("Did you mean %(names)s?", names=close) if close else ""
        raise UnknownName(kind=say("pair"), name=typed, hint=hint)
    return known[typed]


def _refuse_name(name: str, known: list[str]) -> NoReturn:
    from rmentor.errors import UnknownName
    from rmentor.folder.closest import nearest

    close = nearest(name, known)
    hint = (
        say("Did you mean %(names)s?", names=close)
        if close
        else say("There are: %(names)s.", names=", ".join(known))
    )
    raise UnknownName(kind=say("picture"), name=name, hint=hint)


def _refuse_public(name: str) -> NoReturn:
    from rmentor.errors import Wrong

    raise Wrong(
        what=say("The picture %(name)s shows single people; it has no public form.", name=name)
    )


def _refuse_nothing(name: str, asked: Question) -> NoReturn:
    from rmentor.errors import Unready

    hint = say("rmentor picture lists those that there are.")
    what = say("There is nothing to draw of %(name)s yet.", name=name)
    if name == "moves":
        what = say("No mentee would change mentor: the pairs are the best already.")
        if asked.what_if:
            what = say("Nobody would change mentor.")
        elif asked.revision is not None and ".." in asked.revision:
            what = say("Nobody changed mentor in %(revision)s.", revision=asked.revision)
        elif asked.revision is not None:
            what = say("Nobody has changed mentor since %(revision)s.", revision=asked.revision)
    raise Unready(what=what, hint=hint)


def _write(ready: Ready, made: Picture, output: Path, common: Common, *, check: bool) -> None:
    """Write a picture as SVG into a file of the program's folder."""
    from rmentor.changes import Write
    from rmentor.cli.ending import end
    from rmentor.cli.terminal import show_json
    from rmentor.errors import Wrong

    root = ready.root.resolve()
    place = (Path.cwd() / output).resolve()
    if not place.is_relative_to(root) or place.suffix.lower() != ".svg":
        what = say("“%(file)s” is no file of the program’s folder that ends in .svg.", file=output)
        raise Wrong(what=what)
    path = place.relative_to(root).as_posix()
    message = say("Draw %(name)s", name=made.name)
    end(ready.root, ready.sources, [Write(path, made.svg())], common, message=message, check=check)
    if common.json:
        show_json({"file": path, **_json(made)})


def _show(made: Picture, common: Common, *, as_svg: bool) -> None:
    from rmentor.cli.terminal import console_for, show_json, show_text

    if as_svg:
        show_text(made.svg())
    elif common.json:
        show_json(_json(made))
    else:
        width = min(max(console_for(to_stderr=False).width, NARROWEST), WIDEST)
        show_text("\n".join(made.lines(width)) + "\n")


def _json(made: Picture) -> dict[str, Any]:
    return {
        "name": made.name,
        "title": made.title,
        "description": made.description,
        "view": _plain(made.view),
    }


def _plain(value: Any) -> Any:
    """View as JSON can say it."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 6)
    return value.isoformat() if isinstance(value, date) else value
