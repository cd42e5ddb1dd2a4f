"""The one way in which loops over pixels are compiled.

Kernels release the GIL and are kept on disk between runs. They are compiled when first called, not when imported, so that a frame
pays only for the kernels that it uses. No fast-math: the same bytes on every processor. Constants inside are ``float32``: a bare ``0.5``
would turn a loop into double precision. Callers pass C-contiguous planes and the annotated types: one machine-code form each.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator
from typing import Any, Literal, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# What numba imports where it is installed, to offer it to kernels, and what asks for it. No kernel here has any use for linear algebra or
# for functions of C, and both together take longer than all else that numba does when it starts.
_UNUSED = ("scipy", "cffi")
_ASKING = ("numba.np.arraymath", "numba.core.typing.cffi_utils")


@contextlib.contextmanager
def _absent(names: tuple[str, ...]) -> Iterator[None]:
    """Packages that are not imported yet cannot be, meanwhile."""
    hidden: dict[str, Any] = dict.fromkeys(name for name in names if name not in sys.modules)
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _absent(_UNUSED):
    import numba

    for _name in _ASKING:
        importlib.import_module(_name)


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile ``function`` with numba; division by zero gives infinities, as in numpy."""
    return _compiled(function)


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A small function that only kernels call, written into them: a loop with a call in it does not vectorise.

    The disk cache of a kernel does not see changes of what it inlines from another file: touch the kernel's file too.
    """
    return _compiled(function, inline="always")


def _compiled(function: Callable[P, R], inline: Literal["never", "always"] = "never") -> Callable[P, R]:
    compiled: Callable[P, R]
    try:
        compiled = numba.njit(cache=True, nogil=True, error_model="numpy", inline=inline)(function)
    except RuntimeError:  # neither beside the module nor in the home folder can anything be kept: then for this run alone
        compiled = numba.njit(nogil=True, error_model="numpy", inline=inline)(function)
    return compiled
