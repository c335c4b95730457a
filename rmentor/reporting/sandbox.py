"""Where templates run: nothing but views in reach, everything written escaped, all work counted.

A template is data of the program's folder, so it is not trusted. Jinja's sandbox keeps it from
Python; this keeps it from endless loops and huge output, and its author from forgetting to escape.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context, LoopContext, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing
from markupsafe import Markup

from rmentor.errors import Remark
from rmentor.reporting.bounded import (
    AT_ONCE,
    COMPARING,
    INTO_LISTS,
    rounded,
    total_of,
    trimmed,
    whole,
)
from rmentor.reporting.counting import (
    COST_OF_A_CHARACTER,
    COST_OF_A_LOOK,
    COST_OF_A_STEP,
    COST_OF_A_TURN,
    LARGEST_NUMBER,
    Counting,
)
from rmentor.reporting.escape import anchor, markdown
from rmentor.reporting.refusals import (
    NotText,
    Refused,
    TooMuch,
    UnknownWord,
    check_call,
    check_filter,
)

# What all documents of a command may cost, and so much more a byte of the program: units of 50 ns.
BUDGET = 32_000_000
BUDGET_A_BYTE = 40
COST_OF_A_CALL = 128
COST_OF_AN_ITEM = 8
# Comparing texts takes little for each character.
_CHARACTERS_A_STEP = 16
_CONTAINERS = (list, tuple, dict)
LONGEST_RANGE = 1000

FILTERS = (
    "abs", "capitalize", "count", "default", "d", "dictsort", "first", "groupby", "int", "items",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round",
    "select", "selectattr", "sort", "sum", "trim", "unique", "upper",
)  # fmt: skip
GLOBALS = ("dict", "namespace")


class Unknown(StrictUndefined):
    """A name that is not there; it fails as soon as it is used, and tells what there is."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        def fail(message: str | None = None) -> Exception:
            if exc is not UndefinedError or hint is not None:
                return exc(message)
            return UnknownWord(str(name), obj)

        super().__init__(hint, obj, name, fail)  # type: ignore[arg-type]


def names_of(view: object) -> tuple[str, ...]:
    """Names that a template may use of a view."""
    names = _fields_of(view if isinstance(view, type) else type(view))
    if names is not None:
        return names
    if isinstance(view, Mapping):
        return tuple(str(key) for key in view)
    return ()


@functools.cache
def _fields_of(kind: type) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _short_range(*bounds: int) -> range:
    """Numbers to count with; a report needs no thousands of them."""
    if not all(isinstance(each, int) for each in bounds) or not 0 < len(bounds) < 4:
        raise Refused(Remark("“range” is for whole numbers"), "range")
    found = range(*bounds)
    if len(found) > LONGEST_RANGE:
        fields = {"most": LONGEST_RANGE}
        raise Refused(Remark("“range” counts to %(most)s at most", fields), "range")
    return found


class Sandbox(ImmutableSandboxedEnvironment):
    """The one environment of all templates."""

    code_generator_class = Counting
    intercepted_binops = frozenset({"+", "-", "*", "**", "%", "/", "//"})

    def __init__(self, escape: Callable[[str], Markup] = markdown, **options: Any) -> None:
        """Make an environment whose documents are of one kind.

        Args:
            escape: Makes a text part of such a document, whatever signs are in it.
            options: Of Jinja's.
        """
        self._escape = escape
        super().__init__(
            autoescape=True,
            undefined=Unknown,
            finalize=self._written,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            **options,
        )
        self.left = BUDGET
        known = {**self.filters, "round": rounded, "sum": total_of, "trim": trimmed, "int": whole}
        self.filters = {name: self._paying(name, known[name]) for name in FILTERS}
        tests: dict[str, Any] = self.tests
        self.tests = {name: self._looking(name, test) for name, test in tests.items()}
        self.filters["join"] = self._join
        self.filters["anchor"] = self._paying("anchor", anchor)
        self.globals = {name: self.globals[name] for name in GLOBALS}
        self.globals["range"] = _short_range
        self.policies["ext.i18n.trimmed"] = True

    def spend(self, cost: int) -> None:
        """Pay for some work.

        Raises:
            TooMuch: There was too much of it.
        """
        self.left -= cost
        if self.left < 0:
            raise TooMuch("too much")

    def paid(self, values: Iterable[object], cost: int = COST_OF_A_TURN) -> Iterator[object]:
        """Go through ``values`` and pay for each."""
        for value in values:
            self.spend(cost)
            yield value

    def seen(self, value: Any) -> Any:
        """Pay for looking at all of a value, what is in it as often as it is in it; answer the value."""
        if not isinstance(value, str | list | tuple | dict):
            return value
        waiting = [value]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                self.spend(COST_OF_A_STEP + len(each) // _CHARACTERS_A_STEP)
                continue
            self.spend(COST_OF_A_STEP + COST_OF_AN_ITEM * len(each))
            inner = (*each.keys(), *each.values()) if isinstance(each, dict) else each
            waiting += [item for item in inner if isinstance(item, str | list | tuple | dict)]
        return value

    def copied(self, value: Any) -> Any:
        """Pay for a copy of a value; answer the value."""
        if isinstance(value, Sized) and hasattr(value, "__len__"):
            self.spend(len(value) * (1 if isinstance(value, str) else COST_OF_AN_ITEM))
        return value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Answer what a view has under a name, and pay for the look."""
        self.left -= COST_OF_A_LOOK
        if self.left < 0:
            raise TooMuch("too much")
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Answer an item, and pay for the look."""
        self.spend(COST_OF_A_LOOK)
        return super().getitem(obj, self.seen(argument))

    def joined(self, parts: Iterable[object], between: object = "") -> Markup:
        """Write parts one after the other: what is finished as it is, the rest escaped."""
        return self._written(between).join(self._written(part) for part in parts)

    def _join(self, parts: Iterable[object], d: object = "") -> Markup:
        return self.joined(self.paid(parts), d)

    def _written(self, said: object) -> Markup:
        """Pass ``said`` through the one gate to the document."""
        if isinstance(said, Markup):
            done = said
        elif isinstance(said, str):
            done = self._escape(said)
        elif said is None:
            return Markup("")
        elif isinstance(said, int) and not isinstance(said, bool):
            done = Markup(str(said))  # noqa: S704 - digits
        elif isinstance(said, Undefined) and not isinstance(said, StrictUndefined):
            return Markup("")  # an "if" inside {{ }} that has no "else"
        else:
            str(said)  # a name that is not there tells so
            raise NotText(said)
        self.spend(COST_OF_A_CHARACTER * len(done))
        return done

    def _paying(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Make a filter pay for what it goes through."""

        @functools.wraps(function)
        def paying(*args: Any, **kwargs: Any) -> Any:
            self.spend(COST_OF_A_TURN)
            if name in COMPARING:
                args = tuple(
                    list(self.paid(each)) if isinstance(each, Iterator) else each for each in args
                )
            for each in args:
                # Jinja calls its context a mapping, which has no length; some filters are handed it.
                if not isinstance(each, Sized) or not hasattr(each, "__len__"):
                    continue
                if isinstance(each, str) and name not in INTO_LISTS:
                    self.spend(len(each))
                elif name not in AT_ONCE:
                    self.spend(len(each) * COST_OF_A_TURN)
                if name in COMPARING:
                    for _ in range(len(each).bit_length()):
                        self.seen(each)
            try:
                return function(*args, **kwargs)
            except TypeError:
                check_filter(name, function, args, kwargs)
                raise

        return paying

    def _looking(self, name: str, test: Callable[..., Any]) -> Callable[..., Any]:
        """Make a test pay for what it looks at."""

        @functools.wraps(test)
        def looking(*args: Any, **kwargs: Any) -> Any:
            self.spend(COST_OF_A_STEP)
            for each in args:
                self.seen(each)
            try:
                return test(*args, **kwargs)
            except TypeError:
                check_filter(name, test, args, kwargs)
                raise

        return looking

    def wrap_str_format(self, value: Any) -> None:
        """Refuse ``str.format``: a width in it may be any number."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let a template see the fields of views, the keys of mappings and the state of its loops."""
        kind: type = type(obj)
        names = _fields_of(kind)
        if names is not None:
            return attr in names
        if isinstance(obj, Mapping):
            return attr in ("items", "keys", "values", "get")
        if isinstance(obj, tuple):
            return attr in getattr(obj, "_fields", ())
        known = LoopContext | Namespace | TemplateReference | TemplateModule
        return isinstance(obj, known) and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Answer that there is no such name: what templates may not reach is not there for them."""
        return self.undefined(obj=obj, name=attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call and pay for it."""
        self.spend(COST_OF_A_CALL)
        for each in (*args, *kwargs.values()):
            if isinstance(each, _CONTAINERS):
                self.seen(each)
        if not callable(obj):
            raise Refused(Remark("this is no function: leave the brackets away"), "(")
        try:
            return super().call(context, obj, *args, **kwargs)
        except TypeError:
            known = tuple(name for name, each in self.globals.items() if each is obj)
            check_call(known or (getattr(obj, "__name__", ""),), obj, args, kwargs)
            raise

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers of everyday size; texts are joined with ``~``."""
        self.spend(COST_OF_A_STEP)
        if not all(isinstance(each, int | float) for each in (left, right)):
            fields = {"sign": operator}
            why = Remark("“%(sign)s” is for numbers; texts are joined with “~”", fields)
            raise Refused(why, operator)
        too_large = Refused(Remark("the number is too large"), operator)
        if max(abs(left), abs(right)) > LARGEST_NUMBER:
            raise too_large
        if operator == "**" and (abs(right) > 64 or abs(left) > 1000):
            raise too_large
        try:
            found = super().call_binop(context, operator, left, right)
        except ZeroDivisionError:
            raise Refused(Remark("this divides by zero"), operator) from None
        if abs(found) > LARGEST_NUMBER:
            raise too_large
        return found
