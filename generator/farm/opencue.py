"""OpenCue's job specification: a layer of items, and one that assembles after it. What ``pyoutline`` would send to the Cuebot."""

from __future__ import annotations

from xml.etree import ElementTree

from generator.farm.job import FarmJob, Files

VERSION = "1.12"
_HEAD = (
    '<?xml version="1.0"?>\n'
    f'<!DOCTYPE spec PUBLIC "SPI Cue  Specification Language" "http://localhost:8080/spcue/dtd/cjsl-{VERSION}.dtd">\n'
)
_RETRIES = 2


def opencue(job: FarmJob) -> Files:
    """``job.xml``, to be sent with ``cueadmin`` or ``opencue.api.launchSpecAndWait``."""
    spec = ElementTree.Element("spec")
    show = next((str(asset.asked["show"]) for asset in job.plan.assets if "show" in asset.asked), "testing")
    for tag, text in (("facility", "local"), ("show", show), ("shot", "batch"), ("user", "ministerio"), ("uid", "1000")):
        _sub(spec, tag, text)
    main = ElementTree.SubElement(spec, "job", {"name": job.name})
    for tag, text in (("paused", "False"), ("priority", "50"), ("maxretries", str(_RETRIES)), ("autoeat", "False")):
        _sub(main, tag, text)
    ElementTree.SubElement(main, "env")
    layers = ElementTree.SubElement(main, "layers")
    _layer(layers, "render", job.command("--item", "#IFRAME#"), f"0-{job.last}")
    _layer(layers, "assemble", job.command("--assemble"), "0")
    depend = ElementTree.SubElement(ElementTree.SubElement(spec, "depends"), "depend", {"type": "LAYER_ON_LAYER", "anyframe": "False"})
    for tag, text in (("depjob", job.name), ("deplayer", "assemble"), ("onjob", job.name), ("onlayer", "render")):
        _sub(depend, tag, text)
    ElementTree.indent(spec, " ")
    return {"job.xml": _HEAD + ElementTree.tostring(spec, encoding="unicode") + "\n"}


def _layer(layers: ElementTree.Element, name: str, command: str, frames: str) -> None:
    layer = ElementTree.SubElement(layers, "layer", {"name": name, "type": "Render"})
    for tag, text in (("cmd", command), ("range", frames), ("chunk", "1"), ("cores", "1.0"), ("threadable", "False")):
        _sub(layer, tag, text)
    ElementTree.SubElement(layer, "env")
    _sub(ElementTree.SubElement(layer, "services"), "service", "shell")


def _sub(above: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(above, tag).text = text
