"""Sandbox: the Jinja environment that templates run in. They reach the names given to them and nothing else, and only for so long.

Only texts, numbers, colours and times can be written: a list or a record in ``{{ }}`` is a mistake, not a page of brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, NoReturn

from jinja2 import BaseLoader, pass_context
from jinja2.ext import Extension
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.documents.compiled import compiled
from generator.documents.counting import Counting
from generator.documents.meter import Meter, SpentError
from generator.documents.rights import MAY_BE_MISSING, TESTS, kind, may_reach, missing_among, refuse_missing
from generator.documents.stamp import Stamps
from generator.documents.view import View

_MACRO = 10  # steps that entering a macro takes
_FUNCTIONS = frozenset((FunctionType, BuiltinFunctionType, MethodType))
_LOCALS = ("_loop_vars", "_block_vars")
"""Jinja's own arguments, for what takes the context."""
_NUMBERS = frozenset((int, float))
_FORMAT = re.compile(r"%[^a-zA-Z%]*")
Functions = Mapping[str, Callable[..., Any]]


class Sandbox(ImmutableSandboxedEnvironment):
    """One environment for one composition: its meter is spent with it.

    ``write`` turns a value into text or raises; ``names`` and ``filters`` are all that templates have beside ``range`` and ``namespace``;
    ``marks`` writes into the text where it comes from.
    """

    code_generator_class = Counting
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(
        self,
        loader: BaseLoader,
        meter: Meter,
        write: Callable[[Any], str],
        names: Mapping[str, Any],
        filters: Functions,
        marks: type[Extension] = Stamps,
    ) -> None:
        super().__init__(
            loader=loader,
            undefined=missing_among(names),
            autoescape=True,
            extensions=[marks],
            finalize=self._finalized,
            optimized=False,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            bytecode_cache=compiled(marks.__name__),
        )
        self.meter = meter
        self._write = write
        self.globals = {"range": self._range, "namespace": self.globals["namespace"], **names}
        self.filters = {name: self._door(name, function) for name, function in filters.items()}
        tests: Mapping[str, Any] = self.tests
        self.tests = {name: self._door(name, test) for name, test in tests.items() if name in TESTS}

    # what is written

    @pass_context  # with the context, Jinja cannot fold constants past this door
    def _finalized(self, _context: Context, value: Any) -> str:
        refuse_missing(value)
        text = self._write(value)
        self.meter.wrote(len(text))
        return text

    def joined(self, parts: tuple[Any, ...]) -> Markup:
        """``a ~ b``: each part as it would be written, and escaped where it is no markup."""
        refuse_missing(*parts)
        texts = [part if isinstance(part, Markup) else Markup.escape(self._write(part)) for part in parts]
        return self.meter.held(Markup("").join(texts))

    # what is made and compared

    def counted(self, items: Any) -> Iterable[Any]:
        """What a loop goes over."""
        refuse_missing(items)
        if isinstance(items, str) or not isinstance(items, Iterable):
            raise TypeError(f"a loop goes over a list, not over {kind(items)}")
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
        if type(left) in _NUMBERS and type(right) in _NUMBERS and operator != "**":
            return self._sized(self.binop_table[operator](left, right))
        refuse_missing(left, right)
        if operator == "**":
            self._check_power(left, right)
        elif operator == "*":
            self._check_times(left, right)
            self._check_times(right, left)
        elif operator == "%" and isinstance(left, str):
            return self.meter.held(formatted(left, right if isinstance(right, tuple) else (right,)))
        return self.meter.held(self._sized(super().call_binop(context, operator, left, right)))

    def _sized(self, found: Any) -> Any:
        if isinstance(found, int) and found.bit_length() > self.meter.limits.bits:
            raise SpentError("a number becomes too large")
        return found

    def _check_power(self, left: Any, right: Any) -> None:
        if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > self.meter.limits.bits:
            raise SpentError("a power becomes too large a number")

    def _check_times(self, left: Any, right: Any) -> None:
        if isinstance(right, int) and isinstance(left, (str, list, tuple)):
            self.meter.room(len(left) * right, left)

    def _range(self, *args: int) -> range:
        refuse_missing(*args)
        found = range(*args)
        self.meter.room((found.stop - found.start) // found.step, found)
        return found

    # what is called and reached

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - names that no argument has
        """Call something: counted, with arguments that are there, and only so deep."""
        if type(__obj) is MethodType and __obj == __self.counted:
            return __self.counted(*args)
        meter = __self.meter
        meter.tick()
        direct = _direct(__obj)
        if direct and kwargs:
            kwargs = {name: value for name, value in kwargs.items() if name not in _LOCALS}
        refuse_missing(__obj, *args)
        if kwargs:
            refuse_missing(*(value for name, value in kwargs.items() if name != "caller"))
        if not callable(__obj):
            raise TypeError(f"{kind(__obj)} cannot be called")
        if not isinstance(__obj, (Macro, BlockReference, LoopContext)):
            for value in (*args, *kwargs.values(), getattr(__obj, "__self__", None)):
                meter.looked_through(value)
            return meter.held(__obj(*args, **kwargs) if direct else super().call(__context, __obj, *args, **kwargs))
        if isinstance(__obj, LoopContext) and args:
            args = (__self.counted(args[0]), *args[1:])
        meter.tick(_MACRO)
        meter.deeper()
        try:
            if direct:
                return meter.held(__obj(__context.eval_ctx, *args, **kwargs))
            return meter.held(super().call(__context, __obj, *args, **kwargs))
        finally:
            meter.back()

    def _door(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter or test that counts what it is given."""
        first = 1 if hasattr(function, "jinja_pass_arg") else 0

        def counted(*args: Any, **kwargs: Any) -> Any:
            if name not in MAY_BE_MISSING:
                refuse_missing(*args[first:], *kwargs.values())
            self.meter.tick()
            args = tuple(self.meter.counted(value) if isinstance(value, Iterator) else value for value in args)
            for value in args[first:]:
                self.meter.looked_through(value)
            return self.meter.held(function(*args, **kwargs))

        counted.__dict__.update(getattr(function, "__dict__", {}))
        return counted

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """By the table of rights alone."""
        return may_reach(obj, attr)

    def wrap_str_format(self, value: Any) -> None:
        """``text.format`` is not offered: the ``format`` filter is."""
        return

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:
        """What must not be reached is refused at once."""
        raise TypeError(f"{attribute} of {kind(obj)} is not for templates")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.name``. A view's public names are its values."""
        if type(obj) is View and attribute in obj and not attribute.startswith("_"):
            return obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]``, by plain keys."""
        self.meter.tick()
        refuse_missing(argument)
        if isinstance(argument, (tuple, frozenset)):
            raise TypeError("a key is a text or a number")
        return super().getitem(obj, argument)


def _direct(function: Any) -> bool:
    """Whether it is known what Jinja's own call of something comes to: a macro's, and that of a function that takes no part of the context
    and that templates may call. Most are."""
    kind = type(function)
    if kind not in _FUNCTIONS:
        return kind is Macro
    return not (hasattr(function, "jinja_pass_arg") or hasattr(function, "unsafe_callable") or hasattr(function, "alters_data"))


def formatted(text: str, values: tuple[Any, ...]) -> str:
    """``'%.1f' % value`` with plain values, and widths and precisions of at most 99."""
    for spec in _FORMAT.findall(text):
        if "*" in spec or re.search(r"\d{3}", spec):
            raise SpentError(f"{spec!r} asks for a text that is too wide")
    for value in values:
        if not isinstance(value, (str, int, float)):
            raise TypeError(f"{kind(value)} cannot be put into {text!r}")
    return text % values
