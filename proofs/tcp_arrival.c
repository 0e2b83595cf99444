/* SPDX-License-Identifier: MIT
 * Proves core/tcp_arrival.h, a segment as the machine sees it:
 *
 *   - a segment is read only when its checksum is right, tcp_check and the option walk accept it; each field
 *     is that of its bytes, its text lies in the frame, SYN and FIN count one number each [tcp_read_segment]
 *   - its place in the window is the distance on the circle of 2^32 numbers, as far as 16 bits tell it: what the
 *     machine's proof asks of a segment (tcp_machine.c, tcp_calls.c) [tcp_near, tcp_locate, tcp_segment_is_located]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_arrival.h"
#include "rfc9293.h"

/* In the words of those who ask: LOCATED of tcp_machine.c, ends_within of tcp_calls.c. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires \valid_read(c) && \valid(seg) && \separated(c, seg);
  @ requires \valid_read(at + (0 .. 19)) && \separated(at + (0 .. 19), seg);
  @ requires seg->flags <= TCP_SEG_FROM_WIRE;
  @ requires seg->len == seg->size +
  @     ((seg->flags & TCP_SEG_FIN) != 0 ? 1 : 0) + ((seg->flags & TCP_SEG_SYN) != 0 ? 1 : 0);
  @ assigns  seg->ahead, seg->end, seg->acked, seg->flags;
  @ ensures  seg->ahead == RFC_NEAR(RFC_STEPS(c->rcv_nxt, seg->seqno));
  @ ensures  seg->end == RFC_NEAR(RFC_ON_CIRCLE(RFC_STEPS(c->rcv_nxt, seg->seqno) + seg->len));
  @ ensures  seg->ahead == 65535 && seg->end != 65535 ==> seg->end - (seg->flags & TCP_SEG_FIN) <= seg->size;
  @*/
void tcp_segment_is_located(const struct tcp_connection *c, struct tcp_segment *seg, const uint8_t *at)
{
    tcp_locate(c, seg, at);
}
