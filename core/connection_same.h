/* SPDX-License-Identifier: MIT */
/* What it means that a connection is between two events, and that it, or a record of TIME-WAIT, is as it
 * was: for contracts alone. */
#ifndef THIMBLE_CONNECTION_SAME_H
#define THIMBLE_CONNECTION_SAME_H

#include "tcp_time_wait.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* A connection, or each, between two events: in its ranges, and every invariant of tcp.fsm holds. */
/*@ predicate tcp_rests{L}(struct tcp_connection *c) = tcp_ok(c) && TCP_INV(c);
  @
  @ predicate tcp_all_rest{L}(struct stack *s) =
  @     \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==> tcp_rests(&s->connection[i]);
  @*/

/* A connection that has not changed, and another one beside it; a record beside one; records that have not
 * changed, as far as they are compared, and a connection beside them. */
/*@ predicate connection_same{A, B}(struct tcp_connection *c) = \at(*c, A) == \at(*c, B);
  @
  @ predicate connection_apart(struct tcp_connection *c, struct tcp_connection *other) =
  @     \separated(c, other);
  @
  @ predicate connection_wait_beside(struct time_wait *r, struct tcp_connection *c) = \separated(r, c);
  @
  @ predicate connection_waits_same{A, B}(struct stack *s) =
  @     \forall integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS ==>
  @         \at(stack_time_wait_at(s)[k].left, A) == \at(stack_time_wait_at(s)[k].left, B) &&
  @         \at(stack_time_wait_at(s)[k].remote_ip, A) == \at(stack_time_wait_at(s)[k].remote_ip, B) &&
  @         \at(stack_time_wait_at(s)[k].remote_port, A) == \at(stack_time_wait_at(s)[k].remote_port, B) &&
  @         \at(stack_time_wait_at(s)[k].local_port, A) == \at(stack_time_wait_at(s)[k].local_port, B);
  @
  @ predicate connection_beside_waits(struct stack *s, struct tcp_connection *c) =
  @     \separated(c, stack_time_wait_at(s) + (0 .. PROFILE_TIME_WAIT_RECORDS - 1));
  @*/

/* The same member by member, where one equality of structures is too much for the provers. */
#ifdef __FRAMAC__
#define CONNECTION_WAITS_SAME(s, member, then) \
    \forall integer k; 0 <= k < PROFILE_TIME_WAIT_RECORDS ==> \
        \at(stack_time_wait_at(s)[k].member, then) == stack_time_wait_at(s)[k].member
#define CONNECTION_SAME(c, then) \
    (\at((c)->state, then) == (c)->state && \
     \at((c)->snd_half, then) == (c)->snd_half && \
     \at((c)->mss, then) == (c)->mss && \
     \at((c)->rtt_start, then) == (c)->rtt_start && \
     \at((c)->retries, then) == (c)->retries && \
     \at((c)->max_retries, then) == (c)->max_retries && \
     \at((c)->socket, then) == (c)->socket && \
     \at((c)->signals, then) == (c)->signals && \
     \at((c)->calls, then) == (c)->calls && \
     \at((c)->fin_req, then) == (c)->fin_req && \
     \at((c)->fin_sent, then) == (c)->fin_sent && \
     \at((c)->ack_due, then) == (c)->ack_due && \
     \at((c)->rexmt_due, then) == (c)->rexmt_due && \
     \at((c)->rst_due, then) == (c)->rst_due && \
     \at((c)->snd_una, then) == (c)->snd_una && \
     \at((c)->rcv_nxt, then) == (c)->rcv_nxt && \
     \at((c)->remote_ip, then) == (c)->remote_ip && \
     \at((c)->remote_port, then) == (c)->remote_port && \
     \at((c)->local_port, then) == (c)->local_port && \
     \at((c)->snd_wl1, then) == (c)->snd_wl1 && \
     \at((c)->snd_wnd, then) == (c)->snd_wnd && \
     \at((c)->rcv_wnd, then) == (c)->rcv_wnd && \
     \at((c)->rcv_max, then) == (c)->rcv_max && \
     \at((c)->rcv_up, then) == (c)->rcv_up && \
     \at((c)->flight, then) == (c)->flight && \
     \at((c)->srtt, then) == (c)->srtt && \
     \at((c)->rttvar, then) == (c)->rttvar && \
     \at((c)->rto, then) == (c)->rto && \
     \at((c)->rtt_mark, then) == (c)->rtt_mark && \
     \at((c)->rexmt, then) == (c)->rexmt && \
     \at((c)->life, then) == (c)->life && \
     \at(TCP_ISS_OF(c), then) == TCP_ISS_OF(c) && \
     \at(TCP_SND_UP_OF(c), then) == TCP_SND_UP_OF(c) && \
     \at(TCP_RECOVER_OF(c), then) == TCP_RECOVER_OF(c) && \
     \at(TCP_CWND_OF(c), then) == TCP_CWND_OF(c) && \
     \at(TCP_SSTHRESH_OF(c), then) == TCP_SSTHRESH_OF(c) && \
     \at(TCP_RING_START_OF(c), then) == TCP_RING_START_OF(c) && \
     \at(TCP_RING_USED_OF(c), then) == TCP_RING_USED_OF(c) && \
     \at(TCP_RX_START_OF(c), then) == TCP_RX_START_OF(c) && \
     \at(TCP_RX_USED_OF(c), then) == TCP_RX_USED_OF(c) && \
     \at(TCP_EARLY_AT_OF(c), then) == TCP_EARLY_AT_OF(c) && \
     \at(TCP_EARLY_BYTES_OF(c), then) == TCP_EARLY_BYTES_OF(c) && \
     \at(TCP_DUPACKS_OF(c), then) == TCP_DUPACKS_OF(c) && \
     \at(TCP_CHALLENGED_OF(c), then) == TCP_CHALLENGED_OF(c) && \
     \at(TCP_BY_PEER_OF(c), then) == TCP_BY_PEER_OF(c) && \
     \at(TCP_WAITED_OF(c), then) == TCP_WAITED_OF(c) && \
     \at(TCP_ACK_SOON_OF(c), then) == TCP_ACK_SOON_OF(c) && \
     \at(TCP_KEEP_DUE_OF(c), then) == TCP_KEEP_DUE_OF(c) && \
     \at(TCP_KEEP_OF(c), then) == TCP_KEEP_OF(c) && \
     \at(TCP_NODELAY_OF(c), then) == TCP_NODELAY_OF(c))
#endif

#ifdef __cplusplus
}
#endif

#endif
