/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/tcp_machine.h (spec/machines/tcp.fsm):
 *
 *   - every function of the machine keeps every variable in its declared range (tcp_ok), writes nothing but what its
 *     contract names, and ends [*]
 *   - a variable is read and stored whole, however narrow its storage, and reads 0 where a profile has none
 *     [tcp_*_of, tcp_set_*]
 *   - each event and step takes the row of tcp.fsm whose guard holds first, no other, and goes where that row says
 *     [tcp_open_*, tcp_*_call, tcp_segment_*, tcp_*_timeout, tcp_refused, tcp_tick, tcp_rexmt_needed]
 *   - between events every invariant of tcp.fsm holds, whatever the peer, the application and time do [tcp_open_*,
 *     tcp_*_call, tcp_segment_*, tcp_*_timeout, tcp_refused, tcp_tick, tcp_elapse*, tcp_rexmt_needed]
 *   - tcp_broken, by which tests look at a connection, answers 0 exactly when all of them hold [tcp_broken]
 *   - each action leaves the values that tcp.fsm gives it [tcp_begin, tcp_connect, tcp_forget, tcp_take_fin, tcp_again,
 *     tcp_wait_again, tcp_wait_2msl, tcp_rest]
 *   - each check of SEGMENT ARRIVES, each user call, timeout and ICMP message moves a connection exactly as RFC 9293
 *     says, as proofs/rfc9293.h has it by hand from figure 5, 3.10, 3.8.4 and 3.9.2.2 [tcp_moves_*]
 *   - a segment is in the window exactly when the table of RFC 9293 3.10.7.4 accepts it, its four cases modulo 2^32
 *     [tcp_accepts_as_the_table]
 *
 * Contracts and code come from the same rows, so they could be wrong together. Hence rfc9293.h and the functions below.
 * Goals: whole.
 */
#include "facts.h"
#include "rfc9293.h"
#include "tcp_machine.h"

/* What the machine asks of a slot: see `requires` at the opening calls in tcp.fsm. */
#define JUST_TAKEN(c) ((c)->rst_due == 0 && (c)->fin_req == 0 && (c)->fin_sent == 0 && (c)->life == 0 \
                       && TCP_RECOVER_OF(c) == 0 && (c)->rcv_wnd <= (c)->rcv_max)

#ifdef TCP_HAS_LISTEN
/*@ requires \valid(c) && tcp_ok(c);
  @ requires TCP_INV(c) && JUST_TAKEN(c);
  @ assigns  *c;
  @ ensures  rfc_open_passive(\old(c->state), c->state);
  @*/
void tcp_moves_of_open_passive(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_open_passive(s, c);
}
#endif

#ifdef TCP_HAS_SYN_SENT
/*@ requires \valid(c) && tcp_ok(c);
  @ requires TCP_INV(c) && JUST_TAKEN(c);
  @ assigns  *c;
  @ ensures  rfc_open_active(\old(c->state), c->state);
  @*/
void tcp_moves_of_open_active(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_open_active(s, c);
}
#endif

/* SEND, RECEIVE, STATUS, keep-alives: 3.10.2, 3.10.3, 3.10.6, 3.8.4. SEND in LISTEN may open; ours refuses. */
/*@ requires \valid(c) && tcp_ok(c);
  @ requires TCP_INV(c);
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
  @ requires TCP_INV(c);
  @ assigns  *c;
  @ ensures  rfc_close(\old(c->state), c->state);
  @*/
void tcp_moves_of_close(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_close_call(s, c);
}

/* 3.10.5: whatever it was, it is over. */
/*@ requires \valid(c) && tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  *c;
  @ ensures  c->state == TCP_CLOSED;
  @*/
void tcp_moves_of_abort(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_abort_call(s, c);
}

#ifdef TCP_HAS_LISTEN
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c) && c->state == TCP_LISTEN;
  @ assigns  *c, *seg;
  @ ensures  rfc_in_listen(\old(RFC_HAS(seg, RST)), \old(RFC_HAS(seg, ACK)), \old(RFC_HAS(seg, SYN)), c->state);
  @*/
void tcp_moves_in_listen(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_listen(s, c, seg);
}
#endif

#ifdef TCP_HAS_SYN_SENT
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c) && c->state == TCP_SYN_SENT;
  @ assigns  *c, *seg;
  @ ensures  rfc_in_syn_sent(\old(RFC_HAS(seg, ACK)), \old(RFC_ACKS_NEW(c, seg)), \old(RFC_HAS(seg, RST)),
  @                           \old(RFC_HAS(seg, SYN)), c->state);
  @*/
void tcp_moves_in_syn_sent(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_syn_sent(s, c, seg);
}
#endif

/* What tcp_locate of core/tcp_arrival.h says of a segment's place. */
#define LOCATED(c, seg) \
    ((seg)->ahead == RFC_NEAR(RFC_STEPS((c)->rcv_nxt, (seg)->seqno)) \
     && (seg)->end == RFC_NEAR(RFC_ON_CIRCLE(RFC_STEPS((c)->rcv_nxt, (seg)->seqno) + (seg)->len)))

/* First: what step `sequence` calls in the window, or its edge where there is none, is what the RFC accepts. */
/*@ requires \valid_read(c) && tcp_ok(c) && \valid_read(seg);
  @ requires TCP_INV_WINDOW_NEAR(c) && LOCATED(c, seg);
  @ assigns  \nothing;
  @ ensures  \result <==> rfc_acceptable(seg->seqno, seg->len, c->rcv_nxt, c->rcv_wnd);
  @*/
bool tcp_accepts_as_the_table(const struct tcp_connection *c, const struct tcp_segment *seg)
{
    return tcp_in_window(c, seg) || (tcp_full_house(c, seg) && seg->len == 0);
}

/* First: a sequence number, in the window or not, moves nothing. */
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_sequence(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_sequence(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  rfc_reset(\old(c->state), \old(RFC_HAS(seg, RST)), \old(seg->ahead == 0),
  @                     \old(TCP_WAITED_OF(c) != 0), \old(TCP_BY_PEER_OF(c) != 0), c->state);
  @*/
void tcp_moves_of_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_rst(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  rfc_syn(\old(c->state), \old(RFC_HAS(seg, SYN)), \old(seg->ahead == 65535),
  @                   \old(TCP_WAITED_OF(c) != 0), \old(TCP_BY_PEER_OF(c) != 0), c->state);
  @*/
void tcp_moves_of_syn(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_syn(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires rfc_both_numbers_known(c->state);
  @ assigns  *c, *seg;
  @ ensures  rfc_ack(\old(c->state), \old(RFC_HAS(seg, ACK)), \old(RFC_ACKS_NEW(c, seg)), c->state);
  @*/
void tcp_moves_of_ack(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_ack(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV_STEADY(c) && c->state == TCP_ESTAB;
  @ assigns  *c, *seg;
  @ ensures  rfc_close_waited(\old(c->fin_req != 0), c->state);
  @*/
void tcp_moves_of_close_waited(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_closing(s, c, seg);
}

/* The window, urgent text and text move nothing. */
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c);
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
  @ requires TCP_INV_STEADY(c) && TCP_INV_ASKED_CLOSES(c);
  @ requires rfc_both_numbers_known(c->state) && c->state != TCP_SYN_RCVD;
  @ assigns  *c, *seg;
  @ ensures  rfc_fin_acked(\old(c->state), \old(c->fin_sent != 0 && c->flight == 0), c->state);
  @*/
void tcp_moves_of_our_fin(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_our_fin(s, c, seg);
}

/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires rfc_both_numbers_known(c->state) && c->state != TCP_SYN_RCVD;
  @ assigns  *c, *seg;
  @ ensures  rfc_fin(\old(c->state), \old(RFC_HAS(seg, FIN)), \old(seg->end == 1), c->state);
  @*/
void tcp_moves_of_fin(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)tcp_segment_fin(s, c, seg);
}

/* The whole of SEGMENT ARRIVES; and no other connection notices. */
/*@ requires \valid(c) && tcp_ok(c) && \valid(seg) && \separated(c, seg);
  @ requires TCP_INV(c);
  @ requires \valid(other) && \separated(other, c, seg);
  @ assigns  *c, *seg;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV(c);
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
  @ requires c->rexmt == 0 && TCP_INV_BUT_REXMT(c);
  @ assigns  *c;
  @ ensures  rfc_give_up(\old(c->state),
  @                       \old(c->state <= TCP_FIN_WAIT_2 || (c->flight == 0 && c->snd_wnd != 0)),
  @                       \old(c->retries >= c->max_retries),
  @                       \old(TCP_WAITED_OF(c) != 0), \old(TCP_BY_PEER_OF(c) != 0), c->state);
  @*/
void tcp_moves_of_giving_up(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_rexmt_timeout(s, c);
}

/*@ requires \valid(c) && tcp_ok(c);
  @ requires c->life == 0 && TCP_INV_BUT_LIFE(c);
  @ assigns  *c;
  @ ensures  rfc_life_ends(\old(c->state),
  @                         \old(TCP_KEEP_OF(c) != 0 && TCP_KEEP_DUE_OF(c) == 0 && c->flight == 0
  @                              && c->retries >= c->max_retries),
  @                         c->state);
  @*/
void tcp_moves_of_life(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_life_timeout(s, c);
}

/* All timers at once, however many ticks have passed. */
/*@ requires \valid(c) && tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  *c;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_INV(c);
  @ ensures  rfc_time(\old(c->state), c->state);
  @*/
void tcp_moves_of_time(struct stack *s, struct tcp_connection *c, uint16_t ticks)
{
    tcp_elapse(s, c, ticks);
}

/* A delayed ACK that is due, or a timer that a sent segment needs, moves nothing. */
/*@ requires \valid(c) && tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  *c;
  @ ensures  c->state == \old(c->state);
  @*/
void tcp_moves_of_sending(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_tick(s, c);
    (void)tcp_rexmt_needed(s, c);
}

/*@ requires \valid(c) && tcp_ok(c);
  @ requires TCP_INV(c);
  @ assigns  *c;
  @ ensures  rfc_refused(\old(c->state), \old(TCP_WAITED_OF(c) != 0), \old(TCP_BY_PEER_OF(c) != 0), c->state);
  @*/
void tcp_moves_of_refused(struct stack *s, struct tcp_connection *c)
{
    (void)tcp_refused(s, c);
}
