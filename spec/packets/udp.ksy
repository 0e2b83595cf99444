# SPDX-License-Identifier: MIT
meta: {id: udp, title: User Datagram Protocol, xref: {rfc: 768}, license: MIT, endian: be}
-rfc: "768"
params: [{id: ip_src, type: u4}, {id: ip_dst, type: u4}]
-checksum: {field: checksum, algo: inet16, over: all, prefix: [ip_src, ip_dst, '17', _size], zero: absent}
seq:
  - {id: src_port, type: u2}
  - {id: dst_port, type: u2}
  - {id: length, type: u2, valid: {expr: '_ >= 8 and _ <= _io.size'}, -build: '8 + payload.size', -else: drop}
  - {id: checksum, type: u2}
  - {id: payload, size: length - 8, -max-size: 65527, -use: view}
