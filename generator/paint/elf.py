"""Just enough of ELF (System V ABI, 64-bit, little-endian) to read what a library misses and to write one that has it.

Comes in: the bytes of a shared object, or names. Goes out: names, or the bytes of a shared object whose functions all return 0.
"""

from __future__ import annotations

import struct
from typing import Literal

Machine = Literal["x86-64", "aarch64"]

_NUMBERS: dict[int, Machine] = {62: "x86-64", 183: "aarch64"}
_RETURN_ZERO = {
    "x86-64": bytes.fromhex("31c0c3"),  # xor eax, eax; ret
    "aarch64": bytes.fromhex("000080d2c0035fd6"),  # mov x0, #0; ret
}
_PAGE = 0x10000  # the largest page that either machine maps with
_HEADER, _SEGMENT, _SYMBOL = 64, 56, 24
_DYNSYM = 11
_LOAD, _DYNAMIC, _STACK = 1, 2, 0x6474E551
_EXECUTE, _WRITE, _READ = 1, 2, 4
_HASH, _STRTAB, _SYMTAB, _STRSZ, _SYMENT, _SONAME = 4, 5, 6, 10, 11, 14


def machine(binary: bytes) -> Machine:
    """What a shared object runs on; raises ValueError for what is none of ours."""
    if binary[:6] != b"\x7fELF\x02\x01" or (number := struct.unpack_from("<H", binary, 18)[0]) not in _NUMBERS:
        raise ValueError("skia is built for a machine other than x86-64 or aarch64 Linux")
    return _NUMBERS[number]


def undefined(binary: bytes) -> list[bytes]:
    """The names in a shared object's dynamic symbol table that other libraries must define."""
    table, size, count = struct.unpack_from("<Q10xHH", binary, 40)
    if size != 64:
        raise ValueError("skia's library has no section table")
    sections = [struct.unpack_from("<IIQQQQIIQQ", binary, table + size * i) for i in range(count)]
    symbols = next(s for s in sections if s[1] == _DYNSYM)
    strings = sections[symbols[6]][4]
    found = []
    for at in range(symbols[4], symbols[4] + symbols[5], _SYMBOL):
        name, _, _, section = struct.unpack_from("<IBBH", binary, at)
        if name and not section:
            found.append(binary[strings + name : binary.index(0, strings + name)])
    return found


def library(soname: bytes, names: list[bytes], target: Machine) -> bytes:
    """A shared object called ``soname`` that exports ``names``, each a function that returns 0.

    One segment to read and run (headers, hash, symbols, strings, code), one to write (the dynamic section, which the loader edits).
    """
    strings = b"\0" + soname + b"\0" + b"".join(name + b"\0" for name in names)
    places, at = [], len(soname) + 2
    for name in names:
        places.append(at)
        at += len(name) + 1
    count = len(names) + 1
    # One bucket that chains all symbols: 1 -> 2 -> ... -> 0.
    chain = [0, *range(2, count), 0][:count]
    hashes = struct.pack(f"<{3 + count}I", 1, count, 1 if names else 0, *chain)
    hash_at = _HEADER + 4 * _SEGMENT
    symbols_at = hash_at + (len(hashes) + 7) // 8 * 8
    strings_at = symbols_at + count * _SYMBOL
    code_at = (strings_at + len(strings) + 15) // 16 * 16
    symbols = bytes(_SYMBOL) + b"".join(struct.pack("<IBBHQQ", place, 0x12, 0, 1, code_at, 0) for place in places)
    code = _RETURN_ZERO[target]
    dynamic = (
        (_HASH, hash_at),
        (_STRTAB, strings_at),
        (_SYMTAB, symbols_at),
        (_STRSZ, len(strings)),
        (_SYMENT, _SYMBOL),
        (_SONAME, 1),
        (0, 0),
    )
    tail = b"".join(struct.pack("<QQ", *entry) for entry in dynamic)
    end = code_at + len(code)
    tail_at = (end + _PAGE - 1) // _PAGE * _PAGE
    head = _headers(target, end, tail_at, len(tail))
    body = head + hashes.ljust(symbols_at - hash_at, b"\0") + symbols + strings.ljust(code_at - strings_at, b"\0") + code
    return body.ljust(tail_at, b"\0") + tail


def _headers(target: Machine, end: int, tail_at: int, tail: int) -> bytes:
    """The file header and four program headers: code, data, dynamic, and a stack that is not executable."""
    number = next(n for n, name in _NUMBERS.items() if name == target)
    header = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF\x02\x01\x01", 3, number, 1, 0, _HEADER, 0, 0, _HEADER, _SEGMENT, 4, 64, 0, 0)
    segments = (
        (_LOAD, _READ | _EXECUTE, 0, end, _PAGE),
        (_LOAD, _READ | _WRITE, tail_at, tail, _PAGE),
        (_DYNAMIC, _READ | _WRITE, tail_at, tail, 8),
        (_STACK, _READ | _WRITE, 0, 0, 16),
    )
    return header + b"".join(
        struct.pack("<IIQQQQQQ", kind, flags, at, at, at, size, size, align) for kind, flags, at, size, align in segments
    )
