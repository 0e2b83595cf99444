/* SPDX-License-Identifier: MIT */
/* New text has been acknowledged, or the same text once more: what the sender learns from it.
 *
 * Loss recovery is that of RFC 6582 for every loss, found by a timeout or by duplicates: `recover`
 * counts what was in flight when the loss showed; until all of that is acknowledged, each
 * acknowledgment of a part of it sends the next missing segment again. The window (cwnd, RFC 5681)
 * exists only where a profile lets more than two segments be in flight: with two, "nothing new while
 * recovering" is slow start after a loss, exactly.
 */
#ifndef THIMBLE_TCP_ACK_H
#define THIMBLE_TCP_ACK_H

#include "tcp_ring.h"
#include "tcp_rto.h"

#ifdef __cplusplus
namespace thimble {
#endif

enum { TCP_DUPLICATES = 3 }; /* RFC 5681 3.2 */

/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires TCP_CWND_OF(c) + more <= 65535;
  @ assigns  TCP_CWND_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  PROFILE_CONGESTION ==>
  @              TCP_CWND_OF(c) == \min(PROFILE_SEND_MAX, \old(TCP_CWND_OF(c)) + more);
  @*/
static inline void tcp_widen(struct tcp_connection *c, uint16_t more)
{
    more = (uint16_t)(tcp_cwnd_of(c) + more);
    tcp_set_cwnd(c, more > PROFILE_SEND_MAX ? (uint16_t)PROFILE_SEND_MAX : more);
}

/* RFC 5681 3.1: by what was acknowledged in slow start; behind it by a segment a round trip, counted
 * in bytes: each ACK brings its part of cwnd, rounded down to a power of two. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires PROFILE_CONGESTION ==> c->mss != 0;
  @ assigns  TCP_CWND_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  \old(TCP_CWND_OF(c)) < TCP_SSTHRESH_OF(c) ==> TCP_CWND_OF(c) ==
  @              \min(PROFILE_SEND_MAX, \old(TCP_CWND_OF(c)) + \min(acked, c->mss));
  @ ensures  \old(TCP_CWND_OF(c)) <= TCP_CWND_OF(c) <= \old(TCP_CWND_OF(c)) + \min(acked, c->mss);
  @*/
static inline void tcp_open_cwnd(struct tcp_connection *c, uint16_t acked)
{
    uint16_t whole = c->mss;

    if (acked > c->mss) {
        acked = c->mss;
    }
    if (tcp_cwnd_of(c) >= tcp_ssthresh_of(c)) {
        /*@ loop invariant acked <= \min(\at(acked, Pre), c->mss);
          @ loop invariant TCP_CWND_OF(c) != 0 ==> whole != 0;
          @ loop assigns whole, acked;
          @ loop variant TCP_CWND_OF(c) - whole;
          @*/
        while (whole < tcp_cwnd_of(c)) { /* at most bits(PROFILE_SEND_MAX) turns */
            whole = (uint16_t)(whole * 2u);
            acked = (uint16_t)(acked / 2u);
        }
    }
    tcp_widen(c, acked);
}

/* The first window is of four segments, of three large ones, of one when the SYN had to be repeated:
 * RFC 5681 3.1. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  TCP_CWND_AT(c), TCP_SSTHRESH_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  PROFILE_CONGESTION ==> TCP_CWND_OF(c) ==
  @              \min(PROFILE_SEND_MAX,
  @                  c->retries != 0 ? c->mss : (PROFILE_TCP_MSS > 1095 ? 3 : 4) * c->mss);
  @*/
void tcp_first_window(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    tcp_set_ssthresh(c, PROFILE_SEND_MAX);
    tcp_set_cwnd(c, 0);
    tcp_widen(c, c->retries != 0 ? c->mss
                                 : (uint16_t)((PROFILE_TCP_MSS > 1095 ? 3u : 4u) * c->mss));
}

/* A loss has shown: half of what is in flight, and no less than two segments, is what the path
 * takes (RFC 5681 3.1, equation 4). */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires feature: PROFILE_CONGESTION;
  @ assigns  TCP_SSTHRESH_AT(c);
  @ ensures  tcp_ok(c);
  @ ensures  TCP_SSTHRESH_OF(c) == \max(c->flight / 2, 2 * c->mss);
  @*/
static inline void tcp_halve(struct tcp_connection *c)
{
    const uint16_t least = (uint16_t)(2u * c->mss);
    const uint16_t half = (uint16_t)(c->flight / 2u);

    tcp_set_ssthresh(c, half > least ? half : least);
}

/* The timer has fired: one segment again, then slow start (RFC 5681 3.1). The loss of a probe of a
 * shut window says nothing. */
#if !PROFILE_PIPELINE /* else the machine says what it may write */
/*@ assigns  \nothing;
  @*/
void tcp_lose(struct stack *s, struct tcp_connection *c);
#endif
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ ensures  tcp_ok(c);
  @ ensures  PROFILE_PIPELINE && c->snd_wnd != 0 ==> TCP_RECOVER_OF(c) == c->flight;
  @ ensures  c->snd_wnd == 0 ==> TCP_RECOVER_OF(c) == \old(TCP_RECOVER_OF(c));
  @ ensures  PROFILE_CONGESTION && c->snd_wnd != 0 ==> TCP_CWND_OF(c) == c->mss;
  @*/
void tcp_lose(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (c->snd_wnd == 0) {
        return;
    }
    if (PROFILE_CONGESTION) {
        if (c->retries == 1) { /* not for the same segment again */
            tcp_halve(c);
        }
        tcp_set_cwnd(c, c->mss);
        tcp_set_dupacks(c, 0);
    }
    tcp_set_recover(c, c->flight);
}

/* In fast recovery: the third duplicate has come, and what was in flight then is not acknowledged. */
/*@ requires \valid_read(c);
  @ requires tcp_ok(c);
  @ assigns  \nothing;
  @ ensures  \result <==> TCP_DUPACKS_OF(c) == TCP_DUPLICATES;
  @*/
static inline bool tcp_recovers_fast(const struct tcp_connection *c)
{
    return PROFILE_CONGESTION && tcp_dupacks_of(c) == TCP_DUPLICATES;
}

/* Fast retransmit and fast recovery: RFC 5681 3.2, RFC 6582 3.2. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ assigns  TCP_RECOVER_AT(c), TCP_CWND_AT(c), TCP_SSTHRESH_AT(c), c->rtt_mark, TCP_DUPACKS_AT(c),
  @          c->rexmt_due;
  @ ensures  tcp_ok(c);
  @ ensures  TCP_RECOVER_OF(c) == \old(TCP_RECOVER_OF(c)) || TCP_RECOVER_OF(c) == c->flight;
  @*/
void tcp_take_duplicate(struct stack *s, struct tcp_connection *c)
{
    (void)s;
    if (tcp_recovers_fast(c)) { /* one more segment has left the net */
        tcp_widen(c, c->mss);
        return;
    }
    if (tcp_recover_of(c) != 0) { /* the timer was first */
        return;
    }
    tcp_set_dupacks(c, (uint8_t)(tcp_dupacks_of(c) + 1u));
    if (tcp_recovers_fast(c)) {
        tcp_halve(c);
        tcp_set_cwnd(c, tcp_ssthresh_of(c));
        tcp_widen(c, (uint16_t)(TCP_DUPLICATES * c->mss));
        tcp_set_recover(c, c->flight);
        tcp_set_rtt_mark(c, 0);
        c->rexmt_due = 1;
    }
}

/* `acked` bytes more are acknowledged: what this says of the losses and of the path. */
/*@ requires \valid(c);
  @ requires tcp_ok(c);
  @ requires PROFILE_CONGESTION ==> c->mss != 0;
  @ assigns  TCP_CWND_AT(c), TCP_DUPACKS_AT(c), TCP_RECOVER_AT(c), c->rexmt_due;
  @ ensures  tcp_ok(c);
  @ ensures  PROFILE_PIPELINE ==>
  @              TCP_RECOVER_OF(c) == \max(0, \old(TCP_RECOVER_OF(c)) - acked);
  @ ensures  c->rexmt_due != 0 <==> \old(TCP_RECOVER_OF(c)) > acked && window != 0;
  @*/
static inline void tcp_recovered(struct tcp_connection *c, uint16_t acked, uint16_t window)
{
    const uint16_t left = tcp_less(tcp_recover_of(c), acked);

    if (!tcp_recovers_fast(c)) {
        tcp_open_cwnd(c, acked);
    } else if (left == 0) { /* everything: deflate */
        tcp_set_cwnd(c, tcp_ssthresh_of(c));
    } else { /* a part: by as much, and a segment for the one that goes again (RFC 6582 3.2, 3) */
        tcp_set_cwnd(c, tcp_less(tcp_cwnd_of(c), acked));
        tcp_widen(c, c->mss);
    }
    if (left == 0) {
        tcp_set_dupacks(c, 0);
    }
    tcp_set_recover(c, left);
    c->rexmt_due = left != 0 && window != 0; /* else the timer probes */
}

/* The peer's window, from the newest segment. One that opens ends the back-off of probes: what was
 * measured counts again. */
/*@ ensures  c->snd_wnd == seg->window;
  @ ensures  c->snd_half == \max(\old(c->snd_half), \min(seg->window / 2, PROFILE_TCP_MSS));
  @ ensures  c->rto == \old(c->rto) || PROFILE_RTO_MIN <= c->rto <= PROFILE_RTO_MAX;
  @*/
void tcp_take_window(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    const uint16_t half = (uint16_t)(seg->window / 2u);

    (void)s;
    if (c->snd_wnd == 0 && seg->window != 0 && c->srtt != 0) {
        tcp_estimate_rto(c);
    }
    c->snd_wnd = seg->window;
    c->snd_wl1 = (uint16_t)seg->seqno;
    if (half > c->snd_half) { /* as far as it matters: more than a segment goes anyway */
        tcp_set_snd_half(c, half < PROFILE_TCP_MSS ? half : (uint16_t)PROFILE_TCP_MSS);
    }
}

/* The machine has tested that seg->acked is 1 .. flight, and takes the window of a newer segment after
 * this. That of an older one is not taken: its right edge stays where it was. */
/*@ requires feature: PROFILE_HAS_TCP;
  @ requires placed: \exists integer i; 0 <= i < PROFILE_TCP_CONNECTIONS && tcp_ring_placed(s, c, i);
  @ ensures  placed: \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
  @              tcp_ring_placed{Pre}(s, c, i) ==> tcp_ring_placed(s, c, i);
  @ ensures  c->snd_una == (\old(c->snd_una) + seg->acked) % 0x100000000;
  @ ensures  c->rtt_mark == \max(0, \old(c->rtt_mark) - seg->acked);
  @ ensures  c->state >= TCP_SYN_RCVD ==> TCP_RING_USED_OF(c) == \old(TCP_RING_USED_OF(c));
  @ ensures  c->state < TCP_SYN_RCVD ==> TCP_RING_USED_OF(c) ==
  @              \max(0, \old(TCP_RING_USED_OF(c)) - seg->acked);
  @ ensures  c->rto == \old(c->rto) || PROFILE_RTO_MIN <= c->rto <= PROFILE_RTO_MAX;
  @*/
void tcp_take_acked(struct stack *s, struct tcp_connection *c, struct tcp_segment *seg)
{
    uint16_t acked = seg->acked;
    uint16_t window = seg->window;

    if (!tcp_wnd_newer(c, seg)) {
        window = tcp_less(c->snd_wnd, acked);
        c->snd_wnd = window;
    }
    if (c->rtt_mark != 0) {
        tcp_set_rtt_mark(c, tcp_less(c->rtt_mark, acked));
        if (c->rtt_mark == 0) {
            tcp_rto_measured(c, (uint8_t)(s->ticks - c->rtt_start));
        }
    }
    c->snd_una += acked;
    tcp_set_flight(c, (uint16_t)(c->flight - acked));
    c->rexmt_due = 0;
    if (tcp_state_opening(c->state)) { /* the SYN is no text */
        acked = 0;
    } else if (PROFILE_PIPELINE) {
        tcp_recovered(c, acked, window);
    }
    tcp_set_snd_up(c, tcp_less(tcp_snd_up_of(c), acked));
    /*@ assert TCP_RING_START_OF(c) == \at(TCP_RING_START_OF(c), Pre); */
    /*@ assert TCP_RING_USED_OF(c) == \at(TCP_RING_USED_OF(c), Pre); */
    /*@ assert \forall integer i; 0 <= i < PROFILE_TCP_CONNECTIONS ==>
      @     tcp_ring_placed{Pre}(s, c, i) ==> tcp_ring_placed(s, c, i);
      @*/
    tcp_ring_release(s, c, acked);
}

#ifdef __cplusplus
}
#endif

#endif
