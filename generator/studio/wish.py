"""Wish and Sight: what the page asks for, validated: a plate, and how one of its frames is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.problems import BriefError, Problem

_CLOSED = ConfigDict(extra="forbid", frozen=True)
Text = Annotated[str, Field(max_length=200)]
Asked = TypeVar("Asked", bound=BaseModel)


class Wish(BaseModel):
    """A plate as the page wants it; what is not said is the template's own."""

    model_config = _CLOSED

    template: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
    parameters: dict[Text, Any] = Field(default_factory=dict)
    look: Text | None = None
    language: Text | None = None
    canvas: Text | None = None
    rate: Text | None = None
    start: Annotated[int, Field(ge=0, le=10**7)] | None = None
    citizen: Text | None = None
    at: Text | None = None
    treatments: tuple[Text, ...] = ()
    seed: Annotated[int, Field(ge=0, lt=2**63)] | None = None

    def asked(self, canon: Path | None = None) -> dict[str, Any]:
        """What a brief is asked for; the canon is the desk's, and counts where somebody is shown."""
        return dict(self) | {"canon": str(canon) if canon and self.citizen else None}


class Sight(BaseModel):
    """One frame, looked at. ``part``: 1 for every pixel, 2 for half the width, and so on. ``layers``: those that are shown, all unless
    said. ``ground``: ``none``, ``checker``, a colour, or ``still:`` and the name of one. ``stops`` of exposure."""

    model_config = _CLOSED

    frame: Annotated[int, Field(ge=-(10**7), le=10**7)]
    part: Annotated[int, Field(ge=1, le=16)] = 2
    layers: tuple[Text, ...] | None = None
    channel: Literal["colour", "alpha", "luminance"] = "colour"
    ground: Text = "none"
    stops: Annotated[float, Field(ge=-16, le=16)] = 0.0


class Search(BaseModel):
    """Whom the page looks for; ``seed`` says which others of the population it is shown, ``count`` how many."""

    model_config = _CLOSED

    text: Text = ""
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 1
    count: Annotated[int, Field(ge=1, le=60)] = 12
    language: Text = "es"


class Telling(BaseModel):
    """Whose story the page asks for; nobody's is the film's."""

    model_config = _CLOSED

    who: Text | None = None
    language: Text = "es"


def read(kind: type[Asked], data: object) -> Asked:
    """What the page sent as a value of ``kind``; raises BriefError with all that is wrong."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise BriefError([Problem(f"{'.'.join(map(str, e['loc'])) or 'the question'}: {e['msg']}") for e in error.errors()]) from None
