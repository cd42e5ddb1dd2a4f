"""What a plate's folder holds, held against what is asked: keep it, replace it, or refuse to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.deliver.manifest import Manifest, read
from generator.deliver.naming import Plate
from generator.plan.fingerprint import differences
from generator.problems import BriefError, VerifyError

_TOLD = 4


@dataclass(frozen=True, slots=True)
class Holding:
    """What stands in a folder: the facts of its manifest (``None`` without one) and the fingerprints that its files carry."""

    facts: Mapping[str, str] | None
    fingerprint: str
    strangers: tuple[str, ...]
    """Names of files that carry a fingerprint other than the one that is asked for."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Where its manifest says that it belongs, and what its numbers look like."""

    @classmethod
    def of(cls, manifest: Manifest | None, strangers: tuple[str, ...] = ()) -> Holding:
        """What a manifest says of it, if there is one."""
        return cls(manifest.made_from, manifest.fingerprint, strangers, manifest.labels) if manifest else cls(None, "", strangers)


def said_of(plate: Plate, overwrite: bool) -> Manifest | None:
    """What a folder's manifest says; one that cannot be read is none where it may be overwritten. Raises BriefError: nothing but
    overwriting it helps."""
    try:
        return read(plate.manifest)
    except VerifyError as fault:
        if overwrite:
            return None
        raise BriefError(f"{fault.problems[0].message}; --overwrite makes the plate again") from None


def replaces(
    plate: str, held: Holding, facts: Mapping[str, str], fingerprint: str, overwrite: bool, labels: Mapping[str, str] | None = None
) -> bool:
    """Whether what stands there must go first: its facts or, where they are given, its ``labels`` are others.

    Raises :class:`BriefError` where they are and nobody said to overwrite it."""
    labels = held.labels if labels is None else labels
    other = held.facts is not None and (held.fingerprint != fingerprint or held.labels != labels)
    if not other and not held.strangers:
        return False
    if overwrite:
        return True
    raise BriefError(f"{plate} holds other content ({_what(held, facts, labels)}); give it --version next, or --overwrite to replace it")


def _what(held: Holding, facts: Mapping[str, str], labels: Mapping[str, str]) -> str:
    told = [*differences(held.labels, labels), *differences(held.facts, facts)] if held.facts is not None else []
    if not told:
        return f"{held.strangers[0]} was made from something else" if held.strangers else "its facts are not the same"
    more = f" and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    return "; ".join(told[:_TOLD]) + more
