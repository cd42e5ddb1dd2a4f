"""Unfit: a value that does not fit a parameter, and why.

    raise UnfitError("range", "score", given="1200", range="0 to 1000")

Each kind is one sentence in English, which begins with the parameter's name. Whoever says it in another language has the kind and the
values (the studio's page does: ``unfit_range`` in its words).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.problems import About, Problem

SENTENCES: Mapping[str, str] = {
    "needed": "{name} has no default: give it ({help})",
    "fact": "{name}: {why}",
    "text": "{name} takes text, not {given}",
    "letters": "{name} has a character in it that no document can hold",
    "long": "{name} has {given} characters; at most {most} fit",
    "number": "{name} takes a number, not {given}",
    "finite": "{name} takes a finite number",
    "whole": "{name} takes a whole number, not {given}",
    "range": "{name} is {given}, outside of its range ({range})",
    "frames": "{name} is {given} frames, outside of its range ({range})",
    "items": "{name} is {given} long, outside of its range ({range})",
    "many": "{name} is {given} long; at most {most} are read",
    "boolean": "{name} takes true or false, not {given}",
    "colour": "{name}: {why}",
    "choice": "{name} cannot be {given}{nearest}",
    "duration": "{name}: {why}",
    "moment": "{name}: {why}",
    "image": "{name} takes the name of a picture, not {given}",
    "picture_address": "{name} takes a file's name or a data URI, not an address: {given}",
    "track": "{name} takes the name of a track file ({endings}), not {given}",
    "sound": "{name} takes the name of a recording, not {given}",
    "address": "{name} takes a file's name, not an address: {given}",
    "file": "{name}: there is no {kind_of_file} {given}",
    "elsewhere": "{name}: {given} lies outside of the studio's folders",
    "list": "{name} takes a list, not {given}",
    "record": "{name} takes a record of {fields}, not {given}",
    "field": "{name} has no {given}{nearest}",
    "field_needed": "{name} is missing",
    "structure": "{name} is {why}",
}


class UnfitError(ValueError):
    """See the module. ``name`` may be that of a part: ``others[2].score``."""

    def __init__(self, kind: str, name: str, /, **values: str | float) -> None:
        self.kind, self.values = kind, {"name": name, **values}
        super().__init__(SENTENCES[kind].format(**self.values))

    @property
    def problem(self) -> Problem:
        """The same as a problem of a brief."""
        about = About("parameter", what=str(self.values["name"]), said=f"unfit_{self.kind}", values=self.values)
        return Problem(f"parameter {self}", about=about)
