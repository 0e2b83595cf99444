/* SPDX-License-Identifier: MIT
 * Proves core/icmp_error.h:
 *
 *   - a message of ours lies in the room that there is, or none is written, and then the frame stays as it is; it quotes
 *     no byte behind the datagram that it is about [icmp_send_error, icmp_unreachable]
 */
#include "facts.h"
#include "icmp_error.h"
