"""XML in, :class:`Document` out. Nothing here draws, reads a file or reaches the network.

    parse(data, file)    bytes (plain or gzipped) or text -> Document

Bounds: the size of the text, the depth of the tree, and libxml2's own on how far internal entities may blow up. External entities and
DTDs are refused. Comments and processing instructions are dropped, as are elements of vocabularies that are neither SVG nor ours.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from typing import Any

from lxml import etree

from generator.documents.css import Declarations, StyleSheet, cascade
from generator.documents.element import Document, Element
from generator.documents.namespaces import ORIGIN_ATTRIBUTE, SVG, UI, XLINK, XML, handle_number, has_handle
from generator.motion.track import Track
from generator.problems import DocumentError, Origin, Problems

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 120

_ENTITY_DEPTH = 16
_SUBSET = re.compile(rb"<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%\"'>]+)\s+(\"[^\"]*\"|'[^']*')\s*>")
_USE = re.compile(rb"&([A-Za-z_:][-.\w:]*);")
_STAMP = f"{{{UI}}}{ORIGIN_ATTRIBUTE.removeprefix('ui:')}"
_PREDEFINED = (b"lt", b"gt", b"amp", b"quot", b"apos")
_PREFIXES = {SVG: "", UI: "ui:", XML: "xml:", None: ""}
_EXTERNAL_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?([^\s\"'>]+)\s+(?:SYSTEM|PUBLIC)\s")


def parse(data: bytes | str, file: str, *, tracks: Sequence[Track[object]] = (), base: str = "", strict: bool = False) -> Document:
    """Read a document.

    ``file`` is the name that errors give; ``tracks`` are what handles in attributes stand for; ``base`` is what relative names in
    it start from; ``strict`` makes faults of style sheets problems too. Raises :class:`DocumentError` for what is not XML, is no SVG,
    or goes over a bound.
    """
    raw = data.encode() if isinstance(data, str) else _unzipped(data, file)
    if len(raw) > MAX_BYTES:
        raise DocumentError(f"the document has {len(raw)} bytes; at most {MAX_BYTES} are read", Origin(file))
    root = _tree(raw, file, "utf-8" if isinstance(data, str) else None)
    if root.tag not in (f"{{{SVG}}}svg", "svg"):
        raise DocumentError(f"the root is <{etree.QName(root).localname}>, not <svg>", Origin(file, root.sourceline or 0))
    return _Reader(root, file, tracks, strict).document(base)


def _unzipped(data: bytes, file: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        reader = zlib.decompressobj(wbits=31)
        raw = reader.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise DocumentError(f"the compressed document cannot be read: {error}", Origin(file)) from None
    return raw


def _tree(raw: bytes, file: str, encoding: str | None) -> Any:
    outside = _EXTERNAL_ENTITY.search(raw)
    if outside:
        line = raw.count(b"\n", 0, outside.start()) + 1
        raise DocumentError(f"entity {outside[1].decode(errors='replace')} lies outside of the document", Origin(file, line))
    raw = _unfolded(raw, file)
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities="internal",
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        return etree.parse(io.BytesIO(raw), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"not well-formed XML: {_sentence(error)}", Origin(file, error.lineno or 0)) from None


def _unfolded(raw: bytes, file: str) -> bytes:
    """A document with its own text entities written out. libxml2 would read each entity without the namespaces around it."""
    subset = _SUBSET.search(raw)
    if not subset or b"<!ENTITY" not in subset[0]:
        return raw
    known = {name: value[1:-1].replace(b"\n", b" ") for name, value in _ENTITY.findall(subset[0])}
    known = {name: value for name, value in known.items() if name not in _PREDEFINED}
    body = raw[subset.end() :]
    for _ in range(_ENTITY_DEPTH):
        used = [name for name in _USE.findall(body) if name in known]
        if not used:
            return raw[: subset.end()] + body
        if len(body) + sum(len(known[name]) for name in used) > MAX_BYTES:
            raise DocumentError(f"entities unfold to more than {MAX_BYTES} bytes", Origin(file))
        body = _USE.sub(lambda match: known.get(match[1], match[0]), body)
    raise DocumentError(f"entities refer to one another more than {_ENTITY_DEPTH} deep", Origin(file))


def _sentence(error: etree.XMLSyntaxError) -> str:
    return re.sub(r", line \d+, column \d+.*$", "", error.msg or "nothing in it")


class _Reader:
    """Turns one tree of lxml's into Elements, children first."""

    def __init__(self, root: Any, file: str, tracks: Sequence[Track[object]], strict: bool) -> None:
        self._root, self._file, self._tracks = root, file, tracks
        self._ids: dict[str, Element] = {}
        self._parents: dict[Element, Element] = {}
        self._problems = Problems()
        styles = _styles(root)
        sheet = StyleSheet("".join(node.itertext()) for node in styles)
        for number, message in sheet.faults if strict else ():
            node = styles[number]
            self._problems.add(f"style sheet: {message}", _origin(node.get(_STAMP, ""), file, node.sourceline or 0))
        self._rules: dict[Any, list[Declarations]] = sheet.matches(root)

    def document(self, base: str) -> Document:
        self._bare = self._root.tag == "svg"
        root = self._element(self._root, 1)
        self._problems.raise_if_any(DocumentError)
        assert root is not None
        for element in root.walk():
            if element.id:
                self._ids.setdefault(element.id, element)
        return Document(root, self._ids, self._parents, base)

    def _element(self, node: Any, depth: int) -> Element | None:
        tag = self._tag(node)
        if tag is None:
            return None
        plain = self._attributes(node)
        origin = _origin(plain.pop(ORIGIN_ATTRIBUTE, ""), self._file, node.sourceline or 0)
        if depth > MAX_DEPTH:
            raise DocumentError(f"elements are nested more than {MAX_DEPTH} deep", origin)
        style = cascade(plain, self._rules.get(node, []))
        element = Element(tag, self._moving(plain, origin), self._moving(style, origin), self._children(node, depth), origin)
        for child in element.elements():
            self._parents[child] = element
        return element

    def _tag(self, node: Any) -> str | None:
        """Our name for an element; ``None`` for another vocabulary. A document that declares no namespace at all is taken for SVG."""
        name = etree.QName(node)
        if name.namespace is None and not self._bare:
            return None
        prefix = _PREFIXES.get(name.namespace)
        return None if prefix is None else prefix + str(name.localname)

    def _attributes(self, node: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in node.attrib.items():
            name = etree.QName(key)
            if name.namespace == XLINK:
                found.setdefault(name.localname, value) if name.localname == "href" else None
            elif name.namespace in _PREFIXES and (name.namespace != SVG):
                found[_PREFIXES[name.namespace] + name.localname] = value
        if "href" in node.attrib:
            found["href"] = node.attrib["href"]
        return found

    def _moving(self, texts: dict[str, str], origin: Origin) -> dict[str, str | Track[object]]:
        if not self._tracks:
            return dict(texts)
        return {name: self._track(name, text, origin) for name, text in texts.items() if name != "style" or not has_handle(text)}

    def _track(self, name: str, text: str, origin: Origin) -> str | Track[object]:
        number = handle_number(text)
        if number is not None and number < len(self._tracks):
            return self._tracks[number]
        if has_handle(text):
            self._problems.add(f"{name} mixes a value that moves with other text; give it alone", origin)
        return text

    def _children(self, node: Any, depth: int) -> tuple[Element | str, ...]:
        found: list[Element | str] = []
        _append(found, node.text)
        for child in node:
            element = self._element(child, depth + 1) if isinstance(child.tag, str) else None
            if element is not None:
                found.append(element)
            _append(found, child.tail)
        return tuple(found)


def _append(found: list[Element | str], text: str | None) -> None:
    """Add text, joined to text that is already last."""
    if text:
        if found and isinstance(found[-1], str):
            found[-1] += text
        else:
            found.append(text)


def _origin(stamp: str, file: str, line: int) -> Origin:
    name, colon, number = stamp.rpartition(":")
    return Origin(name, int(number)) if colon and number.isdigit() else Origin(file, line)


def _styles(root: Any) -> list[Any]:
    return [node for node in root.iter(f"{{{SVG}}}style", "style") if node.get("type", "text/css").strip().lower() in ("text/css", "")]
