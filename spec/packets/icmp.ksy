# SPDX-License-Identifier: MIT
meta: {id: icmp, title: Internet Control Message Protocol, xref: {rfc: 792}, license: MIT, endian: be}
-rfc: "792"
-checksum: {field: checksum, algo: inet16, over: all}
seq:
  - {id: type, type: u1, enum: message}
  - {id: code, type: u1}
  - {id: checksum, type: u2}
  - {id: rest, type: u4}                 # identifier and sequence number of an echo, unused elsewhere
  - {id: payload, size-eos: true, -max-size: 65507, -use: view}
enums:
  message: {0: echo_reply, 3: unreachable, 8: echo, 11: time_exceeded, 12: parameter_problem}
