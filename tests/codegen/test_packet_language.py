# SPDX-License-Identifier: MIT
"""What a packet spec must look like: one row for each mistake of words, names and kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from packet_text import changed, refusal

MISTAKES = {
    "not YAML": (
        ("{id: demo,", "{id: demo: x,"),
        "demo.ksy:1:16: not YAML: expected ',' or '}', but got ':'; quote texts that contain "
        "': ', ', ' or '#'",
    ),
    "a key twice": (
        ("title: Demo,", "title: Demo, title: Again,"),
        "demo.ksy:1:31: key 'title' occurs twice; it is first given in line 1",
    ),
    "no meta": (
        ("meta: {id: demo, title: Demo, endian: be, bit-endian: be}\n", ""),
        "demo.ksy:1:1: 'meta' is missing; 'meta: {id: name, endian: be}' was expected",
    ),
    "no id": (
        ("{id: demo, title", "{title"),
        "demo.ksy:1:7: 'id' is missing in 'meta'",
    ),
    "an id that is none": (
        ("{id: ident,", "{id: Ident,"),
        "demo.ksy:11:10: 'Ident' is not a name; lower case letters, digits and '_' were expected",
    ),
    "an unknown key": (
        ("{id: ident, type", "{id: ident, tpye"),
        "demo.ksy:11:17: unknown key 'tpye' in an entry of 'seq'; one of: consume, contents, "
        "doc, doc-ref, encoding, enum, eos-error, id, if, include, pad-right, process, "
        "repeat, repeat-expr, repeat-until, size, size-eos, terminator, type, valid",
    ),
    "an unknown key of ours": (
        ("-build: '2'", "-built: '2'"),
        "demo.ksy:6:74: unknown key '-built' in an entry of 'seq'; one of: -affected-by, "
        "-build, -default, -else, -level, -max-count, -max-size, -orig-id, -rfc, -unknown, "
        "-use, -webide-parse-mode",
    ),
    "an unknown key of valid": (
        ("valid: {min: 2}", "valid: {least: 2}"),
        "demo.ksy:27:58: unknown key 'least' in 'valid'; one of: any-of, eq, expr, in-enum, "
        "max, min",
    ),
    "a duplicate id": (
        ("{id: ident,", "{id: kind,"),
        "demo.ksy:11:5: 'kind' is declared twice; it is first declared in line 8",
    ),
    "an id that is a parameter's": (
        ("{id: ident,", "{id: peer,"),
        "demo.ksy:11:5: 'peer' is declared twice; it is first declared in line 3",
    ),
    "an instance named like a field": (
        ("  urgent: {value", "  kind: {value"),
        "demo.ksy:37:3: 'kind' is declared twice; it is first declared in line 8",
    ),
    "an enum value twice": (
        ("{1: hello, 2: bye}", "{1: hello, 2: hello}"),
        "demo.ksy:39:26: 'hello' is declared twice; it is first declared in line 39",
    ),
    "an enum key that is no number": (
        ("{1: hello,", "{one: hello,"),
        "demo.ksy:39:13: 'one' is not a number; an enum maps numbers to names",
    ),
    "an unknown type": (
        ("{id: ident, type: u2}", "{id: ident, type: word}"),
        "demo.ksy:11:23: type 'word' is not known here; one of: option, options, speed",
    ),
    "a type that is none": (
        ("{id: ident, type: u2}", "{id: ident, type: 'U2!'}"),
        "demo.ksy:11:24: 'U2!' is not a type",
    ),
    "bits that are too many": (
        ("{id: flags, type: b4}", "{id: flags, type: b65}"),
        "demo.ksy:7:23: 'b65' is too wide; b1 .. b64 were expected",
    ),
    "one byte with a byte order": (
        ("{id: kind, type: u1,", "{id: kind, type: u1be,"),
        "demo.ksy:8:22: 'u1be' has one byte and so no byte order; 'u1' was expected",
    ),
    "an unknown enum": (
        ("enum: message}", "enum: massage}"),
        "demo.ksy:8:22: enum 'massage' is not known here; one of: code, message",
    ),
    "an unknown enum value": (
        ("code::last or", "code::lost or"),
        "demo.ksy:20:34: 'lost' is not a value of enum 'code'; one of: last, pad, speed",
    ),
    "an unknown name": (
        ("'(flags & 1) != 0'", "'(flogs & 1) != 0'"),
        "demo.ksy:37:21: 'flogs' is not known here; one of: checksum, flags, ident, kind, "
        "options, peer, rest, total, urgent, words",
    ),
    "an unknown member": (
        ("_.code == code::last", "_.kode == code::last"),
        "demo.ksy:20:26: a 'demo::option' has no 'kode'",
    ),
    "an unknown function": (
        ("'(flags & 1) != 0'", "'max(flags, 1) != 0'"),
        "demo.ksy:37:20: 'max' is not a function of packet specs",
    ),
    "an expression that ends too early": (
        ("'(flags & 1) != 0'", "'(flags & 1) !='"),
        "demo.ksy:37:34: the expression ends too early",
    ),
    "an expression with a stray sign": (
        ("'(flags & 1) != 0'", "'(flags & 1) =! 0'"),
        "demo.ksy:37:32: '=' is not a character of an expression",
    ),
    "a condition that is a number": (
        ("if: not _io.eof", "if: _io.size"),
        "demo.ksy:21:13: 'if' of 'item' is a number in 0 .. 65535; a boolean was expected",
    ),
    "a number compared with an enum": (
        ("_.code == code::last", "_.code == 0"),
        "demo.ksy:20:31: '==' cannot compare a value of enum demo::code with the number 0",
    ),
    "a number where a value of an enum is": (
        ("'code.to_i > 1', valid", "'code > 1', valid"),
        "demo.ksy:27:39: '>' cannot compare a value of enum demo::code with the number 1",
    ),
    "a division that can be by zero": (
        ("'(flags & 1) != 0'", "'8 / flags != 0'"),
        "demo.ksy:37:22: the divisor can be 0; it lies in 0 .. 15",
    ),
    "a shift of too many bits": (
        ("'(flags & 1) != 0'", "'(flags << 99) != 0'"),
        "demo.ksy:37:27: the shift count lies in 99 .. 99; 0 .. 31 was expected",
    ),
    "64 bits": (
        ("'(flags & 1) != 0'", "'ident * 65536 * 65536 != 0'"),
        "demo.ksy:37:20: this lies in 0 .. 281470681743360, which needs 64 bits; at most 32 "
        "are generated",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, tmp_path: Path) -> None:
    (old, new), message = MISTAKES[name]
    assert refusal(tmp_path, changed(old, new)) == message
