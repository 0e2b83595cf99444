# SPDX-License-Identifier: MIT
"""Every feature of Kaitai Struct that network formats use is read and type-checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from packet_text import accepts_kaitai, kaitai_refusal

from codegen.diagnostic import SpecError

EVERYTHING = """\
meta:
  id: demo
  title: Every feature
  application: [one, two]
  file-extension: [a, b]
  xref: {rfc: 1, wikidata: Q1}
  license: CC0-1.0
  tags: [network]
  ks-version: 0.9
  endian: le
  bit-endian: le
  encoding: UTF-8
doc: What it is.
doc-ref: https://example.org
-webide-representation: '{first}'
params:
  - {id: limit, type: u4}
  - {id: loud, type: bool}
  - {id: raw, type: bytes}
  - {id: table, type: 'u1[]'}
seq:
  - {id: magic, contents: [0x89, PNG, 13]}
  - {id: first, type: u1, doc: The first, -orig-id: FIRST}
  - {id: wide, type: u8be, valid: {min: 0, max: 0xffff_ffff}}
  - {id: sign, type: s2, valid: {any-of: [-1, 0, 1]}}
  - {id: real, type: f4be}
  - {id: nibble, type: b4}
  - {id: flag, type: b1}
  - {id: left, type: b3}
  - {id: kind, type: u1, enum: kinds, valid: {in-enum: true}}
  - {id: name, type: strz, encoding: ASCII, include: false, consume: true, eos-error: false}
  - {id: label, type: str, size: 8, pad-right: 0x20, terminator: 0}
  - {id: zipped, size: 4, process: zlib, type: inner}
  - {id: pairs, type: 'pair(first, flag)', repeat: expr, repeat-expr: first + 1}
  - {id: until, type: u1, repeat: until, repeat-until: '_ == 0 or _index > 3 or _io.pos >= _io.size'}
  - id: body
    size: 'first > 0x10 ? first << 2 : first % 7'
    if: loud and not (kind == kinds::off) and limit & 0b0000_1111 != 0
    type:
      switch-on: kind
      cases:
        kinds::on: inner
        'kinds::off': 'pair(1, true)'
        _: empty
  - {id: rest, type: inner, repeat: eos, size-eos: false}
types:
  empty: {}
  inner:
    meta: {endian: be}
    seq:
      - {id: up, type: u2, if: _parent.first > 0}
      - {id: top, size: _root.first}
    types:
      deep: {seq: [{id: x, type: u1}]}
  pair:
    params:
      - {id: a, type: u1}
      - {id: b, type: bool}
    seq:
      - {id: value, type: 'inner::deep'}
    to-string: value.x.to_s
instances:
  sum: {value: 'first + nibble * 2 - left', doc: Computed}
  text: {value: 'name.length + label.to_i'}
  at_four: {pos: 4, type: u2, enum: kinds, if: first != 0}
  other: {io: _root._io, pos: limit, size: 4}
  last: {value: 'pairs[first].value.x ^ until[0]'}
  negative: {value: '-5 + first / 1.5'}
enums:
  kinds:
    0: off
    1: {id: on, doc: Turned on, -orig-id: ON}
    0b10: two
    0x03: three
"""


def test_a_file_that_uses_everything_is_accepted(tmp_path: Path) -> None:
    accepts_kaitai(tmp_path, EVERYTHING)


def test_a_type_of_an_imported_file_is_taken_on_trust(tmp_path: Path) -> None:
    """Nothing is known of it, so nothing about it is checked; code is not made from it."""
    imported = EVERYTHING.replace("  endian: le\n", "  endian: le\n  imports: [/a/elsewhere]\n")
    accepts_kaitai(tmp_path, imported.replace("type: empty", "type: elsewhere"))
    accepts_kaitai(tmp_path, imported.replace("_: empty", "_: elsewhere"))
    with pytest.raises(SpecError, match="type 'elsewhere' is not known here"):
        accepts_kaitai(tmp_path, EVERYTHING.replace("_: empty", "_: elsewhere"))


def test_a_bit_has_a_number(tmp_path: Path) -> None:
    accepts_kaitai(tmp_path, EVERYTHING.replace("'first + nibble", "'flag.to_i + nibble"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("_parent.first", "_parent.frist", "a 'demo' has no 'frist'"),
        ("_root.first", "_root.wide.x", "a number in 0 .. 4294967295 has no 'x'"),
        ("'pair(1, true)'", "'pair(true, 1)'", "parameter 'a' is a number in 0 .. 255"),
        ("'pair(1, true)'", "'pair(1)'", "type 'pair' takes 2 arguments, but 1 are given"),
        ("'pair(1, true)'", "'pair(256, true)'", "parameter 'a' is a number in 0 .. 255"),
        ("kinds::on: inner", "1: inner", "a case is the number 1, but what the switch is on"),
        ("io: _root._io", "io: _root.first", "'io' is a number in 0 .. 255; a stream was expected"),
        ("inner::deep", "inner::shallow", "type 'inner::shallow' is not known here"),
        ("value.x ^", "value.y ^", "a 'demo::inner::deep' has no 'y'"),
        ("first % 7", "first % 0", "the divisor can be 0"),
        ("first % 7", "name", "'? :' gives a number in 0 .. 1020 or a text"),
        ("pos: limit", "pos: name", "the position of 'other' is a text; a number was expected"),
        ("enum: kinds, if", "enum: none, if", "enum 'none' is not known here; one of: kinds"),
        ("    0: off", "    zero: off", "'zero' is not a number; an enum maps numbers to names"),
        ("limit & 0b", "raw & 0b", "'&' does not take bytes and the number 15"),
        ("repeat: eos, size-eos: false", "repeat: always", "'always' is not a value of 'repeat'"),
    ],
)
def test_a_mistake_in_it_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = EVERYTHING
    assert text.count(old) == 1
    assert message in kaitai_refusal(tmp_path, text.replace(old, new))
