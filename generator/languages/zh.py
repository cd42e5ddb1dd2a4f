"""Simplified Chinese. The characters that may not begin or end a line are the customary ones (GB/T 15834, and the W3C's
requirements for Chinese text layout)."""

from __future__ import annotations

from generator.languages.language import Calendar, Language, Numerals, Plural


def _plural(n: float) -> Plural:
    """CLDR: one form for every number."""
    return "other"


CHINESE = Language(
    code="zh",
    name="简体中文",
    script="Hans",
    direction="ltr",
    plural=_plural,
    plurals=("other",),
    numerals=Numerals(decimal=".", group=","),
    calendar=Calendar(
        months=("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"),
        weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
        dates={"short": "{y}/{mm}/{dd}", "long": "{y}年{m}月{d}日", "day": "{m}月{d}日 {weekday}", "iso": "{y}-{mm}-{dd}"},
    ),
    quotes=(("“", "”"), ("‘", "’")),
    no_line_start="!%),.:;?]}、。〉》」』】〕〗〞︰︱﹐､﹑﹔﹕﹖﹗﹘﹚﹜！），．：；？｜］｝～·—…‥”’々",
    no_line_end="([{£¥‵〈《「『【〔〖〝﹙﹛＄（［｛￡￥“‘",
)
