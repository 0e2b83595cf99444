# SPDX-License-Identifier: MIT
"""What Kaitai can say and we do not generate: refused by name and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from packet_text import changed, refusal

MISTAKES = {
    "a pos instance": (
        ("  urgent: {value: '(flags & 1) != 0'}", "  urgent: {pos: 4, type: u1}"),
        "demo.ksy:37:11: not generatable: pos instance 'urgent'",
    ),
    "an io instance": (
        ("  urgent: {value: '(flags & 1) != 0'}", "  urgent: {pos: 4, io: _root._io, type: u1}"),
        "demo.ksy:37:11: not generatable: io instance 'urgent'",
    ),
    "an instance with if": (
        ("  urgent: {value: '(flags & 1) != 0'}", "  urgent: {value: flags, if: flags != 0}"),
        "demo.ksy:37:11: not generatable: instance 'urgent' with 'if'",
    ),
    "imports": (
        ("bit-endian: be}", "bit-endian: be, imports: other}"),
        "demo.ksy:1:12: not generatable: imports (other)",
    ),
    "process": (
        ("-max-size: 65527, -use: view}", "-max-size: 65527, process: zlib}"),
        "demo.ksy:13:5: not generatable: 'process: zlib'",
    ),
    "contents": (
        ("{id: ident, type: u2}", "{id: ident, contents: [1, 2]}"),
        "demo.ksy:11:5: not generatable: 'contents' of 'ident'",
    ),
    "a fraction": (
        ("{id: ident, type: u2}", "{id: ident, type: f4}"),
        "demo.ksy:11:5: not generatable: 'ident' is a fraction",
    ),
    "a text": (
        ("{id: ident, type: u2}", "{id: ident, type: str, size: 2, encoding: ASCII}"),
        "demo.ksy:11:5: not generatable: 'ident' is a text; leave it as bytes",
    ),
    "a terminator": (
        ("{id: ident, type: u2}", "{id: ident, terminator: 0}"),
        "demo.ksy:11:5: not generatable: 'ident' ends at a byte value ('terminator', 'pad-right')",
    ),
    "little-endian": (
        ("{id: ident, type: u2}", "{id: ident, type: u2le}"),
        "demo.ksy:11:5: not generatable: 'ident' is little-endian",
    ),
    "a signed number": (
        ("{id: ident, type: u2}", "{id: ident, type: s2}"),
        "demo.ksy:11:5: not generatable: 'ident' is signed",
    ),
    "64 bits at once": (
        ("{id: ident, type: u2}", "{id: ident, type: u8}"),
        "demo.ksy:11:5: not generatable: 'ident' has 64 bits",
    ),
    "bits from the lowest": (
        ("{id: flags, type: b4}", "{id: flags, type: b4le}"),
        "demo.ksy:7:5: not generatable: 'flags' counts its bits from the lowest (bit-endian: le)",
    ),
    "bits across three bytes": (
        ("{id: flags, type: b4}", "{id: flags, type: b20}"),
        "demo.ksy:7:5: not generatable: 'flags' lies across 3 bytes; 1, 2 or 4 were expected",
    ),
    "a fixed field behind a variable one": (
        (
            "-max-size: 65527, -use: view}",
            "-max-size: 65527, -use: view}\n  - {id: trailer, type: u4}",
        ),
        "demo.ksy:14:5: not generatable: 'trailer' stands behind a field of variable size",
    ),
    "a list that is not of options": (
        (
            "        repeat: until\n        repeat-until: '_.code == code::last or _io.eof'\n",
            "        repeat: eos\n",
        ),
        "demo.ksy:12:5: not generatable: type 'options'; a list of options (one field, "
        "'repeat: until') was expected",
    ),
    "a list that reads one item too many": (
        ("        if: not _io.eof\n", ""),
        "demo.ksy:17:9: not generatable: a list without 'if: not _io.eof'; 'repeat: until' "
        "reads at least one item otherwise",
    ),
    "a list without skipping": (
        ("        -unknown: skip\n", ""),
        "demo.ksy:17:9: not generatable: 'item' without '-unknown: skip'; unknown options "
        "must be skipped",
    ),
    "a list that does not stop when it is full": (
        (" or _io.eof'", "'"),
        "demo.ksy:20:24: not generatable: 'repeat-until' without 'or _io.eof'; the list may "
        "be full without an end option",
    ),
    "a parameter that is bytes": (
        ("{id: peer, type: u4}", "{id: peer, type: bytes}"),
        "demo.ksy:3:10: not generatable: parameter 'peer'; u1, u2 or u4 was expected",
    ),
    "skip of a header's field": (
        ("{id: ident, type: u2}", "{id: ident, type: u2, valid: 1, -else: skip}"),
        "demo.ksy:11:37: not generatable: '-else: skip' of a field of the header",
    ),
    "in-enum": (
        ("enum: message}", "enum: message, valid: {in-enum: true}}"),
        "demo.ksy:8:48: not generatable: 'valid: {in-enum: true}'",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, tmp_path: Path) -> None:
    (old, new), message = MISTAKES[name]
    assert refusal(tmp_path, changed(old, new)) == message
