"""Addresses of machines: internet, domains, mail, hardware. Each kind has a range that is kept for documentation."""

from __future__ import annotations

import ipaddress
import re

from generator.clearance.finding import Finding, judged

_NETWORKS = tuple(
    (ipaddress.ip_network(text), source)
    for text, source in (
        ("192.0.2.0/24", "RFC 5737"), ("198.51.100.0/24", "RFC 5737"), ("203.0.113.0/24", "RFC 5737"),
        ("2001:db8::/32", "RFC 3849"), ("3fff::/20", "RFC 9637"),
    )
)  # fmt: skip
_DOMAINS = re.compile(r"(?:.*\.)?(?:example|test|invalid)|(?:.*\.)?example\.(?:com|net|org)", re.IGNORECASE)
_MAC = re.compile(r"00[-:]00[-:]5E[-:]00[-:]53[-:][0-9A-F]{2}", re.IGNORECASE)
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"

IP4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
IP6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
MAC = re.compile(r"(?<![\w:-])[0-9A-Fa-f]{2}(?:([-:])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![\w:-])")
MAIL = re.compile(rf"[\w.+-]+@{_LABEL}(?:\.{_LABEL})*")
DOMAIN = re.compile(rf"(?<![\w@.])(?:{_LABEL}\.)+[^\W\d_]{{2,24}}(?![\w])")


def ip(text: str) -> Finding | None:
    """An address of version 4 or 6; ``None`` for what cannot be one (a clock with frames)."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    source = next((source for network, source in _NETWORKS if found in network), "")
    return judged("ip", text, f"kept for documentation ({source})" if source else "", "may be a machine's: not in a documentation range")


def mac(text: str) -> Finding:
    """A hardware address."""
    reason = "kept for documentation (RFC 7042)" if _MAC.fullmatch(text) else ""
    return judged("mac", text, reason, "may be a device's: not in 00-00-5E-00-53-00 to -FF")


def domain(text: str, kind: str = "domain") -> Finding | None:
    """A domain name; ``None`` where a sentence ends and the next begins without a space."""
    last = text.rpartition(".")[2]
    if kind == "domain" and not (last.islower() or text.isupper()):
        return None
    name = text.rpartition("@")[2]
    reason = "a name that nobody can register (RFC 2606)" if _DOMAINS.fullmatch(name) else ""
    return judged(kind, text, reason, "can be registered: not under .example, .test or .invalid")


def mail(text: str) -> Finding | None:
    """A mail address: what counts is its domain."""
    return domain(text, "mail")
