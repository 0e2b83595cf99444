/* SPDX-License-Identifier: MIT */
/* What the machine notes down when it calls out: RFC 9293 3.5.2, 3.8.5, 3.10.7.4, RFC 5961 7.
 *
 * The small ones of its calls. Nothing is sent and nobody is called here: a variable of the connection,
 * or of the segment, says what is owed, and tcp_send.h and tcp_settle pay it.
 */
#ifndef THIMBLE_TCP_NOTES_H
#define THIMBLE_TCP_NOTES_H

#include "tcp_ring.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* ahead, end, acked: not within 0 .. 65534. No enumerator: those fit an int, which has 16 bits. */
#define TCP_FAR 65535u

/* The application is told at the end of the event: tcp_settle. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  c->signals;
  @ ensures  c->signals == (\old(c->signals) | what);
  @*/
void tcp_signal(struct stack *s, struct tcp_connection *c, uint8_t what)
{
    (void)s;
    c->signals |= what;
}

/* A challenge ACK: one in a tick. Each connection counts its own, so that nobody learns from his own
 * answers what others have been sent: RFC 5961 7. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ ensures  TCP_CHALLENGED_OF(c) == PROFILE_CHALLENGE_LIMIT;
  @ ensures  \old(TCP_CHALLENGED_OF(c)) == 0 ==> c->ack_due == 1;
  @ ensures  \old(TCP_CHALLENGED_OF(c)) != 0 ==> c->ack_due == \old(c->ack_due);
  @*/
void tcp_challenge(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (!tcp_challenged_of(c)) {
        tcp_set_challenged(c, 1);
        c->ack_due = 1;
    }
}

/* A reset is never answered with one: 3.5.2. */
/*@ requires \valid(seg);
  @ assigns  seg->flags;
  @ ensures  (\old(seg->flags) & TCP_SEG_RST) != 0 ==> seg->flags == \old(seg->flags);
  @ ensures  (\old(seg->flags) & TCP_SEG_RST) == 0 ==> seg->flags == (\old(seg->flags) | TCP_SEG_RESET);
  @*/
void tcp_reset(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    (void)s;
    (void)c;
    if (!(seg->flags & TCP_SEG_RST)) {
        seg->flags |= TCP_SEG_RESET;
    }
}

/* The peer's first number: what comes with its SYN follows rcv_nxt. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->rcv_nxt, c->mss, seg->ahead, seg->end;
  @ ensures  c->rcv_nxt == (seg->seqno == 4294967295 ? 0 : seg->seqno + 1);
  @ ensures  c->mss == \max(1, \min(seg->mss, PROFILE_TCP_MSS));
  @ ensures  seg->ahead == TCP_FAR;
  @ ensures  seg->len != 0 ==> seg->end == seg->len - 1;
  @*/
void tcp_take_syn(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    uint16_t mss = seg->mss;

    (void)s;
    c->rcv_nxt = seg->seqno + 1u;
    seg->ahead = TCP_FAR;
    seg->end = (uint16_t)(seg->len - 1u);
    if (mss == 0) {
        mss = 1;
    }
    tcp_set_mss(c, mss < PROFILE_TCP_MSS ? mss : (uint16_t)PROFILE_TCP_MSS);
}

/* a + b, and 65535 where that would be more. */
/*@ assigns \nothing;
  @ ensures \result == (a + b > 65535 ? 65535 : a + b);
  @*/
static inline uint16_t tcp_saturated(uint16_t a, uint16_t b)
{
    return (uint16_t)(a + b) < a ? 65535u : (uint16_t)(a + b);
}

/* The urgent pointer leads to the number behind the urgent text, whatever a segment holds of it. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires \valid(seg);
  @ requires \separated(c, seg);
  @ assigns  c->rcv_up, c->signals;
  @ ensures  c->rcv_up >= \old(c->rcv_up);
  @ ensures  c->rcv_up == \old(c->rcv_up) ==> c->signals == \old(c->signals);
  @ ensures  c->rcv_up != \old(c->rcv_up) ==>
  @     c->signals == (\old(c->signals) | TCP_SIGNAL_URGENT);
  @ ensures  seg->ahead != TCP_FAR && TCP_RX_USED_OF(c) == 0 ==>
  @     c->rcv_up == \max(\old(c->rcv_up), \min(65535, seg->urgent + seg->ahead));
  @*/
void tcp_take_urgent(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    uint16_t up = seg->urgent;

    if (seg->ahead == TCP_FAR) {
        up = tcp_less(up, (uint16_t)(seg->len - seg->end));
    } else {
        up = tcp_saturated(up, seg->ahead);
    }
    if (PROFILE_RECEIVE_RING && up != 0) { /* what waits to be read comes before it */
        up = tcp_saturated(up, tcp_rx_used_of(c));
    }
    if (up > c->rcv_up) {
        c->rcv_up = up;
        tcp_signal(s, c, TCP_SIGNAL_URGENT);
    }
}

#ifdef __cplusplus
}
#endif

#endif
