"""PLATE.nk: the sequence, every layer by itself, a rebuild that equals the beauty, and what proves it.

A script is read from top to bottom with a stack of nodes: a node takes its inputs off it, input 0 first, and is put there itself. So a
merge finds B on the top and A beneath. ``set`` gives the top a name, ``push`` puts a named one on the top again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.deliver.manifest import Layer
from generator.deliver.scripts.take import EXR, INEXACT, MATTES, Take

CONTROL, BEAUTY, REBUILD, PROOF, PIN = "Ministerio", "Beauty", "Rebuild", "Proof", "Screen_pin"
_ACROSS, _DOWN = 110, 90


def script(take: Take) -> str:
    """The whole script. Nuke's names have no hyphen: it reads the layer ``a-b`` of a file as ``a_b``."""
    take = replace(take, layers=tuple(replace(layer, name=layer.name.replace("-", "_")) for layer in take.layers))
    return (
        "\n".join(("#! nuke", *_root(take), *_note(take), *_control(take), *_read(take), *_layers(take), *_rebuilt(take), *_mattes(take)))
        + "\n"
    )


def _node(kind: str, name: str, at: tuple[int, int], *knobs: str, inputs: int = 1) -> Iterator[str]:
    yield f"{kind} {{"
    if inputs != 1:
        yield f" inputs {inputs}"
    yield from (f" {knob}" for knob in knobs)
    yield f" name {name}"
    yield f" xpos {at[0]}"
    yield f" ypos {at[1]}"
    yield "}"


def _root(take: Take) -> Iterator[str]:
    """The folder of the script is the project's, so the plate can be moved with it."""
    yield "Root {"
    yield " inputs 0"
    yield ' project_directory "\\[python \\{nuke.script_directory()\\}]"'
    yield f" frame {take.cut[0]}"
    yield f" first_frame {take.cut[0]}"
    yield f" last_frame {take.cut[1]}"
    yield " lock_range true"
    yield f" format {_format(take)}"
    yield f" fps {float(take.rate):.12g}"
    yield "}"
    yield from (f"add_layer {{{n} {n}.red {n}.green {n}.blue {n}.alpha}}" for n in (layer.name for layer in take.layers))


def _note(take: Take) -> Iterator[str]:
    lines = [take.plate, f"{take.rate} frames a second, {take.handles}", f"{take.space}, premultiplied, read raw"]
    lines.append(take.proof if take.exact else f"No rebuild: {INEXACT}.")
    yield from _node("StickyNote", "Note", (-3 * _ACROSS, 0), 'label "' + "\\n".join(lines) + '"', inputs=0)


def _control(take: Take) -> Iterator[str]:
    if any(layer.operation == "plus" for layer in take.layers) and take.exact:
        tab, switch = "addUserKnob {20 plate l Plate}", 'addUserKnob {6 glow l "Glow" +STARTLINE}'
        yield from _node("NoOp", CONTROL, (-3 * _ACROSS, _DOWN), tab, switch, "glow true", inputs=0)


def _read(take: Take) -> Iterator[str]:
    yield from _sequence(take, BEAUTY, (0, 0), EXR, take.frames)
    yield f"set {BEAUTY} [stack 0]"


def _sequence(take: Take, name: str, at: tuple[int, int], kind: str, frames: tuple[int, int]) -> Iterator[str]:
    first, last = frames
    yield from _node(
        "Read", name, at,
        "file_type exr", f"file {take.file(f'%0{take.padding}d', kind)}", f"format {_format(take)}",
        f"first {first}", f"last {last}", f"origfirst {first}", f"origlast {last}", "origset true", "raw true",
        inputs=0,
    )  # fmt: skip


def _mattes(take: Take) -> Iterator[str]:
    """The Cryptomattes, last of all: an old Nuke that does not know the node has read the rest by then."""
    if take.mattes:
        yield from _sequence(take, "Mattes", (-3 * _ACROSS, 3 * _DOWN), MATTES, take.mattes)
        yield from _node("Cryptomatte", "Matte", (-3 * _ACROSS, 4 * _DOWN), 'label "of citizens or of elements: its layer"')


def _format(take: Take) -> str:
    width, height = take.size
    return f'"{width} {height} 0 0 {width} {height} 1 {take.plate}"'


def _layers(take: Take) -> Iterator[str]:
    for i, layer in enumerate(take.layers):
        yield f"push ${BEAUTY}"
        yield from _node("Shuffle", f"Layer_{layer.name}", (i * _ACROSS, _DOWN), f"in {layer.name}", f"label {layer.operation}")
        yield f"set Layer_{layer.name} [stack 0]"


def _rebuilt(take: Take) -> Iterator[str]:
    """Layers laid on each other in their order, those of light behind a switch; then the pin for a screen in a shot, and the proof."""
    if not take.layers or not take.exact:
        yield f"push ${BEAUTY}"
        yield from _pinned(take, 2 * _DOWN)
        yield from _viewer(3 * _DOWN, "Pinned", BEAUTY)
        return
    bottom, *others = take.layers
    yield f"push $Layer_{bottom.name}"
    yield from _node("Dot", f"Under_{bottom.name}", (0, 2 * _DOWN))
    yield "set Below [stack 0]"
    for i, layer in enumerate(others, 1):
        yield from _merged(layer, (i * _ACROSS, (2 + i) * _DOWN))
    down = (3 + len(take.layers)) * _DOWN
    yield "push $Below"
    yield from _node("NoOp", REBUILD, (0, down))
    yield "set Whole [stack 0]"
    yield from _pinned(take, down + _DOWN)
    yield "push $Whole"
    yield f"push ${BEAUTY}"
    yield from _node("Merge2", PROOF, (2 * _ACROSS, down + _DOWN), "operation difference", inputs=2)
    yield "set Difference [stack 0]"
    yield from _viewer(down + 2 * _DOWN, "Pinned", BEAUTY, "Difference")


def _merged(layer: Layer, at: tuple[int, int]) -> Iterator[str]:
    light = layer.operation == "plus"
    yield f"push $Layer_{layer.name}"
    yield "push $Below"
    yield from _node("Merge2", f"{'Plus' if light else 'Over'}_{layer.name}", at, f"operation {layer.operation}", inputs=2)
    if light:
        yield "set With [stack 0]"
        yield "push $With"
        yield "push $Below"
        yield from _node("Switch", f"Switch_{layer.name}", (at[0], at[1] + _DOWN // 2), f"which {{{{{CONTROL}.glow}}}}", inputs=2)
    yield "set Below [stack 0]"


def _pinned(take: Take, down: int) -> Iterator[str]:
    """The plate's corners where they are; ``to`` is to be put on the screen in the shot."""
    width, height = take.size
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    knobs = [f"{way}{i} {{{x} {y}}}" for way in ("to", "from") for i, (x, y) in enumerate(corners, 1)]
    yield from _node("CornerPin2D", PIN, (0, down), *knobs, 'label "the screen\'s corners in the shot: to1 to to4"')
    yield "set Pinned [stack 0]"


def _viewer(down: int, *names: str) -> Iterator[str]:
    """Keys 1, 2, ... show these."""
    yield from (f"push ${name}" for name in reversed(names))
    yield from _node("Viewer", "Viewer1", (0, down), inputs=len(names))
