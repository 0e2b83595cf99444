/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/icmp_packet.h (spec/packets/icmp.ksy, RFC 792):
 *
 *   - every function of icmp_packet.h stays in the bytes that its contract names, and ends [*]
 *   - icmp_check accepts exactly the messages that spec/packets/icmp.ksy describes, and gives each other verdict
 *     exactly when it is due [icmp_check]
 *   - an ICMP field is read as the bytes that the format says [icmp_type, icmp_code, icmp_checksum, icmp_rest,
 *     icmp_payload_offset, icmp_payload_bytes]
 *   - a writer of an ICMP field changes its own bytes and no others, and what it stored is read [icmp_set_*,
 *     icmp_type_round_trip]
 *   - what icmp_emit writes is accepted by icmp_check and read back [icmp_emit, icmp_emit_then_check]
 *   - the ICMP checksum is accepted exactly when the sum is all ones, and a sealed one sums to that
 *     [icmp_checksum_accepts, icmp_checksum_seal, icmp_sealed_sums_to_ones]
 *
 * What joins its functions:
 */
#include "facts.h"
#include "icmp_packet.h"

/* An echo becomes its reply by one byte; code, identifier, sequence number and payload stay. */
/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[0];
  @ ensures  \result == ICMP_MESSAGE_ECHO_REPLY;
  @*/
uint8_t icmp_type_round_trip(uint8_t *at)
{
    icmp_set_type(at, ICMP_MESSAGE_ECHO_REPLY);
    return icmp_type(at);
}

/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[0 .. 7];
  @ ensures  \result == rest;
  @*/
uint32_t icmp_emit_then_check(uint8_t *at, uint8_t type, uint8_t code, uint32_t rest)
{
    icmp_emit(at, type, code, rest);
    if (icmp_check(at, 8) != WIRE_OK || icmp_type(at) != type || icmp_code(at) != code) {
        /*@ assert \false; */
        return 0;
    }
    return icmp_rest(at);
}

/* A sealed checksum, read back, is the complement of the sum: added to it, all ones. */
/*@ requires \valid(at + (0 .. 7));
  @ assigns  at[2 .. 3];
  @ ensures  \result == 65535;
  @*/
uint16_t icmp_sealed_sums_to_ones(uint8_t *at, uint16_t sum)
{
    icmp_checksum_seal(at, sum);
    return wire_sum_add(sum, icmp_checksum(at));
}
