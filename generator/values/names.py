"""Names of people and things as other programs can be told them."""

from __future__ import annotations

import re
import unicodedata

_STRANGE = re.compile(r"[^A-Za-z0-9._-]+")


def plain_name(text: str) -> str:
    """``Darío Peñabria`` as ``Dario_Penabria``: in ASCII and without blanks where anything is left of it then, else only without blanks."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = _STRANGE.sub("_", folded).strip("_")
    return plain or "_".join(text.split())
