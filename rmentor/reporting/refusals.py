"""What the sandbox refuses, and what a template does with a value that the value cannot do."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateRuntimeError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Macro
from jinja2.utils import missing

from rmentor.errors import Remark

# What Jinja hands to some filters before the value.
_GIVEN = ("environment", "context", "eval_ctx")
_KINDS = {
    "bool": Remark("a yes or no"),
    "dict": Remark("a mapping"),
    "float": Remark("a number"),
    "int": Remark("a number"),
    "list": Remark("a list"),
    "Markup": Remark("a text"),
    "NoneType": Remark("nothing"),
    "str": Remark("a text"),
    "tuple": Remark("a list"),
}
_THING = Remark("something with names of its own")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something could not be worked out.

    Attributes:
        why: What is wrong.
        words: Names or signs at one of which it went wrong, as the template may have written them.
        remedies: What to do.
        is_iteration: Whether it is what stands behind an ``in``.
    """

    why: Remark
    words: tuple[str, ...] = ()
    remedies: tuple[Remark, ...] = ()
    is_iteration: bool = False


class TooMuch(SecurityError):
    """A template works or writes without end."""


class NotText(TypeError):
    """A template writes a view or a list, ``obj``, as if it were a text."""

    def __init__(self, obj: object) -> None:
        super().__init__(type(obj).__name__)
        self.obj = obj


class Refused(SecurityError):
    """A template computes what it may not; ``reason`` says so."""

    def __init__(self, why: Remark, *words: str, remedies: tuple[Remark, ...] = ()) -> None:
        super().__init__(str(why))
        self.reason = Reason(why, words, remedies)


class UnknownWord(UndefinedError):
    """A template names what is not there.

    Attributes:
        word: The name.
        obj: What lacks it; of no meaning where that is the document itself.
        is_of_document: Whether the document lacks it.
    """

    def __init__(self, word: str, obj: object) -> None:
        super().__init__(word)
        self.word, self.obj, self.is_of_document = word, obj, obj is missing


def check_call(
    names: tuple[str, ...], function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> None:
    """Look at a call that failed: do nothing where it was not the call itself that was wrong.

    Args:
        names: What the template may call the function.
        function: A filter, test, macro or function.
        args: That it was called with; for a filter or test, the value first.
        kwargs: Likewise.

    Raises:
        Refused: It takes other arguments.
    """
    if isinstance(function, Macro):
        takes = tuple(f"{name}=…" for name in function.arguments)
        unknown = set(kwargs) - set(function.arguments)
        fits = (len(args) <= len(takes) or function.catch_varargs) and (
            not unknown or function.catch_kwargs
        )
        if not fits:
            raise _misused((function.name,), takes)
        return
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        raise _misused(names, _taken(signature)) from None


def check_filter(
    name: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> None:
    """Look at a call of a filter or test that failed, as ``check_call`` does.

    Raises:
        Refused: It takes other arguments.
    """
    signature = inspect.signature(function)
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        takes = _taken(signature)
        known = list(signature.parameters)
        given = 1 + (bool(known) and known[0] in _GIVEN)
        raise _misused((name,), takes[given:]) from None


def _taken(signature: inspect.Signature) -> tuple[str, ...]:
    return tuple(
        "…"
        if each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
        else each.name + ("" if each.default is each.empty else "=…")
        for each in signature.parameters.values()
    )


def _misused(names: tuple[str, ...], takes: Iterable[str]) -> Refused:
    taken = ", ".join(dict.fromkeys(takes))
    remedy = (
        Remark("In its brackets stands: %(names)s", {"names": taken})
        if taken
        else Remark("Nothing stands in its brackets.")
    )
    why = Remark("“%(word)s” takes other arguments than these", {"word": names[0]})
    return Refused(why, *names, remedies=(remedy,))


def reason_of(error: Exception) -> Reason:
    """Why something could not be worked out; in Python's words where there are no better ones."""
    if isinstance(error, TooMuch | RecursionError):
        why = Remark("the template works or writes without end")
        often = Remark("Most often a loop inside a loop does that, or a part that includes itself.")
        return Reason(why, remedies=(often,))
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, ZeroDivisionError):
        return Reason(Remark("this divides by zero"), ("divisibleby",))
    if isinstance(error, KeyError):
        word = {"word": str(error.args[0]) if error.args else ""}
        return Reason(Remark("a sentence names “%(word)s”, which is not given: “%(word)s=…”", word))
    if isinstance(error, TypeError) and (found := _of_types(str(error))):
        return found
    if isinstance(error, TemplateRuntimeError | UndefinedError) and (
        found := _of_import(str(error.message))
    ):
        return found
    return Reason(Remark("this cannot be worked out: %(why)s", {"why": str(error)}))


def _of_types(message: str) -> Reason | None:
    """What Python says of kinds of values that do not go together."""
    if found := re.match(r"'(.+)' not supported between instances of '(.+)' and '(.+)'", message):
        left, right = (_KINDS.get(found[each], _THING) for each in (2, 3))
        fields = {"sign": found[1], "left": left, "right": right}
        why = Remark("“%(sign)s” cannot compare %(left)s with %(right)s", fields)
        is_empty = "NoneType" in (found[2], found[3])
        ask = (Remark("Where something may be empty, ask first, with “if”."),) if is_empty else ()
        # Sorting compares as well, and a template writes no sign for it.
        return Reason(why, (found[1], "sort", "min", "max", "groupby", "unique"), ask)
    if found := re.match(r"'(.+)' object is not (?:iterable|a container or iterable)", message):
        if found[1] == "NoneType":
            why = Remark("there is nothing to go through in this document: ask first, with “if”")
        else:
            fields = {"kind": _KINDS.get(found[1], _THING)}
            why = Remark("only a list can be gone through, and this is %(kind)s", fields)
        return Reason(why, is_iteration=True)
    return None


def _of_import(message: str) -> Reason | None:
    """What Jinja says of a name that an imported template does not have."""
    if found := re.search(r"does not export the requested name '(\w+)'", message):
        fields = {"word": found[1]}
        return Reason(Remark("the imported template has no macro “%(word)s”", fields), (found[1],))
    if found := re.search(r"[Bb]lock '(\w+)' not found", message):
        why = Remark("the block “%(word)s” is to be given here", {"word": found[1]})
        return Reason(why, (found[1],))
    if "extended multiple times" in message:
        return Reason(Remark("a template extends one other, not two"), ("extends",))
    return None
