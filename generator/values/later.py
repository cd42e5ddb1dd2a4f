"""Later: names to values of which some are worked out when they are first asked for. Ranked: a list whose first items matter most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Later(Mapping[str, Any]):
    """A mapping of functions: what a name stands for is worked out once, when it is asked for. The functions are pure."""

    __slots__ = ("_kept", "_makers")

    def __init__(self, makers: Mapping[str, Callable[[], Any]]) -> None:
        self._makers = dict(makers)
        self._kept: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._kept:
            self._kept[name] = self._makers[name]()
        return self._kept[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def then(self, function: Callable[[str, Any], Any]) -> Later:
        """The same names with ``function(name, value)`` of each value, as late."""
        return Later({name: lambda name=name: function(name, self[name]) for name in self._makers})  # type: ignore[misc]


class Ranked(tuple[Any, ...]):
    """Items of which the first matter most: where there is room for few, those are kept. Of other lists it is the last."""

    __slots__ = ()
