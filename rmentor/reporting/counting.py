"""Templates compiled so that they pay for their work before they do it.

Every statement costs by the size of its expressions, every turn of a loop something, every text written
its length. What a filter, a test, a comparison or a call costs is paid where it happens (``sandbox.py``).
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, operators

COST_OF_A_CHARACTER = 8
COST_OF_A_TURN = 32
COST_OF_A_STEP = 4
COST_OF_A_LOOK = 12
COST_OF_A_TEMPLATE = 1000
# Longer expressions are no part of a report; one of them may stand where it cannot be paid in advance.
LONGEST_EXPRESSION = 400
LARGEST_NUMBER = 10**15

_BRINGS_A_TEMPLATE = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_PAYS = (
    *_BRINGS_A_TEMPLATE,
    *(nodes.If, nodes.For, nodes.Assign, nodes.AssignBlock, nodes.CallBlock),
    *(nodes.FilterBlock, nodes.With),
)


class Counting(CodeGenerator):
    """Writes Python that calls ``environment.spend`` and passes values through ``environment.seen``."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """Let a statement pay for its expressions before they are worked out."""
        if isinstance(node, _PAYS):
            cost = COST_OF_A_STEP * self._size(node)
            if isinstance(node, _BRINGS_A_TEMPLATE):
                cost += COST_OF_A_TEMPLATE
            self.writeline(f"environment.spend({cost})", node)
        elif isinstance(node, nodes.Macro):
            self._size(node)
        return super().visit(node, *args, **kwargs)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Pay for what is written literally, and for working out the rest."""
        literal = sum(
            len(child.data) for child in node.nodes if isinstance(child, nodes.TemplateData)
        )
        cost = COST_OF_A_CHARACTER * literal + COST_OF_A_STEP * self._size(node)
        self.writeline(f"environment.spend({cost})", node)
        super().visit_Output(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """Pay for every turn, and for what chooses the turns."""
        turn = COST_OF_A_TURN + COST_OF_A_STEP * (self._size(node.test) if node.test else 0)
        paid = nodes.EnvironmentAttribute("paid")
        arguments = [node.iter, nodes.Const(turn)]
        node.iter = nodes.Call(paid, arguments, [], None, None).set_lineno(node.lineno)
        super().visit_For(node, frame)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """Look at what is compared: lists of lists can take longer than the world will stand."""
        operands = (node.expr, *(each.expr for each in node.ops))
        is_short = any(isinstance(each, nodes.Const) for each in operands)
        if len(operands) == 2 and is_short and node.ops[0].op not in ("in", "notin"):
            # A literal is compared with as much as it is long.
            super().visit_Compare(node, frame)
            return
        self.write("(")
        self._visit_seen(node.expr, frame)
        for each in node.ops:
            self.write(f" {operators[each.op]} ")
            self._visit_seen(each.expr, frame)
        self.write(")")

    def _visit_seen(self, node: nodes.Expr, frame: Frame) -> None:
        """Work out a value and look at it; a literal is as long as it is written."""
        is_literal = isinstance(node, nodes.Const)
        self.write("" if is_literal else "environment.seen(")
        self.visit(node, frame)
        self.write("" if is_literal else ")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """Look at keys: to find the place of a tuple of tuples takes as long as to compare it."""
        self.write("{")
        for index, item in enumerate(node.items):
            self.write(", " if index else "")
            self._visit_seen(item.key, frame)
            self.write(": ")
            self.visit(item.value, frame)
        self.write("}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Pay for a part of a text or list, which is a copy."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.copied(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        # Only what stands outside of {{ }} is written as it is; Jinja would take "<" for HTML.
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802
        """Write a literal: what a template says itself is its author's own, inside {{ }} as outside."""
        const = node.as_const(frame.eval_ctx)
        if isinstance(const, int) and abs(const) > LARGEST_NUMBER:
            self.fail("number too large", node.lineno)
        if isinstance(const, str) and const.encode("utf-8", "replace").decode() != const:
            self.fail("this is not UTF-8", node.lineno)
        self.write(f"Markup({const!r})" if isinstance(const, str) else repr(const))

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Join parts through the gate to the document."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def _size(self, node: nodes.Node) -> int:
        """How many steps the expressions of a statement take; statements inside pay for themselves."""
        steps, waiting = 0, [node]
        while waiting:
            for child in waiting.pop().iter_child_nodes():
                if isinstance(child, nodes.Expr | nodes.Helper):
                    size = 1 + sum(1 for _ in child.find_all(nodes.Node))
                    if size > LONGEST_EXPRESSION and not isinstance(child, nodes.TemplateData):
                        self.fail("the expression is too long", node.lineno)
                    steps += size
                elif isinstance(node, nodes.If) and child in node.elif_:
                    waiting.append(child)
        return steps
