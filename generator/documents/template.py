"""Template: everything that one template is made of, as text. The shelf reads it; this room composes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.documents.manifest import Manifest

SCENE = "scene.svg.j2"
SOUND = "sound.yaml.j2"
KIT = "_kit/"


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name that messages call it by."""

    file: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A template's manifest and its texts, by the names that templates use: ``scene.svg.j2``, ``parts/x.svg.j2``, ``_kit/brackets.svg.j2``,
    ``words/es.yaml``, ``_kit/looks/vigil.yaml``. ``base`` is what the pictures in it are relative to."""

    name: str
    manifest: Manifest
    sources: Mapping[str, Source]
    base: str = ""
    file: str = field(default="")

    def find(self, name: str) -> tuple[Source, ...]:
        """A file of the template's own, then the kit's of the same name; those that there are."""
        return tuple(self.sources[key] for key in (name, KIT + name) if key in self.sources)

    @property
    def looks(self) -> tuple[str, ...]:
        """The looks that there are, whether or not the manifest offers them."""
        files = (key.removeprefix(KIT) for key in self.sources)
        return tuple(sorted({f.removeprefix("looks/").removesuffix(".yaml") for f in files if f.startswith("looks/")}))
