"""Where templates run: nothing but views in reach, everything written escaped, all work counted.

A template is data of the program's folder, so it is not trusted. Jinja's sandbox keeps it from
Python; this keeps it from endless loops and huge output, and its author from forgetting to escape.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import fields, is_dataclass
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context, LoopContext, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing
from markupsafe import Markup

from rmentor.reporting.escape import anchor, markdown

# A document may cost this much: a character written costs 1, a turn of a loop or a call more.
BUDGET = 64_000_000
COST_OF_A_TURN = 32
COST_OF_A_CALL = 128
LARGEST_NUMBER = 10**15
LONGEST_RANGE = 1000

FILTERS = (
    "abs", "capitalize", "count", "default", "d", "dictsort", "first", "groupby", "int", "items",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round",
    "select", "selectattr", "sort", "sum", "trim", "unique", "upper",
)  # fmt: skip
GLOBALS = ("dict", "namespace")


class TooMuch(SecurityError):
    """A template works or writes without end."""


class NotText(TypeError):
    """A template writes a view or a list as if it were a text."""


class UnknownWord(UndefinedError):
    """A template names what is not there.

    Attributes:
        word: The name.
        owner: Kind of view that lacks it, or None for the document itself.
        names: Names that the view has.
    """

    def __init__(self, word: str, owner: str | None, names: tuple[str, ...]) -> None:
        super().__init__(word)
        self.word, self.owner, self.names = word, owner, names


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
            owner = None if obj is missing else type(obj).__name__
            return UnknownWord(str(name), owner, names_of(obj))

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
    found = range(*bounds)
    if len(found) > LONGEST_RANGE:
        raise TooMuch("range")
    return found


class _Counting(CodeGenerator):
    """Compile templates so that they pay for what they write and for every turn of a loop."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        literal = sum(
            len(child.data) for child in node.nodes if isinstance(child, nodes.TemplateData)
        )
        self.writeline(f"environment.spend({literal})", node)
        super().visit_Output(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        paid = nodes.EnvironmentAttribute("paid")
        node.iter = nodes.Call(paid, [node.iter], [], None, None).set_lineno(node.lineno)
        super().visit_For(node, frame)

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        # Only what stands outside of {{ }} is written as it is; Jinja would take "<" for HTML.
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802
        # What a template says literally is its author's own, inside {{ }} as outside.
        const = node.as_const(frame.eval_ctx)
        self.write(f"Markup({const!r})" if isinstance(const, str) else repr(const))

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """The one environment of all templates."""

    code_generator_class = _Counting
    intercepted_binops = frozenset({"+", "-", "*", "**", "%"})

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
        self.filters = {name: self._paying(self.filters[name]) for name in FILTERS}
        self.filters["join"] = self._join
        self.filters["anchor"] = anchor
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

    def paid(self, values: Iterable[object]) -> Iterator[object]:
        """Go through ``values`` and pay for each."""
        for value in values:
            self.spend(COST_OF_A_TURN)
            yield value

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
            raise NotText(type(said).__name__)
        self.spend(len(done))
        return done

    def _paying(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Make a filter pay for what it goes through."""

        @functools.wraps(function)
        def paying(*args: Any, **kwargs: Any) -> Any:
            # Jinja calls its context a mapping, which has no length; some filters are handed it.
            sized = (each for each in args if isinstance(each, Sized) and hasattr(each, "__len__"))
            self.spend(COST_OF_A_TURN + sum(map(len, sized)))
            return function(*args, **kwargs)

        return paying

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

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call and pay for it."""
        self.spend(COST_OF_A_CALL)
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers of everyday size; texts are joined with ``~``."""
        if not all(isinstance(each, int | float) for each in (left, right)):
            self._refuse(f"{operator} is for numbers; texts are joined with ~")
        if operator == "**" and (abs(right) > 64 or abs(left) > 1000):
            self._refuse("number too large")
        found = super().call_binop(context, operator, left, right)
        if abs(found) > LARGEST_NUMBER:
            self._refuse("number too large")
        return found

    @staticmethod
    def _refuse(why: str) -> NoReturn:
        raise SecurityError(why)
