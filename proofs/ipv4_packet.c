/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/ipv4_packet.h (spec/packets/ipv4.ksy, RFC 791):
 *
 *   - every function of ipv4_packet.h stays in the bytes that its contract names, and ends [*]
 *   - ipv4_check accepts exactly what spec/packets/ipv4.ksy describes, and gives each other verdict exactly when it
 *     is due [ipv4_check]
 *   - an IPv4 field is read as the bytes that the format says [ipv4_version, ipv4_ihl, ipv4_tos, ipv4_total_length,
 *     ipv4_ident, ipv4_dont_fragment, ipv4_more_fragments, ipv4_fragment_offset, ipv4_ttl, ipv4_protocol,
 *     ipv4_checksum, ipv4_src, ipv4_dst, ipv4_*_offset, ipv4_*_bytes]
 *   - ipv4_options_check accepts exactly the option lists that spec/packets/ipv4.ksy describes: it follows the list
 *     as the inductive predicate ipv4_options_read does, to its end or to the first option that leads out of it
 *     [ipv4_options_check, ipv4_check_then_walk]
 *   - a writer of an IPv4 field changes its own bytes and no others, and what it stored is read [ipv4_set_*,
 *     ipv4_lsrr_emit, ipv4_ssrr_emit, ipv4_addresses_round_trip]
 *   - what ipv4_emit writes is accepted by ipv4_check and read back, and is no fragment [ipv4_emit,
 *     ipv4_emit_then_check, ipv4_emits_no_fragment]
 *   - the IPv4 checksum is accepted exactly when the sum is all ones, and sealing stores its complement
 *     [ipv4_checksum_accepts, ipv4_checksum_seal]
 *
 * What joins its functions:
 */
#include "facts.h"
#include "ipv4_packet.h"

/* What we send, we would accept, and read back. */
/*@ requires payload_bytes <= 65515;
  @ requires \valid(at + (0 .. 19 + payload_bytes));
  @ assigns  at[0 .. 19];
  @ ensures  \result == payload_bytes;
  @*/
uint16_t ipv4_emit_then_check(uint8_t *at, uint8_t tos, uint8_t ttl, uint8_t protocol, uint32_t src, uint32_t dst,
                              uint16_t payload_bytes)
{
    ipv4_emit(at, tos, ttl, protocol, src, dst, payload_bytes);
    if (ipv4_check(at, (uint16_t)(20u + payload_bytes)) != WIRE_OK || ipv4_protocol(at) != protocol
        || ipv4_src(at) != src || ipv4_dst(at) != dst || ipv4_payload_offset(at) != 20) {
        /*@ assert \false; */
        return 0;
    }
    return ipv4_payload_bytes(at);
}

/* We never send a fragment. */
/*@ requires payload_bytes <= 65515;
  @ requires \valid(at + (0 .. 19));
  @ assigns  at[0 .. 19];
  @ ensures  \result <==> \false;
  @*/
bool ipv4_emits_no_fragment(uint8_t *at, uint32_t src, uint32_t dst, uint16_t payload_bytes)
{
    ipv4_emit(at, 0, 64, 6, src, dst, payload_bytes);
    return ipv4_more_fragments(at) || ipv4_fragment_offset(at) != 0;
}

/* What was accepted lies in the room, and its options may be walked. */
/*@ requires \valid_read(at + (0 .. room - 1));
  @ requires \valid(found);
  @ requires \separated(found, at + (0 .. 65535));
  @ assigns  *found;
  @ ensures  \result == WIRE_OK ==> ipv4_is_valid(at, room);
  @*/
enum wire_verdict ipv4_check_then_walk(const uint8_t *at, uint16_t room, struct ipv4_options *found)
{
    const enum wire_verdict verdict = ipv4_check(at, room);

    if (verdict != WIRE_OK) {
        return verdict;
    }
    /*@ assert at[0] % 16 * 4 + (at[2] * 256 + at[3] - at[0] % 16 * 4) <= room; */
    return ipv4_options_check(at, found);
}

/* Changing the addresses changes nothing else: an answer is built in place. */
/*@ requires \valid(at + (0 .. 19));
  @ assigns  at[12 .. 19];
  @ ensures  \result == src;
  @*/
uint32_t ipv4_addresses_round_trip(uint8_t *at, uint32_t src, uint32_t dst)
{
    ipv4_set_src(at, src);
    ipv4_set_dst(at, dst);
    return ipv4_src(at);
}
