"""Shelf: the only reader of templates, fonts and drawings. Names come in; texts, bytes and decoded pictures go out.

    Shelf(templates=[...], fonts=[...])
      .names(), .template(name)          what there is; one of them, as text
      .fonts(), .book(), .studio()       (name, bytes) of every font file, none of the system's; all of them opened; whoever draws portraits
      .images(template)                  pictures that a template may show
      .digest(template, ...)             what all of this is made of, as one number

Each kind is looked for in the folders given, then in ``./templates`` and ``./fonts``, then in those that ship. A file of an earlier folder
hides one of the same name in a later; the kit's files hide each other one by one.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.documents.compiled import Compiled
from generator.documents.manifest import Manifest, read_manifest
from generator.documents.parameters import Parameter
from generator.documents.parse import MAX_BYTES
from generator.documents.template import KIT, Source, Template
from generator.documents.unfit import UnfitError
from generator.documents.view import View
from generator.problems import BriefError, Origin, TemplateError, did_you_mean
from generator.shelf.images import Images
from generator.shelf.recordings import sidecar
from generator.shelf.stills import Placed
from generator.shelf.store import store, translator
from generator.shelf.texts import shipped, shown, text_of
from generator.staging.sightings import Sightings, read_sightings
from generator.typography.fonts import FontBook
from generator.values.frames import FIRST_FRAME

if TYPE_CHECKING:
    from generator.faces.studio import Studio

MANIFEST = "manifest.yaml"
FONTS = (".ttf", ".otf")
MAX_SOURCE = 2 * 1024 * 1024
MAX_FILES = 500
MAX_TRACK = 32 * 1024 * 1024

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TEXTS = (".j2", ".svg", ".yaml")
_FILES = {"image": "picture", "sound": "recording"}

clock = time.thread_time
"""Seconds of the processor that this thread had, for the time limit of composing: a busy machine fails no good template."""


class Shelf:
    """See the module. Everything is read when it is asked for, and once."""

    def __init__(self, templates: Sequence[Path] = (), fonts: Sequence[Path] = ()) -> None:
        for folder in (*templates, *fonts):
            if not folder.is_dir():
                raise BriefError(f"{folder} is no folder")
        for folder in fonts:
            if not _fonts_in(folder):
                raise BriefError(f"there is no font in {folder}; files in it that end in {' or '.join(FONTS)} are read")
        self._templates = _folders(templates, "templates")
        self._fonts = _folders(fonts, "fonts")
        kept = store()
        Compiled.deeper = (kept, translator()) if kept else None
        self._found: dict[str, Template] = {}
        self._book: FontBook | None = None
        self._studio: Studio | None = None
        self._digests: dict[tuple[str, str, str], Any] = {}

    def names(self) -> tuple[str, ...]:
        """The names of all templates, sorted."""
        return tuple(
            sorted({m.parent.name for folder in self._templates for m in folder.glob(f"*/{MANIFEST}") if _NAME.fullmatch(m.parent.name)})
        )

    def folder(self, name: str) -> Path:
        """Where a template stands; raises BriefError for an unknown one."""
        places = [folder / name for folder in self._templates] if _NAME.fullmatch(name) else []
        found = next((place for place in places if (place / MANIFEST).is_file()), None)
        if found is None:
            bare = next((place for place in places if place.is_dir()), None)
            why = f": {shown(bare)} has no {MANIFEST}" if bare else did_you_mean(name, self.names())
            raise BriefError(f"unknown template {name}{why}")
        return found

    def manifest(self, name: str) -> Manifest:
        """A template's manifest alone."""
        file = self.folder(name) / MANIFEST
        return read_manifest(text_of(file, MAX_SOURCE, TemplateError), shown(file))

    def template(self, name: str) -> Template:
        """A template with all of its texts and the kit's."""
        if name not in self._found:
            folder = self.folder(name)
            sources: dict[str, Source] = {}
            for place in reversed(self._templates):
                sources |= _sources(place / KIT.rstrip("/"), KIT)
            sources |= _sources(folder, "")
            base = str(folder.resolve())
            self._found[name] = Template(name, self.manifest(name), sources, base, shown(folder / MANIFEST))
        return self._found[name]

    def fonts(self) -> tuple[tuple[str, memoryview], ...]:
        """Every font file's name with its bytes, mapped and not read until they are looked at."""
        return tuple((name, _mapped(path)) for name, path in sorted(self._font_files().items()))

    def book(self) -> FontBook:
        """The fonts, opened; one for all that is compiled from this shelf, because what is shaped for one is often needed by the next."""
        if self._book is None:
            self._book = FontBook(self.fonts())
        return self._book

    def studio(self) -> Studio:
        """Whoever draws portraits; one for all, so that somebody who is on many plates sits once."""
        if self._studio is None:
            from generator.faces.studio import Studio  # few plates have faces

            self._studio = Studio(self.heads)
        return self._studio

    def _font_files(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in reversed(self._fonts):
            found |= {path.name: path for path in _fonts_in(folder)}
        return found

    def heads(self) -> bytes:
        """The data of the parametric head that portraits are made from."""
        return (Path(str(resources.files("generator"))) / "faces" / "heads.npz").read_bytes()

    def settle(
        self, template: Template, values: Mapping[str, Any], stills: Iterable[Placed] = (), start: int = FIRST_FRAME
    ) -> tuple[dict[str, Any], dict[str, Path]]:
        """Typed parameters in which pictures that whoever typed them has (from the current folder) go by the digest of what they
        hold, and where each such name is; tracks are read, for a plate whose first frame is ``start``. A template's own pictures keep their
        names, the canon's ``stills`` go by theirs. Raises BriefError for a picture or track that is not there, and for a faulty track."""
        given: dict[str, Path] = {}
        known = {placed.path: placed.name for placed in stills}

        def settled(spec: Parameter, value: Any, name: str) -> Any:
            if spec.type == "list" and spec.of is not None:
                return tuple(settled(spec.of, item, f"{name}[{i + 1}]") for i, item in enumerate(value))
            if spec.type == "record":
                return View(f"{name} field", {key: settled(spec.fields[key], value[key], f"{name}.{key}") for key in value})
            if spec.type == "track":
                return _track(Path(template.base), value, name, start)
            if spec.type == "image" and value in known:
                return known[value]
            if spec.type not in _FILES or not value or value.startswith("data:") or _inside(Path(template.base), value):
                return value
            path = Path(value)
            if not path.is_file():
                raise BriefError(UnfitError("file", name, kind_of_file=_FILES[spec.type], given=value).problem)
            key = f"given/{_hash(path)[:24]}{path.suffix.lower()}"
            given[key] = path.resolve()
            words = sidecar(path) if spec.type == "sound" else None
            if words:
                given[f"{key}.{_hash(words)[:24]}{words.suffix}"] = words.resolve()
            return key

        specs = template.manifest.parameters
        return {name: settled(specs[name], value, name) for name, value in values.items()}, given

    def images(self, template: Template, given: Mapping[str, Path] | None = None) -> Images:
        """The pictures that a template may show: those of its folder and the kits', and those given by whoever asks for it."""
        kits = [folder / KIT.rstrip("/") for folder in self._templates]
        return Images((Path(template.base), *(kit.resolve() for kit in kits if kit.is_dir())), given or {})

    def digest(self, template: Template, look: str, language: str, given: Mapping[str, Path] | None = None) -> str:
        """A SHA-256 over everything that a template, a look and a language can put into a picture: texts, pictures, fonts."""
        key = (template.base, look, language)
        if key not in self._digests:
            self._digests[key] = self._digested(template, look, language)
        total = self._digests[key].copy()
        for name in sorted(given or {}):
            _add(total, name, b"")
        return str(total.hexdigest())

    def _digested(self, template: Template, look: str, language: str) -> Any:
        """A hash that has read all of it but what is given."""
        total = hashlib.sha256()
        for name, source in sorted(template.sources.items()):
            if _matters(name, look, language):
                _add(total, name, source.text.encode())
        for path in _files(Path(template.base)):
            if path.suffix not in _TEXTS:
                _add(total, f"file {path.relative_to(template.base).as_posix()}", path.read_bytes())
        for name, path in sorted(self._font_files().items()):
            _add(total, f"font {name}", path.read_bytes())
        return total


def read_drawing(path: Path) -> bytes:
    """The bytes of an SVG file; raises BriefError where there is none or it is far too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BriefError(f"{path} has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read")
        return path.read_bytes()
    except OSError as error:
        raise BriefError(f"{path} cannot be read: {error.strerror}") from None


def _folders(given: Iterable[Path], kind: str) -> tuple[Path, ...]:
    """The folders to look in, each once."""
    found: dict[Path, Path] = {}
    for folder in (*given, Path(kind), shipped(kind)):
        if folder.is_dir():
            found.setdefault(folder.resolve(), folder)
    return tuple(found.values())


def _fonts_in(folder: Path) -> list[Path]:
    try:
        return [path for path in sorted(folder.iterdir()) if path.suffix.lower() in FONTS]
    except OSError as error:
        raise BriefError(f"{folder} cannot be read: {error.strerror}") from None


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in a fixed order, none that a link takes from elsewhere."""
    root = folder.resolve()
    for n, path in enumerate(sorted(folder.rglob("*"))):
        if n > MAX_FILES:
            raise TemplateError(f"a template has at most {MAX_FILES} files", Origin(shown(folder)))
        if path.is_file() and not path.name.startswith(".") and path.resolve().is_relative_to(root):
            yield path


def _sources(folder: Path, prefix: str) -> dict[str, Source]:
    """The texts of a folder by the names that templates use."""
    if not folder.is_dir():
        return {}
    paths = [path for path in _files(folder) if path.suffix in _TEXTS]
    return {prefix + path.relative_to(folder).as_posix(): Source(shown(path), text_of(path, MAX_SOURCE, TemplateError)) for path in paths}


def _mapped(path: Path) -> memoryview:
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise BriefError(f"font {path} cannot be read: {error}") from None


def _track(root: Path, value: str, name: str, start: int) -> Sightings | str:
    """What a track file holds, one of the template's own or from the current folder."""
    if not value:
        return value
    path = root / value if _inside(root, value) else Path(value)
    if not path.is_file():
        raise BriefError(UnfitError("file", name, kind_of_file="track", given=value).problem)
    return read_sightings(text_of(path, MAX_TRACK, BriefError), shown(path), start)


def _inside(root: Path, name: str) -> bool:
    """Whether a relative name is a file below a folder."""
    path = (root / name).resolve()
    return path.is_relative_to(root) and path.is_file()


def _matters(name: str, look: str, language: str) -> bool:
    """Whether a source can change a picture of this look and language."""
    own = name.removeprefix(KIT)
    if own.startswith("looks/"):
        return own == f"looks/{look}.yaml"
    if own.startswith("help/"):
        return False
    return own == f"words/{language}.yaml" if own.startswith("words/") else True


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _add(total: Any, name: str, data: bytes) -> None:
    """A named part, so that no two lists of parts give the same bytes."""
    total.update(f"{name}\0{len(data)}\0".encode())
    total.update(data)
