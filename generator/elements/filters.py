"""The ``filter`` property -> the steps of :mod:`generator.scene.effects`.

filters.py            the property; a ``filter`` element with its children, inputs and names
filter_functions.py   blur(), drop-shadow() and the functions that adjust colour
filter_space.py       units and regions
filter_primitives.py  one function for each primitive, and their table
filter_light.py       lighting
filter_led.py         walls of diodes, a primitive of our own
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import tinycss2

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.filter_functions import FUNCTIONS
from generator.elements.filter_primitives import PRIMITIVES, Recipe, flood_colour, offset
from generator.elements.filter_space import EVERYWHERE, Space, number_of, region_of
from generator.elements.gradients import chain, user_space
from generator.elements.kinds import reference
from generator.motion.track import Track, Value, combine
from generator.problems import did_you_mean
from generator.scene.effects import NOTHING, Blur, Composite, Content, Filter, Flood, Input, Merge, Offset, Primitive, Step, Tile
from generator.scene.nodes import Group
from generator.values.geometry import Affine, Rect


def lower_filter(value: str, element: Element, context: Context, bounds: Value[Rect | None]) -> tuple[Filter, ...] | None:
    """The filters of an element, applied one after another; ``None``: the element is not drawn.

    A list with a function that cannot be read is no filter. References that lead nowhere are left out; an element with no other filter is
    not drawn then.
    """
    try:
        words = list(_words(value, context))
    except ValueError as error:
        context.problem(f"filter: {error}", element)
        return ()
    found: list[Filter] = []
    missing = False
    for word in words:
        if isinstance(word, tuple):
            found.append(Filter(word, EVERYWHERE))
            continue
        filter_ = context.book.document.ids.get(word)
        if filter_ is None or filter_.tag != "filter":
            missing = True
            context.problem(f"filter: there is no filter #{word}{did_you_mean(word, _known(context))}", element)
            continue
        with context.book.entered("filter", filter_) as fresh:
            if not fresh:
                context.problem(f"filter: #{word} refers to itself", element)
                continue
            made = _filter(filter_, context, bounds)
        if made is None:
            return None
        found.append(made)
    return None if missing and not found else tuple(found)


def _known(context: Context) -> Iterator[str]:
    return (name for name, element in context.book.document.ids.items() if element.tag == "filter")


def _words(value: str, context: Context) -> Iterator[str | tuple[Step, ...]]:
    """Ids of filters, and what functions come down to, in their order."""
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type == "whitespace":
            continue
        if token.type == "function" and token.lower_name in FUNCTIONS:
            yield FUNCTIONS[token.lower_name](tinycss2.serialize(token.arguments).strip(), context)
            continue
        target = reference(token.serialize())
        if target is None or token.type not in ("url", "function"):
            raise ValueError(f"{token.serialize()} is no filter")
        yield target


def _filter(element: Element, context: Context, bounds: Value[Rect | None]) -> Filter | None:
    links = chain(element, context, ("filter",))
    region = region_of(links, context, bounds)
    holder = next((link for link in links if any(link.elements())), None)
    if region is None or holder is None:
        if region is None and isinstance(bounds, Rect) and bounds.empty:
            context.problem('filter: an element without width or height has no box; say filterUnits="userSpaceOnUse"', element)
        return None
    space = Space(region, bounds, not user_space(links, "primitiveUnits", True))
    builder = _Builder(space)
    home = context.home(holder)
    for child in holder.elements():
        builder.primitive(child, home.child(child))
    return Filter(tuple(builder.steps), region) if builder.steps else None


@dataclass(slots=True)
class _Builder:
    """The steps of one filter element so far, and which of them have names. ``cells`` are what feTile repeats of each step."""

    space: Space
    steps: list[Step] = field(default_factory=list)
    cells: list[Value[Rect]] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)

    def primitive(self, element: Element, context: Context) -> None:
        """Add the steps of one primitive; a tag that is none is ignored."""
        if element.tag in PRIMITIVES:
            self._simple(element, context, PRIMITIVES[element.tag])
        elif element.tag in _COMPOUND:
            _COMPOUND[element.tag](self, element, context)
        else:
            return
        name = element.get("result").strip()
        if name:
            self.named[name] = len(self.steps) - 1

    def _add(self, primitive: Primitive, inputs: tuple[Input, ...], where: tuple[Element, Context], default: Value[Rect]) -> int:
        element, context = where
        region = self.space.subregion(element, context, default)
        self.steps.append(Step(primitive, inputs, region, context.text("color-interpolation-filters").lower() != "srgb"))
        self.cells.append(region)
        return len(self.steps) - 1

    def _simple(self, element: Element, context: Context, recipe: Recipe) -> None:
        inputs = tuple(self._input(element, name) for name in recipe.inputs)
        primitive = recipe.make(element, context, self.space)
        self._add(primitive, () if primitive is NOTHING else inputs, (element, context), self._region(inputs))

    def _merge(self, element: Element, context: Context) -> None:
        inputs = tuple(self._input(node, "in") for node in element.elements() if node.tag == "feMergeNode")
        self._add(Merge(), inputs, (element, context), self._region(inputs))

    def _image(self, element: Element, context: Context) -> None:
        region = self.space.subregion(element, context, self.space.region)
        self._add(_content(element, context, region), (), (element, context), self.space.region)

    def _offset(self, element: Element, context: Context) -> None:
        """What is moved is not cut where its input ended; a tile of it still is its input's."""
        source = self._input(element, "in")
        step = self._add(offset(element, context, self.space), (source,), (element, context), self.space.region)
        if isinstance(source, int) and self.steps[step].region is self.space.region:
            self.cells[step] = self.cells[source]

    def _tile(self, element: Element, context: Context) -> None:
        source = self._input(element, "in")
        if isinstance(source, int) and self.cells[source] is not self.steps[source].region:
            self.steps.append(replace(self.steps[source], primitive=Merge(), inputs=(source,), region=self.cells[source]))
            self.cells.append(self.cells[source])
            source = len(self.steps) - 1
        self._add(Tile(), (source,), (element, context), self.space.region)

    def _input(self, element: Element, name: str) -> Input:
        """What ``in`` says: a name, one of the standard inputs, or the step before. There is no background to be had: it is empty. The
        element's paints are taken for its picture, as in other renderers."""
        text = element.get(name).strip()
        if text in self.named:
            return self.named[text]
        if text in ("BackgroundImage", "BackgroundAlpha"):
            self.steps.append(Step(NOTHING, (), self.space.region))
            self.cells.append(self.space.region)
            return len(self.steps) - 1
        if text in ("SourceGraphic", "FillPaint", "StrokePaint"):
            return "source"
        if text == "SourceAlpha":
            return "alpha"
        return len(self.steps) - 1 if self.steps else "source"

    def _region(self, inputs: tuple[Input, ...]) -> Value[Rect]:
        """The default region of a primitive: the union of its inputs', or the whole where one is a standard input or there is none."""
        regions = [self.steps[i].region for i in inputs if isinstance(i, int)]
        if not regions or len(regions) < len(inputs):
            return self.space.region
        whole = regions[0]
        for region in regions[1:]:
            whole = whole if region is whole else combine(Rect.union, whole, region)
        return whole

    def _drop_shadow(self, element: Element, context: Context) -> None:
        """``feDropShadow``: the source over its blurred, moved, coloured shape."""
        source, space, where = self._input(element, "in"), self.space, (element, context)
        default = self._region((source,))
        shift = space.across(number_of(element, context, "dx", 2.0)), space.down(number_of(element, context, "dy", 2.0))
        text = element.attributes.get("stdDeviation")
        soft = Blur(space.across(2.0), space.down(2.0)) if text is None else Blur(*space.pair(element, context, "stdDeviation"))
        blurred = self._add(soft, (source,), where, default)
        moved = self._add(Offset(*shift), (blurred,), where, default)
        colour = self._add(Flood(flood_colour(context)), (), where, default)
        shadow = self._add(Composite("in"), (colour, moved), where, default)
        self._add(Merge(), (shadow, source), where, default)


_COMPOUND: dict[str, Callable[[_Builder, Element, Context], None]] = {
    "feDropShadow": _Builder._drop_shadow,
    "feImage": _Builder._image,
    "feMerge": _Builder._merge,
    "feOffset": _Builder._offset,
    "feTile": _Builder._tile,
}
"""The primitives whose inputs or regions are not like the others'."""


def _content(element: Element, context: Context, region: Value[Rect]) -> Primitive:
    """``feImage``: an element of the document, moved to the region's corner, or a picture fitted into the region."""
    href = element.get("href").strip()
    target = reference(href)
    if target is None:
        return _picture(element, context, region) if href else NOTHING
    shown = context.book.document.ids.get(target)
    if shown is None:
        context.problem(f"feImage: there is no element #{target}{did_you_mean(target, context.book.document.ids)}", element)
        return NOTHING
    with context.book.entered("feImage", shown) as fresh:
        node = context.lower(shown) if fresh else None
    if node is None:
        return NOTHING
    return Content(Group((node,), transform=combine(lambda box: Affine.translation(box.x, box.y), region), origin=element.origin))


def _picture(element: Element, context: Context, region: Value[Rect]) -> Primitive:
    sides = {name: combine(lambda box, name=name: getattr(box, name), region) for name in ("x", "y", "width", "height")}
    attributes: dict[str, str | Track[object]] = {
        **{name: side if isinstance(side, Track) else repr(side) for name, side in sides.items()},
        "href": element.get("href"),
        "preserveAspectRatio": element.get("preserveAspectRatio") or "xMidYMid",
    }
    node = context.lower(Element("image", attributes, origin=element.origin))
    return Content(Group((node,), origin=element.origin)) if node else NOTHING
