/* SPDX-License-Identifier: MIT */
/* What a connection owes its peer, one segment a call: RFC 9293 3.8.
 *
 * The machine says what is owed (rst_due, rexmt_due, ack_due, fin_req); this file pays it, the most
 * urgent first. Nothing waits in a queue: what is sent again is read again, from the ring or from
 * the application.
 *
 * New text goes when a full segment fits the peer's window, when everything waiting fits and nothing
 * is in flight (or the Nagle algorithm is off), or when half of the widest window there was can be
 * used (3.7.4, 3.8.6.2.1); else it waits, for an ACK or for the retransmission timer, which is the
 * override. Nothing goes past the window but a probe of one byte (3.8.6.1). Every segment
 * acknowledges; the one behind which the ring is empty says PSH (3.9.1.2).
 */
#ifndef THIMBLE_TCP_SEND_H
#define THIMBLE_TCP_SEND_H

#include "application.h"
#include "tcp_ack.h"
#include "tcp_departure.h"

#ifdef __cplusplus
namespace thimble {
#endif

/* Text from `ahead` bytes behind snd_una on, at most `room` bytes and one that says "there is more";
 * into its place in the frame if it comes from a source, else only counted. */
static inline uint16_t tcp_waiting(struct stack *s, struct tcp_connection *c, uint8_t number,
                                   profile_size ahead, uint8_t *out, profile_size room)
{
    uint16_t text;

    if (!PROFILE_SOURCE || !profile_sends_from_source(c->socket)) {
        return tcp_less(tcp_ring_used_of(c), ahead);
    }
    c->calls |= TCP_CALL_LATER;
    /* at most PROFILE_SOURCE_SLOTS times in stack_poll */
    text = application_fill(s, c->socket, number,
                            (uint32_t)(c->snd_una + ahead - tcp_iss_of(c) - 1u), out, room);
    c->calls = (uint8_t)(c->calls & ~TCP_CALL_LATER);
    return text < room ? text : room;
}

/* How far behind snd_una text may go now: the peer's window, the path's, and our own limit. */
static inline uint16_t tcp_send_window(const struct tcp_connection *c, uint8_t number)
{
    uint16_t window = c->snd_wnd;

    if (PROFILE_CONGESTION && tcp_cwnd_of(c) < window) {
        window = tcp_cwnd_of(c);
    }
    if (PROFILE_SOURCE && profile_in_flight(number) < window) {
        window = profile_in_flight(number);
    }
    return window;
}

/* May text wait for more of it? 3.7.4, 3.8.6.2.1. `found` is all there is if it is not more than
 * `room`. What goes again waits only when a shut window opened by a sliver: not for Nagle, and not
 * when a timer has asked. */
static inline bool tcp_holds_back(const struct tcp_connection *c, profile_size found,
                                  profile_size room, bool again)
{
    if ((found >= c->mss && room >= c->mss) || (again && (c->retries != 0 || c->flight == 0))) {
        return false;
    }
    if (PROFILE_NAGLE && !again && c->flight != 0 && !tcp_nodelay_of(c) &&
        !(c->fin_req && found <= room)) {
        return true;
    }
    return found > room && room < c->snd_half; /* a sliver of the window */
}

/* Nothing new while something is in flight: always, without a pipeline, else after a loss that the
 * timer found. */
static inline bool tcp_one_at_a_time(const struct tcp_connection *c)
{
    return !PROFILE_PIPELINE || (tcp_recover_of(c) != 0 && !tcp_recovers_fast(c));
}

#define TCP_WITH_FIN 0x8000u /* no text is that long, and no enumerator of 16 bits */

/* Text and FIN, new or again: puts the text, `ahead` numbers behind snd_una, in its place and returns
 * its length, and TCP_WITH_FIN; 0: there is nothing to send. */
static inline uint16_t tcp_send_text(struct stack *s, struct tcp_connection *c, uint8_t *frame,
                                     profile_size ahead, bool again)
{
    const uint8_t number = connection_number(s, c);
    const uint16_t usable = tcp_less(tcp_send_window(c, number), ahead);
    profile_size room = c->mss;
    profile_size found;
    profile_size end;
    uint16_t fin = 0;
    bool waits = false;

    if (!again && (c->fin_sent || (ahead != 0 && tcp_one_at_a_time(c)))) {
        return 0;
    }
    if (usable == 0) { /* only the timer's probe goes */
        room = 1;
        waits = !again;
    } else if (usable < room) {
        room = (profile_size)usable;
    }
    found = (profile_size)tcp_waiting(s, c, number, ahead, frame + TCP_TEXT_OFFSET,
                                      (profile_size)(room + (room < c->mss)));
    if (PROFILE_SOURCE && c->fin_sent && found >= c->flight) { /* the end of the text is settled */
        found = (profile_size)(c->flight - 1u);
    }
    if (found == 0 && !c->fin_req) {
        return 0;
    }
    if (waits || tcp_holds_back(c, found, room, again)) {
        tcp_rexmt_needed(s, c);
        return 0;
    }
    if (found > room) {
        found = room;
    }
    if (profile_ring_bytes(number) != 0) {
        /* what is copied is sent: at most 1 time in stack_poll */
        tcp_ring_read(s, c, number, ahead, frame + TCP_TEXT_OFFSET, found);
    }
    end = (profile_size)(ahead + found);
    if (found < room && c->fin_req) {
        c->fin_sent = 1;
        end++;
        fin = TCP_WITH_FIN;
    }
    if (again) { /* its ACK may be of either: it tells no time (RFC 6298 3) */
        tcp_set_rtt_mark(c, 0);
    }
    if (end > c->flight) {
        tcp_set_flight(c, end);
        if (!again && c->rtt_mark == 0 && c->retries == 0) {
            tcp_set_rtt_mark(c, end);
            c->rtt_start = (uint8_t)s->ticks;
        }
    }
    return (uint16_t)(found | fin);
}

/* Is it worth looking for a segment to send? What the flags leave open: text in the ring that is not
 * on its way yet, and a source, which has to be asked. The timer is no reason: when it is stopped
 * while something is on its way, rexmt_due is set. */
static inline bool tcp_may_owe(const struct tcp_connection *c)
{
    return (c->ack_due | c->rexmt_due | c->fin_req | c->rst_due | tcp_keep_due_of(c)) != 0 ||
           tcp_ring_used_of(c) > c->flight ||
           (PROFILE_SOURCE && profile_sends_from_source(c->socket));
}

/* Builds the connection's next segment. Returns the bytes of the frame; 0: nothing is owed. */
__attribute__((noinline)) static uint16_t tcp_send_owed(struct stack *s, struct tcp_connection *c,
                                                       uint8_t *frame)
{
    const bool again = c->rexmt_due;
    const profile_size first = again ? 0 : c->flight;
    uint16_t ahead = first;
    uint16_t text = 0;
    uint8_t flags = TCP_SEG_ACK;

    c->rexmt_due = 0;
    if (!tcp_state_live(c->state)) {
        if (!c->rst_due) {
            return 0;
        }
        c->rst_due = 0;
        flags = TCP_SEG_RST;
    } else if (!tcp_state_opening(c->state)) {
        text = tcp_send_text(s, c, frame, first, again);
        if (text != 0) {
            flags = (uint8_t)(TCP_SEG_ACK | TCP_SEG_PSH | (text >= TCP_WITH_FIN ? TCP_SEG_FIN : 0) |
                              (tcp_snd_up_of(c) > first ? TCP_SEG_URG : 0));
            text &= (uint16_t)~TCP_WITH_FIN;
        }
    } else if (again) {
        flags = tcp_state_calling(c->state) ? (uint8_t)TCP_SEG_SYN
                                            : (uint8_t)(TCP_SEG_SYN | TCP_SEG_ACK);
    }
    if (c->flight != 0) {
        tcp_rexmt_needed(s, c);
    }
    if (flags == TCP_SEG_ACK) {
        ahead = c->flight;
        if (tcp_keep_due_of(c)) { /* a number that the peer has: it must answer */
            tcp_set_keep_due(c, 0);
            ahead--;
        } else if (!c->ack_due) {
            return 0;
        }
    }
    if (tcp_ring_used_of(c) > (uint16_t)(ahead + text)) {
        flags &= (uint8_t)~TCP_SEG_PSH;
    }
    c->ack_due = 0;
    tcp_set_ack_soon(c, 0);
    return tcp_send_segment(c, frame, ahead, flags, text); /* at most 1 time in stack_poll */
}

/* Mostly there is nothing: then this is all that a poll, or an acknowledgment, costs. */
__attribute__((noinline, unused)) static uint16_t tcp_send(struct stack *s, struct tcp_connection *c,
                                                           uint8_t *frame)
{
    return tcp_may_owe(c) ? tcp_send_owed(s, c, frame) : 0;
}

#ifdef __cplusplus
}
#endif

#endif
