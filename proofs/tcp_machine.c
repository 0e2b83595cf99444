/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/tcp_machine.h (spec/machines/tcp.fsm): every function keeps every variable in its declared
 * range (tcp_ok), writes nothing but what its contract names, and leaves a state only for those that its contract names.
 *
 * Those contracts come from the same rows as the code, so by themselves they could be wrong together. The functions
 * below prove that the machine makes no move that rfc9293.h does not allow, and that one is written by hand.
 */
#include "facts.h"
#include "rfc9293.h"
#include "tcp_machine.h"

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

/* SEND, RECEIVE, STATUS and keep-alives: 3.10.2, 3.10.3, 3.10.6, 3.8.4. SEND in LISTEN may open (3.10.2); ours
 * refuses instead. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_send_receive_status(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_send_call(s, c);
    (void)tcp_receive_call(s, c);
    (void)tcp_status_call(s, c);
    (void)tcp_keep_alive_call(s, c);
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
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_sequence(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_sequence(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  rfc_reset(\old(c->state), c->state);
  @*/
void tcp_moves_of_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_rst(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  rfc_syn(\old(c->state), c->state);
  @*/
void tcp_moves_of_syn(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_syn(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  rfc_ack(\old(c->state), c->state);
  @*/
void tcp_moves_of_ack(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_ack(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state == TCP_ESTAB;
  @ assigns  *c, *seg;
  @ ensures  rfc_close_waited(c->state);
  @*/
void tcp_moves_of_close_waited(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_closing(s, c, seg);
}

/* The window, urgent text and text move nothing. */
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires c->state == TCP_ESTAB || c->state == TCP_FIN_WAIT_1 || c->state == TCP_FIN_WAIT_2;
  @ assigns  *c, *seg;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_text(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_window(s, c, seg);
    (void)tcp_segment_urgent(s, c, seg);
    (void)tcp_segment_text(s, c, seg);
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
  @ requires rfc_both_numbers_known(c->state) && c->state != TCP_SYN_RCVD;
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

/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  rfc_give_up(\old(c->state), c->state);
  @*/
void tcp_moves_of_giving_up(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_rexmt_timeout(s, c);
}

/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  rfc_life_ends(\old(c->state), c->state);
  @*/
void tcp_moves_of_life(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_life_timeout(s, c);
}

/* All timers at once, however many ticks have passed. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  tcp_ok(c);
  @ ensures  rfc_give_up(\old(c->state), c->state);
  @*/
void tcp_moves_of_time(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    tcp_elapse(s, c, ticks);
}

/* A delayed ACK that is due, or a timer that a sent segment needs, moves nothing. */
/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_sending(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_tick(s, c);
    (void)tcp_rexmt_needed(s, c);
}

/*@ requires \valid(c) && tcp_ok(c);
  @ assigns  *c;
  @ ensures  rfc_refused(\old(c->state), c->state);
  @*/
void tcp_moves_of_refused(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_refused(s, c);
}
