"""PLATE.blender.py: a scene of its own in Blender 4.5, whose compositor rebuilds the beauty from the layers.

Blender's Alpha Over drops light where alpha is 0, so layers are laid on each other by their arithmetic, in a group of nodes.
"""

from __future__ import annotations

import pprint

from generator.deliver.scripts.take import INEXACT, MATTES, Take

_SPACES = {
    "lin_rec709_scene": "Linear Rec.709",
    "lin_ap1_scene": "ACEScg",
    "lin_ap0_scene": "ACES2065-1",
    "lin_rec2020_scene": "Linear Rec.2020",
}
"""Blender's names of colour spaces; others are read as data."""


def script(take: Take) -> str:
    """The whole script."""
    rate = take.rate
    fps = max(1, round(rate))
    settings = {
        "PLATE": take.plate,
        "FIRST_FILE": take.first_file,
        "FRAMES": take.frames,
        "CUT": take.cut,
        "FPS": fps,
        "FPS_BASE": (fps * rate.denominator, rate.numerator),
        "SIZE": take.size,
        "LAYERS": tuple((layer.name, layer.operation) for layer in take.layers) if take.exact else (),
        "MATTES": (take.file(f"{take.mattes[0]:0{take.padding}d}", MATTES), *take.mattes) if take.mattes else (),
        "COLOUR": _SPACES.get(take.space, "Non-Color"),
    }
    note = f"\nThe difference is nearly black: {take.lossy} loses a little of each layer.\n" if take.lossy else ""
    if not take.exact:
        note = f"\nNo rebuild is made: {INEXACT}.\n"
    facts = "\n".join(f"{name} = {pprint.pformat(value, width=120)}" for name, value in settings.items())
    return (
        _SCRIPT.replace("@PLATE@", take.plate)
        .replace("@NOTE@\n", note)
        .replace("@PROOF@", "nearly black" if take.lossy else "black")
        .replace("@FACTS@", facts)
    )


_SCRIPT = '''"""Opens @PLATE@ in Blender 4.5, in a scene of its own.

    blender --python @PLATE@.blender.py

or open it in the text editor and run it. The compositor reads the sequence, puts the layers together again, and shows the difference to the
beauty in the viewer: black. The switch named Glow takes the layers of light away. Where there are Cryptomattes, two nodes beside pick from
them by name.
@NOTE@
"""

import os

import bpy

@FACTS@


def here():
    """The folder of this script, run from a command line or from Blender's text editor."""
    found = os.path.dirname(os.path.abspath(bpy.path.abspath(__file__)))
    if not os.path.isfile(os.path.join(found, *FIRST_FILE.split("/"))):
        text = getattr(bpy.context.space_data, "text", None)
        if text is not None and text.filepath:
            found = os.path.dirname(bpy.path.abspath(text.filepath))
    return found


def scene_of_the_plate():
    """A new scene with the plate's size, rate and cut."""
    scene = bpy.data.scenes.new(PLATE)
    scene.frame_start, scene.frame_end = CUT
    scene.frame_set(CUT[0])
    render = scene.render
    render.resolution_x, render.resolution_y = SIZE
    render.resolution_percentage = 100
    render.fps, render.fps_base = FPS, FPS_BASE[0] / FPS_BASE[1]
    render.film_transparent = True
    render.compositor_precision = "FULL"
    scene.view_settings.view_transform = "Standard"
    scene.use_nodes = True
    scene.node_tree.nodes.clear()
    return scene


def sequence(file, name):
    """The files, premultiplied as they are."""
    image = bpy.data.images.load(os.path.join(here(), *file.split("/")), check_existing=False)
    image.name = name
    image.source = "SEQUENCE"
    image.alpha_mode = "PREMUL"
    image.colorspace_settings.name = COLOUR
    return image


def laid(operation):
    """A group that lays Top on Bottom: over, top + bottom * (1 - top's alpha); or plus, the sum. Alpha goes the same way."""
    name = "Ministerio " + operation
    if name in bpy.data.node_groups:
        return bpy.data.node_groups[name]
    tree = bpy.data.node_groups.new(name, "CompositorNodeTree")
    for socket in ("Bottom", "Top"):
        tree.interface.new_socket(name=socket, in_out="INPUT", socket_type="NodeSocketColor")
    tree.interface.new_socket(name="Image", in_out="OUTPUT", socket_type="NodeSocketColor")
    into, out = tree.nodes.new("NodeGroupInput"), tree.nodes.new("NodeGroupOutput")
    bottom, top = into.outputs["Bottom"], into.outputs["Top"]
    alphas = []
    for colour in (bottom, top):
        parts = tree.nodes.new("CompositorNodeSeparateColor")
        tree.links.new(colour, parts.inputs[0])
        alphas.append(parts.outputs["Alpha"])
    if operation == "over":
        rest = tree.nodes.new("CompositorNodeMath")
        rest.operation = "SUBTRACT"
        rest.inputs[0].default_value = 1.0
        tree.links.new(alphas[1], rest.inputs[1])
        below = mixed(tree, "MULTIPLY", bottom, rest.outputs[0])
        share = tree.nodes.new("CompositorNodeMath")
        share.operation = "MULTIPLY"
        tree.links.new(alphas[0], share.inputs[0])
        tree.links.new(rest.outputs[0], share.inputs[1])
        alphas[0] = share.outputs[0]
    else:
        below = bottom
    alpha = tree.nodes.new("CompositorNodeMath")
    alpha.operation = "ADD"
    tree.links.new(alphas[0], alpha.inputs[0])
    tree.links.new(alphas[1], alpha.inputs[1])
    whole = tree.nodes.new("CompositorNodeSetAlpha")
    whole.mode = "REPLACE_ALPHA"
    tree.links.new(mixed(tree, "ADD", below, top), whole.inputs["Image"])
    tree.links.new(alpha.outputs[0], whole.inputs["Alpha"])
    tree.links.new(whole.outputs[0], out.inputs["Image"])
    return tree


def mixed(tree, blend, first, second):
    """Two colours by a rule, in full."""
    node = tree.nodes.new("CompositorNodeMixRGB")
    node.blend_type = blend
    node.inputs[0].default_value = 1.0
    tree.links.new(first, node.inputs[1])
    tree.links.new(second, node.inputs[2])
    return node.outputs[0]


def rebuilt(tree, read):
    """The layers in their order; those of light behind a switch."""
    below = None
    for i, (name, operation) in enumerate(LAYERS):
        top = read.outputs[name]
        if below is None:
            below = top
            continue
        node = tree.nodes.new("CompositorNodeGroup")
        node.node_tree = laid(operation)
        node.label, node.location = name, (300 + 180 * i, 0)
        tree.links.new(below, node.inputs["Bottom"])
        tree.links.new(top, node.inputs["Top"])
        if operation == "plus":
            switch = tree.nodes.new("CompositorNodeSwitch")
            switch.name = switch.label = "Glow" if name == "glow" else "Light " + name
            switch.location = (300 + 180 * i, -200)
            switch.inputs["Switch"].default_value = True
            tree.links.new(below, switch.inputs["Off"])
            tree.links.new(node.outputs[0], switch.inputs["On"])
            below = switch.outputs[0]
        else:
            below = node.outputs[0]
    return below


def from_file(node, image, first, last):
    """Make a node read a sequence: each frame under its own number."""
    node.image = image
    node.frame_start, node.frame_duration, node.frame_offset = first, last - first + 1, first - 1
    node.use_auto_refresh = True


def mattes(tree, file, first, last):
    """A node for the Cryptomattes of citizens and one for those of elements: type names into them, or pick."""
    image = sequence(file, PLATE + " mattes")
    image.colorspace_settings.name = "Non-Color"
    for i, layer in enumerate(("CryptoCitizen", "CryptoElement")):
        node = tree.nodes.new("CompositorNodeCryptomatteV2")
        node.source = "IMAGE"
        from_file(node, image, first, last)
        node.layer_name = layer
        node.name = node.label = layer
        node.location = (0, -500 - 300 * i)


def main():
    scene = scene_of_the_plate()
    tree = scene.node_tree
    read = tree.nodes.new("CompositorNodeImage")
    read.name = read.label = PLATE
    from_file(read, sequence(FIRST_FILE, PLATE), *FRAMES)
    # The beauty's name in files of one part, of many, and without layers.
    beauty = next(read.outputs[name] for name in ("Combined", "rgba", "Image") if name in read.outputs)
    whole = rebuilt(tree, read) or beauty
    end = tree.nodes.new("CompositorNodeComposite")
    end.location = (600 + 180 * len(LAYERS), 0)
    tree.links.new(whole, end.inputs["Image"])
    viewer = tree.nodes.new("CompositorNodeViewer")
    viewer.label, viewer.location = "Proof: @PROOF@", (600 + 180 * len(LAYERS), -200)
    tree.links.new(mixed(tree, "DIFFERENCE", beauty, whole), viewer.inputs["Image"])
    if MATTES:
        mattes(tree, *MATTES)
    if bpy.context.window is not None:
        bpy.context.window.scene = scene


main()
'''
