/* SPDX-License-Identifier: MIT
 * Proves core/udp.h:
 *
 *   - what is sent is a datagram of ours that ipv4_check accepts, with one that udp_check accepts, from port to port; what
 *     is longer than the link takes is not sent [udp_send, udp_send_to]
 *   - a handler gets bytes of the datagram and no others, and room that there is; its answer goes back to where the
 *     datagram came from, and one that cannot have been written does not [udp_receive]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "udp.h"
