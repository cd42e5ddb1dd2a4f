"""Counting: the code that Jinja generates for a template, with what it costs written in.

Loops count by what they go over, text by the statement that writes it; concatenations, literals, slices and the operands of comparisons
pass through functions of the sandbox (``environment`` in the generated code). Operators, calls and filters count at Jinja's own doors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

_COMPARISONS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}


class Counting(CodeGenerator):
    """Its methods are named by Jinja for the nodes that they write."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Text between tags: its own length; expressions count when they are written."""
        size = sum(len(child.data) for child in node.nodes if isinstance(child, nodes.TemplateData))
        self.writeline(f"environment.meter.wrote({size})", node)
        super().visit_Output(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """A loop: over counted items."""
        counted = nodes.EnvironmentAttribute("counted")
        node.iter = nodes.Call(counted, [node.iter], [], None, None, lineno=node.iter.lineno)
        node.iter.set_environment(self.environment)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """``a ~ b``."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        """``[a, b]``."""
        self._through("built", super().visit_List, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        """``(a, b)``; as a target of an assignment it is no value."""
        if node.ctx == "load":
            self._through("built", super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """``{a: b}``."""
        self._through("built", super().visit_Dict, node, frame)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """``a < b <= c``: the first operand; the others follow as operands."""
        self.write("(")
        self._through("compared", self.visit, node.expr, frame)
        for operand in node.ops:
            self.visit(operand, frame)
        self.write(")")

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:  # noqa: N802
        """A comparison's sign and what stands after it."""
        self.write(f" {_COMPARISONS[node.op]} ")
        self._through("compared", self.visit, node.expr, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """``a[1:3]``; ``a[1]`` has a door of its own."""
        if isinstance(node.arg, nodes.Slice):
            self._through("sliced", super().visit_Getitem, node, frame)
        else:
            super().visit_Getitem(node, frame)

    def _through(self, function: str, visit: Callable[[Any, Frame], None], node: nodes.Node, frame: Frame) -> None:
        """The code of a node as the argument of a function of the sandbox."""
        self.write(f"environment.{function}(")
        visit(node, frame)
        self.write(")")
