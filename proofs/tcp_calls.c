/* SPDX-License-Identifier: MIT
 * Proves generated/<profile>/tcp_machine.h again, where it is known what a stack is:
 *
 *   - a call out that asks more of its caller than the machine knows gets it: the machine passes on what it was given
 *     [*]
 *
 * The machine's own proof (tcp_machine.c) sees no stack: what is a stack's is neither asked there nor promised. What
 * core/ asks beyond that is named `placed` there, and declared here in the same words, for the call out and for each
 * function of the machine that leads to it. In TIME-WAIT none of it is asked: a connection that was a record is in no
 * slot (core/tcp_time_wait.h).
 *
 * Again: tcp_machine.h, clauses named placed.
 */
#include "facts.h"
#include "application.h"
#include "tcp_notes.h"
#include "tcp_order.h"

/*@ predicate in_slot(struct stack *s, struct tcp_connection *c, integer i) =
  @     0 <= i < PROFILE_TCP_CONNECTIONS && c == &s->connection[i];
  @
  @ predicate in_ring{L}(struct stack *s, struct tcp_connection *c) =
  @     \exists integer i; in_slot(s, c, i) && tcp_ring_placed(s, c, i);
  @
  @ predicate in_order{L}(struct stack *s, struct tcp_connection *c) =
  @     \exists integer i; in_slot(s, c, i) && tcp_order_placed(s, c, i);
  @
  @ predicate read_whole{L}(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg) =
  @     tcp_order_readable(s, c, seg) && seg->len == seg->size + ((seg->flags & TCP_SEG_FIN) != 0 ? 1 : 0) +
  @         ((seg->flags & TCP_SEG_SYN) != 0 ? 1 : 0);
  @
  @ predicate ends_within{L}(struct tcp_segment *seg) =
  @     seg->ahead == 65535 && seg->end != 65535 ==> seg->end - (seg->flags & TCP_SEG_FIN) <= seg->size;
  @*/

/* A store beside its rings leaves a connection where it is. */
/*@ lemma in_ring_kept{L1, L2}: \forall struct stack *s, struct tcp_connection *c;
  @     in_ring{L1}(s, c) && \valid{L2}(s) &&
  @     \at(TCP_RING_START_OF(c), L1) == \at(TCP_RING_START_OF(c), L2) &&
  @     \at(TCP_RING_USED_OF(c), L1) == \at(TCP_RING_USED_OF(c), L2) ==> in_ring{L2}(s, c);
  @
  @ lemma in_order_kept{L1, L2}: \forall struct stack *s, struct tcp_connection *c;
  @     in_order{L1}(s, c) && \valid{L2}(s) &&
  @     \at(TCP_RX_START_OF(c), L1) == \at(TCP_RX_START_OF(c), L2) &&
  @     \at(TCP_RX_USED_OF(c), L1) == \at(TCP_RX_USED_OF(c), L2) &&
  @     \at(TCP_EARLY_AT_OF(c), L1) == \at(TCP_EARLY_AT_OF(c), L2) &&
  @     \at(TCP_EARLY_BYTES_OF(c), L1) == \at(TCP_EARLY_BYTES_OF(c), L2) &&
  @     \at(c->rcv_wnd, L1) == \at(c->rcv_wnd, L2) ==> in_order{L2}(s, c);
  @*/

/* core/tcp_iss.h */
/*@ requires placed: \valid(s);
  @*/
uint32_t tcp_new_iss(struct stack *s, struct tcp_connection *c);

/* core/tcp_ack.h */
/*@ requires placed: \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_ring_placed(s, c, i);
  @ ensures  placed: \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @              tcp_ring_placed{Pre}(s, c, i) ==> tcp_ring_placed(s, c, i);
  @*/
void tcp_take_acked(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* core/tcp_text.h */
/*@ requires placed: \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, i);
  @ assigns  TCP_BESIDE(s, c);
  @*/
void tcp_offer_window(struct stack *s, struct tcp_connection *c);

/*@ requires placed: \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_order_placed(s, c, i);
  @ requires placed: tcp_order_readable(s, c, seg);
  @ requires placed: tcp_order_located(seg);
  @ assigns  TCP_BESIDE(s, c);
  @*/
void tcp_accept_text(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

/* User calls. In TIME-WAIT and behind it none of them leads there. */
/*@ requires placed: \valid(s) && in_order(s, c);
  @*/
static inline void tcp_begin(struct stack *s, struct tcp_connection *c);

#ifdef TCP_HAS_SYN_SENT
/*@ requires placed: \valid(s) && in_order(s, c);
  @*/
static inline enum tcp_error tcp_open_active(struct stack *s, struct tcp_connection *c);
#endif

/*@ requires placed: in_order(s, c);
  @*/
static inline enum tcp_error tcp_receive_call(struct stack *s, struct tcp_connection *c);

/* A segment, step by step. */
#define STEP(name) \
    static inline enum tcp_verdict name(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)

/*@ requires placed: in_ring(s, c);
  @*/
static inline void tcp_connect(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg);

#ifdef TCP_HAS_LISTEN
/*@ requires placed: \valid(s) && in_order(s, c);
  @*/
STEP(tcp_segment_listen);
#endif

#ifdef TCP_HAS_SYN_SENT
/*@ requires placed: in_ring(s, c) && in_order(s, c) && read_whole(s, c, seg);
  @ ensures  placed: \result != TCP_DROP ==> in_order(s, c) && tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_syn_sent);
#endif

/*@ ensures placed: \result == TCP_CONTINUE ==> TCP_RING_USED_OF(c) == \old(TCP_RING_USED_OF(c));
  @*/
STEP(tcp_segment_rst);

/*@ ensures placed: \result == TCP_CONTINUE ==> TCP_RING_USED_OF(c) == \old(TCP_RING_USED_OF(c));
  @*/
STEP(tcp_segment_syn);

/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_ring(s, c);
  @ ensures  placed: \result == TCP_CONTINUE ==> seg->flags == \old(seg->flags);
  @*/
STEP(tcp_segment_ack);

/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_text);

#ifdef TCP_HAS_ALIVE
/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_from_alive);
#else
/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_from_urgent);
#endif

/* A part of the event has up to three steps (codegen/lower/machine_chain.py). */
#if defined TCP_HAS_LISTEN && defined TCP_HAS_SYN_SENT
/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_from_our_fin);

/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_ring(s, c) && in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_from_ack);

/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_ring(s, c) && in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && ends_within(seg);
  @*/
STEP(tcp_segment_from_sequence);
#else
/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_from_closing);

/*@ requires placed: c->state != TCP_TIME_WAIT ==> in_ring(s, c) && in_order(s, c);
  @ requires placed: tcp_order_readable(s, c, seg) && tcp_order_located(seg);
  @*/
STEP(tcp_segment_from_rst);
#endif

/*@ requires placed: \valid(s);
  @ requires placed: c->state != TCP_TIME_WAIT ==> in_ring(s, c) && in_order(s, c);
  @ requires placed: read_whole(s, c, seg) && ends_within(seg);
  @*/
STEP(tcp_segment_arrives);
