/* SPDX-License-Identifier: MIT */
/* IPv4 in and out: RFC 791, RFC 1122 3.2.1.
 *
 * ipv4_receive lets a datagram through only when it is whole, intact, from somebody and for us, and
 * then takes its options out: everything behind this file finds the transport header at frame +
 * IPV4_HEADER_BYTES, and answers in place. Not here: reassembly (fragments are dropped), broadcasts
 * and multicasts to us, options that want an answer.
 */
#ifndef THIMBLE_IPV4_H
#define THIMBLE_IPV4_H

#include "checksum.h"
#include "drops.h"
#include "ipv4_packet.h"
#include "profile.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { IPV4_ADDRESSES_OFFSET = 12 }; /* source, then destination: RFC 791 3.1 */

/* Can anybody have this address and talk to us from it? RFC 1122 3.2.1.3: not 0.x, not 127.x, not
 * multicast or class E, not the broadcast address of our net, and not our own, which nothing may
 * arrive from. */
static inline bool ipv4_address_is_a_peer(uint32_t address)
{
    const uint8_t top = (uint8_t)(address >> 24);

    if (top == 0 || top == 127u || top >= 224u || address == profile_address) {
        return false;
    }
    if (profile_netmask <
        0xfffffffeul) { /* a net of one or two hosts has no broadcast address: RFC 3021 */
        return address != (profile_address | (uint32_t)~profile_netmask);
    }
    return true;
}

/* Moves what follows the options down to where it lies in a header without them. */
static inline void ipv4_remove_options(uint8_t *frame, uint16_t options, uint16_t payload)
{
    uint16_t i;

    for (i = 0; i < payload; i++) {
        frame[IPV4_HEADER_BYTES + i] = frame[IPV4_HEADER_BYTES + options + i];
    }
}

/* Returns the bytes of the datagram with its options and any padding of the link gone; 0:
 * dropped. */
static inline uint16_t ipv4_receive(struct stack *s, uint8_t *frame, uint16_t bytes)
{
    const enum wire_verdict verdict = ipv4_check(frame, bytes);
    uint16_t options;
    uint16_t payload;

    if (verdict != WIRE_OK) {
        return drop(s, verdict == WIRE_SHORT  ? DROP_IPV4_SHORT
                       : verdict == WIRE_LENGTH ? DROP_IPV4_LENGTH : DROP_IPV4_VERSION);
    }
    options = ipv4_options_bytes(frame);
    payload = ipv4_payload_bytes(frame);
    if (!ipv4_checksum_accepts(frame,
                               checksum_add(0, frame, (uint16_t)(IPV4_HEADER_BYTES + options)))) {
        return drop(s, DROP_IPV4_CHECKSUM);
    }
    if (ipv4_options_check(frame) != WIRE_OK) {
        return drop(s, DROP_IPV4_OPTION);
    }
    if (ipv4_more_fragments(frame) || ipv4_fragment_offset(frame) != 0) {
        return drop(s, DROP_IPV4_FRAGMENT);
    }
    if (ipv4_dst(frame) != profile_address || !ipv4_address_is_a_peer(ipv4_src(frame))) {
        return drop(s, DROP_IPV4_ADDRESS);
    }
    if (options != 0) {
        ipv4_remove_options(frame, options, payload);
    }
    return (uint16_t)(IPV4_HEADER_BYTES + payload);
}

/* The sum of a pseudo header's addresses and the whole transport segment behind them: without
 * options they lie side by side in the frame. `prefix` is the rest of the pseudo header. */
static inline uint16_t ipv4_transport_sum(uint16_t prefix, const uint8_t *frame, uint16_t size)
{
    return checksum_add(prefix, frame + IPV4_ADDRESSES_OFFSET,
                        (uint16_t)(IPV4_HEADER_BYTES - IPV4_ADDRESSES_OFFSET + size));
}

/* Puts our header before `payload` bytes that are in place. Returns the bytes of the datagram. */
static inline uint16_t ipv4_send(uint8_t *frame, uint8_t protocol, uint32_t to, uint16_t payload)
{
    ipv4_emit(frame, protocol, profile_address, to, payload);
    ipv4_checksum_seal(frame, checksum_add(0, frame, IPV4_HEADER_BYTES));
    return (uint16_t)(IPV4_HEADER_BYTES + payload);
}

#ifdef __cplusplus
}
#endif

#endif
