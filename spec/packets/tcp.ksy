# SPDX-License-Identifier: MIT
meta: {id: tcp, title: Transmission Control Protocol, xref: {rfc: 9293}, license: MIT, endian: be, bit-endian: be}
-rfc: "9293 3.1"
params: [{id: ip_src, type: u4}, {id: ip_dst, type: u4}]
-checksum: {field: checksum, algo: inet16, over: all, prefix: [ip_src, ip_dst, '6', _size]}
seq:
  - {id: src_port, type: u2}
  - {id: dst_port, type: u2}
  - {id: seqno, type: u4}
  - {id: ackno, type: u4}
  - {id: data_offset, type: b4, valid: {expr: '_ >= 5 and _ * 4 <= _io.size'}, -build: '5 + options.size / 4', -else: drop}
  - {id: reserved, type: b4, -use: none, -build: '0'}                # sent as zero, ignored on receipt
  - {id: flags, type: u1}                                            # CWR ECE URG ACK PSH RST SYN FIN
  - {id: window, type: u2}
  - {id: checksum, type: u2}
  - {id: urgent_pointer, type: u2, -build: '0'}
  - {id: options, size: data_offset * 4 - 20, type: options, -max-size: 40}
  - {id: payload, size-eos: true, -max-size: 65495, -use: view}
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
        type: {switch-on: kind, cases: {'option_kind::mss': mss}}
  mss:
    seq:
      - {id: value, type: u2, -use: copy, -default: '536', -rfc: "9293 3.7.1"}
instances:
  fin: {value: '(flags & 0x01) != 0'}
  syn: {value: '(flags & 0x02) != 0'}
  rst: {value: '(flags & 0x04) != 0'}
  psh: {value: '(flags & 0x08) != 0'}
  ack: {value: '(flags & 0x10) != 0'}
  urg: {value: '(flags & 0x20) != 0'}
enums:
  option_kind: {0: end, 1: nop, 2: mss}
