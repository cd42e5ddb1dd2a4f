"""Fields: the keys of one mapping in a YAML file, read by type. Whatever is wrong is noted with its line, and reading goes on.

fields = Fields.of(sheet, problems)
fields.integer("points", low=-500, high=500)
fields.close()                                  # whatever was not asked for is an unknown key
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time
from functools import lru_cache
from typing import Final, TypeVar

from generator.languages.writing import moment
from generator.problems import Origin, Problems, did_you_mean
from generator.values.sheet import Path, Plain, Sheet

T = TypeVar("T")


class Required:
    """The default of a key that must be there."""


REQUIRED: Final = Required()
NEVER = datetime.min
MAX_TEXT = 400


@lru_cache(maxsize=4096)
def hint(name: str, known: tuple[str, ...]) -> str:
    """:func:`did_you_mean`, worked out once for a mistake that a file makes a thousand times."""
    return did_you_mean(name, known)


class Fields:
    """See the module. A faulty value is replaced by an empty one of its type, so that everything else can still be looked at."""

    def __init__(self, sheet: Sheet, path: Path, problems: Problems, name: str = "") -> None:
        found = _at(sheet, path)
        self.name = name
        self.problems = problems
        self._sheet = sheet
        self._path = path
        self._seen: set[str] = set()
        self._values: Mapping[str, Plain] = found if isinstance(found, dict) else {}
        self._broken = found is not None and not isinstance(found, dict)
        if not isinstance(found, dict) and found is not None:
            self.fault("", f"{name or 'the file'} is written as keys with values, not as {_what(found)}")

    @classmethod
    def of(cls, sheet: Sheet, problems: Problems) -> Fields:
        """A file's own keys."""
        return cls(sheet, (), problems)

    def origin(self, key: str = "") -> Origin:
        """Where a key stands."""
        return self._sheet.origin((*self._path, key) if key else self._path)

    def fault(self, key: str, message: str) -> None:
        """Note that something is wrong at a key."""
        self.problems.add(message, self.origin(key))

    def has(self, key: str) -> bool:
        return self._values.get(key) is not None

    def called(self, key: str) -> str:
        """A key as messages name it."""
        return f"{self.name}.{key}" if self.name else key

    def _get(self, key: str, default: T | Required) -> tuple[Plain, bool]:
        self._seen.add(key)
        value = self._values.get(key)
        if value is None and isinstance(default, Required) and not self._broken:
            self.fault("" if key not in self._values else key, f"{self.called(key)} is missing")
        return value, value is not None

    def _wrong(self, key: str, wanted: str) -> None:
        self.fault(key, f"{self.called(key)} takes {wanted}, not {_what(self._values.get(key))}")

    def text(self, key: str, default: str | Required = REQUIRED, *, most: int = MAX_TEXT) -> str:
        """A text; a plain number counts as one."""
        value, there = self._get(key, default)
        if there and (isinstance(value, (list, dict, bool)) or not str(value).strip()):
            self._wrong(key, "text")
        elif there and len(str(value)) > most:
            self.fault(key, f"{self.called(key)} has {len(str(value))} characters; at most {most} are read")
        elif there:
            return str(value)
        return "" if isinstance(default, Required) else default

    def number(self, key: str, default: float | Required = REQUIRED, *, low: float, high: float) -> float:
        """A number within a range."""
        value, there = self._get(key, default)
        if there and (isinstance(value, bool) or not isinstance(value, (int, float))):
            self._wrong(key, "a number")
        elif there and isinstance(value, (int, float)):
            if low <= value <= high:
                return value
            self.fault(key, f"{self.called(key)} is {value:g}, outside of {low:g} to {high:g}")
        return low if isinstance(default, Required) else default

    def integer(self, key: str, default: int | Required = REQUIRED, *, low: int, high: int) -> int:
        """A whole number within a range."""
        value, there = self._get(key, default)
        if there and (isinstance(value, bool) or not isinstance(value, int)):
            self._wrong(key, "a whole number")
        elif there and isinstance(value, int):
            if low <= value <= high:
                return value
            self.fault(key, f"{self.called(key)} is {value}, outside of {low} to {high}")
        return low if isinstance(default, Required) else default

    def boolean(self, key: str, default: bool) -> bool:
        """``true`` or ``false``."""
        value, there = self._get(key, default)
        if there and not isinstance(value, bool):
            self._wrong(key, "true or false")
        return value if isinstance(value, bool) else default

    def choice(self, key: str, choices: Collection[str], default: str | Required = REQUIRED) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if self.has(key) and value and value not in choices:
            self.fault(key, f"{self.called(key)} cannot be {value}{hint(value, tuple(choices))}")
            return next(iter(choices), "") if isinstance(default, Required) else default
        return value

    def moment(self, key: str, default: datetime | Required = REQUIRED) -> datetime:
        """A date, or a date and hour; :data:`NEVER` where it is faulty."""
        value, there = self._get(key, default)
        if there:
            try:
                found = moment(value).replace(tzinfo=None)
            except (ValueError, OverflowError):
                self.fault(key, f"{self.called(key)}: there is no moment {value}; write 2041-03-14 or 2041-03-14 14:32")
                return NEVER
            if found.year > 1:
                return found
            self.fault(key, f"{self.called(key)} needs a date, not {value} alone")
        return NEVER if isinstance(default, Required) else default

    def hour(self, key: str, default: time) -> time:
        """An hour of the day."""
        value, there = self._get(key, default)
        try:
            return time.fromisoformat(str(value)) if there else default
        except ValueError:
            self._wrong(key, "an hour such as 14:32")
            return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one alone may be written without brackets."""
        value, there = self._get(key, "")
        items = value if isinstance(value, list) else [value] if there else []
        if any(isinstance(item, (list, dict, bool)) or item is None for item in items):
            self._wrong(key, "a list of texts")
            return ()
        return tuple(str(item) for item in items)

    def numbers(self, key: str, default: tuple[float, float], *, low: float, high: float) -> tuple[float, float]:
        """Two numbers, the first not above the second."""
        value, there = self._get(key, default)
        if not there:
            return default
        if isinstance(value, list) and len(value) == 2 and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in value):
            a, b = (float(str(v)) for v in value)
            if low <= a <= b <= high:
                return a, b
        self.fault(key, f"{self.called(key)} takes two numbers between {low:g} and {high:g}, the smaller first")
        return default

    def floats(self, key: str, count: int, *, high: float) -> tuple[float, ...]:
        """So many numbers from 0 to ``high``; none where they are missing or faulty."""
        value, there = self._get(key, "")
        if not there:
            return ()
        if isinstance(value, list) and len(value) == count:
            numbers = [item for item in value if isinstance(item, (int, float)) and not isinstance(item, bool) and 0 <= item <= high]
            if len(numbers) == count:
                return tuple(float(number) for number in numbers)
        self.fault(key, f"{self.called(key)} takes {count} numbers from 0 to {high:g}, as [{', '.join('0123'[:count])}]")
        return ()

    def is_text(self, key: str) -> bool:
        """Whether a key has a text where it could have keys of its own."""
        self._seen.add(key)
        return isinstance(self._values.get(key), str)

    def but(self, *keys: str) -> Fields:
        """The same; these keys are read elsewhere."""
        self._seen.update(keys)
        return self

    def part(self, key: str) -> Fields:
        """The keys of an inner mapping; none where it is missing."""
        self._seen.add(key)
        return Fields(self._sheet, (*self._path, key), self.problems, self.called(key))

    def table(self, key: str) -> Iterator[tuple[str, Fields]]:
        """Names with their mappings."""
        self._seen.add(key)
        found = self._values.get(key)
        if found is not None and not isinstance(found, dict):
            self._wrong(key, "names with their keys")
        for name in found if isinstance(found, dict) else ():
            yield name, Fields(self._sheet, (*self._path, key, name), self.problems, name)

    def rows(self, key: str, name: str) -> Iterator[Fields]:
        """The mappings of a list, each called ``name`` in messages."""
        self._seen.add(key)
        found = self._values.get(key)
        if found is not None and not isinstance(found, list):
            self._wrong(key, "a list")
        for i in range(len(found)) if isinstance(found, list) else ():
            yield Fields(self._sheet, (*self._path, key, i), self.problems, name)

    def names(self) -> tuple[str, ...]:
        """All keys, for mappings whose keys are anyone's choice; none of them is unknown then."""
        self._seen.update(self._values)
        return tuple(self._values)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._values:
            if key not in self._seen:
                self.fault(key, f"unknown key {self.called(key)}{hint(key, tuple(sorted(self._seen)))}")


def _at(sheet: Sheet, path: Path) -> Plain:
    found: Plain = sheet.value
    for step in path:
        if isinstance(found, dict):
            found = found.get(str(step))
        elif isinstance(found, list) and isinstance(step, int):
            found = found[step]
        else:
            return None
    return found


def _what(value: object) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else str(value)[:60]
