/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/tcp_packet.h (spec/packets/tcp.ksy, RFC 9293 3.1):
 *
 *   - every function of tcp_packet.h stays in the bytes that its contract names, and ends [*]
 *   - tcp_check accepts exactly the segments that spec/packets/tcp.ksy describes, and gives each other verdict
 *     exactly when it is due [tcp_check]
 *   - a TCP field or flag is read as the bytes that the format says [tcp_src_port, tcp_dst_port, tcp_seqno,
 *     tcp_ackno, tcp_data_offset, tcp_flags, tcp_window, tcp_checksum, tcp_urgent_pointer, tcp_fin, tcp_syn,
 *     tcp_rst, tcp_psh, tcp_ack, tcp_urg, tcp_*_offset, tcp_*_bytes]
 *   - tcp_options_check accepts exactly the option lists that spec/packets/tcp.ksy describes, unknown options
 *     skipped, and finds the maximum segment size in the last option that carries one, or else says 536 (RFC 9293
 *     3.7.1) [tcp_options_check, tcp_check_then_walk]
 *   - a writer of a TCP field changes its own bytes and no others [tcp_set_*]
 *   - what tcp_emit and tcp_mss_emit write is accepted by tcp_check and the option walk, and read back [tcp_emit,
 *     tcp_emit_then_check, tcp_mss_emit, tcp_mss_emit_then_read]
 *   - the TCP checksum covers the pseudo header as RFC 9293 3.1 says, and is accepted exactly when the sum is all
 *     ones [tcp_checksum_prefix, tcp_checksum_accepts, tcp_checksum_seal]
 *
 * What joins its functions:
 */
#include "facts.h"
#include "tcp_packet.h"

/* What we send, we would accept, and read back. */
/*@ requires options_bytes == 0 || options_bytes == 4;
  @ requires \valid(at + (0 .. 19 + options_bytes));
  @ assigns  at[0 .. 19];
  @ ensures  \result == options_bytes;
  @*/
uint16_t tcp_emit_then_check(uint8_t *at, uint16_t src_port, uint16_t dst_port, uint32_t seqno, uint32_t ackno,
                             uint8_t flags, uint16_t window, uint8_t options_bytes)
{
    tcp_emit(at, src_port, dst_port, seqno, ackno, flags, window, options_bytes);
    if (tcp_check(at, (uint16_t)(20u + options_bytes)) != WIRE_OK || tcp_src_port(at) != src_port
        || tcp_dst_port(at) != dst_port || tcp_seqno(at) != seqno || tcp_ackno(at) != ackno
        || tcp_flags(at) != flags || tcp_window(at) != window) {
        /*@ assert \false; */
        return 0;
    }
    return tcp_options_bytes(at);
}

/* The option that our SYN carries is one that the walk reads back. */
/*@ requires \valid(at + (0 .. 23));
  @ requires \valid(found);
  @ requires \separated(found, at + (0 .. 59));
  @ requires at[12] == 96;
  @ assigns  at[20 .. 23], found->mss;
  @ ensures  \result == WIRE_OK;
  @ ensures  found->mss == mss;
  @*/
enum wire_verdict tcp_mss_emit_then_read(uint8_t *at, struct tcp_options *found, uint16_t mss)
{
    tcp_mss_emit(at + 20, mss);
    /*@ assert at[20] == 2 && at[21] == 4 && at[22] * 256 + at[23] == mss; */
    /*@ assert tcp_options_read(at, 24, 24, mss, mss); */
    /*@ assert tcp_options_read(at, 24, 20, 536, mss); */
    return tcp_options_check(at, found);
}

/* What was accepted lies in the room: header, options, payload, and its options may be walked. */
/*@ requires \valid_read(at + (0 .. room - 1));
  @ requires \valid(found);
  @ requires \separated(found, at + (0 .. 65535));
  @ assigns  found->mss;
  @ ensures  \result == WIRE_OK ==> tcp_is_valid(at, room);
  @*/
enum wire_verdict tcp_check_then_walk(const uint8_t *at, uint16_t room, struct tcp_options *found)
{
    const enum wire_verdict verdict = tcp_check(at, room);

    if (verdict != WIRE_OK) {
        return verdict;
    }
    if ((uint16_t)(tcp_payload_offset(at) + tcp_payload_bytes(at, room)) != room) {
        /*@ assert \false; */
    }
    return tcp_options_check(at, found);
}
