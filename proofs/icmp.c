/* SPDX-License-Identifier: MIT
 * Proves core/icmp.h:
 *
 *   - an echo request, and nothing else, is answered: in place, to where it came from, and its checksum moves by what the
 *     type does (RFC 1624 3) [icmp_receive, icmp_send_echo]
 *   - an error is never answered; one that quotes no datagram of ours changes no connection [icmp_receive_error]
 *   - what counts messages of ours leaves ports and turns alone [icmp_init, icmp_poll]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "icmp.h"
