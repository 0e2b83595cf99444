# SPDX-License-Identifier: MIT
"""A small packet spec to make mistakes in, and what the generator says about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.check.packet import check_kaitai
from codegen.diagnostic import SpecError
from codegen.ir.packet import Packet
from codegen.load.ksy import load_ksy
from codegen.packets import load_packet
from codegen.print.packet import print_packet

DEMO = """\
meta: {id: demo, title: Demo, endian: be, bit-endian: be}
-rfc: "0"
params: [{id: peer, type: u4}]
-checksum: {field: checksum, algo: inet16, over: all, prefix: [peer, '17', _size]}
seq:
  - {id: words, type: b4, valid: {expr: '_ >= 2 and _ * 4 <= _io.size'}, -build: '2', -else: drop}
  - {id: flags, type: b4}
  - {id: kind, type: u1, enum: message}
  - {id: checksum, type: u2}
  - {id: total, type: u2, valid: {expr: '_ >= words * 4 and _ <= _io.size'}, -build: '8 + rest.size'}
  - {id: ident, type: u2}
  - {id: options, size: words * 4 - 8, type: options, -max-size: 52}
  - {id: rest, size: total - words * 4, -max-size: 65527, -use: view}
types:
  options:
    seq:
      - id: item
        type: option
        repeat: until
        repeat-until: '_.code == code::last or _io.eof'
        if: not _io.eof
        -max-count: 52
        -unknown: skip
  option:
    seq:
      - {id: code, type: u1, enum: code}
      - {id: len, type: u1, if: 'code.to_i > 1', valid: {min: 2}, -else: drop}
      - id: body
        size: len - 2
        if: 'code.to_i > 1'
        -max-size: 50
        type: {switch-on: code, cases: {'code::speed': speed}}
  speed:
    seq:
      - {id: value, type: u2, -use: copy, -default: '9600'}
instances:
  urgent: {value: '(flags & 1) != 0'}
enums:
  message: {1: hello, 2: bye}
  code: {0: last, 1: pad, 2: speed}
"""


def changed(old: str, new: str) -> str:
    """The demo with one thing different."""
    assert DEMO.count(old) == 1, f"{old!r} is {DEMO.count(old)} times in the demo"
    return DEMO.replace(old, new)


def write(folder: Path, text: str) -> Path:
    path = folder / "demo.ksy"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str = DEMO) -> Packet:
    """The packet, when every rule is kept."""
    return load_packet(write(folder, text))


def header(folder: Path, text: str = DEMO) -> str:
    """The header it yields."""
    return print_packet(read(folder, text))


def refusal(folder: Path, text: str) -> str:
    """What the generator says, as `demo.ksy:line:col: message`."""
    with pytest.raises(SpecError) as caught:
        header(folder, text)
    at = caught.value.at
    assert Path(at.path).name == "demo.ksy"
    return f"demo.ksy:{at.line}:{at.col}: {caught.value.message}"


def accepts_kaitai(folder: Path, text: str) -> None:
    """Any Kaitai Struct file: loaded and type-checked, not generated."""
    check_kaitai(load_ksy(write(folder, text)))


def kaitai_refusal(folder: Path, text: str) -> str:
    with pytest.raises(SpecError) as caught:
        accepts_kaitai(folder, text)
    return f"demo.ksy:{caught.value.line}:{caught.value.col}: {caught.value.message}"
