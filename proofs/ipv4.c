/* SPDX-License-Identifier: MIT
 * Proves core/ipv4.h:
 *
 *   - a datagram is let through only when it is whole, from somebody who can be answered and for us; its options are
 *     taken out, and nothing else changes [ipv4_receive, ipv4_is_for_us, ipv4_address_is_a_peer,
 *     ipv4_address_is_broadcast, ipv4_is_fragment, ipv4_take_options_out]
 *   - the sum of a segment is that of its addresses, protocol, length and bytes [ipv4_transport_sum]
 *   - a header of ours is one that ipv4_check accepts, with our address [ipv4_send]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "ipv4.h"
