"""What a failure between two trees says: which files, not all their bytes."""

from __future__ import annotations

from sheets import Tree


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Name the files that two trees do not share."""
    if op == "==" and isinstance(left, Tree) and isinstance(right, Tree):
        names = left.unlike(right)
        only = {(True, False): "left only", (False, True): "right only", (True, True): "changed"}
        sides = [f"{name}: {only[name in left, name in right]}" for name in names]
        return [f"{len(names)} files are not the same", *sides[:20]]
    return None
