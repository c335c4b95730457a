"""Small changes of a Python file, each of which a good test notices.

Deterministic: the same file gives the same changes in the same order. Left alone are annotations, decorators,
docstrings, asserts, imports, and texts that are not compared. The operators:

- an order turns at its boundary and around (``<`` to ``<=`` and to ``>=``), an equality, membership or identity is
  denied; ``and`` and ``or`` change places; ``not`` goes; any other condition is denied;
- arithmetic: ``+`` and ``-``, ``*`` and ``+``, ``/`` and ``//`` to ``*``, ``%`` to ``+``, ``|`` and ``&``,
  ``<<`` and ``>>``, a sign goes;
- a number is one more and one less (the index of an item: the one beside it), a truth value is the other one, a
  compared text is another one;
- ``min`` and ``max``, ``any`` and ``all``, ``floor`` and ``ceil`` change places; what ``sorted`` sorts stays as it came;
- a statement that only acts (a call, ``+=``, ``raise``) is left out, ``continue`` and ``break`` change places;
- a function returns None instead.
"""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

_TURNED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OTHER_SUM: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_OTHER_CALL = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "sorted": "list",
}
_LEFT_ALONE = (ast.Import, ast.ImportFrom, ast.Assert, ast.JoinedStr)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SHOWN = 90
_SHOWN_WHOLE = (ast.expr, ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file.

    Attributes:
        function: Where it is, such as ``Sums.publish``; ``(module)`` outside of functions.
        what: The change: what stood there and what stands there now.
        line: Line of the change, as the file is now.
        top: Number of the outermost function around it, in the order of the file; -1: none.
        site, variant: Which node it is, and which of its changes.
        state: Tells that function, or all of the file where there is none, from what it was before an edit.
    """

    function: str
    what: str
    line: int
    top: int
    site: int
    variant: int
    state: str


@dataclass(slots=True)
class _Site:
    """A node, and where it hangs."""

    node: ast.AST
    parent: ast.AST
    name: str
    place: int | None
    function: str
    top: int
    around: ast.AST

    def set(self, new: ast.AST) -> None:
        ast.copy_location(new, self.node)
        if self.place is None:
            setattr(self.parent, self.name, new)
        else:
            getattr(self.parent, self.name)[self.place] = new


@dataclass(slots=True)
class _Walk:
    """The walk over a tree: each node with the function that it is in."""

    numbers: Iterator[int] = field(default_factory=count)

    def sites(
        self, node: ast.AST, function: str, top: int, around: ast.AST | None
    ) -> Iterator[_Site]:
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "keywords", "bases"} and not (
                name == "keywords" and isinstance(node, ast.Call)
            ):
                continue
            children = value if isinstance(value, list) else [value]
            for place, child in enumerate(children):
                if not isinstance(child, ast.AST) or _is_left_alone(child, node):
                    continue
                shown = _told_with(child, around)
                at = place if isinstance(value, list) else None
                yield _Site(child, node, name, at, function, top, shown or child)
                inner, number = function, top
                # Defaults of arguments are worked out outside of the function, but they are told with it.
                if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    inner = child.name if function == "(module)" else f"{function}.{child.name}"
                if isinstance(child, _FUNCTIONS) and top < 0:
                    number = next(self.numbers)
                yield from self.sites(child, inner, number, shown)


def _is_left_alone(node: ast.AST, parent: ast.AST) -> bool:
    if isinstance(node, _LEFT_ALONE):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    return isinstance(parent, ast.Expr) and isinstance(node, ast.Constant)


def _told_with(node: ast.AST, around: ast.AST | None) -> ast.AST | None:
    """The code that is shown for a change of ``node``: a number alone says nothing."""
    is_small = isinstance(node, ast.Constant | ast.Name | ast.UnaryOp)
    if isinstance(around, _SHOWN_WHOLE) and len(_shown(around)) < _SHOWN and is_small:
        return around
    return node if isinstance(node, ast.expr | ast.stmt) else around


def _sites(tree: ast.Module) -> list[_Site]:
    return list(_Walk().sites(tree, "(module)", -1, None))


def mutants_of(source: str) -> list[Mutant]:
    """All changes of a file, in its order; no two with the same name."""
    known: Counter[tuple[str, str]] = Counter()
    tree = ast.parse(source)
    sites, found = _sites(tree), []
    states = [_state(node) for node in (*_outermost(sites), tree)]
    for number, site in enumerate(sites):
        before = _shown(site.around)
        for variant, new in enumerate(_variants(site)):
            old = site.node
            site.set(new)
            what = f"`{before}` → `{_after(site, new)}`"
            site.set(old)
            known[site.function, what] += 1
            again = known[site.function, what]
            what += f" ({again})" if again > 1 else ""
            line = getattr(site.node, "lineno", 0) or getattr(site.around, "lineno", 0)
            state = states[site.top]
            found.append(Mutant(site.function, what, line, site.top, number, variant, state))
    return found


def _state(node: ast.AST) -> str:
    return hashlib.sha256(ast.dump(node).encode()).hexdigest()[:12]


def _outermost(sites: Iterable[_Site]) -> list[ast.AST]:
    """The outermost functions, in the order in which they are numbered."""
    return [site.node for site in sites if isinstance(site.node, _FUNCTIONS) and site.top < 0]


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The file with one change, each line where it was."""
    tree = ast.parse(source)
    site = _sites(tree)[mutant.site]
    site.set(list(_variants(site))[mutant.variant])
    return ast.fix_missing_locations(tree)


def outermost(source: str) -> list[str]:
    """Names of the outermost functions of a file, in the order in which they are numbered."""
    return [getattr(node, "name", "lambda") for node in _outermost(_sites(ast.parse(source)))]


def told(source: str, name: str) -> ast.Module:
    """The file with a call ``name(number)`` at the begin of each outermost function."""
    tree = ast.parse(source)
    for number, node in enumerate(_outermost(_sites(tree))):
        call = ast.parse(f"{name}({number})", mode="eval").body
        if isinstance(node, ast.Lambda):
            pair = ast.Tuple([call, node.body], ast.Load())
            node.body = ast.Subscript(pair, ast.Constant(1), ast.Load())
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body.insert(0, ast.Expr(call))
    return ast.fix_missing_locations(tree)


def _after(site: _Site, new: ast.AST) -> str:
    return _shown(new if site.around is site.node else site.around)


def _shown(node: ast.AST) -> str:
    """Code on one line, its begin where it is long."""
    if isinstance(node, ast.If | ast.While):
        head = "if" if isinstance(node, ast.If) else "while"
        text = f"{head} {ast.unparse(node.test)}"
    elif isinstance(node, ast.comprehension):
        text = ast.unparse(node).strip()
    else:
        text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _variants(site: _Site) -> Iterator[ast.AST]:
    """Every other node that may stand at a place."""
    node = site.node
    if isinstance(node, ast.Compare):
        yield from _compared(node)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _OTHER_SUM and not _is_type(node):
        yield ast.BinOp(node.left, _OTHER_SUM[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant):
        yield from _constants(site, node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        if node.id in _OTHER_CALL and node.id != "sorted":
            yield ast.Name(_OTHER_CALL[node.id], ast.Load())
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "sorted":
        yield ast.Call(ast.Name("list", ast.Load()), node.args, [])
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    is_condition = site.name in {"test", "ifs"}
    told_above = ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant
    if is_condition and isinstance(node, ast.expr) and not isinstance(node, told_above):
        yield ast.UnaryOp(ast.Not(), node)


def _is_type(node: ast.BinOp) -> bool:
    return isinstance(node.right, ast.Constant) and node.right.value is None


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for place, sign in enumerate(node.ops):
        for other in _TURNED[type(sign)]:
            signs = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield ast.Compare(node.left, signs, node.comparators)


def _constants(site: _Site, node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        step = 1 if isinstance(node.value, int) else node.value / 2
        is_index = isinstance(site.parent, ast.Subscript) and site.name == "slice"
        if not is_index or not node.value:
            yield ast.Constant(node.value + step)
        if not is_index or node.value:
            yield ast.Constant(node.value - step)
    elif isinstance(node.value, str) and isinstance(site.parent, ast.Compare):
        yield ast.Constant(node.value + "~")


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(node, ast.Continue | ast.Break):
        yield ast.Break() if isinstance(node, ast.Continue) else ast.Continue()
    elif isinstance(node, ast.Expr | ast.AugAssign | ast.Raise):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_yield = isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom)
        if not is_text and not is_yield:
            yield ast.Pass()
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))
