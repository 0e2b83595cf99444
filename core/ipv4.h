/* SPDX-License-Identifier: MIT */
/* IPv4 in and out: RFC 791, RFC 1122 3.2.1.
 *
 * ipv4_receive lets a datagram through only when it is whole, intact, from somebody and for us, and
 * then takes its options out: everything behind this file finds the transport header at frame +
 * IPV4_HEADER_BYTES, and answers in place. A broadcast is for UDP and for nobody else. Fragments are
 * put together in fragment.h, where the profile pays for it. Not here: multicast (no group is ever
 * joined), options that want an answer: a source route is refused, the others are skipped.
 */
#ifndef THIMBLE_IPV4_H
#define THIMBLE_IPV4_H

#include "checksum.h"
#include "copy.h"
#include "drops.h"
#include "ipv4_packet.h"
#include "profile.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { IPV4_ADDRESSES_OFFSET = 12 }; /* source, then destination: RFC 791 3.1 */

/*@ predicate ipv4_reaches_our_net(integer address) =
  @     profile_netmask < 0xfffffffe && address == profile_address -
  @         profile_address % (0x100000000 - profile_netmask) + (0xffffffff - profile_netmask);
  @
  @ predicate ipv4_reaches_all(integer address) =
  @     address == 0xffffffff || ipv4_reaches_our_net(address);
  @
  @ predicate ipv4_may_be_a_peer(integer address) =
  @     0x01000000 <= address < 0xe0000000 && address / 0x1000000 != 127 &&
  @     address != profile_address && !ipv4_reaches_our_net(address);
  @
  @ predicate ipv4_is_meant_for_us{L}(uint8_t *at) =
  @     at[16] * 16777216 + at[17] * 65536 + at[18] * 256 + at[19] == profile_address ||
  @     PROFILE_HAS_UDP && at[9] == IPV4_PROTOCOL_UDP &&
  @     ipv4_reaches_all(at[16] * 16777216 + at[17] * 65536 + at[18] * 256 + at[19]);
  @*/

/* Everybody on our net: RFC 1122 3.2.1.3 (c) and (d). A net of one or two hosts has no broadcast
 * address of its own: RFC 3021. */
/*@ assigns \nothing;
  @ ensures \result <==> ipv4_reaches_all(address);
  @*/
static inline bool ipv4_address_is_broadcast(uint32_t address)
{
    return address == 0xfffffffful ||
           (profile_netmask < 0xfffffffeul &&
            address == (profile_address | (uint32_t)~profile_netmask));
}

/* Can anybody have this address and talk to us from it? RFC 1122 3.2.1.3: not 0.x, not 127.x, not
 * multicast or class E (with it 255.255.255.255), not the broadcast address of our net, and not our
 * own, which nothing may arrive from. */
/*@ assigns \nothing;
  @ ensures \result <==> ipv4_may_be_a_peer(address);
  @*/
__attribute__((noinline, unused)) static bool ipv4_address_is_a_peer(uint32_t address)
{
    const uint8_t top = (uint8_t)(address / 0x1000000u);

    return top != 0 && top < 224u && top != 127u && address != profile_address &&
           !(profile_netmask < 0xfffffffeul &&
             address == (profile_address | (uint32_t)~profile_netmask));
}

/* Is this datagram for us, and for us alone or at least for a protocol that takes broadcasts? */
/*@ requires \valid_read(frame + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> ipv4_is_meant_for_us(frame);
  @*/
static inline bool ipv4_is_for_us(const uint8_t *frame)
{
    if (ipv4_dst(frame) == profile_address) {
        return true;
    }
    return PROFILE_HAS_UDP && ipv4_protocol(frame) == IPV4_PROTOCOL_UDP &&
           ipv4_address_is_broadcast(ipv4_dst(frame));
}

/* Both fields at once: "more fragments" and the offset lie side by side in 14 bits. */
/*@ requires \valid_read(frame + (0 .. 19));
  @ assigns  \nothing;
  @ ensures  \result <==> (frame[6] * 256 + frame[7]) % 16384 != 0;
  @*/
static inline bool ipv4_is_fragment(const uint8_t *frame)
{
    return wire_get_u16(frame + 6) % 0x4000u != 0;
}

/* Moves what follows the options, which begin at `to`, to where they began. */
/*@ requires \valid(to + (0 .. options + payload - 1));
  @ assigns  to[0 .. payload - 1];
  @ ensures  \forall integer i; 0 <= i < payload ==> to[i] == \old(to[options + i]);
  @*/
static inline void ipv4_take_options_out(uint8_t *to, uint16_t options, uint16_t payload)
{
    if (options != 0) {
        copy_bytes(to, to + options, payload);
    }
}

/* Returns the bytes of the datagram with its options and any padding of the link gone; 0:
 * dropped. The TTL is for routers: a host looks at none of it (RFC 1122 3.2.1.7). */
/*@ requires \valid(s);
  @ requires \valid(frame + (0 .. bytes - 1));
  @ requires \separated(frame + (0 .. bytes - 1), s);
  @ assigns  frame[20 .. bytes - 1], stack_dropped_at(s)[0 .. DROP_REASONS - 1];
  @ ensures  \result == 0 || 20 <= \result <= bytes;
  @ ensures  \result != 0 ==> ipv4_is_valid{Pre}(frame, bytes);
  @ ensures  \result != 0 ==>
  @     \result == 20 + frame[2] * 256 + frame[3] - frame[0] % 16 * 4;
  @ ensures  \result != 0 ==> ipv4_is_meant_for_us{Pre}(frame);
  @ ensures  \result != 0 ==> ipv4_may_be_a_peer(
  @     frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 + frame[15]);
  @ ensures  \result != 0 && !PROFILE_FRAGMENTS ==> (frame[6] * 256 + frame[7]) % 16384 == 0;
  @ ensures  \forall integer i; 0 <= i < \result - 20 ==>
  @     (frame + 20)[i] == \old((frame + frame[0] % 16 * 4)[i]);
  @*/
static inline uint16_t ipv4_receive(struct stack *s, uint8_t *frame, uint16_t bytes)
{
    const enum wire_verdict verdict = ipv4_check(frame, bytes);
    struct ipv4_options found;
    uint16_t options;
    uint16_t payload;

    if (verdict != WIRE_OK) {
        return drop_refused(s, DROP_IPV4_SHORT, (uint8_t)verdict);
    }
    options = ipv4_options_bytes(frame);
    payload = ipv4_payload_bytes(frame);
    if (!ipv4_checksum_accepts(frame,
                               checksum_add(0, frame, (uint16_t)(IPV4_HEADER_BYTES + options)))) {
        return drop(s, DROP_IPV4_CHECKSUM);
    }
    if (ipv4_options_check(frame, &found) != WIRE_OK) {
        return drop(s, DROP_IPV4_OPTION);
    }
    if ((found.lsrr | found.ssrr) != 0) { /* we have no way back along it: RFC 7126 4.3, 4.4 */
        return drop(s, DROP_IPV4_ROUTE);
    }
    if (!ipv4_is_for_us(frame) || !ipv4_address_is_a_peer(ipv4_src(frame))) {
        return drop(s, DROP_IPV4_ADDRESS);
    }
    if (!PROFILE_FRAGMENTS && ipv4_is_fragment(frame)) {
        return drop(s, DROP_IPV4_FRAGMENT);
    }
    ipv4_take_options_out(frame + IPV4_HEADER_BYTES, options, payload);
    return (uint16_t)(IPV4_HEADER_BYTES + payload);
}

/* The sum of a segment of `size` bytes behind its pseudo header: what <name>_checksum_prefix of the
 * addresses would begin. Without options the addresses lie before the segment and are summed with
 * it; the rest of the pseudo header carries nothing, since a datagram has at most 65,535 bytes. */
/*@ requires size <= 65527;
  @ requires \valid_read(frame + (0 .. 19 + size));
  @ assigns  \nothing;
  @ ensures  checksum_is(frame + 12, 8 + size, (uint16_t)(size + protocol), \result);
  @*/
__attribute__((noinline, unused)) static uint16_t
ipv4_transport_sum(uint8_t protocol, const uint8_t *frame, uint16_t size)
{
    return checksum_add((uint16_t)(size + protocol), frame + IPV4_ADDRESSES_OFFSET,
                        (uint16_t)(IPV4_HEADER_BYTES - IPV4_ADDRESSES_OFFSET + size));
}

/* Puts our header before `payload` bytes that are in place. The type of service is what the frame
 * says already: an echo has that of its request, everybody else sets it. Returns the bytes of the
 * datagram. */
/*@ requires \valid(frame + (0 .. 19));
  @ requires payload <= 65515;
  @ assigns  frame[0 .. 19];
  @ ensures  \result == 20 + payload;
  @ ensures  \forall integer room; \result <= room <= 65535 ==> ipv4_is_valid(frame, room);
  @ ensures  frame[0] == 0x45;
  @ ensures  frame[1] == \old(frame[1]);
  @ ensures  frame[2] * 256 + frame[3] == \result;
  @ ensures  frame[9] == protocol;
  @ ensures  frame[12] * 16777216 + frame[13] * 65536 + frame[14] * 256 + frame[15] == profile_address;
  @ ensures  frame[16] * 16777216 + frame[17] * 65536 + frame[18] * 256 + frame[19] == to;
  @*/
static inline uint16_t ipv4_send(uint8_t *frame, uint8_t protocol, uint32_t to, uint16_t payload)
{
    ipv4_emit(frame, ipv4_tos(frame), PROFILE_TTL, protocol, profile_address, to, payload);
    ipv4_checksum_seal(frame, checksum_add(0, frame, IPV4_HEADER_BYTES));
    return (uint16_t)(IPV4_HEADER_BYTES + payload);
}

#ifdef __cplusplus
}
#endif

#endif
