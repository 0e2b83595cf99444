# SPDX-License-Identifier: MIT
"""What a packet spec must fulfil: one row for each rule about order, bounds and our own keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from packet_text import changed, refusal

MISTAKES = {
    "use before it is read": (
        ("size: words * 4 - 8,", "size: words * 4 - 8 + rest.length,"),
        "demo.ksy:12:41: 'rest' is used before it is read in line 13",
    ),
    "use of itself": (
        ("size: total - words * 4", "size: rest.length"),
        "demo.ksy:13:22: 'rest' is used before it is read in line 13",
    ),
    "an instance computed from itself": (
        ("'(flags & 1) != 0'", "'urgent'"),
        "demo.ksy:37:11: instance 'urgent' is computed from itself",
    ),
    "a field used without its if": (
        ("size: len - 2\n        if: 'code.to_i > 1'\n", "size: len - 2\n"),
        "demo.ksy:29:15: 'len' is there only under the 'if' of line 27; the same condition "
        "was expected here",
    ),
    "a size without a bound": (
        ("-max-size: 52}", "-use: view}"),
        "demo.ksy:12:25: the size of 'options' varies; '-max-size' was expected",
    ),
    "a bound that is too small": (
        ("-max-size: 65527,", "-max-size: 1000,"),
        "demo.ksy:13:41: the size of 'rest' can reach 65527; '-max-size' is 1000",
    ),
    "a size that can be negative": (
        ("words * 4 - 8,", "words * 4 - 12,"),
        "demo.ksy:12:25: the size of 'options' can be negative (-4); a 'valid' that prevents "
        "it was expected",
    ),
    "a repeat without a bound": (
        ("        -max-count: 52\n", ""),
        "demo.ksy:19:9: 'item' repeats without a bound; '-max-count' was expected",
    ),
    "a bound on a count that is too small": (
        ("-max-count: 52", "-max-count: 10"),
        "demo.ksy:22:9: 52 bytes can hold 52 options; '-max-count: 10' is too small",
    ),
    "a count without a repeat": (
        ("{id: ident, type: u2}", "{id: ident, type: u2, -max-count: 3}"),
        "demo.ksy:11:27: '-max-count' of 'ident', which does not repeat",
    ),
    "bits that end inside a byte": (
        ("{id: flags, type: b4}", "{id: flags, type: b3}"),
        "demo.ksy:7:5: the bits up to 'flags' end inside a byte; 1 more were expected",
    ),
    "a type inside itself": (
        (
            "      - {id: value, type: u2, -use: copy, -default: '9600'}",
            "      - {id: value, type: option, -use: copy, -default: '9600'}",
        ),
        "demo.ksy:24:3: type 'option' contains itself (demo::option -> demo::speed -> "
        "demo::option); its depth has no bound",
    ),
    "valid in two forms": (
        ("valid: {min: 2}", "valid: {min: 2, any-of: [2, 3]}"),
        "demo.ksy:27:57: 'valid' gives any-of and min/max; one of eq, min/max, any-of, expr, "
        "in-enum was expected",
    ),
    "valid that is a list": (
        ("valid: {min: 2}", "valid: [2, 3]"),
        "demo.ksy:27:57: 'valid' is a list; 'valid: {any-of: [...]}' was expected",
    ),
    "valid that lets nothing through": (
        ("valid: {expr: '_ >= 2 and _ * 4 <= _io.size'}", "valid: {min: 16}"),
        "demo.ksy:6:34: 'valid' lets no value through; the field lies in 0 .. 15",
    ),
    "valid that always holds": (
        ("{id: ident, type: u2}", "{id: ident, type: u2, valid: {max: 65535}}"),
        "demo.ksy:11:40: this part of 'valid' always holds; it says nothing",
    ),
    "valid of another kind": (
        ("valid: {min: 2}", "valid: {min: 'true'}"),
        "demo.ksy:27:64: 'valid' is a boolean, but 'len' is a number in 0 .. 255",
    ),
    "valid outside the field": (
        ("valid: {min: 2}", "valid: {min: 300}"),
        "demo.ksy:27:57: 'valid' lets no value through; the field lies in 0 .. 255",
    ),
    "else without valid": (
        ("{id: ident, type: u2}", "{id: ident, type: u2, -else: drop}"),
        "demo.ksy:11:27: '-else' says what a failed 'valid' does, but there is no 'valid'",
    ),
    "else of no known kind": (
        ("-build: '2', -else: drop", "-build: '2', -else: refuse"),
        "demo.ksy:6:94: 'refuse' is not a value of '-else'; one of: clamp, drop, ignore, skip",
    ),
    "else that is not generated": (
        ("-build: '2', -else: drop", "-build: '2', -else: clamp"),
        "demo.ksy:12:25: the size of 'options' can be negative (-8); a 'valid' that prevents "
        "it was expected",
    ),
    "use of no known kind": (
        ("-use: view", "-use: look"),
        "demo.ksy:13:65: 'look' is not a value of '-use'; one of: check, copy, none, view",
    ),
    "build of an unknown field": (
        ("'8 + rest.size'", "'8 + rust.size'"),
        "demo.ksy:10:91: '-build' names 'rust', which is not a field; one of: checksum, "
        "flags, ident, kind, options, rest, total, words",
    ),
    "build of itself": (
        ("'8 + rest.size'", "'total + 1'"),
        "demo.ksy:10:87: '-build' of 'total' needs itself",
    ),
    "build that does not fit": (
        ("-build: '2', -else", "-build: '16', -else"),
        "demo.ksy:6:83: 'words' holds 0 .. 15, but what is built lies in 16 .. 16",
    ),
    "build of the checksum": (
        ("{id: checksum, type: u2}", "{id: checksum, type: u2, -build: '0'}"),
        "demo.ksy:9:5: 'checksum' is the checksum and is computed; '-build' was not expected",
    ),
    "a default outside the field": (
        ("'9600'", "'96000'"),
        "demo.ksy:35:54: 'value' holds 0 .. 65535; '-default' is 96000",
    ),
    "a copy without a default": (
        (", -default: '9600'", ""),
        "demo.ksy:35:9: 'value' is copied from an option that may be absent; '-default' was "
        "expected",
    ),
    "an enum value outside the field": (
        ("{1: hello, 2: bye}", "{1: hello, 256: bye}"),
        "demo.ksy:8:32: 'kind' holds 0 .. 255; enum 'message' has 'bye', which is 256",
    ),
    "a checksum in an unknown field": (
        ("{field: checksum,", "{field: crc,"),
        "demo.ksy:4:20: 'crc' is not a field; one of: checksum, flags, ident, kind, total, words",
    ),
    "a checksum in a field that is too small": (
        ("{field: checksum,", "{field: kind,"),
        "demo.ksy:4:20: 'kind' cannot hold the checksum; a u2 at an even offset was expected",
    ),
    "a checksum of an unknown kind": (
        ("algo: inet16", "algo: crc32"),
        "demo.ksy:4:36: 'crc32' is not a value of 'algo'; one of: inet16",
    ),
    "a checksum over an unknown part": (
        ("over: all", "over: some"),
        "demo.ksy:4:50: 'some' is not a value of 'over'; one of: all, header",
    ),
    "a checksum with an unknown prefix": (
        ("[peer, '17', _size]", "[pear, '17', _size]"),
        "demo.ksy:4:64: 'pear' is not known here; one of: checksum, flags, ident, kind, "
        "options, peer, rest, total, urgent, words",
    ),
    "a checksum without a field": (
        ("{field: checksum, algo", "{algo"),
        "demo.ksy:4:12: 'field' is missing in '-checksum'",
    ),
    "repeat without its count": (
        ("repeat: until", "repeat: expr"),
        "demo.ksy:19:9: 'repeat: expr' needs 'repeat-expr'",
    ),
    "size and size-eos": (
        (
            "{id: rest, size: total - words * 4,",
            "{id: rest, size: total - words * 4, size-eos: true,",
        ),
        "demo.ksy:13:5: 'rest' has both 'size' and 'size-eos'; one was expected",
    ),
    "neither type nor size": (
        ("{id: ident, type: u2}", "{id: ident}"),
        "demo.ksy:11:5: 'ident' has no type and no size; one was expected",
    ),
    "a number with a size": (
        ("{id: ident, type: u2}", "{id: ident, type: u2, size: 2}"),
        "demo.ksy:11:5: 'ident' is a number; its type is its size, 'size' was not expected",
    ),
    "a case twice": (
        ("{'code::speed': speed}", "{'code::speed': speed, 'code :: speed': speed}"),
        "demo.ksy:32:63: this case is given twice",
    ),
    "a switch without cases": (
        ("{switch-on: code, cases: {'code::speed': speed}}", "{switch-on: code}"),
        "demo.ksy:32:15: a type that is a map needs 'switch-on' and 'cases'",
    ),
    "arguments that nobody takes": (
        ("type: options, -max", "type: 'options(1)', -max"),
        "demo.ksy:12:47: type 'options' takes 0 arguments, but 1 are given",
    ),
    "too small a length of an option": (
        ("valid: {min: 2}", "valid: {min: 1}"),
        "demo.ksy:28:9: 'body' can have a negative size; 'valid: {min: 2}' of 'len' was expected",
    ),
    "a length of an option that nobody checks": (
        (", valid: {min: 2}, -else: drop", ""),
        "demo.ksy:27:9: 'len' of an option needs 'valid: {min: 2}', or the list never ends",
    ),
    "a value that does not fit 32 bits": (
        ("'(flags & 1) != 0'", "'~flags != 0 and ident - 4294967295 * 2 != 0'"),
        "demo.ksy:37:44: this lies in 8589934590 .. 8589934590, which needs 64 bits; at most "
        "32 are generated",
    ),
    "a name that C has taken": (
        ("{id: ident,", "{id: register,"),
        "demo.ksy:11:5: not generatable: 'register' is a word of C or C++, or a name we use "
        "ourselves",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, tmp_path: Path) -> None:
    (old, new), message = MISTAKES[name]
    assert refusal(tmp_path, changed(old, new)) == message
