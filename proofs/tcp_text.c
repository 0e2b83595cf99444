/* SPDX-License-Identifier: MIT
 * Proves core/tcp_text.h, and that its two calls out keep what the machine believes of them:
 *
 *   - every function of tcp_text.h writes what its contract names, keeps each variable in its range, and ends [*]
 *   - the right edge of the window never moves left [tcp_offer_window]
 *   - of a segment what is new and lies in the window is delivered (core/tcp_deliver.h); the window becomes smaller by
 *     what is taken, and its ring fits [tcp_advance, tcp_accept_text]
 *   - what these calls may write beside their connection and segment, by what the application calls, is neither that
 *     connection nor that segment: so the machine, which knows a stack by name only, may leave it out
 *     [tcp_beside_is_elsewhere]
 *
 * Goals: whole.
 */
#include "facts.h"
#include "tcp_text.h"

/* A store beside its ring leaves a connection where it is. */
/*@ lemma tcp_text_fits_kept{L1, L2}: \forall struct stack *s, struct tcp_connection *c, integer window;
  @     tcp_text_fits{L1}(s, c, window) && \valid{L2}(s) &&
  @     \at(TCP_RX_START_OF(c), L1) == \at(TCP_RX_START_OF(c), L2) &&
  @     \at(TCP_RX_USED_OF(c), L1) == \at(TCP_RX_USED_OF(c), L2) &&
  @     \at(TCP_EARLY_BYTES_OF(c), L1) == \at(TCP_EARLY_BYTES_OF(c), L2) ==>
  @         tcp_text_fits{L2}(s, c, window);
  @*/

/* Anything that may be written there. */
/*@ requires \valid(s) && connection_is_of(s, c);
  @ assigns  TCP_BESIDE(s, c);
  @ ensures  \result == 0;
  @*/
static uint8_t tcp_beside(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    (void)c;
    return 0;
}

/*@ requires \valid(s) && connection_is_of(s, c);
  @ requires \valid(seg) && \separated(seg, s);
  @ assigns  TCP_BESIDE(s, c);
  @ ensures  *c == \old(*c);
  @ ensures  *seg == \old(*seg);
  @*/
void tcp_beside_is_elsewhere(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)seg;
    (void)tcp_beside(s, c);
}
