"""MurmurHash3 for x86, 32 bits, seed 0 (Austin Appleby's, public domain), and numbers that can stand in a float channel."""

from __future__ import annotations

import struct

_MASK = 0xFFFFFFFF


def _turned(value: int, by: int) -> int:
    return (value << by | value >> (32 - by)) & _MASK


def _mixed(block: int) -> int:
    return _turned(block * 0xCC9E2D51 & _MASK, 15) * 0x1B873593 & _MASK


def murmur3(data: bytes) -> int:
    """The hash of some bytes."""
    whole = len(data) // 4 * 4
    found = 0
    for (block,) in struct.iter_unpack("<I", data[:whole]):
        found = (_turned(found ^ _mixed(block), 13) * 5 + 0xE6546B64) & _MASK
    found ^= _mixed(int.from_bytes(data[whole:], "little"))
    found ^= len(data)
    found = (found ^ found >> 16) * 0x85EBCA6B & _MASK
    found = (found ^ found >> 13) * 0xC2B2AE35 & _MASK
    return found ^ found >> 16


def float_bits(name: str) -> int:
    """A name's hash as the bits of a float that is neither subnormal, infinite nor not-a-number, as Cryptomatte's ``uint32_to_float32``."""
    found = murmur3(name.encode())
    return found ^ 1 << 23 if found >> 23 & 255 in (0, 255) else found
