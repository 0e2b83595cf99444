# SPDX-License-Identifier: MIT
meta: {id: ipv4, title: Internet Protocol version 4 header, xref: {rfc: 791}, license: MIT, endian: be, bit-endian: be}
-rfc: "791 3.1"
-checksum: {field: checksum, algo: inet16, over: header}
seq:
  - {id: version, type: b4, valid: 4, -build: '4', -else: drop}
  - {id: ihl, type: b4, valid: {min: 5}, -build: '5', -else: drop}
  - {id: tos, type: u1}
  - {id: total_length, type: u2, valid: {expr: '_ >= ihl * 4 and _ <= _io.size'}, -build: 'ihl * 4 + payload.size', -else: drop}
  - {id: ident, type: u2, -build: '0', -rfc: "6864 4.1"}             # never fragmented, so it means nothing
  - {id: reserved, type: b1, -use: none, -build: '0'}
  - {id: dont_fragment, type: b1, -build: '1'}
  - {id: more_fragments, type: b1, -build: '0'}
  - {id: fragment_offset, type: b13, -build: '0'}
  - {id: ttl, type: u1, -rfc: "1122 3.2.1.7"}
  - {id: protocol, type: u1, enum: protocol}
  - {id: checksum, type: u2}
  - {id: src, type: u4}
  - {id: dst, type: u4}
  - {id: options, size: ihl * 4 - 20, type: options, -max-size: 40}
  - {id: payload, size: total_length - ihl * 4, -max-size: 65515, -use: view}
types:
  options:
    seq:
      - id: item
        type: option
        repeat: until
        repeat-until: '_.kind == option_kind::end or _io.eof'
        if: not _io.eof
        -max-count: 40
        -unknown: skip
  option:
    seq:
      - {id: kind, type: u1, enum: option_kind}
      - {id: len, type: u1, if: 'kind.to_i > 1', valid: {min: 2}, -else: drop}
      - id: body
        size: len - 2
        if: 'kind.to_i > 1'
        -max-size: 38
        type: {switch-on: kind, cases: {'option_kind::lsrr': lsrr, 'option_kind::ssrr': ssrr}}
  lsrr:
    seq:
      - {id: pointer, type: u1, -use: copy, -default: '0', -rfc: "791 3.1"}
  ssrr:
    seq:
      - {id: pointer, type: u1, -use: copy, -default: '0', -rfc: "791 3.1"}
enums:
  protocol: {1: icmp, 6: tcp, 17: udp}
  option_kind: {0: end, 1: nop, 131: lsrr, 137: ssrr}
