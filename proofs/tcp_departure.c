/* SPDX-License-Identifier: MIT
 * Proves core/tcp_departure.h, a segment as it leaves:
 *
 *   - what leaves is a datagram of ours that ipv4_check accepts, with a segment that tcp_check accepts, as long as it
 *     says; nothing behind its headers changes [tcp_finish]
 *   - its ports, numbers, flags and window are the connection's, its urgent pointer leads behind our urgent text, a SYN
 *     carries our MSS [tcp_send_segment]
 *   - a reset goes back to where its segment came from, with the numbers of RFC 9293 3.10.7.1 [tcp_send_reset]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_departure.h"
