"""Sandbox: the Jinja environment that templates run in. They reach the names given to them and nothing else, and only for so long.

What is counted, and where: loops by wrapping what they go over; text by the statement that writes it; concatenations, comparisons and
literals by wrapping the code that is generated for them; operators by Jinja's own interception; calls and filters at their door. Only
texts, numbers and colours can be written: a list or a record in ``{{ }}`` is a mistake, not a page of brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing
from markupsafe import Markup

from generator.documents.canvas import Canvas
from generator.documents.layout import Box
from generator.documents.meter import Meter, Spent
from generator.documents.seconds import Seconds
from generator.documents.stamp import Stamps
from generator.documents.view import View, kind_of
from generator.problems import did_you_mean
from generator.values.colour import Colour
from generator.values.seeds import Dice

# What may be reached in values that are not ours: nothing that changes them, or costs more than their length.
_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (
        str,
        frozenset(
            [
                "upper",
                "lower",
                "title",
                "capitalize",
                "casefold",
                "strip",
                "lstrip",
                "rstrip",
                "split",
                "rsplit",
                "splitlines",
                "partition",
                "rpartition",
                "startswith",
                "endswith",
                "removeprefix",
                "removesuffix",
                "count",
                "find",
                "rfind",
                "index",
                "isdigit",
                "isalpha",
                "isupper",
                "islower",
                "isspace",
            ]
        ),
    ),
    (Mapping, frozenset(("items", "keys", "values", "get"))),
    (list, frozenset(("index", "count"))),
    (tuple, frozenset(("index", "count"))),
    (datetime, frozenset(("year", "month", "day", "hour", "minute", "second"))),
)
# Values whose every public attribute is for templates.
_OURS = (View, Box, Canvas, Seconds, Colour, Dice, LoopContext, Namespace, TemplateModule, BlockReference, Macro)
_WIDTH = re.compile(r"%[^a-zA-Z%]*")


class Missing(StrictUndefined):
    """A name that is not there: using it says so, with the nearest that is."""

    known: ClassVar[tuple[str, ...]] = ()

    @property
    def _undefined_message(self) -> str:
        name, there = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if there is missing:
            return f"there is no name {name}{did_you_mean(name, self.known)}"
        if isinstance(there, View):
            return f"there is no {kind_of(there)} {name}{did_you_mean(name, there)}"
        if isinstance(there, Mapping):
            return f"there is no {name}{did_you_mean(name, map(str, there))}"
        known = (n for n in dir(type(there)) if not n.startswith("_") and type(there) in _OURS)
        return f"{_kind(there)} has no {name}{did_you_mean(name, known)}"


class Counting(CodeGenerator):
    """Generates code that counts what it does on ``environment.meter``."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        size = sum(len(child.data) for child in node.nodes if isinstance(child, nodes.TemplateData))
        self.writeline(f"environment.meter.wrote({size})", node)
        super().visit_Output(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        node.iter = nodes.Call(nodes.EnvironmentAttribute("counted"), [node.iter], [], None, None, lineno=node.iter.lineno)
        for part in node.iter.find_all(nodes.Node):
            part.set_environment(self.environment)
        super().visit_For(node, frame)

    def _wrapped(self, function: str, visit: Callable[[Any, Frame], None], node: nodes.Expr, frame: Frame) -> None:
        self.write(f"environment.{function}(")
        visit(node, frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        self._wrapped("built", super().visit_List, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        if node.ctx == "load":
            self._wrapped("built", super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        self._wrapped("built", super().visit_Dict, node, frame)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        self.write("(")
        self._wrapped("compared", self.visit, node.expr, frame)
        for operand in node.ops:
            self.visit(operand, frame)
        self.write(")")

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:
        self.write(f" {_COMPARISONS[node.op]} ")
        self._wrapped("compared", self.visit, node.expr, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        if isinstance(node.arg, nodes.Slice):
            self._wrapped("sliced", super().visit_Getitem, node, frame)
        else:
            super().visit_Getitem(node, frame)


_COMPARISONS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}


class Sandbox(ImmutableSandboxedEnvironment):
    """One environment for one composition: its meter is spent with it."""

    code_generator_class = Counting
    intercepted_binops = frozenset(("+", "*", "**", "%", "//", "/", "-"))
    meter: Meter

    def __init__(
        self, loader: Any, meter: Meter, write: Callable[[Any], str], names: Mapping[str, Any], filters: Mapping[str, Callable[..., Any]]
    ) -> None:
        super().__init__(
            loader=loader, undefined=type("Missing", (Missing,), {"known": tuple(names)}), autoescape=True, extensions=[Stamps], finalize=self._finalized, optimized=False,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False, cache_size=-1,
        )  # fmt: skip
        self.meter = meter
        self._write = write
        self.globals = {"range": self._range, "namespace": self.globals["namespace"], **names}
        self.filters = {name: self._door(name, function) for name, function in filters.items()}
        self.tests = {name: self._door(name, test) for name, test in self.tests.items() if name in _TESTS}

    # -- what is written

    @pass_context  # with the context Jinja cannot fold constants past this door
    def _finalized(self, _context: Context, value: Any) -> str:
        _refuse_missing(value)
        text = self._write(value)
        self.meter.wrote(len(text))
        return text

    def joined(self, parts: Iterable[Any]) -> Markup:
        """``a ~ b``: each part as it would be written, and escaped where it is no markup."""
        parts = tuple(parts)
        _refuse_missing(*parts)
        texts = [Markup.escape(part if isinstance(part, Markup) else self._write(part)) for part in parts]
        return self.meter.held(Markup("").join(texts))

    # -- what is made and compared

    def counted(self, items: Any) -> Iterable[Any]:
        """What a loop goes over."""
        _refuse_missing(items)
        if isinstance(items, str) or not isinstance(items, Iterable):
            raise TypeError(f"a loop goes over a list, not over {_kind(items)}")
        return self.meter.counted(items)

    def built(self, value: Any) -> Any:
        """A literal list, tuple or record."""
        for key in value if isinstance(value, dict) else ():
            if isinstance(key, (tuple, frozenset)):
                raise TypeError("the key of a record is a text or a number")
        return self.meter.held(value)

    def compared(self, value: Any) -> Any:
        """An operand of a comparison."""
        self.meter.looked_through(value)
        return value

    def sliced(self, value: Any) -> Any:
        """A slice."""
        return self.meter.held(value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operator, if its result is not too large to hold."""
        _refuse_missing(left, right)
        if operator == "**":
            self._power(left, right)
        elif operator == "*":
            self._times(left, right)
            self._times(right, left)
        elif operator == "%" and isinstance(left, str):
            return self.meter.held(formatted(left, right if isinstance(right, tuple) else (right,)))
        found = super().call_binop(context, operator, left, right)
        if isinstance(found, int) and found.bit_length() > self.meter.limits.bits:
            raise Spent("a number becomes too large")
        return self.meter.held(found)

    def _power(self, left: Any, right: Any) -> None:
        if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > self.meter.limits.bits:
            raise Spent(f"{str(left)[:20]} ** {str(right)[:20]} is too large a number")

    def _times(self, left: Any, right: Any) -> None:
        if isinstance(right, int) and isinstance(left, str):
            if len(left) * right > self.meter.limits.text:
                raise Spent(f"the template makes a text of {len(left)} x {str(right)[:20]} characters")
        elif isinstance(right, int) and isinstance(left, (list, tuple)):
            self.meter.room(len(left) * right)

    def _range(self, *args: int) -> range:
        found = range(*args)
        if not -(2**63) < found.start < 2**63 or not -(2**63) < found.stop < 2**63 or len(found) > self.meter.limits.items:
            raise Spent(f"a range of more than {self.meter.limits.items:,} numbers")
        return found

    # -- what is called and reached

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - names that no template argument has
        """Call something: counted, its arguments there, its depth bounded."""
        if __obj == __self.counted:
            return __self.counted(*args)
        meter = __self.meter
        meter.tick()
        _refuse_missing(*args, *(value for name, value in kwargs.items() if name != "caller"))
        if isinstance(__obj, Undefined):
            __obj()
        if isinstance(__obj, LoopContext) and args:
            args = (__self.counted(args[0]), *args[1:])
        if not isinstance(__obj, (Macro, BlockReference, LoopContext)):
            for value in (*args, getattr(__obj, "__self__", None)):
                if isinstance(value, (str, list, tuple, dict)):
                    meter.looked_through(value)
            return super().call(__context, __obj, *args, **kwargs)
        meter.deeper()
        try:
            return meter.held(super().call(__context, __obj, *args, **kwargs))
        finally:
            meter.back()

    def _door(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts what it is given."""

        def filtered(*args: Any, **kwargs: Any) -> Any:
            start = 1 if getattr(function, "jinja_pass_arg", None) else 0
            if name not in _MAY_BE_MISSING:
                _refuse_missing(*args[start:], *kwargs.values())
            self.meter.tick()
            args = tuple(self.meter.counted(value) if isinstance(value, Iterator) else value for value in args)
            for value in args[start:]:
                self.meter.looked_through(value)
            return self.meter.held(function(*args, **kwargs))

        filtered.__dict__.update(getattr(function, "__dict__", {}))
        return filtered

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Own attributes of what we gave, and a short list of methods of plain values."""
        if attr.startswith("_"):
            return False
        methods = next((names for kind, names in _METHODS if isinstance(obj, kind)), None)
        return isinstance(obj, _OURS) if methods is None else attr in methods

    def wrap_str_format(self, value: Any) -> None:
        """``text.format`` is not offered: the ``format`` filter is."""
        return

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:
        """What must not be reached is refused at once."""
        raise TypeError(f"{attribute} of {_kind(obj)} is not for templates")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]``, by plain keys."""
        self.meter.tick()
        if isinstance(argument, (tuple, frozenset)):
            raise TypeError("a key is a text or a number")
        return super().getitem(obj, argument)


_TESTS = frozenset(
    [
        "defined",
        "undefined",
        "none",
        "boolean",
        "true",
        "false",
        "integer",
        "float",
        "number",
        "string",
        "mapping",
        "sequence",
        "odd",
        "even",
        "divisibleby",
        "in",
        "==",
        "eq",
        "equalto",
        "!=",
        "ne",
        ">",
        "gt",
        "greaterthan",
        ">=",
        "ge",
        "<",
        "lt",
        "lessthan",
        "<=",
        "le",
    ]
)
_MAY_BE_MISSING = frozenset(("default", "d", "defined", "undefined"))


def _refuse_missing(*values: Any) -> None:
    """A name that is not there is told where it is used first."""
    for value in values:
        if isinstance(value, Undefined):
            str(value)


def formatted(text: str, values: tuple[Any, ...]) -> str:
    """``'%.1f' % value`` with widths and precisions of at most 99, and plain values."""
    for spec in _WIDTH.findall(text):
        if "*" in spec or re.search(r"\d{3}", spec):
            raise Spent(f"{spec!r} asks for a text that is too wide")
    for value in values:
        if not isinstance(value, (str, int, float)):
            raise TypeError(f"{_kind(value)} cannot be put into {text!r}")
    return text % values


def _kind(value: Any) -> str:
    """A value's type in plain words."""
    names = {
        "str": "a text",
        "int": "a number",
        "float": "a number",
        "list": "a list",
        "tuple": "a list",
        "dict": "a record",
        "NoneType": "nothing",
    }
    return names.get(type(value).__name__, type(value).__name__)
