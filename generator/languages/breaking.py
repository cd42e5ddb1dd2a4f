"""What a language adds to the Unicode line breaking rules: signs that never begin a line, and signs that never end one.

UAX #14 keeps most closing marks from a line's start; it leaves undecided what a national standard decides: GB/T 15834 for Chinese, and
for Spanish that an opening mark belongs to its word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BreakRules:
    """``never_first`` may not begin a line, ``never_last`` may not end one."""

    never_first: frozenset[str] = frozenset()
    never_last: frozenset[str] = frozenset()


NO_RULES = BreakRules()
BREAK_RULES: Mapping[str, BreakRules] = {
    "zh": BreakRules(
        never_first=frozenset("。，、；：？！．）》〉」』】〕〗〙〛｝］”’…‥—～·・％‰℃°％ー々〻,.;:?!)]}%"),
        never_last=frozenset("（《〈「『【〔〖〘〚｛［“‘￥＄￡([{$£¥№#＃"),
    ),
    "es": BreakRules(never_first=frozenset("…%°»”’"), never_last=frozenset("¿¡«“‘№#")),
    "en": BreakRules(never_first=frozenset("…%°”’"), never_last=frozenset("“‘#№")),
    "ar": BreakRules(never_first=frozenset("،؛؟٪…»%"), never_last=frozenset("«")),
}


def break_rules(language: str) -> BreakRules:
    """The rules of a language tag such as ``zh-Hans``; no rules for one that is not in the table."""
    return BREAK_RULES.get(language.split("-", maxsplit=1)[0].casefold(), NO_RULES)
