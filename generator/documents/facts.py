"""Facts: parameters that the world fills where a citizen is asked for. In: nested facts, told in a language. Out: values to be typed.

A parameter's ``fact`` is a path into them (``judged.when``). In a list of records each field's ``fact`` is a path into the list's items; a
field without one keeps its default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.documents.parameters import Parameter
from generator.documents.unfit import UnfitError
from generator.problems import BriefError, Problem, did_you_mean
from generator.values.later import Ranked

EACH = "*"
"""A step of a path that stands for every item of a list."""


def fill(specs: Mapping[str, Parameter], facts: Mapping[str, Any], given: Mapping[str, object]) -> dict[str, object]:
    """What is given, and the facts that fill all else that says ``fact``. Raises BriefError for facts that there are not."""
    found: dict[str, object] = {}
    faults: list[Problem] = []
    for name in fillable(specs, given):
        try:
            found[name] = _shaped(specs[name], reach(facts, specs[name].fact))
        except KeyError as error:
            faults.append(UnfitError("fact", name, why=error.args[0]).problem)
    if faults:
        raise BriefError(faults)
    return {**found, **given}


def fillable(specs: Mapping[str, Parameter], given: Mapping[str, object]) -> tuple[str, ...]:
    """The parameters that facts fill: those that say ``fact`` and are not given."""
    return tuple(name for name, spec in specs.items() if spec.fact and given.get(name) is None)


def paths_of(spec: Parameter) -> tuple[str, ...]:
    """The facts that a parameter takes: those of each field where it is a record or a list of some (``history.*.date``)."""
    fields = (spec.of.fields if spec.of is not None else {}) or spec.fields
    head = f"{spec.fact}.{EACH}" if spec.of is not None else spec.fact
    return tuple(f"{head}.{field.fact}" for field in fields.values() if field.fact) or (spec.fact,)


def reach(facts: Mapping[str, Any], path: str) -> Any:
    """The fact at a dotted path; raises KeyError with a sentence."""
    found: Any = facts
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            raise KeyError(f"there is no fact {path}{did_you_mean(step, found) if isinstance(found, Mapping) else ''}")
        found = found[step]
    return found


def _shaped(spec: Parameter, fact: Any) -> object:
    """A fact in the shape of a parameter: of a list that is too long the last items (the first where they are ranked), of a record those
    fields that are asked for."""
    if spec.of is not None and isinstance(fact, Sequence):
        most = len(fact) if spec.max is None else int(spec.max)
        kept = fact[:most] if isinstance(fact, Ranked) else fact[max(0, len(fact) - most) :]
        return [_shaped(spec.of, item) for item in kept]
    if spec.fields and isinstance(fact, Mapping):
        return {name: _shaped(field, reach(fact, field.fact)) for name, field in spec.fields.items() if field.fact}
    return fact
