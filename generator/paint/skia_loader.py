"""skia, also where there is no OpenGL.

The Linux wheels of skia-python link ``libGL.so.1`` and ``libEGL.so.1``, which a slim container lacks, though nothing here ever calls them.
Where the first import fails for that reason, two tiny libraries that export what skia's own symbol table misses are written into
memory, loaded for all to see, and the import is tried again. A real OpenGL, where present, is used and none of this happens.

Everything in this room says ``from generator.paint.skia_loader import skia``.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
from importlib.machinery import ExtensionFileLoader

from generator.paint import elf
from generator.problems import RenderError

_LIBRARIES = {"libEGL.so.1": b"egl", "libGL.so.1": b"gl"}


def _undefined() -> tuple[elf.Machine, list[bytes]]:
    """The machine that skia was built for, and the OpenGL names that it expects from elsewhere."""
    spec = importlib.util.find_spec("skia")
    if spec is None or spec.origin is None or not isinstance(spec.loader, ExtensionFileLoader):
        raise RenderError("skia-python is not installed here; install ministerio with its dependencies")
    binary = spec.loader.get_data(spec.origin)
    return elf.machine(binary), elf.undefined(binary)


def _load(soname: str, library: bytes) -> int:
    """Make a shared library in memory known to the dynamic loader under its own name, for the life of the process; gives its open file."""
    handle = os.memfd_create(soname)
    os.write(handle, library)
    ctypes.CDLL(f"/proc/self/fd/{handle}", mode=ctypes.RTLD_GLOBAL)
    return handle


def _stand_in() -> None:
    """Provide stand-ins for those of the two libraries that the machine lacks."""
    target, names = _undefined()
    handles = []
    for soname, prefix in _LIBRARIES.items():
        try:
            ctypes.CDLL(soname, mode=ctypes.RTLD_GLOBAL)
        except OSError:
            wanted = [name for name in names if name.startswith(prefix)]
            handles.append(_load(soname, elf.library(soname.encode(), wanted, target)))
    # Only now: the loader knows libraries by their path too, and a closed file's number would be given to the next one.
    for handle in handles:
        os.close(handle)


try:
    import skia
except ImportError as refusal:
    if not any(soname in str(refusal) for soname in _LIBRARIES):
        raise
    try:
        _stand_in()
    except (OSError, AttributeError, ValueError) as reason:
        raise RenderError(f"no OpenGL on this machine and no way to do without ({reason}); install libegl1 and libgl1") from refusal
    import skia

__all__ = ["skia"]
