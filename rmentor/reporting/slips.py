"""What is wrong in a template, where, and what could be written there instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from jinja2 import TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext

from rmentor.errors import Remark, TemplateFailed
from rmentor.folder.closest import nearest
from rmentor.reporting.refusals import NotText, UnknownWord, reason_of
from rmentor.reporting.sandbox import Sandbox, names_of
from rmentor.reporting.shelf import BUILT_IN, FOLDER, Shelf
from rmentor.reporting.template_grammar import NO_SUCH, misread
from rmentor.reporting.template_places import (
    Place,
    place_of_any,
    place_of_iterated,
    place_of_line,
    place_of_offset,
    place_of_open,
    place_of_quoted,
    place_of_stop,
    place_of_unclosed,
    place_of_word,
    place_of_written,
)

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


def scene_of(error: Exception, template: str, shelf: Shelf) -> Scene:
    """Find the place in a template that an error comes from; in the program's own where there is one."""
    if isinstance(error, TemplateSyntaxError):
        # Some of Jinja's own have the file for a name, or the name alone.
        file = error.filename or error.name or template
        is_file = file.startswith((FOLDER, BUILT_IN))
        return Scene(file if is_file else shelf.file_of(file), error.lineno, {})
    last, own = Scene(shelf.file_of(template), 1, {}), None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith((FOLDER, BUILT_IN)):
            last = Scene(name, trace.tb_lineno, dict(trace.tb_frame.f_locals))
            own = last if name.startswith(FOLDER) else own
        trace = trace.tb_next
    if own is None or own is last:
        return last
    # A part of ours is as it should be; the program's template that includes it is not.
    return replace(own, part=last.file.removeprefix(BUILT_IN))


@dataclass(frozen=True, slots=True)
class _Slip:
    why: Remark
    place: Place
    remedies: tuple[Remark, ...] = ()
    names: tuple[str, ...] = ()


def failure(
    error: Exception,
    scene: Scene,
    template: str,
    names: tuple[str, ...],
    environment: Sandbox,
    shelf: Shelf,
) -> TemplateFailed:
    """Make the error that people are shown.

    Args:
        error: What Jinja or the sandbox said.
        scene: Where.
        template: Of the document.
        names: Of the document.
        environment: Whose filters and tests there are.
        shelf: Where the templates are.
    """
    slip = _slip(error, scene, names, environment, shelf)
    return TemplateFailed(
        file=scene.file,
        line=slip.place.line,
        column=slip.place.column,
        end=slip.place.end,
        excerpt=slip.place.excerpt,
        why=slip.why,
        remedies=(*slip.remedies, *_of_file(scene.file, template, shelf)),
        names=", ".join(slip.names or names),
    )


def _of_file(file: str, template: str, shelf: Shelf) -> tuple[Remark, ...]:
    """What document a part is used in, and what it can be compared with."""
    name = file.removeprefix(FOLDER)
    found = []
    if name != template:
        found.append(Remark("It is used in: %(name)s", {"name": template}))
    if file.startswith(FOLDER) and name in shelf.built_in():
        sentence = "Compare it with the one that ships: rmentor template diff %(name)s"
        found.append(Remark(sentence, {"name": name}))
    return tuple(found)


def _slip(
    error: Exception, scene: Scene, names: tuple[str, ...], environment: Sandbox, shelf: Shelf
) -> _Slip:
    text = shelf.text_of(scene.file)
    message = error.message or "" if isinstance(error, TemplateSyntaxError) else str(error)
    if isinstance(error, TemplateSyntaxError) or re.match(NO_SUCH, message):
        return _of_grammar(message, scene, text, environment)
    if isinstance(error, UnknownWord):
        if scene.part is not None:
            return _of_part(error, scene, text, shelf)
        if error.is_of_document:
            return _of_name(error.word, scene, text, names, environment)
        return _of_field(error, scene, text, environment)
    if isinstance(error, NotText):
        return _of_written(error.obj, scene, text)
    if isinstance(error, TemplateNotFound):
        return _of_include(error, scene, text, shelf)
    reason = reason_of(error)
    place = (
        place_of_iterated(text, scene.line)
        if reason.is_iteration
        else place_of_any(text, scene.line, reason.words)
    )
    return _Slip(reason.why, place, reason.remedies)


def _of_grammar(message: str, scene: Scene, text: str, environment: Sandbox) -> _Slip:
    found = misread(message, environment.filters, environment.tests)
    place = place_of_unclosed(text, found.unclosed) if found.unclosed else None
    if found.offset is not None:
        place = place_of_offset(text, found.offset)
    elif place is None and (place := place_of_open(text, scene.line)) is not None:
        return _Slip(Remark("the tag that begins here is not closed"), place)
    elif place is None:
        place = place_of_stop(text, scene.line, found.word or "")
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


def _of_name(
    word: str, scene: Scene, text: str, names: tuple[str, ...], environment: Sandbox
) -> _Slip:
    """Something that the document has no name for."""
    place = place_of_word(text, scene.line, word, after_dot=False)
    if word in names:
        why = Remark("“%(word)s” is not known in an imported template", {"word": word})
        remedy = Remark("Import it “with context”, or hand it to the macro in its brackets.")
        return _Slip(why, place, (remedy,))
    mine = {name: value for name, value in scene.locals.items() if not name.startswith("_")}
    functions = tuple(environment.globals)
    loops = tuple(name for name in mine if name not in (*names, *functions))
    loops = tuple(name for name in loops if not callable(mine[name]))
    inside = [f"{name}.{word}" for name in (*loops, *names) if word in _names_of(mine.get(name))]
    dotted = {each: f"{name}.{each}" for name in loops for each in _names_of(mine[name])}
    near = nearest(word, (*loops, *names, *functions), dotted)
    meant = tuple(inside[:MOST_SUGGESTED]) or ((near,) if near else ())
    remedies = [*_did_you_mean(meant)]
    remedies += [_has(name, fields) for name in loops if (fields := _names_of(mine[name]))]
    known = tuple(dict.fromkeys((*loops, *names)))
    remedies.append(Remark("Names here: %(names)s", {"names": ", ".join(known)}))
    why = Remark("“%(word)s” is not known here", {"word": word})
    return _Slip(why, place, tuple(remedies), known)


def _of_field(error: UnknownWord, scene: Scene, text: str, environment: Sandbox) -> _Slip:
    """Something that a view, or what is no view, has no name for."""

    def is_it(chain: str) -> bool:
        return type(_value_of(chain, scene)) is type(error.obj)

    word, obj = error.word, error.obj
    place = place_of_word(text, scene.line, word, after_dot=True, is_it=is_it)
    if not place.chain:
        place = place_of_quoted(text, scene.line, word)
    owner = place.chain
    if word.isdecimal() and isinstance(obj, tuple | list):
        known = {"n": len(obj), "number": word}
        why = Remark("the list has no number %(number)s: it has %(n)s, counted from 0", known)
        return _Slip(why, place_of_any(text, scene.line, (f"[{word}]",)))
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


def _value_of(chain: str, scene: Scene) -> object:
    """What such as ``pair.progress`` stands for; None where it cannot be told."""
    first, *fields = chain.split(".")
    found = scene.locals.get(first)
    for field in fields:
        found = getattr(found, field, None)
    return found


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
    if isinstance(obj, bool):
        return (Remark("It is yes or no: “if %(owner)s”.", fields),)
    if isinstance(obj, str | int | float):
        return (Remark("It is a text or a number, which has no parts."),)
    return ()


def _of_written(obj: object, scene: Scene, text: str) -> _Slip:
    """A list or a view is written as if it were a text."""
    place = place_of_written(text, scene.line, lambda chain: _value_of(chain, scene) is obj)
    why = Remark("only texts and numbers can be written; this is neither")
    chain = place.excerpt[place.column - 1 : place.end - 1].strip("{}- ")
    fields = {"owner": chain if _value_of(chain, scene) is obj else "…"}
    if isinstance(obj, tuple):
        list_ = Remark("It is a list: “for each in %(owner)s”, or %(owner)s|join(', ').", fields)
        return _Slip(why, place, (list_,))
    if isinstance(obj, bool):
        return _Slip(why, place, (Remark("It is yes or no: “if %(owner)s”.", fields),))
    names = _names_of(obj)
    return _Slip(why, place, (_has("", names),) if names else (), names)


def _of_part(error: UnknownWord, scene: Scene, text: str, shelf: Shelf) -> _Slip:
    """A part of ours is included where a name that it needs is not there."""
    place = place_of_line(text, scene.line)
    fields = {"part": scene.part, "word": error.word}
    why = Remark("the part “%(part)s” needs “%(word)s”, which is not known here", fields)
    users = [
        name
        for name in sorted(shelf.built_in())
        if re.search(
            rf"""include\s+['"]{re.escape(scene.part or "")}['"]""", shelf.text_of(BUILT_IN + name)
        )
    ]
    remedies = (Remark("These templates include it: %(names)s", {"names": ", ".join(users)}),)
    return _Slip(why, place, remedies if users else ())


def _of_include(error: TemplateNotFound, scene: Scene, text: str, shelf: Shelf) -> _Slip:
    place = place_of_line(text, scene.line)
    name = str(error.name)
    at = place.excerpt.find(name)
    if at >= 0:
        place = Place(place.line, at + 1, at + 1 + len(name), place.excerpt)
    ending = PurePosixPath(scene.file).suffix
    parts = sorted(each for each in shelf.names() if each.endswith(ending))
    near = nearest(name, parts)
    known = [part for part in parts if part.startswith("_")]
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
