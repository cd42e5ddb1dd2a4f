"""An OpenColorIO config, opened: its names, its transforms. The only module that knows the library.

What a config cannot do is told in one sentence that names the nearest thing that it can.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813 - what everybody calls it
from numpy.typing import NDArray

from generator.colour.tags import UNKNOWN
from generator.problems import BriefError, did_you_mean

BUILT_IN = "cg-config-v4.0.0_aces-v2.0_ocio-v2.5"
"""Ours where none is asked for: ACES 2.0, small, and spelled out, because what is newest changes with the library."""

LIBRARY = f"OpenColorIO {ocio.__version__}"

ocio.SetLoggingLevel(ocio.LOGGING_LEVEL_NONE)  # what matters comes as an error
_PAINTED = "lin_rec709_scene"  # the light of every plane that comes in, as the library's own configs name it
_ALSO = {"srgb": "srgb_tx"}  # what everybody says, where a config has no space of that name: textures in sRGB
_SCHEME = "ocio://"
# Linear Rec. 709 to XYZ of D65 (IEC 61966-2-1): from light on an sRGB display to the space in which displays meet.
_TO_XYZ = (
    0.4123907993, 0.3575843394, 0.1804807884, 0.0,
    0.2126390059, 0.7151686788, 0.0721923154, 0.0,
    0.0193308187, 0.1191947798, 0.9505321522, 0.0,
    0.0, 0.0, 0.0, 1.0,
)  # fmt: skip
Floats = NDArray[np.float32]


class Transform:
    """Colours in, colours out, in place. The same numbers for the same colour, whatever stands beside it in memory."""

    def __init__(self, config: Any, *steps: Any) -> None:
        # No approximations: they gain nothing measurable, and what is exact is the same on more processors.
        self._cpu = config.getProcessor(ocio.GroupTransform(list(steps))).getOptimizedCPUProcessor(ocio.OPTIMIZATION_LOSSLESS)

    def colours(self, values: Floats) -> None:
        """``(n, 3)`` straight colours."""
        self._cpu.applyRGB(values)

    @cached_property
    def matrix(self) -> Floats:
        """The three by three numbers of a linear transform: what it makes of red, green and blue are its columns."""
        columns = np.eye(3, dtype=np.float32)
        self.colours(columns)
        return np.ascontiguousarray(columns.T)

    @property
    def digest(self) -> str:
        """The same for the same operations with the same numbers (tables of files included) in the same version of the library."""
        return hashlib.sha256(f"{LIBRARY} {self._cpu.getCacheID()}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """A space of a config: its name, its Color Interop ID, whether it is linear."""

    name: str
    interop: str
    linear: bool


class Config:
    """One config. Every method raises BriefError for what it lacks."""

    def __init__(self, asked: str) -> None:
        self.asked, self._config = asked, _opened(asked)
        self._ready: dict[tuple[str | bool, ...], Transform] = {}
        self.name = self._config.getName() or asked.replace("\\", "/").rpartition("/")[2]

    # -- names

    def space(self, name: str) -> Found:
        """A space by its name, an alias or a role."""
        space = self._config.getColorSpace(name) or self._config.getColorSpace(_ALSO.get(name.lower(), name))
        if space is None:
            raise BriefError(f"{self.name} has no colour space {name}{did_you_mean(name, self._spaces())}")
        if space.isData():
            raise BriefError(f"{space.getName()} of {self.name} holds data, not colour{did_you_mean('', self._linear())}")
        reference = space.getReferenceSpaceType()
        return Found(space.getName(), self._interop(space), bool(self._config.isColorSpaceLinear(space.getName(), reference)))

    def display(self, asked: str | None) -> str:
        """A display by its name or an alias; the config's first unless asked."""
        displays = list(self._config.getDisplays())
        name = asked or self._config.getDefaultDisplay()
        found = next((d for d in displays if d.lower() == name.lower()), None) or self._aliased(name, displays)
        if found is None:
            raise BriefError(f"{self.name} has no display {name}{did_you_mean(name, displays)}")
        return found

    def view(self, display: str, asked: str | None) -> str:
        """A view of a display; its first unless asked."""
        views = list(self._config.getViews(display))
        name = asked or self._config.getDefaultView(display)
        found = next((v for v in views if v.lower() == name.lower()), None)
        if found is None:
            others = [d for d in self._config.getDisplays() if name in self._config.getViews(d)]
            there = f"; {', '.join(others)} has it" if others else did_you_mean(name, views)
            raise BriefError(f"{self.name} has no view {name} on {display}{there}")
        return str(found)

    def screen(self, display: str, view: str) -> str:
        """The Color Interop ID of what a view's values are."""
        return self._interop(self._config.getColorSpace(self._seen(display, view)))

    # -- transforms; each begins with linear Rec. 709 light

    def texture(self, space: str) -> Transform:
        """The design's light as the scene's."""
        return self._made((space,), lambda: (self._entry(space),))

    def designed(self, display: str, view: str, space: str) -> Transform:
        """The scene that looks as designed through a view."""
        return self._made((display, view, space), lambda: self._unseen(display, view, space))

    def seen(self, display: str, view: str, inverse: bool) -> Transform:
        """What a view shows of the scene, which is the design's light, or (``inverse``) what looks as designed."""

        def steps() -> tuple[Any, ...]:
            scene = self._scene()
            first = self._unseen(display, view, scene) if inverse else (self._entry(scene),)
            return *first, ocio.DisplayViewTransform(scene, display, view)

        return self._made((display, view, inverse), steps)

    def _made(self, key: tuple[str | bool, ...], steps: Callable[[], tuple[Any, ...]]) -> Transform:
        """Made once in a process, or in the one that it was forked from."""
        if key not in self._ready:
            try:
                self._ready[key] = Transform(self._config, *steps())
            except ocio.Exception as fault:
                raise BriefError(f"{self.name} cannot do that: {_first(fault)}") from None
        return self._ready[key]

    def _scene(self) -> str:
        """A scene-referred space that light can stand in between two steps."""
        return next((role for role in ("aces_interchange", "scene_linear") if self._config.hasRole(role)), "") or next(self._linear(), "")

    def _entry(self, space: str) -> Any:
        """Linear Rec. 709 to a space of the config, by way of what the library knows that both have."""
        try:
            return ocio.Config.GetProcessorFromBuiltinColorSpace(_PAINTED, self._config, space).createGroupTransform()
        except ocio.Exception:
            raise BriefError(f"{self.name} does not say how its spaces relate to others: it needs the role aces_interchange") from None

    def _unseen(self, display: str, view: str, space: str) -> tuple[Any, ...]:
        """Light as on an sRGB display, to the codes of ``display`` that give it, to the scene behind them."""
        codes = self._seen(display, view)
        inverse = ocio.DisplayViewTransform(space, display, view, direction=ocio.TRANSFORM_DIR_INVERSE)
        if self._config.getColorSpace(codes).getReferenceSpaceType() == ocio.REFERENCE_SPACE_DISPLAY:
            role = "cie_xyz_d65_interchange"
            return ocio.MatrixTransform(_TO_XYZ), ocio.ColorSpaceTransform(role, codes), inverse
        # A config of the first generation knows no displays apart from their codes: it is taken that they are an sRGB display's.
        return ocio.ExponentWithLinearTransform([2.4] * 3 + [1.0], [0.055] * 3 + [0.0], direction=ocio.TRANSFORM_DIR_INVERSE), inverse

    def _seen(self, display: str, view: str) -> str:
        return str(self._config.getResolvedDisplayViewColorSpaceName(display, view))

    def _spaces(self) -> Iterator[str]:
        for space in self._config.getColorSpaces():
            yield from (space.getName(), *space.getAliases())

    def _linear(self) -> Iterator[str]:
        for space in self._config.getColorSpaces():
            if not space.isData() and self._config.isColorSpaceLinear(space.getName(), ocio.REFERENCE_SPACE_SCENE):
                yield space.getName()

    def _aliased(self, name: str, displays: list[str]) -> str | None:
        """A display whose values are a space of that name or alias."""
        space = self._config.getColorSpace(name)
        return space.getName() if space is not None and space.getName() in displays else None

    def _interop(self, space: Any) -> str:
        """As the config says, else as the library's own config calls the space that is the same in numbers."""
        if space is None:
            return UNKNOWN
        if space.getInteropID():
            return str(space.getInteropID())
        ours = _opened(BUILT_IN)
        try:
            same = ocio.Config.LocateBuiltinColorSpace(self._config, space.getName(), ours)
        except ocio.Exception:
            return UNKNOWN
        found = ours.getColorSpace(same) if same else None
        return str(found.getInteropID()) if found is not None else UNKNOWN


@cache
def config(asked: str) -> Config:
    """A config by a built-in's name, with or without ``ocio://``, or by its file; ours where that is empty. Opened once per process."""
    return Config(asked or BUILT_IN)


def about(asked: str) -> str:
    """The library's version, a config's name, and the view that it is seen through unless asked otherwise. Raises BriefError."""
    book = config(asked)
    display = book.display(None)
    return f"{LIBRARY}, {book.name}, {book.view(display, None)} on {display}"


def built_in() -> tuple[str, ...]:
    """The names of the configs that come with the library."""
    return tuple(entry[0] for entry in ocio.BuiltinConfigRegistry().getBuiltinConfigs())


@cache
def _opened(asked: str) -> Any:
    name = asked.removeprefix(_SCHEME)
    try:
        if asked.startswith(_SCHEME) or name in built_in():
            return ocio.Config.CreateFromBuiltinConfig(name)
        found = ocio.Config.CreateFromFile(asked)
        found.validate()
    except ocio.ExceptionMissingFile:
        raise BriefError(f"there is no OpenColorIO config {asked}: neither a file nor built in{_built_in_like(name)}") from None
    except ocio.Exception as fault:
        raise BriefError(f"{asked} is no OpenColorIO config that can be used: {_first(fault)}") from None
    return found


def _built_in_like(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), built_in(), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else f", as {BUILT_IN} is"


def _first(fault: Exception) -> str:
    """What the library says, on one line."""
    return " ".join(str(fault).split())
