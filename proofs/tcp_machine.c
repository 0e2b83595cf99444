/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/tcp_machine.h (spec/machines/tcp.fsm): every function keeps every variable in its declared
 * range (tcp_ok), writes nothing but what its contract names, and leaves a state only for those that its contract names.
 *
 * Those contracts come from the same rows as the code, so by themselves they could be wrong together. What follows is
 * written by hand from RFC 9293, figure 5 and 3.10, and never from tcp.fsm: the moves the RFC allows, for each user
 * call, each check of SEGMENT ARRIVES and each timeout. The functions below prove that the machine makes no other.
 */
#include "facts.h"
#include "tcp_machine.h"

/*@ // ---- User calls: 3.10.1 to 3.10.6. Staying is always allowed.
  @ predicate rfc_open_passive(integer from, integer to) =
  @     to == from || (from == TCP_CLOSED && to == TCP_LISTEN);
  @
  @ predicate rfc_open_active(integer from, integer to) =
  @     to == from || ((from == TCP_CLOSED || from == TCP_LISTEN) && to == TCP_SYN_SENT);
  @
  @ predicate rfc_close(integer from, integer to) =
  @     to == from
  @     || ((from == TCP_LISTEN || from == TCP_SYN_SENT) && to == TCP_CLOSED)
  @     || ((from == TCP_SYN_RCVD || from == TCP_ESTAB) && to == TCP_FIN_WAIT_1)
  @     || (from == TCP_CLOSE_WAIT && to == TCP_LAST_ACK);
  @
  @ // ---- SEGMENT ARRIVES: 3.10.7, the checks in their order.
  @ predicate rfc_in_listen(integer to) = to == TCP_LISTEN || to == TCP_SYN_RCVD;
  @
  @ predicate rfc_in_syn_sent(integer to) =
  @     to == TCP_SYN_SENT || to == TCP_CLOSED || to == TCP_ESTAB || to == TCP_SYN_RCVD;
  @
  @ // Second: a reset ends the connection; one that came from LISTEN returns there.
  @ predicate rfc_reset(integer from, integer to) =
  @     to == from || to == TCP_CLOSED || (from == TCP_SYN_RCVD && to == TCP_LISTEN);
  @
  @ // Fourth: with RFC 5961 4.2, a SYN ends nothing that is synchronized.
  @ predicate rfc_syn(integer from, integer to) =
  @     to == from || (from == TCP_SYN_RCVD && to == TCP_LISTEN);
  @
  @ // Fifth: the handshake ends. A CLOSE that waited for it (3.10.4) takes effect at once.
  @ predicate rfc_ack(integer from, integer to) =
  @     to == from || (from == TCP_SYN_RCVD && (to == TCP_ESTAB || to == TCP_FIN_WAIT_1));
  @
  @ // Fifth, and our FIN is acknowledged.
  @ predicate rfc_fin_acked(integer from, integer to) =
  @     to == from
  @     || (from == TCP_FIN_WAIT_1 && to == TCP_FIN_WAIT_2)
  @     || (from == TCP_CLOSING && to == TCP_TIME_WAIT)
  @     || (from == TCP_LAST_ACK && to == TCP_CLOSED);
  @
  @ // Eighth: the peer's FIN.
  @ predicate rfc_fin(integer from, integer to) =
  @     to == from
  @     || ((from == TCP_SYN_RCVD || from == TCP_ESTAB) && to == TCP_CLOSE_WAIT)
  @     || (from == TCP_FIN_WAIT_1 && (to == TCP_CLOSING || to == TCP_TIME_WAIT))
  @     || (from == TCP_FIN_WAIT_2 && to == TCP_TIME_WAIT);
  @
  @ // One segment may end the handshake, acknowledge our FIN and bring the peer's, in this order.
  @ predicate rfc_segment(integer from, integer to) =
  @     (from == TCP_CLOSED && to == TCP_CLOSED)
  @     || (from == TCP_LISTEN && rfc_in_listen(to))
  @     || (from == TCP_SYN_SENT && (rfc_in_syn_sent(to) || rfc_fin(TCP_ESTAB, to)))
  @     || (from >= TCP_SYN_RCVD && (rfc_reset(from, to) || rfc_fin_acked(from, to) || rfc_fin(from, to)))
  @     || (from == TCP_SYN_RCVD && (rfc_fin(TCP_ESTAB, to) || rfc_fin_acked(TCP_FIN_WAIT_1, to)
  @         || rfc_fin(TCP_FIN_WAIT_1, to) || rfc_fin(TCP_FIN_WAIT_2, to)))
  @     || (from == TCP_FIN_WAIT_1 && rfc_fin(TCP_FIN_WAIT_2, to));
  @
  @ // ---- Timeouts: 3.10.8. A half-open connection that came from LISTEN gives way to its listener, as after a reset.
  @ predicate rfc_give_up(integer from, integer to) =
  @     to == from || to == TCP_CLOSED || (from == TCP_SYN_RCVD && to == TCP_LISTEN);
  @*/

/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  rfc_open_passive(\old(c->state), c->state);
  @*/
void tcp_moves_of_open_passive(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_open_passive(s, c);
}

/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  rfc_open_active(\old(c->state), c->state);
  @*/
void tcp_moves_of_open_active(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_open_active(s, c);
}

/* SEND, RECEIVE and STATUS: 3.10.2, 3.10.3, 3.10.6. SEND in LISTEN may open (3.10.2); ours refuses instead. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_send_receive_status(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_send_call(s, c);
    (void)tcp_receive_call(s, c);
    (void)tcp_status_call(s, c);
}

/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  rfc_close(\old(c->state), c->state);
  @*/
void tcp_moves_of_close(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_close_call(s, c);
}

/* 3.10.5: whatever it was, it is over. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  c->state == TCP_CLOSED;
  @*/
void tcp_moves_of_abort(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_abort_call(s, c);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state == TCP_LISTEN;
  @ assigns  *c, *seg;
  @ ensures  rfc_in_listen(c->state);
  @*/
void tcp_moves_in_listen(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_listen(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state == TCP_SYN_SENT;
  @ assigns  *c, *seg;
  @ ensures  rfc_in_syn_sent(c->state);
  @*/
void tcp_moves_in_syn_sent(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_syn_sent(s, c, seg);
}

/* First: a sequence number outside the window moves nothing. */
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state >= TCP_SYN_RCVD;
  @ assigns  *c, *seg;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_sequence(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_sequence(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state >= TCP_SYN_RCVD;
  @ assigns  *c, *seg;
  @ ensures  rfc_reset(\old(c->state), c->state);
  @*/
void tcp_moves_of_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_rst(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state >= TCP_SYN_RCVD;
  @ assigns  *c, *seg;
  @ ensures  rfc_syn(\old(c->state), c->state);
  @*/
void tcp_moves_of_syn(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_syn(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state >= TCP_SYN_RCVD;
  @ assigns  *c, *seg;
  @ ensures  rfc_ack(\old(c->state), c->state);
  @*/
void tcp_moves_of_ack(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_ack(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state == TCP_FIN_WAIT_1 || c->state == TCP_CLOSING || c->state == TCP_LAST_ACK;
  @ assigns  *c, *seg;
  @ ensures  rfc_fin_acked(\old(c->state), c->state);
  @*/
void tcp_moves_of_our_fin(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_our_fin(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state >= TCP_ESTAB;
  @ assigns  *c, *seg;
  @ ensures  rfc_fin(\old(c->state), c->state);
  @*/
void tcp_moves_of_fin(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_fin(s, c, seg);
}

/* The whole of SEGMENT ARRIVES; and no other connection notices. */
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires \valid(other) && \separated(other, c, seg);
  @ assigns  *c, *seg;
  @ ensures  tcp_ok(c);
  @ ensures  rfc_segment(\old(c->state), c->state);
  @ ensures  other->state == \old(other->state) && other->rcv_nxt == \old(other->rcv_nxt);
  @*/
void tcp_moves_of_segment(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg,
                          struct tcp_connection *other)
{
    (void)other;
    (void)tcp_segment_arrives(s, c, seg);
}

/* All timers at once, however many ticks have passed: 3.10.8. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  rfc_give_up(\old(c->state), c->state);
  @*/
void tcp_moves_of_time(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    tcp_elapse(s, c, ticks);
}

/* Time alone never opens a connection, and needing a retransmission moves nothing. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_rexmt_needed(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_rexmt_needed(s, c);
}
