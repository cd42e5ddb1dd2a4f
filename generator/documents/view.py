"""View: a set of named values as templates see it, so that a wrong name is told with the nearest right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.values.later import Later


class View:
    """Read-only names to values: ``view.name`` and ``view['name']`` in a template; ``kind`` says what a name is, for messages."""

    __slots__ = ("_kind", "_values")

    def __init__(self, kind: str, values: Mapping[str, Any]) -> None:
        self._kind = kind
        self._values = values if isinstance(values, Later) else dict(values)

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<{self._kind}s: {', '.join(self._values)}>"


def kind_of(view: View) -> str:
    """What one of a view's names is called, for messages."""
    return view._kind
