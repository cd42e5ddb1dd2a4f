"""The one way in which loops over pixels are compiled.

Kernels release the GIL and are kept on disk between runs. They are compiled when first called, not when imported, so that a frame
pays only for the kernels that it uses. No fast-math: the same bytes on every processor. Constants inside are ``float32``: a bare ``0.5``
would turn a loop into double precision. Callers pass C-contiguous planes and the annotated types: one machine-code form each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


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
