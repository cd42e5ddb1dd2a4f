"""A stranger's reading of Nuke scripts: TCL words to nodes by the stack, and the few nodes that we write, worked out with numpy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import OpenEXR
from numpy.typing import NDArray

Plane = NDArray[np.float32]
NO_INPUT = {"Read", "NoOp", "StickyNote"}


@dataclass
class Node:
    kind: str
    knobs: dict[str, str]
    inputs: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.knobs["name"]


@dataclass
class Script:
    root: dict[str, str]
    layers: dict[str, list[str]]
    nodes: dict[str, Node]


def words(text: str) -> list[list[str]]:
    """TCL commands as lists of words: braces and brackets nest, quotes hold, lines end commands."""
    commands: list[list[str]] = [[]]
    at = 0
    while at < len(text):
        c = text[at]
        if c == "\n":
            commands.append([])
            at += 1
        elif c == "#" and not commands[-1]:
            at = text.index("\n", at)
        elif c.isspace():
            at += 1
        elif c in "{[":
            end = _closing(text, at)
            commands[-1].append(text[at + 1 : end] if c == "{" else text[at : end + 1])
            at = end + 1
        elif c == '"':
            end = next(i for i in range(at + 1, len(text)) if text[i] == '"' and text[i - 1] != "\\")
            commands[-1].append(re.sub(r"\\([\[\]{}])", r"\1", text[at + 1 : end]))
            at = end + 1
        else:
            end = next((i for i in range(at, len(text)) if text[i].isspace()), len(text))
            commands[-1].append(text[at:end])
            at = end
    return [command for command in commands if command]


def _closing(text: str, at: int) -> int:
    pair, depth, quoted = {"{": "}", "[": "]"}[text[at]], 0, False
    for i in range(at, len(text)):
        if text[i] == '"' and text[i - 1] != "\\":
            quoted = not quoted
        if quoted or text[i - 1] == "\\":
            continue
        depth += (text[i] == text[at]) - (text[i] == pair)
        if depth == 0:
            return i
    raise AssertionError(f"a {text[at]} is never closed")


def parse(text: str) -> Script:
    found = Script({}, {}, {})
    stack: list[Node] = []
    names: dict[str, Node] = {}
    for command in words(text):
        match command:
            case ["Root", body]:
                found.root = _knobs(body)
            case ["add_layer", body]:
                layer, *channels = body.split()
                found.layers[layer] = channels
            case ["set", name, "[stack 0]"]:
                names[name] = stack[-1]
            case ["push", name]:
                stack.append(names[name.removeprefix("$")])
            case [kind, body]:
                knobs = _knobs(body)
                count = int(knobs.pop("inputs", "1"))
                node = Node(kind, knobs, [stack.pop() for _ in range(count)])
                assert count or kind in NO_INPUT
                assert node.name not in found.nodes, f"two nodes are called {node.name}"
                found.nodes[node.name] = node
                stack.append(node)
            case _:
                raise AssertionError(f"no command of Nuke's: {command}")
    return found


def _knobs(body: str) -> dict[str, str]:
    return {" ".join(command[:1] if command[0] != "addUserKnob" else command): " ".join(command[1:]) for command in words(body)}


def layers_of(path: Path) -> dict[str, Plane]:
    """A file's layers, the beauty as ``rgba``."""
    with OpenEXR.File(str(path), separate_channels=True) as file:
        channels = {name: channel.pixels.astype(np.float32) for name, channel in file.channels().items()}
    names = {name.rpartition(".")[0] for name in channels}
    return {name or "rgba": np.stack([channels[f"{name}.{c}" if name else c] for c in "RGBA"], -1) for name in names}


@dataclass
class Works:
    """Works a graph out at one frame; ``change`` are knobs as somebody turned them, by ``node.knob``."""

    script: Script
    folder: Path
    frame: int
    change: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> Plane:
        return self._layers(self.script.nodes[name])["rgba"]

    def _knob(self, node: Node, knob: str) -> str:
        value = self.change.get(f"{node.name}.{knob}", node.knobs[knob])
        linked = re.fullmatch(r"\{(\w+)\.(\w+)\}", value)
        return self._knob(self.script.nodes[linked[1]], linked[2]) if linked else value

    def _layers(self, node: Node) -> dict[str, Plane]:
        given = [self._layers(one) for one in node.inputs] if node.kind != "Switch" else []
        match node.kind:
            case "Read":
                assert node.knobs["raw"] == "true"
                assert int(node.knobs["first"]) <= self.frame <= int(node.knobs["last"])
                return layers_of(self.folder / (node.knobs["file"] % self.frame))
            case "Shuffle":
                assert set(self.script.layers[node.knobs["in"]]) == {f"{node.knobs['in']}.{c}" for c in ("red", "green", "blue", "alpha")}
                return {**given[0], "rgba": given[0][node.knobs["in"]]}
            case "Merge2":
                b, a = (one["rgba"] for one in given)  # the top of the stack is input 0, which is B
                merged = {"over": a + b * (1 - a[..., 3:]), "plus": a + b, "difference": np.abs(a - b)}[node.knobs["operation"]]
                return {**given[0], "rgba": merged}
            case "Switch":
                return self._layers(node.inputs[{"false": 0, "true": 1}[self._knob(node, "which")]])
            case "CornerPin2D":
                assert [node.knobs[f"to{i}"] for i in range(1, 5)] == [node.knobs[f"from{i}"] for i in range(1, 5)]
                return given[0]
            case "NoOp" | "Dot":
                return given[0]
        raise AssertionError(f"{node.kind} is not known here")
