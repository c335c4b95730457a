"""What is wrong in a template, where, and what could be written there instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext

from rmentor.errors import Remark, TemplateFailed
from rmentor.folder.closest import nearest
from rmentor.reporting.sandbox import NotText, Sandbox, TooMuch, UnknownWord, names_of
from rmentor.reporting.template_grammar import misread
from rmentor.reporting.template_places import (
    Place,
    place_of_line,
    place_of_unclosed,
    place_of_word,
)

FOLDER = "templates/"
BUILT_IN = "rmentor/"
MOST_SUGGESTED = 3
_LOOP = ("index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a template stopped.

    Attributes:
        file: ``templates/NAME`` or, for one of ours, ``rmentor/NAME``.
        line: From 1.
        locals: What could be named there: the document's names, those of its loops, functions.
        part: The part of ours that was being included when it stopped, or None.
    """

    file: str
    line: int
    locals: Mapping[str, Any]
    part: str | None = None


def scene_of(error: Exception, template: str) -> Scene:
    """Find the place in a template that an error comes from; in the program's own where there is one."""
    if isinstance(error, TemplateSyntaxError):
        return Scene(error.filename or template, error.lineno, {})
    ours = Scene(template, 1, {})
    own = None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(FOLDER):
            own = Scene(name, trace.tb_lineno, dict(trace.tb_frame.f_locals))
        elif name.startswith(BUILT_IN):
            ours = Scene(name, trace.tb_lineno, dict(trace.tb_frame.f_locals))
        trace = trace.tb_next
    if own is None:
        return ours
    is_inside_ours = ours.file.startswith(BUILT_IN) and _stopped_in(error) == ours.file
    if not is_inside_ours:
        return own
    return Scene(own.file, own.line, own.locals, ours.file.removeprefix(BUILT_IN))


def _stopped_in(error: Exception) -> str:
    found, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith((FOLDER, BUILT_IN)):
            found = name
        trace = trace.tb_next
    return found


@dataclass(frozen=True, slots=True)
class _Slip:
    why: Remark
    place: Place
    remedies: tuple[Remark, ...] = ()
    names: tuple[str, ...] = ()


def failure(
    error: Exception,
    scene: Scene,
    text: str,
    names: tuple[str, ...],
    environment: Sandbox,
    parts: Iterable[str],
) -> TemplateFailed:
    """Make the error that people are shown.

    Args:
        error: What Jinja or the sandbox said.
        scene: Where.
        text: Of the template that is wrong.
        names: Of the document.
        environment: Whose filters and tests there are.
        parts: Names of all templates that can be included.
    """
    slip = _slip(error, scene, text, names, environment, tuple(sorted(parts)))
    return TemplateFailed(
        file=scene.file,
        line=slip.place.line,
        column=slip.place.column,
        end=slip.place.end,
        excerpt=slip.place.excerpt,
        why=slip.why,
        remedies=slip.remedies,
        names=", ".join(slip.names or names),
    )


def _slip(
    error: Exception,
    scene: Scene,
    text: str,
    names: tuple[str, ...],
    environment: Sandbox,
    parts: tuple[str, ...],
) -> _Slip:
    if isinstance(error, TemplateSyntaxError):
        return _of_grammar(error, text, environment)
    if isinstance(error, UnknownWord):
        if scene.part is not None:
            return _of_part(error, scene, text)
        if error.is_of_document:
            return _of_name(error.word, scene, text, names)
        return _of_field(error, scene, text, environment)
    here = place_of_line(text, scene.line)
    if isinstance(error, TooMuch | RecursionError):
        return _Slip(Remark("the template works or writes without end"), here)
    if isinstance(error, NotText):
        return _Slip(Remark("only texts and numbers can be written; this is neither"), here)
    if isinstance(error, TemplateNotFound):
        return _of_include(error, scene, text, parts)
    return _Slip(Remark("this cannot be worked out: %(why)s", {"why": str(error)}), here)


def _of_grammar(error: TemplateSyntaxError, text: str, environment: Sandbox) -> _Slip:
    found = misread(error, tuple(sorted(environment.filters)), tuple(sorted(environment.tests)))
    place = place_of_unclosed(text, found.unclosed) if found.unclosed else None
    if place is None:
        word = found.word or ""
        place = place_of_word(text, error.lineno, word)
    meant = nearest(found.word or "", found.known) if found.known else None
    words = tuple(name for name in found.known if name.isidentifier())
    remedies = (*_did_you_mean((meant,) if meant else ()), *_list(found.kind, words))
    return _Slip(found.why, place, remedies)


def _list(kind: str, words: tuple[str, ...]) -> tuple[Remark, ...]:
    fields = {"names": ", ".join(words)}
    known = {
        "filter": Remark("Filters: %(names)s", fields),
        "test": Remark("Tests: %(names)s", fields),
        "tag": Remark("Tags: %(names)s", fields),
    }
    return (known[kind],) if kind in known else ()


def _of_name(word: str, scene: Scene, text: str, names: tuple[str, ...]) -> _Slip:
    """Something that the document has no name for."""
    place = place_of_word(text, scene.line, word, after_dot=False)
    mine = {name: value for name, value in scene.locals.items() if not name.startswith("_")}
    loops = tuple(name for name in mine if name not in names and not callable(mine[name]))
    loops = tuple(name for name in loops if name != "contents")
    inside = [f"{name}.{word}" for name in (*loops, *names) if word in _names_of(mine.get(name))]
    near = nearest(word, (*loops, *names))
    meant = tuple(dict.fromkeys((*inside, *((near,) if near else ()))))[:MOST_SUGGESTED]
    remedies = [*_did_you_mean(meant)]
    remedies += [_has(name, fields) for name in loops if (fields := _names_of(mine[name]))]
    known = tuple(dict.fromkeys((*loops, *names)))
    remedies.append(Remark("Names here: %(names)s", {"names": ", ".join(known)}))
    why = Remark("“%(word)s” is not known here", {"word": word})
    return _Slip(why, place, tuple(remedies), known)


def _of_field(error: UnknownWord, scene: Scene, text: str, environment: Sandbox) -> _Slip:
    """Something that a view, or what is no view, has no name for."""

    def is_it(chain: str) -> bool:
        value, *fields = chain.split(".")
        found = scene.locals.get(value)
        for field in fields:
            found = getattr(found, field, None)
        return type(found) is type(error.obj)

    place = place_of_word(text, scene.line, error.word, after_dot=True, is_it=is_it)
    word, owner, obj = error.word, place.chain, error.obj
    fields = {"word": word, "owner": owner}
    names = _names_of(obj)
    why = (
        Remark("“%(owner)s” has no “%(word)s”", fields)
        if owner
        else Remark("“%(word)s” is not known here", fields)
    )
    if names:
        near = nearest(word, names)
        meant = [f"{owner}.{near}" if owner else near] if near else []
        meant += [word] if word in scene.locals else []
        return _Slip(why, place, (*_did_you_mean(tuple(meant)), _has(owner, names)), names)
    return _Slip(why, place, _without_fields(word, owner, obj, environment))


def _without_fields(word: str, owner: str, obj: object, environment: Sandbox) -> tuple[Remark, ...]:
    """What to do with a value that has no names: a text, a list, nothing."""
    fields = {"word": word, "owner": owner or "…"}
    if obj is None:
        return (Remark("It is empty in this document: ask first, with “if %(owner)s”.", fields),)
    if word in environment.filters:
        return (Remark("A filter has that name: %(owner)s|%(word)s", fields),)
    if isinstance(obj, tuple) and obj and (names := _names_of(obj[0])):
        return (
            Remark("It is a list: “for each in %(owner)s”, then “each.%(word)s”.", fields),
            Remark("Each of them has: %(names)s", {"names": ", ".join(names)}),
        )
    if isinstance(obj, tuple):
        return (Remark("It is a list: “for each in %(owner)s”, or %(owner)s|join(', ').", fields),)
    if isinstance(obj, str):
        return (Remark("It is a text, which has no parts: write %(owner)s.", fields),)
    return ()


def _of_part(error: UnknownWord, scene: Scene, text: str) -> _Slip:
    """A part of ours is included where a name that it needs is not there."""
    place = place_of_line(text, scene.line)
    why = Remark(
        "the part “%(part)s” needs “%(word)s”, which is not known here",
        {"part": scene.part, "word": error.word},
    )
    return _Slip(why, place)


def _of_include(error: TemplateNotFound, scene: Scene, text: str, parts: tuple[str, ...]) -> _Slip:
    place = place_of_line(text, scene.line)
    name = str(error.name)
    at = place.excerpt.find(name)
    if at >= 0:
        place = Place(place.line, at + 1, at + 1 + len(name), place.excerpt)
    near = nearest(name, parts)
    known = tuple(part for part in parts if part.startswith("_"))
    remedies = (
        *_did_you_mean((near,) if near else ()),
        Remark("Parts: %(names)s", {"names": ", ".join(known)}),
    )
    return _Slip(Remark("there is no template “%(name)s”", {"name": name}), place, remedies)


def _names_of(value: object) -> tuple[str, ...]:
    return _LOOP if isinstance(value, LoopContext) else names_of(value)


def _has(owner: str, names: tuple[str, ...]) -> Remark:
    fields = {"owner": owner, "names": ", ".join(names)}
    if not owner:
        return Remark("It has: %(names)s", fields)
    return Remark("“%(owner)s” has: %(names)s", fields)


def _did_you_mean(meant: tuple[str, ...]) -> tuple[Remark, ...]:
    if not meant:
        return ()
    return (Remark("Did you mean %(names)s?", {"names": ", ".join(meant)}),)
